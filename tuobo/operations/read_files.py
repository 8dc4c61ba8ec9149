"""Reads the files of one import through their mappings: saved for the source, or proposed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tuobo.core.errors import DataError
from tuobo.engines.intake import (
    Batch,
    Difference,
    Mapping,
    Source,
    difference,
    merged,
    open_source,
    propose,
    read_batch,
    read_documents,
)
from tuobo.operations.workspace import Workspace

Progress = Callable[[int, int], None]
_DOCUMENTS = {".docx", ".txt", ".html", ".htm"}
# The part of a file's name that changes from month to month: 收结存_2025-03.xlsx is one source.
_CHANGING = re.compile(r"[\d\s_.\-年月日至（）()]+$")


@dataclass(frozen=True, kw_only=True)
class ReadFiles:
    """All files as one batch, the mapping that each table went through, what changed in a source.

    proposed  mappings that were found for these very files: saved when the import is committed
    """

    batch: Batch
    sources: tuple[tuple[Source, Mapping], ...] = ()
    proposed: tuple[Mapping, ...] = ()
    differences: dict[str, Difference] = field(default_factory=dict)


def read_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    mapping: str = "",
    progress: Progress | None = None,
) -> ReadFiles:
    """Read tables and judgment documents; `mapping` names one of the content to be used for all."""
    documents = [path for path in paths if path.suffix.lower() in _DOCUMENTS]
    batches: list[Batch] = []
    sources: list[tuple[Source, Mapping]] = []
    proposed: list[Mapping] = []
    differences: dict[str, Difference] = {}
    for path in paths:
        if path in documents:
            continue
        try:
            read = _read_table(workspace, path, mapping, progress)
        except DataError as error:
            # A .jsonl of judgments has no columns that a table mapping could know.
            if error.code != "intake.not_understood" or not _may_hold_texts(path):
                raise
            documents.append(path)
            continue
        batches.append(read.batch)
        sources += read.sources
        proposed += read.proposed
        differences |= read.differences
    if documents:
        batches.append(read_documents(documents, content=workspace.content))
    return ReadFiles(
        batch=merged(batches),
        sources=tuple(sources),
        proposed=tuple(proposed),
        differences=differences,
    )


def source_name(path: Path) -> str:
    """What a source is called from month to month: the file's name without its changing end."""
    stem = path.name.split(".", 1)[0]
    return _CHANGING.sub("", stem) or stem


def _may_hold_texts(path: Path) -> bool:
    return ".jsonl" in path.name.lower()


def _read_table(
    workspace: Workspace, path: Path, mapping: str, progress: Progress | None
) -> ReadFiles:
    known = workspace.mappings
    source = open_source(path, workspace.reading.limits, known.known_titles)
    name = source_name(path)
    saved = workspace.saved_mapping(name)
    changed = {name: difference(saved, source)} if saved else {}
    if mapping:
        chosen = known[mapping]
    elif saved and changed[name].is_empty:
        chosen = saved
    else:
        chosen = propose(source, known, workspace.schema, name)
    told = {"progress": progress} if progress else {}
    batch = read_batch(
        source, chosen, workspace.schema, workspace.vocabularies, workspace.reading, **told
    )
    return ReadFiles(
        batch=batch,
        sources=((source, chosen),),
        proposed=() if mapping else (chosen,),
        differences={name: one for name, one in changed.items() if not one.is_empty},
    )
