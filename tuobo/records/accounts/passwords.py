"""What a password must be: the numbers are parameters of the desk (content/…/desk)."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from tuobo.records.accounts.models import Account

_CLASSES = (str.islower, str.isupper, str.isdigit, lambda one: not one.isalnum())


class StrengthValidator:
    """Long enough, of enough classes (lower, upper, digit, other), and not the account's name."""

    def __init__(self, least_length: int, least_classes: int) -> None:
        self.least_length = least_length
        self.least_classes = least_classes

    def validate(self, password: str, user: object = None) -> None:
        if len(password) < self.least_length:
            raise ValidationError("account.password.short", "short", {"least": self.least_length})
        classes = sum(any(test(one) for one in password) for test in _CLASSES)
        if classes < self.least_classes:
            raise ValidationError("account.password.plain", "plain", {"least": self.least_classes})
        login = user.login.lower() if isinstance(user, Account) else ""
        if login and login in password.lower():
            raise ValidationError("account.password.login", "login", {})

    def get_help_text(self) -> str:
        return "account.password.rules"


class NotUsedBeforeValidator:
    """Not the present password and none of the last few."""

    def __init__(self, not_the_last: int) -> None:
        self.not_the_last = not_the_last

    def validate(self, password: str, user: object = None) -> None:
        if not isinstance(user, Account) or user.pk is None:
            return
        past = user.past_passwords.values_list("password", flat=True)[: self.not_the_last]
        if any(check_password(password, one) for one in (user.password, *past) if one):
            raise ValidationError("account.password.used", "used", {"last": self.not_the_last})

    def get_help_text(self) -> str:
        return "account.password.rules"
