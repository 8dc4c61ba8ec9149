"""`tuobo report compose, verify, diff, publish, list, outlines`: reports from figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from tuobo.cli.checking import AsOf, CourtOption, PeriodOption
from tuobo.cli.session import Session
from tuobo.core.clock import now, today
from tuobo.core.period import Period
from tuobo.engines.reports.compose import Change, Checked, Composition, Outcome
from tuobo.engines.reports.document import Passport
from tuobo.operations.compose_report import ReportRequest, compose_report, outlines_of
from tuobo.operations.diff_reports import diff_reports
from tuobo.operations.publish_report import publish_report
from tuobo.operations.report_shelf import ReportShelf, names_file
from tuobo.operations.verify_report import Verification, verify_document, verify_file
from tuobo.operations.write_report import refuse_unknown_endings, write_report

_OUTCOMES = {
    Outcome.MATCH: "green",
    Outcome.NEWER: "yellow",
    Outcome.ALTERED: "red",
    Outcome.LOST: "yellow",
    Outcome.UNKNOWN: "red",
}
ReportName = Annotated[str, typer.Argument(help="文件或者报告编号。 A file or the id of a report.")]


def compose(
    context: typer.Context,
    outline: Annotated[str, typer.Argument(help="提纲编号，见 outlines。 Outline.")],
    period: PeriodOption = "",
    baseline: Annotated[str, typer.Option(help="基线期，如 2023。 Baseline period.")] = "",
    court: CourtOption = "",
    to: Annotated[str, typer.Option(help="主送机关。 Receiver.")] = "",
    number: Annotated[str, typer.Option(help="发文字号。 Document number.")] = "",
    signer: Annotated[str, typer.Option(help="签发人。 Signer.")] = "",
    day: Annotated[str, typer.Option(help="成文日期，默认今天。 Date of the document.")] = "",
    out: Annotated[
        list[Path] | None, typer.Option(help="写成 docx、pdf、json，可重复。 Files to write.")
    ] = None,
    as_of: AsOf = "latest",
) -> None:
    """按提纲生成报告，存为草稿。 Compose a report and keep it as a draft."""
    session: Session = context.obj
    refuse_unknown_endings(out or ())
    at = now()
    asked = ReportRequest(
        outline=outline,
        version=session.version(as_of),
        at=at,
        dated_on=Period.of(day).start if day else today(),
        court=court,
        period=Period.of(period) if period else None,
        baseline=Period.of(baseline) if baseline else None,
        receiver=to,
        number=number,
        signer=signer,
    )
    with session.working("compose.cli.composing"):
        made = compose_report(session.workspace, asked)
        shelf = ReportShelf(session.workspace.store)
        entry = shelf.keep_draft(made.document, gaps=len(made.gaps), at=at.isoformat())
        write_report(session.workspace, shelf.document(entry.id), out or ())
    _print_composition(session, made, entry.id, out or ())
    session.say_version(asked.version)


def verify(
    context: typer.Context,
    report: ReportName,
    as_json: Annotated[bool, typer.Option("--json", help="给机器读。 For machines.")] = False,
    show_all: Annotated[bool, typer.Option("--all", help="也列出一致的。 Matches, too.")] = False,
) -> None:
    """逐个重算报告里的数字；有改动时退出码为 1。 Recompute every figure of a report."""
    session: Session = context.obj
    path = Path(report)
    with session.working("compose.cli.verifying"):
        if names_file(path):
            found = verify_file(session.workspace, path, now())
        else:
            document = ReportShelf(session.workspace.store).document(report)
            found = verify_document(session.workspace, document, now())
    if as_json:
        session.out.print(_verification_json(session, found), soft_wrap=True, markup=False)
    else:
        _print_verification(session, found, show_all=show_all)
    if not found.holds:
        raise typer.Exit(1)


def diff(
    context: typer.Context,
    before: ReportName,
    after: ReportName,
    as_json: Annotated[bool, typer.Option("--json", help="给机器读。 For machines.")] = False,
) -> None:
    """两份报告之间变了的数字。 Figures that differ between two reports."""
    session: Session = context.obj
    changes = diff_reports(session.workspace, before, after)
    if as_json:
        shown = [_change_json(one) for one in changes]
        text = json.dumps(shown, ensure_ascii=False, indent=1)
        session.out.print(text, soft_wrap=True, markup=False)
    else:
        _print_changes(session, changes)


def publish(
    context: typer.Context,
    report: Annotated[str, typer.Argument(help="草稿编号。 Id of the draft.")],
    file: Annotated[
        Path | None, typer.Option(help="填好的 Word 文件。 The file as handed in.")
    ] = None,
    corrects: Annotated[str, typer.Option(help="更正哪一份。 Id of the report corrected.")] = "",
    who: Annotated[str, typer.Option(help="谁发布。 Who publishes.")] = "",
    out: Annotated[list[Path] | None, typer.Option(help="更正写成文件。 The erratum.")] = None,
) -> None:
    """发布：冻结并编号；更正时列出旧数新数。 Freeze a report; a correction makes an erratum."""
    session: Session = context.obj
    done = publish_report(
        session.workspace, report, at=now(), who=who, file=file, corrects=corrects
    )
    session.out.print(
        session.texts("compose.cli.published", report=report, number=done.entry.number)
    )
    if done.changes:
        _print_changes(session, done.changes)
        shelf = ReportShelf(session.workspace.store)
        write_report(session.workspace, shelf.erratum(report), out or ())


def list_(context: typer.Context) -> None:
    """库里的报告。 The reports of the store."""
    session: Session = context.obj
    t = session.texts
    table = Table(box=None, pad_edge=False)
    names = ("id", "state", "number", "title", "version", "figures", "gaps", "corrected_by")
    for name in names:
        table.add_column(t(f"compose.cli.{name}"))
    for one in ReportShelf(session.workspace.store).entries():
        table.add_row(
            one.id,
            t(f"compose.state.{one.state}"),
            one.number,
            one.title,
            one.data_version,
            str(one.figures),
            str(one.gaps),
            one.corrected_by,
        )
    session.out.print(table)


def outlines(context: typer.Context) -> None:
    """全部提纲。 The outlines there are."""
    session: Session = context.obj
    t = session.texts
    table = Table(box=None, pad_edge=False)
    for name in ("id", "kind", "purpose", "period"):
        table.add_column(t(f"compose.cli.{name}"))
    for one in outlines_of(session.workspace).by_id.values():
        period = t(f"compose.cli.period.{one.period}")
        table.add_row(one.outline, t.pick(one.names), t.pick(one.purpose), period)
    session.out.print(table)


def _print_composition(
    session: Session, made: Composition, report: str, paths: Sequence[Path]
) -> None:
    t, out = session.texts, session.out
    for path in paths:
        out.print(t("cli.written", path=path))
    out.print(
        t(
            "compose.cli.composed",
            report=report,
            title=made.document.title,
            figures=len(made.document.passports),
            claims=len(made.verdicts),
            gaps=len(made.gaps),
        ),
        markup=False,
    )
    for gap in made.gaps:
        out.print(f"  {gap.place}　{gap.text}　{gap.reason}", markup=False)


def _print_verification(session: Session, found: Verification, *, show_all: bool) -> None:
    t = session.texts
    table = Table(box=None, pad_edge=False)
    for name in ("code", "figure", "printed", "expected", "latest", "outcome"):
        table.add_column(t(f"compose.cli.{name}"))
    for one in found.checked:
        if one.outcome is Outcome.MATCH and not show_all:
            continue
        colour = _OUTCOMES[one.outcome]
        printed = one.printed
        table.add_row(
            printed.code,
            printed.passport.definition_name if printed.passport else "",
            printed.text or "—",
            one.expected,
            one.latest,
            f"[{colour}]{t(one.reason)}[/{colour}]",
        )
    if table.row_count:
        session.out.print(table)
    counts = {one.value: found.count(one) for one in Outcome}
    session.out.print(t("compose.cli.verified", total=len(found.checked), **counts))


def _print_changes(session: Session, changes: Sequence[Change]) -> None:
    t = session.texts
    if not changes:
        session.out.print(t("compose.cli.no_change"))
        return
    table = Table(box=None, pad_edge=False)
    for name in ("code", "figure", "form", "old", "new"):
        table.add_column(t(f"compose.cli.{name}"))
    for one in changes:
        shown = one.before or one.after
        assert shown is not None
        form = t(f"compose.form.{shown.form}")
        table.add_row(shown.code, one.name, form, _text(one.before), _text(one.after))
    session.out.print(table)


def _verification_json(session: Session, found: Verification) -> str:
    return json.dumps(
        {
            "holds": found.holds,
            "counts": {one.value: found.count(one) for one in Outcome},
            "figures": [_checked_json(session, one) for one in found.checked],
        },
        ensure_ascii=False,
        indent=1,
    )


def _checked_json(session: Session, one: Checked) -> dict[str, object]:
    passport = one.printed.passport
    return {
        "code": one.printed.code,
        "name": passport.definition_name if passport else None,
        "printed": one.printed.text,
        "outcome": one.outcome.value,
        "reason": session.texts(one.reason),
        "expected": one.expected,
        "latest": one.latest,
    }


def _change_json(one: Change) -> dict[str, object]:
    shown = one.before or one.after
    assert shown is not None
    return {
        "code": shown.code,
        "name": one.name,
        "form": shown.form.value,
        "before": one.before.text if one.before else None,
        "after": one.after.text if one.after else None,
    }


def _text(passport: Passport | None) -> str:
    return passport.text if passport else "—"
