"""`tuobo report check`: exit codes, JSON and words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tuobo.cli import report
from tuobo.cli.session import Session
from tuobo.core.errors import DataError


def _run(folder: Path, text: str, *arguments: str, lang: str = "zh"):  # type: ignore[no-untyped-def]  # noqa: ANN202
    path = folder / "draft.txt"
    path.write_text(text, encoding="utf-8")
    session = Session(folder / "store", lang)
    return CliRunner().invoke(report.app, ["check", str(path), *arguments], obj=session)


def test_a_clean_draft_ends_with_0(tmp_path: Path) -> None:
    done = _run(tmp_path, "审结3件。")
    assert done.exit_code == 0
    assert "没有发现问题" in done.output


def test_errors_end_with_1_and_warnings_with_0(tmp_path: Path) -> None:
    assert _run(tmp_path, "审结XX件。").exit_code == 1
    assert _run(tmp_path, "效率明显提升。").exit_code == 0


def test_a_finding_is_told_with_place_quotation_reason_correction_and_source(
    tmp_path: Path,
) -> None:
    done = _run(tmp_path, "一、情况\n新收152件，审结140件，结收比92.12%。")
    for part in ("第2段", "“92.12%”", "140/152", "改为：92.11%", "依据："):
        assert part in done.output


def test_english_is_spoken_when_asked(tmp_path: Path) -> None:
    assert "para. 1" in _run(tmp_path, "审结XX件。", lang="en").output


def test_machines_get_json(tmp_path: Path) -> None:
    done = _run(tmp_path, "审结XX件,结案[1]件。", "--json")
    told = json.loads(done.output)
    assert told["counts"] == {"error": 1, "warning": 1, "hint": 0}
    assert [one["rule"] for one in told["findings"]] == ["punctuation", "placeholder"]


def test_an_unreadable_draft_ends_in_its_error(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(DataError) as raised:
        CliRunner().invoke(
            report.app, ["check", str(path)], obj=Session(tmp_path), catch_exceptions=False
        )
    assert (raised.value.code, raised.value.exit_code) == ("draft.pdf", 4)
