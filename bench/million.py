"""The store of a million cases that the benches of the desk share, kept between runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bench.facts import AS_OF, facts_folder
from tuobo.engines.intake import Entry
from tuobo.operations.serve_version import build, is_served
from tuobo.operations.workspace import Workspace

_AT = datetime(2026, 1, 5, tzinfo=UTC)


def million_store() -> Path:
    """A store of a million cases with their deadlines."""
    store = Path("out") / "bench" / "docket-store"
    workspace = Workspace.open(store)
    if workspace.snapshots.latest().is_empty:
        entry = Entry(as_of=AS_OF, at=_AT, who="bench", source="national")
        workspace.snapshots.adopt(facts_folder("small"), workspace.schema, entry)
    return store


def served_million() -> Path:
    """The same, its docket and served build made, so that a desk can open it at once."""
    store = million_store()
    workspace = Workspace.open(store)
    version = workspace.snapshots.latest()
    if not is_served(workspace, version):
        build(workspace, version)
    return store
