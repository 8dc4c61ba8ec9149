"""How far a right reaches: the places whose rows and figures somebody may see.

A `Place` narrows from court to division to judge; an empty part stands for all of them. A `Reach`
is the union of its places. Who has which reach is decided by the rights engine alone; listings,
figures, exports and the records only apply it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import ClassVar


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """A court (代字), a division of it, a judge: empty means all.

    The judge is the name under which the case system knows the person.
    """

    court: str = ""
    division: str = ""
    judge: str = ""

    def covers(self, court: str, division: str, judge: str) -> bool:
        """Whether that place lies inside this one; an empty part asks for all of it."""
        return (
            self.court in {"", court}
            and self.division in {"", division}
            and self.judge in {"", judge}
        )

    @property
    def wider(self) -> tuple[Place, ...]:
        """All other places that cover this one.

        >>> len(Place(court="辽9901", division="民一庭").wider)
        3
        """
        parts = ((part, "") if part else ("",) for part in (self.court, self.division, self.judge))
        return tuple(
            Place(court=court, division=division, judge=judge)
            for court, division, judge in islice(product(*parts), 1, None)
        )


@dataclass(frozen=True)
class Reach:
    """Places, any of which is enough. No places: nothing is seen."""

    places: tuple[Place, ...] = ()

    EVERYTHING: ClassVar[Reach]
    NOTHING: ClassVar[Reach]

    @classmethod
    def of(cls, places: Iterator[Place] | tuple[Place, ...] | list[Place]) -> Reach:
        """The union, without places that lie inside others, in a fixed order."""
        found = set(places)
        return cls(tuple(one for one in sorted(found) if found.isdisjoint(one.wider)))

    def covers(self, *, court: str, division: str = "", judge: str = "") -> bool:
        """Whether a row there, or a whole court or division, may be seen.

        >>> Reach((Place(court="辽9901", division="民一庭"),)).covers(court="辽9901")
        False
        """
        asked = Place(court=court, division=division, judge=judge)
        return asked in self._places or not self._places.isdisjoint(asked.wider)

    def touches(self, court: str) -> bool:
        """Whether anything of a court may be seen."""
        return not self._courts.isdisjoint(("", court))

    @property
    def is_everything(self) -> bool:
        return Place() in self._places

    # A higher court sees hundreds of courts, and each page asks hundreds of times.
    @cached_property
    def _places(self) -> frozenset[Place]:
        return frozenset(self.places)

    @cached_property
    def _courts(self) -> frozenset[str]:
        return frozenset(one.court for one in self.places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places)

    def __bool__(self) -> bool:
        return bool(self.places)

    def __or__(self, other: Reach) -> Reach:
        return Reach.of([*self.places, *other.places])


Reach.EVERYTHING = Reach((Place(),))
Reach.NOTHING = Reach()
