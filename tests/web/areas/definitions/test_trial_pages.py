"""The trials: what would change is shown and nothing is kept; wrong files are told where."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.desk_cast import DIVISIONS, ClientOf, Desk
from tuobo.records.registry.models import Job
from tuobo.web.areas.definitions import trials

READINGS, INDICATOR = "/definitions/try/readings/", "/definitions/try/indicator/"
FILE = "/definitions/indicator/closed_within_limit_rate@1/file/"


def sent(client_of: ClientOf, text: str | bytes, name: str = "tried.yaml") -> HttpResponse:
    content = text.encode() if isinstance(text, str) else text
    found: HttpResponse = client_of("trial_management").post(
        INDICATOR, {"file": SimpleUploadedFile(name, content)}
    )
    return found


def test_the_form_offers_every_contested_point_with_the_option_in_use(client_of: ClientOf) -> None:
    page = client_of("trial_management").get(READINGS).content.decode()
    assert page.count("（现行）") == 16
    assert "C-6 扣除期间首日是否扣除" in page


def test_another_reading_shows_the_cases_that_would_change(client_of: ClientOf) -> None:
    """Read inclusively, each excluded period is a day longer, so days move later, never earlier."""
    page = client_of("trial_management").get(f"{READINGS}?try=1&C-6=inclusive").content.decode()
    assert "首尾都扣（多一日）" in page
    assert "会变化的案件" in page
    assert "1天" in page
    assert "-1天" not in page


def test_a_trial_of_nothing_asks_for_a_choice(client_of: ClientOf) -> None:
    page = client_of("trial_management").get(f"{READINGS}?try=1").content.decode()
    assert "请至少把一个争议点改选另一种读法" in page


def test_an_option_that_there_is_not_is_told(client_of: ClientOf) -> None:
    page = client_of("trial_management").get(f"{READINGS}?try=1&C-6=never").content.decode()
    assert "never" in page
    assert "试算结果" not in page


def test_a_reading_without_effect_says_so(client_of: ClientOf) -> None:
    address = f"{READINGS}?try=1&C-5=decision_to_service"
    assert "没有案件会变化" in client_of("trial_management").get(address).content.decode()


@pytest.mark.parametrize("name", ["president", "judge", "party_office", "observer"])
def test_only_who_may_try_changes_finds_the_trials(client_of: ClientOf, name: str) -> None:
    assert client_of(name).get(READINGS).status_code == 404
    assert client_of(name).post(INDICATOR, {}).status_code == 404


def test_a_changed_predicate_shows_figure_and_cases(client_of: ClientOf) -> None:
    text = client_of("trial_management").get(FILE).content.decode()
    changed = text.replace("closed_on <= due_on", "closed_on <= due_on and extensions = 0")
    answer = sent(client_of, changed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "将不计入" in page
    assert "extensions = 0" in page
    assert "分母" in page


def test_divisions_of_a_trial_stand_in_the_order_of_the_court(client_of: ClientOf) -> None:
    page = sent(client_of, client_of("trial_management").get(FILE).content).content.decode()
    table = page.split("各部门（依部门次序）")[1].split("</table>")[0]
    places = [table.index(f">{name}<") for name in DIVISIONS if f">{name}<" in table]
    assert len(places) > 3
    assert places == sorted(places)


def test_the_same_definition_moves_no_case(client_of: ClientOf) -> None:
    page = sent(client_of, client_of("trial_management").get(FILE).content).content.decode()
    assert page.count("没有案件进出。") == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id: [", "tried.yaml"),
        ("id: appeal_rate\nversoin: 2\n", "version"),
        (b"\xff\xfe\x00", "UTF-8"),
        (" " * 70_000, "KB"),
    ],
)
def test_a_wrong_file_is_told_beside_its_field(
    client_of: ClientOf, text: str | bytes, told: str
) -> None:
    answer = sent(client_of, text)
    assert answer.status_code == 400
    assert told in answer.content.decode()


def test_a_predicate_with_an_unknown_column_is_told_with_its_place(client_of: ClientOf) -> None:
    text = client_of("trial_management").get(FILE).content.decode()
    page = sent(client_of, text.replace("due_on", "due_onn")).content.decode()
    assert "due_onn" in page
    assert "numerator.where" in page


def test_another_id_has_nothing_to_be_compared_with(client_of: ClientOf) -> None:
    text = client_of("trial_management").get(FILE).content.decode()
    page = sent(client_of, text.replace("id: closed_within", "id: closed_beyond")).content.decode()
    assert "closed_beyond_limit_rate" in page
    assert "没有可以比较的" in page


def test_no_file_asks_for_one(client_of: ClientOf) -> None:
    answer = client_of("trial_management").post(INDICATOR, {})
    assert answer.status_code == 400
    assert "没有选择文件" in answer.content.decode()


def test_readings_go_to_the_background_as_a_workbook(client_of: ClientOf) -> None:
    client = client_of("trial_management")
    answer = client.post(f"{READINGS}?try=1&C-6=inclusive")
    assert answer.status_code == 302
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    assert (job.kind, job.parameters["choices"]) == ("definitions.try", ["C-6=inclusive"])


def test_nothing_chosen_starts_no_job(client_of: ClientOf) -> None:
    page = client_of("trial_management").post(f"{READINGS}?try=1").content.decode()
    assert page.count("请至少把一个争议点改选另一种读法") == 1
    assert not Job.objects.exists()


def test_over_very_many_cases_readings_are_left_to_the_background(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "READINGS_AT_ONCE", 5)
    page = client_of("trial_management").get(f"{READINGS}?try=1&C-6=inclusive").content.decode()
    assert "在后台试算" in page
    assert "试算结果" not in page


def test_over_very_many_cases_a_file_is_tried_in_the_background(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "INDICATOR_AT_ONCE", 5)
    text = client_of("trial_management").get(FILE).content.decode()
    assert sent(client_of, text).status_code == 302
    assert Job.objects.get().parameters["text"] == text


def test_a_workbook_of_a_wrong_file_starts_no_job(client_of: ClientOf) -> None:
    text = client_of("trial_management").get(FILE).content.decode()
    asked = {"file": SimpleUploadedFile("tried.yaml", text.replace("due_on", "due_onn").encode())}
    answer = client_of("trial_management").post(INDICATOR, {**asked, "workbook": "on"})
    assert answer.status_code == 400
    assert "due_onn" in answer.content.decode()
    assert not Job.objects.exists()


def test_nothing_is_kept_of_a_trial(client_of: ClientOf, desk: Desk) -> None:
    store = Path(desk.store.folder) / "store"
    client_of("trial_management").get(READINGS)
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.is_file()}
    client_of("trial_management").get(f"{READINGS}?try=1&C-6=inclusive")
    sent(client_of, client_of("trial_management").get(FILE).content)
    after = {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.is_file()}
    assert {path for path in after if path not in before} <= {
        path for path in after if path.parent.name == "docket" or "docket" in path.parts
    }
