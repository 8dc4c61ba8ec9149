"""`tuobo report`: what concerns written reports; `check` reads a draft by anyone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from tuobo.cli.session import Session
from tuobo.core.texts import Texts
from tuobo.engines.reports.draft import Severity
from tuobo.operations.check_draft import (
    DraftReport,
    check_draft_file,
    finding_json,
    source_text,
)
from tuobo.operations.draft_figures import figures_from

app = typer.Typer(no_args_is_help=True)
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "dim"}


@app.callback()
def options() -> None:
    """报告。 Written reports."""


@app.command()
def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="docx、txt 或者 html。 The draft.")],
    as_json: Annotated[bool, typer.Option("--json", help="给机器读。 For machines.")] = False,
    passports: Annotated[
        Path | None, typer.Option(help="数据护照：JSON 或者本系统的 docx。 Passports.")
    ] = None,
) -> None:
    """核对任何一份草稿；有错误时退出码为 1。 Check any draft; exit code 1 if there are errors."""
    session: Session = context.obj
    figures = figures_from(passports) if passports else ()
    report = check_draft_file(file, session.workspace.content, figures)
    if as_json:
        session.out.print(_as_json(report, session.texts), soft_wrap=True, markup=False)
    else:
        _print(session, report)
    if report.has_errors:
        raise typer.Exit(1)


def _as_json(report: DraftReport, texts: Texts) -> str:
    return json.dumps(
        {
            "file": report.file,
            "paragraphs": report.paragraphs,
            "counts": {one.value: report.count(one) for one in Severity},
            "findings": [finding_json(one, texts) for one in report.findings],
        },
        ensure_ascii=False,
        indent=1,
    )


def _print(session: Session, report: DraftReport) -> None:
    t = session.texts
    for one in report.findings:
        place = t("draft.cli.place", paragraph=one.paragraph)
        colour = _COLOURS[one.severity]
        session.out.print(
            f"[{colour}]{t(f'draft.severity.{one.severity}')}[/{colour}]　{place}　", end=""
        )
        session.out.print(f"“{one.quotation}”", markup=False)
        session.out.print(f"　　{t(one.reason, **one.fields)}", markup=False)
        if one.correction:
            session.out.print(
                f"　　{t('draft.cli.correction', correction=one.correction)}", markup=False
            )
        session.out.print(
            f"　　{t('draft.cli.source', source=source_text(one))}", markup=False, style="dim"
        )
    code = "draft.cli.summary" if report.findings else "draft.cli.clean"
    session.out.print(
        t(
            code,
            paragraphs=report.paragraphs,
            errors=report.count(Severity.ERROR),
            warnings=report.count(Severity.WARNING),
            hints=report.count(Severity.HINT),
        )
    )
