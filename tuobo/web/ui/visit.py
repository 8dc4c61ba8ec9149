"""One visit of one person to one page: who looks, in which language, at what place and time.

Place and period live in the address (`org`, `period`, `as_of`), so that a link shows the same to
everyone who may see it, and are carried on by every link of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from tuobo.core.clock import today
from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.reports.numbers import NumberWords
from tuobo.engines.rights import Policy, Viewer
from tuobo.records.accounts.queries import Identity
from tuobo.records.audit.actions import Actor

CARRIED = ("org", "period", "as_of")
"""What every link of a page carries on."""
_PARTS = "/"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Who looks at what; made by the middleware for each request.

    seen_as  somebody else whose view this is (read-only), if it is not one's own
    """

    identity: Identity | None
    viewer: Viewer
    lang: str
    address: str
    query: dict[str, str]
    seen_as: str = ""

    @cached_property
    def policy(self) -> Policy:
        return Policy.of(settings.TUOBO_CONTENT)

    @cached_property
    def texts(self) -> Texts:
        return Texts(settings.TUOBO_CONTENT, self.lang)

    @cached_property
    def numbers(self) -> NumberWords:
        """The units of numbers in the language of the page."""
        return NumberWords.of(self.texts)

    @property
    def today(self) -> date:
        return today()

    @property
    def who(self) -> Identity:
        """The person; only pages that are open to all have none."""
        assert self.identity is not None
        return self.identity

    @property
    def actor(self) -> Actor:
        who = self.who
        return Actor(account=who.login, person=who.person, address=self.address)

    def may(self, right: str) -> bool:
        return self.policy.may(self.viewer, right)

    def reach(self, right: str) -> Reach:
        if right not in self._reaches:
            self._reaches[right] = self.policy.reach(self.viewer, right)
        return self._reaches[right]

    @cached_property
    def _reaches(self) -> dict[str, Reach]:
        """Those that were asked for: a page asks for the same one again and again."""
        return {}

    def hidden(self, table: str) -> frozenset[str]:
        return self.policy.hidden_columns(self.viewer, table)

    def place(self, right: str) -> Place:
        """The place that the page speaks of: the asked one, or the widest that one may see.

        Raises Http404 for a place that lies outside: what one may not see is not there.
        """
        reach = self.reach(right)
        asked = self.query.get("org", "")
        if asked:
            place = place_of(asked)
            if not reach.covers(court=place.court, division=place.division, judge=place.judge):
                raise Http404
            return place
        home = self.identity.court if self.identity else ""
        at_home = [one for one in reach if one.court == home]
        found = next(iter(at_home or reach), None)
        if found is None:
            raise Http404
        return found

    @property
    def period(self) -> Period | None:
        """The asked period; None for the page's own. Raises RequestError if it cannot be read."""
        text = self.query.get("period", "")
        return Period.of(text) if text else None

    @property
    def as_of(self) -> str:
        """The asked data version, empty for the latest."""
        return self.query.get("as_of", "")

    @property
    def carried(self) -> dict[str, str]:
        return {name: self.query[name] for name in CARRIED if self.query.get(name)}

    def with_place(self, place: Place) -> Visit:
        return replace(self, query={**self.query, "org": org_of(place)})


class PageRequest(HttpRequest):
    """A request that went through the middleware."""

    visit: Visit
    htmx: HtmxDetails


def place_of(org: str) -> Place:
    """The place that an `org` in an address names: court, court/division or court/division/judge.

    >>> place_of("辽9901/民一庭").division
    '民一庭'
    """
    parts = [*org.split(_PARTS), "", ""]
    return Place(court=parts[0], division=parts[1], judge=parts[2])


def org_of(place: Place) -> str:
    """The place as an `org` in an address.

    >>> org_of(Place(court="辽9901", judge="甲01"))
    '辽9901//甲01'
    """
    return _PARTS.join((place.court, place.division, place.judge)).rstrip(_PARTS)


def address_with(path: str, carried: dict[str, str]) -> str:
    """A path with what is carried on, in a fixed order."""
    query = urlencode({name: value for name, value in carried.items() if value})
    if not query:
        return path
    return f"{path}{'&' if '?' in path else '?'}{query}"


def period_or_none(visit: Visit) -> tuple[Period | None, str]:
    """The asked period, or None with a sentence that says why it cannot be read."""
    try:
        return visit.period, ""
    except RequestError as error:
        return None, visit.texts.error(error)
