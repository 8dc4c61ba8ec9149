"""Documents as a batch: rows, places, issues and evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.engines.intake.documents.invented import appeal, judgment
from tuobo.core.content import Content
from tuobo.core.errors import DataError
from tuobo.core.facts import FactSchema
from tuobo.engines.intake.batch import ROW, SHEET
from tuobo.engines.intake.documents import DocumentBatch, is_document_file, read_documents

TEXT = judgment(
    "本院于2031年3月5日立案后，依法适用简易程序，于2031年4月2日公开开庭进行了审理，"
    "2031年4月20日裁定转为普通程序，"
)


@pytest.fixture(scope="module")
def batch(content: Content) -> DocumentBatch:
    lines = [{"docId": "d1", "text": TEXT}, {"docId": "d2", "text": "没有案号的文字"}]
    return read_documents(lines, content=content)


def evidence(batch: DocumentBatch, field: str) -> dict[str, object]:
    rows = batch.evidence.filter(pl.col(SHEET) == "d1", pl.col("field") == field)
    return rows.row(0, named=True)


def test_a_document_becomes_one_row_of_the_case_table(
    batch: DocumentBatch, content: Content
) -> None:
    cases = batch.tables["case"]
    row = cases.row(0, named=True)

    assert set(FactSchema.of(content)["case"].polars_schema) | {SHEET, ROW} == set(cases.columns)
    assert {name: row[name] for name in ("case_number", "court", "case_word", "case_year")} == {
        "case_number": "（2031）辽9901民初123号",
        "court": "辽9901",
        "case_word": "民初",
        "case_year": 2031,
    }
    assert (row["domain"], row["instance"], row["procedure"]) == ("civil", "first", "ordinary")
    assert (row["filed_on"], row["closed_on"]) == (date(2031, 3, 5), date(2031, 5, 20))
    assert (row["closing_way"], row["cause"]) == ("judgment", "买卖合同纠纷")
    assert (row[SHEET], row[ROW]) == ("d1", 1)


def test_hearings_and_dated_conversions_become_events(batch: DocumentBatch) -> None:
    events = batch.tables["event"].select("kind", "happened_on", "from_value", "to_value").rows()

    assert events == [
        ("hearing", date(2031, 4, 2), None, None),
        ("conversion", date(2031, 4, 20), "simplified", "ordinary"),
    ]


def test_a_document_without_number_is_rejected_and_the_count_adds_up(
    batch: DocumentBatch,
) -> None:
    assert batch.rows_read == {"d1": 1, "d2": 1}
    assert batch.rows_rejected == {"d1": 0, "d2": 1}
    assert batch.rows_kept == {"d1": 1, "d2": 0}
    assert batch.issues["rule"].to_list() == ["missing_required"]
    assert "documents.no_case_number" in batch.issues["found"][0]


def test_every_field_shows_the_words_that_it_was_read_from(batch: DocumentBatch) -> None:
    filed = evidence(batch, "filed_on")

    assert filed["quote"] == "2031年3月5日立案"
    assert filed["value"] == "2031-03-05"
    assert filed["certainty"] == "stated"


def test_what_is_not_stated_is_said_to_be_not_stated(batch: DocumentBatch) -> None:
    accepted = evidence(batch, "accepted_on")

    assert (accepted["certainty"], accepted["value"]) == ("not_stated", None)


def test_quotations_hide_persons(content: Content) -> None:
    text = judgment("本院立案后，依法由审判员孙编造独任审判，").replace("2031", "2021")
    ruling = judgment(title="民 事 裁 定 书", operative="裁定如下：准许原告赵示例撤回起诉。")
    found = read_documents([{"text": text}, {"text": ruling}], content=content).evidence

    quotes = "".join(found["quote"])
    assert "独任" in quotes
    assert "准许原告赵某甲撤回起诉" in quotes
    assert "赵示例" not in quotes
    assert "孙编造" not in quotes


def test_an_appeal_carries_its_outcome_and_the_number_below(content: Content) -> None:
    text = appeal("判决如下：驳回上诉，维持原判。")
    row = read_documents([{"text": text}], content=content).tables["case"].row(0, named=True)

    assert row["appeal_outcome"] == "upheld"
    assert row["origin_case_number"] == "（2030）辽9901民初88号"
    assert row["appeal_object"] == "judgment"
    assert row["panel"] is True


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, content: Content) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text(TEXT, encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7")

    found = read_documents([good, bad], content=content)

    assert found.tables["case"].height == 1
    assert found.rows_rejected == {"good.txt": 0, "bad.pdf": 1}
    assert "documents.pdf" in found.issues["found"][0]


def test_if_no_file_can_be_read_the_first_error_is_raised(tmp_path: Path, content: Content) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7")

    with pytest.raises(DataError) as caught:
        read_documents([bad], content=content)

    assert caught.value.code == "documents.pdf"


def test_the_batch_stays_a_document_batch_when_checks_add_issues(batch: DocumentBatch) -> None:
    assert isinstance(batch.with_issues(batch.issues), DocumentBatch)


@pytest.mark.parametrize(
    ("name", "data", "is_document"),
    [
        ("a.docx", "", True),
        ("a.txt", "", True),
        ("a.html", "", True),
        ("a.xlsx", "", False),
        ("a.jsonl", '{"docId": "d1", "full_text": "文字"}', True),
        ("a.jsonl", '{"case_number": "（2031）辽9901民初123号"}', False),
        ("a.jsonl", "", False),
    ],
)
def test_files_of_documents_are_told_from_files_of_rows(
    tmp_path: Path, content: Content, name: str, data: str, *, is_document: bool
) -> None:
    path = tmp_path / name
    path.write_text(data, encoding="utf-8")

    assert is_document_file(path, content=content) is is_document
