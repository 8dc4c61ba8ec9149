"""Reads what people type, paste and import into typed values, and says all that is wrong."""

from __future__ import annotations

from tuobo.engines.ledgers.reading.checking import Checked, checked, read_field, required_fields
from tuobo.engines.ledgers.reading.context import Cell, Lookup, Raw, Reader

__all__ = ["Cell", "Checked", "Lookup", "Raw", "Reader", "checked", "read_field", "required_fields"]
