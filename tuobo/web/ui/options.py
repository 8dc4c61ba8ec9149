"""What a select box offers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Option:
    """One entry: what is sent, what is read, whether it is the present one."""

    value: str
    name: str
    is_chosen: bool
