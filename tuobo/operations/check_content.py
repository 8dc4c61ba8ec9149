"""Loads and validates every definition there is and returns all faults at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from dataclasses import dataclass

from tuobo.core.content import Content
from tuobo.core.errors import TuoboError
from tuobo.core.facts import FactSchema
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.analysis import rule_sets
from tuobo.engines.indicators import Pack
from tuobo.engines.intake import CheckRules, Mappings
from tuobo.engines.ledgers import LedgerBook, LedgersWrongError
from tuobo.engines.ledgers.book import FOLDER
from tuobo.engines.ledgers.words import words_of
from tuobo.engines.reports.compose import Claims, Outlines
from tuobo.engines.reports.draft import DraftRules
from tuobo.engines.rights import Policy, menu_of
from tuobo.engines.timelimits import LimitBook, finding_rules
from tuobo.operations.clause_map import ClauseMap, ClausesWrongError, Registries
from tuobo.operations.compose_report import known_names
from tuobo.operations.desk.credibility import CredibilityRules
from tuobo.operations.desk.own_cases import leaders_norms
from tuobo.operations.ledger_versions.figures import with_ledgers
from tuobo.operations.ledgers.index_groups import ledger_groups
from tuobo.operations.programme.dossier_text import choice_of, parts_of
from tuobo.records.audit.kinds import audit_kinds
from tuobo.records.notices.kinds import notice_kinds
from tuobo.records.supervision.rules import ReminderRules


@dataclass(frozen=True)
class ContentReport:
    """How many definitions each part has, and what is wrong."""

    counts: Mapping[str, int]
    errors: tuple[TuoboError, ...]


def check_content(content: Content) -> ContentReport:
    """All parts of the content, each by the engine that reads it."""
    parts: dict[str, Callable[[], Sized]] = {
        "facts": lambda: FactSchema.of(content).tables,
        "vocabularies": lambda: Vocabularies.of(content).lists,
        "texts": lambda: Texts(content).codes,
        "timelimits": lambda: LimitBook.of(content).limits,
        "findings": lambda: finding_rules(content),
        "checks": lambda: CheckRules.of(content).by_id,
        "mappings": lambda: Mappings.of(content, FactSchema.of(content)).by_name,
        "analysis": lambda: rule_sets(content),
        "indicators": lambda: Pack.of(content).indicators,
        "claims": lambda: Claims.of(content).by_test,
        "reports": lambda: (
            Outlines.of(
                content,
                with_ledgers(
                    known_names(Pack.of(content), finding_rules(content)), _ledgers(content)
                ),
            ).by_id
        ),
        "drafts": lambda: DraftRules.of(content).by_id,
        "rights": lambda: Policy.of(content).roles,
        "menu": lambda: menu_of(content),
        "audit": lambda: audit_kinds(content),
        "notices": lambda: notice_kinds(content),
        "supervision": lambda: ReminderRules.of(content).kinds,
        "ledger_words": lambda: words_of(content, FOLDER).columns,
        "ledgers": lambda: tuple(_ledgers(content)),
        "ledger_groups": lambda: ledger_groups(content),
        "leaders_norms": lambda: leaders_norms(content),
        "clauses": lambda: ClauseMap.of(content, Registries.of(content)).rows,
        "credibility": lambda: (CredibilityRules.of(content),),
        "dossier": lambda: parts_of(content),
        "dossier_choice": lambda: (choice_of(content),),
    }
    counts: dict[str, int] = {}
    errors: list[TuoboError] = []
    for name, load in parts.items():
        try:
            counts[name] = len(load())
        except TuoboError as error:
            errors += [one for one in _each(error) if str(one) not in map(str, errors)]
    return ContentReport(counts, tuple(errors))


def _ledgers(content: Content) -> LedgerBook:
    return LedgerBook.of(content, frozenset(Policy.of(content).rights))


def _each(error: TuoboError) -> list[TuoboError]:
    """All that an error tells of: wrong ledgers and wrong rows are told together."""
    match error:
        case LedgersWrongError():
            return [one.error for one in error.flaws]
        case ClausesWrongError():
            return [*error.flaws]
        case _:
            return [error]
