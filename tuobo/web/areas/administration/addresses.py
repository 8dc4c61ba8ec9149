"""All addresses of the desk with what their views ask for, read off the resolver and the marks."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tuobo.operations.desk_people.rights_table import Address
from tuobo.web.ui.guard import right_of


def addresses() -> tuple[Address, ...]:
    """Every address in the order of the resolver; one that is missing here cannot be opened."""
    return tuple(_walk(get_resolver(), "/", ""))


def _walk(resolver: URLResolver, path: str, space: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        here = path + str(one.pattern)
        if isinstance(one, URLResolver):
            inside = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one, here, inside)
        elif isinstance(one, URLPattern):
            right = right_of(one.callback)
            yield Address(view=f"{space}{one.name or ''}", path=here, right=right)
