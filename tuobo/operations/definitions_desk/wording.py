"""A definition as lines that people read: a label and a value, in the order of its fields.

Field names and coded values are put into words from the texts, code lists, fact tables and names of
other definitions; what has no words there is shown as it is written. Fields that say nothing (empty
or as by default) are left out. Long lists of entries (code lists, columns) are no lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from tuobo.core.content import Content, Definition, InForce, Names
from tuobo.core.facts import FactSchema
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.indicators import Pack
from tuobo.engines.rights import Policy
from tuobo.engines.timelimits import Ground, Span

NOTHING = "—"
_SQL = frozenset({"where", "value"})
_LISTED_APART = frozenset({"entries", "columns", "worked", "rest_days", "worked_days"})
_SELECTING = frozenset({"applies", "unless"})
_DATES = frozenset({
    "start", "warn_start", "since", "until", "anchor", "earlier", "later",
})  # fmt: skip
_VOCABULARIES = {
    "approvers": "approver",
    "domains": "domain",
    "days_left": "domain",
    "restarts": "event_kind",
}
_EVENT = "event."
_STEP = " · "


@dataclass(frozen=True, kw_only=True)
class Line:
    """One field in words. `path` is the same for the same field of any definition of the kind."""

    path: str
    label: str
    value: str
    is_code: bool = False


class Wording:
    """Puts definitions into the words of one language."""

    def __init__(self, content: Content, texts: Texts) -> None:
        self._content = content
        self._texts = texts
        self._vocabularies = Vocabularies.of(content)
        self._schema = FactSchema.of(content)

    @classmethod
    def of(cls, content: Content, texts: Texts) -> Wording:
        return cls(content, texts)

    def lines(self, definition: Definition) -> tuple[Line, ...]:
        """All fields that say something."""
        return tuple(self._fields(definition, ()))

    def span(self, span: Span) -> str:
        """A length of time: 6个月, 10个工作日."""
        told = [
            self._texts(f"definitions.span.{name}", count=count)
            for name in Span.model_fields
            if (count := getattr(span, name))
        ]
        return self._texts("definitions.span.joint").join(told)

    def in_force(self, one: InForce) -> str:
        """From when until when, in words."""
        if one.start is None and one.end is None:
            return self._texts("definitions.in_force.always")
        code = "between" if one.start and one.end else "from" if one.start else "until"
        return self._texts(f"definitions.in_force.{code}", start=one.start, end=one.end)

    def _fields(self, one: BaseModel, path: tuple[str, ...]) -> Iterator[Line]:
        for name, field in type(one).model_fields.items():
            given = getattr(one, name)
            if name in _LISTED_APART or given in (None, "", (), {}):
                continue
            is_default = not field.is_required() and given == field.get_default(
                call_default_factory=True
            )
            if not is_default:
                yield from self._said(given, (*path, name))

    def _said(self, given: object, path: tuple[str, ...]) -> Iterator[Line]:
        """The lines of a value: one, or those of what it is made of."""
        match given:
            case Names() | Span() | InForce():
                yield self._line(path, self._text(given, path))
            case BaseModel():
                yield from self._fields(given, path)
            case Mapping():
                for key, value in given.items():
                    yield from self._said(value, (*path, str(key)))
            case (BaseModel() | Mapping(), *_):
                for number, member in enumerate(given, start=1):
                    yield self._together(member, (*path, str(number)))
            case tuple() | list():
                parts = [self._text(one, path) for one in given]
                yield self._line(path, self._texts("definitions.list").join(parts))
            case _:
                yield self._line(path, self._text(given, path))

    def _together(self, member: object, path: tuple[str, ...]) -> Line:
        """One of several members in one line, its fields one after the other."""
        steps = len(path)
        parts = [
            self._texts(
                "definitions.pair",
                label=line.label.split(_STEP, steps)[steps],
                value=line.value,
            )
            for line in self._said(member, path)
        ]
        return self._line(path, self._texts("definitions.pairs").join(parts))

    def _line(self, path: tuple[str, ...], value: str) -> Line:
        return Line(
            path=".".join(path),
            label=_STEP.join(self._label(path[: at + 1]) for at in range(len(path))),
            value=value,
            is_code=path[-1] in _SQL and path[0] != "thresholds",
        )

    def _label(self, path: tuple[str, ...]) -> str:
        """What the last step of a path is called."""
        name = path[-1]
        if name.isdigit():
            return self._texts("definitions.nth", number=name)
        if len(path) > 1 and path[-2] in _SELECTING:
            column = self._schema["case"].by_name.get(name)
            return column.zh if column and self._texts.lang == "zh" else name
        if len(path) > 1 and path[-2] in _VOCABULARIES:
            return self._coded(_VOCABULARIES[path[-2]], name)
        code = f"definitions.field.{name}"
        return self._texts(code) if self._texts.has(code) else name

    def _text(self, given: object, path: tuple[str, ...]) -> str:
        told = self._made_text(given)
        if told is None:
            told = self._word(given, path) if isinstance(given, str) else str(given)
        return told

    def _made_text(self, given: object) -> str | None:
        """A value that reads the same in whatever field it stands; None for any other."""
        told: str | None = None
        match given:
            case None | bool():
                words = {None: "empty", True: "yes", False: "no"}
                told = self._texts(f"definitions.{words[given]}")
            case Names():
                told = given.zh if given.zh == given.en else f"{given.zh} / {given.en}"
            case Span():
                told = self.span(given)
            case InForce():
                told = self.in_force(given)
            case float():
                told = f"{given:g}"
        return told

    def _word(self, given: str, path: tuple[str, ...]) -> str:
        """A coded text with its name; any other text as it is."""
        name = path[-1]
        code = f"definitions.value.{name}.{given}"
        if self._texts.has(code):
            return self._texts(code)
        if len(path) > 1 and path[-2] in _SELECTING:
            column = self._schema["case"].by_name.get(name)
            return self._coded(column.vocabulary, given) if column else given
        if name in _DATES:
            return self._date(given)
        if name in _VOCABULARIES:
            return self._coded(_VOCABULARIES[name], given)
        named = self._names.get(name, {}).get(given)
        return given if named is None else f"{self._texts.pick(named)}（{given}）"

    def _coded(self, vocabulary: str, code: str) -> str:
        if not vocabulary:
            return code
        return self._vocabularies.label(vocabulary, code, self._texts.lang)

    def _date(self, given: str) -> str:
        """A date column, `table.column` or `event.KIND` by its name."""
        if self._texts.lang != "zh":
            return given
        if given.startswith(_EVENT):
            _, kind, *rest = given.split(".")
            label = self._coded("event_kind", kind)
            return f"{label}（{rest[0]}）" if rest else label
        name = given.rpartition(".")[2]
        tables = self._schema.tables.values()
        known = (table.by_name[name].zh for table in tables if name in table.by_name)
        return next(known, given)

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, Names]]:
        """Names of definitions that others speak of by their id, by the field that does so."""
        pack = Pack.of(self._content)
        indicators = {name: pack.find(name).definition.names for name in pack.ids}
        grounds = {one.id: one.names for one in self._content.load("timelimits/grounds", Ground)}
        policy = Policy.of(self._content)
        rights = {name: right.names for name, right in policy.rights.items()}
        roles = {name: role.names for name, role in policy.roles.items()}
        levels = dict.fromkeys(("own", "division", "court", "below", "office"), rights)
        return {
            "companions": indicators,
            "indicators": indicators,
            "exclusions": grounds,
            "excludes": roles,
            **levels,
        }
