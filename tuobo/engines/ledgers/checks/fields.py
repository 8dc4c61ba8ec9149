"""Fields: their lists, links, groups and rights exist; the title names an entry; numbers count."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.ledgers.checks.conditions import condition_flaws
from tuobo.engines.ledgers.checks.fixed import fits
from tuobo.engines.ledgers.checks.purpose import right_flaws
from tuobo.engines.ledgers.definition import Field, FieldType, Ledger
from tuobo.engines.ledgers.document import Path
from tuobo.engines.ledgers.flaw import Flaw, flaw, unknown
from tuobo.engines.ledgers.known import Known
from tuobo.engines.ledgers.numbering import pattern_problem


def flaws(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    for at, one in enumerate(ledger.fields):
        path = ("fields", at)
        yield from condition_flaws(one.required_when, (*path, "required_when"), ledger, known)
        yield from _names(one, path, ledger, known)
        if one.read_only and (one.required or one.required_when):
            yield flaw("ledger.read_only_required", (*path, "read_only"), field=one.names)
        if one.default is not None and not fits(one.default, one, known):
            yield flaw("ledger.default_unfit", (*path, "default"), field=one.names, type=one.type,
                       found=one.default)  # fmt: skip
        if one.sensitive:
            yield from right_flaws(one.sensitive, (*path, "sensitive"), known)
    yield from _title(ledger)
    if ledger.duties:
        yield from _duties(ledger)
    if problem := pattern_problem(ledger.number):
        yield flaw("ledger.number_pattern", ("number",), found=ledger.number, problem=problem)


def _names(one: Field, path: Path, ledger: Ledger, known: Known) -> Iterator[Flaw]:
    groups = [group.id for group in ledger.groups]
    if one.group and one.group not in groups:
        yield unknown("ledger.group_unknown", (*path, "group"), one.group, groups)
    if one.vocabulary and known.vocabulary(one.vocabulary) is None:
        names = [*known.vocabularies.lists]
        yield unknown("ledger.vocabulary_unknown", (*path, "vocabulary"), one.vocabulary, names)
    for target in one.ledgers:
        if target not in known.ledgers:
            yield unknown("ledger.ledger_unknown", (*path, "ledgers"), target, [*known.ledgers])
    if one.not_before:
        other = ledger.field_by_id.get(one.not_before)
        if other is None:
            names = [each.id for each in ledger.fields if each.type is FieldType.DATE]
            yield unknown("ledger.field_unknown", (*path, "not_before"), one.not_before, names)
        elif other.type is not FieldType.DATE:
            yield flaw("ledger.not_a_date", (*path, "not_before"), field=other.names)


def _title(ledger: Ledger) -> Iterator[Flaw]:
    title = ledger.field_by_id.get(ledger.title)
    if title is None:
        yield unknown("ledger.field_unknown", ("title",), ledger.title, [*ledger.field_by_id])
    elif title.sensitive or title.type is not FieldType.TEXT or not title.required:
        yield flaw("ledger.title_unfit", ("title",), field=title.names)


def _duties(ledger: Ledger) -> Iterator[Flaw]:
    duties = ledger.field_by_id.get(ledger.duties)
    if duties is None:
        yield unknown("ledger.field_unknown", ("duties",), ledger.duties, [*ledger.field_by_id])
    elif duties.type is not FieldType.CHOICE or not duties.many:
        yield flaw("ledger.duties_unfit", ("duties",), field=duties.names)
