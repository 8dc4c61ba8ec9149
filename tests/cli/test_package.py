"""`tuobo package verify` needs no store, and its exit code says whether a package holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.packages import ABOUT
from tuobo.cli.main import run
from tuobo.engines.packages import package_bytes

MADE = package_bytes({"README.txt": b"?"}, ABOUT, Ed25519PrivateKey.generate())


def test_a_whole_package_is_told_with_what_it_is_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(MADE.content)
    assert run(["package", "verify", str(path), "--fingerprint", MADE.fingerprint]) == 0
    told = capsys.readouterr().out
    assert "核验通过" in told
    assert MADE.fingerprint in told


def test_a_changed_package_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(MADE.content.replace(b"?", b"!", 1))
    assert run(["package", "verify", str(path)]) == 1
    assert "核验不通过" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["package", "verify", str(tmp_path / "none.zip")]) == 4
    assert "none.zip" in capsys.readouterr().err
