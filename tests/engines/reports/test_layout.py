"""Layouts are content: every kind has its sheet and its fonts, and mistakes are told at load."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuobo.core.content import NATIONAL, Content, load_file
from tuobo.core.errors import DefinitionError
from tuobo.engines.reports.layout import PLAIN, Font, Kind, Layouts, Sheet, chart_style

LAYOUTS = Layouts.of(Content())


def test_the_red_head_belongs_to_the_kinds_that_go_out_formally() -> None:
    assert {kind.kind for kind in LAYOUTS.kinds.values() if kind.head == "red"} == {
        "report", "supervision_notice", "briefing",
    }  # fmt: skip
    assert LAYOUTS.for_kind("special_report").kind.head == "plain"


def test_the_sheet_is_cited_and_its_type_area_leaves_the_margins_of_the_standard() -> None:
    """210 − 28 − 156 = 26 mm on the right, 297 − 37 − 225 = 35 mm below."""
    sheet = LAYOUTS.sheets["gb_t_9704_2012"]
    assert sheet.source.text.startswith("GB/T 9704-2012")
    assert (sheet.right_mm, sheet.bottom_mm) == (26, 35)


def test_an_unknown_kind_is_laid_out_plainly() -> None:
    assert LAYOUTS.for_kind("nothing").kind.kind == PLAIN


def _of(folder: str, model: type[Sheet | Font | Kind]) -> tuple[Path, ...]:
    return tuple((NATIONAL / "layout" / folder).glob("*.yaml"))


def test_a_kind_whose_sheet_is_missing_is_told(tmp_path: Path) -> None:
    fonts = Content().load("layout/fonts", Font)
    kinds = Content().load("layout/kinds", Kind)
    with pytest.raises(DefinitionError) as raised:
        Layouts(fonts, (), kinds)
    assert raised.value.code == "layout.no_sheet"


def test_a_sheet_whose_font_is_missing_is_told() -> None:
    sheets = Content().load("layout/sheets", Sheet)
    fonts = tuple(one for one in Content().load("layout/fonts", Font) if one.font != "black")
    with pytest.raises(DefinitionError) as raised:
        Layouts(fonts, sheets, ())
    assert raised.value.code == "layout.no_font"
    assert raised.value.fields == {"fonts": "black"}


def test_a_missing_style_is_an_error_at_load(tmp_path: Path) -> None:
    given = (NATIONAL / "layout" / "sheets" / "gb_t_9704_2012.yaml").read_text(encoding="utf-8")
    wrong = tmp_path / "sheet.yaml"
    lines = [line for line in given.splitlines() if not line.startswith("  heading_3:")]
    wrong.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DefinitionError) as raised:
        load_file(wrong, Sheet)
    assert raised.value.fields["key"] == "styles.heading_3"


def test_a_font_name_cannot_break_out_of_a_style_sheet(tmp_path: Path) -> None:
    wrong = tmp_path / "font.yaml"
    wrong.write_text('{font: song, name: "a;}", instead: [b], style: serif}', encoding="utf-8")
    with pytest.raises(DefinitionError):
        load_file(wrong, Font)


def test_charts_name_fonts_for_three_systems() -> None:
    families = [font.family for font in chart_style(Content()).fonts]
    assert {"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"} <= set(families)
