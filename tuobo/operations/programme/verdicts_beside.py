"""What the effect test says of the problems tied to an indicator: shown beside its chart.

A problem that was closed keeps the verdict of its close-out, whatever the data say later; one
that is still open is tested on the data version that is looked at. Only problems that the person
may see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tuobo.core.reach import Place
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import StateKind
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.programme.effect import EFFECT, began_on, effects_of
from tuobo.records.ledgers.models import Entry
from tuobo.records.ledgers.queries import engine_entry, entries, history

_PROBLEM, _INDICATORS = "problem", "indicators"


@dataclass(frozen=True, kw_only=True)
class VerdictBeside:
    """A problem and the verdict on its indicator.

    decided_on  the day of the step that the verdict allowed; None where it is today's reading
    word        the verdict in a word, for the chart; said: the whole sentence
    """

    entry: int
    number: str
    title: str
    is_open: bool
    began_on: date
    decided_on: date | None
    holds: bool
    word: str
    said: str


def verdicts_beside(
    desk: LedgerDesk, opened: OpenVersion, court: str, indicator: str, texts: Texts
) -> tuple[VerdictBeside, ...]:
    """The problems of a court that name an indicator, by number; those not listed are left out."""
    ledger = desk.ledger_if_any(_PROBLEM)
    if ledger is None:
        return ()
    rows = entries(desk.scope(ledger)).filter(court__code=court).order_by("number")
    tied = [row for row in rows if indicator in (row.values.get(_INDICATORS) or ())]
    shown = [row for row in tied if ledger.state_by_id[row.state].kind is not StateKind.DROPPED]
    return tuple(_verdict(desk, opened, row, indicator, texts) for row in shown)


def _verdict(
    desk: LedgerDesk, opened: OpenVersion, row: Entry, indicator: str, texts: Texts
) -> VerdictBeside:
    ledger = desk.book.version(row.ledger, row.version)
    began = began_on(desk, engine_entry(row, ledger))
    is_open = not ledger.state_by_id[row.state].kind.is_closed
    reading = None if is_open else _kept(row, texts)
    if reading is None:
        reading = _read(opened, row.court.code, indicator, began, texts)
    return VerdictBeside(
        entry=row.pk,
        number=row.number,
        title=row.title,
        is_open=is_open,
        began_on=began,
        decided_on=reading.decided_on,
        holds=reading.holds,
        word=reading.word,
        said=reading.said,
    )


@dataclass(frozen=True, kw_only=True)
class _Reading:
    holds: bool
    word: str
    said: str
    decided_on: date | None = None


def _kept(row: Entry, texts: Texts) -> _Reading | None:
    """The verdict of the latest step that asked for it; None if none did."""
    for event in reversed(history(row)):
        for one in event.rulings:
            if one["verdict"] == EFFECT:
                word = texts(f"analysis.effect.{'kept' if one['holds'] else 'overridden'}")
                return _Reading(
                    holds=one["holds"], word=word, said=one["said"], decided_on=event.on
                )
    return None


def _read(opened: OpenVersion, court: str, indicator: str, began: date, texts: Texts) -> _Reading:
    [found] = opened.remembered(
        (EFFECT, court, indicator, began, texts.lang),
        lambda: effects_of(opened, Place(court=court), [indicator], began, texts),
    )
    return _Reading(holds=found.reading.holds, word=found.word, said=found.said)
