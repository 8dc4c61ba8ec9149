"""What an export asks for, as plain values, and the rows that it is then made of.

The same values make the file at once or in the background, where they were stored with the job;
whoever's rights decide are handed in, as they may have changed meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuobo.core.errors import RequestError
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import read_query
from tuobo.operations.desk.case_list import export_cases
from tuobo.operations.desk.exporting import Export
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import name_of


@dataclass(frozen=True, kw_only=True)
class CaseExportAsked:
    """Criteria and order as the list's address has them; the place, if one was chosen.

    form     xlsx or docx
    version  the data version that the list was of
    """

    form: str
    query: str
    columns: tuple[str, ...]
    version: str
    court: str = ""
    division: str = ""
    judge: str = ""

    @property
    def place(self) -> Place:
        return Place(court=self.court, division=self.division, judge=self.judge)

    def within(self, reach: Reach) -> Reach:
        """The part of a reach that the list is of; RequestError `desk.no_place` if it is not all
        within.
        """
        place = self.place
        if place == Place():
            return reach
        if not reach.covers(court=place.court, division=place.division, judge=place.judge):
            told = " · ".join(part for part in (place.court, place.division, place.judge) if part)
            raise RequestError("desk.no_place", place=told)
        return Reach((place,))


def export_of(
    opened: OpenVersion, asked: CaseExportAsked, reach: Reach, hidden: frozenset[str], texts: Texts
) -> Export:
    """The rows with titles and criteria, the place among them."""
    found = export_cases(
        opened,
        asked.within(reach),
        read_query(asked.query).question,
        texts,
        columns=asked.columns,
        hidden=hidden,
    )
    if asked.place == Place():
        return found
    place = (texts("cases.place"), name_of(opened, asked.place, texts))
    return replace(found, criteria=(place, *found.criteria))
