"""What a book of limits may not contain: overlaps, gaps between versions, unknown words.

Two limits overlap if one case could match both on one day. Case words imply a domain and an
instance (vocabulary case_word), so {domain: civil} and {case_word: [刑初]} do not meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations, pairwise
from typing import TypeAlias

from tuobo.core.content import InForce, near
from tuobo.core.errors import DefinitionError
from tuobo.core.facts import Column, ColumnType, FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.timelimits.definitions import Checkpoint, Ground, Limit, Span

Value: TypeAlias = str | bool | None
Accepted: TypeAlias = tuple[Value, ...]
_EVER, _NEVER = date.min, date.max
_EVENT_PARTS = 3


@dataclass(frozen=True)
class Words:
    """The columns and codes that a definition may speak of."""

    schema: FactSchema
    vocabularies: Vocabularies

    @cached_property
    def case_columns(self) -> dict[str, Column]:
        return self.schema["case"].by_name

    @cached_property
    def places_of_case_words(self) -> dict[str, tuple[str, str]]:
        """Case word → (domain, instance)."""
        return {
            entry.code: (str(entry.attributes["domain"]), str(entry.attributes["instance"]))
            for entry in self.vocabularies["case_word"].entries
        }

    def codes(self, vocabulary: str) -> Mapping[str, object]:
        return self.vocabularies[vocabulary].by_code


def check(
    limits: Sequence[Limit],
    grounds: Sequence[Ground],
    checkpoints: Sequence[Checkpoint],
    words: Words,
) -> None:
    """Raises DefinitionError for the first fault found."""
    named = {ground.id for ground in grounds}
    for limit in limits:
        _check_limit(limit, named, words)
    for ground in grounds:
        _known(ground.id, "interval_ground", [ground.id], words)
        _known(ground.id, "domain", ground.domains, words)
        _plain_unit(ground.id, ground.cap)
        _plain_unit(ground.id, ground.cap_foreign)
    for node in checkpoints:
        _check_applies(node.id, node.applies, words)
        _check_applies(node.id, node.unless, words)
        for place in (*node.since, *node.until):
            _check_place(node.id, place, words)
        _check_grounds(node.id, node.exclusions, named)
    _check_versions(limits)
    _check_versions(checkpoints)
    _check_ground_versions(grounds)
    _check_overlaps(limits, words)


def _check_limit(limit: Limit, grounds: set[str], words: Words) -> None:
    _check_applies(limit.id, limit.applies, words)
    _check_applies(limit.id, limit.unless, words)
    for place in (*limit.start, *limit.warn_start):
        _check_place(limit.id, place, words)
    for step in limit.extensions:
        _known(limit.id, "approver", step.approvers, words)
        _plain_unit(limit.id, step.most)
        _plain_unit(limit.id, step.total_most)
    _known(limit.id, "event_kind", limit.restarts, words)
    _check_grounds(limit.key, limit.exclusions, grounds)


def _check_grounds(rule: str, named: Iterable[str], grounds: set[str]) -> None:
    for ground in named:
        if ground not in grounds:
            suggestion = near(ground, sorted(grounds)) or "—"
            raise DefinitionError(
                "limits.unknown_ground", rule=rule, found=ground, suggestion=suggestion
            )


def _check_applies(rule: str, applies: Mapping[str, Accepted], words: Words) -> None:
    for name, accepted in applies.items():
        column = words.case_columns.get(name)
        if column is None or column.kind not in {ColumnType.CODE, ColumnType.FLAG}:
            raise DefinitionError(
                "limits.unknown_column",
                rule=rule,
                found=name,
                suggestion=near(name, list(words.case_columns)) or "—",
            )
        given = [value for value in accepted if value is not None]
        if column.kind is ColumnType.FLAG:
            odd = [str(value) for value in given if not isinstance(value, bool)]
            if odd:
                raise DefinitionError("limits.not_a_flag", rule=rule, column=name, found=odd[0])
        else:
            _known(rule, column.vocabulary, [str(value) for value in given], words)


def _check_place(rule: str, place: str, words: Words) -> None:
    """A date column of the case, `table.column`, `event.KIND` or `event.KIND.until_on`."""
    parts = place.split(".")
    if parts[0] == "event" and len(parts) > 1:
        _known(rule, "event_kind", [parts[1]], words)
        if len(parts) < _EVENT_PARTS or parts[2:] == ["until_on"]:
            return
    table, name = (parts[0], parts[1]) if len(parts) > 1 else ("case", parts[0])
    columns = words.schema.tables[table].by_name if table in words.schema.tables else {}
    if name not in columns or columns[name].kind is not ColumnType.DATE:
        raise DefinitionError(
            "limits.unknown_date",
            rule=rule,
            found=place,
            suggestion=near(name, list(columns)) or "—",
        )


def _known(rule: str, vocabulary: str, codes: Iterable[str], words: Words) -> None:
    known = words.codes(vocabulary)
    for code in codes:
        if code not in known:
            raise DefinitionError(
                "limits.unknown_code",
                rule=rule,
                vocabulary=vocabulary,
                found=code,
                suggestion=near(code, list(known)) or "—",
            )


def _plain_unit(rule: str, span: Span | None) -> None:
    if span is not None and span.working_days:
        raise DefinitionError("limits.extension_unit", rule=rule)


def _check_versions(versioned: Sequence[Limit] | Sequence[Checkpoint]) -> None:
    """Versions of one id must follow one another without gap or overlap."""
    by_id: dict[str, list[Limit | Checkpoint]] = {}
    for one in versioned:
        by_id.setdefault(one.id, []).append(one)
    for versions in by_id.values():
        ordered = sorted(versions, key=lambda one: one.in_force.start or _EVER)
        for earlier, later in pairwise(ordered):
            end, start = earlier.in_force.end or _NEVER, later.in_force.start or _EVER
            if end == start and earlier.version < later.version:
                continue
            code = "limits.gap" if end < start else "limits.version_overlap"
            raise DefinitionError(
                code,
                rule=earlier.id,
                version=earlier.version,
                next=later.version,
                day=min(end, start),
            )


def _check_ground_versions(grounds: Sequence[Ground]) -> None:
    for one, other in combinations(grounds, 2):
        if one.id == other.id and meet_in_time(one.in_force, other.in_force):
            raise DefinitionError("limits.ground_overlap", ground=one.id)


def _check_overlaps(limits: Sequence[Limit], words: Words) -> None:
    reach = {limit.key: _case_words(limit, words) for limit in limits}
    for one, other in combinations(limits, 2):
        if one.id == other.id or not meet_in_time(one.in_force, other.in_force):
            continue
        if not _columns_meet(one, other) or not (reach[one.key] & reach[other.key]):
            continue
        raise DefinitionError(
            "limits.overlap",
            rule=one.key,
            other=other.key,
            case_word=min(reach[one.key] & reach[other.key]),
        )


def _case_words(limit: Limit, words: Words) -> frozenset[str]:
    """The case words that a limit can reach; an empty text stands for words not listed."""
    return frozenset(
        word
        for word, (domain, instance) in {**words.places_of_case_words, "": ("", "")}.items()
        if accepts(limit, "case_word", word or None)
        and (not word or accepts(limit, "domain", domain))
        and (not word or accepts(limit, "instance", instance))
    )


def accepts(limit: Limit, column: str, value: Value) -> bool:
    """Whether a limit takes cases with this value of a column."""
    accepted = limit.applies.get(column)
    return (accepted is None or value in accepted) and value not in limit.unless.get(column, ())


def _columns_meet(one: Limit, other: Limit) -> bool:
    """Whether some value of each column suits both; what neither names suits both."""
    for name in {*one.applies, *other.applies}:
        named = {*one.applies.get(name, ()), *other.applies.get(name, ())}
        if not any(accepts(one, name, value) and accepts(other, name, value) for value in named):
            return False
    return True


def domains_of(limit: Limit, words: Words) -> frozenset[str]:
    """The domains of the cases that a limit can reach."""
    reached = {words.places_of_case_words[word][0] for word in _case_words(limit, words) if word}
    return frozenset(reached | {str(one) for one in limit.applies.get("domain", ()) if one})


def meet_in_time(one: InForce, other: InForce) -> bool:
    """Whether there is a day on which both are in force."""
    start = max(one.start or _EVER, other.start or _EVER)
    return start < min(one.end or _NEVER, other.end or _NEVER)
