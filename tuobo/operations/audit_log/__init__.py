"""Reads, exports and proofs of the audit log, each of them told in the log itself."""
