"""The HTML page needs nothing else, and every figure in it opens its passport."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from tests.engines.reports.sample_report import (
    growth,
    official,
    paragraph,
    rate,
    report,
    text,
)
from tests.engines.reports.word.reading_back import TEXTS, layout_of
from tuobo.core.measure import Amount
from tuobo.engines.reports.document import Document, Passport
from tuobo.engines.reports.web_page import document_html

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"></svg>'


def _page(document: Document, **more: object) -> str:
    return document_html(
        document,
        layout=layout_of(document),
        texts=TEXTS,
        draw=lambda _: _SVG,
        **more,  # type: ignore[arg-type]
    )


def _card(page: str, code: str) -> str:
    """The words of the card of a figure, one line a pair."""
    found = re.search(rf'data-figure="{code}">(.*?)</span></span></span>', page, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "\n", found[1])


def test_a_figure_opens_its_counts_its_definition_and_its_origin() -> None:
    card = _card(_page(report()), "F2")
    for words in (
        "法定审限内结案率", "审限内结案数 ÷ 结案数", "311", "342", "closed_within_limit@2",
        "2026-01-01至2026-06-30", "民一庭、民二庭", "7-3f9a2c41", "2026-07-05 09:30", "9c1e52aa",
    ):  # fmt: skip
        assert words in card


def test_a_comparison_names_what_it_is_compared_with() -> None:
    card = _card(_page(report(blocks=[paragraph(growth("F4", 342, 300))])), "F4")
    assert "对比基数\n\n300" in card
    assert "2025-01-01至2025-06-30" in card


def test_money_is_said_in_yuan() -> None:
    run = rate("F2", 1, 2)
    money = replace(run, passport=replace(run.passport, measure=Amount(fen=-1_234_567)))
    assert "-12,345.67元" in _card(_page(report(blocks=[paragraph(money)])), "F2")


def test_figures_can_be_reached_by_keyboard() -> None:
    assert '<span class="figure" tabindex="0"' in _page(report())


def test_rows_behind_a_figure_are_linked_where_there_is_an_address() -> None:
    def address(passport: Passport) -> str:
        return f"/figures/{passport.code}" if passport.code == "F1" else ""

    page = _page(report(), rows_of=address)
    assert 'href="/figures/F1"' in page
    assert "/figures/F2" not in page


def test_a_scope_is_said_in_the_words_that_are_handed_in() -> None:
    page = _page(
        report(),
        scope_in_words=lambda one: "部门：" + "、".join(one.scope["division"]) if one.scope else "",
    )
    assert "部门：民一庭、民二庭" in _card(page, "F2")
    assert "全部数据" in _card(page, "F1")


def test_the_page_loads_nothing() -> None:
    page = _page(official(has_contents=True))
    assert not re.findall(r'(?:src|href)="(?!#|data:)', page)
    assert "@import" not in page
    assert "<script" not in page


def test_text_is_text_and_never_markup() -> None:
    page = _page(report(title="<b>甲</b>", blocks=[paragraph(text("<script>乙</script>"))]))
    assert "<script>" not in page
    assert "&lt;script&gt;乙" in page


def test_every_element_is_closed() -> None:
    class Balance(HTMLParser):
        open: list[str]

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in {"meta", "br", "img"}:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    parser = Balance()
    parser.open = []
    parser.feed(_page(official(has_contents=True)))
    assert parser.open == []


def test_contents_lead_to_the_headings() -> None:
    page = _page(report(kind="trend_analysis"))
    targets = re.findall(r'<a href="#(h\d+)"', page)
    assert len(targets) == 5
    for target in targets:
        assert f'id="{target}"' in page


def test_gaps_are_marked_and_charts_say_their_sentence() -> None:
    page = _page(report())
    assert "<mark>【待填：延长审限审批件数】</mark>" in page
    assert 'alt="逐月看，90.94%的水平自新口径启用后保持稳定，见图。"' in page


def test_red_head_signature_and_copies_stand_in_the_page() -> None:
    page = _page(official())
    for words in (
        "000001",
        "辽河县人民法院文件",
        "辽河法〔2026〕12号",
        "2026年7月5日",
        "2026年7月6日印发",
    ):
        assert words in page
