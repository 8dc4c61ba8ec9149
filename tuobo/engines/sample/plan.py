"""What the sample court is made of: its definitions in content/…/sample, read and typed.

Shares, durations, divisions and the number of planted anomalies are data; the modules beside this
one only draw from them. Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from tuobo.core.content import Content, Definition, Identifier, Names, Source, load_file, unique
from tuobo.core.errors import DefinitionError

FOLDER = "sample"


class Spread(Definition):
    """A log-normal spread of days: half of the cases take less than `median`."""

    median: float
    sigma: float


class Length(Definition):
    """A statutory length in months or days, as far as the sample must keep it."""

    months: int = 0
    days: int = 0


class Prolonging(Definition):
    """How often a limit is extended, by how many months, and by whom."""

    share: float
    months: int
    approver: str


class Kind(Definition):
    """A kind of case: how many come in, where they go, how long they take, how they end."""

    id: Identifier
    word: str
    procedure: str = ""
    matter: str = ""
    yearly: dict[int, int]
    causes: str
    divisions: dict[str, float]
    lag: int
    days: Spread
    limit: Length | None = None
    hard: Length | None = None
    margin: int = 6
    overdue: float = 0
    endings: dict[str, float]
    exclusions: dict[str, float] = Field(default_factory=dict)
    extension: Prolonging | None = None
    converted: dict[str, float] = Field(default_factory=dict)
    hearing: float = 0
    panel: float = 0
    e_filed: float = 0
    appeal: float = 0
    custody: float = 0
    sentence: dict[str, float] = Field(default_factory=dict)
    mediated: float = 0
    amount: int = 0
    money: bool = False


class Causes(Definition):
    """A group of causes of action with their shares."""

    group: Identifier
    shares: dict[str, float]


class Division(Definition):
    """A division; its judges are known by its letter and a number."""

    code: str
    name: str
    judges: int


class Spike(Definition):
    """A month in which some kinds come in more often."""

    month: str
    factor: float
    kinds: tuple[str, ...]


class Shift(Definition):
    """A lasting change of durations for cases filed from a day on."""

    start: date = Field(alias="from")
    factor: float
    kinds: tuple[str, ...]


class GroundLength(Definition):
    """How long a ground stops the clock, and whether that is a suspension."""

    kind: str
    least: int
    most: int


class AppealSteps(Definition):
    """Days from service to appeal, from appeal to transfer, from transfer to the outcome."""

    appeal_days: tuple[int, int]
    send_days: tuple[int, int]
    decide_days: tuple[int, int]
    effective_after: int


class Appeals(Definition):
    """Outcomes of appeals and how often a reversal is attributable."""

    outcomes: dict[str, float]
    attributable: float
    civil: AppealSteps
    criminal: AppealSteps


class Retrials(Definition):
    """How often an effective decision is petitioned against, and with what outcome."""

    share: float
    outcomes: dict[str, float]


class EnforcementShares(Definition):
    """What becomes of effective civil decisions; `early` ends cases too young for 终本."""

    early: dict[str, float]
    content: float
    applied: float
    performed: float
    resumed_after: int
    linked: float


class MediationPlan(Definition):
    """Mediation before filing until 2024 and after filing from 2025."""

    start: date = Field(alias="from")
    success: float
    extended: float
    ordinary_days: int
    simplified_days: int
    extension_days: int
    endings: dict[str, float]
    pre_filing_success: float


class Petitions(Definition):
    """Petitions a year and the share that names a case."""

    yearly: int
    with_case: float


class CourtPlan(Definition):
    """The invented court as a whole."""

    court: str
    names: Names
    source: Source
    opens_on: date
    starts_on: date
    data_day: date
    months: tuple[float, ...]
    spike: Spike
    shift: Shift
    divisions: tuple[Division, ...]
    staff: dict[str, int]
    mediators: int
    rare_mediators: tuple[str, ...]
    petitions: Petitions
    closed_days: tuple[tuple[date, date], ...]
    grounds: dict[str, GroundLength]
    appeals: Appeals
    retrials: Retrials
    enforcement: EnforcementShares
    mediation: MediationPlan


class Anomaly(Definition):
    """Something planted: how often, on what, and which checks must then speak.

    `signature` is a gaming signature, a finding id or a check id; `expected` lists what must fire,
    as id → severity.
    """

    id: Identifier
    kind: str
    signature: str
    count: int
    expected: dict[str, str]
    settings: dict[str, int | str | date] = Field(default_factory=dict)
    why: Names

    def number(self, name: str) -> int:
        """A setting that is a whole number."""
        found = self.settings.get(name)
        if not isinstance(found, int):
            raise DefinitionError("sample.setting", anomaly=self.id, setting=name)
        return found

    def day(self, name: str) -> date:
        """A setting that is a day."""
        found = self.settings.get(name)
        if not isinstance(found, date):
            raise DefinitionError("sample.setting", anomaly=self.id, setting=name)
        return found


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All definitions of the sample."""

    court: CourtPlan
    kinds: tuple[Kind, ...]
    causes: dict[str, Causes]
    anomalies: dict[str, Anomaly]

    @classmethod
    def of(cls, content: Content) -> Plan:
        """Read from content/…/sample."""
        root = content.roots[0] / FOLDER
        kinds = unique(load_file(root / "kinds.yaml", Kind), "id")
        causes = unique(load_file(root / "causes.yaml", Causes), "group")
        anomalies = unique(load_file(root / "anomalies.yaml", Anomaly), "id")
        return cls(
            court=load_file(root / "court.yaml", CourtPlan)[0],
            kinds=tuple(kinds),
            causes={one.group: one for one in causes},
            anomalies={one.id: one for one in anomalies},
        )

    def kind_index(self, kind: str) -> int:
        """Where a kind stands in `kinds`."""
        return next(at for at, one in enumerate(self.kinds) if one.id == kind)
