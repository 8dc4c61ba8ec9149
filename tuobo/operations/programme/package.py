"""The evaluation package: texts, ledgers and frozen figures in one signed archive.

It is made from the data version that the evaluation names and from the ledgers as they are now,
frozen. Sensitive fields never enter a ledger version, so they are not in it either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from tuobo.core.clock import COURT_TIME
from tuobo.core.content import Content
from tuobo.core.errors import InternalError, StateError
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.packages import (
    README,
    About,
    Made,
    fingerprint_of,
    package_bytes,
    signing_key,
)
from tuobo.engines.packages.keys import public_bytes
from tuobo.operations.desk.exporting import Export, Value, write_workbook
from tuobo.operations.ledger_versions.figures import LATEST, LedgerFigures, ledger_figures
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.keep_version import keep_ledgers
from tuobo.operations.programme.baseline import freeze, frozen_json
from tuobo.operations.programme.dossier_text import (
    DOSSIER,
    SELF_CHECK,
    TextAsked,
    choice_of,
    compose_text,
    headings_of,
)
from tuobo.operations.programme.evaluation import Evaluation, missing_of
from tuobo.operations.programme.freezing import FrozenCourse
from tuobo.operations.programme.text_files import written
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import record_alone
from tuobo.records.audit.models import AuditEvent

LEDGERS = ("problem", "task", "support", "exit_criterion")


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package with the name under which it is saved."""

    name: str
    made: Made


@dataclass(frozen=True, kw_only=True)
class _Making:
    """What the files of one package share."""

    desk: LedgerDesk
    workspace: Workspace
    evaluation: Evaluation
    course: FrozenCourse
    court: str
    texts: Texts

    @property
    def told_at(self) -> str:
        return self.desk.hand.at.astimezone(COURT_TIME).isoformat(timespec="seconds")


def key_path(store: Path) -> Path:
    """Where the store keeps its signing key."""
    return store / "keys" / "package-signing.pem"


def fingerprint(store: Path) -> str:
    """The fingerprint of the store's public key; the key is made if there is none."""
    return fingerprint_of(public_bytes(signing_key(key_path(store))))


def refuse_incomplete(evaluation: Evaluation, course: FrozenCourse, texts: Texts) -> None:
    """StateError "package.incomplete" says everything that a package still lacks."""
    if missing := missing_of(evaluation, course):
        told = "；".join(texts(code, named=named) for code, named in missing)
        raise StateError("package.incomplete", count=len(missing), missing=told)


def make_package(
    desk: LedgerDesk,
    workspace: Workspace,
    evaluation: Evaluation,
    course: FrozenCourse,
    court: str,
    *,
    tell: Callable[[str], None],
) -> Package:
    """Make and sign, telling each step; raises StateError like `refuse_incomplete`."""
    texts = workspace.texts("zh")
    refuse_incomplete(evaluation, course, texts)
    making = _Making(
        desk=desk,
        workspace=workspace,
        evaluation=evaluation,
        course=course,
        court=court,
        texts=texts,
    )
    tell("evaluation.step.ledgers")
    ledgers = keep_ledgers(workspace.content, workspace.store, on=desk.on)
    files = dict(_workbooks(making))
    tell("evaluation.step.figures")
    files |= _frozen(making)
    tell("evaluation.step.texts")
    files |= _texts(making)
    tell("evaluation.step.signing")
    key = signing_key(key_path(workspace.store))
    files[README] = _readme(making, ledgers, fingerprint_of(public_bytes(key)))
    made = package_bytes(files, _about(making, ledgers), key)
    record_alone(
        "package.made",
        actor=desk.hand.actor,
        at=desk.hand.at,
        subject=evaluation.held.number,
        files=len(made.files),
        version=evaluation.data_version,
        digest=sha256(made.content).hexdigest(),
    )
    name = f"{evaluation.held.number}-{desk.on.isoformat()}.zip"
    return Package(name=name, made=made)


def _about(making: _Making, ledgers: str) -> About:
    last = AuditEvent.objects.order_by("-sequence").first()
    return About(
        subject=f"{making.evaluation.held.number} {making.evaluation.held.title}",
        court=making.court,
        made_at=making.told_at,
        data_version=making.evaluation.data_version,
        ledger_version=ledgers,
        audit_events=last.sequence if last else 0,
        audit_digest=last.digest if last else "",
    )


def _texts(making: _Making) -> Mapping[str, bytes]:
    workspace, desk = making.workspace, making.desk
    content: Content = workspace.content
    asked = {
        outline: TextAsked(
            outline=outline,
            court=making.court,
            version=workspace.snapshots.version(making.evaluation.data_version),
            at=desk.hand.at,
            dated_on=desk.on,
            baseline=making.course.baseline_period,
            without=headings_of(content, choice_of(content).without),
        )
        for outline in (SELF_CHECK, DOSSIER)
    }
    check = compose_text(workspace, asked[SELF_CHECK])
    dossier = compose_text(workspace, asked[DOSSIER])
    name = making.texts("evaluation.file.self_check")
    return {
        f"{name}.docx": written(workspace, check, ".docx"),
        f"{name}.html": written(workspace, check, ".html"),
        f"{making.texts('evaluation.file.dossier')}.docx": written(workspace, dossier, ".docx"),
    }


def _frozen(making: _Making) -> Mapping[str, bytes]:
    """The baseline, the phases, and the time since the baseline at the evaluation's version."""
    course, folder = making.course, making.texts("evaluation.folder.figures")
    assert course.baseline is not None
    period = making.evaluation.held.entry.values["edition"]
    assert isinstance(period, Period)
    now = freeze(
        making.workspace,
        making.court,
        period,
        making.desk.hand.at,
        version=making.evaluation.data_version,
    )
    found = {"baseline": course.baseline, "evaluation": now}
    found |= {one.held.number: one.figures for one in course.phases if one.figures is not None}
    return {f"{folder}/{name}.json": frozen_json(one).encode() for name, one in found.items()}


def _workbooks(making: _Making) -> Iterator[tuple[str, bytes]]:
    kept = ledger_figures(making.workspace, LATEST, making.texts, making.desk.hand.at, least=0)
    if kept is None:
        raise InternalError("ledger_version.none", version=LATEST)
    folder = making.texts("evaluation.folder.ledgers")
    for ledger in LEDGERS:
        target = BytesIO()
        export = _export(kept, ledger, making)
        write_workbook(export, target)
        yield f"{folder}/{export.title}.xlsx", target.getvalue()


def _export(kept: LedgerFigures, name: str, making: _Making) -> Export:
    ledger, texts = kept.book[name], making.texts
    fields = [one for one in ledger.fields if not one.sensitive]
    return Export(
        title=texts.pick(ledger.names),
        criteria=((texts("ledger_show.version"), kept.version.id),),
        titles=(
            texts("evaluation.column.number"),
            *(texts.pick(one.names) for one in fields),
            texts("evaluation.column.state"),
            texts("evaluation.column.unit"),
        ),
        rows=_rows(kept, name, [one.id for one in fields], making.court),
    )


def _rows(
    kept: LedgerFigures, ledger: str, fields: list[str], court: str
) -> Iterator[tuple[Value, ...]]:
    for entry in kept.version.entries.get(ledger, ()):
        if entry.court == court:
            told = kept.words.fields(entry)
            yield tuple(told.get(one, "") for one in ("number", *fields, "state", "unit"))


def _readme(making: _Making, ledgers: str, named: str) -> bytes:
    """Chinese first, then English."""
    both = (making.workspace.texts(lang) for lang in ("zh", "en"))
    return "\n".join(
        texts(
            "package.readme",
            title=making.evaluation.held.title,
            court_name=making.workspace.court_name(making.court, texts.lang),
            at=making.told_at,
            data=making.evaluation.data_version,
            ledgers=ledgers,
            fingerprint=named,
        )
        for texts in both
    ).encode()
