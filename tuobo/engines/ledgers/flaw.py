"""What is wrong in a definition: a code, where it stands, and what fills the sentence.

Checks give `Flaw`s with a path inside one definition; the loader turns them into `DefinitionFlaw`s
with file and line. All are reported at once: the error is the first of them and carries the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tuobo.core.content import near
from tuobo.core.errors import DefinitionError
from tuobo.core.texts import Texts
from tuobo.engines.ledgers.document import Path
from tuobo.engines.ledgers.sentence import Sentence

_SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """One thing that is wrong, at a path inside its definition."""

    code: str
    path: Path
    fields: Mapping[str, object] = field(default_factory=dict)


def flaw(code: str, path: Path, **fields: object) -> Flaw:
    return Flaw(code=code, path=path, fields=fields)


def unknown(code: str, path: Path, found: str, known: Sequence[str]) -> Flaw:
    """A name that does not exist, with the nearest one that does, or with those that do."""
    nearest = near(found, list(known)) or tuple(known[:_SHOWN]) or "—"
    return flaw(code, path, found=found, nearest=nearest)


@dataclass(frozen=True, kw_only=True)
class DefinitionFlaw:
    """A flaw with its file and line; `text` is its sentence."""

    file: str
    line: int
    ledger: str
    code: str
    fields: Mapping[str, object]

    @property
    def sentence(self) -> Sentence:
        place = {"file": self.file, "line": self.line, "ledger": self.ledger or "—"}
        return Sentence(code=self.code, fields={**self.fields, **place})

    @property
    def error(self) -> DefinitionError:
        """The same as an error, for whoever collects errors of all kinds of definitions."""
        return DefinitionError(self.code, **self.sentence.flat())

    def text(self, texts: Texts) -> str:
        return self.sentence.text(texts)


class LedgersWrongError(DefinitionError):
    """Definitions cannot be used. `flaws` are all that was found, in the order of the files."""

    def __init__(self, flaws: Sequence[DefinitionFlaw]) -> None:
        super().__init__(flaws[0].code, **flaws[0].sentence.flat())
        self.flaws = tuple(flaws)
