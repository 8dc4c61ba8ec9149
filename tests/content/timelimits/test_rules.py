"""The rule files are whole: nothing marked as read in the law is missing, nothing is ambiguous.

These tests read the files themselves; they do not compute any deadline.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product

import pytest

from tuobo.core.content import Content, InForce, Source
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.timelimits.definitions import Checkpoint, Ground, Limit, Reading

OWN_READINGS = {"C-16"}

_IDS_OF_THE_REFERENCE = """
CIV1-ORD CIV1-SIM CIV1-SML CIV1-FOR CIV1-MAR CIV2-JUD CIV2-RUL CIV-SP CIV-SP-VOTE CIV-SP-CFM
CIV-DUN CIV-PUB CIV-RX CIV-RT CIV-KS CIV-JY CIV-SANC CIV-PO CIV-ARB-SET CIV-TW
CR1-PUB CR1-SIM CR1-SPD CR1-PRI CR2 CR-RT CR-RX CR-KS CR-LOW CR-DEATH CR-RED CR-MED CR-CON
AD1-ORD AD1-SIM AD2 AD-RX AD-RT AD-KS AD-JY AD-NL-A AD-NL AD-NL-R
SC-OWN SC-COM SC-RX SC-RT SC-FILE
EX-IMP EX-NL EX-OBJ EX-REV EX-ARB EX-NOT EX-PRES EX-PRES-PRE EX-PRES-R EX-DLG EX-CRIM EX-6M
"""

_NO_RULE_HELD = """
刑辖 民辖 民辖监 行辖 行辖终 赔辖 赔辖终
刑监 刑医监 刑止 刑止调 刑止核 刑更监 刑更备 刑教 刑教解 刑教复 刑教监 刑他
民特监 民督监 民保更 民他 民算 行他 行赔他 赔确监 赔他
司救刑 司救民 司救行 司救赔 司救执 司救访 司救他
认港 认澳 认复 认他 请台送 请港送 请澳送 台请送 港请送 澳请送 请台调 请港调 请澳调
台请调 港请调 澳请调 请移管 助移管 请移赃 助移赃
协外认 协他 协外送 请外送 协外调 请外调 请外移 协外移 请外引 协外引
司惩 执保 执监 执协 执他 清申 清终 清监 破监 强清
诉前调 民诉前调 行诉前调 诉前调书 FOREIGN
"""
IDS_OF_THE_REFERENCE = tuple(_IDS_OF_THE_REFERENCE.split())
NO_RULE_HELD = frozenset(_NO_RULE_HELD.split())


@cache
def limits() -> tuple[Limit, ...]:
    return Content().load("timelimits/limits", Limit)


@cache
def grounds() -> tuple[Ground, ...]:
    return Content().load("timelimits/grounds", Ground)


@cache
def nodes() -> tuple[Checkpoint, ...]:
    return Content().load("timelimits/checkpoints", Checkpoint)


@cache
def readings() -> tuple[Reading, ...]:
    return Content().load("timelimits/readings", Reading)


@cache
def vocabularies() -> Vocabularies:
    return Vocabularies.of(Content())


def words_of(limit: Limit) -> tuple[str, ...]:
    return tuple(str(word) for word in limit.applies["case_word"])


def domain_of(word: str) -> str:
    return str(vocabularies()["case_word"].by_code[word].attributes["domain"])


@pytest.mark.parametrize("rule", IDS_OF_THE_REFERENCE)
def test_every_rule_of_the_reference_is_encoded_as_limit_or_node(rule: str) -> None:
    assert rule in {one.id for one in (*limits(), *nodes())}


def test_every_case_word_is_governed_or_known_to_have_no_rule() -> None:
    governed = {word for limit in limits() for word in words_of(limit)}
    every = set(vocabularies()["case_word"].by_code)
    assert governed | NO_RULE_HELD == every
    assert not governed & NO_RULE_HELD


def test_every_word_without_a_rule_is_explained_in_the_list_for_people() -> None:
    """Judicial-assistance words are explained together, all others one by one."""
    text = (Content().roots[0] / "timelimits" / "NOT-CARRIED.md").read_text(encoding="utf-8")
    missing = [word for word in sorted(NO_RULE_HELD) if domain_of(word) != "assistance"]
    assert [word for word in missing if word not in text] == []


def test_every_limit_names_its_case_words() -> None:
    """A rule that selects by domain alone would silently govern words added later."""
    assert [limit.key for limit in limits() if not limit.applies.get("case_word")] == []


def _accepts(limit: Limit, case: dict[str, str | bool | None]) -> bool:
    inside = all(case.get(name) in values for name, values in limit.applies.items())
    return inside and not any(case.get(name) in values for name, values in limit.unless.items())


def _cases_of(word: str, rules: list[Limit]) -> Iterator[dict[str, str | bool | None]]:
    """Every combination of the values that the word's rules speak of, empty, and one other."""
    columns = sorted({name for rule in rules for name in (*rule.applies, *rule.unless)})
    columns.remove("case_word")
    choices: list[list[str | bool | None]] = []
    for name in columns:
        named = {
            value
            for rule in rules
            for value in (*rule.applies.get(name, ()), *rule.unless.get(name, ()))
        }
        choices.append([*named, *({None, "something else"} - named)])
    for values in product(*choices):
        yield {"case_word": word, **dict(zip(columns, values, strict=True))}


def test_no_case_comes_under_two_limits_on_any_day() -> None:
    """Brute force over all combinations of all selecting columns, at every change of the law."""
    changes = {rule.in_force.start for rule in limits()} | {rule.in_force.end for rule in limits()}
    days = sorted(day for day in changes if day is not None)
    tried = 0
    for word in sorted({word for limit in limits() for word in words_of(limit)}):
        rules = [limit for limit in limits() if word in words_of(limit)]
        for case in _cases_of(word, rules):
            matching = [limit for limit in rules if _accepts(limit, case)]
            for day in days:
                held = [limit.key for limit in matching if limit.in_force.holds_on(day)]
                tried += 1
                assert len(held) <= 1, (case, day, held)
    assert tried > 10_000


def test_versions_of_a_rule_follow_one_another_without_gap() -> None:
    for name in {limit.id for limit in limits()}:
        spans = [limit for limit in limits() if limit.id == name]
        spans.sort(key=lambda one: one.version)
        ends = [one.in_force.end for one in spans[:-1]]
        assert ends == [one.in_force.start for one in spans[1:]], name
        assert [one.version for one in spans] == list(range(1, len(spans) + 1)), name


def test_grounds_are_those_of_the_code_list_and_versions_do_not_overlap() -> None:
    assert {one.id for one in grounds()} == set(vocabularies()["interval_ground"].by_code)
    for one in grounds():
        for other in grounds():
            if one is not other and one.id == other.id:
                assert not _meet(one.in_force, other.in_force), one.id


def _meet(one: InForce, other: InForce) -> bool:
    start = max(one.start or date.min, other.start or date.min)
    return start < min(one.end or date.max, other.end or date.max)


def test_a_ground_that_a_limit_accepts_is_allowed_in_every_domain_of_the_limit() -> None:
    allowed = {(ground.id, domain) for ground in grounds() for domain in ground.domains}
    for limit in limits():
        domains = {domain_of(word) for word in words_of(limit)}
        for ground in limit.exclusions:
            assert {(ground, domain) for domain in domains} <= allowed, (limit.key, ground)


def test_every_ground_is_accepted_by_at_least_one_limit() -> None:
    accepted = {ground for limit in limits() for ground in limit.exclusions}
    assert {ground.id for ground in grounds()} == accepted


def test_public_notice_is_never_excluded_in_a_simplified_case() -> None:
    """民诉法解释 art. 140: simplified cases may not use service by notice at all."""
    for limit in limits():
        if set(limit.applies.get("procedure", ())) & {"simplified", "small_claims"}:
            assert "X-NOTICE" not in limit.exclusions, limit.key


def test_codes_approvers_and_event_kinds_exist() -> None:
    lists = {
        "procedure": "procedure",
        "matter": "matter",
        "appeal_object": "appeal_object",
        "likely_sentence": "likely_sentence",
        "case_word": "case_word",
        "domain": "domain",
        "instance": "instance",
        "closing_way": "closing_way",
    }
    for rule in (*limits(), *nodes()):
        for name, values in (*rule.applies.items(), *rule.unless.items()):
            if name not in lists:
                assert set(values) <= {True, False, None}, (rule.id, name)
                continue
            codes = vocabularies()[lists[name]].by_code
            assert {value for value in values if value is not None} <= set(codes), (rule.id, name)
    approvers = {who for limit in limits() for step in limit.extensions for who in step.approvers}
    assert approvers <= set(vocabularies()["approver"].by_code)
    places = {place for node in nodes() for place in (*node.since, *node.until)}
    places |= {place for limit in limits() for place in (*limit.start, *limit.warn_start)}
    kinds = {place.split(".")[1] for place in places if place.startswith("event.")}
    kinds |= {kind for limit in limits() for kind in limit.restarts}
    assert kinds <= set(vocabularies()["event_kind"].by_code)


def test_contested_points_are_those_of_the_reference_and_one_of_our_own() -> None:
    assert {one.id for one in readings()} == {f"C-{n}" for n in range(1, 16)} | OWN_READINGS


def test_every_variant_names_an_option_that_exists() -> None:
    options = {one.id: {option.id for option in one.options} for one in readings()}
    for rule in (*limits(), *grounds(), *nodes()):
        for variant in rule.variants:
            for reading, option in variant.when.items():
                assert option in options[reading], (rule.id, reading, option)
                default = next(one.default for one in readings() if one.id == reading)
                assert option != default, "the rule itself is the default reading"


def test_whoever_trusts_a_rule_less_is_told_why() -> None:
    """Anything but a text that was read (T) carries a note."""
    sources: list[tuple[str, Source]] = [
        *((rule.id, rule.source) for rule in (*limits(), *grounds(), *nodes())),
        *((one.id, one.source) for one in readings()),
    ]
    assert [name for name, source in sources if source.mark != "T" and not source.note] == []


def test_criminal_limits_stick_to_month_ends_and_do_not_roll_in_custody() -> None:
    """刑诉法解释 art. 202 and 刑诉法 art. 105; all other limits do neither."""
    for limit in limits():
        if limit.outcome == "no_limit":
            continue
        criminal = {domain_of(word) for word in words_of(limit)} == {"criminal"}
        assert (limit.month_end == "sticky") == criminal, limit.key
        assert (limit.roll == "unless_custody") == criminal, limit.key


def test_conversion_restarts_criminal_clocks_and_keeps_all_others() -> None:
    """刑诉法解释 art. 368 and 376 against 民诉法解释 art. 258 and 行诉法解释 art. 105."""
    first = {"CR1-PUB", "CR1-PRI-CUS", "CR1-PRI", "CR1-SIM", "CR1-SIM-LONG", "CR1-SPD"}
    restarting = {limit.id for limit in limits() if limit.conversion == "restarts"}
    assert restarting == first | {"CR1-SPD-LONG"}
