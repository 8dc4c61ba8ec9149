"""The program: global options, the nouns, and the one place where errors become sentences."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from tuobo.cli import (
    checking,
    composing,
    content,
    data,
    demo,
    importing,
    indicators,
    limits,
    packages,
    reference,
    report,
    sample,
    serving,
)
from tuobo.cli.session import Session
from tuobo.core.collector import spare_the_collector
from tuobo.core.content import Content
from tuobo.core.errors import TuoboError
from tuobo.core.texts import Texts

app = typer.Typer(
    name="tuobo",
    help="脱薄：人民法院补短板工作台。 The improvement desk of a people's court.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("check", help="体检表：终端、网页、工作簿。 The health check.")(checking.check)
app.command("demo", help="生成虚构法院、导入并出体检表。 Sample court, end to end.")(demo.demo)
app.command("serve", help="启动网页工作台。 Serve the desk.")(serving.serve)
app.command("desk", help="工作台维护。 Upkeep of the desk.")(serving.desk)
app.command("docs", help="生成参考文档。 Write the generated reference.")(reference.docs)
app.add_typer(importing.app, name="import", help="导入：预演、提交、撤回、历史。 Bring files in.")
app.add_typer(indicators.app, name="indicators", help="指标：口径、数字、案件。 Indicators.")
app.add_typer(limits.app, name="limits", help="审限：计算单、监督台、提示。 Time limits.")
app.add_typer(report.app, name="report", help="报告：生成、核对、发布。 Written reports.")
report.app.command("compose")(composing.compose)
report.app.command("verify")(composing.verify)
report.app.command("diff")(composing.diff)
report.app.command("publish")(composing.publish)
report.app.command("list")(composing.list_)
report.app.command("outlines")(composing.outlines)
app.add_typer(packages.app, name="package", help="评估包：核验。 Signed packages.")
app.add_typer(data.app, name="data", help="数据版本。 Data versions.")
app.add_typer(sample.app, name="sample", help="虚构的样本法院。 Invented sample data.")
app.add_typer(content.app, name="content", help="核对全部定义。 Check all definitions.")


@app.callback()
def options(
    context: typer.Context,
    store: Annotated[
        Path, typer.Option(envvar="TUOBO_STORE", help="数据目录。 The folder of the data.")
    ] = Path("tuobo-store"),
    lang: Annotated[
        str, typer.Option(envvar="TUOBO_LANG", help="语言 zh 或 en。 Language.")
    ] = "zh",
    overlay: Annotated[
        Path | None,
        typer.Option(envvar="TUOBO_OVERLAY", help="本院覆盖定义的目录。 The court's overlay."),
    ] = None,
) -> None:
    context.obj = Session(store, "en" if lang.lower().startswith("en") else "zh", overlay)


def run(words: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; an error of ours ends in one sentence."""
    given = list(sys.argv[1:] if words is None else words)
    try:
        app(given)
    except TuoboError as error:
        sys.stderr.write(f"{_sentence(error, given)}\n")
        return error.exit_code
    except SystemExit as ended:
        # Typer ends every call this way: 0, or 2 after it has explained a wrong option.
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def entry() -> None:
    """The console script."""
    spare_the_collector()
    sys.exit(run())


def _sentence(error: TuoboError, words: Sequence[str]) -> str:
    try:
        return Texts(Content(), "en" if _wants_english(words) else "zh").error(error)
    except TuoboError:
        return str(error)


def _wants_english(words: Sequence[str]) -> bool:
    after = [*words[words.index("--lang") + 1 :][:1]] if "--lang" in words else []
    return (after or [os.environ.get("TUOBO_LANG", "")])[0].lower().startswith("en")
