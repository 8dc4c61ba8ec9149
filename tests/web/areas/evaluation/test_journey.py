"""From the frozen baseline to a signed package and back: what each person sees and may do."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.desk_cast import CIVIL_1, CIVIL_2, ClientOf, Desk
from tests.finished_jobs import file_of
from tuobo.core.clock import now
from tuobo.engines.packages import verify_package
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers
from tuobo.operations.ledgers.given import Given
from tuobo.operations.ledgers.writing import create_entry, edit_entry, move_entry
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.audit.models import AuditEvent
from tuobo.records.ledgers.files import Brought
from tuobo.records.ledgers.models import Entry

PDF = Brought(name="条件.pdf", content=b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")


@pytest.fixture
def store(desk: Desk, settings: Settings, tmp_path: Path) -> Path:
    """A copy of the sample's store, to be written to."""
    folder = tmp_path / "store"
    shutil.copytree(desk.store.folder / "store", folder)
    settings.TUOBO_STORE = folder
    return folder


def worker(desk: Desk, store: Path, settings: Settings, name: str) -> LedgerDesk:
    account, at = desk.accounts[name], now()
    visitor = Visitor(
        viewer=viewer_of(account, at.date()),
        actor=Actor.of(account),
        person=account.person_id,
        court=account.person.court.code,
    )
    return open_ledgers(settings.TUOBO_CONTENT, store, visitor, at=at)


def new(by: LedgerDesk, desk: Desk, ledger: str, **raw: str) -> Entry:
    files = {"document": (PDF,)} if ledger == "exit_criterion" else {}
    given = Given(raw=raw, files=files)  # type: ignore[arg-type]
    written = create_entry(by, ledger=ledger, unit=desk.court.pk, given=given)
    assert written.is_kept, written.problems
    return Entry.objects.get(pk=written.entry)


def edited(by: LedgerDesk, entry: Entry, **raw: str) -> None:
    entry.refresh_from_db()
    given = Given(raw=raw, revision=entry.revision)  # type: ignore[arg-type]
    written = edit_entry(by, entry=entry.pk, given=given)
    assert written.is_kept, written.problems


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


@pytest.fixture
def evaluation(desk: Desk, store: Path, settings: Settings) -> Entry:
    """An evaluation without anything that a package needs."""
    by = worker(desk, store, settings, "trial_management")
    designation = new(
        by, desk, "designation", title="样本认定", level="provincial", batch="第一批",
        designated_on="2025-06-01", leader="院长01", baseline_period="2024-06..2025-05",
    )  # fmt: skip
    return new(
        by, desk, "evaluation", title="样本评估", designation=designation.number, edition="2025"
    )


def test_a_package_is_refused_with_everything_that_is_missing(
    evaluation: Entry, client_of: ClientOf
) -> None:
    president = client_of("president")
    address = f"/evaluation/{evaluation.pk}/"
    page = text(president, address)
    for told in ("基线没有冻结", "没有填写自查结论", "没有录入出列条件"):
        assert told in page
    assert "生成评估包</button>" not in page
    answer = president.post(f"{address}package/", follow=True)
    assert "还不能生成评估包" in answer.content.decode()
    assert not AuditEvent.objects.filter(kind="package.made").exists()


def test_the_baseline_is_frozen_once_and_the_package_holds_until_a_byte_is_changed(
    evaluation: Entry, desk: Desk, store: Path, settings: Settings, client_of: ClientOf
) -> None:
    by = worker(desk, store, settings, "trial_management")
    designation = Entry.objects.get(ledger="designation")
    office = client_of("trial_management")
    assert office.post(f"/dossier/freeze/{designation.pk}/").status_code == 302
    assert "已冻结" in text(office, "/dossier/")
    office.post(f"/dossier/freeze/{designation.pk}/")
    assert "已经冻结过" in text(office, "/dossier/")
    office.cookies["tuobo_lang"] = "en"
    english = text(office, "/dossier/")
    assert "2024-06 to 2025-05" in english
    assert "2024年6月" not in english
    assert "万元" not in english
    office.cookies["tuobo_lang"] = "zh"
    office.post("/dossier/recompute/")
    assert "完全一致" in text(office, "/dossier/")
    criterion = new(
        by, desk, "exit_criterion", title="样本条件", evaluation=evaluation.number,
        wording="文件原文", document_number="样本〔2025〕1号", dimension="quality",
        finding="not_met", explanation="还没有达到",
    )  # fmt: skip
    edited(
        by, evaluation, data_version=desk.store.version.id, self_conclusion="继续整改",
        self_on="2026-01-06",
    )  # fmt: skip
    president = client_of("president")
    assert criterion.number in text(president, f"/evaluation/{evaluation.pk}/")
    move_entry(by, entry=criterion.pk, event="answer", given=Given(revision=criterion.revision))

    made = file_of(president, president.post(f"/evaluation/{evaluation.pk}/package/"))
    found = verify_package(made)
    assert found.holds
    assert found.about is not None
    assert found.about.data_version == desk.store.version.id
    assert {"自查报告.docx", "自查报告.html", "一院一档.docx", "README.txt"} <= set(found.files)
    assert AuditEvent.objects.get(kind="package.made").subject == evaluation.number

    observer = client_of("observer")
    held = observer.post("/evaluation/check/", {"package": upload(made)})
    assert "核验通过" in held.content.decode()
    spoilt = made[:5000] + bytes([made[5000] ^ 1]) + made[5001:]
    broken = observer.post("/evaluation/check/", {"package": upload(spoilt)})
    assert "核验不通过" in broken.content.decode()


def test_a_criterion_is_read_against_the_interval_of_its_document(
    evaluation: Entry, desk: Desk, store: Path, settings: Settings, client_of: ClientOf
) -> None:
    """Some cases were in time, so “0 % or more” holds of the share and “0 % or less” does not."""
    by = worker(desk, store, settings, "trial_management")
    common = {
        "evaluation": evaluation.number, "wording": "原文", "document_number": "样本〔2026〕1号",
        "document_on": "2026-01-05", "dimension": "quality", "period": "2025",
        "indicators": "closed_within_limit_rate", "explanation": "逐案清理",
    }  # fmt: skip
    new(by, desk, "exit_criterion", title="在内", lower="0", finding="not_met", **common)
    new(by, desk, "exit_criterion", title="在外", upper="0", finding="not_met", **common)
    bare = {**common, "document_on": ""}
    new(by, desk, "exit_criterion", title="没有区间", **bare)
    office = client_of("trial_management")

    page = text(office, f"/evaluation/{evaluation.pk}/")

    assert "样本〔2026〕1号（2026年1月5日）所定区间为不低于0.00%，在区间之内" in page
    assert "所定区间为不高于0.00%，在区间之外" in page
    assert "没有录入区间，不作判断" in page
    assert page.count("自查结果同数据不一致，请核对") == 1  # not met by the finding, though inside
    assert f"数据版本{desk.store.version.id}" in page
    answer = office.post(f"/evaluation/{evaluation.pk}/file/")
    word = docx.Document(BytesIO(answer.content))
    told = [one.text for one in word.paragraphs if "数据对照" in one.text]
    assert len(told) == 3
    assert "在区间之内" in told[0]


def test_a_data_version_that_does_not_exist_is_told(
    evaluation: Entry, desk: Desk, store: Path, settings: Settings, client_of: ClientOf
) -> None:
    by = worker(desk, store, settings, "trial_management")
    new(by, desk, "exit_criterion", title="条件", evaluation=evaluation.number, wording="原文",
        document_number="样本〔2026〕1号", dimension="quality",
        indicators="closed_within_limit_rate")  # fmt: skip
    edited(by, evaluation, data_version="99-none")

    page = text(client_of("trial_management"), f"/evaluation/{evaluation.pk}/")

    assert f"改按现在的数据版本 {desk.store.version.id} 对照" in page


def test_the_dossier_names_divisions_without_a_task_with_their_reason_or_without(
    evaluation: Entry, desk: Desk, store: Path, settings: Settings, client_of: ClientOf
) -> None:
    """Nine divisions: one has a task, one a decided reason, seven neither."""
    by = worker(desk, store, settings, "trial_management")
    new(by, desk, "task", title="每周核对排期", lead_unit=CIVIL_1)
    held = new(by, desk, "stated_gap", holder=CIVIL_2, reason="清单问题不涉及该庭",
               designation=evaluation.values["designation"], review_on="2099-01-01")  # fmt: skip
    president = worker(desk, store, settings, "president")
    move_entry(president, entry=held.pk, event="approve", given=Given(revision=held.revision))

    answer = client_of("trial_management").post("/dossier/file/word/")

    word = docx.Document(BytesIO(answer.content))
    told = [one.text for one in word.paragraphs]
    assert any(f"{CIVIL_2}没有分到任务，理由是：清单问题不涉及该庭" in one for one in told)
    bare = [one for one in told if "没有分到任务，也没有说明理由" in one]
    assert len(bare) == 7
    assert not any(CIVIL_1 in one or CIVIL_2 in one for one in bare)


def test_a_check_without_a_file_says_what_to_do(desk: Desk, client_of: ClientOf) -> None:
    answer = client_of("judge").post("/evaluation/check/")
    assert answer.status_code == 422
    assert "请选择一个 zip 文件" in answer.content.decode()


def test_who_may_not_see_the_programme_finds_no_evaluation(
    evaluation: Entry, client_of: ClientOf
) -> None:
    nobody = client_of("nobody")
    addresses = ("/evaluation/", f"/evaluation/{evaluation.pk}/", "/dossier/")
    assert {nobody.get(one).status_code for one in addresses} == {404}
    assert client_of("observer").post(f"/evaluation/{evaluation.pk}/package/").status_code == 404


def test_an_evaluation_that_is_not_there_is_not_found(store: Path, client_of: ClientOf) -> None:
    assert client_of("president").get("/evaluation/999/").status_code == 404


def test_the_dossier_leaves_out_a_part_when_asked(evaluation: Entry, client_of: ClientOf) -> None:
    page = text(client_of("president"), "/dossier/?without=causes")
    assert "印此部分" in page
    assert "致薄原因" in page


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("package.zip", content, "application/zip")
