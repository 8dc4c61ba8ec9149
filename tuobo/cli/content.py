"""`tuobo content check`: every definition is loaded and validated, all faults at once."""

from __future__ import annotations

import typer

from tuobo.cli.session import Session
from tuobo.operations.check_content import check_content

app = typer.Typer(no_args_is_help=True)


@app.command()
def check(context: typer.Context) -> None:
    """核对 content 目录下的全部定义。 Load and validate all definitions."""
    session: Session = context.obj
    report = check_content(session.workspace.content)
    for error in report.errors:
        session.out.print(session.texts.error(error))
    counts = "　".join(f"{folder} {count}" for folder, count in report.counts.items())
    session.out.print(session.texts("cli.content.counts", counts=counts))
    if report.errors:
        raise typer.Exit(report.errors[0].exit_code)
