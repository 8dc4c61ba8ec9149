"""The store: append-only change logs of facts, and the data versions that point into them.

`facts/<table>/` is a Delta table whose rows carry case_key and data_version. A data version, one
row of `versions/`, names the version of each change log that it sees; appending that row is what
makes a commit real. So a crash before it leaves nothing visible: the next commit sets the logs
back to what the latest data version sees. An undo is a new data version that points to earlier
logs; nothing is ever removed, and an undo can be undone.

This is the only module that knows Delta Lake.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pyarrow as pa
from deltalake import DeltaTable, WriterProperties, write_deltalake
from deltalake.transaction import AddAction, RemoveAction

from tuobo.core.errors import StateError
from tuobo.core.facts import FactSchema
from tuobo.engines.intake.adoption import Adoptable, adoptable, files_hash, scan
from tuobo.engines.intake.changes import (
    CASE_KEY,
    CASE_NUMBER,
    DATA_VERSION,
    ROWS_AT_ONCE,
    Changes,
    rowset_hash,
)
from tuobo.engines.intake.keying import CASE, in_pieces, keyed
from tuobo.engines.intake.locking import writing
from tuobo.engines.intake.versions import (
    DataVersion,
    Entry,
    Kind,
    Reference,
    TableState,
    find,
    from_frame,
    new_version,
    to_frame,
)

# Old files and logs stay readable for ever: an earlier data version must never lose its rows.
_KEEP = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
    "delta.checkpointInterval": "10",
}
_SMALL_FILES, _SMALL, _TARGET = 24, 4 << 20, 32 << 20
"""So many files under so many bytes are written together into files of about the target size."""


@dataclass(frozen=True, kw_only=True)
class ChangedKeys:
    """What differs between two data versions: keys of cases, and tables that have any change."""

    case_keys: pl.Series
    tables: frozenset[str]


class Snapshots:
    """The facts of one store folder, at any of its data versions."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)
        self._seen: dict[tuple[str, int], pl.DataFrame] = {}

    def history(self) -> tuple[DataVersion, ...]:
        """All data versions, the first one first."""
        folder = self.root / "versions"
        if not DeltaTable.is_deltatable(str(folder)):
            return ()
        return from_frame(pl.read_parquet(DeltaTable(folder).file_uris()))

    def latest(self) -> DataVersion:
        """The last data version; number 0, which holds nothing, if there is none yet."""
        return self.version("latest")

    def version(self, reference: Reference) -> DataVersion:
        """The data version meant by a number, an id, a day or "latest"."""
        return find(self.history(), reference)

    def read(self, reference: Reference = "latest") -> dict[str, pl.LazyFrame]:
        """The current rows of each table at a data version, with case_key and data_version."""
        version = self.version(reference)
        return {name: self._state(name, table) for name, table in version.tables.items()}

    def commit(self, changes: Changes, entry: Entry) -> DataVersion:
        """Append the changes as a new data version.

        Raises StateError: "store.locked", "store.moved_on" (somebody committed after these
        changes were compared), "store.nothing_to_commit".
        """
        with writing(self.root, who=entry.who, at=entry.at):
            latest = self.latest()
            if changes.based_on != latest.number:
                raise StateError("store.moved_on", based_on=changes.based_on, latest=latest.id)
            if changes.is_empty:
                raise StateError("store.nothing_to_commit", latest=latest.id, file=entry.file)
            number = latest.number + 1
            stored = self.read(latest.number)
            rows, next_key = keyed(changes, stored, next_key=latest.next_key, data_version=number)
            tables = dict(latest.tables)
            rowset = latest.rowset
            for name, frame in rows.items():
                log = self._append(name, frame, latest)
                gone = changes.replaced.get(name, frame.clear())
                count = latest.rows.get(name, 0) + frame.height - gone.height
                tables[name] = TableState(log=log, rows=count, key=changes.keys[name])
                rowset += rowset_hash(name, frame) - rowset_hash(name, gone)
            version = replace(
                new_version(number, Kind.IMPORT, entry),
                next_key=next_key,
                rowset=rowset % 2**64,
                appended={name: frame.height for name, frame in rows.items()},
                tables=tables,
            )
            return self._publish(version)

    def undo(
        self, entry: Entry, to: Reference | None = None, *, based_on: int | None = None
    ) -> DataVersion:
        """A new data version with the content of an earlier one: the one before the latest.

        Undoing an undo brings back what it took away. `based_on` is the latest version that whoever
        asks has seen: StateError "store.moved_on" if somebody committed in between.
        """
        with writing(self.root, who=entry.who, at=entry.at):
            latest = self.latest()
            if based_on is not None and based_on != latest.number:
                raise StateError("store.moved_on", based_on=based_on, latest=latest.id)
            if latest.number == 0:
                raise StateError("store.nothing_to_undo", store=self.root)
            target = self.version(latest.number - 1 if to is None else to)
            version = replace(
                new_version(latest.number + 1, Kind.UNDO, entry),
                as_of=target.as_of if target.number else entry.as_of,
                target=target.number,
                next_key=target.next_key,
                rowset=target.rowset,
                tables=target.tables,
            )
            return self._publish(version)

    def changed_since(self, since: Reference, until: Reference = "latest") -> ChangedKeys:
        """What an import, or an undo, changed between two data versions."""
        before, after = self.version(since), self.version(until)
        keys = [pl.Series(CASE_KEY, [], dtype=pl.Int64)]
        tables = set()
        for name in {*before.tables, *after.tables}:
            logs = [v.tables[name].log if name in v.tables else None for v in (before, after)]
            if logs[0] == logs[1]:
                continue
            files = pl.concat(self._files(name, log) for log in logs)
            other = files.filter(pl.len().over("path") == 1)
            if other.is_empty():
                continue
            changed = self._differing(name, logs, other)
            if changed.height:
                tables.add(name)
                keys.append(changed[CASE_KEY].drop_nulls())
        return ChangedKeys(case_keys=pl.concat(keys).unique().sort(), tables=frozenset(tables))

    def trace(self, case_key: int, until: Reference = "latest") -> dict[str, pl.DataFrame]:
        """Every row that was ever written for a case up to a data version, each table by itself.

        Rows carry the data version that wrote them, also rows that an undo took back.
        """
        meant = self.version(until)
        versions = [one for one in self.history() if one.number <= meant.number]
        # A log holds all rows before it but those that an undo left behind.
        undone = {one.number - 1 for one in versions if one.kind is Kind.UNDO}
        ends = [one for one in versions if one.number in undone or one is versions[-1]]
        found = {}
        for name in dict.fromkeys(name for one in ends for name in one.tables):
            logs = {one.tables[name].log for one in ends if name in one.tables}
            files = pl.concat(self._files(name, log) for log in sorted(logs)).unique("path")
            rows = _scan(files)
            if CASE_KEY in rows.collect_schema():
                mine = rows.filter(pl.col(CASE_KEY) == case_key)
                found[name] = mine.unique().sort(DATA_VERSION).collect()
        return found

    def _differing(
        self, name: str, logs: Sequence[int | None], other: pl.DataFrame
    ) -> pl.DataFrame:
        """The case keys of the rows that one of two logs sees and the other does not.

        A key is written once in a data version, so both together tell rows apart, also where
        files were compacted in between.
        """
        sides = []
        for log in logs:
            files = self._files(name, log).join(other, on="path", how="semi")
            if files.is_empty():
                continue
            rows = _scan(files)
            known = CASE_KEY in rows.collect_schema()
            case_key = pl.col(CASE_KEY) if known else pl.lit(None, pl.Int64).alias(CASE_KEY)
            sides.append(rows.select(case_key, DATA_VERSION).unique())
        pair = [CASE_KEY, DATA_VERSION]
        return pl.concat(sides).group_by(pair).len().filter(pl.col("len") == 1).collect()

    def adopt(self, folder: Path, schema: FactSchema, entry: Entry) -> DataVersion:
        """The first commit of an empty store from the Parquet files of a folder.

        Nothing is checked: for tables that an engine wrote. Files in the store's own form are
        copied, and the id is then of the files, not of the rows. Raises StateError
        "store.not_empty".
        """
        with writing(self.root, who=entry.who, at=entry.at):
            latest = self.latest()
            if not latest.is_empty:
                raise StateError("store.not_empty", store=self.root, latest=latest.id)
            number = latest.number + 1
            tables: dict[str, TableState] = {}
            rowset, last = 0, 0
            for name, given in adoptable(folder, schema, number).items():
                self._reset(name, latest)
                if given.files:
                    self._register(name, given)
                    rowset += files_hash(given.files)
                else:
                    self._stream(name, given.rows)
                adopted = _scan(self._files(name, log := self._log(name)))
                rowset += 0 if given.files else rowset_hash(name, adopted)
                count = int(adopted.select(pl.len()).collect().item())
                tables[name] = TableState(log=log, rows=count, key=schema[name].key)
                if name == CASE:
                    last = adopted.select(pl.col(CASE_KEY).max()).collect().item()
            version = replace(
                new_version(number, Kind.ADOPTION, entry),
                next_key=last + 1,
                rowset=rowset % 2**64,
                appended={name: table.rows for name, table in tables.items()},
                tables=tables,
            )
            return self._publish(version)

    # -- reading the change logs

    def _folder(self, name: str) -> str:
        return str(self.root / "facts" / name)

    def _log(self, name: str) -> int:
        return DeltaTable(self._folder(name)).version()

    def _files(self, name: str, log: int | None) -> pl.DataFrame:
        """The files that a version of a change log sees, newest first, with their versions."""
        if log is None:
            return pl.DataFrame(schema={"path": pl.String, "first": pl.Int32, "last": pl.Int32})
        if (name, log) in self._seen:
            return self._seen[name, log]
        actions = DeltaTable(self._folder(name), version=log).get_add_actions(flatten=True)
        files = pl.DataFrame(actions).select(
            pl.format("{}/{}", pl.lit(self._folder(name)), "path").alias("path"),
            pl.col(f"min.{DATA_VERSION}").cast(pl.Int32).alias("first"),
            pl.col(f"max.{DATA_VERSION}").cast(pl.Int32).alias("last"),
        ).sort("last", "path", descending=[True, False])  # fmt: skip
        self._seen[name, log] = files
        return files

    def _state(self, name: str, table: TableState) -> pl.LazyFrame:
        """For each key the rows with the highest data version."""
        files = self._files(name, table.log)
        lowest = files["first"].min()
        of_lowest = pl.col("last") == lowest
        oldest, newer = files.filter(of_lowest), files.filter(~of_lowest)
        if newer.is_empty():
            return _scan(oldest)
        key = list(table.key)
        if key == [CASE_NUMBER]:
            key = [CASE_KEY]
        added = _scan(newer)
        last = added.group_by(key).agg(pl.col(DATA_VERSION).max())
        if newer["first"].min() != newer["last"].max():
            added = added.join(last, on=[*key, DATA_VERSION], how="semi", nulls_equal=True)
        if oldest.is_empty():
            return added
        # A compacted file may hold rows of the lowest version too: they replace nothing.
        replaced = last.filter(pl.col(DATA_VERSION) > lowest).select(key)
        kept = _scan(oldest).join(replaced, on=key, how="anti", nulls_equal=True)
        return pl.concat([kept, added], how="diagonal")

    # -- writing them

    def _reset(self, name: str, latest: DataVersion) -> None:
        """Set a change log to what the latest data version sees.

        It differs after an undo, and after a crash between the first append and the last.
        """
        folder = self._folder(name)
        if not DeltaTable.is_deltatable(folder):
            return
        log = DeltaTable(folder)
        table = latest.tables.get(name)
        if table is None:
            log.delete()
        elif log.version() != table.log:
            log.restore(table.log)

    def _append(self, name: str, rows: pl.DataFrame, latest: DataVersion) -> int:
        """Append rows to a change log; the version of it that sees them."""
        self._reset(name, latest)
        self._write(name, in_pieces(rows), rows.clear())
        _compact(DeltaTable(self._folder(name)))
        return self._log(name)

    def _stream(self, name: str, rows: pl.LazyFrame) -> None:
        pieces = rows.collect_batches(chunk_size=ROWS_AT_ONCE, engine="streaming", lazy=True)
        self._write(name, pieces, rows.collect_schema().to_frame())

    def _write(self, name: str, pieces: Iterator[pl.DataFrame], none: pl.DataFrame) -> None:
        batches = (batch for piece in pieces for batch in piece.to_arrow().to_batches())
        write_deltalake(
            self._folder(name),
            pa.RecordBatchReader.from_batches(none.to_arrow().schema, batches),
            mode="append",
            schema_mode="merge",
            configuration=_KEEP,
            writer_properties=WriterProperties(max_row_group_size=ROWS_AT_ONCE),
        )

    def _register(self, name: str, given: Adoptable) -> None:
        """Copy files that hold stored rows already, and let the change log see them."""
        folder = Path(self._folder(name))
        schema = given.rows.collect_schema().to_frame().to_arrow().schema
        log = DeltaTable.create(folder, schema, mode="ignore", configuration=_KEEP)
        actions: list[AddAction | RemoveAction] = []
        for file in given.files:
            adopted = folder / f"adopted-{log.version()}-{len(actions)}.parquet"
            shutil.copyfile(file, adopted)
            bounds = {DATA_VERSION: given.data_version}
            rows = pl.scan_parquet(adopted).select(pl.len()).collect().item()
            stats = {"numRecords": rows, "minValues": bounds, "maxValues": bounds, "nullCount": {}}
            actions.append(
                AddAction(
                    path=adopted.name,
                    size=adopted.stat().st_size,
                    partition_values={},
                    modification_time=int(adopted.stat().st_mtime * 1000),
                    data_change=True,
                    stats=json.dumps(stats),
                )
            )
        log.create_write_transaction(actions, mode="append", schema=schema)

    def _publish(self, version: DataVersion) -> DataVersion:
        """The commit point: nothing of the version is visible before this append."""
        folder = str(self.root / "versions")
        write_deltalake(folder, to_frame(version), mode="append", configuration=_KEEP)
        _compact(DeltaTable(folder))
        return version


def _compact(log: DeltaTable) -> None:
    """Write many small files together; the rows, and what earlier versions see, stay the same."""
    sizes = pl.DataFrame(log.get_add_actions(flatten=True))["size_bytes"]
    if sizes.filter(sizes < _SMALL).len() > _SMALL_FILES:
        log.optimize.compact(target_size=_TARGET)


def _scan(files: pl.DataFrame) -> pl.LazyFrame:
    return scan(files["path"].to_list())
