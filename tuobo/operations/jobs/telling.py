"""Tells the owner of a job that it has ended, in the inbox."""

from __future__ import annotations

from django.conf import settings

from tuobo.core.clock import now
from tuobo.core.texts import Texts
from tuobo.records.notices.actions import notify
from tuobo.records.registry.models import Job

DONE, FAILED = "job.done", "job.failed"
_LANGS = ("zh", "en")


def tell_owner(job: Job, notice: str) -> None:
    """One notice, with the name of the work in both languages."""
    names = {lang: Texts(settings.TUOBO_CONTENT, lang)(f"job.kind.{job.kind}") for lang in _LANGS}
    work, work_en = names["zh"], names["en"]
    notify([job.account_id], notice, at=now(), url=job.page, work=work, work_en=work_en)
