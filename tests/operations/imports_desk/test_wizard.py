"""The import wizard from files to a batch and back, without its pages.

The small file has a good row, one closed before it was filed (rejected) and one archived before it
was closed (doubtful): 3 read = 1 ready + 1 needing a decision + 1 rejected.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.desk_cast import COURT, Desk
from tests.operations.imports_desk.files import (
    BAD,
    DAY,
    DOUBTFUL,
    FOREIGN,
    GOOD,
    HEAD,
    bring_files,
    brought,
    doer,
    line,
)
from tests.own_store import CASES
from tuobo.core.clock import now
from tuobo.core.errors import DataError, RequestError, StateError
from tuobo.core.reach import Place, Reach
from tuobo.operations.imports_desk.batches import batch_page, batches
from tuobo.operations.imports_desk.check_result import CheckResult, result_of
from tuobo.operations.imports_desk.cleaning import remove_old_uploads
from tuobo.operations.imports_desk.kept_files import BroughtFile, files_folder, keep_file
from tuobo.operations.imports_desk.marked_rows import waiting_of_upload, write_waiting
from tuobo.operations.imports_desk.steps import (
    ask_commit,
    ask_undo,
    check_again,
    confirm_columns,
    decide_doubts,
    discard_upload,
)
from tuobo.operations.jobs.starting import run_again
from tuobo.operations.jobs.working import work_off
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.models import AuditEvent
from tuobo.records.registry.models import Job, Upload
from tuobo.records.registry.upload_queries import upload_of

SMALL = HEAD + GOOD + BAD + DOUBTFUL


def checked(desk: Desk, workspace: Workspace, text: str = SMALL) -> int:
    """An upload whose proposed columns were confirmed and which was checked."""
    upload = bring_files(desk, workspace, brought(text))
    mappings = {one.name: one.mapping for one in line(upload).files}
    confirm_columns(line(upload), mappings, line(upload).revision, doer(desk))
    work_off()
    return upload


def result(workspace: Workspace, upload: int) -> CheckResult:
    found = result_of(workspace, upload)
    assert found is not None
    return found


def commit(desk: Desk, workspace: Workspace, upload: int) -> None:
    ask_commit(workspace, line(upload), "月报", doer(desk))
    work_off()


def test_files_are_read_and_their_columns_proposed(desk: Desk, workspace: Workspace) -> None:
    upload = bring_files(desk, workspace, brought(SMALL))
    found = line(upload)
    assert found.state == "matched"
    assert not found.files[0].is_remembered
    assert "立案日期" in found.files[0].mapping
    event = AuditEvent.objects.get(kind="import.brought")
    assert event.subject == "补报.csv"
    assert found.files[0].sha256.startswith(event.fields["hashes"])


def test_a_check_counts_each_row_once_shows_it_and_tells_the_effect(
    desk: Desk, workspace: Workspace
) -> None:
    found = result(workspace, checked(desk, workspace))
    (sheet,) = found.counts.sheets
    assert (sheet.read, sheet.ready, sheet.decision, sheet.rejected) == (3, 1, 1, 1)
    assert sheet.unchanged == 0
    assert found.counts.adds_up
    assert [(one.check, one.rows) for one in found.counts.doubts] == [("chronology", 1)]
    assert [(one.check, one.rows) for one in found.reasons] == [("chronology", 1)]
    shown = {one.tab: one for one in found.shown}
    bad = shown["rejected"].rows[0]
    assert (bad.number, bad.cells[0]) == (3, "（2025）辽9901民初990002号")
    assert {one.title for one in bad.marks} == {"结案日期"}
    assert shown["ready"].rows[0].marks == ()
    assert not shown["decision"].rows[0].marks[0].is_rejected
    effect = next(one for one in found.effects if one.indicator == "resolved_cases")
    assert (effect.before, effect.after) == ("6", "8")  # of cases 1–12 the even ones are closed


def test_from_a_decision_to_a_batch_and_back(desk: Desk, workspace: Workspace) -> None:
    """Undecided, decided, committed, run again after an interruption, taken back."""
    upload = checked(desk, workspace)
    with pytest.raises(StateError, match=r"import\.undecided"):
        ask_commit(workspace, line(upload), "", doer(desk))
    seen = line(upload).revision
    assert not decide_doubts(line(upload), {"chronology": "keep"}, seen, doer(desk))
    commit(desk, workspace, upload)
    assert (line(upload).state, line(upload).version) == ("committed", 2)
    version = workspace.snapshots.latest()
    assert (version.who, version.note, version.as_of) == ("trial_management", "月报", DAY)
    assert version.appended == {"case": 2}
    _batch_is_told(workspace, line(upload).files[0].sha256)
    _interrupted_commit_is_not_made_twice(workspace, upload)
    with pytest.raises(StateError, match=r"import\.moved_on"):
        ask_undo(workspace, 1, "", doer(desk))
    ask_undo(workspace, 2, "报错了月份", doer(desk))
    work_off()
    assert workspace.snapshots.latest().rows["case"] == CASES
    listed = batches(workspace, Reach.EVERYTHING)
    assert [one.in_force for one in listed] == [False, False, True]
    assert listed[0].took_back == (listed[1].name,)
    assert AuditEvent.objects.get(kind="import.undone").subject == listed[1].name


def _batch_is_told(workspace: Workspace, sha256: str) -> None:
    own, neighbour = (Reach((Place(court=code),)) for code in (COURT, "辽9902"))
    name = batches(workspace, own)[0].name
    page = batch_page(workspace, own, name)
    assert page.line.who == "审管办经办人"
    assert page.files[0].sha256 == sha256
    assert (page.read, page.kept, page.rejected) == (3, 2, 1)
    assert {one.check for one in page.waiting} == {"chronology"}
    assert page.appended == (("case", 2),)
    assert batches(workspace, neighbour) == ()
    with pytest.raises(RequestError, match=r"import\.no_batch"):
        batch_page(workspace, neighbour, name)


def _interrupted_commit_is_not_made_twice(workspace: Workspace, upload: int) -> None:
    """The data version was written, then the process died: the job runs again."""
    job = line(upload).job
    assert job is not None
    Upload.objects.filter(pk=upload).update(state="checked", version=None)
    Job.objects.filter(pk=job.id).update(state="failed")
    run_again(job)
    work_off()
    assert line(upload).version == 2
    assert workspace.snapshots.latest().number == 2


def test_rows_held_back_wait_with_the_others_and_come_in_mended(
    desk: Desk, workspace: Workspace, tmp_path: Path
) -> None:
    upload = checked(desk, workspace)
    seen = line(upload).revision
    assert decide_doubts(line(upload), {"chronology": "hold"}, seen, doer(desk))
    work_off()
    (sheet,) = result(workspace, upload).counts.sheets
    assert (sheet.ready, sheet.decision, sheet.rejected) == (1, 0, 2)
    path = tmp_path / "marked.xlsx"
    name = write_waiting(waiting_of_upload(workspace, upload), 0, path, workspace.texts())
    assert name == "补报-待核"
    mended = BroughtFile(name=f"{name}.xlsx", size=1, pieces=[_mended(path)])
    again = bring_files(desk, workspace, mended, like=upload)
    assert line(again).state == "checked"  # its columns are those of the file that it mends
    (counted,) = result(workspace, again).counts.sheets
    assert (counted.read, counted.ready, counted.rejected) == (2, 2, 0)


def _mended(path: Path) -> bytes:
    """Row 2 is closed after it was filed, row 3 archived after it was closed."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    titles = [one.value for one in sheet[1]]
    assert sheet.max_row == 3
    sheet.cell(2, titles.index("结案日期") + 1).value = "2025-04-06"
    sheet.cell(3, titles.index("归档日期") + 1).value = "2025.4.9"
    book.save(path)
    return path.read_bytes()


def test_of_two_commits_the_second_is_refused_until_it_was_checked_again(
    desk: Desk, workspace: Workspace
) -> None:
    """Both were asked for while version 1 was the latest; the second finds version 2.

    The source is known by then, so that the third upload is checked at once.
    """
    mine = checked(desk, workspace, HEAD + GOOD)
    other = checked(desk, workspace, HEAD + GOOD.replace("990001", "990009"))
    ask_commit(workspace, line(other), "", doer(desk))
    ask_commit(workspace, line(mine), "", doer(desk))
    work_off()
    assert line(other).version == 2
    assert line(mine).state == "checked"
    job = line(mine).job
    assert job is not None
    assert job.error == "import.moved_on"
    with pytest.raises(StateError, match=r"import\.moved_on") as caught:
        ask_commit(workspace, line(mine), "", doer(desk))
    assert caught.value.fields["who"] == "trial_management"
    check_again(line(mine), doer(desk))
    work_off()
    assert line(mine).checked_against == 2
    third = bring_files(desk, workspace, brought(HEAD + GOOD.replace("990001", "990009") + BAD))
    assert line(third).files[0].is_remembered
    (sheet,) = result(workspace, third).counts.sheets
    assert (sheet.read, sheet.unchanged, sheet.rejected) == (2, 1, 1)


def test_rows_of_another_court_stop_the_check(desk: Desk, workspace: Workspace) -> None:
    upload = checked(desk, workspace, HEAD + GOOD + FOREIGN)
    job = line(upload).job
    assert job is not None
    assert job.error == "import.foreign_court"
    assert job.error_fields["courts"] == "辽9902"
    assert line(upload).state == "matched"


def test_an_upload_is_seen_only_by_those_who_may_import_for_its_court(
    desk: Desk, workspace: Workspace
) -> None:
    upload = bring_files(desk, workspace, brought(SMALL))
    assert upload_of(Reach((Place(court=COURT),)), upload) is not None
    assert upload_of(Reach((Place(court="辽9902"),)), upload) is None
    assert upload_of(Reach((Place(court=COURT, division="刑事审判庭"),)), upload) is None


def test_two_people_confirming_columns_do_not_overwrite_each_other(
    desk: Desk, workspace: Workspace
) -> None:
    upload = bring_files(desk, workspace, brought(SMALL))
    seen = line(upload).revision
    mappings = {one.name: one.mapping for one in line(upload).files}
    confirm_columns(line(upload), mappings, seen, doer(desk))
    work_off()
    with pytest.raises(StateError, match=r"import\.edited"):
        confirm_columns(line(upload), mappings, seen, doer(desk, "president"))


def test_nothing_is_done_while_work_is_going_on(desk: Desk, workspace: Workspace) -> None:
    upload = bring_files(desk, workspace, brought(SMALL))
    check_again(line(upload), doer(desk))
    with pytest.raises(StateError, match=r"import\.busy"):
        check_again(line(upload), doer(desk))
    with pytest.raises(StateError, match=r"import\.busy"):
        discard_upload(line(upload), doer(desk))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.xlsx", b"", "intake.empty_file"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "intake.damaged_compound"),
        ("网页.xls", b"<html><table></table></html>", "intake.web_page_as_workbook"),
        ("程序.exe", b"MZ\x90\0", "intake.unknown_kind"),
        ("坏.parquet", b"PAR0", "intake.damaged"),
        ("大.csv", b"x" * 2_000, "intake.too_large"),
    ],
)
def test_a_file_that_no_reader_takes_is_told_at_once_and_not_stored(
    desk: Desk, workspace: Workspace, name: str, content: bytes, code: str
) -> None:
    file = BroughtFile(name=name, size=len(content), pieces=[content])
    with pytest.raises(DataError) as caught:
        keep_file(workspace, file, most=1_000)
    assert caught.value.code == code
    folder = files_folder(workspace)
    assert not folder.exists() or list(folder.iterdir()) == []


def test_files_go_when_their_time_is_over_and_open_uploads_keep_theirs(
    desk: Desk, workspace: Workspace
) -> None:
    kept = bring_files(desk, workspace, brought(HEAD + GOOD))
    gone = bring_files(desk, workspace, brought(HEAD + DOUBTFUL, "放弃.csv"))
    discard_upload(line(gone), doer(desk))
    assert remove_old_uploads(workspace, at=now() + timedelta(days=29)) == 0
    assert remove_old_uploads(workspace, at=now() + timedelta(days=31)) == 1
    left = [one.name for one in files_folder(workspace).iterdir()]
    assert left == [line(kept).files[0].sha256]
