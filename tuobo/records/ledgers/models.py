"""Entries of ledgers. The columns that every ledger has are columns; the rest is one document.

Nothing is deleted: an entry that is no longer wanted is closed by its own table of transitions, and
its history is append-only (a trigger of the database refuses anything else).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tuobo.records.organisation.models import Person, Unit


class TriedOverlay(models.Model):
    """A court's change of a ledger, or a ledger of its own, from first draft until it is live.

    text    the YAML as it was typed; `ledger` is the id that it adds or extends
    A live overlay is laid over the content of the installation; a second person makes it live.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        REHEARSED = "rehearsed"
        LIVE = "live"
        WITHDRAWN = "withdrawn"

    court = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    ledger = models.CharField(max_length=60)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-changed_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ledger"], condition=Q(state="live"), name="one_live_overlay_a_ledger"
            ),
            models.CheckConstraint(
                condition=~Q(state="live") | Q(released_by__isnull=False),
                name="live_overlay_was_released",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("written_by")),
                name="overlay_released_by_second_person",
            ),
        ]


class Entry(models.Model):
    """One entry.

    version, overlay   of the ledger's definition when the entry was last touched
    scope, serial      what the number is made of: the year or nothing, and the count in it
    unit, person       who keeps it; the first person whom it names as responsible
    title              the value of the ledger's title field, for search and for links to it
    due_on             the earliest day on which one of its running clocks falls due
    values             the document of all fields, in the engine's form
    sort_key           what the ledger's usual order sorts by, behind the name of its field
    reminded_on        until which day (included) its reminders have been told
    rehearsal          the overlay that it was made to try; such entries count nowhere
    """

    ledger = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    overlay = models.PositiveIntegerField(default=0)
    number = models.CharField(max_length=80)
    scope = models.CharField(max_length=8, blank=True)
    serial = models.PositiveIntegerField()
    court = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="entries")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="entries")
    state = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    sort_key = models.CharField(max_length=140, blank=True)
    values = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    changed_at = models.DateTimeField()
    rehearsal = models.ForeignKey(
        TriedOverlay, models.PROTECT, null=True, related_name="entries", db_index=False
    )

    class Meta:
        ordering: ClassVar = ["ledger", "scope", "serial", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ledger", "court", "scope", "serial"],
                condition=Q(rehearsal__isnull=True),
                name="one_entry_a_number",
            ),
            models.UniqueConstraint(
                fields=["rehearsal", "court", "scope", "serial"],
                condition=Q(rehearsal__isnull=False),
                name="one_tried_entry_a_number",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="entry_closes_after_it_opens",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ledger", "rehearsal", "court", "state"], name="entry_by_state"),
            # In the usual order, with all that a list leaves out by: no entry is opened for it.
            models.Index(
                fields=["ledger", "sort_key", "scope", "serial", "id", "court", "state"],
                condition=Q(rehearsal__isnull=True),
                name="entry_by_usual_order",
            ),
            models.Index(fields=["ledger", "due_on"], name="entry_by_due_day"),
        ]

    @property
    def is_rehearsal(self) -> bool:
        return self.rehearsal_id is not None


class EntryLink(models.Model):
    """What a field of an entry names: another entry, a person, a unit, or a record kept elsewhere.

    text   case numbers, indicators, figures, courts and codes of choices by which lists filter
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="links", db_index=False)
    field = models.CharField(max_length=60)
    position = models.PositiveIntegerField(default=0)
    to_entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="named_by", db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    text = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["entry", "field", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "field", "position"], name="one_link_a_place"),
            models.CheckConstraint(
                condition=(
                    Q(to_entry__isnull=False, person=None, unit=None, text="")
                    | Q(to_entry=None, person__isnull=False, unit=None, text="")
                    | Q(to_entry=None, person=None, unit__isnull=False, text="")
                    | (Q(to_entry=None, person=None, unit=None) & ~Q(text=""))
                ),
                name="link_has_one_target",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["text", "field"], name="link_by_text"),
            *(
                # Of four targets a link has one, so that most of each index would be empty.
                models.Index(
                    fields=[name], condition=Q(**{f"{name}__isnull": False}), name=f"link_by_{name}"
                )
                for name in ("to_entry", "person", "unit")
            ),
        ]


class EntryClock(models.Model):
    """Where a clock of an entry stood when the entry was last touched.

    due_on   the day on which it falls due; unknown while it is paused or has not started
    status   the engine's, save that a clock that runs is `running` also when its day has passed:
             whether it is overdue depends on the day of asking
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="clocks", db_index=False)
    clock = models.CharField(max_length=60)
    status = models.CharField(max_length=12)
    due_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["entry", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "clock"], name="one_state_a_clock")
        ]
        indexes: ClassVar = [models.Index(fields=["status", "due_on"], name="clock_by_due_day")]


class EntryEvent(models.Model):
    """One step of an entry's life; the steps from the first on give the entry as it is.

    changes   field → [before, after] of whatever changed; `reason` is what the doer gave;
    `rulings` what was asked beforehand and what was answered
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="events", db_index=False)
    position = models.PositiveIntegerField()
    event = models.CharField(max_length=60)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    account = models.CharField(max_length=60)
    at = models.DateTimeField()
    on = models.DateField()
    version = models.PositiveIntegerField()
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    rulings = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["entry", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "position"], name="one_step_a_position")
        ]


class Attachment(models.Model):
    """A file that was brought to an entry. Its content lies in the store under its digest.

    field   the file field that holds it; empty for a file beside the form
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="attachments")
    field = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["added_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "field", "sha256"], name="one_attachment_a_file"
            )
        ]


class Serial(models.Model):
    """The last number given in a ledger, court and scope, so that none is given twice."""

    ledger = models.CharField(max_length=60)
    court = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    scope = models.CharField(max_length=8, blank=True)
    rehearsal = models.ForeignKey(TriedOverlay, models.PROTECT, null=True, related_name="+")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ledger", "court", "scope"],
                condition=Q(rehearsal__isnull=True),
                name="one_counter_a_scope",
            ),
            models.UniqueConstraint(
                fields=["rehearsal", "court", "scope"],
                condition=Q(rehearsal__isnull=False),
                name="one_tried_counter_a_scope",
            ),
        ]


class ExcusedGap(models.Model):
    """A reason why something that was due in a period did not happen, for one unit or person.

    subject   the engine's key of whom the cadence asks: a unit, a person or a pair
    """

    ledger = models.CharField(max_length=60)
    cadence = models.CharField(max_length=60)
    court = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ledger", "cadence", "court", "subject", "period"],
                name="one_reason_a_gap",
            )
        ]
