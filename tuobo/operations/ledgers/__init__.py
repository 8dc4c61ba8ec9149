"""Working with ledgers: what the engine says, kept by the records, for one person by their rights.

`open_ledgers` gives a `LedgerDesk`, which every function here takes first. Entries are made, edited
and moved by `create_entry`, `edit_entry` and `move_entry`; everything read is within the reach of
the person's rights, and what lies outside is not there.
"""
