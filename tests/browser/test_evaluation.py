"""A package is checked in the browser, and the pages of the evaluation can be used by all."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf, Shot
from tests.packages import ABOUT
from tuobo.engines.packages import package_bytes


def changed(package: bytes, name: str, content: bytes) -> bytes:
    """The same archive, whole as such, with other content in one file."""
    made = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(made, "w") as new:
        for one in old.infolist():
            new.writestr(one, content if one.filename == name else old.read(one))
    return made.getvalue()


def test_a_package_is_checked_by_dropping_it(
    page_of: PageOf, shot: Shot, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    made = package_bytes({"README.txt": b"?"}, ABOUT, Ed25519PrivateKey.generate())
    whole, broken = tmp_path / "whole.zip", tmp_path / "broken.zip"
    whole.write_bytes(made.content)
    broken.write_bytes(changed(made.content, "README.txt", b"!"))
    page = page_of("yuanzhang")
    page.goto("/evaluation/check/")
    axe(page)
    for path, told in ((whole, "核验通过"), (broken, "README.txt 被改过")):
        page.set_input_files("input[name=package]", path)
        page.get_by_role("button", name="核验", exact=True).click()
        expect(page.locator("main")).to_contain_text(told)
    shot(page, "package-broken")


def test_dossier_and_evaluation_can_be_used_by_all(
    page_of: PageOf, shot: Shot, axe: Callable[[Page], None]
) -> None:
    for width in (1366, 390):
        page = page_of("yuanzhang", width=width)
        for address, name in (("/dossier/", "dossier"), ("/evaluation/", "evaluation")):
            page.goto(address)
            axe(page)
            shot(page, f"{name}-{width}")
