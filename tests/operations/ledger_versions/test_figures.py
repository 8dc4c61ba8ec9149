"""What reports take from the ledgers of one small court: four problems and three tasks.

On 30 June 2025:  problem 001 (quality) being rectified, due 31 May: overdue
                  problem 002 (political) listed, no task yet
                  problem 003 (quality) closed on 20 June
                  problem 004 dropped
                  task 001 done and task 002 open for problem 001, task 003 done for problem 003
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tuobo.core.content import Content
from tuobo.core.errors import DataError, RequestError
from tuobo.core.measure import Count, Rate
from tuobo.core.period import Period
from tuobo.engines.ledgers import Entry, Step, Values, draft_of
from tuobo.engines.reports.compose import Ask, Missing, RecordsAsk, Test
from tuobo.engines.reports.document import Form, Passport
from tuobo.engines.rights import Policy
from tuobo.operations.ledger_versions.figures import LedgerFigures, ledger_figures
from tuobo.operations.ledger_versions.keeping import KeptUnit, keep_version, read_version
from tuobo.operations.workspace import Workspace

COURT = "辽9901"
HALF_YEAR = Period.of("2025H1")
ON = date(2025, 6, 30)
AT = datetime(2025, 7, 1, 1, 0, tzinfo=UTC)
NAMES = {"unit:1": "民一庭", "person:1": "庭长甲"}


def steps(*taken: tuple[str, str, date]) -> tuple[Step, ...]:
    states = ["", *(state for _, state, _ in taken)]
    return tuple(
        Step(event=event, from_state=states[at], to_state=state, on=on, person="1")
        for at, (event, state, on) in enumerate(taken)
    )


def entry(ledger: str, number: str, life: tuple[Step, ...], **values: object) -> Entry:
    return Entry(
        number=number,
        ledger=ledger,
        version=1,
        state=life[-1].to_state,
        unit="1",
        court=COURT,
        values=Values(values),  # type: ignore[arg-type]
        steps=life,
    )


def found_on(month: int, *more: tuple[str, str, date]) -> tuple[Step, ...]:
    return steps(("create", "found", date(2025, month, 6)), *more)


LISTED = ("list", "listed", date(2025, 2, 10))
PROBLEMS = (
    entry(
        "problem",
        "问题〔2025〕001",
        found_on(1, LISTED, ("start", "rectifying", date(2025, 3, 3))),
        statement="审理时间偏长",
        dimension="quality",
        main_cause="节点管控不到位",
        due_on=date(2025, 5, 31),
    ),
    entry(
        "problem",
        "问题〔2025〕002",
        found_on(2, LISTED),
        statement="理论学习不够经常",
        dimension="political",
    ),
    entry(
        "problem",
        "问题〔2025〕003",
        found_on(
            1,
            LISTED,
            ("start", "rectifying", date(2025, 3, 3)),
            ("apply", "applied", date(2025, 6, 10)),
            ("check", "checked", date(2025, 6, 16)),
            ("approve", "closed", date(2025, 6, 20)),
        ),
        statement="送达不及时",
        dimension="quality",
    ),
    entry(
        "problem",
        "问题〔2025〕004",
        found_on(3, ("drop", "dropped", date(2025, 3, 20))),
        statement="重复提出的问题",
        dimension="quality",
    ),
)


def version_of(folder: Path, problems: tuple[Entry, ...] = PROBLEMS) -> str:
    workspace = Workspace(folder, Content())
    return keep_version(folder, workspace.ledgers, (*problems, *tasks(workspace)), NAMES, on=ON)


def tasks(workspace: Workspace) -> tuple[Entry, ...]:
    """Tasks in the first and in a closed state of the definition in use."""
    ledger = workspace.ledgers["task"]
    first = ledger.first_state.id
    done = next(one.id for one in ledger.states if one.kind.value == "closed")
    begun = ("create", first, date(2025, 3, 1))
    finished = ("finish", done, date(2025, 5, 20))
    return tuple(
        entry("task", number, steps(*life), title=title, problems=(f"问题〔2025〕{problem}",))
        for number, title, problem, life in (
            ("任务〔2025〕001", "每周核对节点", "001", (begun, finished)),
            ("任务〔2025〕002", "清理长期未结案件", "001", (begun,)),
            ("任务〔2025〕003", "推行电子送达", "003", (begun, finished)),
        )
    )


@pytest.fixture
def figures(tmp_path: Path) -> LedgerFigures:
    workspace = Workspace(tmp_path, Content())
    name = version_of(tmp_path)
    found = ledger_figures(workspace, name, workspace.texts(), AT, least=10)
    assert found is not None
    return found


def ask(definition: str, form: Form = Form.VALUE, **more: object) -> Ask:
    asked = Ask(definition=definition, form=form, period=HALF_YEAR, scope=(("court", (COURT,)),))
    return replace(asked, **more)  # type: ignore[arg-type]


def passport(figures: LedgerFigures, asked: Ask) -> Passport:
    found = figures.figure(asked)
    assert isinstance(found, Passport), found
    return found


@pytest.mark.parametrize(
    ("definition", "form", "text"),
    [
        ("problem.all", Form.VALUE, "3"),  # the dropped one is none
        ("problem.open", Form.VALUE, "2"),
        ("problem.closed", Form.NUMERATOR, "1"),
        ("problem.closed", Form.VALUE, "1/3"),  # of fewer than ten no percentage
        ("problem.overdue", Form.VALUE, "1"),
        ("task.all", Form.VALUE, "3"),
        ("task.done", Form.NUMERATOR, "2"),
    ],
)
def test_figures_count_the_entries_of_the_last_day(
    figures: LedgerFigures, definition: str, form: Form, text: str
) -> None:
    assert passport(figures, ask(definition, form)).text == text


def test_a_passport_names_definition_version_and_rows(figures: LedgerFigures) -> None:
    found = passport(figures, ask("problem.closed"))

    assert found.measure == Rate(numerator=1, denominator=3)
    assert found.evidence.definition == "problem.closed@1"
    assert found.evidence.data_version == figures.version.id
    assert len(found.rows_hash) == 64


def test_a_past_period_is_counted_in_the_states_of_its_last_day(figures: LedgerFigures) -> None:
    """At the end of March all three were open; the third was closed in June."""
    march = Period.of("2025Q1")

    assert passport(figures, ask("problem.open", period=march)).measure == Count(value=3)


def test_a_ledger_without_entries_gives_no_figure(figures: LedgerFigures) -> None:
    found = figures.figure(ask("support.promised"))

    assert isinstance(found, Missing)
    assert found.reason == "compose.missing.no_entries"


def test_a_period_that_has_not_begun_gives_no_figure(figures: LedgerFigures) -> None:
    found = figures.figure(ask("problem.open", period=Period.of("2025H2")))

    assert isinstance(found, Missing)
    assert found.reason == "compose.missing.not_over"


def test_records_stand_in_official_order_with_what_answers_them(figures: LedgerFigures) -> None:
    """The political problem comes first although its number is higher."""
    asked = RecordsAsk(
        ledger="problem",
        view="open",
        order="dimension",
        period=HALF_YEAR,
        scope=(("court", (COURT,)),),
        linked={"measures": ("task", "problems")},
    )

    found = figures.records(asked)

    assert [one.fields["statement"] for one in found] == ["理论学习不够经常", "审理时间偏长"]
    assert [one["title"] for one in found[1].linked["measures"]] == [
        "每周核对节点",
        "清理长期未结案件",
    ]
    assert found[1].fields["due_on"] == "2025年5月31日"
    assert found[1].fields["unit"] == "民一庭"
    assert not found[0].linked["measures"]


def test_some_and_none_are_all_that_may_be_tested(figures: LedgerFigures) -> None:
    assert figures.test(Test.SOME, ask("problem.open")).holds
    assert not figures.test(Test.NONE, ask("problem.open")).holds
    assert not figures.test(Test.STEADY_IMPROVEMENT, ask("problem.open")).holds


def test_the_same_entries_are_the_same_version_and_others_another(tmp_path: Path) -> None:
    first, again = version_of(tmp_path), version_of(tmp_path)
    other = version_of(tmp_path, PROBLEMS[:3])

    assert first == again != other
    assert {one.stem for one in (tmp_path / "ledgers" / "versions").glob("*.json")} == {
        first,
        other,
    }


def test_a_version_that_was_changed_is_refused(tmp_path: Path) -> None:
    name = version_of(tmp_path)
    path = tmp_path / "ledgers" / "versions" / f"{name}.json"
    path.write_text(path.read_text(encoding="utf-8").replace("rectifying", "closed"), "utf-8")

    with pytest.raises(DataError) as refused:
        read_version(tmp_path, Workspace(tmp_path, Content()).ledgers, name)

    assert refused.value.code == "ledger_version.changed"


def test_a_version_of_another_store_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RequestError) as refused:
        read_version(tmp_path, Workspace(tmp_path, Content()).ledgers, "L-000000000000")

    assert refused.value.code == "ledger_version.none"


def test_a_share_of_units_counts_those_that_there_were_on_the_day(tmp_path: Path) -> None:
    """Of two divisions on 30 June one has a task; one ended in March; a branch is no division."""
    workspace = Workspace(tmp_path, Content())
    first = workspace.ledgers["task"].first_state.id
    life = steps(("create", first, date(2025, 3, 1)))
    task = entry("task", "任务〔2025〕001", life, title="核对", lead_unit="1")
    units = (
        KeptUnit(id="1", kind="division", court=COURT),
        KeptUnit(id="2", kind="division", court=COURT, since=date(2025, 6, 1)),
        KeptUnit(id="3", kind="division", court=COURT, until=date(2025, 3, 31)),
        KeptUnit(id="4", kind="branch", court=COURT),
        KeptUnit(id="5", kind="division", court="辽9902"),
    )
    name = keep_version(tmp_path, workspace.ledgers, [task], NAMES, on=ON, units=units)
    found = ledger_figures(workspace, name, workspace.texts(), AT, least=0)
    assert found is not None

    printed = passport(found, ask("task.units_with_task"))

    assert printed.measure == Rate(numerator=1, denominator=2)


def test_a_version_from_before_units_were_kept_has_no_share_of_them(
    tmp_path: Path, figures: LedgerFigures
) -> None:
    older = replace(figures, version=replace(figures.version, units=None))
    assert isinstance(older.figure(ask("task.units_with_task")), Missing)
    assert isinstance(older.figure(ask("task.all")), Passport)


def test_sensitive_fields_never_enter_a_version(tmp_path: Path) -> None:
    """The promise of the engine's tests has a field that only holders of a right see."""
    workspace = Workspace(tmp_path, Content())
    text = (Path(__file__).parents[2] / "engines" / "ledgers" / "promise.yaml").read_text("utf-8")
    rights = frozenset(Policy.of(workspace.content).rights)
    book = draft_of(text, workspace.ledgers, rights, "promise.yaml").book
    promise = book["promise"]
    life = steps(("create", promise.first_state.id, date(2025, 3, 1)))
    kept = entry("promise", "承诺001", life, secret="不得外传", title="一件事")

    name = keep_version(tmp_path, book, [kept], {}, on=ON)

    written = (tmp_path / "ledgers" / "versions" / f"{name}.json").read_text(encoding="utf-8")
    assert "不得外传" not in written
    assert "一件事" in written
