"""The form of a ledger as a page draws it: kinds of controls, options, suggestions, problems.

What was typed is shown again as it was typed; people and units are shown by name, never by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tuobo.core.texts import Texts
from tuobo.engines.ledgers import (
    Act,
    Cell,
    Entry,
    FieldType,
    FormField,
    Ledger,
    Problem,
    Raw,
    Reader,
    condition_sentence,
    form_of,
)
from tuobo.operations.ledgers.lookup import RecordsLookup
from tuobo.records.ledgers.models import Attachment


class Control(StrEnum):
    """How a field is filled."""

    LINE = "line"
    LONG = "long"
    ONE = "one"
    SEVERAL = "several"
    YES = "yes"
    YES_NO = "yes_no"
    SUGGESTED = "suggested"
    FILES = "files"


@dataclass(frozen=True, kw_only=True)
class FormOption:
    """One option: of a select, a group of ticks or the suggestions of a line."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class FormLine:
    """One field as it is drawn.

    text       what a line holds; several values stand with 、 between them
    hint       what may be typed; when: the condition under which it must be filled
    searches   whether suggestions are fetched while one types
    """

    id: str
    name: str
    control: Control
    is_required: bool
    is_many: bool
    text: str
    unit: str
    help: str
    hint: str
    when: str
    options: tuple[FormOption, ...]
    searches: bool
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FormGroup:
    """Fields under a heading."""

    name: str
    lines: tuple[FormLine, ...]

    @property
    def is_quiet(self) -> bool:
        """Nothing in it must be filled, is filled or is wrong: it may stay folded."""
        return not any(
            one.is_required
            or one.text
            or one.problems
            or any(each.is_chosen for each in one.options)
            for one in self.lines
        )


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """A whole form. `problems` are those of no field."""

    groups: tuple[FormGroup, ...]
    problems: tuple[str, ...] = ()

    @property
    def has_files(self) -> bool:
        return any(one.control is Control.FILES for group in self.groups for one in group.lines)

    @property
    def count_wrong(self) -> int:
        wrong = sum(bool(one.problems) for group in self.groups for one in group.lines)
        return wrong + len(self.problems)


@dataclass(frozen=True, kw_only=True)
class FormAsk:
    """Whose form: of a new entry, of an entry, or of one of its transitions."""

    ledger: Ledger
    act: Act
    reader: Reader
    lookup: RecordsLookup
    entry: Entry | None = None
    event: str = ""
    typed: Mapping[str, Raw] | None = None
    problems: tuple[Problem, ...] = field(default=())


_SUGGESTED = (FieldType.PERSON, FieldType.INDICATOR, FieldType.COURT, FieldType.LINK)
_JOINT = "、"


def form_page(ask: FormAsk, texts: Texts) -> FormPage:
    """The form with what was typed, or with what the entry holds."""
    form = form_of(ask.ledger, ask.act, ask.reader, entry=ask.entry, event=ask.event)
    groups = tuple(
        FormGroup(
            name=texts.pick(part.group.names) if part.group else "",
            lines=tuple(_line(ask, one, texts) for one in part.fields),
        )
        for part in form.parts
    )
    shown = {one.field.id for one in form}
    loose = tuple(one.text(texts) for one in ask.problems if one.field not in shown)
    return FormPage(groups=groups, problems=loose)


def shown_fields(ask: FormAsk) -> tuple[FormField, ...]:
    """The fields that the form has: what a page reads of what was sent."""
    return tuple(form_of(ask.ledger, ask.act, ask.reader, entry=ask.entry, event=ask.event))


def _line(ask: FormAsk, one: FormField, texts: Texts) -> FormLine:
    defined, lookup = one.field, ask.lookup
    held = _held(ask, one)
    control = control_of(one)
    return FormLine(
        id=defined.id,
        name=texts.pick(defined.names),
        control=control,
        is_required=one.required,
        is_many=defined.many,
        text=_JOINT.join(lookup.name_of(defined.type, each) for each in held),
        unit=texts.pick(defined.unit) if defined.unit else _unit(defined.type, texts),
        help=texts.pick(defined.help) if defined.help else "",
        hint=_hint(one, texts),
        when=_when(ask, one, texts),
        options=tuple(_options(ask, one, held, texts)),
        searches=defined.type is FieldType.LINK,
        problems=tuple(each.text(texts) for each in ask.problems if each.field == defined.id),
    )


def control_of(one: FormField) -> Control:
    defined = one.field
    if defined.type is FieldType.FLAG:
        return Control.YES_NO if one.required else Control.YES
    if defined.type is FieldType.FILE:
        return Control.FILES
    if defined.type in {FieldType.CHOICE, FieldType.UNIT}:
        return Control.SEVERAL if defined.many else Control.ONE
    if defined.type in _SUGGESTED:
        return Control.SUGGESTED
    return Control.LONG if defined.long else Control.LINE


def _held(ask: FormAsk, one: FormField) -> tuple[str, ...]:
    """What was typed, else what the entry holds."""
    if ask.typed is None or one.field.id not in ask.typed:
        return one.texts
    raw = ask.typed[one.field.id]
    cells = [raw] if isinstance(raw, Cell) else list(raw)
    return tuple(str(each) for each in cells if each not in {None, ""})


def _options(
    ask: FormAsk, one: FormField, held: tuple[str, ...], texts: Texts
) -> Iterator[FormOption]:
    """What can be chosen; of a line that is typed, what is suggested."""
    kind = one.field.type
    if kind is FieldType.CHOICE:
        offered = [(each.code, texts.pick(each.names)) for each in one.options]
    elif kind is FieldType.UNIT:
        offered = list(ask.lookup.units_of(tuple(each.value for each in one.field.units)))
    elif kind is FieldType.FILE:
        offered = [(digest, name) for digest, name in _files(ask) if digest in one.texts]
    else:
        yield from (FormOption(value=value, label=label) for value, label in _suggested(ask, one))
        return
    for value, label in offered:
        yield FormOption(value=value, label=label, is_chosen=value in held or label in held)


def _suggested(ask: FormAsk, one: FormField) -> Iterable[tuple[str, str]]:
    match one.field.type:
        case FieldType.PERSON:
            return [(name, "") for name in ask.lookup.people_named]
        case FieldType.INDICATOR:
            return [(names.zh, names.en) for _, names in ask.lookup.indicators()]
        case FieldType.COURT:
            return ask.lookup.known_courts()
        case FieldType.LINK:
            return ask.lookup.recent_entries(one.field.ledgers)
        case _:
            return ()


def _files(ask: FormAsk) -> tuple[tuple[str, str], ...]:
    if ask.lookup.entry is None:
        return ()
    found = Attachment.objects.filter(entry=ask.lookup.entry)
    return tuple(found.values_list("sha256", "name"))


def _hint(one: FormField, texts: Texts) -> str:
    """What may be typed, for the kinds that people ask about."""
    code = f"ledger_form.hint.{one.field.type}"
    if one.field.many and texts.has(f"{code}.many"):
        code = f"{code}.many"
    return texts(code) if texts.has(code) else ""


def _unit(kind: FieldType, texts: Texts) -> str:
    code = f"ledger_form.unit.{kind}"
    return texts(code) if texts.has(code) else ""


def _when(ask: FormAsk, one: FormField, texts: Texts) -> str:
    if one.required or one.required_when is None:
        return ""
    condition = condition_sentence(one.required_when, ask.ledger, ask.reader.book.vocabularies)
    return texts("ledger_form.when", condition=condition.text(texts))
