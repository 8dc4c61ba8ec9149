"""Judgment documents as an import of their own: what they may leave out, and what they keep."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from tests.engines.intake.documents.invented import SIGNED, judgment
from tuobo.core.errors import RequestError
from tuobo.operations.commit_import import commit_import
from tuobo.operations.read_files import read_files
from tuobo.operations.rehearse_import import ImportRehearsal, rehearse_import
from tuobo.operations.serve_version import dated_version
from tuobo.operations.workspace import Workspace

AT = datetime(2031, 12, 31, 9, tzinfo=UTC)
DAY = date(2031, 12, 31)
NUMBER = "（2031）辽9901民初123号"
UNDATED = "（2031）辽9901民初124号"
SILENT = "本院依法适用简易程序，公开开庭进行了审理。"
HEARD = "本院于2031年3月5日立案后，依法适用简易程序，于2031年4月8日公开开庭进行了审理。"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "store")


def lines_file(folder: Path, *texts: str) -> Path:
    path = folder / "文书.jsonl"
    lines = (json.dumps({"全文": text}, ensure_ascii=False) for text in texts)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def register(folder: Path) -> Path:
    path = folder / "案件.csv"
    path.write_text(
        "案号,承办部门,立案日期,结案日期,结案方式,适用程序\n"
        f"{NUMBER},民一庭,2031-03-04,2031-05-20,判决,简易程序\n",
        encoding="utf-8",
    )
    return path


def rehearsed(workspace: Workspace, *paths: Path) -> ImportRehearsal:
    return rehearse_import(workspace, paths, day=DAY, with_effects=False)


def cases(workspace: Workspace) -> pl.DataFrame:
    return dated_version(workspace, workspace.snapshots.latest()).facts["case"]


def test_lines_that_hold_texts_are_documents(workspace: Workspace, tmp_path: Path) -> None:
    read = read_files(workspace, [lines_file(tmp_path, judgment())])
    assert read.is_documents
    assert read.batch.tables["case"]["case_number"].to_list() == [NUMBER]


def test_documents_and_tables_are_not_one_import(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(RequestError) as caught:
        read_files(workspace, [register(tmp_path), lines_file(tmp_path, judgment())])
    assert caught.value.code == "import.mixed"
    assert caught.value.fields == {"documents": "文书.jsonl", "tables": "案件.csv"}
    for lang in ("zh", "en"):
        told = workspace.texts(lang).error(caught.value)
        assert "文书.jsonl" in told
        assert "案件.csv" in told


def test_a_judgment_without_filing_date_is_kept_and_its_limit_has_no_start(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = lines_file(tmp_path, judgment(SILENT))
    version = commit_import(workspace, rehearsed(workspace, file), at=AT)

    state = dated_version(workspace, version)
    assert state.facts["case"]["filed_on"].to_list() == [None]
    assert state.deadlines.frame["limit_status"].to_list() == ["start_unknown"]


def test_a_judgment_without_day_of_decision_waits_in_quarantine(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A judgment is no pending case, so it may not stand open in the store."""
    undated = judgment(number=UNDATED, signed=f"{SIGNED}××日")
    found = rehearsed(workspace, lines_file(tmp_path, judgment(), undated)).rehearsal

    assert sum(found.rows_read.values()) == 2
    assert sum(found.rows_rejected.values()) == 1
    assert found.issues.select("rule", "severity", "row", "column").rows() == [
        ("missing_required", "rejected", 2, "结案日期")
    ]


def test_a_document_takes_nothing_from_what_the_store_knows(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The register knows division and filing date; the text adds cause and bench."""
    commit_import(workspace, rehearsed(workspace, register(tmp_path)), at=AT)
    commit_import(workspace, rehearsed(workspace, lines_file(tmp_path, judgment(SILENT))), at=AT)

    case = cases(workspace).row(0, named=True)
    assert (case["division"], case["filed_on"]) == ("民一庭", date(2031, 3, 4))
    assert case["cause"] == "买卖合同纠纷"
    assert cases(workspace).height == 1


def test_what_a_document_states_otherwise_is_a_change_to_be_seen(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The register says 4 March, the text 5 March."""
    commit_import(workspace, rehearsed(workspace, register(tmp_path)), at=AT)
    found = rehearsed(workspace, lines_file(tmp_path, judgment()))

    shown = found.rehearsal.tables["case"].examples
    filed = shown.filter(pl.col("column") == "filed_on")
    assert filed.select("before", "after").rows() == [("2031-03-04", "2031-03-05")]


def test_hearings_of_a_document_join_the_stored_events(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Read twice, the hearing of 8 April is there once, beside the service of 10 March."""
    commit_import(workspace, rehearsed(workspace, register(tmp_path)), at=AT)
    served = tmp_path / "送达.csv"
    served.write_text(f"案号,事件,日期\n{NUMBER},送达,2031-03-10\n", encoding="utf-8")
    commit_import(workspace, rehearsed(workspace, served), at=AT)
    document = lines_file(tmp_path, judgment(HEARD))
    commit_import(workspace, rehearsed(workspace, document), at=AT)

    again = rehearsed(workspace, document)
    events = dated_version(workspace, workspace.snapshots.latest()).facts["event"]
    days = sorted(events["happened_on"].to_list())
    assert days == [date(2031, 3, 10), date(2031, 4, 8)]
    assert not again.rehearsal.has_changes
