"""The yardstick: a plain Django admin list over the same million cases in SQLite.

As somebody would make it in an afternoon: a model of the columns that the desk's list shows,
indexes on what is filtered and sorted, search, ordering and pages of fifty; Django's defaults
otherwise. It is filled once, listens on a free port, and prints its address and a session.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import ClassVar

import django
import polars as pl
import waitress
from django.conf import settings

STORE = Path(os.environ["TUOBO_STORE"])
FILE = STORE.parent / "plain-admin.sqlite3"
settings.configure(
    SECRET_KEY="of the bench only",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1", "testserver"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FILE}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    STATIC_URL="/static/",
    USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "tuobo.web.ui.timing.TimingMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
)
django.setup()

from django.contrib import admin  # noqa: E402 - Django is set up first
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path  # noqa: E402

from tuobo.operations.desk.open_desk import Desk  # noqa: E402
from tuobo.operations.workspace import Workspace  # noqa: E402

_TEXTS = ("court", "division", "judge", "procedure", "cause", "lane")
_DAYS = ("filed_on", "closed_on", "due_on")
_TABLE = "plain_case"
_COLUMNS = ("case_number", *_TEXTS, *_DAYS, "days_left")


class Case(models.Model):
    """The columns of the desk's list, with the indexes that its filters ask for."""

    case_number = models.CharField(max_length=60, unique=True)
    court = models.CharField(max_length=20, blank=True)
    division = models.CharField(max_length=60, blank=True, null=True)  # noqa: DJ001 - as the facts
    judge = models.CharField(max_length=60, blank=True, null=True, db_index=True)  # noqa: DJ001
    procedure = models.CharField(max_length=40, blank=True, null=True)  # noqa: DJ001
    cause = models.CharField(max_length=80, blank=True, null=True, db_index=True)  # noqa: DJ001
    lane = models.CharField(max_length=40, blank=True, null=True, db_index=True)  # noqa: DJ001
    filed_on = models.DateField(null=True, db_index=True)
    closed_on = models.DateField(null=True, db_index=True)
    due_on = models.DateField(null=True, db_index=True)
    days_left = models.IntegerField(null=True)

    class Meta:
        app_label, db_table = "admin", _TABLE
        indexes: ClassVar = [
            models.Index(fields=["court", "-filed_on", "case_number"], name="as_listed")
        ]

    def __str__(self) -> str:
        return self.case_number


@admin.register(Case)
class Cases(admin.ModelAdmin):  # type: ignore[type-arg]
    """The list."""

    list_display = _COLUMNS
    search_fields = ("case_number",)
    ordering = ("court", "-filed_on", "case_number")
    list_per_page = 50


urlpatterns = [path("admin/", admin.site.urls)]


def main() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    if _TABLE not in connection.introspection.table_names():
        _fill()
    connection.close()
    server = waitress.create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=8)
    sys.stdout.write(f"http://127.0.0.1:{server.effective_port}/\n{_session()}\n")
    sys.stdout.flush()
    server.run()


def _fill() -> None:
    desk = Desk(Workspace.open(STORE))
    with desk.now() as now:
        cases = now.docket.case.select(_COLUMNS).with_columns(
            pl.col(pl.Enum).cast(pl.String), pl.col(pl.Date).cast(pl.String)
        )
    with connection.schema_editor() as editor:
        editor.create_model(Case)
    connection.close()
    marks = ", ".join("?" * len(_COLUMNS))
    with sqlite3.connect(FILE) as file:
        file.executemany(
            f"INSERT INTO {_TABLE} ({', '.join(_COLUMNS)}) VALUES ({marks})",
            cases.iter_rows(),
        )
        file.execute("ANALYZE")
    desk.close()


def _session() -> str:
    if not User.objects.exists():
        User.objects.create_superuser("bench")
    browser = Client()
    browser.force_login(User.objects.get())
    return f"sessionid={browser.cookies['sessionid'].value}"


if __name__ == "__main__":
    main()
