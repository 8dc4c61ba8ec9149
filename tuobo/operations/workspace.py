"""What the operations of one call share: definitions, code lists, limits, indicators, the store.

Everything is loaded when it is first asked for, so that a command pays only for what it uses.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from tuobo.core.case_number import CaseNumbers
from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.indicators import Pack
from tuobo.engines.intake import CheckRules, Mapping, Mappings, Reading, Snapshots
from tuobo.engines.ledgers import LedgerBook
from tuobo.engines.rights import Policy
from tuobo.engines.timelimits import Calendar, FindingRule, LimitBook, finding_rules


class _Definitions:
    """What is read from a content when it is first asked for, and shared by all workspaces."""

    def __init__(self, content: Content) -> None:
        self._content = content

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar.of(self._content)

    @cached_property
    def limits(self) -> LimitBook:
        return LimitBook.of(self._content)

    @cached_property
    def finding_rules(self) -> dict[str, FindingRule]:
        return finding_rules(self._content)

    @cached_property
    def indicators(self) -> Pack:
        return Pack.of(self._content)

    @cached_property
    def check_rules(self) -> CheckRules:
        return CheckRules.of(self._content)

    @cached_property
    def reading(self) -> Reading:
        return Reading.of(self._content)

    @cached_property
    def mappings(self) -> Mappings:
        return Mappings.of(self._content, FactSchema.of(self._content))


@lru_cache(maxsize=4)
def _definitions_of(content: Content) -> _Definitions:
    return _Definitions(content)


@dataclass(frozen=True)
class Workspace:
    """A store folder and the content in use (the national one, and a court's overlay)."""

    store: Path
    content: Content

    @classmethod
    def open(cls, store: Path, *, overlay: Path | None = None) -> Workspace:
        content = Content()
        return cls(store, content.with_overlay(overlay) if overlay else content)

    def texts(self, lang: str = "zh") -> Texts:
        return Texts(self.content, lang)

    @cached_property
    def schema(self) -> FactSchema:
        return FactSchema.of(self.content)

    @cached_property
    def vocabularies(self) -> Vocabularies:
        return Vocabularies.of(self.content)

    @cached_property
    def calendar(self) -> Calendar:
        return _definitions_of(self.content).calendar

    @cached_property
    def limits(self) -> LimitBook:
        return _definitions_of(self.content).limits

    @cached_property
    def finding_rules(self) -> dict[str, FindingRule]:
        return _definitions_of(self.content).finding_rules

    @cached_property
    def indicators(self) -> Pack:
        return _definitions_of(self.content).indicators

    @cached_property
    def ledgers(self) -> LedgerBook:
        return LedgerBook.of(self.content, frozenset(Policy.of(self.content).rights))

    @cached_property
    def snapshots(self) -> Snapshots:
        return Snapshots(self.store)

    def official(self, case_number: str) -> str:
        """A case number in its official form, whatever its brackets and width; else as written."""
        parsed = CaseNumbers.of(self.vocabularies).parse(case_number)
        return str(parsed) if parsed else case_number

    @cached_property
    def check_rules(self) -> CheckRules:
        return _definitions_of(self.content).check_rules

    @cached_property
    def reading(self) -> Reading:
        return _definitions_of(self.content).reading

    @cached_property
    def mappings(self) -> Mappings:
        return _definitions_of(self.content).mappings

    def saved_mapping(self, source: str) -> Mapping | None:
        """The mapping that was used when this source was last committed."""
        path = self._mapping_path(source)
        if not path.is_file():
            return None
        return Mapping.from_yaml(path.read_text(encoding="utf-8"), path.name)

    def save_mapping(self, mapping: Mapping) -> None:
        path = self._mapping_path(mapping.mapping)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(mapping.to_yaml(), encoding="utf-8")

    def court_name(self, court: str, lang: str = "zh") -> str:
        """The court's name: from the store if it was entered there, else from the code list."""
        entered = self._court_names().get(court)
        return entered or self.vocabularies.label("court", court, lang)

    def name_court(self, court: str, name: str) -> None:
        """Enter the name of a court that the code list does not know."""
        names = {**self._court_names(), court: name}
        self.store.mkdir(parents=True, exist_ok=True)
        text = json.dumps(names, ensure_ascii=False, indent=1)
        self._courts_path.write_text(text, encoding="utf-8")

    @property
    def _courts_path(self) -> Path:
        return self.store / "courts.json"

    def _court_names(self) -> dict[str, str]:
        if not self._courts_path.is_file():
            return {}
        found: dict[str, str] = json.loads(self._courts_path.read_text(encoding="utf-8"))
        return found

    def _mapping_path(self, source: str) -> Path:
        return self.store / "sources" / f"{source}.yaml"
