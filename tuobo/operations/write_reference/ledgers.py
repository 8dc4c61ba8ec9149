"""The page of ledgers: why each is kept, what is entered, its table of steps, what it counts."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Cadence, Clock, Field, Ledger, LedgerBook, Transition, clock_told
from tuobo.engines.rights import Policy
from tuobo.operations.write_reference.markdown import cited, row, table

_AND = "、"


def ledgers(content: Content) -> Iterator[str]:
    policy, texts = Policy.of(content), Texts(content)
    book = LedgerBook.of(content, frozenset(policy.rights))
    rights = {name: one.names.zh for name, one in policy.rights.items()}
    yield "怎样写一本台账，见 [指南](../guides/ledgers.md)。"
    yield "哪一行条款由哪本台账承接，见 [条款对照](clauses.md)。\n"
    for ledger in book:
        yield from _ledger(ledger, texts, rights)


def _ledger(ledger: Ledger, texts: Texts, rights: dict[str, str]) -> Iterator[str]:
    yield f"## {ledger.names.zh} {ledger.id}\n"
    yield f"{ledger.names.en}. 第 {ledger.version} 版。\n"
    if ledger.meaning:
        yield f"{ledger.meaning.zh}\n"
    for reason in ledger.why:
        yield f"* 为什么建（{texts(f'ledgers.reason.{reason.kind}')}）：{reason.zh} [{reason.mark}]"
    yield f"* 依据：{cited(ledger.source)}；负责：{ledger.source.owner}"
    yield f"* 按{texts(f'ledgers.per.{ledger.kept_by}')}填报；编号 `{ledger.number}`"
    own = ledger.rights
    yield f"* 权限：看“{rights[own.see]}”，建“{rights[own.create]}”，改“{rights[own.edit]}”"
    if ledger.clauses:
        yield f"* 条款：{_AND.join(map(str, ledger.clauses))}"
    yield ""
    yield from table("字段", "中文", "类型", "必填", "说明")
    yield from (_field(one, texts, rights) for one in ledger.fields)
    yield "\n状态：" + _AND.join(
        f"{one.zh}（{texts(f'ledger.kind.{one.kind}')}）" for one in ledger.states
    )
    yield ""
    yield from table("动作", "从", "到", "权限", "须填", "不得是同一人")
    yield from (_step(one, ledger, rights) for one in ledger.transitions)
    yield ""
    yield from (_clock(one, ledger, texts) for one in ledger.clocks)
    yield from (_cadence(one, texts) for one in ledger.cadences)
    for figure in ledger.figures:
        share = f"，占“{ledger.figure_by_id[figure.out_of].zh}”" if figure.out_of else ""
        yield f"* 统计 `{{{ledger.id}.{figure.id}}}` {figure.zh}{share}"
    yield ""


def _field(one: Field, texts: Texts, rights: dict[str, str]) -> str:
    kind = texts(f"ledgers.type.{one.type}")
    if one.many:
        kind = texts("ledgers.type.many", kind=kind)
    when = "always" if one.required else "sometimes" if one.required_when else ""
    notes = [one.help.zh] if one.help else []
    notes += [_AND.join(choice.zh for choice in one.choices)] if one.choices else []
    notes += [f"代码表 `{one.vocabulary}`"] if one.vocabulary else []
    notes += [f"只有持“{rights[one.sensitive]}”权限的人看得见"] if one.sensitive else []
    notes += ["由动作填写"] if one.read_only else []
    required = texts(f"ledgers.required.{when}") if when else ""
    return row(f"`{one.id}`", one.zh, kind, required, "；".join(notes))


def _step(one: Transition, ledger: Ledger, rights: dict[str, str]) -> str:
    names = {state.id: state.zh for state in ledger.states}
    events = {each.event: each.zh for each in ledger.transitions} | {"create": "登记"}
    fields = {each.id: each.zh for each in ledger.fields}
    wanted = dict.fromkeys((*one.requires, *one.requires_anew))
    return row(
        one.zh,
        _AND.join(names[state] for state in one.from_states),
        names[one.to_state],
        rights[one.right],
        _AND.join(fields[field] for field in wanted),
        _AND.join(fields.get(who) or events[who] for who in one.not_same_person_as),
    )


def _clock(one: Clock, ledger: Ledger, texts: Texts) -> str:
    told = clock_told(one, ledger, texts)
    return f"* 时限 {one.zh}：{told}" + (f" [{one.source.mark}]" if one.source else "")


def _cadence(one: Cadence, texts: Texts) -> str:
    told = texts(
        "ledgers.cadence.told",
        per=texts(f"ledgers.per.{one.per}"),
        every=texts(f"ledgers.every.{one.every}"),
        count=one.at_least,
    )
    source = f"；{cited(one.source)}" if one.source else ""
    return f"* 频次 {one.zh}：{told}（{texts(f'ledgers.severity.{one.severity}')}）{source}"
