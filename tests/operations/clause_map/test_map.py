"""A wrong row is told with file, line and reason, all rows at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError
from tuobo.core.texts import Texts
from tuobo.operations.check_content import check_content
from tuobo.operations.clause_map import ClauseMap, ClausesWrongError, HolderKind, Registries

ROW = """- row: {row}
  section: "10.5"
  asks: {{zh: 服务, en: service}}
  holders: [{holders}]
  source: {{text: 示例, level: proposal, mark: P, checked_on: 2026-11-26, owner: 办公室}}
"""
KNOWN = Registries(
    names={
        HolderKind.LEDGER: {"task": "任务清单"},
        HolderKind.FIELD: {"task.person": "任务清单：责任人"},
    }
)


def _content(folder: Path, text: str) -> Content:
    (folder / "clauses").mkdir(exist_ok=True)
    (folder / "clauses" / "own.yaml").write_text(text, encoding="utf-8")
    return Content((folder,))


def _flaws(folder: Path, text: str) -> list[str]:
    with pytest.raises(ClausesWrongError) as caught:
        ClauseMap.of(_content(folder, text), KNOWN)
    return [Texts(Content()).error(one).partition(" [")[0] for one in caught.value.flaws]


def test_rows_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    text = ROW.format(row=150, holders="ledger:task") + ROW.format(
        row=143, holders='"field:task.person"'
    )
    found = ClauseMap.of(_content(tmp_path, text), KNOWN)
    assert list(found.rows) == [143, 150]
    assert found.rows[143].ledgers == {"task"}
    assert found.gaps() == ()


def test_a_missing_id_is_told_with_file_line_and_the_nearest_name(tmp_path: Path) -> None:
    (told,) = _flaws(tmp_path, ROW.format(row=143, holders="ledger:tusk"))
    assert told == (
        "own.yaml 第 4 行：条款第 143 行写了“ledger:tusk”，系统里没有。最相近的是：task。"
    )


def test_an_unknown_kind_and_a_row_that_stands_twice_are_told_together(tmp_path: Path) -> None:
    text = ROW.format(row=143, holders="lodger:task") + ROW.format(row=143, holders="ledger:task")
    first, second = _flaws(tmp_path, text)
    assert "own.yaml 第 4 行" in first
    assert "lodger:task" in first
    assert "ledger" in first
    assert second == "own.yaml 第 6 行：条款第 143 行出现了两次。请合并为一条。"


def test_a_row_without_holder_and_without_gap_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        ClauseMap.of(_content(tmp_path, ROW.format(row=143, holders="")), KNOWN)
    assert caught.value.code == "content.invalid"


def test_the_check_of_all_content_tells_of_a_wrong_row(tmp_path: Path) -> None:
    (tmp_path / "clauses").mkdir()
    text = ROW.format(row=143, holders="ledger:tusk, indicator:none_such")
    (tmp_path / "clauses" / "own.yaml").write_text(text, encoding="utf-8")
    report = check_content(Content().with_overlay(tmp_path))
    assert [error.code for error in report.errors] == ["clauses.holder_unknown"] * 2


def test_what_several_parts_read_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "ledgers").mkdir()
    (tmp_path / "ledgers" / "own.yaml").write_text("id: own\n", encoding="utf-8")
    told = [str(error) for error in check_content(Content().with_overlay(tmp_path)).errors]
    assert told
    assert len(told) == len(set(told))
