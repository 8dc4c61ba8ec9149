"""An event as a sentence in the reader's language, from the sentence of its kind.

Fields hold codes, so that the log does not depend on a language: a role's id becomes its name,
`name:甲→乙` (what was changed) and `family:read` (what was asked for) get words for their names.
"""

from __future__ import annotations

from django.conf import settings

from tuobo.core.texts import Texts
from tuobo.engines.rights import Policy
from tuobo.records.audit.actions import Actor
from tuobo.records.audit.kinds import audit_kinds
from tuobo.records.audit.queries import Told

_LISTED = ("change", "criteria")


def sentence_of(told: Told, texts: Texts) -> str:
    """What happened, in words; the kind's id for a kind that the content has no longer."""
    kind = audit_kinds(settings.TUOBO_CONTENT).get(told.kind)
    if kind is None:
        return f"{told.kind} {told.subject}".strip()
    is_system = told.account == Actor.SYSTEM.account
    who = told.person or (texts("audit.system") if is_system else told.account)
    who = who or texts("audit.nobody")
    fields = {name: _worded(name, str(value), texts) for name, value in told.fields.items()}
    known = {"person": who, "subject": told.subject or "—", **fields}
    return texts.pick(kind.sentence).format_map(_Known(known))


def kind_name(kind: str, texts: Texts) -> str:
    """What a kind of event is called."""
    found = audit_kinds(settings.TUOBO_CONTENT).get(kind)
    return texts.pick(found.names) if found else kind


def criteria_words(listed: str, texts: Texts) -> str:
    """`family:read；text:…` in words."""
    return texts("audit.list").join(_part(one, texts) for one in listed.split("；"))


class _Known(dict[str, str]):
    """The fields of an event; one that an older event has not is left blank."""

    def __missing__(self, name: str) -> str:
        return "—"


def _worded(name: str, value: str, texts: Texts) -> str:
    if name == "role":
        roles = Policy.of(settings.TUOBO_CONTENT).roles
        return texts.pick(roles[value].names) if value in roles else value
    if name in _LISTED:
        return criteria_words(value, texts)
    code = f"audit.{name}.{value}"
    return texts(code) if texts.has(code) else value


def _part(part: str, texts: Texts) -> str:
    """`name:甲→乙` with a word for the name."""
    name, colon, rest = part.partition(":")
    value = f"audit.{name}.{rest}"
    rest = texts(value) if texts.has(value) else rest
    code = f"audit.word.{name}"
    return f"{texts(code)} {rest}".strip() if colon and texts.has(code) else part
