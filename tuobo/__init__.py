"""Tuobo (脱薄): the improvement desk of a people's court."""
