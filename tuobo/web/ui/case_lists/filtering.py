"""The form above a list of cases: what may be chosen, what is, and what could not be read.

Choices are all codes of the cases within reach. Where there are too many to look through, a text
is typed instead. The lists of unchosen fields are drawn once a data version.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from tuobo.core.reach import Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import CaseFilter, CaseState, Unread
from tuobo.operations.desk.case_list import Choices, choices_for
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.web.ui.case_lists.asking import Asking
from tuobo.web.ui.visit import Visit

_NONE = "-"
_MOST = 400
_SIFTED_FROM = 12


@dataclass(frozen=True, kw_only=True)
class FilterShape:
    """Which fields a form has; `further` ones stand behind “more”. Days are filed, due, closed."""

    picks: tuple[str, ...]
    days: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    further_days: tuple[str, ...] = ()
    has_state: bool = True
    has_no_limit: bool = True


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A field of which any number of codes may be chosen.

    told   the chosen ones in words, empty for all
    typed  where there are too many to choose from: the fields for texts, at least one, else none
    """

    name: str
    title: str
    told: str
    options: SafeString
    is_sifted: bool
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Days:
    """A pair of days; what was typed stays, also what could not be read."""

    name: str
    title: str
    first: str
    last: str
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FilterForm:
    """The whole form; `further` stand behind “more”, which is open when one of them is used."""

    path: str
    carried: tuple[tuple[str, str], ...]
    text: str
    states: tuple[tuple[str, str, bool], ...]
    picks: tuple[Pick, ...]
    days: tuple[Days, ...]
    further: tuple[Pick, ...]
    further_days: tuple[Days, ...]
    has_no_limit: bool
    no_limit: bool
    is_open: bool
    reset: str
    kept: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


def filter_form(
    opened: OpenVersion, reach: Reach, visit: Visit, asking: Asking, shape: FilterShape
) -> FilterForm:
    """The form of a question."""
    texts, chosen, hidden = visit.texts, asking.filter, visit.hidden("case")
    choices = {one.name: one for one in choices_for(opened, reach, texts, hidden=hidden)}
    pick = partial(_pick, opened, reach, texts, chosen)
    further = tuple(pick(choices[name]) for name in shape.further if _is_of_use(name, choices))
    further_days = tuple(_days(name, asking, texts) for name in shape.further_days)
    return FilterForm(
        path=asking.path,
        carried=asking.carried,
        text=chosen.text,
        states=tuple(_state(one, chosen, texts) for one in CaseState) if shape.has_state else (),
        picks=tuple(pick(choices[name]) for name in shape.picks if _is_of_use(name, choices)),
        days=tuple(_days(name, asking, texts) for name in shape.days),
        further=further,
        further_days=further_days,
        has_no_limit=shape.has_no_limit,
        no_limit=chosen.no_limit,
        is_open=chosen.no_limit
        or any(getattr(chosen, one.name) for one in further)
        or any(one.first or one.last for one in further_days),
        reset=asking.cleared(),
        kept=asking.kept_beside,
        problems=tuple(_told(one, texts) for one in asking.unread if not _is_day(one)),
    )


def _is_of_use(name: str, choices: dict[str, Choices]) -> bool:
    """A court need not be chosen where there is only one; hidden fields are not there."""
    return name in choices and (name != "court" or len(choices[name].choices) > 1)


def _pick(
    opened: OpenVersion, reach: Reach, texts: Texts, chosen: CaseFilter, choices: Choices
) -> Pick:
    codes: tuple[str, ...] = getattr(chosen, choices.name)
    labels = {one.code: one.label for one in choices.choices}
    told = texts("docket.or").join(
        (labels.get(code, code) if code else texts("docket.none")) for code in codes
    )
    if len(choices.choices) > _MOST:
        return Pick(
            name=choices.name, title=choices.title, told=told, options=SafeString(""),
            is_sifted=False, typed=codes or ("",),
        )  # fmt: skip
    draw = partial(_options, choices, codes, texts)
    options = (
        draw()
        if codes
        else opened.remembered(("filter options", reach, texts.lang, choices.name), draw)
    )
    return Pick(
        name=choices.name, title=choices.title, told=told, options=options,
        is_sifted=len(choices.choices) > _SIFTED_FROM,
    )  # fmt: skip


def _options(choices: Choices, codes: tuple[str, ...], texts: Texts) -> SafeString:
    """The list of a field: those chosen, ticked, then all others, then “none”."""
    labels = {one.code: one.label for one in choices.choices}
    every = [*codes, *(code for code in labels if code not in codes)]
    if "" not in every:
        every.append("")
    return format_html_join(
        "",
        '<li><label><input type="checkbox" name="{}" value="{}"{}> {}</label></li>',
        (
            (
                choices.name,
                _sent(code),
                SafeString(" checked") if code in codes else "",
                labels.get(code, code) if code else texts("docket.none"),
            )
            for code in every
        ),
    )


def _sent(code: str) -> str:
    """A code as addresses hold it: see engines/docket/query_strings.py."""
    return _NONE + code if not code or code.startswith(_NONE) else code


def _days(name: str, asking: Asking, texts: Texts) -> Days:
    unread = {one.name: one for one in asking.unread}
    names = (f"{name}_from", f"{name}_to")
    typed = []
    for one in names:
        day = getattr(asking.filter, one)
        typed.append(unread[one].found if one in unread else day.isoformat() if day else "")
    return Days(
        name=name,
        title=texts(f"cases.days.{name}"),
        first=typed[0],
        last=typed[1],
        problems=tuple(_told(unread[one], texts) for one in names if one in unread),
    )


def _state(state: CaseState, chosen: CaseFilter, texts: Texts) -> tuple[str, str, bool]:
    name = texts(f"docket.state.{state.value}") if state else texts("form.any")
    return state.value, name, state is chosen.state


def _is_day(one: Unread) -> bool:
    return one.name.endswith(("_from", "_to"))


def _told(one: Unread, texts: Texts) -> str:
    return texts(one.code, found=one.found)


def ticked(values: Iterable[str]) -> tuple[str, ...]:
    """Values of a form without the empty ones, each once."""
    return tuple(dict.fromkeys(value for value in values if value))
