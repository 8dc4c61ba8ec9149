"""Whole texts: five clean ones must stay clean, published traps and the source reports must not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from time import perf_counter

import docx
import pytest

from tests.engines.reports.draft.drafts import CLEAN, CONTENT, findings
from tuobo.core.texts import Texts
from tuobo.engines.reports.draft import RULES, DraftRules, Finding
from tuobo.engines.reports.draft.plain import characters
from tuobo.operations.check_draft import check_draft_file

SHARED = next(
    (
        found
        for parent in Path(__file__).resolve().parents
        if (found := parent.parent / "shared" / "domain" / "source-reports.txt").is_file()
    ),
    None,
)
shared = pytest.mark.skipif(SHARED is None, reason="the shared source reports are absent")


def test_the_clean_texts_are_five_of_3000_characters() -> None:
    assert len(CLEAN) == 5
    assert all(characters(path.read_text(encoding="utf-8")) >= 3000 for path in CLEAN)


def test_false_alarms_on_five_clean_texts_are_two_at_most() -> None:
    found = [one for path in CLEAN for one in check_draft_file(path, CONTENT).findings]
    assert len(found) <= 2, [(one.rule, one.quotation) for one in found]


TRAPS = {
    "昆明：比值当增幅": ("2025年1月至3月，新收52,956件，同比增加23,118件，上升177.48%。", "growth"),
    "昆明：断点": (
        "2025年1月至3月，诉前调解成功13,139件，下降83.59%，同比减少。",
        "break_comparison",
    ),
    "县院二月：三类之和少一件": (
        "审判案件受理2313件。其中刑事受理139件、民事受理2129件、行政受理44件。",
        "sums",
    ),
    "郑州：百分点": ("已结126,927件，结案率80.04%，同比提升3.86%。", "percent_points"),
    "汪清：尾数": ("新收152件，审结140件，结收比92.12%。", "percent_mismatch"),
    "济源：另有分母": ("申请14,300件，按期审核12,684件，按期审核率89.08%。", "percent_mismatch"),
    "万人起诉率：两种分子": ("新收7,717,791件，万人起诉率88.63。", "undefined_measure"),
    "东乡：人均": ("审结3,772件，16名法官人均结案251.47件。", "per_head"),
    "广东：高于": ("六个法院上诉率高于全省平均，成效良好。", "improvement_claim"),
    "辽宁：八项列七项": ("建立8项机制：甲、乙、丙、丁、戊、己、庚。", "stated_count"),
    "来源汇编：五篇四篇两篇": (
        (
            "汇编（5篇）\n目录\n2.甲院的汇报1\n3.乙院的汇报2\n4.丙院的汇报3\n5.丁院的汇报4\n"
            "甲院的汇报\n甲。\n乙院的汇报\n乙。"
        ),
        "stated_count",
    ),
}


@pytest.mark.parametrize("name", TRAPS)
def test_each_published_trap_is_flagged(name: str) -> None:
    text, rule = TRAPS[name]
    assert findings(text, rule)


@pytest.mark.parametrize(
    "text",
    [
        # 126,927/158,571 = 80.04; 12,087 + 146,484 = 158,571; 158,571 − 126,927 = 31,644
        "旧存12,087件，新收146,484件，受理158,571件，已结126,927件，未结31,644件，结案率80.04%。",
        # 1,304 + 2,577 = 3,881; 1,456/3,881 = 37.52
        "受理3,881件，其中旧存1,304件、新收2,577件，审结1,456件，结案率37.52%。",
        "审结3,772件，15名法官人均结案251.47件。",
        "发现问题84个，解决50个，占59.52%。",
    ],
)
def test_published_figures_that_hold_are_left_alone(text: str) -> None:
    assert findings(text) == []


@pytest.fixture(scope="module")
def source() -> tuple[Finding, ...]:
    assert SHARED is not None
    return check_draft_file(SHARED, CONTENT).findings


def _at(found: tuple[Finding, ...], rule: str) -> list[tuple[int, str]]:
    return [(one.paragraph, one.quotation) for one in found if one.rule == rule]


@pytest.mark.shared
@shared
def test_every_placeholder_of_the_source_reports_is_found(source: tuple[Finding, ...]) -> None:
    # XX: four in the contents, then eleven in the text; X: a month and a share in report B.
    blanks = Counter(quotation for _, quotation in _at(source, "placeholder"))
    assert blanks == {"XX": 15, "X": 2}
    assert [place for place, found in _at(source, "placeholder") if found == "X"] == [61, 61]


@pytest.mark.shared
@shared
def test_reports_promised_listed_and_present_are_counted(source: tuple[Finding, ...]) -> None:
    counts = [one.fields for one in source if one.rule == "stated_count"]
    assert counts == [{"promised": 5, "present": 2, "listed": 4}]


@pytest.mark.shared
@shared
def test_unsupported_claims_of_the_source_reports_are_found(source: tuple[Finding, ...]) -> None:
    claims = _at(source, "improvement_claim")
    assert (60, "明显改善") in claims
    assert (61, "拐点") in claims
    assert len(claims) == 5
    assert [place for place, _ in _at(source, "break_comparison")] == [60, 61]


@pytest.mark.shared
@shared
def test_the_problem_and_the_measures_without_counterpart_are_found(
    source: tuple[Finding, ...],
) -> None:
    # Report A has its problems at 33–36 and its measures at 39–44: problem 3, measures 1, 2, 4.
    unanswered = [
        (one.paragraph, one.reason.rsplit(".", 1)[-1])
        for one in source
        if one.rule == "problem_without_measure"
    ]
    assert unanswered == [(35, "problem"), (39, "measure"), (40, "measure"), (42, "measure")]


@pytest.mark.shared
@shared
def test_report_a_is_over_the_limit_by_one_way_of_counting(source: tuple[Finding, ...]) -> None:
    assert [one.reason for one in source if one.rule == "length"] == ["draft.length.one"]


def test_a_report_of_20_pages_is_checked_within_2_seconds(tmp_path: Path) -> None:
    # A page has 22 lines of 28 characters: 20 pages are 12,320; the five texts have over 15,000.
    document = docx.Document()
    for path in CLEAN:
        for line in path.read_text(encoding="utf-8").splitlines():
            document.add_paragraph(line)
    path = tmp_path / "long.docx"
    document.save(str(path))
    begun = perf_counter()
    report = check_draft_file(path, CONTENT)
    assert perf_counter() - begun < 2
    assert report.paragraphs > 180


def test_every_rule_has_its_content_and_its_sentences() -> None:
    rules = DraftRules.of(CONTENT)
    assert {one.__name__ for one in RULES} == set(rules.by_id)
    known = Texts(CONTENT).codes
    for rule in rules.by_id.values():
        for pattern in rule.patterns:
            code = ".".join(part for part in ("draft", rule.rule, pattern.case) if part)
            assert code in known, code
