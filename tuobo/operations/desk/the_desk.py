"""The desk of this process: one for a store and its content, shared by all threads and pages.

It lives as long as the process; whoever asks gives the folder and the content in use, so that
nothing here knows of settings.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from tuobo.core.content import Content
from tuobo.operations.desk.open_desk import Desk
from tuobo.operations.workspace import Workspace

_DESKS: dict[tuple[Path, Content], Desk] = {}
_LOCK = Lock()


def the_desk(store: Path, content: Content) -> Desk:
    """The desk of a store; made when it is first asked for, always the same afterwards."""
    with _LOCK:
        found = _DESKS.get((store, content))
        if found is None:
            found = _DESKS[store, content] = Desk(Workspace(store, content))
        return found
