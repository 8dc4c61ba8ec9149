"""Pages to which ledgers lead: they exist, their ledgers exist, and rights are asked."""

from __future__ import annotations

from django.urls import reverse

from tuobo.core.content import Content
from tuobo.engines.ledgers import LedgerBook
from tuobo.engines.rights import Policy
from tuobo.web.ui.ledger_pages import ledger_pages


def test_every_page_every_ledger_and_every_right_exists() -> None:
    policy = Policy.of(Content())
    book = LedgerBook.of(Content(), frozenset(policy.rights))

    for one in ledger_pages(Content()):
        assert reverse(one.view, args=[1] if one.takes_entry else [])
        assert one.right in policy.rights
        assert set(one.ledgers) <= set(book.versions)
