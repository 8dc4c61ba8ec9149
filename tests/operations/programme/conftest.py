"""The programme is kept by the cast of the small court: see tests/desk_cast.py."""

from __future__ import annotations

from tests.desk_cast import client_of, desk

__all__ = ["client_of", "desk"]
