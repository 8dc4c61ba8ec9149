"""Where the pages of ledgers are, for notices and feeds; a test holds them to the real ones."""

from __future__ import annotations


def entry_address(ledger: str, entry: int) -> str:
    return f"/ledgers/{ledger}/{entry}/"


def cadence_address(ledger: str) -> str:
    return f"/ledgers/{ledger}/cadences/"
