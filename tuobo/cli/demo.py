"""`tuobo demo`: what `make run` does, from nothing to the health check of an invented court."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tuobo.cli.checking import print_health, write_health
from tuobo.cli.session import Session
from tuobo.core.clock import now
from tuobo.operations.check_health import HealthQuestion, check_health
from tuobo.operations.make_demo import make_demo


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="结果目录。 Where results go.")] = Path("out"),
) -> None:
    """生成虚构法院、导入、出体检表。 Sample court, import, health check, and what to try next."""
    session: Session = context.obj
    t = session.texts

    def told(code: str) -> None:
        session.err.print(t(code))

    with session.working("cli.demo.working"):
        version, rehearsed = make_demo(session.workspace, out / "sample-court", at=now(), told=told)
        told("cli.check.computing")
        answer = check_health(session.workspace, HealthQuestion(version=version, texts=t, at=now()))
    print_health(session, answer.page, show_all=False)
    write_health(session, answer, out / "health-check.html", out / "health-check.xlsx")
    rejected = rehearsed.rehearsal.rows_rejected
    session.out.print(t("cli.demo.rejected", count=sum(rejected.values())))
    example = next(line for line in answer.page.lines if line.id == "closed_within_limit_rate")
    session.out.print(
        t(
            "cli.demo.next",
            store=session.store,
            page=out / "health-check.html",
            case=example.cases[0].case_number,
            indicator=example.id,
        ),
        soft_wrap=True,
    )
