"""Indicators of a folder of tables that is in no store: how others check us.

Tables come in the words of the fact tables; results go out as plain dictionaries, one an
indicator, with their counts and their evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tuobo.core.cube import Cell
from tuobo.core.measure import Amount, Count, Mean, Measure, Quantile, Rate
from tuobo.core.period import Period
from tuobo.engines.indicators.answer import Question, answer, value_of
from tuobo.engines.indicators.backend.build import DataVersion
from tuobo.engines.indicators.backend.engine import FactSource
from tuobo.engines.indicators.backend.served import Served
from tuobo.engines.indicators.pack import Pack
from tuobo.engines.indicators.printed import evidence_sql

NO_STORE = DataVersion(id="0-nostore")


def compute_folder(
    tables: Mapping[str, FactSource],
    period: Period,
    pack: Pack,
    *,
    indicators: tuple[str, ...] = (),
    by: tuple[str, ...] = (),
    as_of: date | None = None,
) -> list[dict[str, object]]:
    """One result a cell, ready to be written as a JSON line.

    Without a `deadline` table the deadlines are unknown: an indicator that asks for them counts
    no case as in time, and its result carries the note `indicator.no_deadlines`.
    """
    version = DataVersion(id=NO_STORE.id, as_of=as_of)
    question = Question(period=period, indicators=indicators, by=by)
    with Served.in_memory(pack, tables, version) as served:
        cube = answer(served, question)
    return [_result(pack, cell, without_deadlines="deadline" not in tables) for cell in cube]


def counts_of(measure: Measure) -> dict[str, object]:
    """The whole numbers that a measure is made of."""
    match measure:
        case Rate():
            return {"numerator": measure.numerator, "denominator": measure.denominator}
        case Mean():
            return {"total": measure.total, "count": measure.count}
        case Quantile():
            return {"count": measure.count}
        case Count():
            return {"count": measure.value}
        case Amount():
            return {"fen": measure.fen}


def _result(pack: Pack, cell: Cell, *, without_deadlines: bool) -> dict[str, object]:
    evidence = cell.evidence
    indicator = pack.find(evidence.definition)
    value = value_of(indicator.definition, cell.measure, evidence.period)
    notes = list(evidence.notes)
    deadline = pack.columns.schema["deadline"].by_name
    asked = {name for side in indicator.sides for name in side.columns}
    if without_deadlines and asked & (set(deadline) - {"case_number"}):
        notes.append("indicator.no_deadlines")
    return {
        **dict(cell.at),
        **counts_of(cell.measure),
        "value": None if value is None else str(_plain(value)),
        "unit": indicator.definition.unit,
        "definition": evidence.definition,
        "data_version": evidence.data_version,
        "period": str(evidence.period),
        "scope": {name: list(values) for name, values in evidence.scope.items()},
        "notes": notes,
        "sql": evidence_sql(indicator, evidence.period, evidence.scope),
    }


def _plain(value: Decimal) -> Decimal:
    """Six places are more than any published figure has."""
    return value if value == value.to_integral_value() else value.quantize(Decimal("0.000001"))
