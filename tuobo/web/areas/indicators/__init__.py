"""One indicator: its figure, its own past, its definition, its cases and its break-down."""
