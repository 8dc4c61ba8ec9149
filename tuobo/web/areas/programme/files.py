"""Answers that are files to be saved: never shown in place, kept by no cache."""

from __future__ import annotations

from pathlib import PurePath

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_answer(name: str, content: bytes) -> HttpResponse:
    """A file of one of the kinds that these pages write."""
    answer = HttpResponse(content, content_type=_TYPES[PurePath(name).suffix])
    answer.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=name)
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
