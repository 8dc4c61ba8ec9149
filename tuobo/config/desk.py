"""The commands of `python -m tuobo.config`; Django is set up when this is imported."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Sequence
from typing import Annotated

import typer
import waitress
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tuobo.config.wsgi import application
from tuobo.core.clock import now
from tuobo.core.errors import TuoboError
from tuobo.engines.rights import Policy
from tuobo.operations.desk.warming import warm
from tuobo.operations.desk_people.install_court import (
    ADMINISTRATORS,
    Newcomer,
    install_court,
    recover_account,
)
from tuobo.operations.desk_people.keep_accounts import FirstPassword
from tuobo.operations.desk_people.sample_people import make_sample_people
from tuobo.operations.jobs.working import begin_working, stay_alive_for_ever, work_for_ever
from tuobo.operations.programme.sample_programme import make_sample_programme
from tuobo.operations.workspace import Workspace
from tuobo.records.accounts.second_factor import seal_all
from tuobo.records.audit.queries import holds_digest, verify_chain

_WAITING = 128
_SECONDS_BEFORE_WARMING = 2.0
"""Whoever comes first is not held up by what is loaded for later pages."""

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.command()
def migrate() -> None:
    """Bring the records up to date; changes nothing that is up to date."""
    call_command("migrate", verbosity=0, interactive=False)
    seal_all()


@app.command()
def sample(court: str) -> None:
    """Make the sample people; prints login, role and password as JSON lines."""
    migrate()
    workspace = Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    policy = Policy.of(settings.TUOBO_CONTENT)
    people = make_sample_people(workspace, court, now())
    make_sample_programme(settings.TUOBO_CONTENT, settings.TUOBO_STORE)
    for one in people:
        names = policy.roles[one.role].names
        told = {
            "login": one.login,
            "name": names.zh,
            "name_en": names.en,
            "password": one.password,
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


@app.command()
def install(
    *,
    court: Annotated[str, typer.Option(help="代字 of the court's case numbers, such as 辽9901")],
    name: Annotated[str, typer.Option(help="what the court is called")],
    system: Annotated[str, typer.Option(help="system administrator: account=name")],
    security: Annotated[str, typer.Option(help="security administrator: account=name")],
    audit: Annotated[str, typer.Option(help="audit administrator: account=name")],
    level: Annotated[str, typer.Option(help="basic, intermediate, high or supreme")] = "basic",
) -> None:
    """Set the desk up for a court: three administrators, whose first passwords are told once."""
    migrate()
    workspace = _workspace()
    given = zip(ADMINISTRATORS, (system, security, audit), strict=True)
    newcomers = {role: _newcomer(told) for role, told in given}
    _tell(install_court(workspace, court, name, level, newcomers, at=now()))


@app.command()
def recover(login: str) -> None:
    """A new first password for an account, its second factor taken away; the audit log tells it."""
    _tell((recover_account(login, at=now()),))


@app.command()
def verify(
    digest: Annotated[str, typer.Option(help="a digest kept elsewhere, to be found in it")] = "",
) -> None:
    """Compute the audit chain again; exit code 1 if it is broken."""
    texts = _workspace().texts()
    proof = verify_chain()
    if proof.is_whole and digest and not holds_digest(digest):
        sys.stdout.write(texts("audit.digest_missing") + "\n")
        raise typer.Exit(1)
    if proof.is_whole:
        told = texts("audit.whole", events=proof.events, digest=proof.last_digest)
        sys.stdout.write(f"{told}\n")
        return
    sys.stdout.write(texts("audit.broken", at=proof.broken_at) + "\n")
    raise typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0: any free port")] = 8000,
    threads: Annotated[int, typer.Option()] = 8,
) -> None:
    """Serve the desk until it is stopped; background work runs in the same process."""
    migrate()
    listener = _listener(host, port)
    sys.stdout.write(f"http://{host}:{listener.getsockname()[1]}/\n")
    sys.stdout.flush()
    _work()
    waitress.serve(application, sockets=[listener], threads=threads, ident=None)


def _workspace() -> Workspace:
    return Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)


def _newcomer(told: str) -> Newcomer:
    login, _, person = told.partition("=")
    return Newcomer(login=login.strip(), person=person.strip() or login.strip())


def _tell(passwords: Sequence[FirstPassword]) -> None:
    texts = _workspace().texts()
    for one in passwords:
        told = texts(
            "desk.first_password", login=one.login, person=one.person, password=one.password
        )
        sys.stdout.write(f"{told}\n")
    sys.stdout.write(texts("desk.told_once") + "\n")


def _listener(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(_WAITING)  # from now on a browser waits instead of being refused
    return listener


def _work() -> None:
    """Start what works in the background; it ends with the process."""
    begin_working()
    loops = {"work": work_for_ever, "alive": stay_alive_for_ever, "warm": _warm}
    for name, loop in loops.items():
        threading.Thread(target=loop, daemon=True, name=f"background {name}").start()


def _warm() -> None:
    """Load what the pages need, once, so that the first who opens one need not wait for it."""
    time.sleep(_SECONDS_BEFORE_WARMING)
    warm(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    connection.close()


def run(words: Sequence[str]) -> int:
    """Run a command; an error of ours ends in one sentence."""
    try:
        app(list(words))
    except TuoboError as error:
        texts = Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT).texts()
        sys.stderr.write(f"{texts.error(error)}\n")
        return error.exit_code
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0
