"""Every definition of a content as one kind of entry: where it stands, what it is called.

Definitions are shown as they are written in their files, before readings are laid over them. The
shelves below are the only place to touch when a new kind of definition comes into the content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tuobo.core.content import Content, Definition, InForce, Names, Source, load_file
from tuobo.core.facts import Table
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabulary
from tuobo.engines.analysis.rules import RuleSet
from tuobo.engines.indicators import Break, Indicator
from tuobo.engines.intake.checks.rules import CheckRule
from tuobo.engines.ledgers import LedgerBook
from tuobo.engines.rights.definition import RightsFile
from tuobo.engines.timelimits import Checkpoint, FindingRule, Ground, Limit, Reading
from tuobo.engines.timelimits.definitions import Board, HolidayNotice


class Kind(StrEnum):
    """What a definition is; the order is the order of the catalogue."""

    INDICATOR = "indicator"
    BREAK = "break"
    LIMIT = "limit"
    GROUND = "ground"
    READING = "reading"
    CHECKPOINT = "checkpoint"
    BOARD = "board"
    FINDING = "finding"
    CALENDAR = "calendar"
    CHECK = "check"
    RULE_SET = "rule_set"
    VOCABULARY = "vocabulary"
    FACTS = "facts"
    ROLE = "role"
    LEDGER = "ledger"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One definition. `key` is unique within its kind; versions of one thing share `id`.

    is_local  it comes from the court's own overlay, not from the national content
    """

    kind: Kind
    id: str
    key: str
    version: int
    names: Names
    definition: Definition
    is_local: bool

    @property
    def source(self) -> Source | None:
        found: Source | None = getattr(self.definition, "source", None)
        return found

    @property
    def in_force(self) -> InForce:
        found: InForce = getattr(self.definition, "in_force", InForce())
        return found


@dataclass(frozen=True)
class Shelf:
    """Where definitions of a kind are written, and by which attribute they are told apart."""

    kind: Kind
    folder: str
    model: type[Definition]
    name: str = "id"
    only: Callable[[Path], bool] = lambda _: True
    inside: Callable[[Definition], Iterable[Definition]] = lambda one: (one,)


_NO_INDICATORS = ("breaks", "small_numbers")
SHELVES = (
    Shelf(
        Kind.INDICATOR, "indicators", Indicator, only=lambda path: path.stem not in _NO_INDICATORS
    ),
    Shelf(Kind.BREAK, "indicators", Break, only=lambda path: path.stem == "breaks"),
    Shelf(Kind.LIMIT, "timelimits/limits", Limit),
    Shelf(Kind.GROUND, "timelimits/grounds", Ground),
    Shelf(Kind.READING, "timelimits/readings", Reading),
    Shelf(Kind.CHECKPOINT, "timelimits/checkpoints", Checkpoint),
    Shelf(Kind.BOARD, "timelimits/board", Board, name=""),
    Shelf(Kind.FINDING, "timelimits/findings", FindingRule),
    Shelf(Kind.CALENDAR, "calendars", HolidayNotice, name="year"),
    Shelf(Kind.CHECK, "checks", CheckRule, name="check"),
    Shelf(Kind.RULE_SET, "analysis", RuleSet),
    Shelf(Kind.VOCABULARY, "vocabularies", Vocabulary, name="vocabulary"),
    Shelf(Kind.FACTS, "facts", Table, name="table"),
    Shelf(
        Kind.ROLE, "rights", RightsFile, name="role",
        inside=lambda file: file.roles if isinstance(file, RightsFile) else (),
    ),
)  # fmt: skip


def entries_of(content: Content) -> tuple[Entry, ...]:
    """All definitions, kind by kind, as their files have them; DefinitionError for a wrong one."""
    found = [one for shelf in SHELVES for one in _on_shelf(content, shelf)]
    return (*found, *_ledgers(content))


def _ledgers(content: Content) -> Iterator[Entry]:
    """Ledgers come checked together, each with the court's overlay laid over it."""
    for versions in LedgerBook.of(content).versions.values():
        for one in versions:
            yield Entry(
                kind=Kind.LEDGER,
                id=one.id,
                key=f"{one.id}@{one.version}",
                version=one.version,
                names=one.names,
                definition=one,
                is_local=one.overlay > 0,
            )


def _on_shelf(content: Content, shelf: Shelf) -> Iterator[Entry]:
    zh, en = Texts(content, "zh"), Texts(content, "en")
    seen: dict[str, int] = {}
    for path in content.files(shelf.folder):
        if not shelf.only(path):
            continue
        is_local = not path.is_relative_to(content.roots[0])
        for file in load_file(path, shelf.model):
            for one in shelf.inside(file):
                name = str(getattr(one, shelf.name)) if shelf.name else path.stem
                seen[name] = seen.get(name, 0) + 1
                numbered: int = getattr(one, "version", 0)
                yield Entry(
                    kind=shelf.kind,
                    id=name,
                    key=f"{name}@{numbered or seen[name]}",
                    version=numbered or seen[name],
                    names=_names(one, shelf.kind, zh, en),
                    definition=one,
                    is_local=is_local,
                )


def _names(one: Definition, kind: Kind, zh: Texts, en: Texts) -> Names:
    """What a definition is called; two kinds have no name of their own."""
    match one:
        case HolidayNotice():
            code = "definitions.name.calendar"
            return Names(zh=zh(code, year=one.year), en=en(code, year=one.year))
        case Reading():
            return one.question
        case _:
            own: Names | None = getattr(one, "names", None)
            code = f"definitions.kind.{kind}"
            return own or Names(zh=zh(code), en=en(code))
