"""Periods and days as people say them, in the language of the page or the document.

The words are content (texts `time.…`). Addresses, exports for machines and the evidence keep the
form 2025-01..2025-06. What a ledger exports in these words, its import reads again.
"""

from __future__ import annotations

from datetime import date

from tuobo.core.period import Period
from tuobo.core.texts import Texts

_NAMED = {
    (1, 12): "year",
    (1, 6): "first_half",
    (7, 6): "second_half",
    (1, 3): "first_quarter",
    (4, 3): "second_quarter",
    (7, 3): "third_quarter",
    (10, 3): "fourth_quarter",
}
"""First month and number of months of the spans that have a name of their own."""


def period_in_words(period: Period, texts: Texts) -> str:
    """A period as official texts say it.

    >>> from tuobo.core.content import Content
    >>> zh, en = Texts(Content()), Texts(Content(), "en")
    >>> period_in_words(Period.of("2025H1"), zh), period_in_words(Period.of("2025H1"), en)
    ('2025年上半年', 'first half of 2025')
    """
    first, last = period.start, period.last_day
    if not period.is_whole_months:
        days = (day_in_words(one, texts) for one in (first, last))
        return texts("time.days", first=next(days), last=next(days))
    length = len(period.months)
    fields = {"year": first.year, "first": first.month, "last": last.month}
    if length == 1:
        return texts("time.month", **fields)
    if first.year != last.year:
        return texts("time.across_years", **fields, last_year=last.year)
    return texts(f"time.{_NAMED.get((first.month, length), 'months')}", **fields)


def day_in_words(day: date, texts: Texts) -> str:
    """A day as official texts say it."""
    return texts("time.day", year=day.year, month=day.month, day=day.day)
