"""Freezes the baseline of a designation or the figures of a phase, and finds what was frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from tuobo.core.errors import StateError
from tuobo.core.period import Period
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.given import Given
from tuobo.operations.ledgers.opening import opened_for
from tuobo.operations.ledgers.writing import edit_entry
from tuobo.operations.programme.baseline import FrozenFigures, freeze, kept
from tuobo.operations.programme.holding import Held, Holding
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import record

FREEZES: Mapping[str, tuple[str, str]] = {
    "designation": ("baseline_period", "baseline_version"),
    "phase": ("period", "data_version"),
}
"""The fields of a ledger that hold the period and the data version of what is frozen."""


@dataclass(frozen=True, kw_only=True)
class FrozenPhase:
    """A phase with what was frozen at its end; None where nothing was yet."""

    held: Held
    period: Period | None
    figures: FrozenFigures | None


@dataclass(frozen=True, kw_only=True)
class FrozenCourse:
    """What was frozen of a court from its designation on."""

    designation: Held | None
    baseline_period: Period | None
    baseline: FrozenFigures | None
    phases: tuple[FrozenPhase, ...]


def freeze_entry(desk: LedgerDesk, workspace: Workspace, entry: int) -> FrozenFigures:
    """Freeze over the period of an entry and write the data version into it.

    Raises StateError without a period, where something is frozen already, or where the person may
    not edit the entry; RequestError for an entry that they do not see. Computing takes seconds, so
    it is done before the entry is held; a picture without an entry that names it harms nothing.
    """
    to_freeze = _to_freeze(desk, entry)
    version = workspace.snapshots.latest().id
    court, period = to_freeze.court, to_freeze.period
    frozen = freeze(workspace, court, period, desk.hand.at, version=version)
    _write(desk, entry, to_freeze, frozen)
    return frozen


@dataclass(frozen=True, kw_only=True)
class _ToFreeze:
    """What is to be frozen, and where its data version is written."""

    court: str
    number: str
    period: Period
    field: str
    revision: int


@transaction.atomic
def _to_freeze(desk: LedgerDesk, entry: int) -> _ToFreeze:
    opened = opened_for(desk, entry)
    fields = FREEZES.get(opened.ledger.id)
    period = opened.entry.values.get(fields[0]) if fields else None
    if fields is None or not isinstance(period, Period):
        raise StateError("programme.no_period", number=opened.row.number)
    if opened.entry.values.get(fields[1]):
        raise StateError("programme.frozen_already", number=opened.row.number)
    return _ToFreeze(
        court=opened.entry.court,
        number=opened.row.number,
        period=period,
        field=fields[1],
        revision=opened.row.revision,
    )


@transaction.atomic
def _write(desk: LedgerDesk, entry: int, asked: _ToFreeze, frozen: FrozenFigures) -> None:
    given = Given(raw={asked.field: frozen.data_version}, revision=asked.revision)
    if not edit_entry(desk, entry=entry, given=given).is_kept:
        raise StateError("programme.not_kept", number=asked.number)
    record(
        "programme.frozen",
        actor=desk.hand.actor,
        at=desk.hand.at,
        subject=asked.number,
        version=frozen.data_version,
        figures=len(frozen.passports),
        digest=frozen.digest,
    )


def baseline_of(holding: Holding) -> Period | None:
    """The baseline period of the last designation of a court, frozen or not."""
    designation = next(reversed(holding.of("designation")), None)
    period = designation.entry.values.get(FREEZES["designation"][0]) if designation else None
    return period if isinstance(period, Period) else None


def frozen_course(holding: Holding, store: Path) -> FrozenCourse:
    """The last designation of a court and its phases; DataError for a changed file."""
    designation = next(reversed(holding.of("designation")), None)
    period, baseline = _frozen(designation, store, holding.court, "designation")
    phases = []
    for one in holding.of("phase"):
        of, figures = _frozen(one, store, holding.court, "phase")
        phases.append(FrozenPhase(held=one, period=of, figures=figures))
    return FrozenCourse(
        designation=designation,
        baseline_period=period,
        baseline=baseline,
        phases=tuple(phases),
    )


def _frozen(
    held: Held | None, store: Path, court: str, ledger: str
) -> tuple[Period | None, FrozenFigures | None]:
    if held is None:
        return None, None
    of_period, of_version = FREEZES[ledger]
    period = held.entry.values.get(of_period)
    version = held.entry.values.get(of_version)
    if not isinstance(period, Period):
        return None, None
    return period, kept(store, court, str(version), period) if version else None
