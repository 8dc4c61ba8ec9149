"""The clauses of a definition against a case, drawn at once: a page of a case has a thousand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tuobo.web.ui.templatetags.desk import icon
from tuobo.web.ui.visit import Visit

register = template.Library()
_LOOKS = {True: ("done", "holds"), None: ("help", "unknown"), False: ("close", "fails")}
_NONE = "—"


class Clause(Protocol):
    """A clause in words, the case's values in it, whether it holds (None: a value is missing)."""

    @property
    def text(self) -> str: ...
    @property
    def values(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def holds(self) -> bool | None: ...


@register.simple_tag(takes_context=True)
def clause_lines(context: Context, clauses: Sequence[Clause]) -> SafeString:
    """The entries of a list of clauses."""
    visit: Visit = context["visit"]
    marks = {
        holds: format_html(
            '<li class="{}">{}<span class="visually-hidden">{}</span>',
            "is-met" if holds else "",
            icon(picture),
            visit.texts(f"case.clause.{word}"),
        )
        for holds, (picture, word) in _LOOKS.items()
    }
    return format_html_join(
        "",
        "{}<span>{}</span>{}</li>",
        ((marks[one.holds], one.text, _values(one)) for one in clauses),
    )


def _values(clause: Clause) -> SafeString:
    told = ((name, value or _NONE) for name, value in clause.values)
    return format_html_join("", '<span class="soft">{}: {}</span>', told)
