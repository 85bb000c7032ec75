"""Plan again after a drop-out, a lost boat, a moved TPS or a raised risk, moving as few others as possible.

Here the goal CHANGES outranks TRAVEL: nobody is woken at 05.00 to save four minutes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence

from sinergi.planner.deployment import form, sectors
from sinergi.planner.deployment.problem import NO_WAY, Budget, Problem
from sinergi.planner.deployment.result import Goal, Plan, Reached, Result
from sinergi.planner.deployment.sectors import items
from sinergi.planner.deployment.sectors.forming import Formed
from sinergi.planner.deployment.sectors.mend import Mended, mend
from sinergi.planner.deployment.solve import staff

ROUGH = Budget(restarts=1, nodes=0)  # for bounds only


def replan(
    problem: Problem,
    before: Plan,
    *,
    absent: Collection[str] = (),
    known: Sequence[Reached] = (),
    budget: Budget | None = None,
    seed: int = 0,
) -> Result:
    """Return a plan for ``problem`` without the people of ``absent``, as near to ``before`` as coverage allows.

    Sectors keep their posts and TPS; a vacated place is filled from the spare people first. Only when officers are
    missing after that, sectors may be merged. Ranked: UNCOVERED, CHANGES of TPS and people, then the rest.
    ``known`` are goals of ``before`` whose bounds still hold: pass them when only people were lost since.
    Raises Refused ``plan.*`` as ``solve`` does.
    """
    problem = without(dataclasses.replace(problem, before=before), absent)
    if (refused := form.why_not(problem)) is not None:
        raise refused
    budget = budget or Budget()
    pairs = items.pairs_in_all(problem)

    def mended(most: int) -> tuple[int, Result]:
        found = mend(problem, before, pairs=most, nodes=budget.nodes)
        return found.moved, _staffed(problem, found, known, budget=budget, seed=seed)

    moved, result = mended(pairs if problem.limits.pairs is not None else max(pairs, len(before.sectors)))
    if pairs < len(result.plan.sectors) and any(one.kind == "officer" for one in result.shortages):
        return min((moved, result), mended(pairs), key=_worth)[1]
    return result


def without(problem: Problem, absent: Collection[str]) -> Problem:
    """Return ``problem`` without the people of ``absent``, also where they were frozen or kept apart."""
    gone = set(absent)
    return dataclasses.replace(
        problem,
        officers=tuple(one for one in problem.officers if one.code not in gone),
        soldiers=tuple(one for one in problem.soldiers if one.code not in gone),
        wardens=tuple(one for one in problem.wardens if one.code not in gone),
        apart=tuple(pair for pair in problem.apart if gone.isdisjoint(pair)),
        frozen=tuple(
            dataclasses.replace(one, officers=tuple(who for who in one.officers if who not in gone))
            for one in problem.frozen
        ),
    )


def _worth(option: tuple[int, Result]) -> tuple[int, int, int]:
    moved, result = option
    value = {one.goal: one.value for one in result.goals}
    return value[Goal.UNCOVERED], moved + value[Goal.CHANGES], value[Goal.TRAVEL]


def _staffed(problem: Problem, mended: Mended, known: Sequence[Reached], *, budget: Budget, seed: int) -> Result:
    bounds = {one.goal: one.bound for one in known}
    holds = next((one.value for one in known if one.goal is Goal.UNCOVERED), 0)
    risk = {one.code: one.risk for one in problem.stations}
    place = {code: index for index, code in enumerate(problem.travel.places)}
    travel = 0
    for sector in mended.sectors:
        minutes = problem.travel.minutes[place[sector.post]]
        travel += sum(
            risk[code] * int(minutes[place[code]]) for code in sector.stations if minutes[place[code]] != NO_WAY
        )
    points = sum(sectors.ALONE * risk[code] for code in mended.uncovered)
    if Goal.TRAVEL not in bounds or (points and Goal.UNCOVERED not in bounds):
        rough = sectors.form(dataclasses.replace(problem, before=None), budget=ROUGH, seed=seed)
        holds = holds if Goal.TRAVEL in bounds else rough.holds
        bounds = {Goal.UNCOVERED: rough.uncovered_bound, Goal.TRAVEL: rough.travel_bound} | bounds
    formed = Formed(
        sectors=mended.sectors,
        uncovered=mended.uncovered,
        uncovered_points=points,
        uncovered_bound=min(bounds.get(Goal.UNCOVERED, 0), points),
        travel=travel,
        travel_bound=min(bounds[Goal.TRAVEL], travel),
        work={"mended": 1},
        holds=holds,
    )
    return staff(problem, formed, budget=budget, seed=seed, standing=bool(known))
