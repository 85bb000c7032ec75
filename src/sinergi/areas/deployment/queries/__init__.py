"""The only reader of deployment's tables: ``views``, ``answers`` for a viewer, ``known`` for who decides."""

from __future__ import annotations

from sinergi.areas.deployment.queries.answers import absences, compare, may, what_if, why_not
from sinergi.areas.deployment.queries.rows import (
    AbsenceRow,
    CheckRow,
    Comparison,
    DutyView,
    GoalChange,
    GuardRow,
    MoveRow,
    PlanRow,
    PlanState,
    PlanView,
    SectorRow,
    StandRow,
    StopRow,
    TurnRow,
)
from sinergi.areas.deployment.queries.views import in_force, own_duty, plan, plans

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
    "absences",
    "compare",
    "in_force",
    "may",
    "own_duty",
    "plan",
    "plans",
    "what_if",
    "why_not",
]
