"""Moves by hand: each makes a draft of its own, checked like any other."""

from __future__ import annotations

from sinergi.areas.deployment.commands.asking import plan_for, require_planner
from sinergi.areas.deployment.commands.drafting import keep, not_in_plan
from sinergi.areas.deployment.facts import Cause
from sinergi.areas.deployment.queries import known
from sinergi.areas.deployment.queries.known import KnownPlan
from sinergi.areas.deployment.rules import ground as rules
from sinergi.areas.deployment.rules import moving
from sinergi.areas.deployment.rules.byhand import completed
from sinergi.areas.deployment.rules.ground import Ground
from sinergi.areas.deployment.rules.standing import standing
from sinergi.areas.deployment.rules.states import Step
from sinergi.planner.deployment.problem import Problem
from sinergi.planner.deployment.result import Plan
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Viewer


def move_officer(*, viewer: Viewer, stamp: Stamp, plan: str, person: str, to: str, instead_of: str = "") -> str:
    """Draft ``plan`` with a police officer elsewhere and return the new draft's id.

    ``to`` is a sector's code, "site:<code>" of a team of the reserve, or "spare"; a full place needs ``instead_of``,
    who takes the place that is left. What breaks a rule is refused by the rule's name (``deployment.move.*``); what
    only costs is allowed, and the new draft says what it costs.
    """
    require_planner(viewer)
    base = plan_for(plan, Step.BUILD_ON)
    if person not in {one.person for one in standing(base.fact.body)}:
        raise not_in_plan()
    now = known.ground()
    problem = rules.problem(now, before=base.fact.body)
    moved = moving.officer_moved(problem, base.fact.body, person=person, to=to, instead_of=instead_of)
    return _kept(base, problem, moved, now=now, stamp=stamp)


def move_station(*, viewer: Viewer, stamp: Stamp, plan: str, station: str, to: str) -> str:
    """Draft ``plan`` with a TPS in the sector ``to`` and return the new draft's id. Raises as ``move_officer`` does."""
    require_planner(viewer)
    base = plan_for(plan, Step.BUILD_ON)
    now = known.ground()
    problem = rules.problem(now, before=base.fact.body)
    moved = moving.station_moved(problem, base.fact.body, station=station, to=to)
    return _kept(base, problem, moved, now=now, stamp=stamp)


def _kept(base: KnownPlan, problem: Problem, moved: Plan, *, now: Ground, stamp: Stamp) -> str:
    result = completed(problem, moved, known=base.fact.goals, told=base.fact.shortages)
    return keep(problem, result, now=now, cause=Cause.BY_HAND, parent=base, note="", stamp=stamp)
