"""What another reading or predicate would change, worked out by hand on three cases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from tuobo.core.errors import DefinitionError, RequestError
from tuobo.core.measure import Rate
from tuobo.core.period import Period
from tuobo.core.reach import Place
from tuobo.engines.intake.versions import Entry
from tuobo.operations.definitions_desk.files import definition_file
from tuobo.operations.definitions_desk.try_indicator import TriedFile, try_indicator
from tuobo.operations.definitions_desk.try_readings import try_readings
from tuobo.operations.workspace import Workspace

AS_OF = date(2025, 12, 31)
COURT = Place(court="辽9901")
YEAR = Period.of("2025")


def case(serial: int, filed: date, procedure: str, closed: date | None, division: str) -> dict:
    return {
        "case_number": f"（2025）辽9901民初{serial}号",
        "court": "辽9901",
        "case_word": "民初",
        "case_year": 2025,
        "case_serial": serial,
        "domain": "civil",
        "instance": "first",
        "procedure": procedure,
        "division": division,
        "judge": "法官丙01",
        "filed_on": filed,
        "closed_on": closed,
        "closing_way": "judgment" if closed else None,
    }


def appraisal(serial: int, starts: date, ends: date) -> dict:
    return {
        "case_number": f"（2025）辽9901民初{serial}号",
        "kind": "exclusion",
        "ground": "X-EXPERT",
        "starts_on": starts,
        "ends_on": ends,
        "paper": "鉴定委托书",
    }


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Case 1 is open with an appraisal, 2 is open without, 3 was closed a day late."""
    folder = tmp_path_factory.mktemp("trial")
    workspace = Workspace.open(folder / "store")
    cases = [
        case(1, date(2025, 9, 3), "ordinary", None, "民事审判第一庭"),
        case(2, date(2025, 9, 3), "ordinary", None, "民事审判第二庭"),
        case(3, date(2025, 3, 3), "simplified", date(2025, 6, 14), "民事审判第二庭"),
    ]
    intervals = [
        appraisal(1, date(2025, 10, 9), date(2025, 10, 29)),
        appraisal(3, date(2025, 4, 1), date(2025, 4, 11)),
    ]
    written = {"case": cases, "interval": intervals}
    for name, rows in written.items():
        schema = workspace.schema[name]
        frame = pl.DataFrame(rows, schema_overrides=schema.polars_schema, infer_schema_length=None)
        schema.conform(frame).write_parquet(folder / f"{name}.parquet")
    at = datetime(2026, 1, 5, 8, tzinfo=UTC)
    workspace.snapshots.adopt(folder, workspace.schema, Entry(as_of=AS_OF, at=at))
    return workspace


def test_counting_both_ends_of_a_pause_moves_the_last_day_by_one(court: Workspace) -> None:
    """Six months from 3 September end on 3 March 2026; 20 days of appraisal make it 23 March.

    Counted with both ends the appraisal is 21 days: 24 March. Case 2 has no pause and stays.
    """
    trial = try_readings(
        court, court.snapshots.latest(), COURT, {"C-6": "inclusive"}, court.texts()
    )
    (changed,) = trial.changed
    assert changed.case_number == "（2025）辽9901民初1号"
    assert (changed.due_before, changed.due_after) == (date(2026, 3, 23), date(2026, 3, 24))
    assert changed.moved_days == 1
    assert trial.open_cases == 2


def test_a_verdict_may_turn_for_a_closed_case(court: Workspace) -> None:
    """Three months from 3 March and 10 days end on Friday 13 June; closed on the 14th it is late.

    With 11 days the last day is Saturday the 14th, rolled to Monday the 16th: in time.
    """
    trial = try_readings(
        court, court.snapshots.latest(), COURT, {"C-6": "inclusive"}, court.texts()
    )
    assert (trial.closed, trial.now_late) == (1, ())
    assert trial.now_in_time == ("（2025）辽9901民初3号",)


def test_a_trial_keeps_to_its_place(court: Workspace) -> None:
    place = Place(court="辽9901", division="民事审判第二庭")
    trial = try_readings(
        court, court.snapshots.latest(), place, {"C-6": "inclusive"}, court.texts()
    )
    assert (trial.open_cases, trial.changed) == (1, ())


def test_what_was_chosen_is_told_in_words(court: Workspace) -> None:
    trial = try_readings(
        court, court.snapshots.latest(), COURT, {"C-6": "inclusive"}, court.texts()
    )
    (choice,) = trial.choices
    assert (choice.point, choice.after) == ("C-6", "首尾都扣（多一日）")


def test_an_unknown_point_or_option_is_refused(court: Workspace) -> None:
    for chosen in ({"C-99": "x"}, {"C-6": "x"}):
        with pytest.raises(RequestError, match=r"limits\.unknown"):
            try_readings(court, court.snapshots.latest(), COURT, chosen, court.texts())


def tried(court: Workspace, change: tuple[str, str]) -> TriedFile:
    ready = court.indicators.find("closed_within_limit_rate")
    return TriedFile(name="一.yaml", text=definition_file(ready.definition).replace(*change))


def test_a_narrower_denominator_lets_cases_go(court: Workspace) -> None:
    """One case was closed in the year, late: 0 of 1. Counting ordinary ones only: 0 of 0."""
    file = tried(
        court,
        (
            "where: domain <> 'pre_filing'\n",
            "where: domain <> 'pre_filing' and procedure = 'ordinary'\n",
        ),
    )
    trial = try_indicator(court, court.snapshots.latest(), (COURT, YEAR), file, court.texts())
    assert trial.before.measure == Rate(numerator=0, denominator=1)
    assert trial.after.measure == Rate(numerator=0, denominator=0)
    denominator = next(one for one in trial.sides if one.side == "denominator")
    (gone,) = denominator.moved
    assert (gone.case_number, gone.comes_in) == ("（2025）辽9901民初3号", False)
    assert [one.label for one in trial.fields if one.is_changed] == ["分母 · 条件"]


def test_a_wider_numerator_takes_cases_in(court: Workspace) -> None:
    file = tried(court, (" and closed_on <= due_on", ""))
    trial = try_indicator(court, court.snapshots.latest(), (COURT, YEAR), file, court.texts())
    assert trial.after.measure == Rate(numerator=1, denominator=1)
    numerator = next(one for one in trial.sides if one.side == "numerator")
    assert [one.comes_in for one in numerator.moved] == [True]
    assert [one.name for one in trial.divisions] == ["民事审判第二庭"]


def test_a_wrong_file_is_refused_with_its_name(court: Workspace) -> None:
    for text, code in (
        ("id: appeal_rate", "content.invalid"),
        ("id: [", "content.not_yaml"),
    ):
        with pytest.raises(DefinitionError) as raised:
            try_indicator(
                court,
                court.snapshots.latest(),
                (COURT, YEAR),
                TriedFile(name="一.yaml", text=text),
                court.texts(),
            )
        assert raised.value.code == code
        assert raised.value.fields["file"] == "一.yaml"


def test_two_indicators_in_a_file_are_refused(court: Workspace) -> None:
    one = tried(court, ("", "")).text
    both = "".join(f"- {part}" for part in [one.replace("\n", "\n  ").rstrip() + "\n"] * 2)
    with pytest.raises(RequestError, match=r"definitions\.try\.not_one"):
        try_indicator(
            court,
            court.snapshots.latest(),
            (COURT, YEAR),
            TriedFile(name="一.yaml", text=both),
            court.texts(),
        )


def test_no_file_path_can_be_chosen_by_its_name(court: Workspace) -> None:
    file = TriedFile(name="../../etc/一.yaml", text=tried(court, ("", "")).text)
    trial = try_indicator(court, court.snapshots.latest(), (COURT, YEAR), file, court.texts())
    assert not Path("../../etc/一.yaml").exists()
    assert trial.before == trial.after
