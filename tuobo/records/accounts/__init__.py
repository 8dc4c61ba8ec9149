"""Accounts, the roles that they hold, and what belongs to an account: filters, columns, feeds."""
