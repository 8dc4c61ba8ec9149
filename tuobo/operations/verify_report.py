"""Recomputes every figure of a report from its data version and from the latest one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuobo.core.errors import DataError, TuoboError
from tuobo.engines.reports.compose import Checked, Outcome, Printed, checked, document_of
from tuobo.engines.reports.document import Document, FigureRun, runs_of
from tuobo.engines.reports.passports import passport_of
from tuobo.engines.reports.word import StoredFigure, read_passports
from tuobo.operations.compose_report import figures_of
from tuobo.operations.ledger_versions.figures import LATEST
from tuobo.operations.ledger_versions.keeping import is_ledger_version
from tuobo.operations.report_figures import StoreFigures
from tuobo.operations.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Verification:
    """The verdict on every place of every figure, in the order of the text."""

    checked: tuple[Checked, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in self.checked)

    @property
    def wrong(self) -> tuple[Checked, ...]:
        """Places that print what their data do not give, or what nobody can recompute."""
        bad = {Outcome.ALTERED, Outcome.UNKNOWN}
        return tuple(one for one in self.checked if one.outcome in bad)

    @property
    def holds(self) -> bool:
        """Every figure stands where it stood and is what its data version gives.

        Newer data may say otherwise. A place that is gone may have been struck out, or typed over
        with its mark, so it does not hold either.
        """
        return not self.wrong and not self.count(Outcome.LOST)


def verify_file(workspace: Workspace, path: Path, at: datetime) -> Verification:
    """Verify a Word file, or the JSON of a stored report."""
    return verify_places(workspace, places_of_file(path), at)


def verify_document(workspace: Workspace, document: Document, at: datetime) -> Verification:
    """Verify a document tree: what it prints is what its runs say."""
    return verify_places(workspace, places_of(document), at)


def places_of_file(path: Path) -> tuple[Printed, ...]:
    """Every place of a figure in a file; raises DataError for one that cannot be read."""
    if not path.is_file():
        raise DataError("compose.no_file", path=path)
    if path.suffix.lower() == ".json":
        return places_of(document_of(path.read_bytes().decode(errors="replace")))
    return tuple(_printed(one) for one in read_passports(path))


def places_of(document: Document) -> tuple[Printed, ...]:
    """Every place of a figure in a document tree."""
    attached = (block for one in document.attachments for block in one.blocks)
    return tuple(
        Printed(code=run.passport.code, text=run.text, passport=run.passport)
        for block in (*document.blocks, *attached)
        for run in runs_of(block)
        if isinstance(run, FigureRun)
    )


def verify_places(workspace: Workspace, places: Sequence[Printed], at: datetime) -> Verification:
    """Verify places of figures; each data version that they name is opened once."""
    wanted = {one.passport.evidence.data_version for one in places if one.passport is not None}
    with figures_by_version(workspace, wanted, at) as opened:
        now = opened[workspace.snapshots.latest().id]
        found = tuple(
            checked(
                one,
                opened.get(one.passport.evidence.data_version) if one.passport else None,
                now if isinstance(now, StoreFigures) else None,
            )
            for one in places
        )
    return Verification(checked=found)


@contextmanager
def figures_by_version(
    workspace: Workspace, wanted: Iterable[str], at: datetime
) -> Iterator[dict[str, StoreFigures | TuoboError]]:
    """Figures of some data versions and of the latest; the error of one that cannot be had."""
    texts = workspace.texts("zh")
    latest = workspace.snapshots.latest()
    with ExitStack() as stack:
        opened: dict[str, StoreFigures | TuoboError] = {}
        for name in sorted({*wanted, latest.id}):
            is_ledger = is_ledger_version(name)
            try:
                version = latest if is_ledger else workspace.snapshots.version(name)
                figures = figures_of(
                    workspace, version, texts, at, ledgers=name if is_ledger else LATEST
                )
                opened[name] = stack.enter_context(figures)
            except TuoboError as error:
                opened[name] = error
        yield opened


def _printed(one: StoredFigure) -> Printed:
    try:
        passport = passport_of(one.passport) if one.passport else None
    except DataError:  # a hand has been at the passport: the place counts as altered
        passport = None
    return Printed(code=one.code, text=one.text, passport=passport)
