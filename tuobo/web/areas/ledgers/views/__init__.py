"""The views of ledgers, a module for each kind of page."""
