"""What is recorded of guard plans. Who stands where is the police's own: other parties read it through ``queries``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sinergi.planner.deployment.problem import Shift
from sinergi.planner.deployment.result import Plan, Reached, Reason, Rule, Shortage, Status
from sinergi.vocabulary.facts import Fact, Visibility
from sinergi.vocabulary.viewer import Party


class Cause(StrEnum):
    """Why a draft was made."""

    FIRST = "first"
    NEW_DATA = "new-data"
    BY_HAND = "by-hand"
    ABSENCE = "absence"
    WHAT_IF = "what-if"


class Verdict(StrEnum):
    """What a party says of a draft."""

    AGREED = "agreed"
    OBJECTED = "objected"


class PlanState(StrEnum):
    """Where a plan stands between draft and archive."""

    DRAFT = "draft"  # some party has not spoken
    CHECKED = "checked"  # all five parties agreed
    OBJECTED = "objected"  # at least one party objects
    ISSUED = "issued"  # in force
    AMENDED = "amended"  # was in force, until a later one was issued
    WITHDRAWN = "withdrawn"


class AbsenceReason(StrEnum):
    """Why somebody cannot come. No diagnosis: health data stays with the person."""

    ILL = "ill"
    FAMILY = "family"
    CALLED_AWAY = "called-away"
    ACCIDENT = "accident"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted(Fact):
    """A version of the guard plan was made, by the planner or by hand; nobody stands anywhere because of it yet."""

    KIND: ClassVar[str] = "deployment.plan.drafted.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    plan: str  # opaque id
    number: int  # 1, 2, 3 …: what people call it
    day: date  # voting day
    cause: Cause
    parent: str = ""  # the plan that it would amend
    note: str = ""
    patterns: tuple[str, ...] = ()  # codes of the guard patterns in force, from the rule pack
    shifts: tuple[Shift, ...] = ()
    body: Plan
    status: Status
    goals: tuple[Reached, ...] = ()
    gap_ppm: int = 0  # largest relative gap, in millionths
    shortages: tuple[Shortage, ...] = ()
    conflict: tuple[Rule, ...] = ()  # rules that together make full staffing impossible; none: nothing contradicts
    reasons: tuple[Reason, ...] = ()
    engine: str = ""
    version: str = ""
    seed: int = 0
    input_hash: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChecked(Fact):
    """A party looked at a draft and agreed, or objected with a reason; a later word of the same party replaces it."""

    KIND: ClassVar[str] = "deployment.plan.checked.v1"

    plan: str
    party: Party
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanIssued(Fact):
    """The head of the police post put a plan in force; the plan before it is amended by this one."""

    KIND: ClassVar[str] = "deployment.plan.issued.v1"

    plan: str
    letter: str  # number of the Sprin
    despite: str = ""  # the reason to issue although a party has not checked or has objected


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWithdrawn(Fact):
    """A draft was set aside, or a plan in force was called back."""

    KIND: ClassVar[str] = "deployment.plan.withdrawn.v1"

    plan: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceReported(Fact):
    """A person cannot come, from ``since`` on, until they say that they are back."""

    KIND: ClassVar[str] = "deployment.absence.reported.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    person: str
    reason: AbsenceReason
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEnded(Fact):
    """A person who was absent is back."""

    KIND: ClassVar[str] = "deployment.absence.ended.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    person: str
