"""Title, headings, signature, attachments, red head and 版记 stand where the standard puts them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx.oxml.ns import qn

from tests.engines.reports.sample_report import official, paragraph, report, text
from tests.engines.reports.word.reading_back import (
    layout_of,
    read_back,
    style_of,
    value,
    with_text,
)
from tuobo.core.content import Content
from tuobo.engines.reports.document import Back, Front, Heading
from tuobo.engines.reports.layout import Layouts
from tuobo.engines.reports.title_lines import title_lines

# 156 mm are 8,845 twips for 28 characters.
_CHARACTER = 8845 / 28
_BREAKS = Layouts.of(Content()).sheets["gb_t_9704_2012"].title


def _characters(paragraph: Any, side: str) -> float:
    return round(int(value(paragraph._p, "w:pPr/w:ind", f"w:{side}") or 0) / _CHARACTER, 2)


def test_the_title_is_broken_by_meaning_into_a_trapezium() -> None:
    assert title_lines("辽河县人民法院关于审判质效攻坚工作情况的专题汇报", 20, _BREAKS) == [
        "辽河县人民法院",
        "关于审判质效攻坚工作情况的专题汇报",
    ]


def test_a_title_keeps_the_lines_that_its_author_gave_it() -> None:
    assert title_lines("上半年\n审判运行态势分析", 20, _BREAKS) == ["上半年", "审判运行态势分析"]


def test_a_short_title_is_one_line_and_one_without_allowed_breaks_is_cut_evenly() -> None:
    """25 characters in lines of at most 20: 13 and 12."""
    assert title_lines("审判运行态势分析", 20, _BREAKS) == ["审判运行态势分析"]
    assert [len(line) for line in title_lines("甲" * 25, 20, _BREAKS)] == [13, 12]


def test_a_title_line_never_begins_with_a_particle_or_a_mark() -> None:
    for line in title_lines("关于" + "甲乙丙丁" * 5 + "情况的报告", 20, _BREAKS):
        assert line[0] not in "的、，）"


def test_the_receiver_follows_a_blank_line_and_ends_in_a_colon() -> None:
    paragraphs = read_back(report()).paragraphs
    at = next(i for i, one in enumerate(paragraphs) if style_of(one) == "receiver")
    assert paragraphs[at].text == "某市中级人民法院："
    assert paragraphs[at - 1].text == ""
    assert style_of(paragraphs[at - 2]) == "title"


@pytest.mark.parametrize(
    ("level", "number", "printed"),
    [(1, "一、", "一、甲"), (1, "一", "一、甲"), (2, "（一）", "（一）甲"), (3, "1", "1.甲"),
     (4, "（1）", "（1）甲")],
)  # fmt: skip
def test_headings_have_their_level_and_their_mark(level: int, number: str, printed: str) -> None:
    document = read_back(report(blocks=[Heading(level=level, number=number, text="甲")]))
    found = with_text(document, printed)
    assert found.text == printed
    assert found.style.name == f"Heading {level}"
    assert value(found.style.element, "w:pPr/w:outlineLvl") == str(level - 1)


def test_text_is_indented_two_characters() -> None:
    style = read_back(report()).styles["Normal"].element
    assert value(style, "w:pPr/w:ind", "w:firstLineChars") == "200"
    assert value(style, "w:pPr/w:ind", "w:firstLine") == "632"


def test_a_topic_sentence_is_set_in_regular_script() -> None:
    found = with_text(read_back(report()), "把提醒做在届满之前")
    assert found.runs[0].style.style_id == "lead"
    assert found.runs[1].style.style_id != "lead"


def test_a_gap_is_marked_so_that_nobody_overlooks_it() -> None:
    found = with_text(read_back(report()), "待填")
    gap = next(run for run in found.runs if "待填" in run.text)
    assert gap.style.style_id == "gap"


def test_without_a_seal_the_date_begins_two_characters_after_the_name() -> None:
    """Name 7 wide, 2 from the right: it begins at 19. The date is 6 wide and 1 from the right."""
    document = read_back(report())
    name = with_text(document, "辽河县人民法院")
    signed = [one for one in document.paragraphs if style_of(one) == "signature"]
    assert [one.text for one in signed] == ["辽河县人民法院", "2026年7月5日"]
    assert [_characters(one, "right") for one in signed] == [2.0, 1.0]
    assert name is not None


def test_a_date_longer_than_the_name_stands_two_from_the_right_and_moves_the_name_in() -> None:
    """Date 7 wide at 2 from the right begins at 19; the name, 3 wide, at 17: 8 from right."""
    document = read_back(report(signature="审管办", dated_on=date(2026, 11, 15)))
    signed = [one for one in document.paragraphs if style_of(one) == "signature"]
    assert [_characters(one, "right") for one in signed] == [8.0, 2.0]


def test_with_a_seal_the_date_is_four_from_the_right_under_the_middle_of_the_name() -> None:
    """Date 6 wide, middle at 7 from the right; the name is 7 wide, so it ends 3.5 from it."""
    document = read_back(official())
    signed = [one for one in document.paragraphs if style_of(one) == "signature"]
    assert [_characters(one, "right") for one in signed] == [3.5, 4.0]


def test_the_list_of_attachments_is_indented_and_runs_over_under_the_name() -> None:
    """附件：1. is 4 wide behind an indent of 2, so names begin at 6."""
    listed = [one for one in read_back(report()).paragraphs if style_of(one) == "attachment_list"]
    assert [one.text for one in listed] == ["附件：1.重点措施清单", "2.数据来源表"]
    assert [_characters(one, "left") for one in listed] == [6.0, 6.0]
    assert [_characters(one, "hanging") for one in listed] == [4.0, 1.0]


def test_a_single_attachment_has_no_number() -> None:
    document = read_back(report(attachments=report().attachments[:1]))
    assert with_text(document, "附件：").text == "附件：重点措施清单"
    assert [one.text for one in document.paragraphs if style_of(one) == "attachment_mark"] == [
        "附件"
    ]


def test_an_attachment_begins_a_page_and_has_its_title_on_the_third_line() -> None:
    paragraphs = read_back(report()).paragraphs
    at = next(i for i, one in enumerate(paragraphs) if one.text == "附件1")
    assert paragraphs[at]._p.pPr.find(qn("w:pageBreakBefore")) is not None
    assert [one.text for one in paragraphs[at : at + 3]] == ["附件1", "", "重点措施清单"]
    assert style_of(paragraphs[at + 2]) == "title"


def test_marks_stand_top_left_and_the_red_head_35_millimetres_down() -> None:
    """Three lines of 579 twips are 1,737 of the 1,984 that 35 mm are: 247 are left before it."""
    paragraphs = read_back(official()).paragraphs
    assert [one.text for one in paragraphs[:3]] == ["000001", "加急", ""]
    issuer = paragraphs[3]
    assert issuer.text == "辽河县人民法院文件"
    assert value(issuer._p, "w:pPr/w:spacing", "w:before") == "247"
    assert value(issuer.style.element, "w:rPr/w:color") == "FF0000"


def test_a_long_name_of_an_issuer_is_made_smaller_to_stay_in_its_line() -> None:
    """17 characters over 442 points are 26 points each."""
    front = Front(issuer="某某自治区辽河县人民法院审判委员会")
    issuer = read_back(official(front=front)).paragraphs[3]
    assert value(issuer._p, "w:r/w:rPr/w:sz") == "52"


def test_the_number_is_two_lines_down_left_with_the_signer_right_over_the_red_line() -> None:
    """One character from each side: 316 and 8,845 − 316 = 8,529 twips; 0.7 mm are 16 eighths."""
    number = read_back(official()).paragraphs[6]
    assert number.text == "\t辽河法〔2026〕12号\t签发人：王某某"
    stops = number._p.pPr.find(qn("w:tabs"))
    assert [stop.get(qn("w:pos")) for stop in stops] == ["316", "8529"]
    border = number._p.pPr.find(qn("w:pBdr"))[0]
    assert (border.get(qn("w:sz")), border.get(qn("w:color"))) == ("16", "FF0000")
    assert border.get(qn("w:space")) == "11"
    assert number.runs[-1].style.style_id == "signer"


def test_a_downward_number_is_centred() -> None:
    front = Front(issuer="辽河县人民法院", number="辽河法〔2026〕12号")
    number = read_back(official(kind="supervision_notice", front=front)).paragraphs[6]
    assert number.text == "辽河法〔2026〕12号"
    assert value(number._p, "w:pPr/w:jc") == "center"


def test_a_red_head_that_is_demanded_and_missing_prints_gaps() -> None:
    document = read_back(report(kind="report"))
    printed = " ".join(one.text for one in document.paragraphs[:8])
    for name in ("发文机关标志", "发文字号", "签发人"):
        assert f"【待填：{name}】" in printed


def test_the_last_part_stands_at_the_foot_between_thick_lines_with_a_thin_one_inside() -> None:
    """0.35 mm are 8 eighths of a point, 0.25 mm are 6."""
    table = read_back(official()).tables[-1]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    assert [(one.tag.split("}")[1], one.get(qn("w:sz"))) for one in borders] == [
        ("top", "8"), ("bottom", "8"), ("insideH", "6"),
    ]  # fmt: skip
    assert table.cell(0, 0).text.startswith("抄送：某市中级人民法院")
    assert table.cell(0, 0).text.endswith("委员会。")
    assert table.cell(1, 0).text == "辽河县人民法院办公室\t2026年7月6日印发"


def test_copies_may_be_absent() -> None:
    back = Back(printed_by="辽河县人民法院办公室", printed_on=date(2026, 7, 6))
    assert len(read_back(official(back=back)).tables[-1].rows) == 1


def test_contents_list_headings_with_their_pages_and_are_renewed_on_opening() -> None:
    document = read_back(report(kind="trend_analysis"))
    listed = [one for one in document.paragraphs if style_of(one).startswith("contents_")]
    assert listed[0].text == "目录"
    assert listed[1].text == "一、紧盯审限抓短板，结案节奏逐步理顺\t1"
    assert {style_of(one) for one in listed[1:]} == {"contents_1", "contents_2"}
    assert value(document.settings.element, "w:updateFields") == "true"
    fields = [one.text for one in document.element.body.iter(qn("w:instrText"))]
    assert fields[0] == ' TOC \\o "1-2" \\h \\z \\u '
    names = {one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))}
    assert all(one.split()[1] in names for one in fields if one.startswith(" PAGEREF"))


def test_contents_have_no_page_number_and_the_text_begins_with_page_one() -> None:
    sections = read_back(report(kind="trend_analysis")).sections
    assert sections[0]._sectPr.find(qn("w:footerReference")) is None
    assert value(sections[1]._sectPr, "w:pgNumType", "w:start") == "1"


def test_an_unlisted_kind_is_laid_out_as_a_plain_hand_in() -> None:
    assert layout_of(replace(report(), kind="no_such_kind")).kind.kind == "plain"


def test_letters_that_a_word_file_cannot_hold_are_left_out() -> None:
    document = read_back(report(blocks=[paragraph(text("甲\x00乙\x0b丙"))]))
    assert with_text(document, "甲").text == "甲乙丙"


def test_under_a_red_head_the_contents_come_after_the_title() -> None:
    document = read_back(official(has_contents=True))
    styles = [style_of(one) for one in document.paragraphs]
    assert styles.index("title") < styles.index("contents_title") < styles.index("receiver")
    assert value(document.sections[0]._sectPr, "w:pgNumType", "w:start") == "1"
