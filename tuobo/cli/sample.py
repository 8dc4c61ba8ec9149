"""`tuobo sample`: invented data to try everything on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tuobo.cli.session import Session
from tuobo.engines.sample import sample_court, write_export, write_national

app = typer.Typer(no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="写到哪个目录。 The folder to write to.")]
Seed = Annotated[int, typer.Option(help="随机种子，同一种子同一结果。 Same seed, same data.")]


@app.command()
def court(context: typer.Context, folder: Folder, seed: Seed = 2025) -> None:
    """一个虚构法院三年的导出文件和答案。 Three years of an invented court, with the answer key."""
    session: Session = context.obj
    with session.working("cli.sample.making"):
        made = write_export(sample_court(seed), folder)
    for path in made:
        session.out.print(session.texts("cli.written", path=path))


@app.command()
def national(
    context: typer.Context,
    folder: Folder,
    cases: Annotated[int, typer.Option(help="案件数。 Number of cases.")] = 1_000_000,
    courts: Annotated[int, typer.Option(help="法院数。 Number of courts.")] = 80,
    seed: Seed = 2025,
) -> None:
    """全国规模的同一套表，直接写成 Parquet。 The same tables at national scale, as Parquet."""
    session: Session = context.obj
    with session.working("cli.sample.making") as progress:
        write_national(
            folder, cases, courts, seed, progress=lambda _, done, total: progress(done, total)
        )
    session.out.print(session.texts("cli.written", path=folder))
