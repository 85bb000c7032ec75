"""Make a plan: sectors first, then officers, mobile reserve, army, Linmas and roster, each in its place of rank.

The parts are solved one after the other, each proven as far as its budget goes; where the sectors then lack people,
they are sought together with them (``joint``). UNCOVERED and TRAVEL are bounded over all plans that guard a TPS in full
or not at all and give a district no more sectors than pairs of people may go there, RESPONSE over all with as many
teams; TRAVEL over those as good on UNCOVERED (and that leave as many people to the reserve, where these are scarce).
APPROACH, CHANGES and FAIRNESS are bounded over all plans with the same sectors.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import version
from typing import Final

from sinergi.planner.deployment import form, reserve, roster, sectors
from sinergi.planner.deployment.people import explain, joint, officers, wardens
from sinergi.planner.deployment.people.conflict import conflict
from sinergi.planner.deployment.people.officers import Posted
from sinergi.planner.deployment.problem import PAIR, Budget, Problem
from sinergi.planner.deployment.reserve import army
from sinergi.planner.deployment.result import Goal, Plan, Reached, Result, Shortage, Status
from sinergi.planner.deployment.sectors.forming import Formed
from sinergi.vocabulary.sentence import Sentence

CERTIFIED: Final = (Goal.UNCOVERED, Goal.RESPONSE, Goal.TRAVEL)  # the goals that ``Result.gap`` speaks of
ENGINE: Final = "HiGHS"
SHOWN: Final = 5  # TPS named in one sentence


def solve(
    problem: Problem, *, budget: Budget | None = None, seed: int = 0, clock: Callable[[], float] | None = None
) -> Result:
    """Return a plan for ``problem``, the same for the same arguments on every machine.

    ``clock`` gives seconds and is asked only when ``budget.seconds`` is set; the plan then depends on the machine.
    What is missing is priced and reported, never a failure. Raises Refused ``plan.*`` for a problem that makes no sense
    (``form.why_not``).
    """
    if (refused := form.why_not(problem)) is not None:
        raise refused
    budget = budget or Budget()
    formed = sectors.form(problem, budget=budget, seed=seed, clock=clock)
    best = joint.joined(problem, formed, budget=budget, seed=seed)
    return staff(problem, best.formed, posted=best.posted, budget=budget, seed=seed)


def staff(
    problem: Problem,
    formed: Formed,
    *,
    budget: Budget,
    seed: int,
    standing: bool = False,
    posted: Posted | None = None,
) -> Result:
    """Return the plan that puts people into the sectors of ``formed``, or those who are ``posted`` there already.

    ``standing``: camps and gates of ``problem.before`` that lost nobody are taken over as they are, for a caller who
    knows that since then people were only lost.
    """
    posted = posted or officers.post(problem, formed.sectors, budget=budget, seed=seed)
    formed = _holding(problem, formed, points=formed.uncovered_points + posted.points)
    waiting = reserve.reserve(problem, officers=posted.spare)
    camped = (army.standing(problem) if standing else None) or army.camps(problem)
    gated = (wardens.standing(problem) if standing else None) or wardens.gates(problem)
    plan = Plan(
        sectors=posted.sectors,
        teams=waiting.teams,
        camps=camped.camps,
        gates=gated.gates,
        uncovered=formed.uncovered,
        spare=waiting.spare,
    )
    rostered = roster.roster(problem, plan, budget=budget)
    plan = dataclasses.replace(plan, turns=rostered.turns)
    changed = changes(problem, plan)
    reached = {
        Goal.UNCOVERED: (formed.uncovered_points + posted.points, formed.uncovered_bound),
        Goal.RESPONSE: (waiting.response, waiting.response_bound),
        Goal.TRAVEL: (formed.travel, formed.travel_bound),
        Goal.APPROACH: (posted.approach, posted.approach_bound),
        Goal.CHANGES: (changed, min(changed, posted.changes_bound)),
        Goal.FAIRNESS: (rostered.fairness, rostered.fairness_bound),
    }
    goals = tuple(Reached(goal=goal, value=value, bound=bound) for goal, (value, bound) in reached.items())
    parts = (posted, waiting, camped, gated, rostered)
    shortages = (*_unguarded(problem, formed), *(one for part in parts for one in part.shortages))
    gap = max(_gap(one) for one in goals if one.goal in CERTIFIED)
    return Result(
        status=Status.SHORT if shortages else Status.FEASIBLE if gap > 0 else Status.OPTIMAL,
        plan=plan,
        goals=goals,
        objective=formed.travel,
        bound=formed.travel_bound,
        gap=gap,
        shortages=shortages,
        conflict=conflict(problem, formed.sectors) if posted.shortages else (),
        reasons=explain.reasons(problem, plan),
        engine=ENGINE,
        version=version("highspy"),
        seed=seed,
        budget_used={**formed.work, **posted.work, **rostered.work},
        input_hash=form.input_hash(problem),
    )


def _holding(problem: Problem, formed: Formed, *, points: int) -> Formed:
    """Return ``formed`` with a bound of TRAVEL that holds for all plans with an UNCOVERED of at most ``points``."""
    if points <= formed.holds:
        return formed
    bound = joint.loosened(problem, points=points, travel=formed.travel)
    return dataclasses.replace(formed, travel_bound=bound, holds=points)


def changes(problem: Problem, plan: Plan) -> int:
    """Return how many people of ``problem.before`` who still are there have another place in ``plan``; 0 without it."""
    if problem.before is None:
        return 0
    before, after = places(problem.before), places(plan)
    here = {one.code for one in problem.officers} | {one.code for one in problem.soldiers}
    here |= {one.code for one in problem.wardens}
    return sum(before.get(one, "") != after.get(one, "") for one in here & (before.keys() | set(problem.before.spare)))


def places(plan: Plan) -> dict[str, str]:
    """Return where each person of ``plan`` stands: post of the sector, site of the team or camp, TPS of the gate."""
    return (
        {person: sector.post for sector in plan.sectors for person in sector.officers}
        | {person: team.site for team in plan.teams for person in team.officers}
        | {person: camp.site for camp in plan.camps for person in camp.soldiers}
        | {person: gate.station for gate in plan.gates for person in gate.wardens}
    )


def _gap(one: Reached) -> float:
    return (one.value - one.bound) / one.value if one.value else 0.0


def _unguarded(problem: Problem, formed: Formed) -> tuple[Shortage, ...]:
    """Say how many pairs the TPS without a sector would want, if each pair were filled to the brim."""
    if not formed.uncovered:
        return ()
    patterns = {one.code: one for one in problem.patterns}
    stations = {one.code: one for one in problem.stations}
    names = {code: one.name or code for code, one in stations.items()}
    wanted = [patterns[stations[code].pattern] for code in formed.uncovered]
    pairs = math.ceil(sum((Fraction(one.police, one.stations) for one in wanted), Fraction()) / PAIR)
    shown = ", ".join(names[code] for code in formed.uncovered[:SHOWN])
    rest = len(formed.uncovered) - SHOWN
    more = (f" dan {rest} TPS lain", f" and {rest} more") if rest > 0 else ("", "")
    text = Sentence(
        f"{len(formed.uncovered)} TPS tidak terjaga, sedikitnya {pairs} pasang polisi kurang: {shown}{more[0]}.",
        f"{len(formed.uncovered)} TPS are without a guard, at least {pairs} police pairs are missing: "
        f"{shown}{more[1]}.",
    )
    return (Shortage(kind="pair", missing=pairs, at="", message=text),)
