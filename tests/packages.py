"""What an invented evaluation package is about."""

from __future__ import annotations

from tuobo.engines.packages import About

ABOUT = About(
    subject="评估〔2026〕01",
    court="辽9901",
    made_at="2026-03-02T09:00:00+08:00",
    data_version="1-abc",
    ledger_version="L-123",
    audit_events=3,
    audit_digest="f" * 64,
)
