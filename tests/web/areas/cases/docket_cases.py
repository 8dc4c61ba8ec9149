"""The cases of the small court as plain rows, to work out what pages must show."""

from __future__ import annotations

from functools import cache

from tests.desk_cast import COURT
from tests.sample_store import shared_store
from tuobo.core.reach import Place, Reach
from tuobo.engines.docket import CaseFilter, CaseRow, cases_at, select_rows
from tuobo.operations.desk.the_desk import the_desk

WHOLE_COURT = Reach((Place(court=COURT),))


@cache
def every_case() -> tuple[CaseRow, ...]:
    """All cases of the court, in the order in which lists show them."""
    workspace = shared_store().workspace
    with the_desk(workspace.store, workspace.content).now() as opened:
        rows = select_rows(opened.docket, WHOLE_COURT, CaseFilter())
        return tuple(cases_at(opened.docket, rows))


def is_open(case: CaseRow) -> bool:
    return case.closed_on is None or case.closed_on > shared_store().version.as_of
