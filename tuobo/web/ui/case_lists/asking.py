"""What the address of a list of cases asks for, and the addresses of its neighbours.

Every link keeps all criteria; only what it changes is changed. A filter of other values begins at
its first page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from tuobo.engines.docket import (
    CaseFilter,
    CaseQuestion,
    CaseSort,
    ReadQuestion,
    Unread,
    pairs_of,
    read_pairs,
    read_query,
)
from tuobo.web.ui.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A question as an address asks it.

    carried  place, period and data version
    own      parameters of the page itself, such as how it is drawn, which its links keep
    """

    path: str
    carried: tuple[tuple[str, str], ...]
    question: CaseQuestion
    unread: tuple[Unread, ...] = ()
    own: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, visit: Visit, path: str, given: QueryDict, own: tuple[str, ...] = ()) -> Asking:
        found: ReadQuestion = read_pairs(every_pair(given))
        return cls(
            path=path,
            carried=tuple(visit.carried.items()),
            question=found.question,
            unread=found.unread,
            own=tuple((name, str(given[name])) for name in own if given.get(name)),
        )

    def answered(self, question: CaseQuestion) -> Asking:
        """The same with what was really answered: hidden columns taken out, the page that is."""
        return replace(self, question=question)

    @property
    def filter(self) -> CaseFilter:
        return self.question.filter

    @property
    def address(self) -> str:
        return self._address(self.question)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Names and values of all of it but page and size."""
        first = replace(self.question, page=1, size=CaseQuestion().size)
        return [*self.carried, *self.own, *pairs_of(first)]

    @property
    def kept_beside(self) -> tuple[tuple[str, str], ...]:
        """What a form of the criteria keeps beside them: the page's own, the order, the size."""
        beside = CaseQuestion(sort=self.question.sort, size=self.question.size)
        return (*self.own, *pairs_of(beside))

    @property
    def query(self) -> str:
        """The criteria and the order as a query string, without place and page."""
        return urlencode(list(pairs_of(replace(self.question, page=1))))

    def at(self, path: str) -> str:
        """The same criteria at another address, such as the export's."""
        return replace(self, path=path, question=replace(self.question, page=1)).address

    def of_kept(self, query: str) -> str:
        """The list by the criteria of a kept filter, at the place of this one."""
        return self._address(replace(read_query(query).question, page=1))

    def cleared(self) -> str:
        return self._address(replace(self.question, filter=CaseFilter(), page=1))

    def with_own(self, **changes: str) -> str:
        """The same criteria with other parameters of the page itself; an empty one goes."""
        own = {**dict(self.own), **changes}
        changed = tuple((name, value) for name, value in own.items() if value)
        return replace(self, own=changed, question=replace(self.question, page=1)).address

    def without(self, name: str) -> str:
        """The list without one criterion."""
        return self.with_filter(**{name: getattr(CaseFilter(), name)})

    def with_filter(self, **changes: Any) -> str:  # noqa: ANN401 - of whatever type the field is
        return self._address(replace(self.question, filter=replace(self.filter, **changes), page=1))

    def sorted_by(self, column: str) -> str:
        """Ascending at first; a second click turns it, a third brings the usual order back."""
        sort = self.question.sort
        turned = CaseSort(column=column)
        if sort.column == column:
            turned = CaseSort() if sort.descending else CaseSort(column=column, descending=True)
        return self._address(replace(self.question, sort=turned, page=1))

    def _address(self, question: CaseQuestion) -> str:
        query = urlencode([*self.carried, *self.own, *pairs_of(question)])
        return f"{self.path}?{query}" if query else self.path


def every_pair(given: QueryDict) -> Iterable[tuple[str, str]]:
    """Names and values of an address, each value of a name."""
    return ((name, value) for name, values in given.lists() for value in values)
