"""What the operations of one call share: definitions, code lists, limits, indicators, the store.

Everything is loaded when it is first asked for, so that a command pays only for what it uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.indicators import Pack
from tuobo.engines.intake import Mapping, Mappings, Reading, Snapshots
from tuobo.engines.timelimits import Calendar, FindingRule, LimitBook, finding_rules


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
        return Calendar.of(self.content)

    @cached_property
    def limits(self) -> LimitBook:
        return LimitBook.of(self.content)

    @cached_property
    def finding_rules(self) -> dict[str, FindingRule]:
        return finding_rules(self.content)

    @cached_property
    def indicators(self) -> Pack:
        return Pack.of(self.content)

    @cached_property
    def snapshots(self) -> Snapshots:
        return Snapshots(self.store)

    @cached_property
    def reading(self) -> Reading:
        return Reading.of(self.content)

    @cached_property
    def mappings(self) -> Mappings:
        return Mappings.of(self.content, self.schema)

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

    def _mapping_path(self, source: str) -> Path:
        return self.store / "sources" / f"{source}.yaml"
