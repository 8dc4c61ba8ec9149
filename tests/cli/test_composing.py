"""`tuobo report`: compose, verify, diff, publish and list as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import tuobo
from tests.sample_store import new_store, shared_store


def test_a_report_is_composed_written_verified_published_and_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = new_store()
    files = [tmp_path / f"简报.{ending}" for ending in ("docx", "html", "json")]
    written = [word for path in files for word in ("--out", str(path))]
    code, out, _ = tuobo(
        store, "report", "compose", "briefing", "--period", "2025-11",
        "--number", "恒法〔2025〕3号", "--day", "2025-12-03", *written, capsys=capsys,
    )  # fmt: skip
    assert code == 0
    assert "草稿 briefing-001" in out
    assert "待填0处" in out
    assert store.version.id in out
    assert all(path.stat().st_size > 1000 for path in files)
    for named in (*files[::2], "briefing-001"):
        code, out, _ = tuobo(store, "report", "verify", str(named), capsys=capsys)
        assert code == 0
        assert "被改动0，位置已删0，无法重算0" in out
    code, out, _ = tuobo(store, "report", "diff", "briefing-001", str(files[0]), capsys=capsys)
    assert "数字没有差别" in out
    code, out, _ = tuobo(store, "report", "publish", "briefing-001", capsys=capsys)
    assert code == 0
    assert "已发布" in out
    code, out, err = tuobo(store, "report", "publish", "briefing-001", capsys=capsys)
    assert code == 5
    assert "--corrects briefing-001" in err
    code, out, _ = tuobo(store, "report", "list", capsys=capsys)
    assert "briefing-001" in out
    assert "已发布" in out


def test_gaps_are_listed_at_the_end_of_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    store = new_store()
    _, out, _ = tuobo(
        store, "report", "compose", "special_report", "--period", "2025H2", capsys=capsys
    )
    assert "【待填：主送机关】" in out
    assert "【待填：审限内结案率较基线（没有给定基线期）】" in out


def test_a_figure_altered_by_hand_ends_in_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = shared_store()
    path = tmp_path / "报告.json"
    tuobo(
        store, "report", "compose", "briefing", "--period", "2025-11", "--out", str(path),
        capsys=capsys,
    )  # fmt: skip
    frozen = json.loads(path.read_text(encoding="utf-8"))
    frozen["passports"][0]["text"] = "9999"
    path.write_text(json.dumps(frozen, ensure_ascii=False), encoding="utf-8")
    code, out, _ = tuobo(store, "report", "verify", str(path), "--json", capsys=capsys)
    told = json.loads(out)
    assert code == 1
    assert told["holds"] is False
    assert told["counts"]["altered"] >= 1
    assert told["figures"][0]["printed"] == "9999"


def test_a_file_of_an_unknown_kind_is_refused_before_anything_is_kept(
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = new_store()
    code, _, err = tuobo(store, "report", "compose", "briefing", "--out", "简报.odt", capsys=capsys)
    assert code == 2
    assert ".docx" in err
    assert not (store.folder / "store" / "reports").exists()


def test_the_outlines_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = tuobo(shared_store(), "report", "outlines", capsys=capsys)
    assert code == 0
    assert "special_report" in out
    assert "审限督查通报" in out


def test_an_unknown_outline_is_answered_with_a_suggestion(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, err = tuobo(shared_store(), "report", "compose", "specialreport", capsys=capsys)
    assert code == 2
    assert "special_report" in err
