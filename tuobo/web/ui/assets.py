"""Addresses of static files that carry a digest of the file, so that browsers may keep them."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

from tuobo.core.errors import InternalError


@cache
def asset(name: str) -> str:
    """The address of a file; InternalError if no package has it."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise InternalError("web.no_asset", name=name)
    digest = sha256(Path(found).read_bytes()).hexdigest()[:12]
    return f"{static(name)}?v={digest}"
