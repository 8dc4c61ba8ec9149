"""What the administration reads: the tree of units and the register of people.

Only whoever holds `units.manage` comes here (web and operations ask for it); nothing of it is
business data. Attributes of Party membership are left out, as they are the Party office's alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q

from tuobo.records.organisation.models import Attribute, Person, Posting, Unit
from tuobo.records.organisation.people_changes import PARTY

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class UnitNode:
    """A unit in the tree; `people` hold an open post there."""

    id: int
    kind: str
    code: str
    name: str
    depth: int
    starts_on: date | None
    ends_on: date | None
    people: int


@dataclass(frozen=True, kw_only=True)
class Post:
    """A dated post."""

    id: int
    unit: str
    post: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class Trait:
    """A dated attribute."""

    id: int
    kind: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """A person in the register, with the posts that are open."""

    id: int
    number: str
    name: str
    case_name: str
    court: str
    ends_on: date | None
    posts: tuple[Post, ...]


@dataclass(frozen=True, kw_only=True)
class People:
    """One page of the register."""

    lines: tuple[PersonLine, ...]
    total: int
    page: int
    size: int = PAGE


def unit_tree() -> tuple[UnitNode, ...]:
    """All units, each under its parent, siblings in official order. Two statements."""
    posts = Posting.objects.filter(ends_on__isnull=True).values_list("unit_id")
    people = dict(posts.annotate(Count("person_id", distinct=True)))
    parts: dict[int | None, list[Unit]] = {}
    for unit in Unit.objects.order_by("position", "id"):
        parts.setdefault(unit.parent_id, []).append(unit)
    found: list[UnitNode] = []
    ahead = [(unit, 0) for unit in reversed(parts.get(None, []))]
    while ahead:
        unit, depth = ahead.pop()
        found.append(_node(unit, depth, people.get(unit.pk, 0)))
        # Divisions stand before the courts below, as a court's own come first.
        below = sorted(parts.get(unit.pk, []), key=lambda one: one.kind == Unit.Kind.COURT)
        ahead += [(one, depth + 1) for one in reversed(below)]
    return tuple(found)


def unit_of(unit_id: int) -> Unit | None:
    """The unit with that id."""
    return Unit.objects.select_related("parent").filter(pk=unit_id).first()


def person_of(person_id: int) -> Person | None:
    """The person with that id."""
    return Person.objects.select_related("court").filter(pk=person_id).first()


def posting_of(posting_id: int) -> Posting | None:
    return Posting.objects.select_related("person", "unit").filter(pk=posting_id).first()


def attribute_of(attribute_id: int) -> Attribute | None:
    """The attribute with that id; none of the Party office's."""
    found = Attribute.objects.select_related("person").exclude(kind__in=PARTY)
    return found.filter(pk=attribute_id).first()


def posts_of(person: Person) -> tuple[Post, ...]:
    """All posts of a person, the latest first."""
    return tuple(
        _post(one) for one in person.postings.select_related("unit").order_by("-starts_on")
    )


def traits_of(person: Person) -> tuple[Trait, ...]:
    """The attributes of a person that the administration keeps."""
    return tuple(
        Trait(id=one.pk, kind=one.kind, starts_on=one.starts_on, ends_on=one.ends_on)
        for one in person.attributes.exclude(kind__in=PARTY)
    )


def people(*, text: str = "", unit_id: int | None = None, with_left: bool, page: int = 1) -> People:
    """A page of the people that a text, a unit or neither asks for. Three statements."""
    found = Person.objects.select_related("court").order_by("court__position", "number")
    for word in text.split():
        is_named = Q(name__icontains=word) | Q(number__icontains=word)
        found = found.filter(is_named | Q(case_name__icontains=word))
    if unit_id is not None:
        held = Posting.objects.filter(unit_id=unit_id, ends_on__isnull=True).values("person_id")
        found = found.filter(pk__in=held)
    if not with_left:
        found = found.filter(ends_on__isnull=True)
    open_posts = Posting.objects.filter(ends_on__isnull=True).select_related("unit")
    shown = found.prefetch_related(Prefetch("postings", open_posts, to_attr="open_posts"))
    lines = shown[(page - 1) * PAGE : page * PAGE]
    return People(lines=tuple(map(_line, lines)), total=found.count(), page=page)


def _node(unit: Unit, depth: int, people: int) -> UnitNode:
    return UnitNode(
        id=unit.pk, kind=unit.kind, code=unit.code, name=unit.name, depth=depth,
        starts_on=unit.starts_on, ends_on=unit.ends_on, people=people,
    )  # fmt: skip


def _line(person: Person) -> PersonLine:
    return PersonLine(
        id=person.pk, number=person.number, name=person.name, case_name=person.case_name,
        court=person.court.name, ends_on=person.ends_on,
        posts=tuple(_post(one) for one in getattr(person, "open_posts", ())),
    )  # fmt: skip


def _post(posting: Posting) -> Post:
    return Post(
        id=posting.pk, unit=posting.unit.name, post=posting.post,
        starts_on=posting.starts_on, ends_on=posting.ends_on,
    )  # fmt: skip
