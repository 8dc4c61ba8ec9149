"""The store: commits are real or not there, undo brings back, every version stays readable."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.engines.intake.small_court import SCHEMA, batch, case, entry, number
from tuobo.core.errors import RequestError, StateError
from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.keying import state_after
from tuobo.engines.intake.locking import writing
from tuobo.engines.intake.rehearsal import Rehearsal, rehearse
from tuobo.engines.intake.snapshots import Snapshots
from tuobo.engines.intake.versions import DataVersion, Entry


@pytest.fixture
def store(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "store")


def rehearsed(store: Snapshots, given_batch: Batch) -> Rehearsal:
    return rehearse(
        given_batch, store.read(), schema=SCHEMA, based_on=store.latest().number
    )  # fmt: skip


def imported(store: Snapshots, given_batch: Batch, note: Entry | None = None) -> DataVersion:
    return store.commit(rehearsed(store, given_batch).changes, note or entry())


def facts(store: Snapshots, ref: int | str | date = "latest") -> dict[str, pl.DataFrame]:
    """The facts without the store's own columns, sorted."""
    return {
        name: frame.drop("case_key", "data_version", strict=False).collect().sort(pl.all())
        for name, frame in store.read(ref).items()
    }


def closed(store: Snapshots, ref: int | str | date = "latest") -> dict[int, date | None]:
    rows = store.read(ref)["case"].select("case_serial", "closed_on").collect()
    return dict(rows.iter_rows())


def test_an_empty_store_has_version_zero_and_no_tables(store: Snapshots) -> None:
    assert store.latest().number == 0
    assert store.history() == ()
    assert store.read() == {}


def test_a_commit_gives_dense_case_keys_to_cases_and_their_rows(store: Snapshots) -> None:
    event = {"case_number": number(2), "kind": "hearing", "happened_on": date(2025, 4, 1)}
    version = imported(store, batch(case=[case(2), case(1)], event=[event]))
    assert version.number == 1
    assert version.id.startswith("1-")
    assert version.rows == {"case": 2, "event": 1}
    cases = store.read()["case"].sort("case_key").collect()
    assert cases["case_key"].to_list() == [1, 2]
    assert cases["case_serial"].to_list() == [1, 2]
    assert store.read()["event"].collect()["case_key"].to_list() == [2]


def test_the_highest_data_version_of_a_key_is_its_present_state(store: Snapshots) -> None:
    imported(store, batch(case=[case(1), case(2)]))
    imported(store, batch(case=[case(1, closed_on=date(2025, 5, 1)), case(3)]))
    imported(store, batch(case=[case(1, closed_on=date(2025, 5, 2))]))
    assert closed(store) == {1: date(2025, 5, 2), 2: None, 3: None}
    assert closed(store, 2) == {1: date(2025, 5, 1), 2: None, 3: None}
    assert closed(store, 1) == {1: None, 2: None}
    assert store.read()["case"].select(pl.col("case_key").n_unique()).collect().item() == 3


def test_the_rows_of_one_case_are_replaced_together(store: Snapshots) -> None:
    def stay(day: int) -> dict[str, object]:
        starts = date(2025, 4, day)
        return {"case_number": number(1), "kind": "excluded", "starts_on": starts}

    imported(store, batch(case=[case(1)], interval=[stay(1), stay(9)]))
    second = imported(store, batch(interval=[stay(1)]))
    assert store.read()["interval"].collect()["starts_on"].to_list() == [date(2025, 4, 1)]
    assert store.read()["interval"].collect()["case_key"].to_list() == [1]
    assert second.rows["interval"] == 1


def test_a_null_in_a_key_is_a_value_of_its_own(store: Snapshots) -> None:
    def report(received: int) -> dict[str, object]:
        return {"court": "辽9901", "division": None, "category": None, "received": received,
                "starts_on": date(2025, 1, 1), "ends_on": date(2025, 1, 31)}  # fmt: skip

    imported(store, batch(caseload=[report(10)]))
    imported(store, batch(caseload=[report(11)]))
    assert store.read()["caseload"].collect()["received"].to_list() == [11]


def test_undo_brings_back_the_earlier_facts_and_can_be_undone(store: Snapshots) -> None:
    first = imported(store, batch(case=[case(1)]))
    second = imported(store, batch(case=[case(1, judge="甲"), case(2)]))
    before = facts(store, 1)
    undone = store.undo(entry(2))
    assert (undone.number, undone.target, undone.rowset) == (3, 1, first.rowset)
    assert_frame_equal(facts(store)["case"], before["case"])
    redone = store.undo(entry(3))
    assert (redone.number, redone.target, redone.rowset) == (4, 2, second.rowset)
    assert closed(store) == {1: None, 2: None}
    assert [version.number for version in store.history()] == [1, 2, 3, 4]


def test_an_undo_is_refused_if_somebody_committed_since_it_was_asked_for(store: Snapshots) -> None:
    """Whoever looked at version 1 must not take back version 2 with it."""
    seen = imported(store, batch(case=[case(1)]))
    imported(store, batch(case=[case(2)]))
    with pytest.raises(StateError, match=r"store\.moved_on"):
        store.undo(entry(3), based_on=seen.number)
    assert store.undo(entry(3), based_on=2).target == 1


def test_a_commit_after_an_undo_does_not_bring_back_what_was_undone(store: Snapshots) -> None:
    imported(store, batch(case=[case(1)]))
    imported(store, batch(case=[case(2)]))
    store.undo(entry(2))
    imported(store, batch(case=[case(3)]))
    assert set(closed(store)) == {1, 3}
    assert set(closed(store, 2)) == {1, 2}
    assert store.read()["case"].select(pl.col("case_key").max()).collect().item() == 2


def test_the_first_import_can_be_undone_and_another_one_made(store: Snapshots) -> None:
    imported(store, batch(case=[case(1)]))
    undone = store.undo(entry(2))
    assert undone.is_empty
    assert store.read() == {}
    imported(store, batch(case=[case(5)]))
    assert set(closed(store)) == {5}


def test_undo_in_an_empty_store_is_refused(store: Snapshots) -> None:
    with pytest.raises(StateError, match=r"store\.nothing_to_undo"):
        store.undo(entry())


def test_the_same_file_twice_is_nothing_to_commit(store: Snapshots) -> None:
    given_batch = batch(case=[case(1), case(2)])
    imported(store, given_batch)
    again = rehearsed(store, given_batch)
    assert not again.has_changes
    assert again.tables["case"].unchanged == 2
    with pytest.raises(StateError, match=r"store\.nothing_to_commit"):
        store.commit(again.changes, entry())
    assert store.latest().number == 1


def test_a_rehearsal_against_an_older_version_is_refused(store: Snapshots) -> None:
    stale = rehearsed(store, batch(case=[case(1)]))
    imported(store, batch(case=[case(2)]))
    with pytest.raises(StateError, match=r"store\.moved_on"):
        store.commit(stale.changes, entry())


def test_versions_are_found_by_number_id_day_and_latest(store: Snapshots) -> None:
    first = imported(store, batch(case=[case(1)]), entry(1))
    second = imported(store, batch(case=[case(2)]), entry(8))
    assert store.version(1) == store.version("1") == store.version(first.id) == first
    assert store.version("latest") == second
    assert store.version(date(2025, 6, 7)) == store.version("2025-06-07") == first
    assert store.version(date(2025, 6, 8)) == second
    for unknown in (3, "9", "1-00000000", date(2025, 5, 31), "abc"):
        with pytest.raises(RequestError, match=r"store\.no_version"):
            store.version(unknown)


def test_a_second_writer_is_told_who_holds_the_store_and_since_when(store: Snapshots) -> None:
    changes = rehearsed(store, batch(case=[case(1)])).changes
    since = datetime(2025, 6, 1, 9, 30, tzinfo=UTC)
    with writing(store.root, who="night shift", at=since), pytest.raises(StateError) as refused:
        store.commit(changes, entry())
    assert refused.value.code == "store.locked"
    assert refused.value.fields["who"] == "night shift"
    assert refused.value.fields["since"] == "2025-06-01T09:30:00+00:00"
    assert store.commit(changes, entry()).number == 1


class _Killed(BaseException):
    """Stands for the process dying: nothing may catch it."""


@pytest.mark.parametrize("survived", [0, 1, 2])
@pytest.mark.parametrize("earlier", [True, False])
def test_a_crash_between_the_steps_leaves_nothing_visible(
    store: Snapshots, monkeypatch: pytest.MonkeyPatch, survived: int, *, earlier: bool
) -> None:
    if earlier:
        imported(store, batch(case=[case(1)]))
    money = {"case_number": number(2), "claimed": 500}
    changes = rehearsed(store, batch(case=[case(2)], money=[money])).changes
    before = store.latest()
    append, done = store._append, []

    def dying_append(*given_args: object) -> int:
        if len(done) == survived:
            raise _Killed
        done.append(1)
        return append(*given_args)  # type: ignore[arg-type]

    def dying_publish(version: DataVersion) -> DataVersion:
        raise _Killed

    monkeypatch.setattr(store, "_append", dying_append)
    monkeypatch.setattr(store, "_publish", dying_publish)
    with pytest.raises(_Killed):
        store.commit(changes, entry())
    assert len(done) == survived

    reopened = Snapshots(store.root)
    assert reopened.latest() == before
    assert set(reopened.read()) == set(before.tables)
    imported(reopened, batch(case=[case(3)]))
    assert set(closed(reopened)) == ({1, 3} if earlier else {3})


def test_the_keys_that_an_import_or_an_undo_changed_are_known(store: Snapshots) -> None:
    imported(store, batch(case=[case(1), case(2), case(3)]))
    imported(store, batch(case=[case(2, judge="甲"), case(4)]))
    changed = store.changed_since(1)
    assert changed.case_keys.to_list() == [2, 4]
    assert changed.tables == {"case"}
    store.undo(entry(2))
    assert store.changed_since(2).case_keys.to_list() == [2, 4]
    assert store.changed_since(1).case_keys.to_list() == []
    assert store.changed_since(0, 1).case_keys.to_list() == [1, 2, 3]


def test_many_small_imports_are_written_together_and_every_version_stays(
    store: Snapshots,
) -> None:
    days = [date(2025, 4, 1 + n) for n in range(28)]
    for serial, day in enumerate(days, start=2):
        imported(store, batch(case=[case(1, closed_on=day), case(serial)]))
    files = list((store.root / "facts" / "case").glob("*.parquet"))
    assert len(files) > len(days)  # the small ones, and those that they were compacted into
    assert closed(store)[1] == days[-1]
    for number_then in (1, 10, 26):
        then = closed(store, number_then)
        assert then[1] == days[number_then - 1]
        assert len(then) == number_then + 1
    # 1 was written by every import, so the last three changed it and brought three cases
    assert len(store.changed_since(25).case_keys) == 4
    store.undo(entry(), to=3)
    assert len(closed(store)) == 4
    imported(store, batch(case=[case(40)]))
    assert set(closed(store)) == {1, 2, 3, 4, 40}


def test_a_later_file_without_a_column_does_not_blank_it(store: Snapshots) -> None:
    imported(store, batch(case=[case(1, judge="甲")]))
    short = batch(case=[case(1, closed_on=date(2025, 5, 1))])
    frame = short.tables["case"].drop("judge")
    imported(store, Batch(file="b", source="s", tables={"case": frame}, rows_read={"案件": 1}))
    row = store.read()["case"].select("judge", "closed_on").collect().row(0)
    assert row == ("甲", date(2025, 5, 1))


def test_big_parquet_files_are_adopted_as_the_first_version(
    store: Snapshots, tmp_path: Path
) -> None:
    rows = batch(
        case=[case(serial) for serial in range(1, 101)],
        event=[{"case_number": number(7), "kind": "hearing", "happened_on": date(2025, 4, 1)}],
    )
    for name, frame in rows.tables.items():
        (tmp_path / "big" / name).mkdir(parents=True)
        for part, piece in enumerate(frame.drop("_sheet", "_row").iter_slices(40)):
            piece.write_parquet(tmp_path / "big" / name / f"{part}.parquet")
    adopted = store.adopt(tmp_path / "big", SCHEMA, entry())
    assert adopted.rows == {"case": 100, "event": 1}
    assert store.read()["event"].collect()["case_key"].to_list() == [7]
    other = Snapshots(tmp_path / "other")
    assert imported(other, rows).rowset == adopted.rowset
    with pytest.raises(StateError, match=r"store\.not_empty"):
        store.adopt(tmp_path / "big", SCHEMA, entry())
    imported(store, batch(case=[case(101)]))
    assert store.read()["case"].select(pl.col("case_key").max()).collect().item() == 101


def test_files_in_the_form_of_the_store_are_adopted_as_they_are(
    store: Snapshots, tmp_path: Path
) -> None:
    frame = SCHEMA["case"].conform(batch(case=[case(1), case(2)]).tables["case"])
    key = pl.int_range(pl.len(), dtype=pl.Int64).alias("case_key")
    stored = frame.with_columns(key, pl.lit(1, pl.Int32).alias("data_version"))
    coded = stored.with_columns(pl.col("court", "case_word").cast(pl.Categorical))
    coded.write_parquet(tmp_path / "case.parquet")
    adopted = store.adopt(tmp_path, SCHEMA, entry())
    assert adopted.rows == {"case": 2}
    imported(store, batch(case=[case(1, judge="甲"), case(3)]))
    rows = store.read()["case"].sort("case_key").collect()
    assert rows.select("case_key", "case_serial", "court", "judge").rows() == [
        (0, 1, "辽9901", "甲"), (1, 2, "辽9901", None), (2, 3, "辽9901", None),
    ]  # fmt: skip
    assert store.undo(entry()).rowset == adopted.rowset


rows_of_cases = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from(["甲", "乙", None])),
    min_size=1,
    unique_by=lambda pair: pair[0],
)


def _cases(pairs: Sequence[tuple[int, str | None]]) -> Batch:
    return batch(case=[case(serial, judge=judge) for serial, judge in pairs])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=rows_of_cases, second=rows_of_cases, seed=st.integers(0, 9))
def test_shuffling_changes_no_hash_and_undo_is_exact(
    first: list[tuple[int, str | None]], second: list[tuple[int, str | None]], seed: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, two = Snapshots(Path(folder) / "one"), Snapshots(Path(folder) / "two")
        start = imported(one, _cases(first))
        shuffled = _cases(sorted(first, key=lambda pair: (pair[0] * 7 + seed) % 13))
        assert imported(two, shuffled).id == start.id
        before, before_commit = facts(one), one.read()
        rehearsal = rehearsed(one, _cases(second))
        shown = rehearsal.tables["case"]
        assert shown.new.height + shown.changed.height + shown.unchanged == len(second)
        preview = state_after(one.read(), rehearsal.changes)["case"].lazy()
        expected = preview.select("case_number", "judge").collect().sort(pl.all())
        if rehearsal.has_changes:
            changed = one.commit(rehearsal.changes, entry())
            now = one.read()["case"].select("case_number", "judge").collect().sort(pl.all())
            assert_frame_equal(now, expected)
            assert changed.rows["case"] == now.height
            keys = state_after(before_commit, rehearsal.changes)["case"].lazy()
            shown_keys = keys.select("case_number", "case_key").collect().sort(pl.all())
            kept_keys = one.read()["case"].select("case_number", "case_key").collect()
            assert_frame_equal(shown_keys, kept_keys.sort(pl.all()))
            undone = one.undo(entry())
            assert undone.rowset == start.rowset
        assert_frame_equal(facts(one)["case"], before["case"])
