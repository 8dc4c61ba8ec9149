"""`tuobo import`: rehearse, commit, undo and the history of imports."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.table import Table

from tuobo.cli.session import Session
from tuobo.core.clock import now, today
from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.engines.indicators import value_of
from tuobo.engines.intake import Difference
from tuobo.engines.reports import Figure, text_of
from tuobo.operations.commit_import import commit_import, undo_import
from tuobo.operations.keep_quarantine import issue_name, rejected_files
from tuobo.operations.rehearse_import import Effect, ImportRehearsal, rehearse_import
from tuobo.operations.write_marked import write_marked

app = typer.Typer(no_args_is_help=True)
Files = Annotated[list[Path], typer.Argument(help="要导入的文件，可以几个一起。 Files, together.")]
Day = Annotated[
    str, typer.Option(help="数据截至日，默认今天。 The day the data speak of; today by default.")
]
MappingName = Annotated[
    str, typer.Option("--mapping", help="指定字段对应的名称。 Name of a mapping to use.")
]
Marked = Annotated[
    Path | None, typer.Option(help="把待核行写成标红的工作簿。 Write rejected rows, marked.")
]


@app.command()
def rehearse(
    context: typer.Context,
    files: Files,
    day: Day = "",
    mapping: MappingName = "",
    marked: Marked = None,
) -> None:
    """预演：读、查、比较，什么也不写。 Read, check and compare; nothing is written."""
    session: Session = context.obj
    rehearsed = _rehearsed(session, files, day, mapping)
    _print(session, rehearsed)
    _write_marked(session, rehearsed, marked)
    session.out.print(session.texts("cli.import.not_written"))


@app.command()
def commit(
    context: typer.Context,
    files: Files,
    day: Day = "",
    mapping: MappingName = "",
    note: Annotated[str, typer.Option(help="备注。 A note.")] = "",
    marked: Marked = None,
) -> None:
    """提交：形成一个新的数据版本。 Make a new data version."""
    session: Session = context.obj
    rehearsed = _rehearsed(session, files, day, mapping)
    _print(session, rehearsed)
    _write_marked(session, rehearsed, marked)
    with session.working("cli.import.committing"):
        version = commit_import(session.workspace, rehearsed, at=now(), note=note)
    session.out.print(session.texts("cli.import.committed", version=version.id))


@app.command()
def undo(
    context: typer.Context,
    to: Annotated[str, typer.Option(help="回到哪个版本，默认上一个。 The version to go to.")] = "",
    note: Annotated[str, typer.Option(help="备注。 A note.")] = "",
) -> None:
    """撤回：回到以前的版本，什么也不丢。 Back to an earlier version; nothing is lost."""
    session: Session = context.obj
    version = undo_import(session.workspace, at=now(), day=today(), to=to or None, note=note)
    session.out.print(session.texts("cli.import.undone", version=version.id, target=version.target))


@app.command()
def history(context: typer.Context) -> None:
    """历史：每一次导入和撤回。 Every import and undo."""
    session: Session = context.obj
    table = Table(box=None, pad_edge=False)
    for code in ("version", "kind", "day", "at", "who", "file", "rows"):
        table.add_column(session.texts(f"cli.history.{code}"))
    for one in session.workspace.snapshots.history():
        table.add_row(
            one.id,
            session.texts(f"cli.history.{one.kind}", target=one.target or ""),
            str(one.as_of),
            f"{one.committed_at:%Y-%m-%d %H:%M}",
            one.who,
            one.file,
            f"{sum(one.rows.values()):,}",
        )
    session.out.print(table)


def _rehearsed(session: Session, files: list[Path], day: str, mapping: str) -> ImportRehearsal:
    with session.working("cli.import.reading") as progress:
        return rehearse_import(
            session.workspace,
            files,
            day=_day(day),
            mapping=mapping,
            progress=progress,
        )


def _day(text: str) -> date:
    if not text:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestError("cli.bad_day", found=text) from None


def _print(session: Session, rehearsed: ImportRehearsal) -> None:
    t, out, rehearsal = session.texts, session.out, rehearsed.rehearsal
    for source, changed in rehearsed.read.differences.items():
        out.print(t("cli.import.source_changed", source=source, changed=_told(changed)))
    rows = Table(box=None, pad_edge=False, title=t("cli.import.rows"))
    for code in ("sheet", "read", "kept", "rejected"):
        rows.add_column(t(f"cli.import.{code}"), justify="left" if code == "sheet" else "right")
    for sheet, read in rehearsal.rows_read.items():
        kept, rejected = rehearsal.rows_kept[sheet], rehearsal.rows_rejected[sheet]
        rows.add_row(sheet or rehearsal.file, f"{read:,}", f"{kept:,}", f"{rejected:,}")
    out.print(rows)
    tables = Table(box=None, pad_edge=False, title=t("cli.import.compared"))
    for code in ("table", "new", "changed", "unchanged", "missing"):
        tables.add_column(t(f"cli.import.{code}"), justify="left" if code == "table" else "right")
    for name, one in rehearsal.tables.items():
        label = t.pick(session.workspace.schema[name].names)
        counts = (len(one.new), len(one.changed), one.unchanged, one.missing)
        tables.add_row(label, *(f"{count:,}" for count in counts))
    out.print(tables)
    _print_issues(session, rehearsal.issues)
    _print_effects(session, rehearsed)


def _told(changed: Difference) -> str:
    parts = [
        *(f"＋{one}" for one in changed.new_sheets),
        *(f"－{one}" for one in changed.missing_sheets),
    ]
    for one in changed.sheets:
        told = [*(f"＋{title}" for title in one.new), *(f"－{title}" for title in one.missing)]
        told += [f"{old}→{new}" for old, new in one.renamed]
        parts.append(f"{one.sheet}：{'、'.join(told)}")
    return "；".join(parts)


def _print_issues(session: Session, issues: pl.DataFrame) -> None:
    t, out = session.texts, session.out
    if issues.is_empty():
        out.print(t("cli.import.no_issues"))
        return
    table = Table(box=None, pad_edge=False, title=t("cli.import.issues"))
    for code in ("rule", "severity", "count", "example"):
        table.add_column(t(f"health.quality.{code}"))
    counts = issues.group_by("rule", "severity", maintain_order=True).agg(
        pl.len(), pl.all().first()
    )
    for row in counts.sort("severity", "rule").iter_rows(named=True):
        place = t("health.quality.place", sheet=row["sheet"], row=row["row"] or "—")
        table.add_row(
            issue_name(session.workspace, row["rule"], t),
            t(f"health.severity.{row['severity']}"),
            f"{row['len']:,}",
            f"{place} {row['column']}：{row['found']} → {row['expected']}",
        )
    out.print(table)


def _print_effects(session: Session, rehearsed: ImportRehearsal) -> None:
    t, out = session.texts, session.out
    if not rehearsed.effects:
        out.print(t("cli.import.no_effects", period=rehearsed.period))
        return
    table = Table(box=None, pad_edge=False, title=t("cli.import.effects", period=rehearsed.period))
    for code in ("indicator", "before", "after"):
        table.add_column(t(f"cli.import.{code}"))
    for one in rehearsed.effects:
        names = session.workspace.indicators.find(one.indicator).definition.names
        table.add_row(t.pick(names), *_before_after(session, one, rehearsed.period))
    out.print(table)


def _before_after(session: Session, effect: Effect, period: Period) -> tuple[str, str]:
    definition = session.workspace.indicators.find(effect.indicator).definition
    shown = []
    for measure in (effect.before, effect.after):
        if measure is None:
            shown.append("—")
            continue
        value = value_of(definition, measure, period)
        text = text_of(Figure(measure=measure, unit=definition.unit, value=value))
        shown.append(f"{text.value}  {text.fraction}")
    return shown[0], shown[1]


def _write_marked(session: Session, rehearsed: ImportRehearsal, path: Path | None) -> None:
    if path is None:
        return
    rejected = rejected_files(session.workspace, rehearsed)
    for written in write_marked(rejected, path, session.texts):
        session.out.print(session.texts("cli.written", path=written))
