"""Filing, acceptance, receipt and hearings: what counts as stated, and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.intake.documents.conftest import Read
from tests.engines.intake.documents.invented import judgment
from tuobo.engines.intake.documents.batches import filed_on

TRIED = "依法适用简易程序，公开开庭进行了审理。"


def filed(read: Read, course: str, **parts: str) -> date | None:
    found = filed_on(read(judgment(course, **parts)))
    return found.value if found else None


@pytest.mark.parametrize(
    "course",
    [
        "本院于2031年3月5日立案后，",
        "本院于2031年3月5日立案受理后，",
        "本院2031年3月5日受理后，",
        "于2031年3月5日立案后，",
        "本案于2031年3月5日立案后，",
        "本院于二〇三一年三月五日立案受理后，",
        "原告于2031年3月5日向本院起诉，本院于同日受理，",
        "原告于2031年3月5日诉讼来院。本院于当日立案受理，",
        "原告于2031年3月4日向本院提起诉讼。本院于次日立案，",
        "原告于2031年2月27日递交起诉状，本院审查后于2031年3月5日登记立案，",
        "江海县人民法院于2031年3月5日受理后，",
        "我院于2031年3月5日立案后，",
    ],
)
def test_a_stated_filing_is_found(read: Read, course: str) -> None:
    assert filed(read, course + TRIED) == date(2031, 3, 5)


@pytest.mark.parametrize(
    "course",
    [
        "本院受理后，",
        "本院立案后，",
        "原告于2031年3月5日向本院提起诉讼。本院受理后，",
        "原告于2031年3月5日诉至本院，本院立案受理后，",
        "江海县公安局于2031年3月5日立案侦查，本院受理后，",
        "原告申请仲裁，江海县劳动争议仲裁委员会于2031年3月5日受理，后诉至本院，",
        "江海市海滨区人民法院于2031年3月5日受理后移送本院，",
        "本院受理后，被告于2031年3月5日申请鉴定，",
        "于2031年3月5日与本院同期受理的（2031）辽9901民初124号案件合并，",
    ],
)
def test_what_is_no_filing_of_this_court_is_not_stated(read: Read, course: str) -> None:
    assert filed(read, course + TRIED) is None


def test_filing_and_acceptance_on_two_days_are_kept_apart(read: Read) -> None:
    course = "本院于2031年3月1日收案，于2031年3月5日立案，" + TRIED

    found = read(judgment(course)).dates

    assert found.accepted is not None
    assert found.accepted.value == date(2031, 3, 1)
    assert found.filed is not None
    assert found.filed.value == date(2031, 3, 5)


def test_acceptance_alone_stands_for_filing_and_is_marked_as_derived(read: Read) -> None:
    found = filed_on(read(judgment("本院于2031年3月5日受理后，" + TRIED)))

    assert found is not None
    assert found.certainty == "derived"


def test_a_suit_and_an_indictment_are_receipts(read: Read) -> None:
    suit = read(judgment("原告于2031年3月5日向本院提起诉讼。本院受理后，" + TRIED)).dates
    indictment = read(judgment("于2031年4月1日向本院提起公诉。本院依法组成合议庭，")).dates

    assert suit.received is not None
    assert suit.received.value == date(2031, 3, 5)
    assert suit.filed is None
    assert indictment.received is not None
    assert indictment.received.value == date(2031, 4, 1)


def test_after_a_remand_the_new_filing_counts(read: Read) -> None:
    course = (
        "本院于2030年1月8日立案后于2030年5月9日作出判决，江海市中级人民法院裁定撤销原判，"
        "发回重审。本院于2031年3月5日重新立案后，另行组成合议庭，"
    )
    assert filed(read, course) == date(2031, 3, 5)


def test_a_filing_before_a_remand_is_that_of_the_old_number(read: Read) -> None:
    course = (
        "本院于2030年1月8日受理后于2030年5月9日作出（2030）辽9901民初8号民事判决，江海市中级人民法院"
        "撤销原判，发回重审。本院收卷后，另行组成合议庭，"
    )
    assert filed(read, course) is None


def test_a_counterclaim_does_not_move_the_filing(read: Read) -> None:
    course = "本院于2031年3月5日立案后，被告于2031年3月20日提起反诉，本院于2031年3月22日受理，"
    assert filed(read, course + TRIED) == date(2031, 3, 5)


def test_a_year_end_filing_keeps_its_year(read: Read) -> None:
    """Filed on 30 December, numbered in January: the text is right, not the number's year."""
    assert filed(read, "本院于2030年12月30日立案受理后，" + TRIED) == date(2030, 12, 30)


def test_dates_in_a_list_are_read_by_their_labels(read: Read) -> None:
    course = "被诉裁定作出时间：2031年1月9日本院受理时间：2031年4月4日开庭审理时间：2031年10月29日"
    found = read(judgment(course)).dates

    assert found.accepted is not None
    assert found.accepted.value == date(2031, 4, 4)


def test_hearings_that_share_a_verb_are_all_found(read: Read) -> None:
    course = "本院于2031年3月5日立案后，于2031年6月13日、同年9月15日两次公开开庭进行了审理。"
    hearings = read(judgment(course)).dates.hearings

    assert [one.value for one in hearings] == [date(2031, 6, 13), date(2031, 9, 15)]


def test_the_filing_day_is_no_hearing(read: Read) -> None:
    course = "本院于2031年3月5日立案后公开开庭进行了审理。"
    assert read(judgment(course)).dates.hearings == ()


def test_dates_of_the_parties_story_are_not_read(read: Read) -> None:
    story = "原告诉称：本院于2029年1月2日受理过另案，派出所于2029年2月3日立案。"
    found = read(judgment("本院受理后，" + TRIED, story=story)).dates

    assert found.filed is None
    assert found.accepted is None


@pytest.mark.parametrize(
    ("number", "expected"),
    [("（2031）辽9901执7号", date(2031, 3, 5)), ("（2031）辽9901执异7号", None)],
)
def test_filing_for_enforcement_is_a_filing_of_the_enforcement_only(
    read: Read, number: str, expected: date | None
) -> None:
    course = (
        "申请执行人向本院申请执行，本院于2031年3月5日立案执行。异议人提出异议，本院受理后审查，"
    )
    assert filed(read, course, number=number, title="执行裁定书") == expected
