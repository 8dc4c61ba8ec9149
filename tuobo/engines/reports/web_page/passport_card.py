"""What is shown when a reader points at a figure: its two counts and its definition in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never

from tuobo.core.clock import COURT_TIME
from tuobo.core.evidence import Evidence
from tuobo.core.measure import Amount, Count, Mean, Measure, Quantile, Rate
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.reports.document import Passport


def card_lines(
    passport: Passport, texts: Texts, scope_in_words: Callable[[Evidence], str]
) -> list[tuple[str, str]]:
    """Label and value, in the order in which a reader asks."""
    lines = [("formula", passport.formula)]
    lines += _counts(passport.measure, texts)
    if passport.base is not None:
        lines += [("base", _in_words(passport.base, texts))]
    if passport.base_evidence is not None:
        lines += [("base_period", _days(passport.base_evidence.period, texts))]
    lines += _evidence(passport.evidence, texts, scope_in_words)
    if passport.computed_at is not None:
        lines.append(
            ("computed_at", f"{passport.computed_at.astimezone(COURT_TIME):%Y-%m-%d %H:%M}")
        )
    lines.append(("rows_hash", passport.rows_hash))
    return [(texts(f"layout.card.{label}"), value) for label, value in lines if value]


def _counts(measure: Measure, texts: Texts) -> Iterator[tuple[str, str]]:
    match measure:
        case Rate():
            yield "numerator", f"{measure.numerator:,}"
            yield "denominator", f"{measure.denominator:,}"
            if measure.complement:
                yield "reading", texts("layout.card.complement")
        case Mean():
            yield "total", f"{measure.total:,}"
            yield "count", f"{measure.count:,}"
        case Quantile():
            yield "count", f"{measure.count:,}"
        case Count() | Amount():
            yield "value", _in_words(measure, texts)
        case _:
            assert_never(measure)


def _in_words(measure: Measure, texts: Texts) -> str:
    match measure:
        case Rate():
            return f"{measure.numerator:,}/{measure.denominator:,}"
        case Mean():
            return f"{measure.total:,}/{measure.count:,}"
        case Quantile():
            return texts("layout.card.quantile", value=measure.value, count=f"{measure.count:,}")
        case Count():
            return f"{measure.value:,}"
        case Amount():
            yuan, fen = divmod(abs(measure.fen), 100)
            sign = "-" if measure.fen < 0 else ""
            return texts("layout.card.yuan", value=f"{sign}{yuan:,}.{fen:02d}")
        case _:
            assert_never(measure)


def plain_scope(evidence: Evidence) -> str:
    """Columns and values as they are stored."""
    return "；".join(f"{column}：{'、'.join(values)}" for column, values in evidence.scope.items())


def _evidence(
    evidence: Evidence, texts: Texts, scope_in_words: Callable[[Evidence], str]
) -> Iterator[tuple[str, str]]:
    yield "definition", evidence.definition
    yield "period", _days(evidence.period, texts)
    yield "scope", scope_in_words(evidence) or texts("layout.card.everything")
    yield "data_version", evidence.data_version


def _days(period: Period, texts: Texts) -> str:
    return texts("layout.card.days", first=period.start, last=period.last_day)
