"""Which column becomes which fact: what is proposed, what a form changes, what it must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.own_store import small_store
from tuobo.engines.intake import Mapping
from tuobo.operations.imports_desk.columns_page import (
    ColumnLine,
    FilePart,
    columns_of,
    confirmed,
)
from tuobo.operations.imports_desk.previews import preview_of
from tuobo.operations.imports_desk.template import write_template
from tuobo.operations.read_files import matched, opened, read_files
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.upload_queries import FileLine

TEXT = (
    "案号,立案日期,结案日,标的,备注\n"
    "（2025）辽9901民初1号,2025-03-03,2025-05-07,12.5,甲\n"
    "（2025）辽9901民初2号,2025-03-04,,3,乙\n"
)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.open(small_store())


@pytest.fixture
def file(workspace: Workspace, tmp_path: Path) -> tuple[FileLine, Path]:
    path = tmp_path / "来源.csv"
    path.write_text(TEXT, encoding="utf-8")
    mapping = matched(workspace, opened(workspace, path)).mapping.to_yaml()
    line = FileLine(name=path.name, sha256="", size=1, mapping=mapping, is_remembered=False)
    return line, path


def shown(workspace: Workspace, file: tuple[FileLine, Path]) -> FilePart:
    line, path = file
    preview = preview_of(matched(workspace, opened(workspace, path)))
    (part,) = columns_of(workspace, (line,), (preview,), workspace.texts())
    return part


def columns(part: FilePart) -> dict[str, ColumnLine]:
    return {one.key.rpartition(".")[2]: one for one in part.sheets[0].tables[0].read}


def chosen(
    workspace: Workspace, file: tuple[FileLine, Path], **choices: str
) -> tuple[Mapping, dict[str, str]]:
    line, path = file
    preview = preview_of(matched(workspace, opened(workspace, path)))
    keyed = {f"0.0.0.{name}".replace("__", "."): title for name, title in choices.items()}
    made = confirmed(workspace, 0, line, preview, keyed)
    return made.mapping, dict(made.problems)


def test_columns_are_proposed_with_examples_and_the_rest_is_told(
    workspace: Workspace, file: tuple[FileLine, Path]
) -> None:
    part = shown(workspace, file)
    read = columns(part)
    assert read["filed_on"].title == "立案日期"
    assert read["filed_on"].samples == ("2025-03-03", "2025-03-04")
    assert read["case_number"].is_required
    assert read["case_number"].is_sure
    assert "court" not in read  # the case number tells it
    assert part.sheets[0].unused == ("标的", "备注")


def test_a_title_that_is_nearly_known_is_proposed_and_marked(
    workspace: Workspace, file: tuple[FileLine, Path]
) -> None:
    closed = columns(shown(workspace, file)).get("closed_on")
    assert closed is not None
    assert closed.title == "结案日"
    assert not closed.is_sure


def test_a_column_that_nobody_read_can_be_chosen_with_its_unit(
    workspace: Workspace, file: tuple[FileLine, Path]
) -> None:
    """12.5 万元 are 12,500,000 fen, 3 万元 are 3,000,000."""
    mapping, problems = chosen(
        workspace, file, claim_amount="标的", claim_amount__unit="wan", closed_on="结案日"
    )
    assert problems == {}
    read = read_files(workspace, [file[1]], chosen={file[1].name: mapping})
    assert read.batch.tables["case"]["claim_amount"].to_list() == [12_500_000, 3_000_000]


def test_a_required_column_cannot_be_left_out(
    workspace: Workspace, file: tuple[FileLine, Path]
) -> None:
    _, problems = chosen(workspace, file, filed_on="")
    assert problems == {"0.0.0.filed_on": "import.column.required"}


def test_a_title_that_the_file_does_not_have_is_refused(
    workspace: Workspace, file: tuple[FileLine, Path]
) -> None:
    _, problems = chosen(workspace, file, closing_way="结案方式")
    assert problems == {"0.0.0.closing_way": "import.column.strange"}


def test_an_optional_column_can_be_left_out(
    workspace: Workspace, file: tuple[FileLine, Path]
) -> None:
    mapping, problems = chosen(workspace, file, closed_on="")
    assert problems == {}
    assert "closed_on" not in {one.to for one in mapping.sheets[0].tables[0].columns}


def test_the_template_is_understood_sheet_by_sheet(workspace: Workspace, tmp_path: Path) -> None:
    """Every table that can be imported has a sheet whose titles are read as that table."""
    path = tmp_path / "模板.xlsx"
    write_template(workspace, path, workspace.texts())
    part = preview_of(matched(workspace, opened(workspace, path)))
    understood = {one.name for one in part.sheets if one.map >= 0}
    assert understood == {table.names.zh for table in workspace.schema.imported}
