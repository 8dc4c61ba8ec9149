"""`python -m tuobo` is the program, wherever the package is."""

from tuobo.cli.main import entry

entry()
