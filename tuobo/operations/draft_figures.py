"""Figures that a draft may print, from wherever passports are kept: JSON or a Word file of ours.

JSON is a list of passports, a frozen report, or a plain list of {code, text, name, counts?,
reading?} from another system.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeAlias, assert_never

from tuobo.core.errors import DataError
from tuobo.core.measure import Amount, Count, Mean, Measure, Quantile, Rate
from tuobo.engines.reports.document import Passport
from tuobo.engines.reports.draft import Reading
from tuobo.engines.reports.passports import passport_of
from tuobo.engines.reports.word import read_passports

Record: TypeAlias = Mapping[str, Any]
_FEN_IN_YUAN, _FEN_IN_WAN = 100, 1_000_000


@dataclass(frozen=True, kw_only=True)
class DraftFigure:
    """A figure that the draft may print, with what its passport says."""

    code: str
    text: str
    name: str
    counts: tuple[Decimal, ...] = ()
    reading: Reading = Reading.UNKNOWN


def figures_from(path: Path) -> tuple[DraftFigure, ...]:
    """The figures of a .json or .docx file; raises DataError if it holds none that can be read."""
    if path.suffix.lower() == ".docx":
        return tuple(
            figure_of(passport_of(one.passport)) for one in read_passports(path) if one.passport
        )
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        entries = read["passports"] if isinstance(read, dict) else read
        return tuple(_figure(entry) for entry in entries)
    except OSError as error:
        raise DataError("draft.unreadable", file=str(path), problem=error.strerror) from error
    except (ValueError, KeyError, TypeError, InvalidOperation) as error:
        raise DataError("draft.bad_passports", file=path.name, problem=repr(error)) from error


def own_figures(path: Path) -> tuple[DraftFigure, ...]:
    """The figures that a Word file of ours carries itself; one that cannot be read is left out,
    so that its number is told as one without passport."""
    if path.suffix.lower() != ".docx":
        return ()
    found = []
    for one in read_passports(path):
        try:
            found.append(figure_of(passport_of(one.passport)))
        except DataError:
            continue
    return tuple(found)


def figures_of(passports: Iterable[Passport]) -> tuple[DraftFigure, ...]:
    """Figures of passports in memory, such as those of a document just composed."""
    return tuple(figure_of(one) for one in passports)


def figure_of(passport: Passport) -> DraftFigure:
    base = () if passport.base is None else _counts(passport.base)
    return DraftFigure(
        code=passport.code,
        text=passport.text,
        name=passport.definition_name,
        counts=(*_counts(passport.measure), *base),
    )


def _figure(entry: Record) -> DraftFigure:
    if "measure" in entry:
        return figure_of(passport_of(json.dumps(entry, ensure_ascii=False)))
    return DraftFigure(
        code=str(entry["code"]),
        text=str(entry["text"]),
        name=str(entry["name"]),
        counts=tuple(Decimal(str(one)) for one in entry.get("counts", [])),
        reading=Reading(entry.get("reading", Reading.UNKNOWN)),
    )


def _counts(measure: Measure) -> tuple[Decimal, ...]:
    """All numbers by which a text may speak of a measure beside its printed value."""
    match measure:
        case Count():
            return (Decimal(measure.value),)
        case Amount():
            fen = Decimal(measure.fen)
            return (fen / _FEN_IN_YUAN, fen / _FEN_IN_WAN)
        case Rate():
            return (Decimal(measure.numerator), Decimal(measure.denominator))
        case Mean():
            return (Decimal(measure.total), Decimal(measure.count))
        case Quantile():
            return (Decimal(measure.count),)
        case _:
            assert_never(measure)
