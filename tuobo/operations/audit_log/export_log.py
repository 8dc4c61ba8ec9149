"""The audit log as a workbook that can be checked later, and the event that it was exported.

On top stand the digest of the newest event, which pins the whole log, and the SM3 of the exported
rows: their cells joined by tabs, each row ended by a line feed, in UTF-8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import IO

from tuobo.core.clock import COURT_TIME
from tuobo.core.texts import Texts
from tuobo.operations.audit_log.read_log import Asked, filter_of, line_of
from tuobo.operations.desk.exporting import Export, write_workbook
from tuobo.operations.supervision.hand import Hand
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import record_alone
from tuobo.records.audit.chain import sm3_of_lines
from tuobo.records.audit.queries import AuditFilter, digest_at, events_until, newest_sequence
from tuobo.records.audit.wording import criteria_words

_TITLES = (
    "sequence", "at", "person", "account", "address", "family", "kind", "sentence", "subject",
    "outcome", "digest",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What was written; both digests also stand in the log."""

    rows: int
    last_digest: str
    rows_digest: str


def export_log(
    workspace: Workspace,
    asked: Asked,
    target: IO[bytes],
    *,
    texts: Texts,
    hand: Hand,
    tell: Callable[[str, int], None] = lambda *_: None,
) -> Exported:
    """Writes all events that are asked for, the oldest first, telling step and rows as it goes.

    The log is gone through twice, up to the event that is the newest now: once for the digest that
    stands on top, once for the rows. So memory stays flat and nobody waits.
    """
    last = newest_sequence()
    wanted = filter_of(workspace, asked)
    digested = _counted(_rows(wanted, last, texts), partial(tell, "audit.step.digest"))
    rows_digest = sm3_of_lines("\t".join(row) + "\n" for row in digested)
    last_digest = digest_at(last)
    export = Export(
        title=texts("audit.export.title"),
        criteria=(
            (texts("audit.export.criteria"), criteria_words(asked.criteria, texts)),
            (
                texts("audit.export.made"),
                f"{_clock(hand.at)} {hand.actor.person} ({hand.actor.account})",
            ),
            (texts("audit.export.newest"), f"{last}  {last_digest}"),
            (texts("audit.export.rows_digest"), rows_digest),
        ),
        titles=tuple(texts(f"audit.column.{name}") for name in _TITLES),
        rows=_counted(_rows(wanted, last, texts), partial(tell, "audit.step.rows")),
    )
    written = write_workbook(export, target)
    record_alone(
        "audit.exported", actor=hand.actor, at=hand.at, rows=written, criteria=asked.criteria,
        rows_digest=rows_digest, last_digest=last_digest,
    )  # fmt: skip
    return Exported(rows=written, last_digest=last_digest, rows_digest=rows_digest)


def _counted(
    rows: Iterator[tuple[str, ...]], tell: Callable[[int], None]
) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(rows):
        tell(number)
        yield row


def _rows(wanted: AuditFilter, last: int, texts: Texts) -> Iterator[tuple[str, ...]]:
    for told in events_until(wanted, last):
        line = line_of(told, texts)
        outcome = texts("audit.refused" if line.is_refused else "audit.done")
        yield (
            str(line.sequence), _clock(line.at), line.person, line.account, line.address,
            texts(f"audit.family.{line.family}"), line.kind, line.sentence, line.subject,
            outcome, line.digest,
        )  # fmt: skip


def _clock(at: datetime) -> str:
    return f"{at.astimezone(COURT_TIME):%Y-%m-%d %H:%M:%S}"
