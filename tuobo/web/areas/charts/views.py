"""Serves the script that draws charts, from the store and for long."""

from __future__ import annotations

import gzip

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tuobo.operations.chart_script import chart_script
from tuobo.web.ui.charts import script_version
from tuobo.web.ui.guard import open_to_all
from tuobo.web.ui.visit import PageRequest


@require_safe
@open_to_all
def script(request: PageRequest, version: str) -> HttpResponse:
    """The script of this version; others are not there."""
    if version != script_version():
        raise Http404
    packed = chart_script(settings.TUOBO_STORE)
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(
        packed if takes_gzip else gzip.decompress(packed), content_type="text/javascript"
    )
    if takes_gzip:
        answer["Content-Encoding"] = "gzip"
    answer["Vary"] = "Accept-Encoding"
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
