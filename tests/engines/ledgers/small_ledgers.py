"""Two small ledgers and their cast, as the engine's tests use them.

A promise (承诺) is made by somebody, done, applied for, checked by somebody else and approved by a
third; a visit (走访) is counted. People and units are known by id and by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import (
    Act,
    Entry,
    FieldType,
    Ledger,
    LedgerBook,
    Raw,
    Reader,
    create,
    move,
)
from tuobo.engines.ledgers.book import assembled, surroundings_of
from tuobo.engines.ledgers.flaw import DefinitionFlaw
from tuobo.engines.ledgers.loading import load_text

CONTENT = Content()
ZH, EN = Texts(CONTENT), Texts(CONTENT, "en")
TODAY = date(2026, 7, 15)  # a Wednesday

HERE = Path(__file__).parent
PROMISE = (HERE / "promise.yaml").read_text(encoding="utf-8")
VISIT = (HERE / "visit.yaml").read_text(encoding="utf-8")

PEOPLE = {"p1": "甲某", "p2": "乙某", "p3": "丙某", "p4": "丁某", "p5": "丁某"}
UNITS = {"d1": "民一庭", "d2": "民二庭"}


@dataclass(frozen=True)
class SmallLookup:
    """Knows the cast by id and name, and the entries and files that a test brings."""

    others: Mapping[str, str] = field(default_factory=dict)

    def ids(self, kind: FieldType, text: str, within: tuple[str, ...]) -> tuple[str, ...]:
        known: Mapping[str, str] = self.others
        if kind is FieldType.PERSON:
            known = PEOPLE
        elif kind is FieldType.UNIT:
            known = UNITS if "division" in within else {}
        return tuple(one for one, name in known.items() if text in {one, name})


def flaws_in(*texts: str, rights: frozenset[str] | None = None) -> tuple[DefinitionFlaw, ...]:
    return _read(*texts, rights=rights)[1]


def book_of(*texts: str) -> LedgerBook:
    """The book of some texts, which must be right."""
    book, flaws = _read(*texts)
    assert not flaws, [one.text(ZH) for one in flaws]
    return book


def _read(
    *texts: str, rights: frozenset[str] | None = None
) -> tuple[LedgerBook, tuple[DefinitionFlaw, ...]]:
    files = [load_text(text, f"{at}.yaml") for at, text in enumerate(texts, start=1)]
    return assembled(files, surroundings_of(CONTENT, rights))


BOOK = book_of(PROMISE, VISIT)
LEDGER, VISITS = BOOK["promise"], BOOK["visit"]

RECORDS = {"辽9901": "", "F1": "", "file1": "", "closed_within_limit": "审限内结案率"}


def reader_on(day: date = TODAY, book: LedgerBook = BOOK, *known: str) -> Reader:
    """A reader; `known` are further entries and files."""
    return Reader.of(CONTENT, book, SmallLookup(RECORDS | dict.fromkeys(known, "")), day)


READER = reader_on()
EDITOR = Act(person="p1", on=TODAY, rights=frozenset({"programme.edit"}), unit="d1", court="辽9901")
CHECKER = replace(EDITOR, person="p2", rights=frozenset({"programme.verify"}))
APPROVER = replace(EDITOR, person="p3", rights=frozenset({"programme.approve"}))


def made(raw: Mapping[str, Raw] | None = None, act: Act = EDITOR, ledger: Ledger = LEDGER) -> Entry:
    """An entry that was accepted."""
    given = {ledger.title: "两个月内清理超期案件", **(raw or {})}
    reader = reader_on(act.on)
    outcome = create(ledger, given, act, reader, number="承诺〔2026〕001", unit="d1")
    assert outcome.entry, [one.text(ZH) for one in outcome.problems]
    return outcome.entry


def moved(entry: Entry, event: str, act: Act, raw: Mapping[str, Raw] | None = None) -> Entry:
    """An entry after a step that was accepted."""
    outcome = move(LEDGER, entry, event, raw or {}, act, reader_on(act.on))
    assert outcome.entry, [one.text(ZH) for one in outcome.problems]
    return outcome.entry


def root_of(folder: Path, *texts: str) -> Content:
    """A content with an overlay of these ledgers."""
    (folder / "ledgers").mkdir(parents=True, exist_ok=True)
    for at, text in enumerate(texts):
        (folder / "ledgers" / f"{at}.yaml").write_text(text, encoding="utf-8")
    return Content().with_overlay(folder)
