"""Several threads that write at once into the database of TUOBO_DATABASE; tells what came of it.

Run as `python -m tests.postgres.writers`: a process of its own, as the threads really commit.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuobo.config.settings")
django.setup()

from django.db import DatabaseError, connection, transaction  # noqa: E402 - Django is set up first

from tuobo.core.clock import now, today  # noqa: E402
from tuobo.core.errors import StateError  # noqa: E402
from tuobo.operations.desk_people.keep_grants import Asked, give  # noqa: E402
from tuobo.records.accounts.actions import make_account  # noqa: E402
from tuobo.records.accounts.models import Grant  # noqa: E402
from tuobo.records.audit.actions import Actor, record_alone  # noqa: E402
from tuobo.records.audit.models import AuditEvent  # noqa: E402
from tuobo.records.audit.queries import verify_chain  # noqa: E402
from tuobo.records.organisation.actions import keep_court, keep_person  # noqa: E402

WRITERS, EVENTS = 4, 25
REFUSED = (
    "UPDATE audit_auditevent SET person = 'x'",
    "DELETE FROM audit_auditevent WHERE sequence = 1",
    "TRUNCATE audit_auditevent",
)


def _write(number: int) -> None:
    actor = Actor(account=f"writer{number}")
    for event in range(EVENTS):
        record_alone("case.read", actor=actor, at=now(), subject=f"{number}/{event}")
    connection.close()


def _chain() -> dict[str, object]:
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(_write, range(WRITERS)))
    proof = verify_chain()
    sequences = list(AuditEvent.objects.order_by("sequence").values_list("sequence", flat=True))
    return {
        "events": proof.events,
        "is_whole": proof.is_whole,
        "has_gap": sequences != list(range(1, len(sequences) + 1)),
        "writers": AuditEvent.objects.values("account").distinct().count(),
    }


def _is_refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


def _separation() -> dict[str, object]:
    """Two accounts of one person are each given an administrator's role at once: one must lose."""
    court = keep_court("辽1122", "某县人民法院", level="basic")
    person = keep_person(court, number="1", name="张三")
    accounts = [make_account(login=f"zhang{n}", person=person, at=now())[0] for n in range(2)]
    roles = ("system_administrator", "audit_administrator")
    refusals: list[str] = []

    def attempt(number: int) -> None:
        asked = Asked(role=roles[number], unit=court, starts_on=today())
        try:
            give(accounts[number], asked, at=now(), actor=Actor(account="anquan"))
        except StateError as error:
            refusals.append(error.code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(attempt, range(2)))
    held = list(Grant.objects.filter(account__person=person).values_list("role", flat=True))
    return {"held": len(held), "refusals": refusals}


def main() -> None:
    call_command("migrate", verbosity=0)
    told = {"vendor": connection.vendor, **_chain()}
    statements = REFUSED if connection.vendor == "postgresql" else REFUSED[:2]
    told["refused"] = [_is_refused(statement) for statement in statements]
    told["roles"] = _separation()
    told["is_whole_at_the_end"] = verify_chain().is_whole
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
