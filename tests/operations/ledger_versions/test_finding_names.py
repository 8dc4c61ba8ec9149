"""`finding.` begins figures of two kinds: findings on time limits and the ledger of inspections."""

from __future__ import annotations

from tuobo.core.content import Content
from tuobo.engines.ledgers import LedgerBook
from tuobo.engines.timelimits import finding_rules


def test_no_figure_of_the_ledger_has_the_name_of_a_finding_on_time_limits() -> None:
    figures = set(LedgerBook.of(Content())["finding"].figure_by_id)
    assert figures
    assert not figures & set(finding_rules(Content()))
