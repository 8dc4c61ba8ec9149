"""The key file of second factors: made once, owner only, one key a line, refused when wrong."""

from __future__ import annotations

import stat
from base64 import b64encode
from pathlib import Path

import pytest

from tuobo.config.environment import Environment, make_factor_key_file
from tuobo.core.errors import DefinitionError

KEYS = "keys/second-factor.key"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUOBO_STORE", str(tmp_path))
    monkeypatch.delenv("TUOBO_FACTOR_KEYS", raising=False)
    return tmp_path


def test_it_is_made_once_and_only_its_owner_reads_it(store: Path) -> None:
    assert Environment.read().factor_keys == ()
    make_factor_key_file(store)
    (key,) = Environment.read().factor_keys
    make_factor_key_file(store)

    assert Environment.read().factor_keys == (key,)
    assert len(key) == 32
    assert stat.S_IMODE((store / KEYS).stat().st_mode) == 0o600


def test_a_new_key_above_the_old_one_comes_first(store: Path) -> None:
    make_factor_key_file(store)
    (old,) = Environment.read().factor_keys
    new = b"n" * 32
    (store / KEYS).write_bytes(b64encode(new) + b"\n" + b64encode(old) + b"\n")

    assert Environment.read().factor_keys == (new, old)


def test_it_may_lie_elsewhere(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUOBO_FACTOR_KEYS", str(store / "apart" / "factor.key"))
    make_factor_key_file(store)

    assert (store / "apart" / "factor.key").is_file()
    assert len(Environment.read().factor_keys) == 1


@pytest.mark.parametrize("text", ["no base64!", b64encode(b"short").decode()])
def test_a_wrong_file_is_refused_by_name(store: Path, text: str) -> None:
    (store / "keys").mkdir()
    (store / KEYS).write_text(text, encoding="utf-8")

    with pytest.raises(DefinitionError) as caught:
        Environment.read()
    assert caught.value.code == "second_factor.wrong_key_file"
