"""One cell to one value, by type. What cannot be read is a `Trouble`, never a guess.

A workbook gives numbers and days as they are; people give text. Both are read here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.engines.ledgers.definition import Field, FieldType
from tuobo.engines.ledgers.folding import amount, exact, folded
from tuobo.engines.ledgers.numbering import Numbering
from tuobo.engines.ledgers.reading.context import Cell, Reader
from tuobo.engines.ledgers.sentence import Sentence, say
from tuobo.engines.ledgers.values import Single

SHORT, LONG = 200, 20_000
"""Characters at most in a line and in a long text."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_EPOCH = date(1899, 12, 30)  # day 0 of a workbook that counts from 1900
_SERIAL = range(10_000, 80_000)  # 1927 to 2119
_DAY = re.compile(
    r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:t?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?$"
)
_DIGITS = re.compile(r"^(\d{4})(\d\d)(\d\d)$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUMERALS = {
    "一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2",
    "FIRST": "1", "SECOND": "2", "THIRD": "3", "FOURTH": "4",
}  # fmt: skip
_PERIODS = (
    (re.compile(r"^(\d{4})年?第?([1-4一二三四])季度?$"), "{0}Q{1}"),
    (re.compile(r"^(\d{4})年?(上|下)半年$"), "{0}H{1}"),
    (re.compile(r"^(\d{4})年度?$"), "{0}"),
    (re.compile(r"^(\d{4})年(\d{1,2})月?(?:至|到|-|–|—|~)(\d{1,2})月$"), "{0}-{1}..{0}-{2}"),
    (re.compile(r"^([\d-]{7,10})TO([\d-]{7,10})$"), "{0}..{1}"),
    (
        re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日至(\d{4})年(\d{1,2})月(\d{1,2})日$"),
        "{0}-{1:0>2}-{2:0>2}..{3}-{4:0>2}-{5:0>2}",
    ),
    (re.compile(r"^(FIRST|SECOND)HALFOF(\d{4})$"), "{1}H{0}"),
    (re.compile(r"^(FIRST|SECOND|THIRD|FOURTH)QUARTEROF(\d{4})$"), "{1}Q{0}"),
    (re.compile(r"^(\d{4})年(\d{1,2})月(?:至|到|-|—|~)(\d{4})年(\d{1,2})月$"), "{0}-{1}..{2}-{3}"),
    (re.compile(r"^(\d{4})[年./](\d{1,2})月?$"), "{0}-{1}"),
)


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Why a cell could not be read, and what would have been read."""

    rule: str
    expected: Sentence


def read_cell(cell: Cell, one: Field, reader: Reader) -> Single | Trouble | None:
    """The value of one cell; None if it is empty or holds a word for nothing."""
    if cell is None:
        return None
    if isinstance(cell, str):
        cell = cell.strip()
        if not cell.isprintable():
            cell = _CONTROL.sub("", cell)
        if not cell or _means_nothing(cell, one, reader):
            return None
    return _READERS[one.type](cell, one, reader)


def _means_nothing(text: str, one: Field, reader: Reader) -> bool:
    """无 and 不适用 mean nothing, unless they are a text, an option or a way to say no."""
    if one.type is FieldType.TEXT or len(text) > reader.words.longest_blank:
        return False
    if folded(text) not in reader.words.blanks:
        return False
    is_option = one.type is FieldType.CHOICE and reader.option(one, text) is not None
    return not is_option and not (one.type is FieldType.FLAG and folded(text) in reader.words.flags)


def printed(cell: Cell) -> str:
    """A cell as it is shown back to whoever typed it."""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _text(cell: Cell, one: Field, reader: Reader) -> Single | Trouble:
    del reader
    text = printed(cell).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(cell, float) and cell.is_integer():
        text = str(int(cell))
    most = LONG if one.long else SHORT
    if len(text) > most:
        return Trouble(
            rule="ledger.value.too_long", expected=say("ledger.expected.text", most=most)
        )
    if "\n" in text and not one.long:
        text = " ".join(text.split())
    return text


def _number(cell: Cell, one: Field, reader: Reader) -> Single | Trouble:
    del reader
    read = _plain_number(cell, _units(one))
    if read is None or read != round(read, one.decimals):
        return _bad("number", decimals=one.decimals)
    return read


def _days(cell: Cell, one: Field, reader: Reader) -> Single | Trouble:
    del one, reader
    read = _plain_number(cell, ("个自然日", "个工作日", "工作日", "天", "日", "days", "day"))
    if read is None or read != int(read):
        return _bad("days")
    return int(read)


def _money(cell: Cell, one: Field, reader: Reader) -> Single | Trouble:
    """Whole fen from an amount in yuan."""
    del one, reader
    if isinstance(cell, str):
        text = folded(cell).removeprefix("人民币").removeprefix("rmb").strip("¥￥$")
        text = text.removesuffix("整").removesuffix("正").removesuffix("元")
        yuan = amount(text)
    else:
        yuan = _plain_number(cell, ())
    if yuan is None or yuan * 100 != int(yuan * 100):
        return _bad("money")
    return int(yuan * 100)


def _plain_number(cell: Cell, units: tuple[str, ...]) -> Decimal | None:
    if isinstance(cell, bool | date):
        return None
    if isinstance(cell, int | float | Decimal):
        read = exact(cell)
        return read if read.is_finite() else None
    text = folded(str(cell))
    for unit in units:
        if text.endswith(folded(unit)):
            text = text.removesuffix(folded(unit))
            break
    return amount(text)


def _units(one: Field) -> tuple[str, ...]:
    return (one.unit.zh, one.unit.en) if one.unit else ()


def _date(cell: Cell, one: Field, reader: Reader) -> Single | Trouble:
    del one, reader
    if isinstance(cell, datetime):
        day: date | None = cell.date()
    elif isinstance(cell, date):
        day = cell
    elif isinstance(cell, str):
        day = day_of(cell)
    else:
        day = _serial_day(cell)
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return _bad("date")
    return day


@lru_cache(maxsize=4096)
def day_of(text: str) -> date | None:
    """A day as people write it: 20260715, 2026-07-15, 2026.7.15, 2026/7/15, 2026年7月15日.

    >>> day_of("２０２６年７月１５日")
    datetime.date(2026, 7, 15)
    """
    plain = folded(text)
    found = _DAY.match(plain) or _DIGITS.match(plain)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _serial_day(cell: Cell) -> date | None:
    """A day that a workbook shows as a number because its cell has no date format."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell != cell // 1:
        return None
    return _EPOCH + timedelta(days=int(cell)) if int(cell) in _SERIAL else None


def _period(cell: Cell, one: Field, reader: Reader) -> Single | Trouble:
    del one, reader
    text = folded(printed(cell)).upper()
    for pattern, form in _PERIODS:
        if found := pattern.match(text):
            text = form.format(*(_NUMERALS.get(part, part) for part in found.groups()))
            break
    try:
        return Period.of(text)
    except RequestError:
        return _bad("period")


def _flag(cell: Cell, one: Field, reader: Reader) -> Single | Trouble:
    del one
    if isinstance(cell, bool):
        return cell
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else printed(cell)
    found = reader.words.flags.get(folded(text))
    return _bad("flag") if found is None else found


def _choice(cell: Cell, one: Field, reader: Reader) -> Single | Trouble:
    found = reader.option(one, printed(cell))
    if found is None:
        labels = tuple(each.names for each in reader.options(one))
        return Trouble(
            rule="ledger.value.choice", expected=say("ledger.expected.choice", labels=labels)
        )
    if not found.in_force.holds_on(reader.on):
        start, end = found.in_force.start or "…", found.in_force.end or "…"
        span = say("ledger.expected.in_force", label=found.names, start=start, end=end)
        return Trouble(rule="ledger.value.not_in_force", expected=span)
    return found.code


def _court(cell: Cell, one: Field, reader: Reader) -> Single | Trouble:
    """A court by its code or its name in the list; codes of the right form pass unlisted."""
    del one
    text = unicodedata.normalize("NFKC", printed(cell)).strip()
    listed = reader.book.vocabularies["court"].code_of
    if text in listed:
        return listed[text]
    if re.fullmatch(reader.numbers.court_form, text):
        return text
    return _bad("court")


def _case_number(cell: Cell, one: Field, reader: Reader) -> Single | Trouble:
    del one
    found = reader.numbers.parse(printed(cell))
    return _bad("case_number") if found is None else str(found.case)


def _looked_up(cell: Cell, one: Field, reader: Reader) -> Single | Trouble:
    text = printed(cell)
    within = one.ledgers or tuple(kind.value for kind in one.units)
    for ledger in one.ledgers:
        if number := Numbering(pattern=reader.book[ledger].number).read(text):
            text = number
            break
    ids = reader.lookup.ids(one.type, text, within)
    if len(ids) == 1:
        return ids[0]
    if ids:
        several = say("ledger.expected.one_of_several", ids=ids)
        return Trouble(rule="ledger.value.ambiguous", expected=several)
    names = tuple(reader.book[name].names for name in one.ledgers)
    return Trouble(
        rule="ledger.value.not_found", expected=say(f"ledger.expected.{one.type}", ledgers=names)
    )


def _bad(kind: str, **fields: object) -> Trouble:
    return Trouble(rule=f"ledger.value.{kind}", expected=say(f"ledger.expected.{kind}", **fields))


_Read: TypeAlias = Callable[[Cell, Field, Reader], Single | Trouble]
_READERS: dict[FieldType, _Read] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.DAYS: _days,
    FieldType.MONEY: _money,
    FieldType.DATE: _date,
    FieldType.PERIOD: _period,
    FieldType.FLAG: _flag,
    FieldType.CHOICE: _choice,
    FieldType.COURT: _court,
    FieldType.CASE_NUMBER: _case_number,
    FieldType.PERSON: _looked_up,
    FieldType.UNIT: _looked_up,
    FieldType.LINK: _looked_up,
    FieldType.FILE: _looked_up,
    FieldType.INDICATOR: _looked_up,
    FieldType.FIGURE: _looked_up,
}
