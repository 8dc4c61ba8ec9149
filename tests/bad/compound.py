"""Writes the smallest compound (OLE) file that holds one named stream."""

from __future__ import annotations

import struct
from pathlib import Path

_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR = 512
_STREAM_SECTORS = 8  # 4,096 bytes, the least that is kept outside the mini stream


def compound_file(path: Path, stream: str) -> Path:
    """Header, one FAT sector, one directory sector, eight sectors of the stream."""
    fat = [_FAT, _END, *range(3, 2 + _STREAM_SECTORS), _END]
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    directory = _entry("Root Entry", 5, child=1, start=_END, size=0)
    directory += _entry(stream, 2, child=_NONE, start=2, size=_STREAM_SECTORS * _SECTOR)
    directory = directory.ljust(_SECTOR, b"\0")
    content = bytes(_STREAM_SECTORS * _SECTOR)
    path.write_bytes(header + struct.pack("<128I", *fat) + directory + content)
    return path


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        text, len(text) + 2, kind, 1, _NONE, _NONE, child, b"", 0, 0, 0, start, size,
    )  # fmt: skip
