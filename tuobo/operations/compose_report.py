"""Composes a report of a data version from an outline; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.indicators import Pack
from tuobo.engines.intake import DataVersion
from tuobo.engines.reports.compose import (
    Composition,
    Known,
    Making,
    Outlines,
    Setting,
    compose,
    default_period,
)
from tuobo.engines.reports.layout import chart_style
from tuobo.operations.data_gaps import DataGaps
from tuobo.operations.ledger_versions.figures import LATEST, ledger_figures, with_ledgers
from tuobo.operations.report_figures import FINDING, StoreFigures
from tuobo.operations.serve_version import dated_version, served
from tuobo.operations.workspace import Workspace

_DIMENSIONS = frozenset(
    {"court", "division", "cause", "case_word", "procedure", "domain", "instance"}
)
"""No dimension of persons: a report does not compare judges."""


@dataclass(frozen=True, kw_only=True)
class ReportRequest:
    """What is to be written: outline, data version, periods, and what only a person knows.

    period None is the outline's own; baseline None leaves comparisons with it as gaps. `ledgers`
    is a ledger version; without any, what ledgers would tell stays a gap.
    """

    outline: str
    version: DataVersion
    at: datetime
    dated_on: date
    court: str = ""
    period: Period | None = None
    baseline: Period | None = None
    receiver: str = ""
    number: str = ""
    signer: str = ""
    ledgers: str = LATEST


def compose_report(workspace: Workspace, asked: ReportRequest) -> Composition:
    """The report as a document tree, with the places that wait for a person."""
    texts = workspace.texts("zh")  # official texts are Chinese
    outlines = outlines_of(workspace)
    outline = outlines.find(asked.outline)
    version = asked.version
    setting = Setting(
        court=asked.court,
        court_name=_court_name(workspace, asked),
        period=asked.period or default_period(outline.period, version.as_of),
        as_of=version.as_of,
        dated_on=asked.dated_on,
        baseline=asked.baseline,
        receiver=asked.receiver,
        number=asked.number,
        signer=asked.signer,
        scope=(("court", (asked.court,)),) if asked.court else (),
    )
    making = Making(outlines=outlines, texts=texts, charts=chart_style(workspace.content))
    figures = figures_of(
        workspace, version, texts, asked.at, court=asked.court, ledgers=asked.ledgers
    )
    with figures as source:
        name = f"{outline.outline}-{setting.period}"
        return compose(outline, setting, source, making, name)


@contextmanager
def figures_of(
    workspace: Workspace,
    version: DataVersion,
    texts: Texts,
    at: datetime,
    *,
    court: str = "",
    ledgers: str = LATEST,
) -> Iterator[StoreFigures]:
    """The figures of a data version and a ledger version, open while they are asked for."""
    state = dated_version(workspace, version)
    places = state.facts["case"].select("case_number", "court", "division")
    findings = state.findings(workspace).join(places, on="case_number", how="left")
    gaps = DataGaps.of(workspace, state, texts, court)
    with served(workspace, version) as opened:
        small = opened.pack.small
        least = small.least_denominator if small else 0
        kept = ledger_figures(workspace, ledgers, texts, at, least=least)
        yield StoreFigures(workspace, opened, findings, gaps, texts, at, kept)


def outlines_of(workspace: Workspace) -> Outlines:
    """All outlines, checked against the indicators and findings in use."""
    known = with_ledgers(
        known_names(workspace.indicators, workspace.finding_rules), workspace.ledgers
    )
    return Outlines.of(workspace.content, known)


def known_names(pack: Pack, findings: Iterable[str]) -> Known:
    """What tokens may name; indicators that are forbidden as such are barred from reports."""
    barred = {
        name
        for one in pack.indicators.values()
        if one.definition.status == "forbidden"
        for name in (one.definition.id, one.key)
    }
    usable = ({*pack.ids, *pack.indicators} - barred) | {f"{FINDING}{name}" for name in findings}
    return Known(figures=frozenset(usable), barred=frozenset(barred), dimensions=_DIMENSIONS)


def _court_name(workspace: Workspace, asked: ReportRequest) -> str:
    if asked.court:
        return workspace.court_name(asked.court)
    cases = workspace.snapshots.read(asked.version.number)["case"]
    courts = cases.select(pl.col("court").unique().sort()).collect()["court"].to_list()
    return workspace.court_name(str(courts[0])) if len(courts) == 1 else ""
