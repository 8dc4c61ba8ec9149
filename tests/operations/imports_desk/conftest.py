"""Imports are tried with the cast of the small court and a store of their own."""

from __future__ import annotations

from tests.desk_cast import client_of, desk
from tests.own_store import workspace

__all__ = ["client_of", "desk", "workspace"]
