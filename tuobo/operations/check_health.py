"""The health check of a data version: indicators, running limits, findings, data quality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.analysis import default_rules
from tuobo.engines.intake import DataVersion
from tuobo.engines.reports import (
    CaseMarks,
    FindingGroup,
    HealthCheck,
    QualityLine,
)
from tuobo.operations.data_gaps import DataGaps
from tuobo.operations.indicator_lines import (
    LineSettings,
    PageRules,
    asked_indicators,
    indicator_lines,
)
from tuobo.operations.keep_quarantine import issue_name, quarantine_of
from tuobo.operations.limit_lines import limit_board
from tuobo.operations.reporting_period import year_so_far
from tuobo.operations.rows_behind import Behind, case_marks, rows_behind
from tuobo.operations.serve_version import Dated, dated_version, served
from tuobo.operations.workspace import Workspace

_MARK_TITLES = ("case_number", "division", "judge", "cause", "filed_on", "closed_on")


@dataclass(frozen=True, kw_only=True)
class HealthQuestion:
    """Which data version, court (empty: the whole store), period (None: the year so far).

    `with_cases` also lists the cases behind each figure, for page and workbook.
    """

    version: DataVersion
    texts: Texts
    at: datetime
    court: str = ""
    period: Period | None = None
    statuses: frozenset[str] = frozenset({"goal", "diagnostic", "cancelled", "forbidden"})
    with_cases: bool = True


@dataclass(frozen=True, kw_only=True)
class HealthAnswer:
    """The page, and the marks of all cases for the workbook."""

    page: HealthCheck
    marks: CaseMarks


def check_health(workspace: Workspace, asked: HealthQuestion) -> HealthAnswer:
    """Compute the whole health check as of a data version."""
    version, texts = asked.version, asked.texts
    period = asked.period or year_so_far(version.as_of)
    rules = PageRules.of(workspace.content)
    settings = LineSettings(
        texts=texts,
        rules=default_rules(workspace.content),
        page=rules,
        period=period,
        scope={"court": (asked.court,)} if asked.court else {},
        statuses=asked.statuses,
    )
    behind: dict[str, Behind] = {}
    state = dated_version(workspace, version)
    gaps = DataGaps.of(workspace, state, texts, asked.court)
    settings = replace(settings, gaps=gaps)
    with served(workspace, version) as opened:
        if asked.with_cases:
            for one in asked_indicators(opened, settings):
                found = rows_behind(opened, one, period, settings.scope)
                if found is not None:
                    behind[one.definition.id] = found
        lines = indicator_lines(opened, replace(settings, behind=behind))
    board = limit_board(workspace, state, texts, court=asked.court, with_steps=asked.with_cases)
    kept = quarantine_of(workspace, version)
    page = HealthCheck(
        court=asked.court,
        court_name=_court_name(workspace, state.facts["case"], asked.court, texts),
        period=period,
        as_of=version.as_of,
        data_version=version.id,
        computed_at=asked.at,
        lines=lines,
        lanes=board.lanes,
        limits=board.lines,
        findings=tuple(
            replace(one, sentence=" ".join((one.sentence, *gaps.finding_notes(one.id))))
            for one in _findings(
                workspace, _of_court(state, workspace, asked.court), texts, rules.findings_shown
            )
        ),
        quality=tuple(_quality(workspace, kept.issues, texts)),
        rows_read=sum(kept.rows_read.values()),
        rows_kept=sum(kept.rows_kept.values()),
        rows_rejected=sum(kept.rows_rejected.values()),
    )
    titles = [texts(f"health.{title}") for title in _MARK_TITLES]
    return HealthAnswer(page=page, marks=case_marks(behind, titles))


def _court_name(workspace: Workspace, cases: pl.DataFrame, court: str, texts: Texts) -> str:
    courts = [court] if court else cases["court"].unique().to_list()
    if len(courts) == 1:
        return workspace.court_name(str(courts[0]), texts.lang)
    return texts("health.courts", count=len(courts))


def _of_court(state: Dated, workspace: Workspace, court: str) -> pl.DataFrame:
    """All findings; in a store of several courts, those of the cases of the one asked for."""
    found = state.findings(workspace)
    cases = state.facts["case"].filter(pl.col("court") == court)
    if not court or cases.height == state.facts["case"].height:
        return found
    return found.join(cases.select("case_number"), on="case_number", how="semi")


def _findings(
    workspace: Workspace, found: pl.DataFrame, texts: Texts, most: int
) -> Iterator[FindingGroup]:
    for name, rule in workspace.finding_rules.items():
        rows = found.filter(pl.col("finding") == name)
        if rows.is_empty():
            continue
        shown = rows.select(
            "case_number",
            pl.concat_str(["table", "shown"], separator=" ", ignore_nulls=True),
            pl.col("found").fill_null(""),
            pl.col("expected").fill_null(""),
        )
        yield FindingGroup(
            id=name,
            name=texts.pick(rule.names),
            sentence=texts.pick(rule.sentence).format(found="…", expected="…"),
            source=" ".join(filter(None, (rule.source.text, rule.source.article))),
            rows=tuple(shown.head(most).rows()),
            count=len(rows),
        )


def _quality(workspace: Workspace, issues: pl.DataFrame, texts: Texts) -> Iterator[QualityLine]:
    grouped = issues.group_by("rule", "severity", maintain_order=True).agg(
        pl.len(),
        pl.col("sheet").first(),
        pl.col("row").first(),
        pl.col("column").first(),
        pl.col("found").first(),
        pl.col("expected").first(),
    )
    for row in grouped.sort("severity", "rule").iter_rows(named=True):
        place = texts("health.quality.place", sheet=row["sheet"], row=row["row"] or "—")
        yield QualityLine(
            rule=row["rule"],
            name=issue_name(workspace, row["rule"], texts),
            severity=row["severity"],
            count=row["len"],
            example=f"{place} {row['column']}：{row['found']} → {row['expected']}",
        )
