"""Lists of cases as files: at once, or in the background where there are many."""
