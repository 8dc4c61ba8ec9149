"""Units without a task or a duty: the stated reason, or the form that asks for one."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from tests.desk_cast import CIVIL_1, CIVIL_2, COURT, DIVISIONS, SINCE, ClientOf, Desk
from tests.programme_cast import Keeper
from tuobo.core.texts import Texts
from tuobo.operations.programme.coverage import units_without_task
from tuobo.operations.programme.duty_chain import duty_chain
from tuobo.operations.programme.holding import Holding
from tuobo.operations.programme.stated_gaps import Standing, UnitGaps
from tuobo.records.organisation.models import Unit

pytestmark = pytest.mark.django_db
STATED, REVIEW = date(2026, 1, 6), date(2026, 6, 30)


def designated(keeper: Keeper, batch: str = "第一批") -> str:
    return keeper.enter("designation", title="认定", level="municipal", batch=batch,
                        designated_on="2025-12-01", leader="院长01")  # fmt: skip


def stated(keeper: Keeper, programme: str, unit: str = CIVIL_2, **more: str) -> str:
    values = {"holder": unit, "designation": programme, "reason": "清单问题不涉及该庭",
              "review_on": REVIEW.isoformat(), **more}  # fmt: skip
    return keeper.enter("stated_gap", on=STATED, **values)


def gaps(keeper: Keeper, on: date = STATED) -> UnitGaps:
    ledgers = keeper.ledgers(on=on)
    return units_without_task(Holding(ledgers, COURT, Texts(ledgers.content)))


def standing(found: UnitGaps, unit: str = CIVIL_2) -> Standing:
    return next(one.standing for one in found.units if one.name == unit)


def test_a_reason_counts_once_it_was_decided_by_somebody_else(keeper: Keeper) -> None:
    """Nine divisions, none with a task; one has a reason, which the president decides."""
    number = stated(keeper, designated(keeper))
    before = gaps(keeper)

    keeper.move(number, "approve", by="president", on=STATED)

    after = gaps(keeper)
    assert (len(before.units), before.stated, standing(before)) == (9, 1, Standing.PROPOSED)
    assert (len(after.units), after.stated, standing(after)) == (9, 1, Standing.DECIDED)
    assert standing(after, CIVIL_1) is Standing.UNSTATED
    assert [one.name for one in after.units] == list(DIVISIONS)  # in official order
    found = next(one.statement for one in after.units if one.name == CIVIL_2)
    assert found is not None
    assert (found.decided_by, found.decided_on) == ("院长01", STATED)
    assert (found.reason, found.review_on) == ("清单问题不涉及该庭", REVIEW)


def test_a_reason_is_stale_from_the_day_after_its_review(keeper: Keeper) -> None:
    """To be reviewed by 30 June: in time on the day itself, overdue on 1 July."""
    number = stated(keeper, designated(keeper))
    keeper.move(number, "approve", by="president", on=STATED)

    assert standing(gaps(keeper, REVIEW)) is Standing.DECIDED
    assert standing(gaps(keeper, date(2026, 7, 1))) is Standing.REVIEW_DUE

    keeper.move(number, "renew", by="president", on=date(2026, 7, 1), review_on="2026-12-31")
    assert standing(gaps(keeper, date(2026, 7, 1))) is Standing.DECIDED


def test_a_reason_is_outlived_when_its_unit_gets_a_task(keeper: Keeper) -> None:
    stated(keeper, designated(keeper))
    keeper.enter("task", title="每周核对排期", lead_unit=CIVIL_1, joint_units=CIVIL_2)

    found = gaps(keeper)

    assert len(found.units) == 7  # nine divisions but the two that have the task
    assert [(one.name, one.standing) for one in found.outlived] == [(CIVIL_2, Standing.OUTLIVED)]


def test_the_reason_of_an_earlier_programme_does_not_speak_for_the_next(keeper: Keeper) -> None:
    stated(keeper, designated(keeper))
    designated(keeper, "第二批")

    assert standing(gaps(keeper)) is Standing.UNSTATED


def test_the_pages_show_the_reason_or_offer_the_form_filled_in(
    client_of: ClientOf, keeper: Keeper
) -> None:
    programme = designated(keeper)
    keeper.move(stated(keeper, programme), "approve", by="president", on=STATED)
    client = client_of("trial_management")

    for path in ("/programme/", "/programme/plan/", "/programme/goals/"):
        page = client.get(path).content.decode()
        assert "清单问题不涉及该庭" in page, path
        assert "院长01 2026-01-06 审定，2026-06-30 复核" in page, path
        assert page.count("/ledgers/stated_gap/new/?f.holder=") == 8, path  # nine but one
    form = client.get(f"/ledgers/stated_gap/new/?f.holder={CIVIL_1}&f.designation={programme}")
    assert CIVIL_1 in form.content.decode()
    assert "/ledgers/stated_gap/new/" not in client_of("observer").get(
        f"/programme/plan/?org={COURT}"
    ).content.decode()  # fmt: skip


def test_the_workbook_of_the_plan_tells_units_after_the_tasks(
    client_of: ClientOf, keeper: Keeper
) -> None:
    number = stated(keeper, designated(keeper), review_on="2099-01-01")
    keeper.move(number, "approve", by="president", on=STATED)

    answer = client_of("president").get("/programme/plan/export.xlsx")

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = [["" if one is None else str(one) for one in row] for row in sheet.values]
    told = {
        row[9]: (row[4], row[5], row[10], row[13]) for row in rows if row[1] == "没有任务的部门"
    }
    assert len(told) == 9
    assert told[CIVIL_2] == (number, "清单问题不涉及该庭", "院长01", "已说明")
    assert told[CIVIL_1] == ("", "没有任务", "", "未说明理由")
    assert ["没有任务的部门", "9 个，其中已说明理由 1 个"] in [row[:2] for row in rows]


def test_the_programme_as_data_names_units_with_their_reasons(
    client_of: ClientOf, keeper: Keeper
) -> None:
    stated(keeper, designated(keeper))

    found = client_of("president").get("/api/v1/programme").json()["units_without_task"]

    (told,) = [one for one in found if one["unit"] == CIVIL_2]
    assert told["reason"] == "清单问题不涉及该庭"
    assert {one["standing"] for one in found if one["unit"] != CIVIL_2} == {"unstated"}


def test_a_branch_without_a_duty_has_a_reason_for_its_year_alone(
    client_of: ClientOf, keeper: Keeper, desk: Desk
) -> None:
    branch = Unit.objects.create(kind="branch", code="b1", name="第一党支部", parent=desk.court,
                                 position=1, starts_on=SINCE)  # fmt: skip
    for edition in ("2025", "2026"):
        keeper.enter("responsibility", by="party_office", title="党组研究党建", level="party_group",
                     holder=desk.court.name, person="院长01", edition=edition,
                     content="按期开展")  # fmt: skip
    keeper.enter("stated_gap", by="party_office", holder=branch.name, lacks="duty", edition="2026",
                 reason="新设支部，下年度纳入清单", review_on="2099-01-01")  # fmt: skip
    ledgers = keeper.ledgers("party_office")
    holding = Holding(ledgers, COURT, Texts(ledgers.content))

    found = {
        one.edition.start.year: [each.standing for each in one.levels[-1].without.units]
        for asked in duty_chain(holding).editions
        if (one := duty_chain(holding, asked)).edition
    }

    assert found == {2026: [Standing.PROPOSED], 2025: [Standing.UNSTATED]}
    page = client_of("party_office").get("/programme/chain/?edition=2025").content.decode()
    assert "f.lacks=duty" in page
    assert "f.edition=2025-01..2025-12" in page.replace("%3A", ":")
