"""Figures count and sum what can be counted and summed."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.ledgers.checks.clocks import date_flaws
from tuobo.engines.ledgers.checks.conditions import NUMERIC, condition_flaws
from tuobo.engines.ledgers.definition import CREATE, STOCK, FieldType, Figure, Ledger
from tuobo.engines.ledgers.document import Path
from tuobo.engines.ledgers.flaw import Flaw, flaw, unknown
from tuobo.engines.ledgers.known import RESERVED, Known

_BROKEN_DOWN = (
    FieldType.CHOICE, FieldType.UNIT, FieldType.COURT, FieldType.FLAG, FieldType.INDICATOR,
    FieldType.LINK,
)  # fmt: skip


def flaws(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    for at, figure in enumerate(ledger.figures):
        path = ("figures", at)
        yield from condition_flaws(figure.where, (*path, "where"), ledger, known)
        yield from _anchor(figure, path, ledger)
        yield from _summed(figure, path, ledger)
        yield from _share(figure, path, ledger)
        yield from _broken_down(figure, path, ledger)
        yield from _of_units(figure, path, ledger)


def _anchor(figure: Figure, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    where = (*path, "anchor")
    kind, _, event = figure.anchor.partition(".")
    if event and kind == "event":
        if event not in (CREATE, *ledger.transition_by_event):
            yield unknown("ledger.event_unknown", where, event, [*ledger.transition_by_event])
    elif figure.anchor not in {STOCK, "created"}:
        yield from date_flaws(figure.anchor, where, ledger)


def _summed(figure: Figure, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    if (figure.measure == "sum") != bool(figure.field):
        yield flaw("ledger.sum_field", path, figure=figure.names)
    elif figure.field:
        one = ledger.field_by_id.get(figure.field)
        if one is None:
            names = [each.id for each in ledger.fields if each.type in NUMERIC]
            yield unknown("ledger.field_unknown", (*path, "field"), figure.field, names)
        elif one.type not in NUMERIC or one.many or one.decimals:
            yield flaw("ledger.sum_not_number", (*path, "field"), field=one.names)


def _share(figure: Figure, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    if not figure.out_of:
        return
    whole = ledger.figure_by_id.get(figure.out_of)
    if whole is None:
        names = [*ledger.figure_by_id]
        yield unknown("ledger.figure_unknown", (*path, "out_of"), figure.out_of, names)
    elif whole.out_of or "sum" in {whole.measure, figure.measure} or whole.anchor != figure.anchor:
        yield flaw("ledger.share_of_counts", (*path, "out_of"), figure=figure.names)


def _broken_down(figure: Figure, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    fit = [one.id for one in ledger.fields if one.type in _BROKEN_DOWN and not one.sensitive]
    listed = [*fit, *(name for name in RESERVED if name in {"state", "unit", "court"})]
    for one in figure.by:
        if one not in listed:
            yield unknown("ledger.by_unknown", (*path, "by"), one, listed)
    if figure.once_per:
        links = [one.id for one in ledger.fields if one.type is FieldType.LINK and not one.many]
        if figure.once_per not in links:
            yield unknown("ledger.link_unknown", (*path, "once_per"), figure.once_per, links)


def _of_units(figure: Figure, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    """A share of units is a count by fields that name such units, and nothing else."""
    if figure.of_units is None:
        if figure.units:
            yield flaw("ledger.share_of_units", (*path, "units"), figure=figure.names)
        return
    fit = [one.id for one in ledger.fields if figure.of_units in one.units]
    for name in figure.units:
        if name not in fit:
            yield unknown("ledger.field_unknown", (*path, "units"), name, fit)
    is_kept = bool(figure.units) or ledger.kept_by is figure.of_units
    if not is_kept or figure.measure == "sum" or figure.out_of or figure.by or figure.once_per:
        yield flaw("ledger.share_of_units", (*path, "of_units"), figure=figure.names)
