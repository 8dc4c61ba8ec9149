"""What every command shares: where the store is, the language, the console and the data version."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tuobo.core.errors import StateError
from tuobo.core.texts import Texts
from tuobo.engines.intake import DataVersion
from tuobo.operations.workspace import Workspace


@dataclass(frozen=True)
class Session:
    """The settings of one call of the program."""

    store: Path
    lang: str = "zh"
    overlay: Path | None = None

    @cached_property
    def workspace(self) -> Workspace:
        return Workspace.open(self.store, overlay=self.overlay)

    @cached_property
    def texts(self) -> Texts:
        return self.workspace.texts(self.lang)

    @cached_property
    def out(self) -> Console:
        # A pipe has no width of its own: give tables room instead of folding case numbers.
        width = None if sys.stdout.isatty() else 180
        return Console(width=width, highlight=False)

    @cached_property
    def err(self) -> Console:
        return Console(stderr=True, highlight=False)

    def version(self, reference: str) -> DataVersion:
        """The data version meant; StateError if nothing has been imported yet."""
        version = self.workspace.snapshots.version(reference or "latest")
        if version.is_empty:
            raise StateError("store.empty", store=self.store)
        return version

    @contextmanager
    def working(self, code: str) -> Iterator[Callable[[int, int], None]]:
        """A progress bar on the error stream, so that what is printed can be piped.

        Yields the function that a worker tells how much of how much is done.
        """
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.err, transient=True) as progress:
            task = progress.add_task(self.texts(code), total=None)

            def told(done: int, total: int) -> None:
                progress.update(task, completed=done, total=total or None)

            yield told

    def say_version(self, version: DataVersion) -> None:
        """Every command prints the data version that it used."""
        self.out.print(self.texts("cli.version_used", version=version.id, day=version.as_of))
