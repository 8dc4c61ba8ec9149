"""`tuobo check`: the health check in the terminal, as a page and as a workbook."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from tuobo.cli.session import Session
from tuobo.core.clock import now
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.reports import (
    HealthCheck,
    IndicatorLine,
    health_check_html,
    text_of,
    write_health_check_workbook,
)
from tuobo.operations.check_health import HealthAnswer, HealthQuestion, check_health

AsOf = Annotated[
    str, typer.Option("--as-of", help="数据版本：编号、标识或日期。 Data version: number, id, day.")
]
PeriodOption = Annotated[
    str, typer.Option(help="统计期，如 2025、2025Q1、2025-01..2025-06。 Period.")
]
CourtOption = Annotated[str, typer.Option(help="法院代字。 Court code.")]
_ALL = frozenset({"goal", "diagnostic", "cancelled", "forbidden"})


def check(
    context: typer.Context,
    period: PeriodOption = "",
    court: CourtOption = "",
    html: Annotated[Path | None, typer.Option(help="写出网页。 Write the page.")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="写出工作簿。 Write the workbook.")] = None,
    show_all: Annotated[
        bool, typer.Option("--all", help="含诊断和核对用指标。 Diagnostics and the rest, too.")
    ] = False,
    as_of: AsOf = "latest",
) -> None:
    """体检表。 The health check of the latest data version, or of the one named."""
    session: Session = context.obj
    writes = html is not None or xlsx is not None
    question = HealthQuestion(
        version=session.version(as_of),
        texts=session.texts,
        at=now(),
        court=court,
        period=Period.of(period) if period else None,
        statuses=_ALL if writes or show_all else frozenset({"goal"}),
        with_cases=writes,
    )
    with session.working("cli.check.computing"):
        answer = check_health(session.workspace, question)
    print_health(session, answer.page, show_all=show_all)
    write_health(session, answer, html, xlsx)


def write_health(
    session: Session, answer: HealthAnswer, html: Path | None, xlsx: Path | None
) -> None:
    """Write page and workbook where asked, and say where they are."""
    for path in (html, xlsx):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
    if html is not None:
        html.write_text(health_check_html(answer.page, session.texts), encoding="utf-8")
        session.out.print(session.texts("cli.written", path=html))
    if xlsx is not None:
        write_health_check_workbook(answer.page, answer.marks, session.texts, xlsx)
        session.out.print(session.texts("cli.written", path=xlsx))


def print_health(session: Session, page: HealthCheck, *, show_all: bool) -> None:
    """The page as tables for the terminal."""
    t = session.texts
    session.out.rule(f"{page.court_name}　{t('health.title')}")
    session.out.print(
        f"{t('health.period')} {page.period}　{t('health.as_of')} {page.as_of}　"
        f"{t('health.version')} {page.data_version}"
    )
    shown = [line for line in page.lines if show_all or line.status == "goal"]
    session.out.print(_indicator_table(shown, t))
    if not shown:
        session.out.print(t("cli.check.nothing_to_watch", period=page.period))
    noted = sum(bool(line.notes) for line in shown)
    if noted:
        session.out.print(t("cli.check.notes", count=noted))
    lanes = "　".join(f"{lane.name} {lane.count:,}" for lane in page.lanes)
    session.out.print(f"{t('health.tab.limits')}：{lanes}")
    found = "　".join(f"{one.name} {one.count:,}" for one in page.findings)
    session.out.print(f"{t('health.tab.findings')}：{found or t('health.none')}")
    session.out.print(
        t(
            "health.rows",
            read=f"{page.rows_read:,}",
            kept=f"{page.rows_kept:,}",
            rejected=f"{page.rows_rejected:,}",
        )
    )


def _indicator_table(lines: list[IndicatorLine], t: Texts) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(t("health.col.indicator"))
    table.add_column(t("health.col.value"), justify="right")
    table.add_column("", justify="right")
    table.add_column(t("health.col.interval"))
    table.add_column(t("health.col.variation"))
    table.add_column(t("health.col.assurance"))
    table.add_column("id", style="dim")
    for group, members in groupby(lines, key=lambda line: line.group):
        table.add_row(f"[bold]{t(f'health.group.{group}')}[/bold]")
        for line in members:
            figure = text_of(line.figure)
            table.add_row(
                f"  {line.name}",
                f"※ {figure.value}" if line.notes else figure.value,
                figure.fraction,
                line.interval or t("health.no_interval"),
                f"{line.variation.symbol} {line.variation.word}",
                f"{line.assurance.symbol} {line.assurance.word}",
                line.id,
            )
    return table
