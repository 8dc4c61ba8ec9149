"""The page of indicators: both sides, unit, use, source."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.indicators import Pack
from tuobo.operations.write_reference.markdown import cited


def indicators(pack: Pack) -> Iterator[str]:
    yield "goal 关注 · diagnostic 诊断 · cancelled 已取消 · forbidden 不得作考核。"
    yield "合理区间由法院登记，本系统不设。\n"
    for ready in pack.indicators.values():
        one = ready.definition
        yield f"## {one.names.zh} `{one.key}`\n"
        yield f"{one.names.en}. {one.meaning.zh}\n"
        yield f"* 组 {one.group}，用途 {one.status}，指标包 {one.pack}"
        yield f"* 计量 {one.measure}，单位 {one.unit}，方向 {one.better}"
        for name, side in (
            ("分子", one.numerator),
            *(("分母", s.side) for s in ready.denominators),
        ):
            value = f"sum({side.value}) where " if side.value else ""
            yield f"* {name} `{side.table}`：`{value}{side.where}` @ `{side.anchor}`"
        if one.status_note:
            yield f"* 使用：{one.status_note}"
        if one.companions:
            yield f"* 一并阅读：{'、'.join(one.companions)}"
        yield f"* 依据：{cited(one.source)}"
        if one.note:
            yield f"* {one.note}"
        yield ""
