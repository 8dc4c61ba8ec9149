"""One step for many picked entries: each for itself, told one by one what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tuobo.core.errors import RequestError, StateError
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Ledger
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.entry_page import entry_page, read_entry
from tuobo.operations.ledgers.given import Given
from tuobo.operations.ledgers.opening import Opened
from tuobo.operations.ledgers.writing import move_entry
from tuobo.records.ledgers import models
from tuobo.records.ledgers.selecting import within

MOST = 200


@dataclass(frozen=True, kw_only=True)
class Picked:
    """A picked entry, with what stands against the step."""

    opened: Opened
    obstacles: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return not self.obstacles


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What came of one of them: nothing against it means that it is done."""

    number: str
    against: str = ""


def picked(
    desk: LedgerDesk, ledger: Ledger, event: str, entries: Iterable[int], texts: Texts
) -> tuple[Picked, ...]:
    """The picked entries that the person sees, at most 200, each with its obstacles."""
    found = []
    for entry in list(dict.fromkeys(entries))[:MOST]:
        try:
            opened = read_entry(desk, ledger.id, entry)
        except RequestError:
            continue  # what one may not see is not there
        steps = entry_page(desk, opened, texts).moves
        step = next((one for one in steps if one.event == event), None)
        against = step.obstacles if step else (_not_from(ledger, event, opened, texts),)
        found.append(Picked(opened=opened, obstacles=against))
    return tuple(found)


def _not_from(ledger: Ledger, event: str, opened: Opened, texts: Texts) -> str:
    """Why the table has no such step for an entry as it is now."""
    row, states = ledger.transition_by_event[event], ledger.state_by_id
    names = (texts.pick(states[one].names) for one in row.from_states)
    sources = texts("ledger_show.and").join(names)
    state = texts.pick(opened.ledger.state_by_id[opened.entry.state].names)
    step = texts.pick(row.names)
    return texts("ledgers.bulk.not_from", state=state, step=step, sources=sources)


def move_many(
    desk: LedgerDesk,
    ledger: Ledger,
    event: str,
    entries: Iterable[tuple[int, int]],
    given: Given,
    texts: Texts,
) -> tuple[Moved, ...]:
    """Move entries (id, revision that was shown); fields left empty keep each entry's own value."""
    filled = {name: value for name, value in given.raw.items() if value not in (None, "", [])}
    asked = list(entries)[:MOST]
    seen = within(desk.reach(ledger.rights.see))
    rows = models.Entry.objects.filter(seen, pk__in=[entry for entry, _ in asked])
    numbers = dict(rows.values_list("pk", "number"))
    return tuple(
        Moved(
            number=numbers.get(entry, ""),
            against=_against(
                desk, event, entry, replace(given, raw=filled, revision=revision), texts
            ),
        )
        for entry, revision in asked
    )


def _against(desk: LedgerDesk, event: str, entry: int, given: Given, texts: Texts) -> str:
    """Moves the entry; what stood against it, empty if it is done."""
    try:
        written = move_entry(desk, entry=entry, event=event, given=given)
    except (StateError, RequestError) as error:
        return texts.error(error)
    if written.meanwhile:
        return texts("ledgers.meanwhile")
    if not written.is_kept:
        return texts("ledger_show.and").join(one.text(texts) for one in written.problems)
    return ""
