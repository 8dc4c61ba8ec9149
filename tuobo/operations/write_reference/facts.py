"""The page of fact tables and code lists."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.operations.write_reference.markdown import cited, row, table

# A code list longer than this is described and not printed: causes and courts.
_LISTED = 200


def facts(content: Content) -> Iterator[str]:
    for fact in FactSchema.of(content).tables.values():
        kind = "，由引擎计算" if fact.computed else ""
        yield f"## {fact.names.zh} `{fact.table}`{kind}\n"
        if fact.note:
            yield f"{fact.note}\n"
        yield f"同一键的行一起替换：{'、'.join(fact.key)}\n"
        yield from table("列", "中文", "类型", "代码表", "必填", "说明")
        for column in fact.columns:
            required = "是" if column.required else ""
            yield row(
                f"`{column.name}`", column.zh, column.kind, column.vocabulary, required, column.note
            )
        yield ""
    for one in Vocabularies.of(content).lists.values():
        yield f"## {one.names.zh} `{one.vocabulary}`\n"
        yield f"{cited(one.source)}\n"
        if len(one.entries) > _LISTED:
            yield f"{len(one.entries)} 项，见内容目录 `vocabularies/{one.vocabulary}.yaml`。\n"
            continue
        yield from table("代码", "名称", "其他写法")
        for entry in one.entries:
            yield row(f"`{entry.code}`", entry.zh, "、".join(entry.synonyms))
        yield ""
