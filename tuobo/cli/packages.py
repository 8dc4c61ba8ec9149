"""`tuobo package verify`: check a signed evaluation package, offline and without a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tuobo.cli.session import Session
from tuobo.operations.verify_package import (
    flaws_of,
    told_of,
    verdict_of,
    verify_package_file,
)

app = typer.Typer(no_args_is_help=True)


@app.callback()
def options() -> None:
    """评估包。 Signed packages."""


@app.command()
def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="评估包 zip。 The package.")],
    fingerprint: Annotated[
        str, typer.Option(help="已知的公钥指纹。 The fingerprint that is expected.")
    ] = "",
) -> None:
    """核验评估包；有一个字节不符，退出码为 1。 Check a package; exit code 1 if any byte differs."""
    session: Session = context.obj
    texts, show = session.texts, session.out.print
    found = verify_package_file(file, fingerprint=fingerprint)
    for told in told_of(found, texts):
        show(told, soft_wrap=True, markup=False)
    for flaw in flaws_of(found, texts):
        show(f"✗ {flaw}", style="red", soft_wrap=True, markup=False)
    if not found.holds:
        show(verdict_of(found, texts), style="red", soft_wrap=True, markup=False)
        raise typer.Exit(1)
    show(f"✓ {verdict_of(found, texts)}", style="green", soft_wrap=True, markup=False)
    show(texts("package.compare_key"), style="dim", soft_wrap=True, markup=False)
