"""Reads the files of one import through their mappings: saved for the source, or proposed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from pathlib import Path

from tuobo.core.errors import RequestError
from tuobo.engines.intake import (
    Batch,
    Difference,
    Mapping,
    Source,
    difference,
    is_document_file,
    merged,
    open_source,
    propose,
    read_batch,
    read_documents,
)
from tuobo.operations.workspace import Workspace

Progress = Callable[[int, int], None]
_NAMED_AT_MOST = 3
# The part of a file's name that changes from month to month: 收结存_2025-03.xlsx is one source.
_CHANGING = re.compile(r"[\d\s_.\-年月日至（）()]+$")


@dataclass(frozen=True, kw_only=True)
class ReadFiles:
    """All files as one batch, the mapping that each table went through, what changed in a source.

    proposed      mappings that were found for these very files: saved with the commit
    is_documents  whether the batch was read from judgment documents, which state what they state
                  and leave the rest to the case system
    """

    batch: Batch
    sources: tuple[tuple[Source, Mapping], ...] = ()
    proposed: tuple[Mapping, ...] = ()
    differences: dict[str, Difference] = field(default_factory=dict)
    is_documents: bool = False


def read_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    mapping: str = "",
    chosen: Lookup[str, Mapping] | None = None,
    progress: Progress | None = None,
) -> ReadFiles:
    """Read tables, or judgment documents; `mapping` names one of the content for all tables.

    `chosen` are mappings that somebody confirmed, by the name of their file. Tables and documents
    are checked by different rules, so that they cannot be one import: RequestError "import.mixed"
    names the files of each kind.
    """
    documents = [path for path in paths if _is_document(workspace, path, mapping)]
    tables = [path for path in paths if path not in documents]
    if documents and tables:
        raise RequestError("import.mixed", documents=_named(documents), tables=_named(tables))
    if documents:
        batch = read_documents(documents, content=workspace.content)
        return ReadFiles(batch=batch, is_documents=True)
    sure = chosen or {}
    read = [
        _read_table(workspace, path, sure.get(path.name) or mapping, progress) for path in tables
    ]
    return ReadFiles(
        batch=merged([one.batch for one in read]),
        sources=tuple(pair for one in read for pair in one.sources),
        proposed=tuple(found for one in read for found in one.proposed),
        differences={name: told for one in read for name, told in one.differences.items()},
    )


def source_name(path: Path) -> str:
    """What a source is called from month to month: the file's name without its changing end."""
    stem = re.sub(r"[^\w\-]+", "_", path.name.split(".", 1)[0]).strip("_-")
    return _CHANGING.sub("", stem) or stem or "source"


def _is_document(workspace: Workspace, path: Path, mapping: str) -> bool:
    """A mapping that is named is meant for the lines of a .jsonl, even if they hold texts."""
    if mapping and ".jsonl" in path.name.lower():
        return False
    return is_document_file(path, content=workspace.content)


def _named(paths: Sequence[Path]) -> str:
    first = "、".join(path.name for path in paths[:_NAMED_AT_MOST])
    return first if len(paths) <= _NAMED_AT_MOST else f"{first}…（{len(paths)}）"


@dataclass(frozen=True, kw_only=True)
class Matched:
    """An opened file with the mapping that fits it, and what changed in its source.

    is_remembered  the mapping is the one that was saved for this source, which has not changed
    """

    source: Source
    mapping: Mapping
    changed: Difference
    is_remembered: bool


def opened(workspace: Workspace, path: Path) -> Source:
    """The file with its sheets and headers; DataError if it cannot be read at all."""
    return open_source(path, workspace.reading.limits, workspace.mappings.known_titles)


def matched(workspace: Workspace, source: Source, *, like: Sequence[Mapping] = ()) -> Matched:
    """The mapping that was saved for a source, or one that is proposed where it changed.

    `like` are mappings of files whose rows were mended here: one that loses no column is taken.
    """
    for one in like:
        changed = difference(one, source)
        if not changed.new_sheets and not any(sheet.lost_columns for sheet in changed.sheets):
            return Matched(source=source, mapping=one, changed=Difference(), is_remembered=True)
    name = source_name(source.path)
    saved = workspace.saved_mapping(name)
    changed = difference(saved, source) if saved else Difference()
    if saved and changed.is_empty:
        return Matched(source=source, mapping=saved, changed=changed, is_remembered=True)
    proposed = propose(source, workspace.mappings, workspace.schema, name)
    return Matched(source=source, mapping=proposed, changed=changed, is_remembered=False)


def _read_table(
    workspace: Workspace, path: Path, mapping: str | Mapping, progress: Progress | None
) -> ReadFiles:
    """A table through a mapping: one that was chosen, one of the content by name, or the fit."""
    source = opened(workspace, path)
    found = None
    if isinstance(mapping, Mapping):
        used = mapping
    elif mapping:
        used = workspace.mappings[mapping]
    else:
        found = matched(workspace, source)
        used = found.mapping
    told = {"progress": progress} if progress else {}
    batch = read_batch(
        source, used, workspace.schema, workspace.vocabularies, workspace.reading, **told
    )
    is_new = not isinstance(mapping, str) or not mapping
    changed = found.changed if found else Difference()
    return ReadFiles(
        batch=batch,
        sources=((source, used),),
        proposed=(used,) if is_new else (),
        differences={} if changed.is_empty else {source_name(path): changed},
    )
