"""Units, people and their dated postings. Nothing here is judged or scored.

A unit is a court, a division of one, a Party branch or another body; the tree of courts is the tree
of units of kind court. What ended stays, with its last day: history is never overwritten.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Unit(models.Model):
    """A court, a division, a branch or another body.

    code      of a court its 代字, as in the fact tables; of others a short code of the court's
    name      of a division the name that the case system writes, so that facts find it
    position  the official order among siblings; nothing is ever ordered by a value
    revision  counts the edits, so that whoever edits an old state is told
    """

    class Kind(models.TextChoices):
        COURT = "court"
        DIVISION = "division"
        BRANCH = "branch"
        BODY = "body"

    class Level(models.TextChoices):
        NONE = ""
        BASIC = "basic"
        INTERMEDIATE = "intermediate"
        HIGH = "high"
        SUPREME = "supreme"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    level = models.CharField(max_length=14, choices=Level.choices, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    position = models.PositiveIntegerField(default=0)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(kind="court"), name="one_court_a_code"
            ),
            models.UniqueConstraint(fields=["parent", "kind", "code"], name="one_unit_a_code"),
            models.CheckConstraint(
                condition=Q(kind="court") | Q(parent__isnull=False),
                name="only_courts_have_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="unit_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def court_code(self) -> str:
        """The 代字 of the court that the unit is or belongs to."""
        if self.kind == self.Kind.COURT or self.parent is None:
            return self.code
        return self.parent.court_code

    @property
    def division_name(self) -> str:
        """The division as the facts name it; empty for a court and for other bodies."""
        return self.name if self.kind == self.Kind.DIVISION else ""


class Person(models.Model):
    """Somebody who works at a court.

    case_name  the name under which the case system knows the person; empty if it does not
    """

    court = models.ForeignKey(Unit, models.PROTECT, related_name="people")
    number = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    case_name = models.CharField(max_length=60, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["court", "number"], name="one_person_a_number"),
            models.UniqueConstraint(
                fields=["court", "case_name"],
                condition=~Q(case_name=""),
                name="one_person_a_case_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """A post that a person holds at a unit from a day, until another (included)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings")
    post = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="posting_ends_after_it_starts",
            )
        ]


class Attribute(models.Model):
    """A dated fact about a person that counts ask for, such as Party member; no opinions."""

    class Kind(models.TextChoices):
        MEMBER = "member"
        PROBATIONARY = "probationary_member"
        JUDGE_QUOTA = "judge_quota"
        YOUTH = "youth"
        CORE = "core_staff"

    person = models.ForeignKey(Person, models.PROTECT, related_name="attributes")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="attribute_ends_after_it_starts",
            )
        ]
