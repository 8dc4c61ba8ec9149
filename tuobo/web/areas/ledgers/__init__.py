"""The pages of all ledgers, drawn from their definitions: lists, forms, entries, boards, trials."""
