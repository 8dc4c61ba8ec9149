"""Work in blocks on all cores: NumPy and Polars release the interpreter lock, so threads do."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def slices(size: int, step: int) -> list[slice]:
    return [slice(start, min(start + step, size)) for start in range(0, size, step)]


def all_on_cores(work: Callable[[str], T], names: list[str]) -> list[T]:
    """The results of the work for each name, in their order."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, names))


def on_all_cores(work: Callable[[slice], None], parts: list[slice]) -> None:
    """Do the work for each part; blocks write to places of their own, so order does not matter."""
    if len(parts) <= 1:
        for part in parts:
            work(part)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, parts))
