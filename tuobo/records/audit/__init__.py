"""The audit log: append-only, hash-chained with SM3, written with the change that it tells of."""
