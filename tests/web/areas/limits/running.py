"""The running cases of the small court that have a limit, to work out what the board must show."""

from __future__ import annotations

from functools import cache

from tests.desk_cast import COURT
from tests.sample_store import shared_store
from tuobo.core.reach import Place, Reach
from tuobo.engines.docket import CaseFilter, CaseRow, CaseState, cases_at, select_rows
from tuobo.operations.desk.the_desk import the_desk


@cache
def running() -> tuple[CaseRow, ...]:
    workspace = shared_store().workspace
    reach = Reach((Place(court=COURT),))
    with the_desk(workspace.store, workspace.content).now() as opened:
        rows = select_rows(opened.docket, reach, CaseFilter(state=CaseState.OPEN))
        return tuple(case for case in cases_at(opened.docket, rows) if case.alert_on)
