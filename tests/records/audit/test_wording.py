"""Events as sentences: codes become words, old events stay readable."""

from __future__ import annotations

from datetime import UTC, datetime
from string import Formatter

from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.records.audit.kinds import audit_kinds
from tuobo.records.audit.queries import Told
from tuobo.records.audit.wording import kind_name, sentence_of

ZH, EN = Texts(Content(), "zh"), Texts(Content(), "en")


def _told(kind: str, **fields: object) -> Told:
    return Told(
        sequence=1, at=datetime(2026, 1, 5, tzinfo=UTC), account="anquan", person="安全管理员",
        address="", kind=kind, family="security", subject="faguan", fields=fields,
        is_refused=False, digest="",
    )  # fmt: skip


def test_a_role_is_called_by_its_name_in_each_language() -> None:
    told = _told("grant.given", role="division_head", unit="民一庭")
    assert sentence_of(told, ZH) == "安全管理员 授予账号 faguan 角色 庭长（民一庭）"
    assert sentence_of(told, EN) == "安全管理员 gave faguan the role Division head (民一庭)"


def test_what_was_changed_gets_words() -> None:
    told = _told("unit.changed", change="name:民一庭→民事审判第一庭；position:1→2")
    assert sentence_of(told, ZH).endswith("名称 民一庭→民事审判第一庭；排序 1→2")
    assert sentence_of(told, EN).endswith("name 民一庭→民事审判第一庭; order 1→2")


def test_what_was_asked_of_the_log_gets_words() -> None:
    told = _told("audit.read", criteria="text:faguan；family:export")
    assert sentence_of(told, ZH) == "安全管理员 查阅审计日志（查询 faguan；类别 导出）"


def test_a_field_that_an_older_event_has_not_is_left_blank() -> None:
    assert sentence_of(_told("grant.given", role="judge"), ZH).endswith("（—）")


def test_a_kind_that_the_content_has_no_longer_stays_readable() -> None:
    told = _told("lamp.lit")
    assert (sentence_of(told, ZH), kind_name("lamp.lit", ZH)) == ("lamp.lit faguan", "lamp.lit")


def test_braces_in_a_field_are_not_taken_for_fields() -> None:
    told = _told("grant.given", role="judge", unit="{person.__class__}")
    assert sentence_of(told, ZH).endswith("（{person.__class__}）")


def test_no_language_of_a_sentence_invents_fields() -> None:
    """A language may leave a field out, such as a name in the other language."""
    for kind in audit_kinds(Content()).values():
        zh, en = (
            {name for _, name, _, _ in Formatter().parse(text) if name}
            for text in (kind.sentence.zh, kind.sentence.en)
        )
        assert zh <= en or en <= zh, kind.event
