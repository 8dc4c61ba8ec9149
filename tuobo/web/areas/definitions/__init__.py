"""The catalogue of definitions: search, one definition, comparison, trials that keep nothing."""
