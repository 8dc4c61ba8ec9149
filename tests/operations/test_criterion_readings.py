"""A criterion's figure against the interval of a document: inside, outside, or nothing said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tuobo.core.content import Content, InForce
from tuobo.core.evidence import Evidence
from tuobo.core.measure import Mean, Measure, Rate
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.indicators.definition import Interval
from tuobo.engines.ledgers import Values
from tuobo.engines.reports.compose import Ask, Missing
from tuobo.engines.reports.document import Form, Passport
from tuobo.operations.criterion_readings import (
    CriterionReading,
    Standing,
    criterion_readings,
    told_of,
)
from tuobo.operations.workspace import Workspace

YEAR, HALF = Period.of("2025"), Period.of("2025H1")
WITHIN, DAYS = "closed_within_limit_rate", "mean_days_to_close"
ZH, EN = Texts(Content()), Texts(Content(), "en")
PACK = Workspace(Path(), Content()).indicators
# 311 of 342 cases: 0.909356…, which prints as 90.94 %
RATE = Rate(numerator=311, denominator=342)


@dataclass
class Source:
    """One figure for whatever is asked, or none."""

    measure: Measure | None = RATE
    small: bool = False
    pack: Any = PACK
    texts: Texts = ZH

    @property
    def served(self) -> Any:
        return SimpleNamespace(pack=self.pack)

    def is_small(self, ask: Ask) -> bool:
        del ask
        return self.small

    def figure(self, ask: Ask) -> Passport | Missing:
        if self.measure is None:
            return Missing(name="", reason="compose.missing.no_cases", fields={"period": "2025年"})
        evidence = Evidence(
            definition=f"{ask.definition}@1", data_version="7-abc", period=ask.period
        )
        return Passport(code="F1", text="", form=Form.VALUE, definition_name="", formula="",
                        measure=self.measure, evidence=evidence)  # fmt: skip


def read(source: Source | None = None, **entered: Any) -> CriterionReading:
    held = {"indicators": (WITHIN,), "document_number": "样本〔2026〕1号",
            "document_on": date(2026, 1, 5), **entered}  # fmt: skip
    return criterion_readings(Values(held), YEAR, (), source or Source())[0]


@pytest.mark.parametrize(
    ("entered", "standing"),
    [
        ({"lower": Decimal(90)}, Standing.INSIDE),
        ({"lower": Decimal("90.9356")}, Standing.INSIDE),
        ({"lower": Decimal("90.94")}, Standing.OUTSIDE),  # though 90.9356… is printed as 90.94 %
        ({"upper": Decimal(90)}, Standing.OUTSIDE),
        ({"lower": Decimal(85), "upper": Decimal(95)}, Standing.INSIDE),
        ({"lower": Decimal(95), "upper": Decimal(85)}, Standing.CROSSED),
        ({}, Standing.NO_INTERVAL),
        ({"lower": Decimal(90), "indicators": (WITHIN, DAYS)}, Standing.SEVERAL),
    ],
)
def test_the_exact_value_is_held_against_the_interval(
    entered: dict[str, Any], standing: Standing
) -> None:
    assert read(**entered).standing is standing


def test_the_ends_belong_to_the_interval() -> None:
    """A mean of 2,400 / 40 = 60 days, and “60 days or less”."""
    mean = Source(measure=Mean(total=2400, count=40))
    asked = {"indicators": (DAYS,)}

    assert read(mean, upper=Decimal(60), **asked).standing is Standing.INSIDE
    assert read(mean, upper=Decimal("59.9"), **asked).standing is Standing.OUTSIDE


def test_nothing_is_judged_without_a_figure_or_of_too_few_cases() -> None:
    assert read(Source(small=True), lower=Decimal(90)).standing is Standing.TOO_FEW
    assert read(Source(measure=None), lower=Decimal(90)).standing is Standing.NO_FIGURE


def test_the_sentence_names_counts_data_version_interval_and_document() -> None:
    found = read(lower=Decimal(95), upper=Decimal(100))

    assert told_of(found, ZH) == (
        "审限内结案率2025年为90.94%（311/342，数据版本7-abc），样本〔2026〕1号（2026年1月5日）所定区间为"
        "95.00%至100.00%，在区间之外"
    )
    assert "90.94% (311/342, data version 7-abc)" in told_of(found, EN)
    assert "95.00% to 100.00%; outside" in told_of(found, EN)


def test_without_an_interval_it_is_said_that_there_is_none() -> None:
    assert told_of(read(), ZH).endswith("没有录入区间，不作判断")


def test_the_period_of_the_criterion_comes_before_that_of_the_report() -> None:
    found = read(lower=Decimal(90), period=HALF)

    assert found.period == HALF
    assert "2025年上半年" in told_of(found, ZH)


def test_the_interval_of_the_indicator_counts_where_the_criterion_has_none() -> None:
    """An overlay gave the indicator 0.95 or more, in force until July 2025: not at year's end."""
    ready = PACK.find(WITHIN, YEAR)

    def pack(end: date | None) -> Any:
        in_force = InForce.model_validate({"from": date(2025, 1, 1), "until": end})
        interval = Interval(low=0.95, document="样本〔2025〕9号", in_force=in_force)
        definition = ready.definition.model_copy(update={"interval": interval})
        one = replace(ready, definition=definition)
        return SimpleNamespace(find=lambda _name, _period: one)

    held = read(Source(pack=pack(None)))
    assert (held.standing, held.bounds and held.bounds.document) == (
        Standing.OUTSIDE, "样本〔2025〕9号",
    )  # fmt: skip
    assert read(Source(pack=pack(date(2025, 7, 1)))).standing is Standing.NO_INTERVAL
    assert read(Source(pack=pack(None)), lower=Decimal(90)).standing is Standing.INSIDE
