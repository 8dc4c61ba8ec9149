"""Pages of ledgers, with two invented ones beside the national ones: see tests/ledger_desk.py."""

from __future__ import annotations

from tests.ledger_desk import ledgers

__all__ = ["ledgers"]
