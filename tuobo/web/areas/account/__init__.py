"""Log-in, first change of password, second factor, sessions, language: what is one's own."""
