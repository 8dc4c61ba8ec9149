"""Checks a draft that somebody drops on the page: read, checked, forgotten. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tuobo.core.errors import DataError
from tuobo.operations.check_draft import DraftReport, check_draft_file
from tuobo.operations.imports_desk.kept_files import safe_name
from tuobo.operations.workspace import Workspace


def check_dropped(
    workspace: Workspace, name: str, pieces: Iterable[bytes], *, most: int
) -> DraftReport:
    """The findings of a file as a browser sends it; DataError if it cannot be read."""
    with TemporaryDirectory(prefix="tuobo-draft-") as folder:
        path = Path(folder) / safe_name(name)
        size = 0
        with path.open("wb") as file:
            for piece in pieces:
                size += len(piece)
                if size > most:
                    raise DataError(
                        "draft.too_large", file=path.name, size=size // 2**20, most=most // 2**20
                    )
                file.write(piece)
        return check_draft_file(path, workspace.content)
