"""Where records of a text table end: at line ends outside quoted cells.

A quote opens a cell only where the cell begins; 5" in the middle of one is an inch mark and
quotes nothing. Most windows are told by counting quotes, which is exact where all are paired;
only where the count is odd are the quoted cells looked at one by one.
"""

from __future__ import annotations

import re


def record_end(text: bytes, delimiter: str) -> int:
    """The offset behind the last whole record, 0 if there is none."""
    end = text.rfind(b"\n") + 1
    if text.count(b'"', 0, end) % 2 == 0:
        return end
    quoted = _quoted_cells(text[:end], delimiter)
    for start, stop in reversed(quoted):
        if stop < end:
            break
        end = text.rfind(b"\n", 0, start) + 1
    return end


def unclosed_quote(text: bytes, delimiter: str) -> int | None:
    """The offset of a quote that opens a cell and is never closed, None if there is none."""
    if text.count(b'"') % 2 == 0:
        return None
    quoted = _quoted_cells(text, delimiter)
    if not quoted:
        return None
    start, stop = quoted[-1]
    closed = stop - start > 1 and text[stop - 1 : stop] == b'"' and _is_closed(text[start:stop])
    return None if closed else start


def _quoted_cells(text: bytes, delimiter: str) -> list[tuple[int, int]]:
    """Start and stop of each quoted cell; one that is never closed stops at the end."""
    opening = rb"(?:\A|[\r\n" + re.escape(delimiter.encode()) + rb"])"
    pattern = re.compile(opening + rb'("[^"]*(?:""[^"]*)*(?:"|\Z))')
    return [found.span(1) for found in pattern.finditer(text)]


def _is_closed(cell: bytes) -> bool:
    """Whether a cell that begins with a quote ends with one that is not doubled."""
    return cell.count(b'"') % 2 == 0
