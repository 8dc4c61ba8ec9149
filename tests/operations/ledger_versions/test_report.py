"""The special report fills its sections on problems, measures and results from the ledgers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.operations.ledger_versions.test_figures import NAMES, PROBLEMS, tasks
from tests.sample_store import AT, SampleStore, new_store
from tuobo.core.period import Period
from tuobo.engines.ledgers import Entry
from tuobo.engines.reports.compose import Composition, Outcome
from tuobo.engines.reports.document import Heading, Paragraph
from tuobo.operations.check_draft import check_draft_file
from tuobo.operations.compose_report import ReportRequest, compose_report
from tuobo.operations.ledger_versions.keeping import keep_version
from tuobo.operations.verify_report import verify_document, verify_file
from tuobo.operations.write_report import write_report

ON = date(2025, 12, 31)


@pytest.fixture(scope="module")
def store() -> SampleStore:
    return new_store()


def kept(store: SampleStore, problems: tuple[Entry, ...] = PROBLEMS) -> str:
    workspace = store.workspace
    entries = (*problems, *tasks(workspace))
    return keep_version(workspace.store, workspace.ledgers, entries, NAMES, on=ON)


def composed(store: SampleStore, ledgers: str) -> Composition:
    asked = ReportRequest(
        outline="special_report",
        version=store.version,
        at=AT,
        dated_on=store.version.as_of,
        court=store.court.court,
        period=Period.of("2025"),
        ledgers=ledgers,
    )
    return compose_report(store.workspace, asked)


def headings(made: Composition) -> list[str]:
    return [one.text for one in made.document.blocks if isinstance(one, Heading)]


def text_of(made: Composition) -> str:
    return "\n".join(one.text for one in made.document.blocks if isinstance(one, Paragraph))


def test_each_open_problem_has_its_heading_and_its_measure(store: SampleStore) -> None:
    made = composed(store, kept(store))

    found = headings(made)
    problems = [found.index(one) for one in ("理论学习不够经常", "审理时间偏长")]
    measures = [found.index(f"针对“{found[at]}”的安排") for at in problems]
    assert problems == sorted(problems)
    assert measures == sorted(measures)
    assert "送达不及时" not in found  # closed
    assert "每周核对节点；清理长期未结案件。" in text_of(made)


def test_results_are_figures_of_the_ledger_version(store: SampleStore) -> None:
    name = kept(store)
    made = composed(store, name)

    assert "列入清单的问题共3项，已销号1项，未销号2项" in text_of(made)
    mine = [one for one in made.document.passports if one.evidence.data_version == name]
    assert {one.evidence.definition for one in mine} >= {"problem.all@1", "problem.open@1"}


def test_without_a_ledger_version_the_places_stay_gaps(store: SampleStore) -> None:
    made = composed(store, "")

    assert any("措施、责任部门和完成时间" in one.text for one in made.gaps)
    assert "列入清单的问题共" not in text_of(made)


def test_figures_verify_after_the_entries_have_moved_on(store: SampleStore, tmp_path: Path) -> None:
    """The printed figure is that of its version; that it is another today is said."""
    made = composed(store, kept(store))
    path = tmp_path / "report.docx"
    write_report(store.workspace, made.document, (path,))
    closed = tuple(
        replace(one, state="closed") if one.state == "listed" else one for one in PROBLEMS
    )
    kept(store, closed[:3])

    for found in (
        verify_document(store.workspace, made.document, AT),
        verify_file(store.workspace, path, AT),
    ):
        assert found.holds
        assert found.count(Outcome.UNKNOWN) == 0


def test_the_written_report_raises_nothing_but_its_gaps(store: SampleStore, tmp_path: Path) -> None:
    made = composed(store, kept(store))
    path = tmp_path / "report.docx"
    write_report(store.workspace, made.document, (path,))

    found = check_draft_file(path, store.workspace.content).findings

    assert {one.rule for one in found} <= {"placeholder"}
