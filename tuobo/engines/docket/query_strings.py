"""Questions as the query part of an address, and back: what is asked survives paging and sharing.

Reading never fails: what cannot be understood is left out and told, so that the page can say what
was typed, where, and how to type it. An unknown name is somebody else's and passes unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tuobo.engines.docket.columns import LISTED
from tuobo.engines.docket.question import (
    CHOICES,
    DAYS,
    DEFAULT_SIZE,
    PAGE_SIZES,
    CaseFilter,
    CaseQuestion,
    CaseSort,
    CaseState,
)
from tuobo.engines.docket.typed_days import typed_day

NONE = "-"
"""Stands for 'has none' among the codes, because forms send an empty text for 'any'."""
_DESCENDING = "-"
_MOST_DIGITS = 9


@dataclass(frozen=True, kw_only=True)
class Unread:
    """What could not be understood: the name of the field, what stood there, why (a text code)."""

    name: str
    found: str
    code: str


@dataclass(frozen=True)
class ReadQuestion:
    """The question as far as it could be read, and what could not."""

    question: CaseQuestion
    unread: tuple[Unread, ...] = ()


def query_of(question: CaseQuestion) -> str:
    """The query string of a question; defaults are left out.

    >>> query_of(CaseQuestion(filter=CaseFilter(lane=("overdue",)), page=2))
    'lane=overdue&page=2'
    """
    return urlencode(list(pairs_of(question)))


def pairs_of(question: CaseQuestion) -> Iterator[tuple[str, str]]:
    """Names and values of a question, as hidden fields of a form need them."""
    yield from _filter_pairs(question.filter)
    if question.sort.column:
        mark = _DESCENDING if question.sort.descending else ""
        yield "sort", f"{mark}{question.sort.column}"
    if question.page != 1:
        yield "page", str(question.page)
    if question.size != DEFAULT_SIZE:
        yield "size", str(question.size)


def read_query(query: str) -> ReadQuestion:
    """The question of a query string."""
    return read_pairs(parse_qsl(query, keep_blank_values=True))


def read_pairs(pairs: Iterable[tuple[str, str]]) -> ReadQuestion:
    """The question of names and values, such as a form sends them."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if value:
            given.setdefault(name, []).append(value)
    unread: list[Unread] = []
    question = CaseQuestion(
        filter=_filter(given, unread),
        sort=_sort(given.get("sort", ()), unread),
        page=_number(given, "page", 1, unread),
        size=_size(given, unread),
    )
    return ReadQuestion(question, tuple(unread))


def _filter_pairs(chosen: CaseFilter) -> Iterator[tuple[str, str]]:
    if chosen.text:
        yield "text", chosen.text
    for name in CHOICES:
        for code in getattr(chosen, name):
            yield name, _shown(code)
    if chosen.state:
        yield "state", chosen.state.value
    for name in DAYS:
        day = getattr(chosen, name)
        if day is not None:
            yield name, day.isoformat()
    if chosen.no_limit:
        yield "no_limit", "1"


def _shown(code: str) -> str:
    """A code that begins like the mark for 'none' gets one mark more."""
    return NONE + code if not code or code.startswith(NONE) else code


def _read(shown: str) -> str:
    return shown.removeprefix(NONE)


def _filter(given: dict[str, list[str]], unread: list[Unread]) -> CaseFilter:
    found: dict[str, Any] = {
        name: tuple(_read(shown) for shown in given[name]) for name in CHOICES if name in given
    }
    for name in DAYS:
        for typed in given.get(name, ())[-1:]:
            day = typed_day(typed)
            if day is None:
                unread.append(Unread(name=name, found=typed, code="docket.unread.day"))
            else:
                found[name] = day
    state = _last(given.get("state", ()))
    if state in set(CaseState):
        found["state"] = CaseState(state)
    else:
        unread.append(Unread(name="state", found=state, code="docket.unread.state"))
    return CaseFilter(text=_last(given.get("text", ())), no_limit="no_limit" in given, **found)


def _sort(given: Sequence[str], unread: list[Unread]) -> CaseSort:
    asked = _last(given)
    column = asked.removeprefix(_DESCENDING)
    if not asked:
        return CaseSort()
    if column not in LISTED:
        unread.append(Unread(name="sort", found=asked, code="docket.unread.sort"))
        return CaseSort()
    return CaseSort(column=column, descending=asked != column)


def _size(given: dict[str, list[str]], unread: list[Unread]) -> int:
    size = _number(given, "size", DEFAULT_SIZE, unread)
    if size in PAGE_SIZES:
        return size
    unread.append(Unread(name="size", found=str(size), code="docket.unread.size"))
    return DEFAULT_SIZE


def _number(given: dict[str, list[str]], name: str, default: int, unread: list[Unread]) -> int:
    typed = _last(given.get(name, ()))
    if not typed:
        return default
    if typed.isdecimal() and len(typed) <= _MOST_DIGITS and int(typed):
        return int(typed)
    unread.append(Unread(name=name, found=typed, code="docket.unread.number"))
    return default


def _last(values: Sequence[str]) -> str:
    return values[-1] if values else ""
