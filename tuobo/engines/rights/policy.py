"""The policy: from the roles that somebody holds to what they may see and do.

Nothing is allowed that no role gives. Where a right is not held the answer is an empty reach, so
that what one may not see looks like what is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from tuobo.core.content import Content, near, unique
from tuobo.core.errors import DefinitionError
from tuobo.core.reach import Place, Reach
from tuobo.engines.rights.definition import (
    Level,
    Right,
    RightId,
    RightsFile,
    Role,
    RoleKind,
    RuleOfColumn,
)

_OF_ONESELF = frozenset({"desk.own", "limits.reply"})
"""What everyone has for themselves alone; whoever views as another only reads it."""


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A role that somebody holds at a place on the day in question.

    `below` are the codes of the courts under `court`, in official order.
    """

    role: str
    court: str = ""
    division: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Whoever looks: the account's id, the name that the case system knows them by, their roles."""

    account: str
    judge: str = ""
    holdings: tuple[Holding, ...] = ()


class Policy:
    """All rights, roles and column rules of a content, checked against one another."""

    def __init__(self, files: Iterable[RightsFile]) -> None:
        files = tuple(files)
        rights = unique(tuple(one for file in files for one in file.rights), "right")
        roles = unique(tuple(one for file in files for one in file.roles), "role")
        self.rights: Mapping[str, Right] = {one.right: one for one in rights}
        self.roles: Mapping[str, Role] = {one.role: one for one in roles}
        self.columns: tuple[RuleOfColumn, ...] = tuple(c for file in files for c in file.columns)
        self._check()

    @classmethod
    def of(cls, content: Content) -> Policy:
        return _of(content)

    def may(self, viewer: Viewer, right: RightId) -> bool:
        """Whether somebody holds a right anywhere."""
        return any(True for _ in self._levels(viewer, right))

    def may_at(self, viewer: Viewer, right: RightId, place: Place) -> bool:
        """Whether somebody holds a right at a place."""
        return self.reach(viewer, right).covers(
            court=place.court, division=place.division, judge=place.judge
        )

    def reach(self, viewer: Viewer, right: RightId) -> Reach:
        """How far a right of somebody reaches; rights of the administration reach no data."""
        places: list[Place] = []
        for holding, level in self._levels(viewer, right):
            places += _places(holding, level, viewer.judge)
        return Reach.of(places)

    def hidden_columns(self, viewer: Viewer, table: str) -> frozenset[str]:
        """The columns of a fact table that somebody does not see."""
        return frozenset(
            rule.column
            for rule in self.columns
            if rule.table == table and not self.may(viewer, rule.right)
        )

    def lies_within(self, other: Viewer, own: Viewer) -> bool:
        """Whether somebody else holds no right beyond one's own, so that one may view as them."""
        if self.is_administration(other):
            return False
        rights = self.rights_of(other) - _OF_ONESELF
        return rights <= self.rights_of(own) and all(
            self.may_at(own, right, place) for right in rights for place in self.reach(other, right)
        )

    def rights_of(self, viewer: Viewer) -> frozenset[RightId]:
        return frozenset(
            right
            for holding in viewer.holdings
            for rights in self._role(holding.role).grants.values()
            for right in rights
        )

    def unit_kind_of(self, role: str) -> str:
        """The kind of unit that a role is held at; empty where any will do."""
        return self._role(role).unit_kind

    def needs_second_factor(self, viewer: Viewer) -> bool:
        return any(self._role(one.role).second_factor for one in viewer.holdings)

    def is_administration(self, viewer: Viewer) -> bool:
        return any(self._role(one.role).kind is RoleKind.ADMINISTRATION for one in viewer.holdings)

    def combines_badly(self, roles: Iterable[str]) -> tuple[str, str] | None:
        """Two of the roles that one person must not hold together, if there are such."""
        held = list(dict.fromkeys(roles))
        for one in held:
            for other in held:
                if one != other and self._exclude_each_other(one, other):
                    return one, other
        return None

    @cached_property
    def separated(self) -> tuple[tuple[str, str], ...]:
        """All pairs of roles that one person must not hold together."""
        names = list(self.roles)
        return tuple(
            (one, other)
            for number, one in enumerate(names)
            for other in names[number + 1 :]
            if self._exclude_each_other(one, other)
        )

    def _exclude_each_other(self, one: str, other: str) -> bool:
        first, second = self._role(one), self._role(other)
        if first.kind is not second.kind:
            return True  # whoever administers the system sees no business data
        return other in first.excludes or one in second.excludes

    def _levels(self, viewer: Viewer, right: RightId) -> Iterator[tuple[Holding, Level]]:
        self.must_know(right)
        for holding in viewer.holdings:
            for level, rights in self._role(holding.role).grants.items():
                if right in rights:
                    yield holding, level

    def _role(self, name: str) -> Role:
        if name not in self.roles:
            raise DefinitionError("rights.no_role", role=name, known="、".join(self.roles))
        return self.roles[name]

    def must_know(self, right: RightId) -> None:
        """DefinitionError for a right that the content does not have."""
        if right not in self.rights:
            suggestion = near(right, list(self.rights))
            raise DefinitionError("rights.no_right", right=right, suggestion=suggestion)

    def _check(self) -> None:
        for role in self.roles.values():
            for other in role.excludes:
                self._role(other)
            for level, rights in role.grants.items():
                for right in rights:
                    self.must_know(right)
                    if self.rights[right].kind is not role.kind:
                        raise DefinitionError(
                            "rights.kind", role=role.role, level=level, right=right
                        )
        for rule in self.columns:
            self.must_know(rule.right)


def _places(holding: Holding, level: Level, judge: str) -> tuple[Place, ...]:
    """Where a level of a holding reaches; nowhere if what the level needs is not known."""
    court, division = holding.court, holding.division
    places: dict[Level, tuple[Place, ...]] = {
        "own": (Place(court=court, judge=judge),) if judge else (),
        "division": (Place(court=court, division=division),) if division else (),
        "court": (Place(court=court),),
        "below": tuple(Place(court=one) for one in (court, *holding.below)),
        "office": (),
    }
    return places[level] if court else ()


@cache
def _of(content: Content) -> Policy:
    return Policy(content.load("rights", RightsFile))
