"""Parses what a definition says in SQL, and checks it: columns, functions, types, codes.

A predicate or value is parsed by sqlglot into a tree; only the constructs listed here are allowed.
Whatever is wrong is a DefinitionError with the definition, the field and the character position.
Literals are marked with the code list that they belong to, so that a backend can put numbers in
their place. Nothing here runs anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from tuobo.core.content import near
from tuobo.core.errors import DefinitionError
from tuobo.engines.indicators.columns import Columns, Family, Visible

Tree: TypeAlias = exp.Expr

DIALECT = "duckdb"
CODE_LIST = "code_list"
AGE = "age_days"

_FUNCTIONS = (
    "add_months", "coalesce", "year", "month", "day", "greatest", "least", "abs",
)  # fmt: skip
_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
_ORDERED = {Family.DATE, Family.NUMBER}


@dataclass(frozen=True)
class Field:
    """Where a text stands: the definition, the field of it, and the table that it speaks of."""

    definition: str
    field: str
    table: str


@dataclass(frozen=True)
class Kind:
    """The type of an expression: its family, and its code list if it has one."""

    family: Family
    vocabulary: str = ""


@dataclass(frozen=True)
class Expression:
    """A checked text as a tree."""

    text: str
    tree: Tree

    @cached_property
    def sql(self) -> str:
        """The same as SQL that a person can read and run."""
        return self.tree.sql(dialect=DIALECT)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns used, in the order of their names."""
        return tuple(sorted({column.name for column in self.tree.find_all(exp.Column)}))

    @cached_property
    def clauses(self) -> tuple[Expression, ...]:
        """The parts that must all be true, as written."""
        tree = self.tree.unnest()
        if not isinstance(tree, exp.And):
            return (Expression(tree.sql(dialect=DIALECT), tree),)
        return tuple(
            Expression(part.sql(dialect=DIALECT), part)
            for part in (clause.unnest() for clause in tree.flatten())
        )


def condition(text: str, columns: Columns, at: Field) -> Expression:
    """A predicate: an expression that is true or false for a row."""
    tree = _parsed(text, at)
    kind = _Checker(text, columns, at, columns.of(at.table)).kind(tree)
    if kind.family not in {Family.FLAG, Family.NULL}:
        raise _error("indicator.not_a_condition", text, at, found=kind.family.value)
    return Expression(text, _runnable(tree))


def number(text: str, columns: Columns, at: Field, *, in_stock: bool) -> Expression:
    """A value: an expression that gives a whole number for a row (a difference of dates, fen)."""
    visible = dict(columns.of(at.table))
    if in_stock:
        visible[AGE] = Visible(AGE, Family.NUMBER)
    tree = _parsed(text, at)
    kind = _Checker(text, columns, at, visible).kind(tree)
    if kind.family is not Family.NUMBER:
        raise _error("indicator.not_a_number", text, at, found=kind.family.value)
    return Expression(text, _runnable(tree))


def _parsed(text: str, at: Field) -> Tree:
    try:
        tree: Tree = sqlglot.parse_one(text, dialect=DIALECT)
    except ParseError as error:
        first = error.errors[0]
        problem, position = str(first["description"]), int(first["col"] or 1)
        raise _error(
            "indicator.unreadable", text, at, problem=problem, position=position
        ) from error
    except TokenError as error:
        raise _error("indicator.unreadable", text, at, problem=str(error)) from error
    return tree


def _runnable(tree: Tree) -> Tree:
    """add_months as a date plus an interval, cast back: without the cast it would be a time."""

    def months(node: Tree) -> Tree:
        if not isinstance(node, exp.AddMonths):
            return node
        step = exp.Interval(this=node.expression, unit=exp.Var(this="MONTH"))
        return exp.cast(exp.Add(this=node.this, expression=step), "DATE")

    return tree.transform(months)


def _error(code: str, text: str, at: Field, **fields: object) -> DefinitionError:
    return DefinitionError(
        code,
        **{"definition": at.definition, "field": at.field, "text": text, "position": 1, **fields},
    )


class _Checker:
    """Walks a tree once and gives every part its type, or says what is wrong with it."""

    def __init__(
        self, text: str, columns: Columns, at: Field, visible: Mapping[str, Visible]
    ) -> None:
        self._text = text
        self._columns = columns
        self._at = at
        self._visible = visible
        self._rules: dict[type[Tree], Callable[[Tree], Kind]] = {
            exp.Column: self._column,
            exp.Literal: self._literal,
            exp.Boolean: lambda _: Kind(Family.FLAG),
            exp.Null: lambda _: Kind(Family.NULL),
            exp.Paren: lambda node: self.kind(node.this),
            exp.And: self._logical,
            exp.Or: self._logical,
            exp.Not: self._logical,
            exp.Is: self._is,
            exp.In: self._in,
            exp.Between: self._between,
            exp.Neg: self._arithmetic,
            exp.Mul: self._arithmetic,
            exp.Add: self._plus,
            exp.Sub: self._minus,
            exp.Cast: self._date_literal,
            exp.Coalesce: self._same,
            exp.Greatest: self._same,
            exp.Least: self._same,
            exp.Abs: self._arithmetic,
            exp.Year: self._part_of_date,
            exp.Month: self._part_of_date,
            exp.Day: self._part_of_date,
            exp.AddMonths: self._add_months,
            exp.Case: self._case,
            **dict.fromkeys(_COMPARISONS, self._comparison),
        }

    def kind(self, node: Tree) -> Kind:
        rule = self._rules.get(type(node))
        if rule is not None:
            return rule(node)
        if isinstance(node, exp.Func):
            name = node.name or type(node).sql_name()
            raise self._wrong(
                "indicator.unknown_function",
                node,
                found=str(name).lower(),
                expected=", ".join(_FUNCTIONS),
            )
        raise self._wrong("indicator.not_allowed", node, found=type(node).__name__.upper())

    def _wrong(self, code: str, node: Tree, **fields: object) -> DefinitionError:
        places = (one.meta.get("start") for one in node.walk())
        position = min((place for place in places if place is not None), default=0) + 1
        return _error(code, self._text, self._at, position=position, **fields)

    def _column(self, node: Tree) -> Kind:
        seen = self._visible.get(node.name)
        if seen is None or node.args.get("table") is not None:
            raise self._wrong(
                "indicator.unknown_column",
                node.this,
                found=node.sql(),
                table=self._at.table,
                suggestion=near(node.name, list(self._visible)),
            )
        return Kind(seen.family, seen.vocabulary)

    def _literal(self, node: Tree) -> Kind:
        return Kind(Family.TEXT if node.is_string else Family.NUMBER)

    def _logical(self, node: Tree) -> Kind:
        for part in node.iter_expressions():
            found = self.kind(part).family
            if found not in {Family.FLAG, Family.NULL}:
                raise self._wrong("indicator.type_mismatch", part, found=found, expected="flag")
        return Kind(Family.FLAG)

    def _is(self, node: Tree) -> Kind:
        self.kind(node.this)
        self.kind(node.expression)
        return Kind(Family.FLAG)

    def _in(self, node: Tree) -> Kind:
        if not node.expressions:
            raise self._wrong("indicator.not_allowed", node, found="IN (SELECT)")
        self._alike([node.this, *node.expressions])
        return Kind(Family.FLAG)

    def _between(self, node: Tree) -> Kind:
        self._ordered(node, [node.this, node.args["low"], node.args["high"]])
        return Kind(Family.FLAG)

    def _comparison(self, node: Tree) -> Kind:
        both = [node.this, node.expression]
        if any(isinstance(side, exp.Null) for side in both):
            raise self._wrong("indicator.not_allowed", node, found="= NULL")
        if isinstance(node, exp.EQ | exp.NEQ):
            self._alike(both)
        else:
            self._ordered(node, both)
        return Kind(Family.FLAG)

    def _ordered(self, node: Tree, parts: list[Tree]) -> None:
        found = self._alike(parts)
        if found.family not in _ORDERED:
            raise self._wrong(
                "indicator.type_mismatch", node, found=found.family, expected="date, number"
            )

    def _same(self, node: Tree) -> Kind:
        return self._alike(list(node.iter_expressions()))

    def _case(self, node: Tree) -> Kind:
        if node.this is not None:
            raise self._wrong("indicator.not_allowed", node, found="CASE x WHEN")
        results = []
        for branch in node.args["ifs"]:
            self._logical_part(branch.this)
            results.append(branch.args["true"])
        if node.args.get("default") is not None:
            results.append(node.args["default"])
        return self._alike(results)

    def _logical_part(self, node: Tree) -> None:
        found = self.kind(node).family
        if found is not Family.FLAG:
            raise self._wrong("indicator.type_mismatch", node, found=found, expected="flag")

    def _alike(self, parts: list[Tree]) -> Kind:
        """The one type of all parts; text literals take the type of what they stand beside."""
        kinds = [self.kind(part) for part in parts]
        leading = next(
            (
                kind
                for part, kind in zip(parts, kinds, strict=True)
                if not isinstance(part, exp.Literal) and kind.family is not Family.NULL
            ),
            kinds[0],
        )
        for part, kind in zip(parts, kinds, strict=True):
            if isinstance(part, exp.Literal) and part.is_string:
                self._mark(part, leading)
            elif kind not in (leading, Kind(Family.NULL)):
                raise self._wrong(
                    "indicator.type_mismatch",
                    part,
                    found=_named(kind),
                    expected=_named(leading),
                )
        return leading

    def _mark(self, literal: Tree, wanted: Kind) -> None:
        if wanted.family is Family.CODE:
            code = literal.this
            if not self._columns.accepts(wanted.vocabulary, code):
                raise self._wrong(
                    "indicator.unknown_code",
                    literal,
                    found=code,
                    vocabulary=wanted.vocabulary,
                    suggestion=near(code, self._columns.codes(wanted.vocabulary)),
                )
            literal.meta[CODE_LIST] = wanted.vocabulary
        elif wanted.family is Family.DATE:
            self._day(literal)
            literal.replace(exp.cast(literal.copy(), "DATE"))
        elif wanted.family is not Family.TEXT:
            raise self._wrong(
                "indicator.type_mismatch", literal, found="text", expected=_named(wanted)
            )

    def _date_literal(self, node: Tree) -> Kind:
        if not (node.args["to"].is_type("date") and isinstance(node.this, exp.Literal)):
            raise self._wrong("indicator.not_allowed", node, found="CAST")
        self._day(node.this)
        return Kind(Family.DATE)

    def _day(self, literal: Tree) -> None:
        try:
            date.fromisoformat(literal.this)
        except ValueError as error:
            raise self._wrong(
                "indicator.type_mismatch", literal, found=literal.this, expected="date YYYY-MM-DD"
            ) from error

    def _arithmetic(self, node: Tree) -> Kind:
        for part in node.iter_expressions():
            found = self.kind(part)
            if found.family is not Family.NUMBER:
                raise self._wrong(
                    "indicator.type_mismatch", part, found=_named(found), expected="number"
                )
        return Kind(Family.NUMBER)

    def _plus(self, node: Tree) -> Kind:
        left = self.kind(node.this)
        return left if self._is_day_step(node, left) else self._arithmetic(node)

    def _minus(self, node: Tree) -> Kind:
        left, right = self.kind(node.this), self.kind(node.expression)
        if left.family is right.family is Family.DATE:
            return Kind(Family.NUMBER)
        return left if self._is_day_step(node, left) else self._arithmetic(node)

    def _is_day_step(self, node: Tree, left: Kind) -> bool:
        right = self.kind(node.expression)
        return left.family is Family.DATE and right.family is Family.NUMBER

    def _part_of_date(self, node: Tree) -> Kind:
        found = self.kind(node.this)
        if found.family is not Family.DATE:
            raise self._wrong(
                "indicator.type_mismatch", node.this, found=_named(found), expected="date"
            )
        return Kind(Family.NUMBER)

    def _add_months(self, node: Tree) -> Kind:
        self._part_of_date(node)
        if not (isinstance(node.expression, exp.Literal) and node.expression.is_int):
            raise self._wrong(
                "indicator.type_mismatch", node, found=node.expression.sql(), expected="number"
            )
        return Kind(Family.DATE)


def _named(kind: Kind) -> str:
    return f"code {kind.vocabulary}" if kind.vocabulary else kind.family.value
