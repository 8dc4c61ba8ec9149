"""What a ledger definition says: the models of content/…/ledgers. Nothing here computes."""

from __future__ import annotations

from tuobo.engines.ledgers.definition.cadence import Cadence, Every, NewUnits, Window
from tuobo.engines.ledgers.definition.clock import Clock, Escalate, Span, Start
from tuobo.engines.ledgers.definition.condition import Condition
from tuobo.engines.ledgers.definition.field import (
    Choice,
    Field,
    FieldGroup,
    FieldType,
    Per,
    UnitKind,
)
from tuobo.engines.ledgers.definition.figure import STOCK, Figure
from tuobo.engines.ledgers.definition.ledger import (
    CREATE,
    CREATED,
    Ledger,
    Listing,
    Migration,
    Reason,
    Rights,
    View,
)
from tuobo.engines.ledgers.definition.overlay import Tightening
from tuobo.engines.ledgers.definition.state import (
    AfterLinked,
    Effect,
    MakeEntry,
    MoveLinked,
    NeedsVerdict,
    Notify,
    Override,
    SetField,
    State,
    StateKind,
    Transition,
    Verdict,
)

__all__ = [
    "CREATE",
    "CREATED",
    "STOCK",
    "AfterLinked",
    "Cadence",
    "Choice",
    "Clock",
    "Condition",
    "Effect",
    "Escalate",
    "Every",
    "Field",
    "FieldGroup",
    "FieldType",
    "Figure",
    "Ledger",
    "Listing",
    "MakeEntry",
    "Migration",
    "MoveLinked",
    "NeedsVerdict",
    "NewUnits",
    "Notify",
    "Override",
    "Per",
    "Reason",
    "Rights",
    "SetField",
    "Span",
    "Start",
    "State",
    "StateKind",
    "Tightening",
    "Transition",
    "UnitKind",
    "Verdict",
    "View",
    "Window",
]
