"""Runs a job that a page has started, as a worker would, and fetches its file."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tuobo.operations.jobs.run_job import run_job
from tuobo.records.registry.models import Job


def file_of(browser: Client, answer: Any) -> bytes:
    """The file of the job whose page the answer leads to."""
    assert answer.status_code == 302, answer.content.decode()
    page = answer.headers["Location"]
    number = int(page.strip("/").rpartition("/")[2])
    run_job.call(number)
    job = Job.objects.get(pk=number)
    assert job.state == Job.State.DONE, (job.error, job.error_fields)
    assert job.file in browser.get(page).content.decode()
    fetched = browser.get(f"{page}file/")
    content = b"".join(fetched.streaming_content)
    fetched.close()
    return content
