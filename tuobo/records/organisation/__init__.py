"""Courts, divisions, branches and people, with dated posts: who belongs where, and since when."""
