"""The commands as a user types them: what they print, how they end, what they leave behind."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.sample_store import SampleStore, new_store, shared_store
from tuobo.cli import main
from tuobo.core.errors import TuoboError


def tuobo(
    store: SampleStore | Path, *words: str, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    """Run the program; exit code, standard output, error output."""
    folder = store.folder / "store" if isinstance(store, SampleStore) else store
    code = main.run(["--store", str(folder), *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_check_prints_figures_with_their_counts_and_the_data_version(
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = shared_store()
    code, out, _ = tuobo(store, "check", capsys=capsys)
    assert code == 0
    assert "审限内结案率" in out
    assert store.version.id in out
    assert "closed_to_new_ratio" not in out


def test_check_writes_page_and_workbook_with_all_cases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, book = tmp_path / "out" / "h.html", tmp_path / "out" / "h.xlsx"
    code, _, _ = tuobo(
        shared_store(), "check", "--html", str(page), "--xlsx", str(book), capsys=capsys
    )
    assert code == 0
    html = page.read_text(encoding="utf-8")
    assert "恒安区人民法院" in html
    assert "审限监督" in html
    workbook = openpyxl.load_workbook(book, read_only=True)
    assert "案件" in workbook.sheetnames
    workbook.close()


def test_rows_and_why_tell_the_same_case(capsys: pytest.CaptureFixture[str]) -> None:
    store = shared_store()
    _, out, _ = tuobo(
        store, "indicators", "rows", "resolved_cases", "--period", "2025", "--limit", "1",
        capsys=capsys,
    )  # fmt: skip
    number = next(word for word in out.split() if word.startswith("（20"))
    narrow = number.replace("（", "(").replace("）", ")")
    code, told, _ = tuobo(store, "indicators", "why", narrow, "resolved_cases", capsys=capsys)
    assert code == 0
    assert number in told
    assert "✓" in told


def test_the_computation_sheet_names_article_and_deadline(
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = shared_store()
    _, out, _ = tuobo(store, "limits", "board", "--limit", "1", capsys=capsys)
    number = next(word for word in out.split() if word.startswith("（20"))
    code, sheet, _ = tuobo(store, "limits", "show", number, capsys=capsys)
    assert code == 0
    assert "审限计算单" in sheet
    assert "届满日" in sheet


def test_an_unknown_case_is_answered_with_a_sentence_and_exit_code_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, err = tuobo(
        shared_store(), "indicators", "why", "（2025）辽9901民初999999号", "resolved_cases",
        capsys=capsys,
    )  # fmt: skip
    assert code == 2
    assert "[indicator.no_such_case]" in err


def test_a_wrong_option_is_explained_with_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = tuobo(shared_store(), "check", "--perod", "2025", capsys=capsys)
    assert code == 2
    assert "--period" in err


def test_an_empty_store_says_what_to_do_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = tuobo(tmp_path / "nothing", "check", capsys=capsys)
    assert code == 5
    assert "tuobo import commit" in err


def test_errors_come_in_english_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = tuobo(tmp_path / "nothing", "--lang", "en", "check", capsys=capsys)
    assert code == 5
    assert "Run tuobo import commit" in err


def test_import_commit_history_and_undo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = new_store()
    late = tmp_path / "late.csv"
    late.write_text("案号,立案日期\n（2025）辽9901民初990001号,2025-03-03\n", encoding="utf-8")
    code, out, _ = tuobo(
        store, "import", "commit", str(late), "--day", "2025-12-31", "--note", "补报",
        capsys=capsys,
    )  # fmt: skip
    assert code == 0
    assert "数据版本 2-" in out
    code, out, _ = tuobo(store, "import", "undo", capsys=capsys)
    assert code == 0
    assert "版本 1" in out
    _, out, _ = tuobo(store, "import", "history", capsys=capsys)
    assert out.count("导入") >= 2
    assert "撤回至 1" in out


def test_limits_compute_answers_one_json_line_a_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Worked example 1: 民初 ordinary, filed 2026-01-15, six months → 2026-07-15, a Wednesday."""
    lines = tmp_path / "cases.jsonl"
    case = {
        "case_number": "（2026）辽9901民初1号",
        "case_word": "民初",
        "procedure": "ordinary",
        "filed_on": "2026-01-15",
    }
    lines.write_text(json.dumps(case, ensure_ascii=False) + "\n{\n", encoding="utf-8")
    code, out, _ = tuobo(
        tmp_path, "limits", "compute", str(lines), "--day", "2026-03-01", capsys=capsys
    )
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert answers[0]["due_on"] == "2026-07-15"
    assert answers[0]["due_plain_on"] == "2026-07-15"
    assert answers[0]["steps"]
    assert "error" in answers[1]


def test_nodes_are_counted_by_status_and_listed_on_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = shared_store()
    code, out, _ = tuobo(store, "limits", "nodes", capsys=capsys)
    assert code == 0
    assert "按期" in out
    assert "FILE-CIV@1" in out
    code, out, _ = tuobo(
        store, "limits", "nodes", "--node", "FILE-CIV", "--limit", "2", capsys=capsys
    )
    assert code == 0
    assert out.count("（20") == 2


def test_limits_schema_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = tuobo(tmp_path, "limits", "schema", capsys=capsys)
    assert code == 0
    assert "case_number" in json.dumps(json.loads(out))


def test_indicators_schema_names_every_table_and_its_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = tuobo(tmp_path, "indicators", "schema", capsys=capsys)
    tables = json.loads(out)
    assert {"case", "interval", "deadline"} <= set(tables)
    assert "small_claims" in tables["case"]["properties"]["procedure"]["enum"]
    assert "filed_on" in tables["case"]["required"]


def test_indicators_compute_reads_a_folder_of_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two filed, one closed in 2025: closing counts 1, filing 2."""
    cases = [
        {"case_number": "a", "court": "辽9901", "case_word": "民初", "domain": "civil",
         "instance": "first", "filed_on": "2025-02-01", "closed_on": "2025-03-01"},
        {"case_number": "b", "court": "辽9901", "case_word": "民初", "domain": "civil",
         "instance": "first", "filed_on": "2025-02-01", "closed_on": None},
    ]  # fmt: skip
    text = "\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (tmp_path / "case.jsonl").write_text(text, encoding="utf-8")
    code, out, _ = tuobo(
        tmp_path, "indicators", "compute", str(tmp_path), "--period", "2025",
        "--indicator", "resolved_cases", "--indicator", "incoming_cases", capsys=capsys,
    )  # fmt: skip
    answers = {one["indicator"]: one for one in map(json.loads, out.splitlines())}
    assert code == 0
    assert {name.split("@")[0]: one["count"] for name, one in answers.items()} == {
        "resolved_cases": 1,
        "incoming_cases": 2,
    }


def test_content_check_counts_the_definitions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = tuobo(tmp_path, "content", "check", capsys=capsys)
    assert code == 0
    assert "indicators" in out


def test_every_error_of_ours_has_a_non_zero_exit_code() -> None:
    kinds = [TuoboError]
    for kind in kinds:
        assert kind.exit_code > 0
        kinds += kind.__subclasses__()
