"""The improvement programme's own pages: what crosses its ledgers and the court's figures.

Each ledger has its generic pages already; here stands only what several of them say together.
Nothing here is a score, and nothing is ordered by a value.
"""
