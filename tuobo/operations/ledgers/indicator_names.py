"""What the indicators are called: all that ledgers need to know of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tuobo.core.content import Content, Names
from tuobo.engines.indicators import Pack


@cache
def indicator_names(content: Content) -> Mapping[str, Names]:
    """Id → names, in the order of the definitions; read once, as reading them takes long."""
    found = Pack.of(content).indicators.values()
    return {one.definition.id: one.definition.names for one in found}
