"""What lists of cases are asked: the parameters of the list page's address, read as it reads them.

They are declared as texts because reading never fails: what cannot be read is left out and told.
"""

from __future__ import annotations

from ninja import Field, Schema

from tuobo.web.areas.api.words import both


class CasesAsked(Schema):
    """Filters of cases; what is left empty does not narrow, a code may stand several times."""

    org: str = Field("", description=both("api.field.org"))
    as_of: str = Field("", description=both("api.field.as_of"))
    text: str = Field("", description=both("docket.column.case_number"))
    court: list[str] = Field([], description=both("docket.column.court"))
    division: list[str] = Field([], description=both("docket.column.division"))
    judge: list[str] = Field([], description=both("docket.column.judge"))
    domain: list[str] = Field([], description=both("docket.column.domain"))
    case_word: list[str] = Field([], description=both("docket.column.case_word"))
    procedure: list[str] = Field([], description=both("docket.column.procedure"))
    cause: list[str] = Field([], description=both("docket.column.cause"))
    lane: list[str] = Field([], description=both("docket.column.lane"))
    paused_ground: list[str] = Field([], description=both("docket.column.paused_ground"))
    finding: list[str] = Field([], description=both("api.field.finding"))
    state: str = Field("", description="open, closed")
    filed_from: str = Field("", description=both("docket.column.filed_on"))
    filed_to: str = Field("", description=both("docket.column.filed_on"))
    closed_from: str = Field("", description=both("docket.column.closed_on"))
    closed_to: str = Field("", description=both("docket.column.closed_on"))
    due_from: str = Field("", description=both("docket.column.due_on"))
    due_to: str = Field("", description=both("docket.column.due_on"))
    no_limit: str = ""
    sort: str = Field("", description=both("api.field.sort"))
    page: str = Field("", description=both("api.field.page"))
    size: str = Field("", description="10, 20, 50, 100")


class UnreadOut(Schema):
    """A part of the question that could not be read and was left out."""

    name: str
    found: str
