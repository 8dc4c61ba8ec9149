"""The page of the clause map: what the reports ask for, and what here holds each row."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.core.content import Content
from tuobo.operations.clause_map import Clause, ClauseMap, Holder, HolderKind, Registries
from tuobo.operations.write_reference.markdown import row, table

_SECTIONS = {
    "10.1": "总体、目标、组织领导",
    "10.2": "政治建设和学习",
    "10.3": "组织、支部、责任",
    "10.4": "融合和质效",
    "10.5": "司法为民",
    "10.6": "问题和下一步",
    "10.7": "贯穿各行的要求",
}
_KINDS = {
    HolderKind.LEDGER: "台账",
    HolderKind.FIELD: "字段",
    HolderKind.FIGURE: "统计",
    HolderKind.CADENCE: "频次",
    HolderKind.CLOCK: "时限",
    HolderKind.INDICATOR: "指标",
    HolderKind.FINDING: "提示",
    HolderKind.REPORT: "报告",
    HolderKind.CLAIM: "检验",
    HolderKind.DRAFT: "文稿检查",
    HolderKind.VOCABULARY: "代码表",
    HolderKind.RIGHT: "权限",
    HolderKind.PAGE: "页面",
}


def clauses(content: Content) -> Iterator[str]:
    registries = Registries.of(content)
    held = ClauseMap.of(content, registries)
    yield "两份专题汇报逐句要什么，由本系统的哪个定义或者页面承接。"
    yield "写的是定义的编号，编号不存在时 `tuobo content check` 和测试不通过。"
    yield f"共 {len(held.rows)} 行，其中还有缺口的 {len(held.gaps())} 行。\n"
    for section, title in _SECTIONS.items():
        rows = [one for one in held.rows.values() if one.section == section]
        if rows:
            yield f"## {section} {title}\n"
            yield from table("行", "出处", "要什么", "由什么承接")
            yield from (_clause(one, registries) for one in rows)
            yield ""


def _clause(one: Clause, registries: Registries) -> str:
    held = "<br>".join(_holder(holder, registries) for holder in one.held_by)
    gap = f"**缺口**：{one.gap.zh}" if one.gap else ""
    return row(one.row, one.place, one.asks.zh, "<br>".join(part for part in (held, gap) if part))


def _holder(one: Holder, registries: Registries) -> str:
    said = registries.said(one.kind, one.name)
    if one.kind is HolderKind.LEDGER:
        heading = "".join(letter for letter in said if letter.isalnum())
        return f"{_KINDS[one.kind]} [{said}](ledgers.md#{heading}-{one.name})"
    name = f"`{one.name.partition('/')[0]}`"
    return f"{_KINDS[one.kind]} {name}" + ("" if said == one.name else f" {said}")
