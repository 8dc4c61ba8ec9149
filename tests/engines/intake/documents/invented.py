"""Invented judgments for the tests: no court, person, number or case here is real.

`judgment` builds a whole text around the sentence that a test is about.
"""

from __future__ import annotations

PARTIES = (
    "原告：赵示例，男，1980年1月2日出生，汉族，住江海县。"
    "委托诉讼代理人：欧阳样本，某某律师事务所律师。"
    "被告：赵虚构，女，1985年3月4日出生，汉族，住江海县。"
    "被告：江海县样品机械有限公司，住所地江海县。法定代表人：钱假定，经理。"
)
CLAIM = "原告赵示例与被告赵虚构、江海县样品机械有限公司买卖合同纠纷一案，"
SIGNED = "审\u3000判\u3000长\u3000\u3000孙编造人民陪审员\u3000\u3000李想象"


def judgment(
    course: str = "本院于2031年3月5日立案后，依法适用简易程序，公开开庭进行了审理。",
    *,
    court: str = "江海省江海县人民法院",
    title: str = "民 事 判 决 书",
    number: str = "（2031）辽9901民初123号",
    parties: str = PARTIES,
    claim: str = CLAIM,
    story: str = "原告诉称：被告于2030年5月1日收货后未付款，2030年6月1日派出所受理报案。",
    operative: str = "判决如下：一、被告于本判决生效之日起十日内支付货款；二、驳回其他诉讼请求。",
    signed: str = f"{SIGNED}二〇三一年五月二十日书\u3000记\u3000员\u3000周虚",
) -> str:
    """A first-instance civil judgment in which each part can be replaced."""
    return (
        f"{court}{title}{number}{parties}{claim}{course}原告到庭参加诉讼。本案现已审理终结。"
        f"{story}本院认为，被告应当付款。依照法律规定，{operative}案件受理费50元，由被告负担。"
        f"如不服本判决，可在判决书送达之日起十五日内上诉于江海市中级人民法院。{signed}"
    )


def appeal(
    operative: str,
    *,
    origin: str = "（2030）辽9901民初88号民事判决",
    title: str = "民 事 判 决 书",
    course: str = "本院于2031年3月5日立案后，依法组成合议庭审理了本案。",
) -> str:
    """A second-instance document with the given operative part."""
    return judgment(
        course,
        court="江海省江海市中级人民法院",
        title=title,
        number="（2031）辽99民终7号",
        parties="上诉人（原审被告）：赵虚构，女，住江海县。被上诉人（原审原告）：赵示例，男，住江海县。",
        claim="上诉人赵虚构因与被上诉人赵示例买卖合同纠纷一案，不服江海省江海县人民法院"
        f"{origin}，向本院提起上诉。",
        operative=operative,
    )
