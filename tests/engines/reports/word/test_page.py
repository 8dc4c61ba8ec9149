"""The page is the page of GB/T 9704-2012: paper, margins, grid, page numbers, fonts."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.engines.reports.sample_report import official, report
from tests.engines.reports.word.reading_back import read_back, value, written

_TWIP = 635


def test_the_paper_is_a4_with_a_type_area_of_156_by_225_millimetres() -> None:
    section = read_back(report()).sections[0]
    assert abs(section.page_width - Mm(210)) <= _TWIP
    assert abs(section.page_height - Mm(297)) <= _TWIP
    assert abs(section.top_margin - Mm(37)) <= _TWIP
    assert abs(section.left_margin - Mm(28)) <= _TWIP
    across = section.page_width - section.left_margin - section.right_margin
    down = section.page_height - section.top_margin - section.bottom_margin
    assert abs(across - Mm(156)) <= 2 * _TWIP
    assert abs(down - Mm(225)) <= 2 * _TWIP


def test_22_lines_and_28_characters_fill_the_page_and_not_one_more() -> None:
    """225 mm = 12,756 twips: 22 × 579 = 12,738 fit, and so would not 22 × 580 = 12,760.

    156 mm = 442.25 pt / 28 = 15.795 pt a character, 0.205 pt under 16 pt: -842/4096 pt.
    """
    section = read_back(report()).sections[0]._sectPr
    assert value(section, "w:docGrid", "w:type") == "linesAndChars"
    assert value(section, "w:docGrid", "w:linePitch") == "579"
    assert value(section, "w:docGrid", "w:charSpace") == "-842"
    pitch = 16 - 842 / 4096
    assert 28 * pitch <= 442.25 < 28 * pitch + 0.01


def test_a_line_of_text_is_exactly_as_high_as_a_line_of_the_grid() -> None:
    body = read_back(report()).styles["Normal"].paragraph_format
    assert body.line_spacing == Pt(28.95)
    assert str(body.line_spacing_rule).startswith("EXACTLY")


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("公文标题", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("附件标识", "黑体", 16),
        ("版记", "仿宋_GB2312", 14),
        ("Footer", "宋体", 14),
    ],
)
def test_each_part_names_its_official_font_and_is_not_bold(
    style: str, font: str, points: float
) -> None:
    found = read_back(report()).styles[style]
    fonts = found.element.rPr.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{of}")) for of in ("ascii", "hAnsi", "eastAsia")} == {font}
    assert found.font.size == Pt(points)
    assert found.font.bold is False


def test_fonts_name_their_other_names_for_machines_without_the_first() -> None:
    table = next(
        part for part in read_back(report()).part.package.iter_parts()
        if part.partname == "/word/fontTable.xml"
    )  # fmt: skip
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong' in table.blob.decode()


def test_odd_pages_are_numbered_on_the_right_and_even_pages_on_the_left() -> None:
    """4号 is 14 points: one character is 280 twips in from the outer edge."""
    document = read_back(report())
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer is True
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert value(odd._p, "w:pPr/w:jc") == "right"
    assert value(odd._p, "w:pPr/w:ind", "w:right") == "280"
    assert value(even._p, "w:pPr/w:jc") == "left"
    assert value(even._p, "w:pPr/w:ind", "w:left") == "280"
    for footer in (odd, even):
        assert footer.text == "— 1 —"
        assert [one.text for one in footer._p.iter(qn("w:instrText"))] == [" PAGE "]


def test_the_dash_of_the_page_number_is_7_millimetres_under_the_type_area() -> None:
    """35 mm below the type area, less 7 mm, less half a line of 14 points (2.47 mm) = 25.53 mm."""
    section = read_back(report()).sections[0]
    assert abs(section.footer_distance - Mm(25.53)) < 2 * _TWIP


def test_a_wide_annex_turns_the_page_and_keeps_the_numbering() -> None:
    first, turned = read_back(report()).sections
    assert (turned.page_width, turned.page_height) == (first.page_height, first.page_width)
    assert value(first._sectPr, "w:pgNumType", "w:start") == "1"
    assert turned._sectPr.find(qn("w:pgNumType")) is None


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written(official()) == written(official())
