"""Loads what pages need before somebody asks for them: definitions, sentences, the open data.

Nothing is computed that depends on who looks. What fails here fails again, and is told, on the
page that needs it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from tuobo.core.content import Content
from tuobo.core.errors import TuoboError
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.ledgers.books import book_in_use


def warm(store: Path, content: Content) -> None:
    """Open the desk of this process and read what its first pages read."""
    desk = the_desk(store, content)
    for lang in ("zh", "en"):
        desk.texts(lang)
    with suppress(TuoboError, OSError), desk.now() as opened:
        opened.docket.key_rows()
        workspace = opened.workspace
        workspace.limits.checkpoints, workspace.calendar, workspace.finding_rules  # noqa: B018
    with suppress(TuoboError):
        book_in_use(content)
