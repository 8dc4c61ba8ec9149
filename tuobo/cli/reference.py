"""`tuobo docs`: writes the generated reference."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tuobo.cli.session import Session
from tuobo.operations.write_reference import write_reference


def docs(
    context: typer.Context,
    folder: Annotated[Path, typer.Option(help="写到哪里。 Where to write.")] = Path(
        "docs/reference"
    ),
) -> None:
    """由定义生成参考文档。 The reference, from the definitions themselves."""
    session: Session = context.obj
    for path in write_reference(session.workspace.content, folder):
        session.out.print(session.texts("cli.written", path=path))
