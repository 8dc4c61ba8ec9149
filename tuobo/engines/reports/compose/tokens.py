"""The tokens of an outline: `{…}` in a sentence, read by a small closed grammar.

    {待填：说明}                     a gap that a person fills
    {固定表述：two_upholds}          a fixed formula from the checked phrase list
    {记录：statement}                a field of the record that the block tells of
    {本院} {统计期} {截至日} …       a word that the run knows
    {closed_within_limit_rate | 同比 | 本期 | domain=civil}
                                    a figure: definition[@version], form, period, scope

Parts after the definition stand in any order, each kind at most once (scopes may repeat). Nothing
is evaluated: a text that does not fit is an error that names what was found and what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from tuobo.core.content import near
from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.engines.reports.document import Form


class Word(StrEnum):
    """What a run knows beside figures."""

    COURT = "本院"
    RECEIVER = "主送机关"
    PERIOD = "统计期"
    YEAR_BEFORE = "上年同期"
    PERIOD_BEFORE = "上期"
    BASELINE = "基线期"
    AS_OF = "截至日"


class When(StrEnum):
    """The period that a token speaks of; a literal period such as 2024H1 is allowed, too."""

    THIS = "本期"
    YEAR_BEFORE = "上年同期"
    PERIOD_BEFORE = "上期"
    BASELINE = "基线期"


FORMS = {
    "值": Form.VALUE,
    "同比": Form.YEAR_ON_YEAR,
    "环比": Form.PERIOD_ON_PERIOD,
    "较基线": Form.AGAINST_BASELINE,
    "分子/分母": Form.FRACTION,
    "分子": Form.NUMERATOR,
    "分母": Form.DENOMINATOR,
} | {str(form): form for form in Form}
COMPARISONS = (Form.YEAR_ON_YEAR, Form.PERIOD_ON_PERIOD, Form.AGAINST_BASELINE)
_GAP, _PHRASE, _RECORD = "待填", "固定表述", "记录"
_TOKEN = re.compile(r"\{([^{}]*)\}")
_FIGURE = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?(@\d+)?$")
_COLON = re.compile(r"[：:]")
_EXPECTED = (
    "值、同比、环比、较基线、分子/分母、分子、分母；本期、上年同期、上期、基线期或2024H1；维度=值"
)


@dataclass(frozen=True, kw_only=True)
class FigureToken:
    """A figure as the outline asks for it; `when` is a relative period or a literal one."""

    written: str
    definition: str
    form: Form = Form.VALUE
    when: When | Period = When.THIS
    scope: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class WordToken:
    written: str
    word: Word


@dataclass(frozen=True, kw_only=True)
class PhraseToken:
    written: str
    phrase: str


@dataclass(frozen=True, kw_only=True)
class GapToken:
    written: str
    needed: str


@dataclass(frozen=True, kw_only=True)
class RecordToken:
    """A field of the record at hand, or the name of what is linked to it."""

    written: str
    field: str


Token: TypeAlias = FigureToken | WordToken | PhraseToken | GapToken | RecordToken
Piece: TypeAlias = str | Token


@cache
def pieces_of(text: str) -> tuple[Piece, ...]:
    """A sentence as plain text and tokens; raises RequestError for what does not fit.

    >>> [type(one).__name__ for one in pieces_of("共{resolved_cases}件。")]
    ['str', 'FigureToken', 'str']
    """
    return tuple(_pieces(text))


def figure_token(text: str) -> FigureToken:
    """The inside of one figure token, without braces.

    >>> figure_token("appeal_rate | 同比").form.value
    'year_on_year'
    """
    token = _token(text)
    if not isinstance(token, FigureToken):
        raise RequestError("compose.not_a_figure", found=text)
    return token


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    for found in _TOKEN.finditer(text):
        if found.start() > at:
            yield _plain(text[at : found.start()])
        yield _token(found[1])
        at = found.end()
    if at < len(text):
        yield _plain(text[at:])


def _plain(text: str) -> str:
    if "{" in text or "}" in text:
        raise RequestError("compose.stray_brace", found=text.strip())
    return text


def _token(inside: str) -> Token:
    text = inside.strip()
    head, *rest = _COLON.split(text, maxsplit=1)
    if head.strip() == _GAP and rest:
        return GapToken(written=text, needed=rest[0].strip())
    if head.strip() == _PHRASE and rest:
        return PhraseToken(written=text, phrase=rest[0].strip())
    if head.strip() == _RECORD and rest:
        return RecordToken(written=text, field=rest[0].strip())
    if text in set(Word):
        return WordToken(written=text, word=Word(text))
    return _figure(text)


@dataclass
class _Parts:
    forms: list[Form] = field(default_factory=list)
    whens: list[When | Period] = field(default_factory=list)
    scope: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


def _figure(text: str) -> FigureToken:
    name, *parts = (part.strip() for part in text.split("|"))
    if not _FIGURE.match(name):
        known = [*Word, _GAP, _PHRASE, _RECORD]
        raise RequestError("compose.unreadable_token", found=text, suggestion=near(name, known))
    read = _Parts()
    for part in parts:
        _read_part(text, part, read)
    if len(read.forms) > 1 or len(read.whens) > 1:
        raise RequestError("compose.said_twice", found=text)
    form = read.forms[0] if read.forms else Form.VALUE
    when = read.whens[0] if read.whens else When.THIS
    return FigureToken(written=text, definition=name, form=form, when=when, scope=tuple(read.scope))


def _read_part(text: str, part: str, read: _Parts) -> None:
    dimension, is_scope, values = part.partition("=")
    if part in FORMS:
        read.forms.append(FORMS[part])
    elif part in set(When):
        read.whens.append(When(part))
    elif is_scope:
        read.scope.append((dimension.strip(), tuple(one.strip() for one in values.split(","))))
    else:
        try:
            read.whens.append(Period.of(part))
        except RequestError as error:
            known = [*FORMS, *When]
            raise RequestError(
                "compose.unknown_part",
                found=part,
                token=text,
                expected=_EXPECTED,
                suggestion=near(part, known),
            ) from error


Template: TypeAlias = str
"""A sentence with tokens; `Outlines` checks its grammar and its names with file and line."""

FigureName: TypeAlias = str
"""The inside of one figure token."""
