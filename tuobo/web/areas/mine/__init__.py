"""One's own desk: what waits for oneself, and nothing about colleagues."""
