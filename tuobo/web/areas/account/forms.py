"""Forms of one's own account: log-in, a new password, codes of the second factor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from tuobo.core.texts import Texts
from tuobo.web.ui.forms import DeskForm


class LoginForm(forms.Form):
    """Account and password; drawn by the log-in page itself, which has one message for both."""

    login = forms.CharField(max_length=60, strip=True)
    password = forms.CharField(max_length=200, strip=False)


class PasswordForm(DeskForm):
    """The present password and twice the new one, with the rules beside it."""

    words = "account.password"

    old = forms.CharField(
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    again = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, texts: Texts, data: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data)
        rules = settings.PASSWORD_RULES
        self.fields["new"].help_text = texts(
            "account.password.rules",
            length=rules.least_length,
            classes=rules.least_classes,
            last=rules.not_the_last,
        )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if {"new", "again"} <= set(given) and given["new"] != given["again"]:
            self.reject("again", "account.password.differ")
        return given


class CodeForm(DeskForm):
    """Six digits of the authenticator."""

    words = "account.code"

    code = forms.CharField(
        max_length=12,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )


class SetUpForm(CodeForm):
    """The first code; `enrolment` is asked for where the security administrator gave one."""

    enrolment = forms.CharField(
        max_length=20, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )

    def __init__(self, texts: Texts, data: Any = None, *, asks_enrolment: bool) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data)
        if not asks_enrolment:
            del self.fields["enrolment"]
