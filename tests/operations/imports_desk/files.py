"""Small files of the invented court, and somebody who brings them."""

from __future__ import annotations

from datetime import date

from tests.desk_cast import COURT, Desk
from tuobo.core.clock import now
from tuobo.core.reach import Reach
from tuobo.operations.imports_desk.kept_files import BroughtFile
from tuobo.operations.imports_desk.steps import Doer, bring_upload, keep_brought
from tuobo.operations.jobs.working import work_off
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import Actor
from tuobo.records.registry.job_actions import Starter
from tuobo.records.registry.upload_actions import Bringing
from tuobo.records.registry.upload_queries import UploadLine, upload_of

DAY = date(2025, 12, 31)
HEAD = "案号,立案日期,结案日期,结案方式,适用程序,归档日期\n"
GOOD = "（2025）辽9901民初990001号,2025-03-03,2025-04-04,判决,简易程序,2025-05-05\n"
BAD = "（2025）辽9901民初990002号,2025-03-03,2025-02-06,调解,简易程序,2025-05-05\n"
DOUBTFUL = "（2025）辽9901民初990003号,2025-03-03,2025-04-08,调解,简易程序,2025-04-07\n"
FOREIGN = "（2025）辽9902民初990004号,2025-03-03,2025-04-08,调解,简易程序,2025-05-07\n"
MOST = 10_000_000


def brought(text: str, name: str = "补报.csv") -> BroughtFile:
    content = text.encode()
    return BroughtFile(name=name, size=len(content), pieces=[content])


def doer(desk: Desk, who: str = "trial_management") -> Doer:
    account = desk.accounts[who]
    starter = Starter(account=account.pk, court=COURT, page="/imports/")
    return Doer(starter=starter, actor=Actor.of(account), at=now())


def bring_files(
    desk: Desk,
    workspace: Workspace,
    *files: BroughtFile,
    who: str = "trial_management",
    like: int = 0,
) -> int:
    """Brought, stored and, as far as it goes by itself, read and checked."""
    kept = keep_brought(workspace, files, most=MOST)
    account = desk.accounts[who]
    bringing = Bringing(account=account.pk, court=COURT, day=DAY)
    upload = bring_upload(bringing, kept, doer(desk, who), like=like)
    work_off()
    return upload


def line(upload: int) -> UploadLine:
    found = upload_of(Reach.EVERYTHING, upload)
    assert found is not None
    return found
