"""Edits of the words of a draft: a block, a new paragraph, one taken out, what stands around."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuobo.core.errors import RequestError
from tuobo.engines.reports.compose.editing import (
    Words,
    is_editable,
    new_paragraph,
    with_block,
    with_block_after,
    with_words,
    without_block,
    words_of,
)
from tuobo.engines.reports.document import Block, Document, Heading, runs_of
from tuobo.operations.report_studio.doing import Doer
from tuobo.operations.report_studio.saving import Change, opened, save_document
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.models import ReportEdit
from tuobo.records.registry.report_queries import WholeReport

_KIND = ReportEdit.Kind
_SHOWN = 400


@dataclass(frozen=True, kw_only=True)
class Front:
    """What stands around the text."""

    title: str
    receiver: str
    number: str
    signer: str


def block_of(whole: WholeReport, at: int) -> Block:
    """The block with that number; RequestError "studio.no_block"."""
    blocks = opened(whole).blocks
    if not 0 <= at < len(blocks):
        raise RequestError("studio.no_block", block=at)
    return blocks[at]


def edit_words(
    workspace: Workspace, whole: WholeReport, at: int, words: Words, revision: int, doer: Doer
) -> int:
    """Other words for a block; its figures stay, move or are struck out."""
    before = block_of(whole, at)
    after = with_words(before, words)
    document = with_block(opened(whole), at, after)
    change = Change(kind=_KIND.WORDS, place=f"b{at}", before=read_as(before), after=read_as(after))
    return save_document(workspace, whole, document, change, revision, doer)


def add_paragraph(
    workspace: Workspace, whole: WholeReport, at: int, text: str, revision: int, doer: Doer
) -> int:
    """A paragraph of one's own behind a block."""
    block_of(whole, at)
    made = new_paragraph(text)
    document = with_block_after(opened(whole), at, made)
    change = Change(kind=_KIND.ADDED, place=f"b{at + 1}", after=read_as(made))
    return save_document(workspace, whole, document, change, revision, doer)


def remove_block(
    workspace: Workspace, whole: WholeReport, at: int, revision: int, doer: Doer
) -> int:
    """A block is taken out, with its figures; the history keeps its words."""
    before = block_of(whole, at)
    document = without_block(opened(whole), at)
    change = Change(kind=_KIND.REMOVED, place=f"b{at}", before=read_as(before))
    return save_document(workspace, whole, document, change, revision, doer)


def edit_front(
    workspace: Workspace, whole: WholeReport, front: Front, revision: int, doer: Doer
) -> int:
    """Title, receiver, and of kinds with a red head the number and the signer."""
    document = opened(whole)
    before = front_of(document)
    head = document.front
    if head is not None:
        head = replace(head, number=front.number, signer=front.signer)
    changed = replace(document, title=front.title, receiver=front.receiver, front=head)
    change = Change(
        kind=_KIND.FRONT, place="front", before=_told(before), after=_told(front_of(changed))
    )
    return save_document(workspace, whole, changed, change, revision, doer)


def front_of(document: Document) -> Front:
    head = document.front
    return Front(
        title=document.title,
        receiver=document.receiver,
        number=head.number if head else "",
        signer=head.signer if head else "",
    )


def words_at(whole: WholeReport, at: int) -> Words:
    """The words of a block for its form; RequestError for a table."""
    block = block_of(whole, at)
    if not is_editable(block):
        raise RequestError("studio.not_editable")
    return words_of(block)


def read_as(block: Block) -> str:
    """A block as people read it, for the history."""
    if isinstance(block, Heading):
        return f"{block.number}{block.text}"
    return "".join(run.text for run in runs_of(block))[:_SHOWN]


def _told(front: Front) -> str:
    parts = (front.title, front.receiver, front.number, front.signer)
    return " · ".join(one for one in parts if one)
