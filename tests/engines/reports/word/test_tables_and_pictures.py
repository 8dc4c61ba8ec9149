"""Tables and charts: caption, whole width, repeated heads, words for whoever sees no picture."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.engines.reports.sample_report import report, text
from tests.engines.reports.word.reading_back import read_back, style_of, value, with_text
from tuobo.core.errors import InternalError
from tuobo.engines.reports.document import Table


def _table(columns: int, cell: str = "甲") -> Table:
    head = tuple(f"列{number}" for number in range(columns))
    return Table(caption="表", head=head, rows=[[text(cell)] * columns])


def _widths(table: Any) -> list[int]:
    return [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid]


def test_a_table_fills_the_type_area_whatever_its_columns_hold() -> None:
    for columns in (1, 4, 7):
        assert sum(_widths(read_back(report(blocks=[_table(columns)])).tables[0])) == 8845


def test_the_caption_stands_above_and_the_note_below() -> None:
    document = read_back(report())
    caption = with_text(document, "表1")
    assert style_of(caption) == "caption"
    assert caption._p.getnext().tag == qn("w:tbl")
    assert "口径自2025年1月起调整" in "".join(caption._p.getnext().getnext().itertext())


def test_the_head_is_repeated_and_no_row_is_split() -> None:
    head, first = read_back(report()).tables[0].rows[:2]
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert first._tr.trPr.find(qn("w:tblHeader")) is None
    assert first._tr.trPr.find(qn("w:cantSplit")) is not None


def test_type_gets_smaller_with_more_columns() -> None:
    """Up to 6 columns 12 points, up to 9 columns 10.5 points, then 8 points; in half-points."""
    for columns, size in ((6, "24"), (7, "21"), (10, "16")):
        table = read_back(report(blocks=[_table(columns)])).tables[0]
        cell = table.cell(1, 0).paragraphs[0]
        assert value(cell._p, "w:r/w:rPr/w:sz") == size


def test_long_texts_are_set_from_the_left() -> None:
    long, short = (read_back(report(blocks=[_table(2, cell)])) for cell in ("甲" * 12, "甲"))
    assert value(long.tables[0].cell(1, 0).paragraphs[0]._p, "w:pPr/w:jc") == "left"
    assert value(short.tables[0].cell(1, 0).paragraphs[0]._p, "w:pPr/w:jc") is None


def test_a_ragged_row_is_our_fault_and_said() -> None:
    ragged = Table(caption="表", head=("甲", "乙"), rows=[[text("一")]])
    with pytest.raises(InternalError) as raised:
        read_back(report(blocks=[ragged]))
    assert raised.value.code == "layout.table_ragged"
    assert raised.value.fields == {"caption": "表", "found": 1, "expected": 2}


def test_a_chart_has_its_sentence_above_its_caption_below_and_then_its_table() -> None:
    paragraphs = read_back(report()).paragraphs
    at = next(i for i, one in enumerate(paragraphs) if style_of(one) == "picture")
    assert paragraphs[at - 1].text.startswith("逐月看，90.94%")
    assert paragraphs[at + 1].text.startswith("图1")
    assert paragraphs[at + 2].text.startswith("表1")


def test_a_chart_is_150_millimetres_wide_and_says_its_sentence_to_the_blind() -> None:
    """The picture drawn is 300 × 150 points: 150 mm × 75 mm."""
    shape = read_back(report()).inline_shapes[0]
    assert (shape.width, shape.height) == (Mm(150), Mm(75))
    assert shape._inline.docPr.get("descr").startswith("逐月看，90.94%的水平")


def test_a_table_named_like_its_attachment_has_no_second_title() -> None:
    texts = [one.text for one in read_back(report()).paragraphs]
    assert texts.count("数据来源表") == 1


def test_a_number_is_never_broken_however_many_columns_crowd_it() -> None:
    """Ten columns at 8 points: 12345.67% is 9 half characters, 36 points = 720 twips wide."""
    head = tuple(f"列{number}" for number in range(10))
    long = [text("文字很长的一格需要占去许多地方" * 2)] * 9
    crowded = Table(caption="表", head=head, rows=[[text("12345.67%"), *long]])
    widths = _widths(read_back(report(blocks=[crowded])).tables[0])
    assert widths[0] > 720 + 2 * 70
    assert sum(widths) == 8845


def test_a_short_table_is_kept_on_one_page_and_a_long_one_may_run_over() -> None:
    """Up to 15 rows stay together: all but the last row are kept with the next."""
    for count, kept in ((15, 15), (16, 0)):
        table = Table(caption="表", head=("甲",), rows=[[text("一")]] * count)
        rows = read_back(report(blocks=[table])).tables[0].rows
        assert sum(row._tr.find(f".//{qn('w:keepNext')}") is not None for row in rows) == kept
