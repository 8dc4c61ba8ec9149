"""Answers that are files to be saved."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(name: str, content: bytes, media_type: str = _WORKBOOK) -> HttpResponse:
    """A file that is always saved, never shown in place, and kept by no cache."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=name)
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
