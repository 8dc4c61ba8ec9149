"""`tuobo limits`: the computation sheet, the board, findings, and limits of cases in no store."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from tuobo.cli.checking import AsOf, CourtOption
from tuobo.cli.nodes import nodes
from tuobo.cli.session import Session
from tuobo.core.clock import today
from tuobo.core.errors import RequestError
from tuobo.engines.timelimits import (
    Checker,
    computation_sheet,
    compute_lines,
    explain,
    json_schema,
)
from tuobo.operations.limit_lines import limit_board
from tuobo.operations.serve_version import dated_version

app = typer.Typer(no_args_is_help=True)
app.command("nodes", help="节点期限：立案、送达、移送、归档等各步。 Limits on steps.")(nodes)


@app.command()
def show(
    context: typer.Context,
    case_number: Annotated[str, typer.Argument(help="案号。 Case number, any brackets.")],
    as_of: AsOf = "latest",
) -> None:
    """审限计算单：逐步、逐条。 The computation sheet of one case, step by step."""
    session: Session = context.obj
    version = session.version(as_of)
    workspace = session.workspace
    told = explain(
        workspace.official(case_number),
        workspace.snapshots.read(version.number),
        book=workspace.limits,
        calendar=workspace.calendar,
        on=version.as_of,
    )
    session.out.print(computation_sheet(told, session.texts), markup=False, soft_wrap=True)
    session.say_version(version)


@app.command()
def board(
    context: typer.Context,
    lane: Annotated[str, typer.Option(help="只看一道。 One lane only.")] = "",
    court: CourtOption = "",
    limit: Annotated[int, typer.Option(help="每道最多几行，0 为全部。 Rows a lane.")] = 20,
    as_of: AsOf = "latest",
) -> None:
    """审限监督台。 The board of running limits."""
    session: Session = context.obj
    t = session.texts
    version = session.version(as_of)
    found = limit_board(
        session.workspace, dated_version(session.workspace, version), t, court=court
    )
    for one in found.lanes:
        if lane and lane not in {one.code, one.name}:
            continue
        lines = [line for line in found.lines if line.lane == one.code]
        shown = lines if limit == 0 else lines[:limit]
        table = Table(box=None, pad_edge=False, title=f"{one.name}（{one.count:,}）")
        for code in ("case_number", "division", "judge", "due_plain_on", "due_on", "days_left",
                     "account"):  # fmt: skip
            table.add_column(t(f"health.{code}"))
        for line in shown:
            table.add_row(
                line.case_number,
                line.division,
                line.judge,
                str(line.due_plain_on or "—"),
                f"{line.due_on or '—'}{'*' if line.is_provisional else ''}",
                "—" if line.days_left is None else str(line.days_left),
                line.account,
            )
        session.out.print(table)
        session.out.print(t("cli.rows", shown=len(shown), total=one.count))
    session.say_version(version)


@app.command()
def findings(
    context: typer.Context,
    rule: Annotated[str, typer.Option(help="只看一种提示。 One finding only.")] = "",
    limit: Annotated[int, typer.Option(help="每种最多几行，0 为全部。 Rows a finding.")] = 20,
    csv: Annotated[Path | None, typer.Option(help="全部写成 CSV。 Write all as CSV.")] = None,
    as_of: AsOf = "latest",
) -> None:
    """期限提示：隐性超审限的迹象，附出处。 Signs of hidden overruns, with the row that shows it."""
    session: Session = context.obj
    t = session.texts
    version = session.version(as_of)
    rules = session.workspace.finding_rules
    if rule and rule not in rules:
        raise RequestError("findings.unknown", finding=rule, suggestion="、".join(rules))
    found = dated_version(session.workspace, version).findings(session.workspace)
    if csv is not None:
        found.write_csv(csv, include_bom=True)
        session.out.print(t("cli.written", path=csv))
    counts = Counter(found["finding"].to_list())
    for name, definition in rules.items():
        if (rule and name != rule) or not counts[name]:
            continue
        rows = found.filter(found["finding"] == name)
        shown = rows if limit == 0 else rows.head(limit)
        table = Table(box=None, pad_edge=False, title=f"{t.pick(definition.names)}　{name}")
        for code in ("case_number", "finding.table", "finding.found", "finding.expected"):
            table.add_column(t(f"health.{code}"))
        for row in shown.iter_rows(named=True):
            table.add_row(
                row["case_number"],
                f"{row['table']} {row['shown'] or ''}",
                row["found"] or "",
                row["expected"] or "",
            )
        session.out.print(table)
        session.out.print(t("cli.rows", shown=len(shown), total=len(rows)))
    session.say_version(version)


@app.command()
def compute(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="每行一案的 JSON 文件。 One case a line.")],
    day: Annotated[str, typer.Option(help="计算日，默认今天。 The day; today by default.")] = "",
) -> None:
    """不入库，直接计算：每行一案，答一行 JSON。 Cases that are in no store, one JSON a line."""
    session: Session = context.obj
    workspace = session.workspace
    if not file.is_file():
        raise RequestError("compute.no_file", file=file)
    checker = Checker(
        book=workspace.limits,
        calendar=workspace.calendar,
        rules=workspace.finding_rules,
        texts=session.texts,
        on=date.fromisoformat(day) if day else today(),
    )
    with file.open(encoding="utf-8-sig") as lines:
        for answer in compute_lines(lines, checker):
            typer.echo(json.dumps(answer, ensure_ascii=False))


@app.command()
def schema(context: typer.Context) -> None:
    """compute 所读一行的 JSON Schema。 What a line for compute looks like."""
    session: Session = context.obj
    typer.echo(json.dumps(json_schema(session.workspace.limits), ensure_ascii=False, indent=1))
