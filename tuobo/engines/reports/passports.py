"""Figure passports as JSON and back, without loss: the form in which a Word file carries them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias, assert_never

from tuobo.core.errors import DataError, RequestError
from tuobo.core.evidence import Evidence
from tuobo.core.measure import Amount, Count, Mean, Measure, Quantile, Rate
from tuobo.core.period import Period
from tuobo.engines.reports.document import Form, Passport

Record: TypeAlias = Mapping[str, Any]


def passport_json(passport: Passport) -> str:
    """One line of JSON with keys in a fixed order."""
    record = {
        "code": passport.code,
        "text": passport.text,
        "form": passport.form.value,
        "definition_name": passport.definition_name,
        "formula": passport.formula,
        "measure": _measure_record(passport.measure),
        "evidence": _evidence_record(passport.evidence),
        "base": None if passport.base is None else _measure_record(passport.base),
        "base_evidence": (
            None if passport.base_evidence is None else _evidence_record(passport.base_evidence)
        ),
        "computed_at": None if passport.computed_at is None else passport.computed_at.isoformat(),
        "rows_hash": passport.rows_hash,
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def passport_of(text: str) -> Passport:
    """The passport; raises DataError if the text is not one (a hand has been at it)."""
    try:
        record = json.loads(text)
        base, base_evidence = record["base"], record["base_evidence"]
        at = record["computed_at"]
        return Passport(
            code=record["code"],
            text=record["text"],
            form=Form(record["form"]),
            definition_name=record["definition_name"],
            formula=record["formula"],
            measure=_measure_of(record["measure"]),
            evidence=_evidence_of(record["evidence"]),
            base=None if base is None else _measure_of(base),
            base_evidence=None if base_evidence is None else _evidence_of(base_evidence),
            computed_at=None if at is None else datetime.fromisoformat(at),
            rows_hash=record["rows_hash"],
        )
    except (ValueError, KeyError, TypeError, ArithmeticError, RequestError) as error:
        raise DataError("layout.passport_unreadable", found=text[:60], problem=error) from error


def _measure_record(measure: Measure) -> Record:
    match measure:
        case Count():
            return {"kind": "count", "value": measure.value}
        case Amount():
            return {"kind": "amount", "fen": measure.fen}
        case Rate():
            return {
                "kind": "rate",
                "numerator": measure.numerator,
                "denominator": measure.denominator,
                "complement": measure.complement,
            }
        case Mean():
            return {"kind": "mean", "total": measure.total, "count": measure.count}
        case Quantile():
            value = None if measure.value is None else str(measure.value)
            return {"kind": "quantile", "q": str(measure.q), "value": value, "count": measure.count}
        case _:
            assert_never(measure)


def _measure_of(record: Record) -> Measure:
    match record["kind"]:
        case "count":
            return Count(value=record["value"])
        case "amount":
            return Amount(fen=record["fen"])
        case "rate":
            return Rate(
                numerator=record["numerator"],
                denominator=record["denominator"],
                complement=record["complement"],
            )
        case "mean":
            return Mean(total=record["total"], count=record["count"])
        case "quantile":
            value = None if record["value"] is None else Decimal(record["value"])
            return Quantile(q=Decimal(record["q"]), value=value, count=record["count"])
        case other:
            raise ValueError(other)


def _evidence_record(evidence: Evidence) -> Record:
    return {
        "definition": evidence.definition,
        "data_version": evidence.data_version,
        "period": str(evidence.period),
        "scope": {column: list(values) for column, values in evidence.scope.items()},
        "notes": list(evidence.notes),
    }


def _evidence_of(record: Record) -> Evidence:
    return Evidence(
        definition=record["definition"],
        data_version=record["data_version"],
        period=Period.of(record["period"]),
        scope={column: tuple(values) for column, values in record["scope"].items()},
        notes=tuple(record["notes"]),
    )
