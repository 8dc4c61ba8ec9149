"""The agenda of a meeting: its items, what else ought to be on it, and putting that on it.

Suggestions come from concerning signals and overdue entries; a person picks, nothing is put on an
agenda by itself. Every item is an entry of its ledger, made under the rights of whoever picks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from tuobo.core.errors import RequestError, StateError
from tuobo.core.texts import Texts
from tuobo.engines.analysis import Variation
from tuobo.engines.ledgers import Raw, StateKind
from tuobo.engines.reports import IndicatorLine
from tuobo.engines.reports.compose import Ask
from tuobo.engines.reports.document import Form
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.given import Given
from tuobo.operations.ledgers.opening import opened_for
from tuobo.operations.ledgers.showing import indicator_name
from tuobo.operations.ledgers.writing import create_entry
from tuobo.operations.programme.holding import Held, Holding
from tuobo.operations.programme.meeting_rules import FromOverdue, MeetingRules

MEETING, ITEM = "meeting", "agenda_item"


class FirstItemCheck(StrEnum):
    """Whether 第一议题 is where it must be."""

    NOT_ASKED = "not_asked"
    FIRST = "first"
    NOT_FIRST = "not_first"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Something that ought to be talked about. `key` names it when it is picked.

    subject       as it is entered, in Chinese whoever picks it
    ledger, held  the overdue entry; held is None for a signal, whose indicator is `line`
    """

    key: str
    subject: str
    values: Mapping[str, Raw]
    ledger: str = ""
    held: Held | None = None
    line: IndicatorLine | None = None


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """An item with the tasks that its decision led to."""

    held: Held
    position: int
    kind: str
    conclusion: str
    tasks: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """A meeting with its items by position, and what is not on the agenda yet."""

    meeting: Held
    items: tuple[AgendaItem, ...]
    first_item: FirstItemCheck
    suggestions: tuple[Suggestion, ...]
    is_open: bool


def agenda_of(holding: Holding, meeting: int, lines: Iterable[IndicatorLine] = ()) -> Agenda | None:
    """The agenda of a meeting that the person may see; None if there is none."""
    held = next((one for one in holding.of(MEETING) if one.id == meeting), None)
    if held is None:
        return None
    rules = MeetingRules.of(holding.desk.content)
    items = _items(holding, held)
    is_open = held.entry.state in rules.open_states
    return Agenda(
        meeting=held,
        items=tuple(
            AgendaItem(
                held=one,
                position=_position(one),
                kind=holding.word(ITEM, "kind", one),
                conclusion=str(one.entry.values.get("conclusion", "")),
                tasks=holding.naming("task", "decision", one.number),
            )
            for one in items
        ),
        first_item=_first_item(held, items, rules),
        suggestions=tuple(_suggestions(holding, items, rules, lines)) if is_open else (),
        is_open=is_open,
    )


@transaction.atomic
def put_on_agenda(
    desk: LedgerDesk, meeting: int, picked: frozenset[str], lines: Iterable[IndicatorLine]
) -> int:
    """Make items of what was picked, behind those that there are; all of them or none.

    The meeting is held meanwhile, so that two clerks do not put the same on it twice; what is on it
    already is left out. Raises RequestError for a meeting that is not there and StateError where
    its agenda is closed or an item is refused.
    """
    opened = opened_for(desk, meeting)
    holding = Holding(desk, opened.entry.court, Texts(desk.content, "zh"))
    agenda = agenda_of(holding, meeting, lines) if opened.ledger.id == MEETING else None
    if agenda is None:
        raise RequestError("ledger_store.no_entry", entry=meeting)
    if not agenda.is_open:
        raise StateError("programme.agenda_closed", number=agenda.meeting.number)
    chosen = [one for one in agenda.suggestions if one.key in picked]
    last = max((one.position for one in agenda.items), default=0)
    for position, one in enumerate(chosen, last + 1):
        raw = {**one.values, "meeting": agenda.meeting.number, "position": str(position)}
        written = create_entry(desk, ledger=ITEM, unit=opened.row.unit_id, given=Given(raw=raw))
        if not written.is_kept:
            said = "；".join(each.text(holding.texts) for each in written.problems)
            raise StateError("programme.agenda_refused", subject=one.subject, problems=said)
    return len(chosen)


def _items(holding: Holding, meeting: Held) -> list[Held]:
    """Those that were not withdrawn, by position."""
    found = holding.naming(ITEM, "meeting", meeting.number)
    kept = (one for one in found if one.kind is not StateKind.DROPPED)
    return sorted(kept, key=lambda one: (_position(one), one.number))


def _position(item: Held) -> int:
    return int(str(item.entry.values.get("position", 0)).partition(".")[0])


def _first_item(meeting: Held, items: list[Held], rules: MeetingRules) -> FirstItemCheck:
    kinds = {str(one) for one in meeting.entry.values.listed("kinds")}
    if not kinds & set(rules.first_item.meetings):
        return FirstItemCheck.NOT_ASKED
    places = [
        at for at, one in enumerate(items) if one.entry.values.get("kind") == rules.first_item.kind
    ]
    if not places:
        return FirstItemCheck.MISSING
    return FirstItemCheck.FIRST if places[0] == 0 else FirstItemCheck.NOT_FIRST


def _suggestions(
    holding: Holding, items: list[Held], rules: MeetingRules, lines: Iterable[IndicatorLine]
) -> Iterator[Suggestion]:
    texts = Texts(holding.desk.content, "zh")  # what is entered is Chinese
    there = {
        (name, str(value))
        for one in items
        for name in one.entry.values
        for value in one.entry.values.listed(name)
    }
    for line in lines:
        is_meant = line.status in rules.signals.statuses
        is_new = (rules.signals.field, line.id) not in there
        if line.variation.code == Variation.CONCERNING and is_meant and is_new:
            yield _of_signal(line, rules, indicator_name(holding.desk, line.id, texts), texts)
    for source in rules.overdue:
        for held in holding.of(source.ledger):
            if _is_overdue(held, source, holding) and (source.field, held.number) not in there:
                yield _of_overdue(held, source, holding, texts)


def _of_signal(line: IndicatorLine, rules: MeetingRules, name: str, texts: Texts) -> Suggestion:
    evidence = line.evidence
    figure = Ask(
        definition=line.id,
        form=Form.VALUE,
        period=evidence.period,
        scope=tuple(sorted(evidence.scope.items())),
    )
    subject = texts("programme.agenda.of_signal", name=name)
    values: dict[str, Raw] = {
        "kind": rules.signals.kind,
        "subject": subject,
        rules.signals.field: line.id,
        "figures": figure.code,
    }
    return Suggestion(key=f"indicator:{line.id}", subject=subject, values=values, line=line)


def _of_overdue(held: Held, source: FromOverdue, holding: Holding, texts: Texts) -> Suggestion:
    ledger = holding.ledger(source.ledger)
    assert ledger is not None
    name = texts.pick(ledger.names)
    subject = texts("programme.agenda.of_overdue", ledger=name, title=held.title)
    values: dict[str, Raw] = {"kind": source.kind, "subject": subject, source.field: held.number}
    return Suggestion(
        key=f"{source.ledger}:{held.number}",
        subject=subject,
        values=values,
        ledger=source.ledger,
        held=held,
    )


def _is_overdue(held: Held, source: FromOverdue, holding: Holding) -> bool:
    if source.counts_waiting and held.is_open and held.due_on is not None:
        return held.due_on < holding.desk.on
    return held.is_overdue
