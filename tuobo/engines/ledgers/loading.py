"""Reads definition files into models; whatever does not fit a model is a flaw with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tuobo.core.content import Definition, near
from tuobo.engines.ledgers.definition import Ledger, Tightening
from tuobo.engines.ledgers.document import Document, Path
from tuobo.engines.ledgers.flaw import DefinitionFlaw, Flaw, flaw
from tuobo.engines.ledgers.model_keys import keys_at

_Model = TypeVar("_Model", bound=Definition)

MISFITS = ("int", "bool", "decimal", "date", "string_type", "string_pattern", "tuple", "dict",
           "model", "too_short")  # fmt: skip
"""Kinds of misfit that have a sentence of their own, as the library's names of them begin."""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a definition was written."""

    file: str
    document: Document
    path: Path

    def placed(self, one: Flaw, ledger: str) -> DefinitionFlaw:
        line = self.document.line_of((*self.path, *one.path))
        return DefinitionFlaw(
            file=self.file, line=line, ledger=ledger, code=one.code, fields=one.fields
        )


@dataclass(frozen=True, kw_only=True)
class Written(Generic[_Model]):
    """A definition and where it stands."""

    definition: _Model
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class LoadedFile:
    """What one file gave."""

    ledgers: tuple[Written[Ledger], ...] = ()
    tightenings: tuple[Written[Tightening], ...] = ()
    flaws: tuple[DefinitionFlaw, ...] = ()


def load_text(text: str, file: str) -> LoadedFile:
    """The definitions of a text, such as a file or what somebody is typing."""
    try:
        document = Document.of(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return _not_yaml(file, line, error.problem or "")
    except yaml.YAMLError as error:
        return _not_yaml(file, 1, str(error))
    flaws = [
        DefinitionFlaw(
            file=file, line=line, ledger="", code="ledger.key_twice", fields={"key": key}
        )
        for key, line in document.doubled_keys()
    ]
    ledgers: list[Written[Ledger]] = []
    tightenings: list[Written[Tightening]] = []
    for entry, path in document.entries:
        origin = Origin(file=file, document=document, path=path)
        name = str(entry.get("id", entry.get("extends", ""))) if isinstance(entry, dict) else ""
        try:
            if isinstance(entry, dict) and "extends" in entry:
                overlay = Tightening.model_validate(entry)
                tightenings.append(Written(definition=overlay, origin=origin))
            else:
                ledger = Ledger.model_validate(entry)
                ledgers.append(Written(definition=ledger, origin=origin))
        except ValidationError as error:
            model = Tightening if isinstance(entry, dict) and "extends" in entry else Ledger
            flaws += [origin.placed(one, name) for one in _flaws_of(error, model)]
    return LoadedFile(ledgers=tuple(ledgers), tightenings=tuple(tightenings), flaws=tuple(flaws))


def _not_yaml(file: str, line: int, problem: str) -> LoadedFile:
    found = DefinitionFlaw(
        file=file, line=line, ledger="", code="ledger.not_yaml", fields={"problem": problem}
    )
    return LoadedFile(flaws=(found,))


def _flaws_of(error: ValidationError, model: type[BaseModel]) -> Iterator[Flaw]:
    """A key that is unknown usually explains the one that is missing, so it is told first."""
    found = error.errors()
    for one in sorted(found, key=lambda each: each["type"] != "extra_forbidden"):
        path = tuple(part for part in one["loc"])
        key = ".".join(str(part) for part in path)
        match one["type"]:
            case "extra_forbidden":
                known = sorted(keys_at(model, path[:-1]))
                nearest = near(str(path[-1]), known)
                code = "ledger.key_unknown" if nearest else "ledger.key_unknown.there"
                yield flaw(code, path, key=key, nearest=nearest or tuple(known))
            case "missing":
                yield flaw("ledger.key_missing", path, key=key)
            case "enum" | "literal_error" | "union_tag_invalid":
                yield _not_one_of(path, key, one["input"], one.get("ctx", {}))
            case "value_error":
                yield _own_rule(path, key, str(one["ctx"]["error"]))
            case _:
                found_value = str(one["input"])[:60]
                wanted = next((kind for kind in MISFITS if one["type"].startswith(kind)), "")
                code = f"ledger.value_wrong.{wanted}" if wanted else "ledger.value_wrong"
                yield flaw(code, path, key=key, found=found_value, problem=one["msg"])


def _not_one_of(path: Path, key: str, found: object, context: dict[str, object]) -> Flaw:
    expected = str(context.get("expected", context.get("expected_tags", "")))
    known = [one.strip(" '") for one in expected.replace(" or ", ", ").split(",")]
    shown = str(found.get("do", "") if isinstance(found, dict) else found)
    nearest = near(shown, known) or tuple(known)
    return flaw("ledger.value_not_listed", path, key=key, found=shown, nearest=nearest)


def _own_rule(path: Path, key: str, message: str) -> Flaw:
    """The rules inside the models raise `code:field:field`; the sentence is content."""
    code, *given = message.split(":")
    fields = {f"given_{at}": one for at, one in enumerate(given, start=1)}
    return flaw(f"ledger.{code}", path, key=key, **fields)
