"""What an operation says is not there is not there: the page is not found, as for what one may
not see.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404

from tuobo.core.errors import RequestError


@contextmanager
def absent(*codes: str) -> Iterator[None]:
    """Turns errors with these codes into “not found”; all others go on."""
    try:
        yield
    except RequestError as error:
        if error.code in codes:
            raise Http404 from error
        raise
