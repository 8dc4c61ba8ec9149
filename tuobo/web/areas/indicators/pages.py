"""What the pages of an indicator show, in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tuobo.engines.reports import Formatted, IndicatorLine, Reading
from tuobo.engines.reports.health_check.page import Month
from tuobo.operations.desk.cases_behind import RowsPage
from tuobo.operations.desk.credibility import Credibility
from tuobo.operations.desk.difference import Difference
from tuobo.operations.desk.indicator_page import DefinitionCard, FigurePassport
from tuobo.operations.programme.verdicts_beside import VerdictBeside
from tuobo.web.ui.case_lists import FilterForm
from tuobo.web.ui.charts import ScreenChart
from tuobo.web.ui.options import Option
from tuobo.web.ui.paging import Pager
from tuobo.web.ui.tables import Table
from tuobo.web.ui.tasks import TaskLink


@dataclass(frozen=True, kw_only=True)
class Link:
    """A page by its name."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One page below the chart."""

    name: str
    address: str
    is_here: bool
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands on every page of an indicator: figure, definition, passport, tabs.

    interval_history  the intervals that the court entered, each with its days and document
    bench             where a change of it is taken apart; empty for what is no rate
    """

    line: IndicatorLine
    figure: Formatted
    credibility: Credibility
    definition: DefinitionCard
    interval_history: tuple[tuple[str, str], ...]
    status: str
    better: str
    mark: str
    passport: FigurePassport
    sql: str
    rows_hash: str
    hash_address: str
    bench: str
    tabs: tuple[Tab, ...]
    unread: str


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    """A month with its figure; `menu` leads on from it. `tone`: improve, concern or nothing."""

    month: Month
    value: str
    fraction: str
    tone: str
    mean: str
    limits: str
    band: str
    menu: tuple[Link, ...]
    code: str
    is_marked: bool


@dataclass(frozen=True, kw_only=True)
class VerdictLink:
    """A problem tied to the indicator, the verdict on it, and the address of its entry."""

    verdict: VerdictBeside
    address: str


@dataclass(frozen=True, kw_only=True)
class MonthsPage:
    """The indicator's own past, by month, the latest first; the tasks and problems about it."""

    frame: Frame
    chart: ScreenChart
    tasks: tuple[TaskLink, ...]
    verdicts: tuple[VerdictLink, ...]
    rows: tuple[MonthRow, ...]
    workbook: str


@dataclass(frozen=True, kw_only=True)
class PartView:
    """A part of the break-down: its figure, its months in small, where it leads."""

    label: str
    address: str
    cases: str
    figure: Formatted
    months: tuple[Month, ...]
    variation: Reading | None


@dataclass(frozen=True, kw_only=True)
class BreakDownPage:
    """An indicator by one dimension, in official order."""

    frame: Frame
    title: str
    dimensions: tuple[Tab, ...]
    whole: Formatted
    parts: tuple[PartView, ...]
    unseen: int


@dataclass(frozen=True, kw_only=True)
class CompanionView:
    """An indicator that is to be read together with this one."""

    line: IndicatorLine
    figure: Formatted
    address: str


@dataclass(frozen=True, kw_only=True)
class CompanionsPage:
    frame: Frame
    companions: tuple[CompanionView, ...]


@dataclass(frozen=True, kw_only=True)
class CasesPage:
    """The cases of one part; `rows` instead where the part's rows are no cases.

    counted  all of them, also those outside the visitor's reach
    """

    frame: Frame
    lead: str
    counted: int
    seen: int
    form: FilterForm | None
    table: Table | None
    pager: Pager | None
    rows: RowsPage | None
    workbook: str


@dataclass(frozen=True, kw_only=True)
class ExplainPage:
    """Two figures and the cases that only one of them counts."""

    frame: Frame
    indicators: tuple[Option, ...]
    versions: tuple[Option, ...]
    period: str
    problem: str
    found: Difference | None
    figures: tuple[Formatted, Formatted] | None
    shows_judges: bool
    workbook: str


@dataclass(frozen=True, kw_only=True)
class CardPage:
    """The chart of an indicator in small, with the sentence that says the same."""

    line: IndicatorLine
    figure: Formatted
    chart: Markup
    sentence: str
