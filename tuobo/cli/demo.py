"""`tuobo demo`: what `make run` does, from nothing to the health check of an invented court."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tuobo.cli import serving
from tuobo.cli.checking import print_health, write_health
from tuobo.cli.session import Session
from tuobo.core.clock import now
from tuobo.core.period import Period
from tuobo.engines.intake import DataVersion
from tuobo.engines.reports.compose import Outcome
from tuobo.operations.check_health import HealthQuestion, check_health
from tuobo.operations.compose_report import ReportRequest, compose_report
from tuobo.operations.make_demo import make_demo
from tuobo.operations.verify_report import verify_file
from tuobo.operations.write_report import write_report


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="结果目录。 Where results go.")] = Path("out"),
    serve: Annotated[
        bool, typer.Option("--serve", help="随后启动网页工作台。 Then serve the desk.")
    ] = False,
    port: Annotated[int, typer.Option(help="端口。 Port.")] = 8000,
) -> None:
    """生成虚构法院、导入、出体检表。 Sample court, import, health check, and what to try next."""
    session: Session = context.obj
    t = session.texts

    def told(code: str) -> None:
        session.err.print(t(code))

    with session.working("cli.demo.working"):
        made = make_demo(session.workspace, out / "sample-court", at=now(), told=told)
        version, rehearsed = made.version, made.rehearsed
        told("cli.demo.check")
        answer = check_health(session.workspace, HealthQuestion(version=version, texts=t, at=now()))
        told("cli.demo.report")
        report = _special_report(session, version, out / "special-report.docx")
    print_health(session, answer.page, show_all=False)
    write_health(session, answer, out / "health-check.html", out / "health-check.xlsx")
    session.out.print(report)
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
    if serve:
        serving.welcome(session, made.court)
        serving.serve(context, port=port)


def _special_report(session: Session, version: DataVersion, path: Path) -> str:
    """Compose and write the special report, read it back, and say whether all figures verify."""
    workspace, at = session.workspace, now()
    asked = ReportRequest(
        outline="special_report",
        version=version,
        at=at,
        dated_on=version.as_of,
        baseline=Period.of(str(version.as_of.year - 1)),
    )
    made = compose_report(workspace, asked)
    write_report(workspace, made.document, (path,))
    verified = verify_file(workspace, path, at)
    return session.texts(
        "cli.demo.reported",
        path=path,
        figures=len(made.document.passports),
        places=len(verified.checked),
        match=verified.count(Outcome.MATCH),
        gaps=len(made.gaps),
    )
