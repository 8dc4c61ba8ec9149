"""PDF comes from LibreOffice: a rendered page looks as the standard draws it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.engines.reports.sample_report import STYLE, official, report
from tests.engines.reports.word.reading_back import LAYOUTS, TEXTS, written
from tuobo.core.errors import DataError, RequestError
from tuobo.engines.reports import pdf as pdf_module
from tuobo.engines.reports.charts import chinese_font
from tuobo.engines.reports.pdf import find_libreoffice, write_pdf

GOLDEN = Path(__file__).parent / "official-first-page.txt"
FONTS = tuple(LAYOUTS.fonts.values())
DPI = 40
_MM = DPI / 25.4


def _can_render() -> str:
    """Why pages cannot be rendered here; empty if they can."""
    if find_libreoffice() is None:
        return "LibreOffice is not installed"
    if shutil.which("pdftoppm") is None:
        return "pdftoppm (poppler-utils) is not installed"
    try:
        font = chinese_font(STYLE)
    except RequestError:
        return "no Chinese font is installed"
    return "" if font == "Noto Sans CJK SC" else "the golden pages were set in Noto CJK"


renders = pytest.mark.skipif(bool(_can_render()), reason=_can_render() or "it can")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[np.ndarray]:
    """The pages of the official report in grey, 0 black to 255 white."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "report.docx").write_bytes(written(official()))
    write_pdf(folder / "report.docx", folder / "report.pdf", fonts=FONTS)
    subprocess.run(
        ["pdftoppm", "-gray", "-r", str(DPI), "report.pdf", "page"], cwd=folder, check=True
    )
    return [_pgm(path) for path in sorted(folder.glob("page-*.pgm"))]


def _pgm(path: Path) -> np.ndarray:
    data = path.read_bytes()
    _, size, _, pixels = data.split(b"\n", 3)
    across, down = (int(one) for one in size.split())
    return np.frombuffer(pixels, np.uint8).reshape(down, across)


def _ink(page: np.ndarray) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is printed, in millimetres."""
    rows, columns = (np.flatnonzero((page < 160).any(axis=axis)) for axis in (1, 0))
    return columns[0] / _MM, rows[0] / _MM, (columns[-1] + 1) / _MM, (rows[-1] + 1) / _MM


@renders
def test_the_text_keeps_inside_the_type_area(pages: list[np.ndarray]) -> None:
    """Left 28, right 210 − 26 = 184, top 37; only page numbers stand below 297 − 35 = 262 mm."""
    left, top, right, bottom = _ink(pages[1])
    assert left >= 27.5
    assert right <= 184.8
    assert top >= 37
    assert 262 < bottom < 275
    above = pages[1][: int(262 * _MM)]
    assert (pages[1][int(262.5 * _MM) : int(266 * _MM)] > 160).all()
    assert (above < 160).any()


@renders
def test_the_number_of_a_first_page_is_right_and_of_a_second_left(pages: list[np.ndarray]) -> None:
    feet = [page[int(263 * _MM) :] for page in pages[:2]]
    odd, even = (_ink(foot) for foot in feet)
    assert odd[0] > 160
    assert even[2] < 50


@renders
def test_the_last_part_ends_with_the_type_area(pages: list[np.ndarray]) -> None:
    last = pages[-1][: int(264.5 * _MM)]
    assert abs(_ink(last)[3] - 262) < 2
    assert abs(_ink(last)[0] - 28) < 1
    assert abs(_ink(last)[2] - 184) < 1


@renders
def test_the_first_page_looks_as_it_did_when_somebody_looked_at_it(
    pages: list[np.ndarray], tmp_path: Path
) -> None:
    """Cells of 8 × 8 points are compared by their mean grey: small shifts of letters may differ.

    After a wanted change look at the page, then copy the file that is written here over the old.
    """
    found = _cells(pages[0])
    np.savetxt(tmp_path / GOLDEN.name, found, fmt="%d")
    kept = np.loadtxt(GOLDEN)
    assert found.shape == kept.shape
    assert np.abs(found - kept).mean() < 3
    assert (np.abs(found - kept) > 60).mean() < 0.01


def _cells(page: np.ndarray) -> np.ndarray:
    down, across = (size // 8 * 8 for size in page.shape)
    return page[:down, :across].reshape(down // 8, 8, across // 8, 8).mean(axis=(1, 3))


def test_a_machine_without_libreoffice_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_module, "find_libreoffice", lambda: None)
    with pytest.raises(RequestError) as raised:
        write_pdf(tmp_path / "report.docx", tmp_path / "report.pdf", fonts=FONTS)
    assert raised.value.code == "layout.no_libreoffice"
    assert "另存为PDF" in TEXTS.error(raised.value)


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_a_damaged_file_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    damaged = tmp_path / "report.docx"
    damaged.write_bytes(written(report())[:3000])
    with pytest.raises(DataError) as raised:
        write_pdf(damaged, tmp_path / "report.pdf", fonts=FONTS)
    assert raised.value.code == "layout.docx_damaged"
    assert not (tmp_path / "report.pdf").exists()
