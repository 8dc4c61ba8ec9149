"""A new build from the one before and the rows that changed.

Flows add up, so a change is taken back and put in: the old rows' flows with a minus, the new
rows' flows with a plus, appended to the roll-ups. The file before is copied and never touched.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tuobo.core.errors import RequestError, StateError
from tuobo.engines.indicators.backend.build import (
    DataVersion,
    note,
    whole_country,
    whole_country_values,
)
from tuobo.engines.indicators.backend.coding import Dictionaries
from tuobo.engines.indicators.backend.engine import Engine, FactSource, insert, select, text
from tuobo.engines.indicators.backend.loading import (
    KEY,
    Loader,
    served,
    tables_in_use,
    used_columns,
)
from tuobo.engines.indicators.backend.rollup import (
    HISTOGRAM,
    ROLLUP,
    column_names,
    passes,
    side_by_side,
    value_counts,
)
from tuobo.engines.indicators.backend.switch import Build, current, finished, started
from tuobo.engines.indicators.backend.truths import Truths
from tuobo.engines.indicators.columns import COUNTED
from tuobo.engines.indicators.pack import Pack

_MOST_CHANGED = 0.1
"""Beyond this share of changed cases since the last whole build, sorting pays again."""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What an import changed.

    `facts` hold the changed cases with *all* their rows in every table (intervals, events, money,
    mediation, deadline), changed or not, and the changed rows of petition, caseload and staff.
    `removed` names rows that are no more: case keys of cases, keys of mediations and petitions.
    """

    facts: Mapping[str, FactSource]
    removed: Mapping[str, Sequence[int | str]]


def update_served(
    folder: Path, pack: Pack, changes: Changes, version: DataVersion, *, memory: str = "4GB"
) -> Build:
    """A build of the new data version, made current; equal to a whole build in every answer.

    Raises StateError `indicator.other_definitions` if the current build has other definitions,
    and `indicator.too_much_changed` when a whole build is the better way.
    """
    before = current(folder)
    with started(folder, version.id, pack.fingerprint) as path:
        shutil.copyfile(before.path, path)
        engine = Engine.writing(path, memory=memory, scratch=folder / "scratch")
        _Update(engine, pack, changes, before.name).run(version)
        engine.close()
    return finished(folder, path)


class _Update:
    def __init__(self, engine: Engine, pack: Pack, changes: Changes, name: str) -> None:
        self._engine = engine
        self._pack = pack
        self._changes = changes
        self._others = tables_in_use(pack)[1:]
        self._check_definitions(name)
        self._loader = Loader(engine, pack, changes.facts)
        if "case" in changes.facts and not self._loader.has_key("case"):
            raise RequestError("indicator.no_case_key")
        self._codes = Dictionaries.read(engine).extended(self._loader.texts_found())
        self._truths = Truths(pack.flows, self._codes)

    def run(self, version: DataVersion) -> None:
        self._set_apart()
        self._check_size()
        self._change_flows()
        self._change_values()
        self._put_in_place()
        self._codes.write(self._engine)
        note(self._engine, self._pack, version, self._changed)

    def _check_definitions(self, name: str) -> None:
        found = self._engine.rows("SELECT content FROM about WHERE name = 'fingerprint'")
        if not found or found[0][0] != self._pack.fingerprint:
            raise StateError("indicator.other_definitions", file=name)

    def _set_apart(self) -> None:
        """Old and new rows of every table in tables of their own."""
        self._codes.make_types(self._engine)
        self._keep("new_case", self._truths.added_to(self._loader.cases()))
        keys = ", ".join(str(int(key)) for key in self._changes.removed.get("case", ()))
        touched = select([KEY], "new_case")
        if keys:
            touched += f" UNION SELECT unnest([{keys}])"
        self._keep("touched", touched)
        old = f"{served('case')} SEMI JOIN touched USING ({KEY})"
        # Bits are quicker worked out again for the few than read for all.
        self._keep("old_case", self._truths.added_to(select(self._counted_columns(), old)))
        for table in self._others:
            self._keep(f"new_{table}", self._loader.others(table, "new_case"))
            self._keep(f"old_{table}", self._old_rows(table))
        self._loader.done()
        self._codes.drop_types(self._engine)

    def _counted_columns(self) -> list[str]:
        """What must be known of old cases: only what flows and values are made of."""
        known = [str(row[0]) for row in self._engine.rows(f"DESCRIBE {served('case')}")]
        asked = {KEY, "court", *used_columns(self._pack, "case")}
        if "money" in self._others:
            asked.add("case_number")
        return [name for name in known if name in asked]

    def _old_rows(self, table: str) -> str:
        key = self._pack.columns.schema[table].key
        if table == "money":
            numbers = "SELECT case_number FROM old_case UNION SELECT case_number FROM new_case"
            return select(["*"], f"{served(table)} SEMI JOIN ({numbers}) USING (case_number)")
        same = " AND ".join(f"f.{name} IS NOT DISTINCT FROM n.{name}" for name in key)
        rows = select(["*"], f"{served(table)} f SEMI JOIN new_{table} n ON {same}")
        removed = ", ".join(text(str(one)) for one in self._changes.removed.get(table, ()))
        if not removed:
            return rows
        return f"{rows} UNION {select(['*'], served(table), where=[f'{key[0]} IN ({removed})'])}"

    def _check_size(self) -> None:
        changed = self._engine.number(select(["count(*)"], "touched")) + int(
            str(self._engine.rows("SELECT content FROM about WHERE name = 'changed'")[0][0])
        )
        cases = self._engine.number(select(["count(*)"], served("case")))
        if changed > max(cases * _MOST_CHANGED, 1000):
            raise StateError("indicator.too_much_changed", changed=changed, cases=cases)
        self._changed = changed

    def _change_flows(self) -> None:
        names = column_names(self._pack)
        columns = list(names.values())
        if not columns:
            return
        for age, sign in (("old", -1), ("new", 1)):
            sources = {table: f"{age}_{table}" for table in COUNTED}
            parts: list[str] = []
            for statement in passes(self._pack.flows, self._truths, names, sources=sources):
                parts.append(f"pass_{len(parts)}")
                self._keep(parts[-1], statement)
            self._keep("delta", side_by_side(parts, columns, sign=sign))
            self._engine.run(whole_country(columns, "delta"))
            self._engine.run(insert(ROLLUP, "SELECT * FROM delta"))

    def _change_values(self) -> None:
        for number, side in enumerate(self._pack.quantile_sides):
            both = [
                value_counts(side, number, self._codes, f"{age}_{side.table}", sign=sign)
                for age, sign in (("old", -1), ("new", 1))
            ]
            self._keep("changed_values", " UNION ALL ".join(both))
            self._engine.run(whole_country_values("changed_values"))
            self._engine.run(insert(HISTOGRAM, "SELECT * FROM changed_values"))

    def _put_in_place(self) -> None:
        self._engine.run(_delete("case", f"{KEY} IN (FROM touched)"))
        self._engine.run(insert(served("case"), "SELECT * FROM new_case"))
        for table in self._others:
            key = self._pack.columns.schema[table].key
            same = " AND ".join(f"f.{name} IS NOT DISTINCT FROM o.{name}" for name in key)
            if self._engine.number(select(["count(*)"], f"old_{table}")):
                found = select(["1"], f"old_{table} o", where=[same])
                self._engine.run(_delete(table, f"EXISTS ({found})", alias="f"))
            self._engine.run(insert(f"{served(table)} BY NAME", select(["*"], f"new_{table}")))

    def _keep(self, name: str, statement: str) -> None:
        self._engine.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {statement}")


def _delete(table: str, condition: str, alias: str = "") -> str:
    return f"DELETE FROM {served(table)} {alias} WHERE {condition}"  # noqa: S608 - all ours
