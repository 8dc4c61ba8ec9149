"""The erratum of a published report: names every figure that was wrong and what it should be.

The published report itself stays as it was; whoever holds it finds here what to strike out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tuobo.core.days_in_words import period_in_words
from tuobo.core.texts import Texts
from tuobo.engines.reports.compose.verification import Change
from tuobo.engines.reports.document import (
    Document,
    FigureRun,
    Paragraph,
    Passport,
    Run,
    Table,
    TextRun,
)
from tuobo.engines.reports.numbers import NOTHING


def erratum(
    wrong: Document, changes: Sequence[Change], *, report: str, on: date, texts: Texts
) -> Document:
    """A document that lists old and new figures; the new ones carry their passports."""
    names = ("code", "figure", "period", "old", "new")
    table = Table(
        caption=texts("compose.erratum.table"),
        head=tuple(texts(f"compose.erratum.{name}") for name in names),
        rows=tuple(_row(one, texts) for one in changes),
    )
    told = texts("compose.erratum.lead", title=wrong.title, count=len(changes), id=wrong.id)
    return Document(
        id=report,
        kind="plain",
        title=texts("compose.erratum.title", title=wrong.title),
        receiver=wrong.receiver,
        blocks=(Paragraph(runs=(TextRun(text=told),)), table),
        signature=wrong.signature,
        dated_on=on,
        data_version=wrong.data_version,
        properties={"corrects": wrong.id},
    )


def _row(change: Change, texts: Texts) -> tuple[Run, ...]:
    one = change.before or change.after
    assert one is not None
    form = texts(f"compose.form.{one.form}")
    old: Run = TextRun(text=_text(change.before))
    new: Run = TextRun(text=NOTHING) if change.after is None else FigureRun(passport=change.after)
    return (
        TextRun(text=one.code),
        TextRun(text=f"{change.name}（{form}）"),
        TextRun(text=period_in_words(one.evidence.period, texts)),
        old,
        new,
    )


def _text(passport: Passport | None) -> str:
    return NOTHING if passport is None else passport.text
