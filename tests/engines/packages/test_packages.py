"""A package that anybody has touched is told from one that nobody has."""

from __future__ import annotations

import stat
from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.packages import ABOUT
from tuobo.core.errors import DataError
from tuobo.engines.packages import (
    FlawKind,
    fingerprint_of,
    package_bytes,
    signing_key,
    verify_package,
)
from tuobo.engines.packages.archive import archive_of

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
FILES = {"README.txt": "说明".encode(), "自查/report.docx": b"PK word", "figures.json": b"{}"}
MADE = package_bytes(FILES, ABOUT, KEY)


def kinds(content: bytes, fingerprint: str = "") -> list[FlawKind]:
    return [one.kind for one in verify_package(content, fingerprint=fingerprint).flaws]


def opened(content: bytes, folder: Path) -> dict[str, bytes]:
    path = folder / "package.zip"
    path.write_bytes(content)
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_untouched_package_holds_and_says_what_it_is_about() -> None:
    found = verify_package(MADE.content)
    assert found.holds
    assert found.about == ABOUT
    assert found.files == tuple(sorted(FILES))
    public = KEY.public_key().public_bytes_raw()
    assert found.fingerprint == MADE.fingerprint == fingerprint_of(public)


def test_the_same_files_give_the_same_package() -> None:
    assert package_bytes(dict(reversed(FILES.items())), ABOUT, KEY).content == MADE.content


@given(at=st.integers(0, len(MADE.content) - 1), mask=st.integers(1, 255))
def test_no_byte_can_be_changed_unseen(at: int, mask: int) -> None:
    content = bytearray(MADE.content)
    content[at] ^= mask
    assert not verify_package(bytes(content)).holds


@given(cut=st.integers(0, len(MADE.content) - 1), more=st.binary(min_size=1, max_size=40))
def test_nothing_can_be_cut_off_or_added(cut: int, more: bytes) -> None:
    assert not verify_package(MADE.content[:cut]).holds
    assert not verify_package(MADE.content + more).holds
    assert not verify_package(more + MADE.content).holds


@given(st.binary(max_size=200))
def test_any_bytes_at_all_get_an_answer(content: bytes) -> None:
    assert kinds(content) == [FlawKind.UNREADABLE]


def test_each_thing_that_was_done_to_a_file_is_named(tmp_path: Path) -> None:
    files = opened(MADE.content, tmp_path)
    files["figures.json"] = b"[]"
    files["more.txt"] = b"?"
    del files["README.txt"]
    found = verify_package(archive_of(files)).flaws
    assert [(one.kind, one.file) for one in found] == [
        (FlawKind.MISSING, "README.txt"),
        (FlawKind.CHANGED, "figures.json"),
        (FlawKind.EXTRA, "more.txt"),
    ]


def test_a_package_signed_anew_by_another_key_is_told_by_its_fingerprint() -> None:
    forged = package_bytes({**FILES, "figures.json": b"[]"}, ABOUT, OTHER).content
    assert kinds(forged) == []
    assert kinds(forged, MADE.fingerprint) == [FlawKind.OTHER_KEY]
    assert kinds(MADE.content, MADE.fingerprint.upper().replace(" ", "")) == []


def test_a_list_that_was_written_anew_lacks_its_signature(tmp_path: Path) -> None:
    files = opened(MADE.content, tmp_path)
    other = opened(package_bytes({**FILES, "a": b""}, ABOUT, KEY).content, tmp_path)
    mixed = {**other, "SIGNATURE": files["SIGNATURE"]}
    assert kinds(archive_of(mixed)) == [FlawKind.SIGNATURE]


def test_an_archive_without_a_list_is_no_package() -> None:
    assert kinds(archive_of(FILES)) == [FlawKind.NO_MANIFEST]
    assert kinds(archive_of({"MANIFEST.json": b"[1]"})) == [FlawKind.NO_MANIFEST]


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "signing.pem"
    first = signing_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert signing_key(path).private_bytes_raw() == first.private_bytes_raw()
    assert [one.name for one in path.parent.iterdir()] == ["signing.pem"]


def test_a_file_that_holds_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "signing.pem"
    path.write_text("no key")
    with pytest.raises(DataError) as caught:
        signing_key(path)
    assert caught.value.code == "package.no_key"
