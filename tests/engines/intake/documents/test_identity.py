"""Case number, court, case word, cause, signature date, and the number under review."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.intake.documents.conftest import Read
from tests.engines.intake.documents.invented import SIGNED, appeal, judgment


def number(read: Read, written: str) -> str | None:
    found = read(judgment(number=written)).identity.case_number
    return found.value if found else None


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("(2031)辽9901民初123号", "（2031）辽9901民初123号"),
        ("〔2031〕辽9901民初１２３号", "（2031）辽9901民初123号"),
        ("（2031）辽9901民初123、124号", "（2031）辽9901民初123号"),
        ("（2031）辽9901民初123号之二", "（2031）辽9901民初123号"),
        ("（2014）江海民一初字第00123号", "（2014）江海民一初字第00123号"),
        ("2014年江海民初字第7号", "（2014）江海民初字第7号"),
    ],
)
def test_the_own_number_is_printed_in_the_official_form(
    read: Read, written: str, official: str
) -> None:
    assert number(read, written) == official


def test_a_document_without_own_number_has_none(read: Read) -> None:
    """The number of the judgment below is not taken for it."""
    text = appeal("判决如下：驳回上诉，维持原判。").replace("（2031）辽99民终7号", "")

    assert read(text).identity.case_number is None


@pytest.mark.parametrize(
    ("old", "word", "domain", "instance"),
    [
        ("江海民一初", "民初", "civil", "first"),
        ("江海民城初", "民初", "civil", "first"),
        ("江海商初", "民初", "civil", "first"),
        ("江中法民高终", "民终", "civil", "second"),
        ("江中法劳终", "民终", "civil", "second"),
        ("江海少民初", "民初", "civil", "first"),
        ("江前法涉外初", "民初", "civil", "first"),
        ("江中民二终", "民终", "civil", "second"),
        ("江海刑初", "刑初", "criminal", "first"),
        ("江中刑二终", "刑终", "criminal", "second"),
        ("江海行初", "行初", "administrative", "first"),
        ("江高法民申", "民申", "civil", "retrial_review"),
        ("江海执异", "执异", "enforcement", "enforcement_review"),
        ("江中民立辖终", "民辖终", "jurisdiction", "second"),
    ],
)
def test_old_case_words_are_read_as_todays(
    read: Read, old: str, word: str, domain: str, instance: str
) -> None:
    found = read(judgment(number=f"（2014）{old}字第7号")).identity

    assert found.case_word is not None
    assert (found.case_word.value, found.domain, found.instance) == (word, domain, instance)


def test_an_old_word_that_is_not_known_stays_empty(read: Read) -> None:
    found = read(judgment(number="（2014）江海民怪字第7号")).identity

    assert found.case_word is None
    assert found.domain == ""


def test_the_court_of_a_new_number_is_its_code(read: Read) -> None:
    court = read(judgment()).identity.court

    assert court is not None
    assert court.value == "辽9901"


def test_the_court_of_an_old_number_is_found_by_its_name(read: Read) -> None:
    """北京市房山区人民法院 is in the code list; a court that is not keeps its name."""
    known = read(judgment(court="北京市房山区人民法院", number="（2014）房民初字第7号")).identity
    unknown = read(judgment(number="（2014）江海民初字第7号")).identity

    assert known.court is not None
    assert known.court.value == "京0111"
    assert unknown.court is not None
    assert unknown.court.value == "江海省江海县人民法院"


@pytest.mark.parametrize("before", ["文书内容", "中华人民共和国", "中国裁判文书网"])
def test_what_stands_before_the_name_of_the_court_is_left_out(read: Read, before: str) -> None:
    found = read(judgment(court=f"{before}江海省江海县人民法院")).identity.court_name

    assert found is not None
    assert found.value == "江海省江海县人民法院"


@pytest.mark.parametrize(
    "origin",
    ["（2030）辽9901民初88号民事判决", "于2030年12月3日作出的（2030）辽9901民初88号民事判决"],
)
def test_an_appeal_names_the_judgment_below(read: Read, origin: str) -> None:
    found = read(appeal("判决如下：驳回上诉，维持原判。", origin=origin)).identity

    assert found.origin is not None
    assert found.origin.value == "（2030）辽9901民初88号"
    assert found.appeal_object is not None
    assert found.appeal_object.value == "judgment"


def test_an_appeal_against_a_ruling_says_so(read: Read) -> None:
    text = appeal("裁定如下：驳回上诉，维持原裁定。", origin="（2030）辽9901民初88号民事裁定")
    found = read(text).identity.appeal_object

    assert found is not None
    assert found.value == "ruling"


def test_a_retrial_review_names_the_last_judgment(read: Read) -> None:
    claim = (
        "再审申请人赵虚构因与被申请人赵示例买卖合同纠纷一案，不服江海县人民法院（2029）辽9901民初8号"
        "民事判决及江海市中级人民法院（2030）辽99民终9号民事判决，向本院申请再审。"
    )
    found = read(judgment(number="（2031）辽民申7号", claim=claim)).identity.origin

    assert found is not None
    assert found.value == "（2030）辽99民终9号"


@pytest.mark.parametrize(
    "signed",
    [
        f"{SIGNED}二〇三一年五月二十日书记员周虚",
        f"{SIGNED}二○三一年五月二十日法官助理吴假书记员周虚",
        f"{SIGNED}2031年5月20日书记员周虚附：《中华人民共和国某法》2020年1月1日起施行。",
        f"{SIGNED}二零三一年五月二十日代书记员周虚本判决于2031年6月30日发生法律效力。",
        "审判员孙编造二0三一年五月二十日书记员周虚第9页共9页",
    ],
)
def test_the_signature_gives_the_day_of_decision(read: Read, signed: str) -> None:
    found = read(judgment(signed=signed)).decided

    assert found is not None
    assert found.value == date(2031, 5, 20)


@pytest.mark.parametrize("signed", ["审判员孙编造二〇三一年六月××日书记员周虚", "审判员孙编造"])
def test_an_unreadable_signature_date_is_not_stated(read: Read, signed: str) -> None:
    assert read(judgment(signed=signed)).decided is None


@pytest.mark.parametrize(
    ("claim", "cause"),
    [
        ("原告赵示例与被告赵虚构买卖合同纠纷一案，", "买卖合同纠纷"),
        ("原告赵示例诉被告赵虚构生命权、健康权、身体权纠纷一案，", "生命权、健康权、身体权纠纷"),
        ("原告赵示例与被告江海县样品机械有限公司产品质量纠纷一案，", "产品质量纠纷"),
        ("原告赵示例与被告赵虚构、钱假定奇特事务纠纷一案，", "奇特事务纠纷"),
        ("上列原告诉被告劳动争议纠纷一案，", "劳动争议纠纷"),
    ],
)
def test_the_cause_is_read_without_the_parties(read: Read, claim: str, cause: str) -> None:
    parties = "原告：赵示例，男。被告：赵虚构，女。被告：钱假定，男。"
    found = read(judgment(parties=parties, claim=claim)).cause

    assert found is not None
    assert found.value == cause


def test_a_charge_is_that_of_the_indictment(read: Read) -> None:
    text = judgment(
        "于2031年3月5日向本院提起公诉。本院依法组成合议庭，",
        number="（2031）辽9901刑初5号",
        parties="公诉机关江海县人民检察院。被告人赵虚构，男，曾因犯诈骗罪被判处有期徒刑。",
        claim="江海县人民检察院以起诉书指控被告人赵虚构犯盗窃罪，",
    )
    found = read(text)

    assert found.cause is not None
    assert found.cause.value == "盗窃罪"
    assert found.identity.matter is not None
    assert found.identity.matter.value == "public_prosecution"
