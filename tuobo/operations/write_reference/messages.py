"""The page of every sentence that the program speaks."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.operations.write_reference.markdown import row, table


def messages(content: Content) -> Iterator[str]:
    zh, en = Texts(content, "zh"), Texts(content, "en")
    yield from table("编码", "中文", "English")
    for code in sorted(zh.codes):
        yield row(f"`{code}`", zh.template(code), en.template(code))
