"""A desk in a process of its own and twenty people before it; a plain Django admin beside it.

Modules that set Django up are run as programs (`python -m bench.crowd.people`), so that whoever
imports this package chooses no settings by it.
"""
