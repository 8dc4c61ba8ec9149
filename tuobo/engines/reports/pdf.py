"""PDF from a Word file by LibreOffice, where it is installed; it is never required otherwise.

The official fonts cannot be shipped: LibreOffice is told the fall-backs of content/layout/fonts,
so line breaks may differ from those on a machine that has the fonts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from tuobo.core.errors import DataError, RequestError
from tuobo.engines.reports.layout import Font
from tuobo.engines.reports.word import for_libreoffice

_NAMES = ("soffice", "libreoffice", "soffice.exe")
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_SYSTEM_FONTS = "/etc/fonts/fonts.conf"


def find_libreoffice() -> Path | None:
    """The program, from the path or its usual places."""
    found = (shutil.which(name) for name in _NAMES)
    usual = (place for place in _USUAL if Path(place).exists())
    return next((Path(one) for one in (*found, *usual) if one), None)


def write_pdf(word: Path, pdf: Path, *, fonts: Iterable[Font], seconds: int = 180) -> None:
    """Writes the Word file as PDF.

    Raises RequestError if LibreOffice is not installed, DataError if it cannot read the file.
    """
    program = find_libreoffice()
    if program is None:
        raise RequestError("layout.no_libreoffice", file=word.name, names="、".join(_NAMES[:2]))
    with tempfile.TemporaryDirectory(prefix="tuobo-pdf-") as folder:
        made = _converted(program, word, Path(folder), fonts, seconds)
        pdf.write_bytes(made.read_bytes())


def _converted(
    program: Path, word: Path, folder: Path, fonts: Iterable[Font], seconds: int
) -> Path:
    source = folder / "report.docx"
    source.write_bytes(for_libreoffice(word))
    settings = folder / "fonts.conf"
    settings.write_text(_font_settings(fonts), encoding="utf-8")
    # A profile of its own: LibreOffice refuses a second run on the same profile.
    command = [
        str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--convert-to", "pdf", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    try:
        run = subprocess.run(  # noqa: S603 - a fixed program, and a path that we made
            command, capture_output=True, text=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DataError("layout.pdf_too_slow", file=word.name, seconds=seconds) from error
    made = folder / "report.pdf"
    if not made.exists():
        raise DataError("layout.pdf_failed", file=word.name, problem=run.stderr.strip()[-300:])
    return made


def _font_settings(fonts: Iterable[Font]) -> str:
    """The machine's own font settings and, after them, our fall-backs by official name."""
    aliases = "".join(
        f'<alias binding="same"><family>{escape(font.name)}</family><accept>'
        + "".join(f"<family>{escape(name)}</family>" for name in font.family[1:])
        + "</accept></alias>"
        for font in fonts
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">{_SYSTEM_FONTS}</include>{aliases}</fontconfig>'
    )
