"""Outlines are checked when they are loaded: file, line, what was found, what may be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.reports.compose.invented import CONTENT, ZH
from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError, RequestError
from tuobo.engines.reports.compose import Known, Outlines
from tuobo.engines.reports.compose.outlines import Claims, fixed_phrases
from tuobo.engines.reports.draft import DraftRules
from tuobo.operations.compose_report import outlines_of
from tuobo.operations.workspace import Workspace

KNOWN = Known(
    figures=frozenset({"closed", "within"}),
    barred=frozenset({"closing_rate"}),
    dimensions=frozenset({"court", "domain"}),
)
HEAD = """\
outline: small
version: 1
kind: plain
names: {zh: 小样, en: Small}
purpose: {zh: 测试, en: Test}
source: {text: 自拟, level: practice, mark: D, checked_on: 2026-11-23, owner: 办公室}
period: month
title: "{本院}小样"
body:
"""


def outlines(folder: Path, body: str) -> Outlines:
    """The outline with that body, beside the national ones."""
    (folder / "reports").mkdir()
    (folder / "reports" / "small.yaml").write_text(HEAD + body, encoding="utf-8")
    return Outlines.of(_only(folder), KNOWN)


def _only(folder: Path) -> Content:
    """The national claims and phrases with this one outline."""
    for name in ("claims", "drafts"):
        (folder / name).symlink_to(CONTENT.roots[0] / name)
    return Content((folder,))


def wrong(folder: Path, body: str) -> DefinitionError:
    with pytest.raises(DefinitionError) as caught:
        outlines(folder, body)
    assert caught.value.fields["file"] == "small.yaml"
    assert ZH.has(caught.value.code)
    return caught.value


def test_a_right_outline_is_found_by_its_id(tmp_path: Path) -> None:
    found = outlines(tmp_path, '  - p: ["办结{closed}件。"]\n')
    assert found.find("small").key == "small@1"
    with pytest.raises(RequestError) as caught:
        found.find("smal")
    assert caught.value.fields["suggestion"] == "small"


def test_an_unknown_definition_is_named_with_its_line_and_a_suggestion(tmp_path: Path) -> None:
    """The head has 9 lines; the token stands on line 11."""
    error = wrong(tmp_path, '  - h1: 情况\n  - p: ["办结{closd | 同比}件。"]\n')
    assert error.code == "compose.unknown_token"
    assert error.fields["line"] == 11
    assert error.fields["suggestion"] == "closed"
    assert "small.yaml 第11行" in ZH.error(error)


def test_a_wrong_form_is_named_with_its_line(tmp_path: Path) -> None:
    error = wrong(tmp_path, '  - p: ["办结{closed | 较基准}件。"]\n')
    assert error.code == "compose.bad_token"
    assert (error.fields["line"], error.fields["suggestion"]) == (10, "较基线")
    assert "small.yaml 第10行：标记“closed | 较基准”里的“较基准”无法识别" in ZH.error(error)


def test_an_unpaired_brace_is_named_with_its_line(tmp_path: Path) -> None:
    error = wrong(tmp_path, '  - h1: 情况\n  - p: ["办结{closed件。"]\n')
    assert (error.code, error.fields["line"]) == ("compose.bad_token", 11)


def test_what_the_supreme_court_forbids_is_not_printed(tmp_path: Path) -> None:
    assert wrong(tmp_path, '  - p: ["{closing_rate}。"]\n').code == "compose.barred_figure"


def test_nobody_is_compared_by_name(tmp_path: Path) -> None:
    """`judge` is no dimension of a report."""
    error = wrong(tmp_path, '  - p: ["{closed | judge=甲}。"]\n')
    assert error.code == "compose.unknown_dimension"


def test_a_claim_without_its_test_is_refused_at_load(tmp_path: Path) -> None:
    body = '  - p:\n      - "收案平稳。"\n      - "效率明显改善。"\n'
    error = wrong(tmp_path, body)
    assert error.code == "compose.unearned_claim"
    assert (error.fields["found"], error.fields["line"]) == ("明显改善", 12)


def test_the_test_must_be_that_of_the_claim(tmp_path: Path) -> None:
    body = '  - p: [{when: [{is: improving, of: within}], say: "新收出现拐点。"}]\n'
    error = wrong(tmp_path, body)
    assert error.fields["test"] == "turning_point"


def test_a_claim_with_its_test_is_accepted(tmp_path: Path) -> None:
    body = '  - p: [{when: [{is: significant_improvement, of: within}], say: "效率明显改善。"}]\n'
    assert outlines(tmp_path, body).find("small")


def test_an_unknown_phrase_and_an_unknown_test_are_refused(tmp_path: Path) -> None:
    phrase = wrong(tmp_path, '  - p: ["{固定表述：four_four}"]\n')
    assert phrase.fields["suggestion"] == "four_four_two"


def test_a_block_is_one_thing(tmp_path: Path) -> None:
    error = wrong(tmp_path, "  - {h1: 情况, h2: 总体}\n")
    assert error.code == "content.invalid"


def test_an_unknown_test_is_refused(tmp_path: Path) -> None:
    error = wrong(tmp_path, '  - p: [{when: [{is: great, of: within}], say: "好。"}]\n')
    assert error.code == "content.invalid"


def test_every_claim_word_that_the_checker_doubts_must_be_earned_here() -> None:
    """The checker of drafts and the composer must not disagree on what is a claim."""
    doubted = DraftRules.of(CONTENT)["improvement_claim"].words
    earned = {word for one in Claims.of(CONTENT).by_test.values() for word in one.words}
    assert {*doubted["claims"], *doubted["needs_test"]} <= earned


def test_phrases_that_are_patterns_cannot_be_inserted() -> None:
    assert "establishments_before_upholding" not in fixed_phrases(CONTENT)
    assert fixed_phrases(CONTENT)["four_four_two"].startswith("增强“四个意识”")


def test_the_six_kinds_are_there_and_hold_their_checks(tmp_path: Path) -> None:
    found = outlines_of(Workspace(tmp_path, CONTENT)).by_id
    assert set(found) >= {
        "special_report", "trend_analysis", "data_conference", "supervision_notice",
        "self_inspection", "briefing",
    }  # fmt: skip
