"""A baseline stays what it was when it was frozen, and says so if a hand has been at it."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.sample_store import shared_store
from tuobo.core.errors import DataError, RequestError, StateError
from tuobo.core.period import Period
from tuobo.engines.analysis import Variation
from tuobo.operations.compose_report import figures_of, outlines_of
from tuobo.operations.programme.baseline import (
    FrozenFigures,
    deviations,
    freeze,
    frozen_json,
    frozen_of,
    read_frozen,
)
from tuobo.operations.programme.comparison import compare, period_since
from tuobo.operations.programme.dossier_text import (
    DOSSIER,
    headings_of,
    parts_of,
    without_parts,
)
from tuobo.operations.workspace import Workspace

COURT, YEAR = "辽9901", Period.of("2024")
AT, LATER = datetime(2026, 1, 6, 1, tzinfo=UTC), datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("own") / "store"
    shutil.copytree(shared_store().folder / "store", folder)
    return Workspace.open(folder)


@pytest.fixture(scope="module")
def frozen(workspace: Workspace) -> FrozenFigures:
    return freeze(workspace, COURT, YEAR, AT)


def file_of(workspace: Workspace, frozen: FrozenFigures) -> Path:
    return workspace.store / "programme" / "frozen" / COURT / f"{frozen.data_version}_{YEAR}.json"


def test_every_indicator_is_frozen_with_its_passport_or_with_the_reason_why_not(
    workspace: Workspace, frozen: FrozenFigures
) -> None:
    names = {one.evidence.definition.partition("@")[0] for one in frozen.passports}
    assert "closed_within_limit_rate" in names
    assert not names & {one for one, _ in frozen.missing}
    assert all(why for _, why in frozen.missing)
    assert {one.evidence.data_version for one in frozen.passports} == {frozen.data_version}


def test_freezing_again_gives_the_same_picture_and_writes_nothing(
    workspace: Workspace, frozen: FrozenFigures
) -> None:
    before = file_of(workspace, frozen).stat().st_mtime_ns
    assert freeze(workspace, COURT, YEAR, LATER) == frozen
    assert file_of(workspace, frozen).stat().st_mtime_ns == before


def test_a_frozen_picture_can_be_recomputed_from_its_data_version(
    workspace: Workspace, frozen: FrozenFigures
) -> None:
    assert deviations(workspace, frozen, LATER) == ()


def test_a_picture_is_read_back_as_it_was_written(
    workspace: Workspace, frozen: FrozenFigures
) -> None:
    assert read_frozen(workspace.store, COURT, frozen.data_version, YEAR) == frozen


@pytest.mark.parametrize("hand", [("2024", "2023"), ('"numerator": ', '"numerator": 1'), ("{", "")])
def test_a_picture_that_a_hand_has_been_at_is_refused(
    frozen: FrozenFigures, hand: tuple[str, str]
) -> None:
    with pytest.raises(DataError) as caught:
        frozen_of(frozen_json(frozen).replace(*hand, 1), "2024.json")
    assert caught.value.code == "programme.frozen_changed"


def test_a_period_without_any_figure_is_not_frozen(workspace: Workspace) -> None:
    with pytest.raises(StateError) as caught:
        freeze(workspace, COURT, Period.of("2009"), AT)
    assert caught.value.code == "programme.nothing_to_freeze"


def test_what_was_never_frozen_is_not_there(workspace: Workspace, frozen: FrozenFigures) -> None:
    with pytest.raises(RequestError) as caught:
        read_frozen(workspace.store, COURT, frozen.data_version, Period.of("2023"))
    assert caught.value.code == "programme.not_frozen"


def test_the_time_since_a_designation_is_the_whole_months_after_it() -> None:
    assert str(period_since(date(2025, 6, 1), date(2025, 12, 31))) == "2025-07..2025-12"
    assert str(period_since(date(2025, 6, 30), date(2025, 8, 30))) == "2025-07"
    assert period_since(date(2025, 6, 1), date(2025, 7, 30)) is None


def test_a_break_between_baseline_and_now_forbids_a_reading(
    workspace: Workspace, frozen: FrozenFigures
) -> None:
    version, texts = workspace.snapshots.latest(), workspace.texts("zh")
    with figures_of(workspace, version, texts, AT, court=COURT) as source:
        found = compare(source, frozen, (), Period.of("2025"))
    lines = {one.indicator: one for one in found.lines}
    within = lines["closed_within_limit_rate"]  # filing before mediation began on 2025-01-01
    assert within.variation is Variation.NOT_ENOUGH_DATA
    assert within.told
    order = [one for one in workspace.indicators.ids if one in lines]
    assert list(lines) == order


def test_every_part_of_the_dossier_is_a_heading_of_its_outline(workspace: Workspace) -> None:
    outline = outlines_of(workspace).find(DOSSIER)
    headings = [one.h1 for one in outline.body if one.h1]
    assert headings == [one.heading for one in parts_of(workspace.content)]


def test_a_part_that_is_left_out_takes_all_under_its_heading_with_it(workspace: Workspace) -> None:
    outline = outlines_of(workspace).find(DOSSIER)
    left_out = headings_of(workspace.content, ["causes", "cases"])
    headings = [one.h1 for one in without_parts(outline, left_out).body if one.h1]
    assert "致薄原因" not in headings
    assert "典型案例" not in headings
    assert len(without_parts(outline, left_out).body) < len(outline.body) - len(left_out)
