"""`tuobo limits nodes`: limits on steps inside a case: which were late, which are running."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import polars as pl
import typer
from rich.table import Table

from tuobo.cli.checking import AsOf
from tuobo.cli.session import Session
from tuobo.core.content import Names
from tuobo.engines.timelimits import NodeStatus, checkpoint_rows
from tuobo.operations.serve_version import dated_version


def nodes(
    context: typer.Context,
    node: Annotated[str, typer.Option(help="只看一个节点。 One node only.")] = "",
    status: Annotated[str, typer.Option(help="done/done_late/running/warned/overdue/…")] = "",
    limit: Annotated[int, typer.Option(help="最多几行，0 为全部。 Rows shown, 0: all.")] = 20,
    as_of: AsOf = "latest",
) -> None:
    """节点期限：立案、送达、移送、归档等各步。 Limits on the steps inside a case."""
    session: Session = context.obj
    t, workspace = session.texts, session.workspace
    version = session.version(as_of)
    found = checkpoint_rows(
        dated_version(workspace, version).facts,
        book=workspace.limits,
        calendar=workspace.calendar,
        on=version.as_of,
        only=[node] if node else None,
    )
    names = {f"{one.id}@{one.version}": one.names for one in workspace.limits.checkpoints}
    if not node:
        _print_counts(session, found, names)
    chosen = found.filter(pl.col("status") == status) if status else found
    if node or status:
        shown = chosen if limit == 0 else chosen.head(limit)
        table = Table(box=None, pad_edge=False)
        for name in shown.columns:
            table.add_column(name)
        for row in shown.iter_rows():
            table.add_row(*("" if value is None else str(value) for value in row))
        session.out.print(table)
        session.out.print(t("cli.rows", shown=len(shown), total=len(chosen)))
    session.say_version(version)


def _print_counts(session: Session, found: pl.DataFrame, names: Mapping[str, Names]) -> None:
    statuses = [one.value for one in NodeStatus if (found["status"] == one.value).any()]
    counts = {
        (node, status): count
        for node, status, count in found.group_by("checkpoint", "status").len().iter_rows()
    }
    table = Table(box=None, pad_edge=False)
    table.add_column(session.texts("cli.nodes.node"))
    for status in statuses:
        table.add_column(session.texts(f"cli.nodes.{status}"), justify="right")
    table.add_column("id", style="dim")
    for node in dict.fromkeys(found["checkpoint"].to_list()):
        shown = (counts.get((node, status), 0) for status in statuses)
        table.add_row(
            session.texts.pick(names[node]), *(f"{n:,}" if n else "" for n in shown), node
        )
    session.out.print(table)
