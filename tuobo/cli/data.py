"""`tuobo data`: data versions, and what the store held on a day."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from tuobo.cli.importing import history
from tuobo.cli.session import Session

app = typer.Typer(no_args_is_help=True)
app.command("versions", help="全部数据版本。 All data versions.")(history)


@app.command("as-of")
def as_of(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(help="编号、标识或日期。 Number, id or day.")],
) -> None:
    """某个版本或某日的数据：各表的行数。 The tables of a version, or of a day."""
    session: Session = context.obj
    version = session.version(reference)
    table = Table(box=None, pad_edge=False)
    table.add_column(session.texts("cli.import.table"))
    table.add_column(session.texts("cli.history.rows"), justify="right")
    for name, count in version.rows.items():
        table.add_row(session.texts.pick(session.workspace.schema[name].names), f"{count:,}")
    session.out.print(table)
    session.say_version(version)
