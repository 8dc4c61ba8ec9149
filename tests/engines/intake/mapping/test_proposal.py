"""A source seen for the first time gets a proposal; one that changed is shown as a difference."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.intake.files import (
    CASE_TITLES,
    MAPPINGS,
    SCHEMA,
    case_number,
    case_rows,
    opened,
    proposed,
    text,
    workbook,
)
from tuobo.core.errors import DataError, DefinitionError
from tuobo.engines.intake import Mapping, difference, propose
from tuobo.engines.intake.mapping.proposal import NEAR, likeness, may_be_near

ODD_TITLES = ["本院案号", "立案 日期", "承办法官姓名", "结案日期（年月日）", "备注"]


def _odd(path: Path) -> Path:
    rows = [ODD_TITLES, [case_number(1), "2025-03-01", "甲", "2025-06-01", "x"]]
    return workbook(path, {"2025年收案": rows})


def _confidence(mapping: Mapping) -> dict[str, tuple[str, float]]:
    columns = mapping.sheets[0].tables[0].columns
    return {one.to: (one.titles[0], one.confidence) for one in columns}


def test_known_titles_are_sure_and_near_ones_say_how_near(tmp_path: Path) -> None:
    """承办法官姓名 and 结案日期（年月日） hold known titles; 备注 is like none."""
    mapping = propose(opened(_odd(tmp_path / "odd.xlsx")), MAPPINGS, SCHEMA, "odd")

    assert _confidence(mapping) == {
        "case_number": ("本院案号", 1.0),
        "filed_on": ("立案 日期", 1.0),
        "judge": ("承办法官姓名", 0.85),
        "closed_on": ("结案日期（年月日）", 0.85),
    }
    assert mapping.sheets[0].titles == tuple(ODD_TITLES)


@given(st.text("结案日期 立（）", max_size=8), st.text("结案日期 立（）", max_size=8))
def test_no_near_title_is_passed_over(known: str, title: str) -> None:
    """Pairs that cannot be near are not compared; whatever is near was compared."""
    assert likeness(known, title) < NEAR or may_be_near(known, title)


def test_money_is_never_matched_by_likeness(tmp_path: Path) -> None:
    """诉讼标的额（千元） holds a known title but counts thousands: no guess is made."""
    rows = [["案号", "立案日期", "诉讼标的额（千元）"], [case_number(1), "2025-03-01", 3]]
    mapping = propose(
        opened(workbook(tmp_path / "odd.xlsx", {"案件": rows})), MAPPINGS, SCHEMA, "odd"
    )
    assert "claim_amount" not in _confidence(mapping)


def test_a_proposal_reads_the_file_it_was_made_for(tmp_path: Path) -> None:
    (case,) = proposed(_odd(tmp_path / "odd.xlsx")).tables["case"].to_dicts()
    assert (case["case_number"], case["judge"]) == (case_number(1), "甲")


def test_a_table_without_a_telling_name_is_known_by_its_titles(tmp_path: Path) -> None:
    rows = [["信访编号", "法院代字", "渠道", "收到日期", "办理结果"],
            ["X1", "辽9901", "来信", "2025-03-01", "化解"]]  # fmt: skip
    batch = proposed(text(tmp_path / "导出20260715.csv", rows))

    (petition,) = batch.tables["petition"].to_dicts()
    assert (petition["channel"], petition["outcome"]) == ("letter", "resolved")


def test_a_saved_mapping_comes_back_the_same(tmp_path: Path) -> None:
    mapping = propose(opened(_odd(tmp_path / "odd.xlsx")), MAPPINGS, SCHEMA, "odd")
    assert Mapping.from_yaml(mapping.to_yaml()) == mapping


def test_every_mapping_of_the_content_survives_saving() -> None:
    for mapping in MAPPINGS.by_name.values():
        assert Mapping.from_yaml(mapping.to_yaml()) == mapping


def test_a_saved_mapping_that_was_spoiled_is_refused_by_name() -> None:
    with pytest.raises(DefinitionError) as caught:
        Mapping.from_yaml("mapping: odd\nsheets: 3\n", "odd")
    assert (caught.value.code, caught.value.fields["mapping"]) == ("intake.saved_mapping", "odd")


def test_a_file_that_nothing_is_like_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "菜单.xlsx", {"菜单": [["菜名", "单价"], ["豆腐", "5"]]})
    with pytest.raises(DataError) as caught:
        propose(opened(path), MAPPINGS, SCHEMA, "menu")
    assert caught.value.code == "intake.not_understood"


def test_the_same_source_does_not_differ(tmp_path: Path) -> None:
    source = opened(_odd(tmp_path / "odd.xlsx"))
    assert difference(propose(source, MAPPINGS, SCHEMA, "odd"), source).is_empty


def test_a_changed_source_shows_new_missing_and_renamed_titles(tmp_path: Path) -> None:
    """结案日期 became 结案的日期, 承办人 went, 审判长 came; a sheet 收结存 came."""
    before = workbook(tmp_path / "a.xlsx", {"案件": [CASE_TITLES, *case_rows(1)]})
    saved = propose(opened(before), MAPPINGS, SCHEMA, "ours")
    titles = ["案号", "立案日期", "结案的日期", "结案方式", "审判长", "诉讼标的额"]
    after = workbook(
        tmp_path / "b.xlsx",
        {"案件": [titles, *case_rows(1)], "收结存": [["法院代字", "旧存"], ["辽9901", 1]]},
    )

    found = difference(saved, opened(after))

    assert found.new_sheets == ("收结存",)
    assert found.missing_sheets == ()
    (sheet,) = found.sheets
    assert sheet.new == ("审判长",)
    assert sheet.missing == ("承办人",)
    assert sheet.renamed == (("结案日期", "结案的日期"),)
    assert sheet.lost_columns == ("closed_on", "judge")
