"""Party names, only in order to hide them: they never enter a fact table.

Natural persons keep their surname (张某; two of the same surname 张某甲, 张某乙), names of other
peoples and foreign names keep their first character; organisations keep their name. Rule of the
Supreme People's Court on publishing judgments, 2016, articles 8 and 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tuobo.engines.intake.documents.phrases import Phrases

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_SOMEBODY = "某"
_NEVER_ORGANISATION = 3
_MIDDLE_DOTS = "·•・．‧"
_PERSON = re.compile(rf"^[一-鿿㐀-䶿𠀀-𮯯×*Xx{_MIDDLE_DOTS}A-Za-z]{{2,24}}[0-9]{{0,2}}$")
_SEX = re.compile(r"(?<=.{2})[男女](?:$|\d).*$")
_OFFICIAL = re.compile(
    r"(?P<office>审判长|审判员|陪审员|书记员|法官助理|检察员)(?P<name>[一-鿿]{2,3})"
    r"(?=独任|适用|担任|于|公开|依法|、|,|。|$|进行|审理|组成|任|对|和|与)"
)


@dataclass(frozen=True)
class Person:
    """A name in a role; `is_person` is false for organisations."""

    role: str
    name: str
    is_person: bool


class People:
    """Finds and hides names with the phrase lists."""

    def __init__(self, phrases: Phrases) -> None:
        roles = "|".join(rule.pattern for rule in phrases["party_role"])
        self._entry = re.compile(
            rf"(?:^|(?<=[。;,号:)\d]))(?P<role>{roles})(?P<aside>(?:\([^()]{{0,30}}\))*):?"
            rf"(?P<names>[^,。;:()]{{2,60}})"
        )
        # A sex behind the name shows a person, whatever stands before the role or ends the name.
        self._with_sex = re.compile(
            rf"(?P<role>{roles})(?:\([^()]{{0,30}}\))*:?(?P<name>[一-鿿㐀-䶿𠀀-𮯯]{{2,4}})[,(]?[男女](?=[,。;(])"
        )
        self._phrases = phrases

    def found_in(self, text: str, end: int) -> tuple[Person, ...]:
        """The parties and representatives that the header and the opening introduce."""
        found = {
            match["name"]: Person(match["role"], match["name"], is_person=True)
            for match in self._with_sex.finditer(text, 0, end)
        }
        for match in self._entry.finditer(text, 0, end):
            for name in match["names"].split("、"):
                plain = _SEX.sub("", name)
                is_person = self._is_person(plain)
                if is_person or self._phrases["organisation"].fits(plain):
                    found.setdefault(plain, Person(match["role"], plain, is_person))
        return tuple(found.values())

    def _is_person(self, name: str) -> bool:
        foreign = any(dot in name for dot in _MIDDLE_DOTS) or name.isascii()
        if len(name) > (24 if foreign else 4) or not _PERSON.match(name):
            return False
        # Names of two or three characters may end like an organisation (…城, …行).
        return len(name) <= _NEVER_ORGANISATION or not self._phrases["organisation"].fits(name)

    def surname(self, name: str) -> str:
        """What stays of a name: the surname, or the first character of a foreign name."""
        if self._phrases["compound_surname"].fits(name) and len(name) > 2:
            return name[:2]
        return name[:1]

    def masks(self, people: Iterable[Person]) -> Mapping[str, str]:
        """Each person's name → what is shown for it; already hidden names stay as they are."""
        names = [one.name for one in people if one.is_person and _SOMEBODY not in one.name]
        by_surname: dict[str, list[str]] = {}
        for name in dict.fromkeys(names):
            by_surname.setdefault(self.surname(name), []).append(name)
        shown = {}
        for surname, bearers in by_surname.items():
            for at, name in enumerate(bearers):
                shown[name] = surname + _SOMEBODY + (_stem(at) if len(bearers) > 1 else "")
        return shown

    def masked(self, text: str, people: Iterable[Person]) -> str:
        """The text with the names of persons hidden, the longest first, and of those who sat."""
        shown = self.masks(people)
        if shown:
            names = sorted(shown, key=len, reverse=True)
            every = re.compile("|".join(re.escape(name) for name in names))
            text = every.sub(lambda match: shown[match.group()], text)
        return _OFFICIAL.sub(lambda match: f"{match['office']}{match['name'][0]}{_SOMEBODY}", text)


def _stem(at: int) -> str:
    """甲, 乙 … 癸, then numbers."""
    return _STEMS[at] if at < len(_STEMS) else str(at + 1)
