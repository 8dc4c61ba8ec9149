"""Words of a report are edited around its figures; a figure is moved or struck, never typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuobo.core.content import Content
from tuobo.core.errors import RequestError
from tuobo.core.evidence import Evidence
from tuobo.core.measure import Rate
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.reports.compose import refreshed_annex
from tuobo.engines.reports.compose.editing import (
    Words,
    figures_in,
    gaps_of,
    new_paragraph,
    struck,
    with_block,
    with_figures,
    with_words,
    words_of,
)
from tuobo.engines.reports.document import (
    Attachment,
    Document,
    FigureRun,
    Form,
    Front,
    Heading,
    Paragraph,
    Passport,
    Table,
    TextRun,
)


def passport(code: str, text: str) -> Passport:
    return Passport(
        code=code,
        text=text,
        form=Form.VALUE,
        definition_name="审限内结案率",
        formula="",
        measure=Rate(numerator=311, denominator=342),
        evidence=Evidence(
            definition="closed_within_limit_rate@1",
            data_version="1-aaaa",
            period=Period.of("2025"),
        ),
        rows_hash="h",
    )


RATE, COUNT = passport("RATE001", "90.94%"), passport("COUNT01", "342件")
SENTENCE = Paragraph(
    lead=(TextRun(text="审限情况。"),),
    runs=(
        TextRun(text="审限内结案率为"),
        FigureRun(passport=RATE),
        TextRun(text="，共"),
        FigureRun(passport=COUNT),
        TextRun(text="，原因"),
        TextRun(text="【待填：原因】", is_gap=True),
        TextRun(text="。"),
    ),
)


def document(*blocks: Paragraph | Heading | Table) -> Document:
    return Document(id="d", kind="plain", title="汇报", blocks=blocks, dated_on=date(2026, 1, 5))


def test_figures_stand_in_the_words_as_numbered_placeholders() -> None:
    assert words_of(SENTENCE) == Words(
        lead="审限情况。", text="审限内结案率为⟦1⟧，共⟦2⟧，原因【待填：原因】。"
    )


def test_words_change_and_figures_stay_what_they_are() -> None:
    changed = with_words(SENTENCE, Words(text="共办结⟦2⟧，其中审限内⟦1⟧。", lead="一句话。"))
    assert isinstance(changed, Paragraph)
    assert changed.text == "一句话。共办结342件，其中审限内90.94%。"
    assert [one.passport for one in figures_in(changed)] == [COUNT, RATE]
    assert struck(SENTENCE, changed) == ()


def test_a_figure_whose_placeholder_is_left_out_is_struck() -> None:
    changed = with_words(SENTENCE, Words(text="共⟦2⟧。"))
    assert struck(SENTENCE, changed) == ("RATE001",)


@pytest.mark.parametrize("text", ["为⟦3⟧。", "为⟦0⟧。", "为⟦9⟧⟦1⟧。"])
def test_a_figure_that_the_paragraph_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match=r"studio\.no_such_figure"):
        with_words(SENTENCE, Words(text=text))


@pytest.mark.parametrize("text", ["为⟦1。", "为1⟧。", "为⟦90.94%⟧。"])
def test_a_placeholder_that_is_broken_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match=r"studio\.stray_sign"):
        with_words(SENTENCE, Words(text=text))


def test_a_gap_stays_a_gap_until_its_words_are_replaced() -> None:
    assert [one.text for one in gaps_of(document(SENTENCE))] == ["【待填：原因】"]
    filled = with_words(SENTENCE, Words(text="为⟦1⟧，共⟦2⟧，原因是送达慢。"))
    assert gaps_of(with_block(document(SENTENCE), 0, filled)) == ()


def test_what_the_head_lacks_is_a_gap_too() -> None:
    headed = Document(id="d", kind="red", title="汇报", blocks=(), front=Front(issuer="某院"))
    assert [one.text for one in gaps_of(headed)] == ["number"]
    assert [one.text for one in gaps_of(headed, needs_signer=True)] == ["number", "signer"]


def test_a_new_paragraph_has_no_figures() -> None:
    assert new_paragraph("另行\n说明。").text == "另行说明。"
    with pytest.raises(RequestError, match=r"studio\.no_such_figure"):
        new_paragraph("为⟦1⟧。")


def test_tables_are_not_edited_and_headings_are_not_emptied() -> None:
    table = Table(caption="表", head=("甲",), rows=((FigureRun(passport=RATE),),))
    with pytest.raises(RequestError, match=r"studio\.not_editable"):
        with_words(table, Words(text="甲"))
    with pytest.raises(RequestError, match=r"studio\.empty_heading"):
        with_words(Heading(level=1, number="一、", text="题"), Words(text=" "))


def test_an_updated_figure_is_updated_wherever_it_stands() -> None:
    table = Table(caption="表", head=("率",), rows=((FigureRun(passport=RATE),),))
    newer = passport("RATE001", "91.05%")
    changed = with_figures(document(SENTENCE, table), {"RATE001": newer})
    assert [one.text for one in changed.passports] == ["91.05%", "342件"]


def test_the_annex_lists_what_the_text_prints_now_and_why_a_figure_was_kept() -> None:
    texts = Texts(Content())
    words = (Paragraph(runs=(TextRun(text="说明"),)), Paragraph(runs=(TextRun(text="检验"),)))
    empty = Table(caption="", head=(), rows=())
    annex = Attachment(name="数据来源表", blocks=(words[0], empty, empty, words[1]))
    made = refreshed_annex(annex, (RATE,), texts, lambda _: "", notes=("RATE001 已印发",))
    again = refreshed_annex(made, (RATE,), texts, lambda _: "", notes=("RATE001 已印发",))
    assert made == again
    tables = [one for one in made.blocks if isinstance(one, Table)]
    assert [len(one.rows) for one in tables] == [1, 1]
    assert made.blocks[3] == words[1]
    kept = made.blocks[4]
    assert isinstance(kept, Paragraph)
    assert "RATE001 已印发" in kept.text


@given(st.text(alphabet="审理率，。12％【待填：】（）x ", max_size=40))
def test_plain_words_come_back_as_they_were_typed(text: str) -> None:
    """But for spaces at the ends, and for breaks, which a paragraph has not."""
    assert words_of(new_paragraph(text)).text == text.strip()
