"""Ways of closing and outcomes of appeals."""

from __future__ import annotations

import pytest

from tests.engines.intake.documents.conftest import Read
from tests.engines.intake.documents.invented import appeal, judgment

FIRST = "（2030）辽9901民初88号民事判决"
COURT = "江海省江海县人民法院"


@pytest.mark.parametrize(
    ("operative", "outcome", "closing"),
    [
        ("判决如下：驳回上诉，维持原判。", "upheld", "upheld"),
        ("裁定如下：驳回上诉，维持原裁定。", "upheld", "upheld"),
        (f"判决如下：一、撤销{COURT}{FIRST}；二、驳回赵示例的诉讼请求。", "reversed", "reversed"),
        (f"判决如下：变更{COURT}{FIRST}为：赵虚构支付货款。", "reversed", "reversed"),
        (
            f"判决如下：一、维持{COURT}{FIRST}第一、三项；二、撤销{COURT}{FIRST}第二项。",
            "partly_reversed",
            "reversed",
        ),
        (
            f"判决如下：一、维持{COURT}{FIRST}第（三）项；二、变更{COURT}{FIRST}第（一）项为付款。",
            "partly_reversed",
            "reversed",
        ),
        (f"判决如下：变更{COURT}{FIRST}第一项为：付款一万元。", "partly_reversed", "reversed"),
        (f"裁定如下：一、撤销{COURT}{FIRST}；二、发回{COURT}重审。", "remanded", "remanded"),
        ("裁定如下：准许赵虚构撤回上诉。", "withdrawn", "appeal_withdrawn"),
        ("裁定如下：本案按上诉人赵虚构自动撤回上诉处理。", "withdrawn", "appeal_deemed_withdrawn"),
    ],
)
def test_the_outcome_of_an_appeal(read: Read, operative: str, outcome: str, closing: str) -> None:
    found = read(appeal(operative)).outcome

    assert found.appeal_outcome is not None
    assert found.appeal_outcome.value == outcome
    assert found.closing_way is not None
    assert found.closing_way.value == closing


@pytest.mark.parametrize(
    ("title", "operative", "closing"),
    [
        ("民 事 判 决 书", "判决如下：被告支付货款。", "judgment"),
        ("民 事 判 决 书", "判令如下：被告支付货款。", "judgment"),
        ("民 事 裁 定 书", "裁定如下：准许原告赵示例撤回起诉。", "withdrawn"),
        ("民 事 裁 定 书", "裁定如下：准予原告赵示例撤诉。", "withdrawn"),
        ("民 事 裁 定 书", "裁定如下：本案按原告赵示例撤回起诉处理。", "deemed_withdrawn"),
        ("民 事 裁 定 书", "裁定如下：驳回原告赵示例的起诉。", "dismissed"),
        ("民 事 裁 定 书", "裁定如下：本案移送江海市海滨区人民法院处理。", "transferred"),
        ("民 事 裁 定 书", "裁定如下：本案终结诉讼。", "terminated"),
        ("民 事 调 解 书", "双方当事人自愿达成如下协议：被告付款。", "mediated"),
    ],
)
def test_the_way_of_closing_at_first_instance(
    read: Read, title: str, operative: str, closing: str
) -> None:
    found = read(judgment(title=title, operative=operative)).outcome

    assert found.closing_way is not None
    assert found.closing_way.value == closing
    assert found.appeal_outcome is None


@pytest.mark.parametrize(
    ("number", "operative", "closing"),
    [
        ("（2031）辽99民申7号", "裁定如下：驳回赵虚构的再审申请。", "application_rejected"),
        ("（2031）辽99民申7号", "裁定如下：指令江海县人民法院再审本案。", "retrial_ordered"),
        ("（2031）辽9901执异7号", "裁定如下：驳回赵虚构的异议请求。", "application_rejected"),
        ("（2031）辽9901执异7号", "裁定如下：中止对该房屋的执行。", "granted"),
        ("（2031）辽9901执7号", "裁定如下：终结本次执行程序。", "enforcement_suspended_closing"),
    ],
)
def test_the_way_of_closing_of_other_stages(
    read: Read, number: str, operative: str, closing: str
) -> None:
    found = read(judgment(number=number, title="裁 定 书", operative=operative)).outcome

    assert found.closing_way is not None
    assert found.closing_way.value == closing


def test_a_retrial_has_a_retrial_outcome(read: Read) -> None:
    text = judgment(
        number="（2031）辽99民再7号", operative="判决如下：撤销二审判决，维持一审判决。"
    )
    found = read(text).outcome

    assert found.retrial_outcome is not None
    assert found.retrial_outcome.value == "reversed"
    assert found.appeal_outcome is None


def test_the_judgment_quoted_from_below_is_not_the_outcome(read: Read) -> None:
    """The last 判决如下 before the signature is the court's own."""
    text = appeal("判决如下：驳回上诉，维持原判。").replace(
        "本院认为，", "一审法院判决如下：撤销原合同。本院认为，"
    )
    found = read(text).outcome

    assert found.appeal_outcome is not None
    assert found.appeal_outcome.value == "upheld"
