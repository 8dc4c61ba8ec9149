"""Named sets of people of whom a cadence asks, such as the leaders of the court: content."""

from __future__ import annotations

from datetime import date
from functools import cache

from django.db.models import Exists, OuterRef, Q

from tuobo.core.content import Content, Definition, Names, near, unique
from tuobo.core.errors import DefinitionError
from tuobo.records.organisation.models import Attribute, Posting


class CadenceSet(Definition):
    """Whoever holds one of some posts or attributes today."""

    set: str
    names: Names
    posts: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


@cache
def cadence_sets(content: Content) -> dict[str, CadenceSet]:
    return {one.set: one for one in unique(content.load("cadence_sets", CadenceSet), "set")}


def in_set(content: Content, name: str, on: date) -> Q:
    """The people of a set on a day; DefinitionError for a set that the content does not have."""
    sets = cadence_sets(content)
    if name not in sets:
        raise DefinitionError("ledger_store.no_set", found=name, suggestion=near(name, list(sets)))
    held = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    posts = Posting.objects.filter(held, person=OuterRef("pk"), post__in=sets[name].posts)
    attributes = Attribute.objects.filter(
        held, person=OuterRef("pk"), kind__in=sets[name].attributes
    )
    return Q(Exists(posts)) | Q(Exists(attributes))
