"""Each check finds what it is for, says where, and lets the rest pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.intake.small_court import SCHEMA, batch, case, entry, number
from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.intake.batch import SHEET, Batch
from tuobo.engines.intake.checks import CHECKS, CheckContext, check
from tuobo.engines.intake.rehearsal import rehearse
from tuobo.engines.intake.snapshots import Snapshots

DAY = date(2026, 6, 30)
CONTEXT = CheckContext.of(Content(), day=DAY)


def found(
    rule: str, given_batch: Batch, context: CheckContext = CONTEXT
) -> list[dict[str, object]]:
    """The issues of one check after all have run."""
    issues = check(given_batch, context).issues.filter(pl.col("rule") == rule)
    return issues.select("severity", "sheet", "row", "column", "found", "expected").to_dicts()


def serials(checked: Batch) -> list[int]:
    return checked.tables["case"]["case_serial"].to_list()


def closed(serial: int, day: date, **fields: object) -> dict[str, object]:
    return case(serial, closed_on=day, closing_way="judgment") | fields


def hearing(serial: int, day: date) -> dict[str, object]:
    return {"case_number": number(serial), "kind": "hearing", "happened_on": day}


def excluded(serial: int, starts: date, ends: date | None) -> dict[str, object]:
    return {"case_number": number(serial), "kind": "excluded", "starts_on": starts,
            "ends_on": ends}  # fmt: skip


def report(month: int, *counts: int | None, **fields: object) -> dict[str, object]:
    """A monthly row: opening, received, resolved, pending."""
    names = ("opening", "received", "resolved", "pending")
    period = {"starts_on": date(2025, month, 1), "ends_on": date(2025, month, 28)}
    return {"court": "辽9901", **period, **dict(zip(names, counts, strict=True)), **fields}


def test_a_sound_batch_passes_all_checks() -> None:
    sound = batch(
        case=[closed(1, date(2025, 5, 1)), case(2)],
        event=[hearing(1, date(2025, 4, 1))],
        interval=[excluded(2, date(2025, 4, 1), date(2025, 4, 9))],
    )
    checked = check(sound, CONTEXT)
    assert checked.issues.is_empty()
    assert {name: frame.height for name, frame in checked.tables.items()} == {
        "case": 2, "event": 1, "interval": 1,
    }  # fmt: skip


def test_a_number_without_the_form_is_rejected_with_the_right_one_shown() -> None:
    rows = [
        case(1, case_number="（2025）辽9901民初0001号"),
        case(2, case_number="（2025）辽9901民抹2号", case_word="民抹"),
        case(3, case_number="民初三号"),
        case(4, case_number="（2014）盘民初字第00123号"),
    ]
    issues = found("case_number_form", batch(case=rows))
    assert [(one["row"], one["found"], one["expected"]) for one in issues] == [
        (3, "（2025）辽9901民初0001号", "（2025）辽9901民初1号"),
        (4, "（2025）辽9901民抹2号", "类型代字清单中没有“民抹”"),
        (5, "民初三号", "（2025）辽9901民初123号"),
    ]
    assert {one["severity"] for one in issues} == {"rejected"}


def test_numbers_of_foreign_courts_are_left_alone() -> None:
    assert (
        found("case_number_form", batch(case=[case(1, case_number="C-1/20", court="CJEU")])) == []
    )


def test_rows_that_differ_under_one_number_are_all_rejected() -> None:
    checked = check(batch(case=[case(1), case(2), case(1, judge="甲")]), CONTEXT)
    issues = checked.issues.filter(pl.col("rule") == "duplicate_case_number")
    assert issues["row"].to_list() == [3, 5]
    assert issues["expected"].to_list() == [
        "只有一行；另见第5行，内容不同",
        "只有一行；另见第3行，内容不同",
    ]
    assert serials(checked) == [2]
    assert (checked.rows_kept, checked.rows_rejected) == ({"案件": 1}, {"案件": 2})


def test_a_repetition_in_another_sheet_is_named_with_its_sheet() -> None:
    rows = batch(case=[case(1), case(1, judge="甲")])
    sheets = pl.Series(SHEET, ["一月", "二月"])
    in_two = replace(
        rows,
        tables={"case": rows.tables["case"].with_columns(sheets)},
        rows_read={"一月": 1, "二月": 1},
    )
    assert [one["expected"] for one in found("duplicate_case_number", in_two)] == [
        "只有一行；另见二月第4行，内容不同",
        "只有一行；另见一月第3行，内容不同",
    ]


def test_a_row_repeated_word_for_word_counts_once_with_a_warning() -> None:
    checked = check(batch(case=[case(1), case(1)]), CONTEXT)
    assert checked.issues["severity"].to_list() == ["warning"]
    assert serials(checked) == [1]
    shown = rehearse(checked, {}, schema=SCHEMA, based_on=0)
    assert (shown.rows_kept, shown.rows_idle) == ({"案件": 2}, {"案件": 1})


def test_closing_before_filing_is_rejected_and_odd_orders_are_shown() -> None:
    rows = [closed(1, date(2025, 2, 28)), closed(2, date(2025, 5, 1), archived_on=date(2025, 4, 1))]
    issues = found("chronology", batch(case=rows))
    assert [(one["severity"], one["row"], one["found"], one["expected"]) for one in issues] == [
        ("rejected", 3, "2025-02-28", "≥ 立案日期 2025-03-01"),
        ("warning", 4, "2025-04-01", "≥ 结案日期 2025-05-01"),
    ]


def test_a_hearing_lies_between_filing_and_closing() -> None:
    rows = [
        hearing(1, date(2025, 2, 1)),
        hearing(1, date(2025, 4, 1)),
        hearing(1, date(2025, 6, 1)),
    ]
    issues = found("chronology", batch(case=[closed(1, date(2025, 5, 1))], event=rows))
    assert [(one["sheet"], one["row"], one["column"], one["expected"]) for one in issues] == [
        ("开庭送达", 3, "日期", "≥ 立案日期 2025-03-01"),
        ("开庭送达", 5, "日期", "≤ 结案日期 2025-05-01"),
    ]


def test_days_before_1950_and_after_the_data_day_are_rejected() -> None:
    rows = [case(1, filed_on=date(1925, 3, 1)), case(2, received_on=date(2026, 7, 1)), case(3)]
    checked = check(batch(case=rows), CONTEXT)
    rejected = checked.issues.filter(pl.col("severity") == "rejected")
    assert rejected.select("rule", "row", "found").rows() == [
        ("impossible_date", 3, "1925-03-01"),
        ("future_date", 4, "2026-07-01"),
    ]
    assert serials(checked) == [3]


def test_a_planned_end_may_lie_in_the_future() -> None:
    stay = excluded(1, date(2026, 6, 1), date(2026, 9, 1))
    assert found("future_date", batch(case=[case(1)], interval=[stay])) == []


def test_an_unlisted_code_is_rejected_where_required_and_shown_elsewhere() -> None:
    rows = [case(1, domain="民事的"), case(2, procedure="普通程序的")]
    issues = found("unknown_code", batch(case=rows))
    assert [(one["severity"], one["row"], one["column"]) for one in issues] == [
        ("rejected", 3, "案件大类"),
        ("warning", 4, "适用程序"),
    ]
    assert issues[0]["expected"] == "“案件大类”代码表中的一项；是否为“民事”？"


def test_causes_are_checked_from_the_day_of_their_list_on() -> None:
    old, new = date(2025, 12, 31), date(2026, 1, 1)
    rows = [
        case(1, cause="生命权、健康权、身体权纠纷", filed_on=old),  # the list of 2011: not held
        case(2, cause="生命权、健康权、身体权纠纷", filed_on=new),
        case(3, cause="生命权、身体权、健康权纠纷", filed_on=new),
    ]
    issues = found("unknown_code", batch(case=rows))
    assert [(one["severity"], one["row"], one["column"]) for one in issues] == [
        ("warning", 4, "案由")
    ]


def test_a_case_word_outside_its_time_is_shown() -> None:
    word = {"case_word": "民诉前调", "domain": "pre_filing", "instance": "other"}
    rows = [case(1, case_number=number(1, "民诉前调"), **word)]
    issues = found("unknown_code", batch(case=rows))
    assert [(one["severity"], one["found"]) for one in issues] == [
        ("warning", "民诉前调（2025-03-01）")
    ]


def test_courts_are_judged_by_their_form() -> None:
    rows = [case(1), case(2, court="辽99011"), case(3, court="辽0102")]
    assert [one["found"] for one in found("unknown_code", batch(case=rows))] == ["辽99011"]


def test_an_enforcement_ending_does_not_close_a_civil_case() -> None:
    rows = [
        closed(1, date(2025, 5, 1)),
        closed(2, date(2025, 5, 1), closing_way="enforcement_completed"),
    ]
    issues = found("closing_way_mismatch", batch(case=rows))
    assert [(one["severity"], one["row"], one["found"], one["expected"]) for one in issues] == [
        ("warning", 4, "执行完毕", "民初（民事）案件的结案方式")
    ]


def test_gaps_are_told_with_their_ranges_and_rejected_rows_are_no_gaps() -> None:
    rows = [case(s) for s in (2, 3, 5, 6, 9, 10, 11)] + [case(12, domain=None), case(13)]
    issues = found("numbering_gap", batch(case=rows))
    # 2 3 . 5 6 . . 9 10 11 12 13: 4 and 7–8 are missing, 1 comes before the first
    assert [one["found"] for one in issues] == ["（2025）辽9901民初 缺4、7–8号，共3个"]
    assert issues[0]["row"] is None


def test_a_sample_of_cases_is_no_register() -> None:
    assert found("numbering_gap", batch(case=[case(s) for s in (1, 10, 100)])) == []


def test_overlapping_intervals_are_shown_and_touching_ones_are_not() -> None:
    april = [excluded(1, date(2025, 4, 1), date(2025, 4, 10)),
             excluded(1, date(2025, 4, 10), date(2025, 4, 20)),
             excluded(1, date(2025, 4, 15), None)]  # fmt: skip
    issues = found("interval_overlap", batch(case=[case(1)], interval=april))
    assert [(one["row"], one["expected"]) for one in issues] == [
        (5, "不早于前一段的结束日 2025-04-20（第4行）")
    ]


def test_reports_must_balance_and_follow_one_another() -> None:
    rows = [report(1, 10, 5, 3, 12), report(2, 12, 5, 3, 13)]
    assert [one["found"] for one in found("accounting_identity", batch(caseload=rows))] == [
        "旧存12+新收5=17，已结3+未结13=16"
    ]
    follow = [
        report(1, 10, 5, 3, 12, ends_on=date(2025, 1, 31)),
        report(2, 11, 5, 3, 13),
    ]
    issues = found("accounting_identity", batch(caseload=follow))
    assert [(one["row"], one["column"], one["found"], one["expected"]) for one in issues] == [
        (4, "旧存", "11", "上期未结12")
    ]


def test_reports_are_counted_against_the_cases() -> None:
    cases = [
        case(1, filed_on=date(2025, 1, 5), division="民一庭"),
        closed(2, date(2025, 2, 10), filed_on=date(2025, 1, 5), division="民二庭"),
        closed(3, date(2025, 2, 20), filed_on=date(2025, 2, 3), division="民一庭"),
        case(4, filed_on=date(2025, 2, 3), division="民一庭", domain="criminal",
             case_word="刑初", case_number=number(4, "刑初")),
    ]  # fmt: skip
    # In February the court has 2 from January, 2 new, 2 closed, 2 left;
    # 民一庭 has 1, 2, 1, 2 and the civil cases of the court are 2, 1, 2, 1.
    right = [
        report(2, 2, 2, 2, 2),
        report(2, 1, 2, 1, 2, division="民一庭"),
        report(2, 2, 1, 2, 1, category="民事"),
    ]
    assert found("accounting_identity", batch(case=cases, caseload=right)) == []
    wrong = [report(2, 2, 3, 3, 2), report(2, 9, 9, 9, 9, category="别的类别")]
    issues = found("accounting_identity", batch(case=cases, caseload=wrong))
    assert [(one["found"], one["expected"]) for one in issues] == [
        ("新收3、已结3", "按案件计算：新收2、已结2")
    ]


def test_a_required_cell_may_not_be_empty() -> None:
    issues = found("missing_required", batch(case=[case(1, filed_on=None), case(2)]))
    assert [(one["row"], one["column"], one["expected"]) for one in issues] == [
        (3, "立案日期", "须填立案日期")
    ]


def test_rows_without_their_case_are_rejected_unless_the_store_has_it(tmp_path: Path) -> None:
    rows = [
        hearing(1, date(2025, 4, 1)),
        hearing(2, date(2025, 4, 1)),
        hearing(3, date(2025, 4, 1)),
    ]
    broken = batch(case=[case(1), case(2, domain=None)], event=rows)
    assert [one["row"] for one in found("orphan_row", broken)] == [4, 5]  # 2 was itself rejected
    store = Snapshots(tmp_path)
    before = rehearse(batch(case=[case(3)]), store.read(), schema=SCHEMA, based_on=0)
    store.commit(before.changes, entry())
    knowing = replace(CONTEXT, stored=store.read())
    assert [one["row"] for one in found("orphan_row", broken, knowing)] == [4]


def test_a_source_may_be_excused_from_a_check() -> None:
    gap = batch(case=[case(1), case(3)])
    assert found("numbering_gap", gap)
    assert not found("numbering_gap", gap, replace(CONTEXT, without=frozenset({"numbering_gap"})))


@pytest.mark.parametrize("one", CHECKS, ids=lambda one: one.__name__)
def test_every_check_has_a_rule_with_a_source_and_a_sentence(one: object) -> None:
    name = one.__name__  # type: ignore[attr-defined]
    assert CONTEXT.rules[name].source.text
    for lang in ("zh", "en"):
        sentence = Texts(Content(), lang)(name, found="甲", expected="乙")
        assert "乙" in sentence


def test_there_is_a_rule_for_each_check_and_none_besides() -> None:
    assert set(CONTEXT.rules.by_id) == {one.__name__ for one in CHECKS}


dirty_case = st.fixed_dictionaries(
    {
        "serial": st.integers(1, 6),
        "judge": st.sampled_from(["甲", "乙"]),
        "domain": st.sampled_from(["civil", "civil", "别的", None]),
        "closed_on": st.sampled_from([None, date(2025, 5, 1), date(2024, 1, 1), date(2030, 1, 1)]),
    }
)


@given(rows=st.lists(dirty_case, max_size=12), heard=st.lists(st.integers(1, 8), max_size=6))
def test_kept_and_rejected_rows_add_up_to_the_rows_read(
    rows: list[dict[str, object]], heard: list[int]
) -> None:
    cases = [case(**one) for one in rows]  # type: ignore[arg-type]
    events = [hearing(serial, date(2025, 4, 1)) for serial in heard]
    checked = check(batch(case=cases, event=events), CONTEXT)
    shown = rehearse(checked, {}, schema=SCHEMA, based_on=0)
    for sheet, read in checked.rows_read.items():
        assert read == checked.rows_kept[sheet] + checked.rows_rejected[sheet]
        assert 0 <= shown.rows_idle[sheet] <= read
    standing = checked.tables["case"]
    assert not standing["case_number"].is_duplicated().any()
    assert checked.tables["event"]["case_number"].is_in(standing["case_number"].to_list()).all()
