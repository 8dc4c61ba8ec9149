"""Ledger records of the small court: see tests/desk_cast.py, tests/ledger_desk.py."""

from __future__ import annotations

from tests.desk_cast import client_of, desk
from tests.ledger_desk import ledgers

__all__ = ["client_of", "desk", "ledgers"]
