"""What a book of limits refuses at load, on a small content folder of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engines.timelimits.small_court import BOOK, NATIONAL, a_case, day, outcome
from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError, RequestError
from tuobo.engines.timelimits import LimitBook

SOURCE = {
    "text": "a law for tests", "level": "proposal", "mark": "P", "checked_on": "2026-11-23",
    "owner": "tests",
}  # fmt: skip


def a_limit(**values: Any) -> dict[str, Any]:
    return {
        "id": "T-1", "version": 1, "names": {"zh": "测试", "en": "test"},
        "in_force": {"from": "2020-01-01"}, "applies": {"case_word": ["民初"]},
        "base": {"months": 6}, "start": ["filed_on"], "source": SOURCE, **values,
    }  # fmt: skip


def book_of(root: Path, *limits: dict[str, Any], **folders: list[dict[str, Any]]) -> LimitBook:
    """A content of these limits with the national words."""
    folders = {"limits": list(limits), **folders}
    for folder, entries in folders.items():
        place = root / "timelimits" / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / "test.yaml").write_text(yaml.safe_dump(entries, allow_unicode=True), "utf-8")
    for folder in ("facts", "vocabularies"):
        (root / folder).symlink_to(NATIONAL.roots[0] / folder)
    return LimitBook.of(Content((root,)))


def refusal(
    root: Path, *limits: dict[str, Any], **folders: list[dict[str, Any]]
) -> DefinitionError:
    with pytest.raises(DefinitionError) as refused:
        book_of(root, *limits, **folders)
    return refused.value


def test_a_gap_between_versions_names_the_first_day_without_a_rule(tmp_path: Path) -> None:
    older = a_limit(in_force={"from": "2020-01-01", "until": "2024-12-31"})
    error = refusal(tmp_path, older, a_limit(version=2, in_force={"from": "2025-01-01"}))
    assert (error.code, error.fields["day"]) == ("limits.gap", day("2024-12-31"))


def test_versions_in_force_together_are_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, a_limit(), a_limit(version=2, in_force={"from": "2025-01-01"}))
    assert error.code == "limits.version_overlap"


def test_two_limits_that_can_govern_one_case_are_refused(tmp_path: Path) -> None:
    wide = a_limit(id="T-2", applies={"domain": ["civil"], "procedure": ["ordinary"]})
    error = refusal(tmp_path, a_limit(), wide)
    assert (error.code, error.fields["case_word"]) == ("limits.overlap", "民初")


def test_limits_may_share_cases_at_different_times_or_by_exception(tmp_path: Path) -> None:
    past = a_limit(id="T-2", in_force={"from": "2010-01-01", "until": "2020-01-01"})
    small = a_limit(id="T-3", applies={"case_word": ["民初"], "procedure": ["small_claims"]})
    rest = a_limit(unless={"procedure": ["small_claims"]})
    elsewhere = a_limit(id="T-4", applies={"domain": ["criminal"]})
    assert len(book_of(tmp_path, rest, past, small, elsewhere).limits) == 4


@pytest.mark.parametrize(
    ("change", "code", "suggestion"),
    [
        ({"applies": {"case_wrod": ["民初"]}}, "limits.unknown_column", "case_word"),
        ({"applies": {"procedure": ["ordinery"]}}, "limits.unknown_code", "ordinary"),
        ({"applies": {"in_custody": ["yes"]}}, "limits.not_a_flag", None),
        ({"start": ["file_on"]}, "limits.unknown_date", "filed_on"),
        ({"exclusions": ["X-NOTISE"]}, "limits.unknown_ground", "—"),
        ({"restarts": ["hearings"]}, "limits.unknown_code", "hearing"),
        (
            {"extensions": [{"order": 1, "approvers": ["presidant"]}]},
            "limits.unknown_code", "president",
        ),
        (
            {"variants": [{"when": {"C-99": "x"}, "replace": {}}]},
            "limits.variant_unknown", None,
        ),
        ({"bass": {"months": 6}}, "content.invalid", "base"),
    ],
)  # fmt: skip
def test_unknown_words_are_refused_with_a_suggestion(
    tmp_path: Path, change: dict[str, Any], code: str, suggestion: str | None
) -> None:
    error = refusal(tmp_path, a_limit(**change))
    assert (error.code, error.fields.get("suggestion")) == (code, suggestion)


def test_two_versions_of_a_ground_may_not_meet(tmp_path: Path) -> None:
    ground = {"id": "X-NOTICE", "names": {"zh": "公告", "en": "notice"}, "domains": ["civil"],
              "source": SOURCE}  # fmt: skip
    later = {**ground, "in_force": {"from": "2025-01-01"}}
    assert refusal(tmp_path, a_limit(), grounds=[ground, later]).code == "limits.ground_overlap"


def test_a_reading_that_does_not_exist_is_a_wrong_request() -> None:
    for readings, code in (
        ({"C-99": "x"}, "limits.unknown_reading"),
        ({"C-2": "x"}, "limits.unknown_option"),
    ):
        with pytest.raises(RequestError) as refused:
            LimitBook.of(NATIONAL, readings)
        assert refused.value.code == code


def test_a_reading_changes_the_limits_that_it_concerns() -> None:
    """C-2 caps the second civil extension at three months: 15 January 2025 + 6 + 6 + 3."""
    capped = LimitBook.of(NATIONAL, {"C-2": "cap_3m"})
    grants = [
        {"case_number": "（2026）辽9901民初1号", "kind": "extended", "added_months": 6,
         "approved_on": approved, "approver": approver}
        for approved, approver in (("2025-07-08", "president"), ("2026-01-08", "upper_court"))
    ]  # fmt: skip
    case = a_case(filed_on="2025-01-15")
    assert outcome(case, *grants)["due_plain_on"] == day("2026-07-15")
    assert outcome(case, *grants, book=capped)["due_plain_on"] == day("2026-04-15")


def test_a_limit_is_found_by_key_or_id_and_a_near_name_is_suggested() -> None:
    assert BOOK.limit("CIV1-ORD").version == BOOK.limit("CIV1-ORD@2").version == 2
    with pytest.raises(RequestError) as refused:
        BOOK.limit("CIV1-ORT")
    assert refused.value.fields["suggestion"] == "CIV1-ORD"


def test_a_book_without_limits_answers_no_rule(tmp_path: Path) -> None:
    book = book_of(tmp_path)
    assert outcome(a_case(filed_on="2026-01-15"), book=book)["limit_status"] == "no_rule_in_force"


def test_working_days_and_hours_are_counted(tmp_path: Path) -> None:
    """Seven working days after Monday 28 September 2026: 29, 30; 8, 9, 10 (worked), 12, 13."""
    days = a_limit(base={"working_days": 7})
    hours = a_limit(id="T-2", applies={"case_word": ["财保"]}, base={"hours": 48}, roll="no")
    book = book_of(tmp_path, days, hours)
    assert outcome(a_case(filed_on="2026-09-28"), book=book)["due_on"] == day("2026-10-13")
    urgent = a_case(case_word="财保", filed_on="2026-09-30")
    assert outcome(urgent, book=book)["due_on"] == day("2026-10-02")


def test_the_whole_limit_may_be_capped(tmp_path: Path) -> None:
    """Three months, extended by up to four, six in all: 15 January + 6 = 15 July."""
    step = {
        "order": 1,
        "approvers": ["president"],
        "most": {"months": 4},
        "total_most": {"months": 6},
    }
    book = book_of(tmp_path, a_limit(base={"months": 3}, extensions=[step]))
    grant = {"case_number": "（2026）辽9901民初1号", "kind": "extended", "added_months": 4,
             "approved_on": "2026-04-08", "approver": "president"}  # fmt: skip
    found = outcome(a_case(filed_on="2026-01-15"), grant, book=book)
    assert (found["fates"], found["due_on"]) == (["capped"], day("2026-07-15"))


def test_a_limit_may_count_from_an_event(tmp_path: Path) -> None:
    """Thirty days from the end of the notice on 31 March 2026: 30 April."""
    book = book_of(tmp_path, a_limit(base={"days": 30}, start=["event.notice.until_on"]))
    case = a_case(filed_on="2026-01-15")
    notice = {"case_number": case["case_number"], "kind": "notice", "happened_on": "2026-03-01",
              "until_on": "2026-03-31"}  # fmt: skip
    assert outcome(case, events=[notice], book=book)["due_on"] == day("2026-04-30")
    assert outcome(case, book=book)["limit_status"] == "start_unknown"


def test_a_limit_counts_from_the_first_date_that_is_filled(tmp_path: Path) -> None:
    book = book_of(tmp_path, a_limit(start=["accepted_on", "filed_on"]))
    both = a_case(accepted_on="2026-01-12", filed_on="2026-01-15")
    assert outcome(both, book=book)["due_plain_on"] == day("2026-07-12")
    assert outcome(a_case(filed_on="2026-01-15"), book=book)["due_plain_on"] == day("2026-07-15")


def test_the_version_in_force_on_the_start_day_governs(tmp_path: Path) -> None:
    older = a_limit(in_force={"from": "2020-01-01", "until": "2025-01-01"})
    newer = a_limit(version=2, in_force={"from": "2025-01-01"}, base={"months": 3})
    book = book_of(tmp_path, older, newer)
    found = [outcome(a_case(filed_on=on), book=book)["limit_rule"] for on in
             ("2019-12-31", "2024-12-31", "2025-01-01")]  # fmt: skip
    assert found == [None, "T-1@1", "T-1@2"]
