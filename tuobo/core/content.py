"""Reads definitions from content/: YAML files checked against a model, errors with file and line.

A definition file holds one mapping or a list of them. Models derive from `Definition`: unknown
keys are errors with a suggestion, values are frozen. A court's overlay is a further root with the
same folders; it may add definitions, and an id that stands twice is an error, never a silent win.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeAlias, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tuobo.core.errors import DefinitionError

NATIONAL = Path(__file__).resolve().parent.parent / "content" / "national"

Mark: TypeAlias = Literal["T", "E", "M", "C", "?", "P", "F", "F-data", "F-code", "I", "A", "B", "D"]
"""How far a statement can be trusted: the marks of the domain reference, see GLOSSARY.md."""


class Definition(BaseModel):
    """Base of every model that is read from content/."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Names(Definition):
    """A name in Chinese (shown first) and in English."""

    zh: str
    en: str


class InForce(Definition):
    """From this day on (included), until that day (excluded); open where not given."""

    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="until")

    def holds_on(self, day: date) -> bool:
        after_start = self.start is None or day >= self.start
        return after_start and (self.end is None or day < self.end)


class Source(Definition):
    """Where a definition comes from and how far it can be trusted."""

    text: str
    article: str = ""
    level: Literal[
        "law", "judicial-interpretation", "normative-document", "local", "practice", "published",
        "research", "proposal",
    ]  # fmt: skip
    mark: Mark
    checked_on: date
    owner: str
    note: str = ""


_Model = TypeVar("_Model", bound=Definition)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Content:
    """The roots that definitions are read from, the national one first."""

    roots: tuple[Path, ...] = (NATIONAL,)

    def with_overlay(self, root: Path) -> Content:
        if not root.is_dir():
            raise DefinitionError("content.no_overlay", path=root)
        return Content((*self.roots, root))

    def files(self, folder: str) -> tuple[Path, ...]:
        """Definition files of a folder and its sub-folders, in a fixed order."""
        found = (sorted((root / folder).rglob("*.yaml")) for root in self.roots)
        return tuple(path for paths in found for path in paths)

    def load(self, folder: str, model: type[_Model]) -> tuple[_Model, ...]:
        """All definitions of a folder; raises DefinitionError naming file, line and reason."""
        return tuple(one for path in self.files(folder) for one in load_file(path, model))


def load_file(path: Path, model: type[_Model]) -> tuple[_Model, ...]:
    """The definitions of one file, one mapping or a list of them."""
    return tuple(checked(path, model, entry, at) for entry, at in _entries(path))


def unique(definitions: Sequence[_Model], *key: str) -> Sequence[_Model]:
    """The same definitions; raises DefinitionError if two share the named attributes."""
    seen: set[tuple[object, ...]] = set()
    for one in definitions:
        identity = tuple(getattr(one, name) for name in key)
        if identity in seen:
            raise DefinitionError("content.twice", kind=type(one).__name__, id=identity)
        seen.add(identity)
    return definitions


def near(name: str, names: Sequence[str]) -> str:
    """The nearest of some names, empty if none is near: for 'did you mean'."""
    found = difflib.get_close_matches(name, names, n=1)
    return found[0] if found else ""


def _entries(path: Path) -> Iterator[tuple[object, tuple[int, ...]]]:
    raw = read_yaml(path)
    if isinstance(raw, list):
        for number, entry in enumerate(raw):
            yield entry, (number,)
    else:
        yield raw, ()


@cache
def read_yaml(path: Path) -> object:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DefinitionError(
            "content.not_yaml", file=path.name, line=line, problem=error.problem
        ) from error


def checked(path: Path, model: type[_Model], entry: object, at: tuple[int | str, ...]) -> _Model:
    """One entry of a file, which stands at that place; DefinitionError names file and line."""
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        # A key that is unknown usually explains the one that is missing, so it is told first.
        found = error.errors()
        first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
        where = first["loc"]
        line = line_of(path, (*at, *where))
        suggestion = ""
        if first["type"] == "extra_forbidden":
            suggestion = near(str(where[-1]), sorted(_field_names(model)))
        raise DefinitionError(
            "content.invalid",
            file=path.name,
            line=line,
            key=".".join(str(part) for part in where),
            problem=first["msg"],
            suggestion=suggestion,
        ) from error


def _field_names(model: type[BaseModel]) -> set[str]:
    """The keys of a model and of the definitions nested in it."""
    names: set[str] = set()
    for name, field in model.model_fields.items():
        names.add(field.alias or name)
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, Definition):
                names |= _field_names(kind)
    return names


def line_of(path: Path, where: tuple[int | str, ...]) -> int:
    """The line of the deepest part of `where` that the file has (1 is the first line)."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    line = 1
    for part in where:
        if node is None:
            break
        line = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part] if part < len(node.value) else None
        elif isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            if part not in pairs:
                continue
            line = pairs[str(part)][0].start_mark.line + 1
            node = pairs[str(part)][1]
    return line


Identifier = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_\-]*$")]
