"""What the administration reads: the tree of units and the register of people.

Only whoever holds `units.manage` comes here (web and operations ask for it); nothing of it is
business data. Attributes of Party membership are left out, as they are the Party office's alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from tuobo.records.organisation.models import Attribute, Person, Posting, Unit
from tuobo.records.organisation.people_changes import PARTY

KINDS = tuple(Unit.Kind.values)
LEVELS = tuple(level for level in Unit.Level.values if level)
ATTRIBUTES = tuple(kind for kind in Attribute.Kind.values if kind not in PARTY)
"""What forms of the administration offer."""


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
class PeopleAsked:
    """Which people: by words in name or number, by unit, also those who have left."""

    text: str = ""
    unit_id: int | None = None
    with_left: bool = False


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


def posts_of(person_id: int) -> tuple[Post, ...]:
    """All posts of a person, the latest first."""
    held = Posting.objects.filter(person_id=person_id).select_related("unit")
    return tuple(_post(one) for one in held.order_by("-starts_on", "-id"))


def traits_of(person_id: int) -> tuple[Trait, ...]:
    """The attributes of a person that the administration keeps."""
    kept = Attribute.objects.filter(person_id=person_id).exclude(kind__in=PARTY)
    return tuple(
        Trait(id=one.pk, kind=one.kind, starts_on=one.starts_on, ends_on=one.ends_on)
        for one in kept.order_by("-starts_on", "-id")
    )


def court_of_person(person_id: int) -> Unit | None:
    """The court that a person belongs to."""
    return Unit.objects.filter(people__pk=person_id).first()


def count_people(asked: PeopleAsked) -> int:
    return _people(asked).count()


def people(asked: PeopleAsked, *, offset: int = 0, size: int) -> tuple[PersonLine, ...]:
    """A stretch of the register. Two statements."""
    open_posts = Posting.objects.filter(ends_on__isnull=True).select_related("unit")
    shown = _people(asked).select_related("court").order_by("court__position", "number", "id")
    shown = shown.prefetch_related(Prefetch("postings", open_posts, to_attr="open_posts"))
    return tuple(map(_line, shown[offset : offset + size]))


def _people(asked: PeopleAsked) -> QuerySet[Person]:
    found = Person.objects.all()
    for word in asked.text.split():
        is_named = Q(name__icontains=word) | Q(number__icontains=word)
        found = found.filter(is_named | Q(case_name__icontains=word))
    if asked.unit_id is not None:
        held = Posting.objects.filter(unit_id=asked.unit_id, ends_on__isnull=True)
        found = found.filter(pk__in=held.values("person_id"))
    return found if asked.with_left else found.filter(ends_on__isnull=True)


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
