"""Reading the numbers: XmR charts, variation and assurance. Values in, values out; no ranks."""

from tuobo.engines.analysis.decomposition import Decomposition, PartOfChange, decompose
from tuobo.engines.analysis.earned import (
    BaselineReading,
    is_steady,
    read_against_baseline,
    turning_point,
)
from tuobo.engines.analysis.effect import Effect, EffectQuestion, EffectReading, effect_test
from tuobo.engines.analysis.readings import (
    Assurance,
    Band,
    Better,
    Variation,
    read_assurance,
    read_variation,
)
from tuobo.engines.analysis.rules import Rule, RuleSet, Signal, default_rules, rule_sets
from tuobo.engines.analysis.xmr import (
    Basis,
    Chart,
    Dot,
    Limits,
    Point,
    Segment,
    Side,
    limits_of,
    xmr,
)

__all__ = [
    "Assurance",
    "Band",
    "BaselineReading",
    "Basis",
    "Better",
    "Chart",
    "Decomposition",
    "Dot",
    "Effect",
    "EffectQuestion",
    "EffectReading",
    "Limits",
    "PartOfChange",
    "Point",
    "Rule",
    "RuleSet",
    "Segment",
    "Side",
    "Signal",
    "Variation",
    "decompose",
    "default_rules",
    "effect_test",
    "is_steady",
    "limits_of",
    "read_against_baseline",
    "read_assurance",
    "read_variation",
    "rule_sets",
    "turning_point",
    "xmr",
]
