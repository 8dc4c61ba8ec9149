"""Page tests work in the small court with its cast: see tests/desk_cast.py."""

from __future__ import annotations

from tests.desk_cast import client_of, desk
from tests.programme_cast import keeper

__all__ = ["client_of", "desk", "keeper"]
