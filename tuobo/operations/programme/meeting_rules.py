"""What an agenda is made from, and where the first item must be 第一议题: a court may set it."""

from __future__ import annotations

from functools import cache

from tuobo.core.content import Content, Definition, Source


class FirstItem(Definition):
    """At which kinds of meeting the first item must be of which kind."""

    meetings: tuple[str, ...]
    kind: str


class FromSignals(Definition):
    """Of which kind an item about a concerning signal is, and of which indicators it may be."""

    kind: str
    field: str
    statuses: tuple[str, ...]


class FromOverdue(Definition):
    """A ledger whose overdue entries are suggested; `field` of the item names the entry.

    counts_waiting  also entries that wait for others, such as a request without a reply
    """

    ledger: str
    kind: str
    field: str
    counts_waiting: bool = False


class MeetingRules(Definition):
    """The rules; an agenda is open in `open_states` of its meeting."""

    first_item: FirstItem
    signals: FromSignals
    overdue: tuple[FromOverdue, ...]
    open_states: tuple[str, ...]
    source: Source

    @classmethod
    def of(cls, content: Content) -> MeetingRules:
        """The last root that has them wins."""
        return _of(content)


@cache
def _of(content: Content) -> MeetingRules:
    return content.load("meeting_rules", MeetingRules)[-1]
