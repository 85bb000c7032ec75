"""What a planner answers: the plan, how good it surely is, what is missing, and why everyone stands where they do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from sinergi.vocabulary.sentence import Sentence


class Status(StrEnum):
    """How much is known of a plan."""

    OPTIMAL = "optimal"  # keeps all rules, nothing is missing, and ``gap`` is proven to be 0
    FEASIBLE = "feasible"  # keeps all rules, nothing is missing; ``gap`` says how far from the best it is at most
    SHORT = "short"  # people or things are missing: ``shortages`` says what, ``conflict`` why; ``gap`` still holds


class Goal(StrEnum):
    """What is made small, in order of rank: a higher goal is never traded for a lower one.

    UNCOVERED in points: a TPS in no sector counts 4 x risk; in a sector each missing officer counts 2, a missing
    leader or skill 1, times the risk of the sector's TPS. RESPONSE: minutes of the reserve to the TPS it reaches last.
    TRAVEL: sum over TPS of risk x minutes from the post of its sector. APPROACH: sum of officers' minutes from base to
    post. CHANGES: people of ``before`` that still are in the problem and whose place differs; a place is the post of
    the sector, the site of the team or camp, the TPS of the gate, or none. FAIRNESS: minutes of duty of the busiest
    minus the least busy person of the roster.
    """

    UNCOVERED = "uncovered"
    RESPONSE = "response"
    TRAVEL = "travel"
    APPROACH = "approach"
    CHANGES = "changes"
    FAIRNESS = "fairness"


RANKED: Final = tuple(Goal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One goal: the plan's value and a proven lower bound of every plan that is as good on all higher goals."""

    goal: Goal
    value: int
    bound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """TPS guarded by one pair. ``post``: the TPS where they stand between rounds; ``stations`` in order of the round.

    A TPS whose pattern asks for more than a pair is in several sectors. ``load`` of ``capacity`` is in pattern units.
    """

    code: str
    post: str
    stations: tuple[str, ...]
    officers: tuple[str, ...]
    leader: str = ""  # the officer who leads; empty when nobody of the rank is there
    load: int = 0
    capacity: int = 0
    minutes: int = 0  # of the round post, stations in order, post
    dedicated: bool = False  # more police than one pair stand at this one TPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team of the mobile reserve at a site; ``answers`` are the TPS it reaches first, at most ``minutes`` away."""

    site: str
    officers: tuple[str, ...]
    answers: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Camp:
    """Soldiers that wait as a static reserve at a site outside every TPS."""

    site: str
    soldiers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The Linmas at the gate of one TPS."""

    station: str
    wardens: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A person does one task in one shift. ``task`` is a task's code, ``guard`` or ``reserve``."""

    person: str
    shift: str
    task: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who stands where. ``spare`` are officers without a post."""

    sectors: tuple[Sector, ...] = ()
    teams: tuple[Team, ...] = ()
    camps: tuple[Camp, ...] = ()
    gates: tuple[Gate, ...] = ()
    turns: tuple[Turn, ...] = ()
    uncovered: tuple[str, ...] = ()  # TPS that no sector holds, or not with enough pairs
    spare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """What is missing: ``kind`` is pair, officer, leader, linmas, army, reserve, task, way or a skill's name."""

    kind: str
    missing: int
    at: str  # code of a TPS, site or task; empty: everywhere
    message: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why ``person`` stands ``at`` a place: at most three lines."""

    person: str
    at: str
    lines: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of an irreducible conflict: its code (``leader:T12``) and what it says in plain words."""

    code: str
    message: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A plan and everything one may ask about it.

    ``objective`` and ``bound`` are those of TRAVEL (risk x minutes). ``gap`` is the largest of (value - bound) / value
    over UNCOVERED, RESPONSE and TRAVEL, 0 for a value of 0; bounds of the lower goals hold for the sectors chosen.
    """

    status: Status
    plan: Plan
    goals: tuple[Reached, ...]
    objective: int
    bound: int
    gap: float
    shortages: tuple[Shortage, ...] = ()
    conflict: tuple[Rule, ...] = ()
    reasons: tuple[Reason, ...] = ()
    engine: str = ""
    version: str = ""
    seed: int = 0
    budget_used: dict[str, int] = field(default_factory=dict)
    input_hash: str = ""
