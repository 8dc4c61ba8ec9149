"""`tuobo serve` and `tuobo desk`: the web desk, in a process of its own.

The commands of this program know nothing of the web framework and start in a fraction of its time,
so the desk is another program (`python -m tuobo.config`) that is only called here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table

from tuobo.cli.session import Session

_PROGRAM = (sys.executable, "-m", "tuobo.config")


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="监听地址。 Address.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口，0 为任意空闲端口。 Port; 0: any.")] = 8000,
    threads: Annotated[int, typer.Option(help="并发线程数。 Threads.")] = 8,
) -> None:
    """启动网页工作台。 Serve the desk until it is stopped (Ctrl+C)."""
    session: Session = context.obj
    words = ("serve", "--host", host, "--port", str(port), "--threads", str(threads))
    raise typer.Exit(_call(session, words))


def desk(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="migrate | install | password | verify …")],
) -> None:
    """工作台的维护命令：建库、初装、重置密码、核验审计链。 Upkeep of the desk."""
    raise typer.Exit(_call(context.obj, words))


def welcome(session: Session, court: str) -> None:
    """Make the sample people and print their passwords, which are told only now."""
    made = subprocess.run(  # noqa: S603 - this very program
        (*_PROGRAM, "sample", court), env=_environment(session), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    people = [json.loads(line) for line in made.stdout.splitlines()]
    if not people:
        session.out.print(session.texts("cli.serve.people_exist"))
        return
    table = Table(title=session.texts("cli.serve.people"), box=None, title_justify="left")
    for title in ("login", "role", "password"):
        table.add_column(session.texts(f"cli.serve.{title}"))
    for one in people:
        table.add_row(one["login"], one["name"] if session.lang == "zh" else one["name_en"],
                      one["password"])  # fmt: skip
    session.out.print(table)


def _call(session: Session, words: Sequence[str]) -> int:
    try:
        done = subprocess.run((*_PROGRAM, *words), env=_environment(session), check=False)  # noqa: S603
    except KeyboardInterrupt:
        return 0
    return done.returncode


def _environment(session: Session) -> dict[str, str]:
    own = {"TUOBO_STORE": str(session.store), "TUOBO_LANG": session.lang}
    if session.overlay is not None:
        own["TUOBO_OVERLAY"] = str(session.overlay)
    return {**os.environ, **own}
