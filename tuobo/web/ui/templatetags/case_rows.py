"""The cells of a row of cases, drawn at once: a long list has thousands of them."""

from __future__ import annotations

from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tuobo.web.ui.templatetags.desk import badge

register = template.Library()


class Cell(Protocol):
    """A text under the title of its column, or a badge where it has a tone."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def is_number(self) -> bool: ...
    @property
    def is_day(self) -> bool: ...
    @property
    def tone(self) -> str: ...
    @property
    def icon(self) -> str: ...


class Row(Protocol):
    """A case: the first cell is its number, which leads to its page."""

    @property
    def address(self) -> str: ...
    @property
    def cells(self) -> tuple[Cell, ...]: ...


@register.simple_tag
def case_cells(row: Row) -> SafeString:
    """The cells of a row of ui/case tables."""
    first, *rest = row.cells
    head = format_html(
        '<th scope="row" class="is-fixed nowrap" data-name="{}"><a href="{}">{}</a></th>',
        first.title,
        row.address,
        first.text,
    )
    return head + format_html_join(
        "",
        '<td data-name="{}"{}>{}</td>',
        ((cell.title, _class(cell), _shown(cell)) for cell in rest),
    )


_NUMBER, _DAY, _PLAIN = SafeString(' class="number"'), SafeString(' class="nowrap"'), SafeString("")


def _class(cell: Cell) -> SafeString:
    if cell.is_number:
        return _NUMBER
    return _DAY if cell.is_day else _PLAIN


def _shown(cell: Cell) -> str:
    return badge(cell.text, cell.tone, cell.icon) if cell.tone else cell.text
