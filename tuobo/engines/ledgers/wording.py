"""Conditions and clocks in words, for hints in forms and for the reference."""

from __future__ import annotations

from tuobo.core.content import Names
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.ledgers.definition import Clock, Condition, Field, Ledger
from tuobo.engines.ledgers.options import options_of
from tuobo.engines.ledgers.sentence import Sentence, say


def clock_told(one: Clock, ledger: Ledger, texts: Texts) -> str:
    """How long a clock runs, and in which states it stands still."""
    span = one.within
    if span is None:
        told = texts("ledgers.clock.typed")
    else:
        kind = "days" if span.days else "working_days" if span.working_days else "months"
        told = texts(f"ledgers.clock.{kind}", count=span.days or span.working_days or span.months)
    if one.paused_in:
        names = (texts.pick(ledger.state_by_id[each].names) for each in one.paused_in)
        told += texts("ledgers.clock.paused", states=texts("ledger_show.and").join(names))
    return told


def condition_sentence(
    condition: Condition, ledger: Ledger, vocabularies: Vocabularies
) -> Sentence:
    """A condition as a clause: 类别是“企业”；状态是“整改中”."""
    for key in ("all", "any", "none"):
        inside = tuple(
            condition_sentence(part, ledger, vocabularies) for part in getattr(condition, key)
        )
        if inside:
            return say(f"ledger.condition.{key}", parts=inside)
    if condition.field:
        return _of_field(condition, ledger.field_by_id[condition.field], vocabularies)
    if condition.state:
        names = tuple(ledger.state_by_id[one].names for one in condition.state)
        return say("ledger.condition.state", states=names)
    if condition.kind:
        kinds = tuple(say(f"ledger.kind.{one}") for one in condition.kind)
        return say("ledger.condition.kind", kinds=kinds)
    statuses = tuple(say(f"ledger.clock_status.{one}") for one in condition.equals)
    clock = ledger.clock_by_id[condition.clock].names
    return say("ledger.condition.clock", clock=clock, statuses=statuses)


def _of_field(condition: Condition, one: Field, vocabularies: Vocabularies) -> Sentence:
    if condition.filled is not None:
        word = "filled" if condition.filled else "empty"
        return say(f"ledger.condition.{word}", field=one.names)
    if condition.equals:
        values = tuple(_value(asked, one, vocabularies) for asked in condition.equals)
        return say("ledger.condition.is", field=one.names, values=values)
    bounds = {"least": condition.at_least, "most": condition.at_most}
    given = {name: number for name, number in bounds.items() if number is not None}
    return say(f"ledger.condition.{'_'.join(given)}", field=one.names, **given)


def _value(asked: object, one: Field, vocabularies: Vocabularies) -> Names | Sentence | str:
    if isinstance(asked, bool):
        return say("ledger.yes" if asked else "ledger.no")
    if one.vocabulary or one.choices:
        labels = {each.code: each.names for each in options_of(one, vocabularies)}
        return labels.get(str(asked), str(asked))
    return str(asked)
