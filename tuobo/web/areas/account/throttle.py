"""Whether log-in to an account is locked after failures, and until when (django-axes)."""

from __future__ import annotations

from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum

from tuobo.core.clock import now


def locked_until(login: str) -> datetime | None:
    """The instant from which a log-in is tried again; None if the account is not locked."""
    begin = now() - settings.AXES_COOLOFF_TIME
    counted = AccessAttempt.objects.filter(username=login, attempt_time__gte=begin).aggregate(
        failures=Sum("failures_since_start"), last=Max("attempt_time")
    )
    if (counted["failures"] or 0) < settings.AXES_FAILURE_LIMIT:
        return None
    last: datetime = counted["last"]
    return last + settings.AXES_COOLOFF_TIME
