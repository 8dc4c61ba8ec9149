"""Ledgers (台账) as definitions: values in, values out; today and calendar are arguments.

`LedgerBook.of(content, rights)` reads and checks content/…/ledgers; `book["problem"]` is a
`Ledger`. A `Reader.of(content, book, lookup, on)` turns what people type into `Values`; an `Act`
says who acts, when and with which rights. Then:

form_of(ledger, act, reader, entry=, event=)   the fields of a form, with options and duties
list_columns / list_filters / sort_keys(…)     a list, as far as the viewer's rights go
create / edit / move(…) -> Outcome             the new Entry, Problems of values, Effects to do
possible_moves(ledger, entry, act, book)       transitions with what stands against each
clock_readings(ledger, entry, on, calendar)    due days with reasons, reminders, escalations
frames_of(ledger, entries) -> Frames           entries as columns, for the next four
figure_cube / rows_behind(frames, question)    counts, sums, shares with evidence and rows
occurrences_in(frames, cadence), held(…)       who held what when: the cadence board
fact_table(ledger), fact_rows(frames)          the ledger for the indicator engine
template_columns, read_table(…)                import: rows with all their problems
draft_of(text, book), diagram_of, example_of   the editor page; migrated(entry, book) old entries

Sentences are `Sentence`s: `one.text(texts)`. Forbidden steps raise StateError, wrong definitions
LedgersWrongError with all `flaws`; wrong values are Problems, never exceptions.
"""

from __future__ import annotations

from tuobo.engines.ledgers.act import Act, LinkedEntry, Ruling
from tuobo.engines.ledgers.book import LedgerBook, examined
from tuobo.engines.ledgers.cadences import (
    CadenceCell,
    Excuse,
    Occurrence,
    Standing,
    Subject,
    asked_of,
    held,
    occurrences_in,
    pair_of,
    periods_of,
)
from tuobo.engines.ledgers.clock import (
    Alert,
    ClockReading,
    Pause,
    WorkingDays,
    clock_readings,
    next_due,
    read_clock,
)
from tuobo.engines.ledgers.definition import (
    CREATE,
    STOCK,
    Cadence,
    Choice,
    Clock,
    Condition,
    Effect,
    Every,
    Field,
    FieldGroup,
    FieldType,
    Figure,
    Ledger,
    Listing,
    Migration,
    Per,
    Reason,
    State,
    StateKind,
    Tightening,
    Transition,
    UnitKind,
    Verdict,
    View,
)
from tuobo.engines.ledgers.diagram import Diagram, Edge, Node, diagram_of
from tuobo.engines.ledgers.editor import Draft, draft_of
from tuobo.engines.ledgers.effects import (
    Effects,
    Notice,
    PlannedEntry,
    PlannedMove,
    made_entry,
    planned,
)
from tuobo.engines.ledgers.entry import Entry, Step
from tuobo.engines.ledgers.example import ExampleCell, example_of
from tuobo.engines.ledgers.facts import fact_rows, fact_table
from tuobo.engines.ledgers.figures import FigureQuestion, figure_cube, rows_behind
from tuobo.engines.ledgers.flaw import DefinitionFlaw, LedgersWrongError
from tuobo.engines.ledgers.folding import folded
from tuobo.engines.ledgers.form import Form, FormField, FormPart, form_of, typed
from tuobo.engines.ledgers.frames import Frames, frames_of
from tuobo.engines.ledgers.holding import holds
from tuobo.engines.ledgers.listing import (
    ListColumn,
    ListFilter,
    SortKey,
    list_columns,
    list_filters,
    sort_keys,
    visible_fields,
)
from tuobo.engines.ledgers.machine import after, events_from
from tuobo.engines.ledgers.migration import migrated
from tuobo.engines.ledgers.moving import Outcome, create, edit, move, writable_fields
from tuobo.engines.ledgers.numbering import Numbering
from tuobo.engines.ledgers.obstacles import Possible, asked_fields, obstacles, possible_moves
from tuobo.engines.ledgers.options import Option, options_of
from tuobo.engines.ledgers.problem import Problem
from tuobo.engines.ledgers.reading import (
    Cell,
    Checked,
    Lookup,
    Raw,
    Reader,
    checked,
    read_field,
    required_fields,
)
from tuobo.engines.ledgers.sentence import Sentence
from tuobo.engines.ledgers.status import ClockStatus
from tuobo.engines.ledgers.template import (
    RowReading,
    TableReading,
    TemplateColumn,
    read_table,
    template_columns,
)
from tuobo.engines.ledgers.values import Json, Single, Value, Values
from tuobo.engines.ledgers.wording import clock_told, condition_sentence

__all__ = [
    "CREATE",
    "STOCK",
    "Act",
    "Alert",
    "Cadence",
    "CadenceCell",
    "Cell",
    "Checked",
    "Choice",
    "Clock",
    "ClockReading",
    "ClockStatus",
    "Condition",
    "DefinitionFlaw",
    "Diagram",
    "Draft",
    "Edge",
    "Effect",
    "Effects",
    "Entry",
    "Every",
    "ExampleCell",
    "Excuse",
    "Field",
    "FieldGroup",
    "FieldType",
    "Figure",
    "FigureQuestion",
    "Form",
    "FormField",
    "FormPart",
    "Frames",
    "Json",
    "Ledger",
    "LedgerBook",
    "LedgersWrongError",
    "LinkedEntry",
    "ListColumn",
    "ListFilter",
    "Listing",
    "Lookup",
    "Migration",
    "Node",
    "Notice",
    "Numbering",
    "Occurrence",
    "Option",
    "Outcome",
    "Pause",
    "Per",
    "PlannedEntry",
    "PlannedMove",
    "Possible",
    "Problem",
    "Raw",
    "Reader",
    "Reason",
    "RowReading",
    "Ruling",
    "Sentence",
    "Single",
    "SortKey",
    "Standing",
    "State",
    "StateKind",
    "Step",
    "Subject",
    "TableReading",
    "TemplateColumn",
    "Tightening",
    "Transition",
    "UnitKind",
    "Value",
    "Values",
    "Verdict",
    "View",
    "WorkingDays",
    "after",
    "asked_fields",
    "asked_of",
    "checked",
    "clock_readings",
    "clock_told",
    "condition_sentence",
    "create",
    "diagram_of",
    "draft_of",
    "edit",
    "events_from",
    "examined",
    "example_of",
    "fact_rows",
    "fact_table",
    "figure_cube",
    "folded",
    "form_of",
    "frames_of",
    "held",
    "holds",
    "list_columns",
    "list_filters",
    "made_entry",
    "migrated",
    "move",
    "next_due",
    "obstacles",
    "occurrences_in",
    "options_of",
    "pair_of",
    "periods_of",
    "planned",
    "possible_moves",
    "read_clock",
    "read_field",
    "read_table",
    "required_fields",
    "rows_behind",
    "sort_keys",
    "template_columns",
    "typed",
    "visible_fields",
    "writable_fields",
]
