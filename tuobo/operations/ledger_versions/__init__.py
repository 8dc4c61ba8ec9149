"""Ledger versions: the entries of a court's ledgers frozen on a day, and figures from them.

What was printed from a ledger must be recomputable later, when entries have moved on, and also by
the command line, which knows no database. So a version is a file in the store that holds what
figures count and lists tell; the same entries give the same version.
"""
