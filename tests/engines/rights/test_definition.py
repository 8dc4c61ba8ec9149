"""Wrong files of rights are refused before anybody is let in by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError
from tuobo.engines.rights import Policy

SOURCE = "source: {text: x, level: proposal, mark: P, checked_on: 2026-11-26, owner: y}"
RIGHTS = """
rights:
  - {right: lamps.see, names: {zh: 看灯, en: See lamps}}
  - {right: keys.keep, kind: administration, names: {zh: 管钥匙, en: Keep keys}}
"""


def _policy(folder: Path, roles: str) -> Policy:
    (folder / "rights").mkdir()
    path = folder / "rights" / "rights.yaml"
    path.write_text(f"{RIGHTS}roles:\n{roles}", encoding="utf-8")
    return Policy.of(Content((folder,)))


def _role(kind: str, grants: str, more: str = "") -> str:
    told = f"role: guard, names: {{zh: 守, en: G}}, kind: {kind}, grants: {grants}, {more}{SOURCE}"
    return f"  - {{{told}}}\n"


def test_a_role_of_the_business_may_not_hold_a_right_of_the_administration(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        _policy(tmp_path, _role("business", "{court: [keys.keep]}"))
    assert caught.value.code == "rights.kind"


def test_a_role_of_the_administration_reaches_no_court(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        _policy(tmp_path, _role("administration", "{court: [keys.keep]}"))
    assert caught.value.code == "content.invalid"


def test_a_right_that_is_misspelt_is_found_when_the_file_is_read(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        _policy(tmp_path, _role("business", "{court: [lamp.see]}"))
    assert (caught.value.code, caught.value.fields["suggestion"]) == (
        "rights.no_right",
        "lamps.see",
    )


def test_a_role_cannot_exclude_one_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        _policy(tmp_path, _role("business", "{court: [lamps.see]}", "excludes: [thief], "))
    assert (caught.value.code, caught.value.fields["role"]) == ("rights.no_role", "thief")


def test_a_role_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    one = _role("business", "{court: [lamps.see]}")
    with pytest.raises(DefinitionError) as caught:
        _policy(tmp_path, one + one)
    assert caught.value.code == "content.twice"
