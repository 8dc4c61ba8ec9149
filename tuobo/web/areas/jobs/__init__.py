"""One's own background work: what waits, runs, is done or failed, and its files."""
