"""All outlines of the content in use, checked: every token names something that there is.

A wrong token, an indicator that may not be printed, a claim word without its test: each is a
DefinitionError with file and line, before anything is composed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from tuobo.core.content import Content, load_file, near, unique
from tuobo.core.errors import DefinitionError, RequestError
from tuobo.engines.reports.compose.figures import Test
from tuobo.engines.reports.compose.outline import (
    ChartPart,
    Claim,
    Condition,
    Outline,
    RecordsPart,
    Row,
    Saying,
    TablePart,
)
from tuobo.engines.reports.compose.tokens import (
    FigureToken,
    PhraseToken,
    RecordToken,
    figure_token,
    pieces_of,
)
from tuobo.engines.reports.draft import DraftRules

_FOLDER, _CLAIMS = "reports", "claims"
_PHRASES = "fixed_phrase"
_PATTERN = "……"


@dataclass(frozen=True, kw_only=True)
class Known:
    """The names that tokens may use; `barred` are definitions that no report may print.

    records  ledger → the fields that a report may tell, and its views under `view.NAME`
    """

    figures: frozenset[str]
    barred: frozenset[str]
    dimensions: frozenset[str]
    records: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Claims:
    """The words that must be earned, and by which test."""

    def __init__(self, claims: tuple[Claim, ...]) -> None:
        self.by_test = {one.claim: one for one in unique(claims, "claim")}

    @classmethod
    def of(cls, content: Content) -> Claims:
        return cls(content.load(_CLAIMS, Claim))

    def unearned(self, text: str, held: frozenset[Test]) -> tuple[str, Claim] | None:
        """A claim word in a sentence whose conditions do not ask for its test."""
        for claim in self.by_test.values():
            for word in claim.words:
                if word in text and claim.claim not in held:
                    return word, claim
        return None


class Outlines:
    """The outlines by id, and the fixed phrases that they may use."""

    def __init__(
        self, outlines: Mapping[str, Outline], phrases: Mapping[str, str], claims: Claims
    ) -> None:
        self.by_id = outlines
        self.phrases = phrases
        self.claims = claims

    @classmethod
    def of(cls, content: Content, known: Known) -> Outlines:
        """Every outline of the content; raises DefinitionError for the first wrong token."""
        claims = Claims.of(content)
        phrases = fixed_phrases(content)
        found: list[Outline] = []
        for path in content.files(_FOLDER):
            for outline in load_file(path, Outline):
                _Check(path, outline, known, phrases, claims).run()
                found.append(outline)
        unique(tuple(found), "outline")
        return cls({one.outline: one for one in found}, phrases, claims)

    def find(self, name: str) -> Outline:
        if name not in self.by_id:
            raise RequestError(
                "compose.unknown_outline",
                outline=name,
                expected="、".join(self.by_id),
                suggestion=near(name, list(self.by_id)),
            )
        return self.by_id[name]


def fixed_phrases(content: Content) -> dict[str, str]:
    """The checked political formulas by id, those that are whole texts."""
    rule = DraftRules.of(content)[_PHRASES]
    return {one.id: one.written for one in rule.phrases if _PATTERN not in one.written}


@dataclass(frozen=True)
class _Check:
    path: Path
    outline: Outline
    known: Known
    phrases: Mapping[str, str]
    claims: Claims

    def run(self) -> None:
        for text in _figure_names(self.outline):
            with self._placed(text):
                self._figure(figure_token(text), text)
        for text, held in _sentences(self.outline):
            with self._placed(text):
                self._sentence(text, held)

        for part in self.outline.body:
            if part.records is not None:
                self._records(part.records)

    def _records(self, part: RecordsPart) -> None:
        """A block of records names a ledger, a view and fields that there are."""
        own = self._fields(part.of)
        if part.view and f"view.{part.view}" not in own:
            self._wrong("compose.unknown_view", part.view, part.view, sorted(own))
        if part.order:
            self._known_field(part.order, own, part.order)
        for text in (part.lead, *(text for one in part.say for text, _ in _sentences_in(one))):
            self._record_tokens(text, own | set(part.linked))
        for linked in part.linked.values():
            theirs = self._fields(linked.ledger)
            self._known_field(linked.through, theirs, linked.through)
            self._record_tokens(linked.say, theirs)
            self._record_tokens(linked.none, own)

    def _fields(self, ledger: str) -> frozenset[str]:
        if ledger not in self.known.records:
            self._wrong("compose.unknown_ledger", ledger, ledger, sorted(self.known.records))
        return self.known.records[ledger]

    def _record_tokens(self, text: str, fields: frozenset[str]) -> None:
        for piece in pieces_of(text):
            if isinstance(piece, RecordToken):
                self._known_field(piece.field, fields, piece.written)

    def _known_field(self, name: str, fields: frozenset[str], written: str) -> None:
        if name not in fields:
            self._wrong("compose.unknown_field", name, written, sorted(fields))

    @contextmanager
    def _placed(self, text: str) -> Iterator[None]:
        """What the grammar refuses, with its place."""
        try:
            yield
        except RequestError as error:
            found = str(error.fields["found"])
            token = str(error.fields.get("token", found))
            raise DefinitionError(
                "compose.bad_token",
                file=self.path.name,
                line=_line(self.path, token if "token" in error.fields else text),
                found=found,
                token=token,
                suggestion=error.fields.get("suggestion", ""),
            ) from error

    def _sentence(self, text: str, held: frozenset[Test]) -> None:
        for piece in pieces_of(text):
            if isinstance(piece, FigureToken):
                self._figure(piece, piece.written)
            elif isinstance(piece, PhraseToken) and piece.phrase not in self.phrases:
                names = list(self.phrases)
                self._wrong("compose.unknown_phrase", piece.phrase, piece.written, names)
        if unearned := self.claims.unearned(text, held):
            word, claim = unearned
            raise DefinitionError(
                "compose.unearned_claim",
                file=self.path.name,
                line=_line(self.path, text),
                found=word,
                test=claim.claim,
            )

    def _figure(self, token: FigureToken, written: str) -> None:
        name = token.definition.partition("@")[0]
        if token.definition not in self.known.figures and name in self.known.barred:
            self._wrong("compose.barred_figure", token.definition, written, [])
        if token.definition not in self.known.figures:
            self._wrong(
                "compose.unknown_token", token.definition, written, sorted(self.known.figures)
            )
        for dimension, _ in token.scope:
            if dimension not in self.known.dimensions:
                names = sorted(self.known.dimensions)
                self._wrong("compose.unknown_dimension", dimension, written, names)

    def _wrong(self, code: str, found: str, written: str, names: list[str]) -> None:
        raise DefinitionError(
            code,
            file=self.path.name,
            line=_line(self.path, written),
            found=found,
            token=written,
            suggestion=near(found, names),
        )


_TEXTS = frozenset({
    "title", "receiver", "issuer", "printed_by", "h1", "h2", "h3", "h4", "p", "say", "lead",
    "caption", "note", "name",
})  # fmt: skip
_FIGURES = (Condition, Row, ChartPart, TablePart)


def _figure_names(one: object) -> Iterator[str]:
    """The figures that are asked for outside sentences."""
    if isinstance(one, _FIGURES):
        yield one.of
    for member in _members(one):
        yield from _figure_names(member)


def _sentences(
    one: object, held: frozenset[Test] = frozenset()
) -> Iterator[tuple[str, frozenset[Test]]]:
    """Every text that is printed, with the tests on which it depends."""
    asked: tuple[Condition, ...] = getattr(one, "when", ())
    held |= {condition.test for condition in asked}
    if isinstance(one, BaseModel):
        for name in _TEXTS & set(type(one).model_fields):
            given = getattr(one, name)
            for text in given if isinstance(given, tuple) else (given,):
                if isinstance(text, str):
                    yield text, held
    for member in _members(one):
        yield from _sentences(member, held)


def _sentences_in(saying: Saying) -> Iterator[tuple[str, frozenset[Test]]]:
    """The texts of one saying, with the tests on which they depend."""
    if isinstance(saying, str):
        yield saying, frozenset()
    else:
        yield from _sentences(saying)


def _members(one: object) -> Iterator[object]:
    if isinstance(one, BaseModel):
        yield from (getattr(one, name) for name in type(one).model_fields)
    elif isinstance(one, tuple):
        yield from one


def _line(path: Path, written: str) -> int:
    """The line of the file on which a text stands (a folded text: its beginning)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start = written[:24]
    return next((at for at, line in enumerate(lines, start=1) if start in line), 1)
