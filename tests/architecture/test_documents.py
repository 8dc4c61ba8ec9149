"""What the documents say is there: links lead somewhere, commands exist, no foreign address."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command

from tuobo.cli.main import app
from tuobo.core.content import Content
from tuobo.operations.write_reference import reference_pages

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
REFERENCE = sorted((ROOT / "docs" / "reference").iterdir())
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)\)")
COMMAND = re.compile(r"(?:^|`)(?:\.venv/bin/)?tuobo ([a-z][a-z -]*[a-z])")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:")):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_commands_that_are_named_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    root = get_command(app)
    for line in COMMAND.findall(text):
        command = root
        for word in line.split():
            children = getattr(command, "commands", None)
            if not children:
                break
            assert word in children, line
            command = children[word]


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in PAGES:
        for target in re.findall(r"`make ([a-z-]+)`", page.read_text(encoding="utf-8")):
            assert target in targets, (page.name, target)


@cache
def _generated() -> dict[str, str]:
    """All pages, written once for all tests of them."""
    return dict(reference_pages(Content()))


def test_the_reference_has_the_pages_that_are_generated() -> None:
    """If this fails, run `make docs` and commit the result."""
    assert {path.name for path in REFERENCE} == set(_generated())


@pytest.mark.parametrize("page", REFERENCE, ids=lambda page: page.name)
def test_the_generated_reference_is_up_to_date(page: Path) -> None:
    """If this fails, run `make docs` and commit the result."""
    assert page.read_text(encoding="utf-8") == _generated()[page.name]


def test_locks_name_no_host_and_carry_hashes() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index-url" not in text
        pins = re.findall(r"^[a-z0-9A-Z._-]+==\S+", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
