"""What comes out of the queries of deployment: frozen rows. Names are empty for whom the viewer may not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sinergi.areas.deployment.facts import AbsenceReason, Cause, PlanState, Verdict
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.planner.deployment.result import Reached, Rule, Shortage, Status
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """What one party said of a plan; ``verdict`` None: nothing yet."""

    party: Party
    verdict: Verdict | None
    note: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One version of the plan, without who stands where."""

    plan: str
    number: int
    parent: str
    parent_number: int | None
    cause: Cause
    note: str
    state: PlanState
    day: date
    made_at: datetime
    made_by: str
    issued_at: datetime | None
    letter: str
    despite: str
    status: Status
    goals: tuple[Reached, ...]
    gap_ppm: int
    shortages: tuple[Shortage, ...]
    conflict: tuple[Rule, ...]  # why full staffing is impossible, where rules are the reason
    patterns: tuple[str, ...]
    checks: tuple[CheckRow, ...]  # one for each of the five parties, in their order
    engine: str
    version: str
    seed: int
    input_hash: str
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardRow:
    """A person in a plan. ``label`` is always there ("Bripka · Polsek Kempas"); ``name`` only for who may read it."""

    person: str
    party: Party
    label: str
    name: str
    rank: str
    unit: str
    leads: bool = False
    absent: bool = False
    why: tuple[Sentence, ...] = ()
    craft: tuple[str, ...] = ()  # car, motorcycle, boat: what the person brings, as far as the viewer may know


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRow:
    """A TPS in the round of its sector: ``order`` from 1, ``minutes`` of the way from the stop before (the post)."""

    order: int
    station: str
    name: str  # "TPS 003 Kempas Jaya"
    village: str
    village_name: str
    risk_class: RiskClass | None
    lat_e6: int | None
    lon_e6: int | None
    minutes: int | None
    wardens: tuple[GuardRow, ...]
    post: bool  # whether the pair stands here between rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorRow:
    """One sector with its pair and its round."""

    code: str
    post: str
    post_name: str
    stops: tuple[StopRow, ...]
    officers: tuple[GuardRow, ...]
    load: int
    capacity: int
    minutes: int
    missing: tuple[Shortage, ...]
    needs: tuple[str, ...] = ()  # what the pair must bring (boat)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandRow:
    """A team of the mobile reserve, or soldiers, at a site. ``minutes`` to the TPS reached last; None for soldiers."""

    site: str
    name: str
    lat_e6: int | None
    lon_e6: int | None
    people: tuple[GuardRow, ...]
    answers: tuple[str, ...]
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRow:
    """A person, a shift, a task and a place, with real times."""

    guard: GuardRow
    shift: str
    task: str
    at: str
    at_name: str
    start: datetime
    end: datetime
    task_name: Sentence | None = None  # what the rule pack calls the task; None: a word of the program's own
    shift_name: Sentence | None = None  # what the rule pack calls the shift


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan as one viewer may see it. ``reserve`` is empty for who may not know where it waits."""

    row: PlanRow
    sectors: tuple[SectorRow, ...]
    reserve: tuple[StandRow, ...]
    army: tuple[StandRow, ...]
    turns: tuple[TurnRow, ...]
    uncovered: tuple[StopRow, ...]
    spare: tuple[GuardRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """Somebody whose post differs between two plans; an empty place: none."""

    guard: GuardRow
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChange:
    """One goal in two plans."""

    goal: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Who moves between two plans, and what gets better or worse."""

    old: int | None  # numbers of the plans; None: not recorded (a what-if)
    new: int | None
    moves: tuple[MoveRow, ...]
    stations_moved: tuple[str, ...]  # names of TPS that another sector guards
    goals: tuple[GoalChange, ...]
    shortages: tuple[Shortage, ...]  # of the new plan


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRow:
    """Somebody who cannot come, and the proposal that answers it."""

    guard: GuardRow
    reason: AbsenceReason
    since: datetime
    proposal: str  # plan id of the latest draft made for it; empty: none


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """What one person does under the plan in force: their post on voting day, their turns, and who stands with them.

    ``sector`` for the police, ``station`` for Linmas, ``stand`` for reserve and army; all None for who is spare.
    """

    number: int
    day: date
    letter: str
    guard: GuardRow
    sector: SectorRow | None
    station: StopRow | None
    stand: StandRow | None
    turns: tuple[TurnRow, ...]


__all__ = [
    "AbsenceRow",
    "CheckRow",
    "Comparison",
    "DutyView",
    "GoalChange",
    "GuardRow",
    "MoveRow",
    "PlanRow",
    "PlanState",
    "PlanView",
    "SectorRow",
    "StandRow",
    "StopRow",
    "TurnRow",
]
