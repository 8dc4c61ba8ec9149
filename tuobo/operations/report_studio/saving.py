"""Saves a changed document of a draft: one revision with its history, log entry and shelf copy.

The annex lists the figures that the text prints after the change, and why some of them were kept
although newer data say otherwise. The file on the shelf is written last: if that fails, nothing
is saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from django.db import transaction

from tuobo.engines.reports.compose import document_json, document_of, refreshed_annex
from tuobo.engines.reports.compose.editing import gaps_of
from tuobo.engines.reports.document import Document, Passport
from tuobo.operations.report_shelf import ReportShelf
from tuobo.operations.report_studio.doing import Doer
from tuobo.operations.scope_words import scope_in_words
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import record
from tuobo.records.registry.report_actions import Edited, edit
from tuobo.records.registry.report_queries import KeptLine, WholeReport, kept_figures


@dataclass(frozen=True, kw_only=True)
class Change:
    """What the history tells of a change: kind, place, before and after as people read them."""

    kind: str
    place: str = ""
    before: str = ""
    after: str = ""


def opened(whole: WholeReport) -> Document:
    """The document of a report as a tree."""
    return document_of(whole.document)


@transaction.atomic
def save_document(
    workspace: Workspace,
    whole: WholeReport,
    document: Document,
    change: Change,
    revision: int,
    doer: Doer,
) -> int:
    """Save a change that was made on a revision; the new one. StateError "studio.edited"."""
    document, edited = prepared(workspace, whole, document, change)
    now = edit(whole.line.id, edited, revision=revision, account=doer.account, at=doer.at)
    record(
        "report.edited",
        actor=doer.actor,
        at=doer.at,
        subject=whole.line.shelf,
        change=change.kind,
        place=change.place,
        revision=now,
    )
    ReportShelf(workspace.store).replace_draft(whole.line.shelf, document, gaps=edited.gaps)
    return now


def prepared(
    workspace: Workspace, whole: WholeReport, document: Document, change: Change
) -> tuple[Document, Edited]:
    """The document with its annex brought up to date, and what is written of it."""
    document = with_annex(workspace, whole, document)
    passports = document.passports
    versions = {one.evidence.data_version for one in passports}
    if len(versions) == 1:
        document = replace(document, data_version=versions.pop())
    return document, Edited(
        document=document_json(document),
        title=document.title,
        data_version=document.data_version,
        figures=len(passports),
        gaps=len(gaps_of(document, needs_signer=whole.line.needs_signer)),
        kind=change.kind,
        place=change.place,
        before=change.before,
        after=change.after,
    )


def with_annex(workspace: Workspace, whole: WholeReport, document: Document) -> Document:
    """The document whose annex lists what its text prints."""
    if not document.attachments:
        return document
    texts = workspace.texts("zh")
    bare = replace(document, attachments=())
    notes = tuple(_notes(bare.passports, kept_figures(whole.line.id)))
    first, *others = document.attachments
    annex = refreshed_annex(
        first, bare.passports, texts, partial(scope_in_words, workspace), notes=notes
    )
    return replace(document, attachments=(annex, *others))


def _notes(passports: tuple[Passport, ...], kept: tuple[KeptLine, ...]) -> Iterator[str]:
    """Why figures were kept, of those that still are as they were then."""
    by_code = {one.code: one for one in passports}
    for one in kept:
        passport = by_code.get(one.code)
        if passport is not None and is_older(passport.evidence.data_version, one.data_version):
            yield f"{one.code} {passport.definition_name}：{one.note}"


def is_older(version: str, other: str) -> bool:
    """Whether a data version came before another; versions of ledgers only differ."""
    one, two = (text.partition("-")[0] for text in (version, other))
    if one.isdigit() and two.isdigit():
        return int(one) < int(two)
    return version != other
