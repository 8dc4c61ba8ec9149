"""Whose case a document is: its number, court, case word, and the number that it reviews.

The own number stands in the header, before the first party; a number further down belongs to
another case and is never taken for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from tuobo.core.case_number import CaseNumber, CaseNumbers
from tuobo.core.vocabulary import Vocabularies, Vocabulary
from tuobo.engines.intake.documents.phrases import Phrases
from tuobo.engines.intake.documents.readings import Found, Identity
from tuobo.engines.intake.documents.zones import Zones

_HEADER_MOST = 300
_REVIEWING = frozenset({"second", "retrial", "retrial_review", "enforcement_review"})
_DECISION = re.compile(r"[^,。;]{0,12}?(?:判决|裁定|决定|调解)")
_NUMBER = re.compile(
    r"(?P<year>\((?:19|20)\d{2}\)|(?<![\d)])(?:19|20)\d{2}年?(?=[一-鿿]))"
    r"(?P<rest>[^,。;:《》\"“”月日]{1,24}?\d{1,8})(?:[、-]\d{1,8})*号(?P<suffix>之[一二三四五六七八九十]+)?"
)
_OLD = re.compile(r"^(?P<court>\D{0,10}?)(?P<word>[^\d()]{2,8})字第?0*(?P<serial>\d{1,8})$")
_COURT = re.compile(r"[一-鿿]{2,40}?法院")
_PROVINCE = re.compile(
    r"^(?:中华人民共和国)?(?:[一-鿿]{2,3}?省|内蒙古自治区|[一-鿿]{2,6}?自治区|北京市|上海市|天津市|重庆市)"
)
# What a publisher's page or a formal style puts before the name.
_LABEL = re.compile(
    r"^(?:文书内容|文书正文|正文|审理法院|法院名称|中国裁判文书网|裁判文书网?|中华人民共和国)+"
)


class Identities:
    """Reads identities with the vocabularies in use."""

    def __init__(self, vocabularies: Vocabularies, phrases: Phrases) -> None:
        self._numbers = CaseNumbers.of(vocabularies)
        self._words = vocabularies["case_word"]
        self._courts = _codes_by_name(vocabularies["court"])
        self._phrases = phrases

    def read(self, zones: Zones) -> Identity:
        text = zones.text
        header = self._header_end(zones)
        own = self._own_number(text, header)
        name = self._court_name(text, header)
        if own is None:
            return Identity(court=self._court(name), court_name=name)
        number, found = own
        word = self._word(number)
        entry = self._words.by_code.get(word.value if word else "")
        attributes = entry.attributes if entry else {}
        instance = str(attributes.get("instance", ""))
        origin = self._origin(zones, found, instance)
        return Identity(
            case_number=found,
            court=self._court_of(number, found, name),
            court_name=name,
            case_word=Found(word.value, found.start, found.end, word.certainty) if word else None,
            year=number.year,
            serial=number.serial,
            domain=str(attributes.get("domain", "")),
            instance=instance,
            origin=origin,
            appeal_object=self._appeal_object(zones.text, origin, instance),
            matter=self._matter(zones, number.word, instance),
        )

    def _header_end(self, zones: Zones) -> int:
        most = max(zones.title_end + 90, _HEADER_MOST if not zones.title_end else 0)
        first = self._phrases["party_role"].first(zones.text, zones.title_end, most)
        return first.start if first else most

    def _own_number(self, text: str, end: int) -> tuple[CaseNumber, Found[str]] | None:
        for match in _NUMBER.finditer(text, 0, end):
            number = self._parsed(match)
            if number:
                return number, Found(str(number.case), match.start(), match.end())
        return None

    def _parsed(self, match: re.Match[str]) -> CaseNumber | None:
        year = re.sub(r"\D", "", match["year"])
        known = self._numbers.parse(f"({year}){match['rest']}号")
        if known:
            return known
        old = _OLD.match(match["rest"])
        return _loosely(int(year), old, self._phrases) if old else None

    def _word(self, number: CaseNumber) -> Found[str] | None:
        """The word in today's list: as written, or mapped from the older form."""
        code = self._numbers.word_code(number.word)
        if code in self._words.by_code:
            return Found(code, 0, 0, "stated" if code == number.word else "derived")
        plain = re.sub(r"[()一二三四五六七八九十]", "", number.word)
        older = self._phrases["old_case_word"].meaning(plain)
        return Found(older.value, 0, 0, "derived") if older else None

    def _court_name(self, text: str, end: int) -> Found[str] | None:
        match = _COURT.search(text, 0, end)
        if match is None:
            return None
        name = _LABEL.sub("", match.group())
        return Found(name, match.end() - len(name), match.end())

    def _court_of(
        self, number: CaseNumber, found: Found[str], name: Found[str] | None
    ) -> Found[str] | None:
        """The code that a number of today's form carries; else the court by its name."""
        if number.is_old:
            return self._court(name)
        return Found(number.court, found.start, found.end)

    def _court(self, name: Found[str] | None) -> Found[str] | None:
        """The code of a name; where the list does not know it the name itself (it is open)."""
        if name is None:
            return None
        known = self._courts.get(name.value) or self._courts.get(short_name(name.value))
        return Found(known or name.value, name.start, name.end, "derived" if known else "stated")

    def _origin(self, zones: Zones, own: Found[str], instance: str) -> Found[str] | None:
        """The number of the decision under review: the last one that the opening names.

        On appeal it is a first-instance number; after a remand that of the second first instance.
        """
        if instance not in _REVIEWING:
            return None
        named = []
        for match in _NUMBER.finditer(zones.text, own.end, zones.opening_end):
            decided = _DECISION.match(zones.text, match.end())
            number = self._parsed(match) if decided else None
            if number and str(number.case) != own.value:
                word = self._word(number)
                entry = self._words.by_code.get(word.value if word else "")
                found = Found(str(number.case), match.start(), match.end())
                named.append((entry.attributes.get("instance") if entry else "", found))
        if instance == "second":
            named = [one for one in named if one[0] == "first"] or named[:1]
        return named[-1][1] if named else None

    def _appeal_object(
        self, text: str, origin: Found[str] | None, instance: str
    ) -> Found[str] | None:
        """Whether a judgment or a ruling is appealed: their limits differ (民诉法 183)."""
        if origin is None or instance != "second":
            return None
        decided = _DECISION.match(text, origin.end)
        hit = (
            self._phrases["appeal_object"].first(text, origin.end, decided.end())
            if decided
            else None
        )
        return Found(hit.value, origin.start, hit.end) if hit else None

    def _matter(self, zones: Zones, word: str, instance: str) -> Found[str] | None:
        """Public or private prosecution, as the header names the one who prosecutes."""
        if instance != "first" or not word.startswith("刑"):
            return None
        hit = self._phrases["matter"].first(zones.text, 0, zones.opening_end)
        return Found(hit.value, hit.start, hit.end) if hit else None


def _loosely(year: int, old: re.Match[str], phrases: Phrases) -> CaseNumber | None:
    """An older number whose word begins with a kind that the core list does not have."""
    whole = old["court"] + old["word"]
    for cut in range(len(whole)):
        if phrases["old_case_word"].meaning(whole[cut:]):
            serial = old["serial"]
            return CaseNumber(
                year=year, court=whole[:cut], word=whole[cut:], serial=int(serial), is_old=True
            )
    return None


def _codes_by_name(courts: Vocabulary) -> Mapping[str, str]:
    """Full names, and names without the province where only one court has them."""
    full = {name: one.code for one in courts.entries for name in (one.zh, *one.synonyms)}
    short = Counter(short_name(name) for name in full)
    return {
        short_name(name): code for name, code in full.items() if short[short_name(name)] == 1
    } | full


def short_name(name: str) -> str:
    """A court's name without its province."""
    return _PROVINCE.sub("", name)
