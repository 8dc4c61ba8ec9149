"""Pages of reports work on a small store of their own, as they write."""

from __future__ import annotations

from tests.own_store import workspace

__all__ = ["workspace"]
