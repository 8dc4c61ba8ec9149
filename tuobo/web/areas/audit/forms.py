"""What is looked for in the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from tuobo.core.texts import Texts
from tuobo.operations.audit_log.read_log import Asked
from tuobo.records.audit.kinds import FAMILIES, audit_kinds
from tuobo.web.ui.forms import DayField, DeskForm, choices_with_any


class LogFilter(DeskForm):
    """One box for case number, account, name, figure code or batch; family, kind and days."""

    words = "audit.filter"

    text = forms.CharField(max_length=120, required=False)
    family = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    first = DayField(required=False)
    last = DayField(required=False)

    def __init__(self, texts: Texts, data: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data)
        self.fields["text"].widget.attrs["placeholder"] = texts("audit.filter.hint")
        families = [(one, texts(f"audit.family.{one}")) for one in FAMILIES]
        kinds = audit_kinds(settings.TUOBO_CONTENT).values()
        named = [(one.event, texts.pick(one.names)) for one in kinds]
        for name, choices in (("family", families), ("kind", named)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices_with_any(texts, choices)

    def asked(self) -> Asked:
        """What can be read of it; a field that cannot is left out and marked."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            text=(given.get("text") or "").strip(), family=given.get("family") or "",
            kind=given.get("kind") or "", first=given.get("first"), last=given.get("last"),
        )  # fmt: skip


class DigestForm(DeskForm):
    """A digest that was kept elsewhere, such as on an exported workbook."""

    words = "audit.verify"

    digest = forms.RegexField(regex=r"^\s*[0-9A-Fa-f]{64}\s*$", required=False, max_length=80)

    def __init__(self, texts: Texts, data: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data)
        self.fields["digest"].error_messages["invalid"] = texts("audit.verify.digest.bad")
