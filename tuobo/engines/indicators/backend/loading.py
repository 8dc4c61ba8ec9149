"""Turns fact tables into served ones: coded, one row a case with its deadline and activity, sorted.

The same statements load a whole build and the few rows of an update. Facts come under the names
`given_<table>`; served tables are called `<table>_facts`.
"""

from __future__ import annotations

from collections.abc import Mapping

from tuobo.core.facts import Column, ColumnType
from tuobo.engines.indicators.backend.coding import encoded
from tuobo.engines.indicators.backend.engine import Engine, FactSource, select
from tuobo.engines.indicators.columns import COUNTED, DIMENSIONS, JOINED
from tuobo.engines.indicators.pack import Pack
from tuobo.engines.indicators.predicate import AGE

KEY = "case_key"
_SQL_TYPES = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.CODE: "VARCHAR",
    ColumnType.DATE: "DATE",
    ColumnType.INTEGER: "INTEGER",
    ColumnType.MONEY: "BIGINT",
    ColumnType.FLAG: "BOOLEAN",
}
_GIVEN = ("case", "interval", "event", "mediation", "money", "petition", "caseload", "staff")
_ALWAYS = {
    "case": (
        "case_number", *DIMENSIONS, "filed_on", "closed_on", "closing_way",
        "limit_rule", "limit_status", "due_on", "base_due_on",
    ),
}  # fmt: skip
_SORTED_BY = {"case": "filed_on", "mediation": "registered_on", "petition": "received_on"}


def served(table: str) -> str:
    """The name of a table in the served build."""
    return f"{table}_facts"


class Loader:
    """Loads facts that are shown to one engine, in the words of one pack."""

    def __init__(self, engine: Engine, pack: Pack, facts: Mapping[str, FactSource]) -> None:
        self.engine = engine
        self.pack = pack
        self._schema = pack.columns.schema
        self._has_key: dict[str, bool] = {}
        for table in (*_GIVEN, "deadline"):
            self._show(table, facts.get(table))

    def texts_found(self) -> dict[str, set[str]]:
        """The texts that occur in coded columns, by code list."""
        found: dict[str, set[str]] = {}
        for table in tables_in_use(self.pack):
            for column in self._kept(table):
                if column.vocabulary and not (table == "money" and column.name in DIMENSIONS):
                    given = "deadline" if column.name == "limit_status" else table
                    sql = select(
                        [f"DISTINCT {column.name}"],
                        f"given_{given}",
                        where=[f"{column.name} IS NOT NULL"],
                    )
                    texts = (str(row[0]) for row in self.engine.rows(sql))
                    found.setdefault(column.vocabulary, set()).update(texts)
        return found

    def cases(self, first: int | None = None, last: int | None = None) -> str:
        """The SELECT of served cases, of all or of those with keys from `first` to `last`."""
        span = [] if first is None else [f"{KEY} BETWEEN {first} AND {last}"]
        kept = self._kept("case")
        computed = {column.name for column in self._schema["activity"].columns}
        items = {KEY: f"c.{KEY}"}
        for column in kept:
            owner = "c" if column.name in self._schema["case"].by_name else "d"
            given = _ACTIVITY[column.name] if column.name in computed else None
            name = f"{owner}.{column.name}"
            if given and column.name != "case_number":
                items[column.name] = given
            elif column.vocabulary:
                items[column.name] = encoded(name, column.vocabulary)
            else:
                items[column.name] = name
        joins = [f"({select(['*'], 'given_case', where=span)}) c"]
        joins.append(self._joined("deadline", "d", "*", span))
        needed = {column.name for column in kept}
        for table, alias, columns, where in _SUMMARIES:
            if needed & set(columns):
                on = self._join_column(table)
                summary = select(
                    [on, *(f"{sql} AS {name}" for name, sql in columns.items())],
                    f"given_{table}",
                    where=[*where, *(span if on == KEY else []), f"{on} IS NOT NULL"],
                    group=[on],
                )
                joins.append(f"LEFT JOIN ({summary}) {alias} ON {alias}.{on} = c.{on}")
        return select(items, " ".join(joins), order=["court", _SORTED_BY["case"]])

    def others(self, table: str, cases: str = "case_facts") -> str:
        """The SELECT of another served table; money takes its places from the cases given."""
        items: dict[str, str] = {KEY: f"t.{KEY}"} if self._has_key[table] else {}
        source = f"given_{table} t"
        for column in self._kept(table):
            if table == "money" and column.name in DIMENSIONS:
                items[column.name] = f"c.{column.name}"
            elif column.vocabulary:
                items[column.name] = encoded(f"t.{column.name}", column.vocabulary)
            else:
                items[column.name] = f"t.{column.name}"
        if table == "money":
            on = self._join_column("money")
            source += f" JOIN {cases} c ON c.{on} = t.{on}"
        order = ["court", *([_SORTED_BY[table]] if table in _SORTED_BY else [])]
        return select(items, source, order=order)

    def has_key(self, table: str) -> bool:
        """Whether the given rows of a table carry the store's case key."""
        return self._has_key[table]

    def key_range(self) -> tuple[int, int]:
        """The least and the greatest case key; (0, -1) if there is no case."""
        bounds = select([f"min({KEY})", f"max({KEY})"], "given_case")
        first, last = self.engine.rows(bounds)[0]
        if not isinstance(first, int) or not isinstance(last, int):
            return (0, -1)
        return (first, last)

    def done(self) -> None:
        """Takes the given facts away again."""
        for table in (*_GIVEN, "deadline"):
            self.engine.run(f"DROP VIEW given_{table}")
            self.engine.hide(f"brought_{table}")

    def _kept(self, table: str) -> list[Column]:
        """The columns that the build keeps: all of small tables, of cases those that are asked."""
        own = list(self._schema[table].columns)
        for joined in JOINED.get(table, ()):
            own += [one for one in self._schema[joined].columns if one.name != "case_number"]
        if table == "money":
            own += [self._schema["case"].by_name[name] for name in DIMENSIONS]
        if table not in _ALWAYS:
            return own
        wanted = {*_ALWAYS[table], *used_columns(self.pack, table)}
        return [column for column in own if column.name in wanted]

    def _show(self, table: str, source: FactSource | None) -> None:
        """A view with every column of the schema, absent ones being NULL, and the case key."""
        columns = self._schema[table].columns
        present: set[str] = set()
        if source is not None:
            self.engine.show(f"brought_{table}", source)
            described = self.engine.rows(f"DESCRIBE brought_{table}")
            present = {str(row[0]) for row in described}
        items = {}
        for column in columns:
            sql_type = _SQL_TYPES[column.kind]
            items[column.name] = f"{column.name if column.name in present else 'NULL'}::{sql_type}"
        self._has_key[table] = KEY in present or table == "case"
        if KEY in present:
            items[KEY] = f"{KEY}::BIGINT"
        elif table == "case":
            items[KEY] = "row_number() OVER ()"
        if source is None:
            statement = f"{select(items, '(SELECT 1)')} LIMIT 0"
        else:
            statement = select(items, f"brought_{table}")
        self.engine.run(f"CREATE OR REPLACE TEMP VIEW given_{table} AS {statement}")
        if table == "case" and KEY not in present:
            self._has_key["case"] = False

    def _join_column(self, table: str) -> str:
        return KEY if self._has_key[table] and self._has_key["case"] else "case_number"

    def _joined(self, table: str, alias: str, columns: str, span: list[str]) -> str:
        on = self._join_column(table)
        given = select([columns], f"given_{table}", where=span if on == KEY else [])
        return f"LEFT JOIN ({given}) {alias} ON {alias}.{on} = c.{on}"


def used_columns(pack: Pack, table: str) -> set[str]:
    """The columns that any definition asks of a table."""
    found: set[str] = set()
    for indicator in pack.indicators.values():
        for side in indicator.sides:
            if side.table == table:
                found.update(name for name in side.columns if name != AGE)
    return found


def tables_in_use(pack: Pack) -> tuple[str, ...]:
    """The tables that a build must hold: cases always, others if a definition counts them."""
    used = {side.table for one in pack.indicators.values() for side in one.sides}
    return tuple(table for table in COUNTED if table == "case" or table in used)


_ACTIVITY = {
    "case_number": "",
    "hearings": "coalesce(ev.hearings, 0)::INTEGER",
    "first_hearing_on": "ev.first_hearing_on",
    "adjournments": "coalesce(ev.adjournments, 0)::INTEGER",
    "conversions": "coalesce(ev.conversions, 0)::INTEGER",
    "extensions": "coalesce(iv.extensions, 0)::INTEGER",
    "exclusions": "coalesce(iv.exclusions, 0)::INTEGER",
    "suspensions": "coalesce(iv.suspensions, 0)::INTEGER",
    "mediated": "coalesce(me.mediated, false)",
    "claimed": "mo.claimed",
    "recovered": "mo.recovered",
}

_SUMMARIES: tuple[tuple[str, str, dict[str, str], list[str]], ...] = (
    (
        "event",
        "ev",
        {
            "hearings": "count_if(kind = 'hearing')",
            "first_hearing_on": "min(CASE WHEN kind = 'hearing' THEN happened_on END)",
            "adjournments": "count_if(kind = 'adjournment')",
            "conversions": "count_if(kind = 'conversion')",
        },
        ["kind IN ('hearing', 'adjournment', 'conversion')"],
    ),
    (
        "interval",
        "iv",
        {
            "extensions": "count_if(kind = 'extended')",
            "exclusions": "count_if(kind = 'excluded')",
            "suspensions": "count_if(kind = 'suspended')",
        },
        [],
    ),
    ("mediation", "me", {"mediated": "true"}, ["regime = 'post_filing'"]),
    (
        "money",
        "mo",
        {"claimed": "sum(claimed)::BIGINT", "recovered": "sum(recovered)::BIGINT"},
        [],
    ),
)
