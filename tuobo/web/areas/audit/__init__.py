"""The audit explorer: what happened, in sentences; export and proof of the chain."""
