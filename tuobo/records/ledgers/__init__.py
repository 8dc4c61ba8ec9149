"""Keeping ledger entries: rows, links, history, attachments, and overlays that are being tried.

What an entry may hold and where it may go is the ledger engine's; who may see and do it is asked of
the policy by the operations. Here stands only how it is kept, so that nothing is lost or doubled.
"""
