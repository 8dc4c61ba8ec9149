"""The page of time limits: limits, grounds, contested readings, deadlines of steps."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.core.content import Content
from tuobo.engines.timelimits import (
    Checkpoint,
    Extension,
    Ground,
    Limit,
    LimitBook,
    Reading,
    Span,
)
from tuobo.operations.write_reference.markdown import cited, row, table


def _span(span: Span | None) -> str:
    if span is None:
        return "—"
    kinds = {
        "months": "个月",
        "half_months": "个半月",
        "days": "日",
        "working_days": "个工作日",
        "hours": "小时",
    }
    return "".join(f"{n}{label}" for name, label in kinds.items() if (n := getattr(span, name)))


def limits(content: Content) -> Iterator[str]:
    book = LimitBook.of(content)
    yield "## 审限\n"
    yield from table("规则", "名称", "适用", "期限", "起算", "延长", "依据")
    for one in book.limits:
        yield row(
            f"`{one.key}`",
            one.names.zh,
            _applies(one),
            _span(one.base) if one.base else "无审限",
            "、".join(one.start),
            "；".join(map(_extension, one.extensions)) or "—",
            cited(one.source),
        )
    yield "\n## 不计入审限的事由\n"
    yield from table("事由", "名称", "案件", "上限", "依据")
    for ground in book.grounds:
        yield _ground_row(ground)
    yield "\n## 争议读法\n"
    for reading in content.load("timelimits/readings", Reading):
        options = "；".join(
            f"{o.id}{'（默认）' if o.id == reading.default else ''} {o.names.zh}"
            for o in reading.options
        )
        yield f"* **{reading.id}** {reading.question.zh} {options}。{cited(reading.source)}"
    yield "\n## 节点期限\n"
    yield from table("节点", "名称", "自", "至", "期限", "依据")
    for node in book.checkpoints:
        yield _node_row(node)


def _applies(one: Limit) -> str:
    return "；".join(
        f"{column} = {'、'.join(map(str, values))}" for column, values in one.applies.items()
    )


def _extension(one: Extension) -> str:
    return f"{'、'.join(one.approvers)} {_span(one.most) if one.most else '按批准'}"


def _ground_row(one: Ground) -> str:
    return row(
        f"`{one.id}`", one.names.zh, "、".join(one.domains), _span(one.cap), cited(one.source)
    )


def _node_row(one: Checkpoint) -> str:
    return row(
        f"`{one.id}@{one.version}`",
        one.names.zh,
        "、".join(one.since),
        "、".join(one.until),
        _span(one.within),
        cited(one.source),
    )
