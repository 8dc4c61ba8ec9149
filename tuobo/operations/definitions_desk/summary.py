"""What a definition says, in one line of a list."""

from __future__ import annotations

from tuobo.core.content import Definition
from tuobo.core.facts import Table
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabulary
from tuobo.engines.indicators import Break, Indicator
from tuobo.engines.ledgers import Ledger
from tuobo.engines.rights import Role
from tuobo.engines.timelimits import Checkpoint, FindingRule, Ground, Limit, Reading
from tuobo.engines.timelimits.definitions import HolidayNotice
from tuobo.operations.definitions_desk.wording import Wording


def summary_of(definition: Definition, wording: Wording, texts: Texts) -> str:
    """The gist of it; empty where the name says all."""
    return _of_limits(definition, wording, texts) or _of_others(definition, texts)


def _of_limits(definition: Definition, wording: Wording, texts: Texts) -> str:
    told = ""
    match definition:
        case Limit():
            told = wording.span(definition.base) if definition.base else ""
            told = told or texts("definitions.value.outcome.no_limit")
        case Ground():
            cap = wording.span(definition.cap) if definition.cap else ""
            told = texts("definitions.summary.cap", cap=cap) if cap else ""
        case Checkpoint():
            code = "not_before" if definition.at_least else "within"
            told = texts(f"definitions.summary.{code}", span=wording.span(definition.within))
        case Reading():
            chosen = next(one for one in definition.options if one.id == definition.default)
            told = texts("definitions.summary.default", option=texts.pick(chosen.names))
        case FindingRule():
            told = texts.pick(definition.sentence).format(found="…", expected="…")
    return told


def _of_others(definition: Definition, texts: Texts) -> str:
    told = ""
    match definition:
        case Indicator():
            told = texts.pick(definition.meaning)
        case Break():
            effect = texts(f"definitions.value.effect.{definition.effect}")
            told = texts("definitions.summary.break", on=definition.on, effect=effect)
        case HolidayNotice():
            count = len(definition.papers)
            told = texts("definitions.summary.papers", count=count)
        case Vocabulary():
            told = texts("definitions.summary.entries", count=f"{len(definition.entries):,}")
        case Table():
            told = texts("definitions.summary.columns", count=len(definition.columns))
        case Ledger():
            parts = {"fields": len(definition.fields), "states": len(definition.states)}
            told = texts("definitions.summary.ledger", **parts)
        case Role():
            count = sum(len(rights) for rights in definition.grants.values())
            told = texts("definitions.summary.rights", count=count)
    return told
