"""Jobs with their progress, uploads until they become a data version, reports with their edits.

Facts are not here: a data version lives in the store, and a report's document is what was written,
figures with their passports. What stands here says who did what with them, and when.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tuobo.records.accounts.models import Account


class Job(models.Model):
    """One piece of long work that somebody started.

    parameters  what its kind asks for; read back by operations/jobs
    court       the court for which it works, empty for the desk itself
    address     from where it was started, for the audit log
    page        where its outcome is shown
    step        code of the sentence that says what is being done, with its fields
    reference   what came of it, as its kind understands it: an upload, a report
    file        name of the result file, empty if there is none or it was removed again
    error       code of the sentence that says why it failed, with its fields
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=40)
    account = models.ForeignKey(Account, models.PROTECT, related_name="jobs")
    court = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=45, blank=True)
    page = models.CharField(max_length=300, blank=True)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    step = models.CharField(max_length=80, blank=True)
    step_fields = models.JSONField(default=dict)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    reference = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=200, blank=True)
    rows = models.BigIntegerField(null=True, blank=True)
    error = models.CharField(max_length=80, blank=True)
    error_fields = models.JSONField(default=dict)
    is_cancel_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    task = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["account", "-id"], name="jobs_of_account"),
            models.Index(fields=["state"], name="jobs_by_state"),
        ]


class Worker(models.Model):
    """A process that works on jobs, and when it was last seen alive."""

    name = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=120)
    process = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()


class Upload(models.Model):
    """Files that somebody brought to be imported, until they become a data version.

    court            the court at whose desk they were brought
    day              the day that the data speak of
    job              the work on it that was started last
    decisions        check → keep or hold, for the doubtful rows
    checked_against  number of the data version that the check compared with
    courts           the courts whose facts it would change
    committing_at    the instant of the commit, fixed before it is made, so that an interrupted
                     commit is recognised and not made twice
    version          number of the data version that it became
    mends            number of the data version whose waiting rows it mends
    """

    class State(models.TextChoices):
        BROUGHT = "brought"
        MATCHED = "matched"
        CHECKED = "checked"
        COMMITTED = "committed"
        DISCARDED = "discarded"

    account = models.ForeignKey(Account, models.PROTECT, related_name="uploads")
    court = models.CharField(max_length=40)
    day = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BROUGHT)
    is_documents = models.BooleanField(default=False)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    decisions = models.JSONField(default=dict)
    checked_against = models.IntegerField(null=True, blank=True)
    courts = models.JSONField(default=list)
    committing_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(null=True, blank=True, unique=True)
    mends = models.IntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="committed") | Q(version__isnull=False),
                name="a_committed_upload_has_its_version",
            )
        ]


class UploadFile(models.Model):
    """One of the files of an upload: kept under the hash of its content, never executed.

    mapping        how its columns become facts, as YAML; empty for judgment documents
    is_remembered  the mapping is the one that was used when this source came last
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    mapping = models.TextField(blank=True)
    is_remembered = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upload", "name"], name="one_file_a_name")
        ]


class Report(models.Model):
    """A report on its way: the words that people wrote around its figures.

    shelf        its id on the shelf, where a published one is frozen
    document     the tree as JSON, with the passport of every figure
    reasons      text of a gap → why it was left and what fills it
    corrects     id on the shelf of the published report that this one corrects
    number       running number once it is published
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        REVIEWED = "reviewed"
        PUBLISHED = "published"

    shelf = models.CharField(max_length=80, unique=True)
    court = models.CharField(max_length=40)
    outline = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    period = models.CharField(max_length=40)
    baseline = models.CharField(max_length=40, blank=True)
    document = models.TextField()
    data_version = models.CharField(max_length=40)
    figures = models.PositiveIntegerField()
    gaps = models.PositiveIntegerField()
    reasons = models.JSONField(default=dict, blank=True)
    needs_signer = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    corrects = models.CharField(max_length=80, blank=True)
    composed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    composed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    number = models.CharField(max_length=20, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("composed_by")),
                name="nobody_reviews_an_own_report",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(reviewed_by__isnull=False),
                name="a_report_is_reviewed_before_it_is_published",
            ),
        ]


class ReportEdit(models.Model):
    """One change of a report's words, figures or front; `before` and `after` are as people read.

    place  which block of the document, as `b12`; `front` for what stands around the text
    """

    class Kind(models.TextChoices):
        COMPOSED = "composed"
        WORDS = "words"
        ADDED = "added"
        REMOVED = "removed"
        FRONT = "front"
        UPDATED = "updated"
        KEPT = "kept"
        REVIEWED = "reviewed"
        RETURNED = "returned"
        PUBLISHED = "published"

    report = models.ForeignKey(Report, models.CASCADE, related_name="edits")
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    place = models.CharField(max_length=40, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]


class ReportComparison(models.Model):
    """The figures of a report recomputed: from their own data version and from the latest.

    figures  one entry a code: outcome, reason, what its version gave, the latest passport
    """

    report = models.OneToOneField(Report, models.CASCADE, related_name="comparison")
    data_version = models.CharField(max_length=40)
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    figures = models.JSONField(default=list)


class KeptFigure(models.Model):
    """A figure that stays as it is although newer data say otherwise, with the reason."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="kept")
    code = models.CharField(max_length=16)
    data_version = models.CharField(max_length=40)
    note = models.CharField(max_length=300)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "code", "data_version"], name="one_reason_a_figure_and_version"
            )
        ]
