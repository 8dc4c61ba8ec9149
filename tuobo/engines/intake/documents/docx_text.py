"""Text of a .docx: paragraphs and tables in the order of the document.

A .docx is a zip archive: what it would unpack to is limited before anything is unpacked.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from tuobo.core.errors import DataError

_UNPACKED_MOST = 256 * 1024 * 1024


def docx_text(data: bytes, name: str) -> str:
    """The text; raises DataError for a damaged archive or one that would unpack too far."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > _UNPACKED_MOST:
            raise DataError("documents.zip_bomb", file=name, unpacked=unpacked)
        document = docx.Document(io.BytesIO(data))
        return "\n".join(_lines(document.iter_inner_content()))
    except (
        zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError, EOFError,
    ) as error:  # fmt: skip
        raise DataError("documents.damaged_docx", file=name, problem=error) from error


def _lines(blocks: object) -> Iterator[str]:
    for block in blocks:  # type: ignore[attr-defined]
        if isinstance(block, Table):
            for row in block.rows:
                yield "\n".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield block.text
