"""The annex of a report: where each figure comes from, and which test lets a claim be said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from tuobo.core.days_in_words import period_in_words
from tuobo.core.evidence import Evidence
from tuobo.core.texts import Texts
from tuobo.engines.reports.compose.figures import Verdict
from tuobo.engines.reports.compose.telling import Teller
from tuobo.engines.reports.document import (
    Attachment,
    Block,
    FigureRun,
    Paragraph,
    Passport,
    Run,
    Table,
    TextRun,
)
from tuobo.engines.reports.numbers import NOTHING, fraction_of

_HASH_SHOWN = 16
_KEPT = "studio.annex.kept"
ScopeInWords: TypeAlias = Callable[[Evidence], str]


def sources_annex(passports: Sequence[Passport], teller: Teller) -> Attachment:
    """附件 数据来源表: definitions once, then each figure with its counts, period and hash."""
    texts, tests, notes = teller.texts, tuple(teller.claims.values()), teller.notes
    blocks: list[Block] = [
        Paragraph(runs=(TextRun(text=texts("compose.annex.about")),)),
        _definitions(passports, texts),
        _figures(passports, texts, teller.source.scope_in_words),
    ]
    if tests:
        blocks.append(_tests(tests, texts))
    blocks += [Paragraph(runs=(TextRun(text=texts("compose.annex.note", note=n)),)) for n in notes]
    return Attachment(name=texts("compose.annex.name"), blocks=tuple(blocks))


def refreshed_annex(
    annex: Attachment,
    passports: Sequence[Passport],
    texts: Texts,
    scope_in_words: ScopeInWords,
    *,
    notes: Sequence[str] = (),
) -> Attachment:
    """The annex with the figures that the text prints now, and why some of them were kept.

    Which tests let a claim be said stays as it was composed.
    """
    about, _, _, *rest = annex.blocks
    sign = texts.template(_KEPT).partition("{")[0]
    others = [one for one in rest if not (isinstance(one, Paragraph) and one.text.startswith(sign))]
    kept = [Paragraph(runs=(TextRun(text=texts(_KEPT, note=note)),)) for note in notes]
    tables = (_definitions(passports, texts), _figures(passports, texts, scope_in_words))
    return replace(annex, blocks=(about, *tables, *others, *kept))


def _definitions(passports: Sequence[Passport], texts: Texts) -> Table:
    known: dict[str, Passport] = {}
    for one in passports:
        known.setdefault(one.evidence.definition, one)
    return Table(
        caption=texts("compose.annex.definitions"),
        head=tuple(texts(f"compose.annex.{name}") for name in ("figure", "definition", "formula")),
        rows=tuple(
            _plain(one.definition_name, key, one.formula) for key, one in sorted(known.items())
        ),
    )


def _figures(passports: Sequence[Passport], texts: Texts, scope_in_words: ScopeInWords) -> Table:
    columns = (
        "code", "definition", "printed", "numerator", "denominator", "period", "scope",
        "version", "computed_at", "hash",
    )  # fmt: skip
    return Table(
        caption=texts("compose.annex.figures", count=len(passports)),
        head=tuple(texts(f"compose.annex.{name}") for name in columns),
        rows=tuple(_figure_row(one, texts, scope_in_words) for one in passports),
    )


def _figure_row(one: Passport, texts: Texts, scope_in_words: ScopeInWords) -> tuple[Run, ...]:
    top, bottom = fraction_of(one.measure)
    counts = [_count(top), _count(bottom)]
    period = period_in_words(one.evidence.period, texts)
    if one.base is not None and one.base_evidence is not None:
        counts = [
            f"{now}；{_count(then)}"
            for now, then in zip(counts, fraction_of(one.base), strict=True)
        ]
        period = f"{period}；{period_in_words(one.base_evidence.period, texts)}"
    at = one.computed_at
    form = texts(f"compose.form.{one.form}")
    cells = _plain(
        one.code,
        f"{one.evidence.definition} {form}",
        *counts,
        period,
        scope_in_words(one.evidence) or NOTHING,
        one.evidence.data_version,
        NOTHING if at is None else f"{at:%Y-%m-%d %H:%M}",
        one.rows_hash[:_HASH_SHOWN],
    )
    return (*cells[:2], FigureRun(passport=one), *cells[2:])


def _tests(verdicts: Sequence[Verdict], texts: Texts) -> Table:
    return Table(
        caption=texts("compose.annex.tests"),
        head=tuple(texts(f"compose.annex.{name}") for name in ("figure", "test", "basis")),
        rows=tuple(_plain(one.name, one.test, one.basis) for one in verdicts),
    )


def _count(count: int | None) -> str:
    return NOTHING if count is None else f"{count:,}"


def _plain(*cells: str) -> tuple[TextRun, ...]:
    return tuple(TextRun(text=cell) for cell in cells)
