"""`tuobo indicators`: the definitions, a figure, the cases behind it, and why a case counts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.table import Table

from tuobo.cli.checking import AsOf, CourtOption, PeriodOption
from tuobo.cli.session import Session
from tuobo.core.period import Period
from tuobo.engines.indicators import Listing, Membership, evidence_sql, rows, why
from tuobo.engines.reports import IndicatorLine, text_of
from tuobo.operations.compute_folder import compute_indicators
from tuobo.operations.describe_facts import describe_facts
from tuobo.operations.indicator_lines import one_line
from tuobo.operations.reporting_period import year_so_far
from tuobo.operations.serve_version import served

app = typer.Typer(no_args_is_help=True)
IndicatorId = Annotated[str, typer.Argument(help="指标编号，可带 @版本。 Indicator id.")]
Side = Annotated[str, typer.Option(help="numerator 分子 或 denominator 分母。 Which side.")]


@app.command("list")
def list_(
    context: typer.Context,
    status: Annotated[str, typer.Option(help="goal/diagnostic/cancelled/forbidden")] = "",
) -> None:
    """全部指标。 Every indicator with group, status and trust mark."""
    session: Session = context.obj
    t = session.texts
    table = Table(box=None, pad_edge=False)
    for title in ("id", t("health.col.indicator"), t("cli.group"), t("cli.status"),
                  t("health.mark"), t("cli.pack")):  # fmt: skip
        table.add_column(title)
    for one in session.workspace.indicators.indicators.values():
        definition = one.definition
        if status and definition.status != status:
            continue
        table.add_row(
            one.key,
            t.pick(definition.names),
            t(f"health.group.{definition.group}"),
            t(f"health.status.{definition.status}"),
            definition.source.mark,
            definition.pack,
        )
    session.out.print(table)


@app.command()
def show(
    context: typer.Context,
    indicator: IndicatorId,
    period: PeriodOption = "",
    court: CourtOption = "",
    sql: Annotated[bool, typer.Option("--sql", help="打印作为证据的 SQL。 Print the SQL.")] = False,
    as_of: AsOf = "latest",
) -> None:
    """一个指标：口径、本期数字、逐月、依据。 Definition, figure, months, source."""
    session: Session = context.obj
    version = session.version(as_of)
    span = Period.of(period) if period else year_so_far(version.as_of)
    line = one_line(session.workspace, version, indicator, (span, court), session.texts)
    _print_line(session, line)
    if sql:
        ready = session.workspace.indicators.find(indicator, span)
        scope = {"court": (court,)} if court else None
        session.out.print(evidence_sql(ready, span, scope), markup=False, soft_wrap=True)
    session.say_version(version)


@app.command("why")
def why_(
    context: typer.Context,
    case_number: Annotated[str, typer.Argument(help="案号。 Case number, any brackets.")],
    indicator: IndicatorId,
    period: PeriodOption = "",
    as_of: AsOf = "latest",
) -> None:
    """一案为何计入或不计入，逐项说明。 Why a case counts, clause by clause."""
    session: Session = context.obj
    version = session.version(as_of)
    with served(session.workspace, version) as opened:
        number = session.workspace.official(case_number)
        found = why(opened, number, indicator, Period.of(period) if period else None)
    _print_membership(session, found)
    session.say_version(version)


@app.command("rows")
def rows_(
    context: typer.Context,
    indicator: IndicatorId,
    period: PeriodOption = "",
    side: Side = "numerator",
    court: CourtOption = "",
    limit: Annotated[int, typer.Option(help="最多显示几行，0 为全部。 Rows shown, 0: all.")] = 50,
    csv: Annotated[Path | None, typer.Option(help="全部行写成 CSV。 Write all as CSV.")] = None,
    as_of: AsOf = "latest",
) -> None:
    """数字背后的行，行数就是数字。 The rows behind a figure; their number is the figure."""
    session: Session = context.obj
    version = session.version(as_of)
    span = Period.of(period) if period else year_so_far(version.as_of)
    named: Literal["numerator", "denominator"] = (
        "denominator" if side.startswith("d") else "numerator"
    )
    scope = {"court": (court,)} if court else None
    most = None if csv is not None or limit == 0 else limit
    with served(session.workspace, version) as opened:
        listing = rows(opened, indicator, span, named, scope=scope, page=(most, 0))
    if csv is not None:
        for number, part in enumerate(listing.parts):
            path = csv if number == 0 else csv.with_stem(f"{csv.stem}-{number + 1}")
            part.frame.write_csv(path, include_bom=True)
            session.out.print(session.texts("cli.written", path=path))
    else:
        _print_rows(session, listing)
    session.say_version(version)


@app.command()
def compute(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(help="事实表所在目录（parquet、csv、jsonl）。 A folder of tables.")
    ],
    period: Annotated[str, typer.Option(help="统计期。 Period.")],
    by: Annotated[str, typer.Option(help="分解维度，逗号分隔。 Dimensions, comma-separated.")] = "",
    day: Annotated[str, typer.Option(help="计算审限的日期。 The day for deadlines.")] = "",
    indicator: Annotated[list[str] | None, typer.Option(help="只算这些。 Only these.")] = None,
) -> None:
    """不入库，直接计算一个目录的事实表，每行一个 JSON。 A folder of tables, one JSON a line."""
    session: Session = context.obj
    span = Period.of(period)
    on = date.fromisoformat(day) if day else span.last_day
    dimensions = tuple(filter(None, by.split(",")))
    for one in compute_indicators(
        session.workspace, folder, span, (tuple(indicator or ()), dimensions, on)
    ):
        session.out.print(json.dumps(one, ensure_ascii=False), soft_wrap=True, markup=False)


@app.command()
def schema(context: typer.Context) -> None:
    """compute 所读各表一行的 JSON Schema。 What the tables for compute look like."""
    session: Session = context.obj
    described = describe_facts(session.workspace)
    typer.echo(json.dumps(described, ensure_ascii=False, indent=1))


def _print_line(session: Session, line: IndicatorLine) -> None:
    t, out = session.texts, session.out
    figure = text_of(line.figure)
    out.rule(f"{line.name}　{line.evidence.definition}")
    out.print(line.meaning)
    out.print(f"{line.evidence.period}　[bold]{figure.value}[/bold]　{figure.fraction}")
    out.print(f"{line.variation.symbol} {line.variation.sentence}")
    out.print(f"{line.assurance.symbol} {line.assurance.sentence}")
    for note in line.notes:
        out.print(f"※ {note}")
    out.print(f"{t('health.numerator')}　{line.numerator_sql}", markup=False)
    if line.denominator_sql:
        out.print(f"{t('health.denominator')}　{line.denominator_sql}", markup=False)
    out.print(f"{t('health.source')}　{line.source}　{t('health.mark')} {line.mark}", markup=False)
    if line.companions:
        out.print(f"{t('health.companions')}　{'、'.join(line.companions)}")
    table = Table(box=None, pad_edge=False)
    for code in ("health.month", "health.numerator", "health.denominator", "health.signal"):
        table.add_column(t(code), justify="left" if code == "health.month" else "right")
    for month in line.months:
        counts = [
            "" if count is None else f"{count:,}" for count in (month.numerator, month.denominator)
        ]
        table.add_row(month.label, *counts, month.signal)
    out.print(table)


def _print_membership(session: Session, found: Membership) -> None:
    t, out = session.texts, session.out
    out.rule(f"{found.case_number}　{found.indicator}")
    for reason in found.reasons:
        verdict = "cli.why.in" if reason.counts else "cli.why.out"
        out.print(f"[bold]{t(f'health.{reason.side}')}[/bold]　{t(verdict)}")
        for clause in reason.clauses:
            mark = {True: "✓", False: "✗", None: "?"}[clause.holds]
            values = "，".join(f"{name} = {value}" for name, value in clause.values.items())
            out.print(f"  {mark} {clause.text}　（{values}）", markup=False)
    if not found.reasons:
        out.print(t("cli.why.no_row"))


def _print_rows(session: Session, listing: Listing) -> None:
    for part in listing.parts:
        table = Table(box=None, pad_edge=False)
        for name in part.frame.columns:
            table.add_column(name)
        for row in part.frame.iter_rows():
            table.add_row(*("" if value is None else str(value) for value in row))
        session.out.print(table)
    told = session.texts("cli.rows", shown=listing.shown, total=listing.total)
    session.out.print(told)
