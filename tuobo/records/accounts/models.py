"""Accounts and what belongs to them. Rights themselves are content; here stands who holds a role.

An account is one person's and never shared. A role that was taken back keeps its row with its last
day, so that the table of rights can be shown as of any day.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django_otp.plugins.otp_totp.models import TOTPDevice

from tuobo.records.accounts.sealing import opened
from tuobo.records.organisation.models import Person, Unit


class AccountManager(BaseUserManager["Account"]):
    """Accounts with their person and court, which every page names."""

    def get_queryset(self) -> models.QuerySet[Account]:
        return super().get_queryset().select_related("person__court")


class Account(AbstractBaseUser):
    """Who logs in. `locale` is the language of the pages; `feed_hash` guards the calendar feed.

    second_factor_since  when a second factor was confirmed; from then on it is asked for
    enrolment_hash       of the code without which an administrator sets up no second factor
    """

    login = models.CharField(max_length=60, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="accounts")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    previous_login = models.DateTimeField(null=True, blank=True)
    locale = models.CharField(max_length=2, default="zh")
    feed_hash = models.CharField(max_length=64, blank=True)
    second_factor_since = models.DateTimeField(null=True, blank=True)
    enrolment_hash = models.CharField(max_length=128, blank=True)
    created_at = models.DateTimeField()

    is_verified: Callable[[], bool]
    """Whether the second factor was shown in this session; put there by django_otp."""

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar = ["person"]

    class Meta:
        ordering: ClassVar = ["login"]

    def __str__(self) -> str:
        return self.login


class SealedDevice(TOTPDevice):  # type: ignore[misc]
    """The second factor of an account; its secret is kept sealed, see sealing.py."""

    class Meta:
        proxy = True

    @property
    def bin_key(self) -> bytes:
        return opened(self.key, self.user_id)


class ApiKey(models.Model):
    """What a program shows instead of logging in: it only reads, with its holder's rights of then.

    The key itself is told once; `digest` knows it again, `prefix` is the part people name it by.
    An ended key keeps its row, so that the log can be read.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="api_keys")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]


class PastPassword(models.Model):
    """The hash of an earlier password, so that it is not taken again."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-replaced_at", "-id"]


class Grant(models.Model):
    """A role held at a unit from a day until another (excluded); open where not given."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="grant_ends_after_it_starts",
            )
        ]


class SavedFilter(models.Model):
    """A named query string of a list page; a shared one is offered to all who may see the page."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="filters")
    page = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000)
    is_shared = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "page", "name"], name="one_filter_a_name_and_page"
            )
        ]


class ColumnChoice(models.Model):
    """Which columns of a list somebody shows, in their order."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="column_choices")
    page = models.CharField(max_length=60)
    columns = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "page"], name="one_choice_a_page")
        ]
