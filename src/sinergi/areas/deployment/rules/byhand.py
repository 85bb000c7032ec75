"""A plan whose sectors and officers a human chose: everything that follows from them, and how good it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

from sinergi.planner.deployment import form, reserve, roster
from sinergi.planner.deployment.people import explain, officers, wardens
from sinergi.planner.deployment.people.ground import Ground
from sinergi.planner.deployment.problem import NO_WAY, PAIR, Budget, Problem
from sinergi.planner.deployment.reserve import army
from sinergi.planner.deployment.result import Goal, Plan, Reached, Result, Shortage, Status
from sinergi.planner.deployment.solve import CERTIFIED, changes
from sinergi.vocabulary.refusal import Refused

ALONE: Final = 4  # points of a TPS in no sector, times its risk
BY_HAND: Final = "by-hand"


def completed(problem: Problem, plan: Plan, *, known: Sequence[Reached], told: Sequence[Shortage]) -> Result:
    """Return the answer for the sectors and officers of ``plan``; reserve, army, Linmas and roster follow from them.

    ``problem.before`` is the plan that was changed: who need not move stays. ``known`` and ``told`` are its goals and
    shortages. A bound of theirs holds as long as this plan is no worse on every higher goal; after that it is 0.
    Raises Refused ``deployment.plan.outdated`` when TPS came or went since.
    """
    require_same_stations(problem, plan)
    here = {one.code for one in problem.officers}
    ground = Ground(problem, plan.sectors)
    sector_of = {
        ground.number[code]: ground.sector_number[one.code]
        for one in plan.sectors
        for code in one.officers
        if code in here
    }
    filled = officers.fill(ground, sector_of)
    sectors = tuple(filled[one.code] for one in plan.sectors)
    free = tuple(one.code for number, one in enumerate(ground.officers) if number not in sector_of)
    waiting = reserve.reserve(dataclasses.replace(problem, before=plan), officers=free)
    camped, gated = army.camps(problem), wardens.gates(problem)
    plan = Plan(
        sectors=sectors,
        teams=waiting.teams,
        camps=camped.camps,
        gates=gated.gates,
        uncovered=plan.uncovered,
        spare=waiting.spare,
    )
    rostered = roster.roster(problem, plan, budget=Budget())
    plan = dataclasses.replace(plan, turns=rostered.turns)
    posts = officers.shortages(ground, sector_of)
    values = {
        Goal.UNCOVERED: _points(problem, plan, posts),
        Goal.RESPONSE: waiting.response,
        Goal.TRAVEL: _travel(problem, plan),
        Goal.APPROACH: sum(int(max(ground.minutes[one, at], 0)) for one, at in sector_of.items()),
        Goal.CHANGES: changes(problem, plan),
        Goal.FAIRNESS: rostered.fairness,
    }
    goals = _bounded(
        values, known, here={Goal.RESPONSE: waiting.response_bound, Goal.FAIRNESS: rostered.fairness_bound}
    )
    pairs = tuple(one for one in told if one.kind == "pair") if plan.uncovered else ()
    shortages = (
        *pairs,
        *posts,
        *waiting.shortages,
        *camped.shortages,
        *gated.shortages,
        *rostered.shortages,
    )
    return _result(problem, plan, goals, shortages)


def _result(problem: Problem, plan: Plan, goals: tuple[Reached, ...], shortages: tuple[Shortage, ...]) -> Result:
    gap = max(
        ((one.value - one.bound) / one.value for one in goals if one.goal in CERTIFIED and one.value), default=0.0
    )
    travel = next(one for one in goals if one.goal is Goal.TRAVEL)
    return Result(
        status=Status.SHORT if shortages else Status.FEASIBLE if gap > 0 else Status.OPTIMAL,
        plan=plan,
        goals=goals,
        objective=travel.value,
        bound=travel.bound,
        gap=gap,
        shortages=shortages,
        reasons=explain.reasons(problem, plan),
        engine=BY_HAND,
        input_hash=form.input_hash(problem),
    )


def _bounded(values: dict[Goal, int], known: Sequence[Reached], *, here: dict[Goal, int]) -> tuple[Reached, ...]:
    """Return the goals with the bounds that still hold. ``here`` are bounds for these sectors, whatever came before."""
    bounds = {one.goal: one for one in known}
    goals, as_good = [], True
    for goal, value in values.items():
        old = bounds.get(goal)
        bound = here.get(goal, 0)
        if goal not in here and goal is not Goal.CHANGES and goal is not Goal.APPROACH and old is not None and as_good:
            bound = old.bound
        goals.append(Reached(goal=goal, value=value, bound=min(bound, value)))
        as_good = as_good and (old is None or value <= old.value)
    return tuple(goals)


def _points(problem: Problem, plan: Plan, posts: Sequence[Shortage]) -> int:
    risk = {one.code: one.risk for one in problem.stations}
    at = {sector.post: sum(risk[code] for code in sector.stations) for sector in plan.sectors}
    alone = sum(ALONE * risk[code] for code in plan.uncovered)
    return alone + sum(at[one.at] * (PAIR * one.missing if one.kind == "officer" else one.missing) for one in posts)


def _travel(problem: Problem, plan: Plan) -> int:
    risk = {one.code: one.risk for one in problem.stations}
    place = {code: at for at, code in enumerate(problem.travel.places)}
    total = 0
    for sector in plan.sectors:
        row = problem.travel.minutes[place[sector.post]]
        total += sum(risk[code] * int(row[place[code]]) for code in sector.stations if row[place[code]] != NO_WAY)
    return total


def require_same_stations(problem: Problem, plan: Plan) -> None:
    """Refuse a plan of other TPS than those that stand now: ``deployment.plan.outdated``."""
    now = {one.code for one in problem.stations}
    then = {code for one in plan.sectors for code in one.stations} | set(plan.uncovered)
    if now != then:
        raise Refused(
            "deployment.plan.outdated",
            id=f"{len(now ^ then)} TPS berubah sejak rencana ini disusun; susun ulang dahulu.",
            en=f"{len(now ^ then)} TPS changed since this plan was made; plan again first.",
        )
