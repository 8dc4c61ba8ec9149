"""What the desk's pages ask of the data: one file an operation, each without a web framework."""
