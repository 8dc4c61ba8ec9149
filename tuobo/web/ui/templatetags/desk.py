"""The words that all templates have: texts, links that carry place and period, assets, dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tuobo.core.clock import COURT_TIME
from tuobo.core.days_in_words import period_in_words
from tuobo.core.period import Period
from tuobo.engines.reports import Month, Reading
from tuobo.engines.reports.health_check.chart import sparkline as drawn_sparkline
from tuobo.web.ui.assets import asset as address_of_asset
from tuobo.web.ui.charts import script_version
from tuobo.web.ui.drawings import (
    assurance_picture,
    clock_strip,
    state_diagram,
    tone_of,
    variation_picture,
)
from tuobo.web.ui.visit import Visit, address_with

register = template.Library()


@register.simple_tag(takes_context=True)
def t(context: Context, code: str, **fields: object) -> str:
    """The sentence of a code in the visitor's language, periods in it as people say them."""
    texts = context["visit"].texts
    told = {
        name: period_in_words(one, texts) if isinstance(one, Period) else one
        for name, one in fields.items()
    }
    return str(texts(code, **told))


@register.simple_tag(takes_context=True)
def period(context: Context, asked: Period) -> str:
    """A period as people say it, in the visitor's language."""
    return period_in_words(asked, context["visit"].texts)


@register.simple_tag(takes_context=True)
def link(context: Context, name: str, *args: object, **changes: object) -> str:
    """The address of a page with the place and period of this one; `changes` add to the query."""
    visit: Visit = context["visit"]
    query = {**visit.carried, **{key: str(value) for key, value in changes.items()}}
    return address_with(reverse(name, args=args), query)


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file."""
    return address_of_asset(name)


@register.simple_tag
@cache
def icon(name: str, kind: str = "") -> SafeString:
    """An icon of templates/ui/_sprite.html, for the eye only: words stand beside it."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="#i-{}"/></svg>',
        f" is-{kind}" if kind else "",
        name,
    )


_TONES = {"good": "done", "warn": "warn", "bad": "stop", "info": "info"}


@register.simple_tag
def tone_icon(tone: str = "") -> SafeString:
    """The icon of a tone, so that colour never stands alone."""
    return icon(_TONES.get(tone, "info"))


@register.simple_tag
def badge(words: str, tone: str = "neutral", picture: str = "") -> SafeString:
    """A word with its icon, in a tone: neutral, info, good, warn or bad."""
    shown = icon(picture) if picture else (tone_icon(tone) if tone in _TONES else "")
    return format_html('<span class="badge is-{}">{}{}</span>', tone, shown, words)


@register.simple_tag
def reading(of_chart: Reading, kind: str) -> SafeString:
    """What a chart says, as picture and word; `kind` is variation or assurance."""
    picture = variation_picture if kind == "variation" else assurance_picture
    return format_html(
        '<span class="reading is-{}" title="{}">{}<span>{}</span></span>',
        tone_of(of_chart.code),
        of_chart.sentence,
        picture(of_chart.code),
        of_chart.word,
    )


@register.simple_tag
def sparkline(months: Sequence[Month]) -> str:
    """The months of an indicator as a small line; the numbers stand elsewhere."""
    return drawn_sparkline(months)


register.simple_tag(clock_strip, name="clock_strip")
register.simple_tag(state_diagram, name="state_diagram")


@register.simple_tag
def chart_script() -> str:
    """The address of the script that draws charts."""
    return reverse("charts:script", args=(script_version(),))


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as 2025-03-01, of an instant the court's day; a dash for none."""
    if isinstance(value, datetime):
        value = value.astimezone(COURT_TIME).date()
    return value.isoformat() if value else "—"


@register.filter
def moment(value: datetime | None) -> str:
    """An instant in the court's time; a dash for none."""
    return f"{value.astimezone(COURT_TIME):%Y-%m-%d %H:%M}" if value else "—"


@register.filter
def as_word(address: str) -> str:
    """The address of a list's file, asking for Word (web/ui/list_files.py)."""
    return f"{address}{'&' if '?' in address else '?'}form=docx"


@register.filter
def thousands(value: int | None) -> str:
    """A count with separators; a dash for none."""
    return "—" if value is None else f"{value:,}"


@register.filter
def nth(values: Sequence[object], index: int) -> object:
    """One of a row by its place."""
    return values[index]


@register.filter
def of(values: Mapping[str, object], key: str) -> object:
    """The value of a key, empty if there is none."""
    return values.get(key, "")
