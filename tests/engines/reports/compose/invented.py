"""An invented source of figures, so that composing is tested without a store.

Closings are 120 in the first half of 2025 and 100 a year before; the rate within the limit is
108 of 120 (90.00 %) and 80 of 100 (80.00 %). What is not listed is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from tuobo.core.content import Content
from tuobo.core.evidence import Evidence
from tuobo.core.measure import Count, Measure, Rate
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.reports.compose import (
    COMPARISONS,
    Ask,
    Missing,
    MonthPoint,
    MonthSeries,
    Setting,
    Test,
    Verdict,
    said_change,
    said_value,
)
from tuobo.engines.reports.document import Passport
from tuobo.engines.reports.numbers import Figure

CONTENT = Content()
ZH = Texts(CONTENT)
H1, H1_BEFORE = Period.of("2025H1"), Period.of("2024H1")
AT = datetime(2025, 7, 3, 8, 0, tzinfo=UTC)
SETTING = Setting(
    court="辽9901",
    court_name="恒安区人民法院",
    period=H1,
    as_of=date(2025, 6, 30),
    dated_on=date(2025, 7, 3),
)
BREAK = "2025年1月1日起口径改变"
_UNITS = {"closed": "cases", "within": "share"}
_NAMES = {"closed": "已结", "within": "审限内结案率", "appeals": "上诉率"}


def known_measures() -> dict[tuple[str, Period], Measure]:
    return {
        ("closed", H1): Count(value=120),
        ("closed", H1_BEFORE): Count(value=100),
        ("within", H1): Rate(numerator=108, denominator=120),
        ("within", H1_BEFORE): Rate(numerator=80, denominator=100),
    }


@dataclass
class InventedFigures:
    """A `FigureSource` of a few numbers; `holding` are the tests that hold."""

    version: str = "1-00000000"
    holding: frozenset[Test] = frozenset()
    measures: dict[tuple[str, Period], Measure] = field(default_factory=known_measures)
    rows: str = "rows"

    def figure(self, ask: Ask) -> Passport | Missing:
        now = self.measures.get((ask.definition.partition("@")[0], ask.period))
        base = None if ask.base is None else self.measures.get((_id(ask), ask.base))
        if now is None or (ask.form in COMPARISONS and base is None):
            name = self.name_of(ask.definition)
            return Missing(
                name=name, reason="compose.missing.no_cases", fields={"period": str(ask.period)}
            )
        return Passport(
            code=ask.code,
            text=_text(ask, now, base),
            form=ask.form,
            definition_name=self.name_of(ask.definition),
            formula="办结件数",
            measure=now,
            evidence=self._evidence(ask, ask.period),
            base=base,
            base_evidence=self._evidence(ask, ask.base) if ask.base else None,
            computed_at=AT,
            rows_hash=self.rows,
        )

    def notes(self, passport: Passport) -> Sequence[str]:
        return (BREAK,) if passport.base is not None else ()

    def test(self, test: Test, ask: Ask) -> Verdict:
        name = self.name_of(ask.definition)
        return Verdict(holds=test in self.holding, name=name, test=str(test), basis="均值90.00%")

    def months(self, ask: Ask, count: int) -> MonthSeries:
        points = [MonthPoint(period=Period.of(f"2025-{month:02d}"), value=0.9) for month in (5, 6)]
        name = self.name_of(ask.definition)
        return MonthSeries(name=name, unit="share", points=points[:count], reading="正常波动")

    def places(self, ask: Ask, dimension: str) -> Sequence[tuple[str, str]]:
        return (("criminal", "刑事"), ("civil", "民事"))

    def scope_in_words(self, evidence: Evidence) -> str:
        return str(dict(evidence.scope)) if evidence.scope else ""

    def name_of(self, definition: str) -> str:
        return _NAMES[definition.partition("@")[0]]

    def _evidence(self, ask: Ask, period: Period) -> Evidence:
        return Evidence(
            definition=f"{_id(ask)}@1",
            data_version=self.version,
            period=period,
            scope=dict(ask.scope),
        )


def _id(ask: Ask) -> str:
    return ask.definition.partition("@")[0]


def _text(ask: Ask, now: Measure, base: Measure | None) -> str:
    unit = _UNITS[_id(ask)]
    if base is None:
        return said_value(Figure(measure=now, unit=unit), ask.form)
    return said_change(_number(now), _number(base), unit)


def _number(measure: Measure) -> Decimal:
    match measure:
        case Count(value=value):
            return Decimal(value)
        case Rate() as rate:
            assert rate.share is not None
            return rate.share
        case _:
            raise AssertionError
