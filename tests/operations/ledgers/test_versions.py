"""A new version of a ledger: old entries stay as they are until somebody touches them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk_cast import Desk
from tests.ledger_desk import OVERLAY, Ledgers, made, moved
from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.entry_page import entry_page, read_entry
from tuobo.operations.ledgers.given import Given
from tuobo.operations.ledgers.writing import edit_entry
from tuobo.records.ledgers.queries import history
from tuobo.records.ledgers.rows import replayed

MIGRATION = """migration:
  rename: {story: told}
  values: {kind: {big: great}}
  states: {asked: applied}
"""


@pytest.fixture
def newer(tmp_path: Path) -> Content:
    """The same ledgers with a second version of errands, which renames a field and a state."""
    folder = tmp_path / "overlay" / "ledgers"
    folder.mkdir(parents=True)
    old = (OVERLAY / "ledgers" / "errand.yaml").read_text(encoding="utf-8")
    new = old.replace("version: 1", "version: 2").replace("{id: story,", "{id: told,")
    new = new.replace("{code: big,", "{code: great,").replace("is: big", "is: great")
    new = new.replace("asked", "applied") + MIGRATION
    (folder / "errand.yaml").write_text(old, encoding="utf-8")
    (folder / "errand2.yaml").write_text(new, encoding="utf-8")
    talk = (OVERLAY / "ledgers" / "talk.yaml").read_text(encoding="utf-8")
    (folder / "talk.yaml").write_text(talk, encoding="utf-8")
    return Content().with_overlay(tmp_path / "overlay")


def test_an_entry_keeps_its_version_until_it_is_touched_and_loses_nothing_then(
    desk: Desk, ledgers: Ledgers, newer: Content
) -> None:
    head = ledgers("division_head")
    entry = made(desk, head, story="经过", kind="大", result="已完成")
    moved(head, entry, "ask")
    after: LedgerDesk = replace(head, content=newer)

    shown = entry_page(after, read_entry(after, "errand", entry.pk), Texts(newer))
    entry.refresh_from_db()
    assert (entry.version, entry.state) == (1, "asked")
    assert (shown.is_old_version, shown.state) == (True, "applied")
    told = {line.id: line.shown[0].text for part in shown.parts for line in part.filled}
    assert (told["told"], told["kind"]) == ("经过", "大")

    written = edit_entry(after, entry=entry.pk, given=Given(raw={"what": "改名"}, revision=2))

    assert written.is_kept
    entry.refresh_from_db()
    assert (entry.version, entry.state, entry.revision) == (2, "applied", 4)
    assert entry.values["told"] == "经过"
    assert entry.values["kind"] == "great"
    assert "story" not in entry.values
    life = history(entry)
    assert [one.event for one in life] == ["create", "ask", "+migrate", "+edit"]
    assert replayed(life) == ("applied", entry.values)
