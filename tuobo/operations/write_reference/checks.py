"""The pages of what is told of data: findings on time limits and checks of the intake."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.core.content import Content
from tuobo.engines.intake import CheckRules
from tuobo.engines.timelimits import finding_rules
from tuobo.operations.write_reference.markdown import cited, row, table


def findings(content: Content) -> Iterator[str]:
    yield from table("提示", "名称", "程度", "说明", "依据")
    for one in finding_rules(content).values():
        yield row(f"`{one.id}`", one.names.zh, one.severity, one.sentence.zh, cited(one.source))


def checks(content: Content) -> Iterator[str]:
    yield from table("检查", "名称", "处理", "依据")
    for name, one in CheckRules.of(content).by_id.items():
        yield row(f"`{name}`", one.names.zh, one.severity, cited(one.source))
