"""Jobs are tried with the cast of the small court and kinds of work of their own."""

from __future__ import annotations

from tests.desk_cast import client_of, desk

__all__ = ["client_of", "desk"]
