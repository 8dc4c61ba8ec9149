"""The modules of the program, parsed once for all tests that look at them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "tuobo").rglob("*.py"))


@cache
def trees() -> dict[str, ast.Module]:
    """Name from the root → tree; not to be changed."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES
    }
