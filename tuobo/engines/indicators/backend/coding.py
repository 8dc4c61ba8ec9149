"""Numbers for codes: each code list has one dictionary in a served build, 1 being its first text.

Definitions are written with texts ('judgment'); a build compares numbers. 0 stands for 'all'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from sqlglot import exp

from tuobo.core.content import near
from tuobo.core.errors import RequestError
from tuobo.engines.indicators.backend.engine import Engine, insert, select, text
from tuobo.engines.indicators.predicate import CODE_LIST, DIALECT, Expression, Tree

_NO_SUCH = -1


class Dictionaries:
    """The texts of each code list in the order of their numbers."""

    def __init__(self, texts: dict[str, list[str]]) -> None:
        self.texts = texts
        self._sql: dict[str, str] = {}

    @classmethod
    def read(cls, engine: Engine) -> Dictionaries:
        found: dict[str, list[str]] = {}
        ordered = engine.rows("SELECT code_list, text FROM dictionary ORDER BY code_list, code")
        for name, entry in ordered:
            found.setdefault(str(name), []).append(str(entry))
        return cls(found)

    @cached_property
    def numbers(self) -> dict[str, dict[str, int]]:
        return {
            name: {entry: number for number, entry in enumerate(texts, start=1)}
            for name, texts in self.texts.items()
        }

    def number(self, code_list: str, code: str) -> int:
        """The number of a code; one that no row can have if the build does not know the code."""
        return self.numbers.get(code_list, {}).get(code, _NO_SUCH)

    def asked(self, code_list: str, code: str, column: str) -> int:
        """The number of a code that somebody asked for; raises RequestError if there is none."""
        number = self.number(code_list, code)
        if number == _NO_SUCH:
            known = self.texts.get(code_list, [])
            raise RequestError(
                "indicator.no_such_value",
                column=column,
                found=code,
                suggestion=near(code, known),
            )
        return number

    def decode(self, code_list: str, number: int) -> str:
        return self.texts[code_list][number - 1]

    def coded(self, expression: Expression) -> str:
        """An expression with its codes as numbers."""
        found = self._sql.get(expression.sql)
        if found is None:
            found = expression.tree.transform(self._numbered).sql(dialect=DIALECT)
            self._sql[expression.sql] = found
        return found

    def _numbered(self, node: Tree) -> Tree:
        code_list = node.meta.get(CODE_LIST) if isinstance(node, exp.Literal) else None
        if code_list is None:
            return node
        return exp.Literal.number(self.number(code_list, node.this))

    def extended(self, found: Mapping[str, Iterable[str]]) -> Dictionaries:
        """The same with further texts at the end, so that numbers given before stay."""
        texts = {name: list(known) for name, known in self.texts.items()}
        for name, further in found.items():
            known = texts.setdefault(name, [])
            had = set(known)
            known += sorted(entry for entry in further if entry not in had)
        return Dictionaries(texts)

    def write(self, engine: Engine) -> None:
        engine.run(
            "CREATE OR REPLACE TABLE dictionary (code_list VARCHAR, code INTEGER, text VARCHAR)"
        )
        for name, texts in self.texts.items():
            if texts:
                listed = ", ".join(text(entry) for entry in texts)
                items = [text(name), "generate_subscripts(l, 1)", "unnest(l)"]
                engine.run(insert("dictionary", select(items, f"(SELECT [{listed}] AS l)")))

    def make_types(self, engine: Engine) -> None:
        """Enumerations by which texts become numbers while loading; dropped before publishing."""
        for name, texts in self.texts.items():
            listed = ", ".join(text(entry) for entry in texts or [""])
            engine.run(f"CREATE TYPE list_{name} AS ENUM ({listed})")

    def drop_types(self, engine: Engine) -> None:
        for name in self.texts:
            engine.run(f"DROP TYPE list_{name}")


def encoded(column: str, code_list: str) -> str:
    """The number of a text column's code, as SQL."""
    return f"(enum_code({column}::list_{code_list}) + 1)::{number_type(code_list)}"


_WIDE = {"court", "cause", "case_word"}


def number_type(code_list: str) -> str:
    """Wide enough for the list and for what open lists may grow to."""
    return "INTEGER" if code_list == "cause" else "USMALLINT" if code_list in _WIDE else "UTINYINT"
