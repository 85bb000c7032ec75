"""Sectors and officers at once, where sectors that were formed before their people are known leave something wanting.

Sectors are formed first because that is quick, and right as long as everybody who is asked for can be found. Where a
leader, a boat or an officer is missing, or a rule keeps those apart who would do, another sharing of the TPS may want
for less: a small problem is then solved as a whole; of a large one, the lacking sector and its neighbours, in turn.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

import numpy as np

from sinergi.planner.deployment import sectors
from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.people import officers
from sinergi.planner.deployment.people.ground import Ground
from sinergi.planner.deployment.people.joining import ALONE, Joining, size
from sinergi.planner.deployment.people.officers import Posted
from sinergi.planner.deployment.problem import Budget, Problem
from sinergi.planner.deployment.result import Sector
from sinergi.planner.deployment.sectors import bounds, items
from sinergi.planner.deployment.sectors.forming import Formed
from sinergi.planner.deployment.sectors.settling import Purse, Settled

COLUMNS: Final = 500  # a model of so many is solved as a whole
PART: Final = 350  # columns of the model of a neighbourhood
WITHIN: Final = 5  # there, posts that a TPS may go to besides its own
TURNS: Final = 4  # neighbourhoods that one plan may try
NODES: Final = 20  # of the budget, per tree of a neighbourhood
ROUNDS: Final = 80  # rounds of prices for a bound that allows for other TPS without a guard


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Sectors and officers. The bounds of ``formed`` hold as ``sectors.Formed`` says, for ``holds`` points."""

    formed: Formed
    posted: Posted
    seats: int  # of the reserve

    @property
    def points(self) -> int:
        """Return UNCOVERED."""
        return self.formed.uncovered_points + self.posted.points

    @property
    def worth(self) -> tuple[int, int, int]:
        """Return what is made small, in order of rank: UNCOVERED, empty seats of the reserve, TRAVEL."""
        return self.points, max(self.seats - len(self.posted.spare), 0), self.formed.travel


def joined(problem: Problem, formed: Formed, *, budget: Budget, seed: int) -> Joint:
    """Return ``formed`` with its officers, or better sectors where these lack something that others would not.

    Proven where the model is small enough for ``budget.nodes``; then ``uncovered_bound`` and ``travel_bound`` hold for
    every plan that guards a TPS in full or not at all. Otherwise nothing gets worse, ``uncovered_bound`` is that of
    the sectors alone and ``travel_bound`` that of ``loosened``. With no nodes or a clock nothing is tried.
    """
    first = _posted(problem, formed, budget=budget, seed=seed)
    grounds = items.grounds(problem)
    halves = first.points and any(one.district for one in problem.officers)  # one alone may guard what no pair can
    if not (first.posted.points or halves) or not budget.nodes or budget.seconds is not None:
        return first
    if size(problem, grounds) <= COLUMNS:
        return _firm(problem, _whole(problem, grounds, first, budget=budget, seed=seed))
    return _parts(problem, first, budget=budget, seed=seed)


def loosened(problem: Problem, *, points: int, travel: int) -> int:
    """Return a lower bound of TRAVEL of every plan with an UNCOVERED of at most ``points``, at most ``travel``.

    Such a plan may leave a quarter of ``points`` without a guard, in risk; who stands in a sector does not matter here.
    """
    grounds = items.grounds(problem)
    pairs = max(items.pairs_in_all(problem) - len(problem.frozen), 0)
    if not pairs:
        return 0
    grounds = tuple(dataclasses.replace(ground, pairs=max(ground.pairs, pairs)) for ground in grounds)
    task = bounds.Task(grounds=grounds, pairs=pairs, idle=points // ALONE, value=travel)
    return bounds.bounded(task, rounds=ROUNDS).bound


def _posted(problem: Problem, formed: Formed, *, budget: Budget, seed: int) -> Joint:
    seats = problem.limits.reserve_teams * problem.limits.reserve_size
    posted = officers.post(problem, formed.sectors, budget=budget, seed=seed)
    return Joint(formed=formed, posted=posted, seats=seats)


def _firm(problem: Problem, best: Joint) -> Joint:
    """Return ``best`` with a better bound of TRAVEL, if the model has proven less than prices can."""
    if best.formed.travel_bound >= best.formed.travel:
        return best
    bound = loosened(problem, points=best.points, travel=best.formed.travel)
    formed = dataclasses.replace(best.formed, travel_bound=max(bound, best.formed.travel_bound))
    return dataclasses.replace(best, formed=formed)


def _whole(
    problem: Problem,
    grounds: Sequence[items.Ground],
    first: Joint,
    *,
    budget: Budget,
    seed: int,
    within: int | None = None,
) -> Joint:
    """Solve the problem as a whole; what the budget does not prove is bounded as far as it goes.

    With ``within`` only so many nearest posts are looked at, and no bound means anything.
    """
    model = Joining(problem, grounds, within=within)
    seats = model.seats()
    least = model.best(model.points, nodes=budget.nodes, cutoff=first.points)
    nodes, x = least.nodes, least.x
    most = min(round(least.objective), first.points) if len(x) else first.points
    model.hold(model.points, most)
    if len(x) and seats is not None:
        empty = model.best(seats, nodes=budget.nodes, start=x)
        nodes, x = nodes + empty.nodes, empty.x if len(empty.x) else x
        model.hold(seats, round(sum(float(x[column]) * value for column, value in seats.items())))
    short = model.best(model.travel, nodes=budget.nodes, start=x if len(x) else None)
    nodes, x = nodes + short.nodes, short.x if len(short.x) else x
    best = min(first, _drawn(problem, model, x, budget, seed=seed), key=lambda one: one.worth) if len(x) else first
    formed = dataclasses.replace(
        best.formed,
        uncovered_bound=int(min(max(least.bound, 0.0), best.points)),
        travel_bound=int(min(max(short.bound, 0.0) + _fixed(problem), best.formed.travel)),
        holds=best.points,
        work={**first.formed.work, "joint_nodes": nodes},
    )
    return dataclasses.replace(best, formed=formed)


def _fixed(problem: Problem) -> int:
    """Return the travel inside the frozen sectors."""
    risk = {one.code: one.risk for one in problem.stations}
    at = {code: index for index, code in enumerate(problem.travel.places)}
    minutes = problem.travel.minutes
    return sum(risk[code] * int(minutes[at[one.post], at[code]]) for one in problem.frozen for code in one.stations)


def _settled(model: Joining, x: highs.Floats) -> list[Settled]:
    return [
        Settled(ground=ground, pairs=ground.pairs, post=post)
        for ground, post in zip(model.grounds, model.posts(x), strict=True)
    ]


def _drawn(problem: Problem, model: Joining, x: highs.Floats, budget: Budget, *, seed: int) -> Joint:
    formed = sectors.told(problem, _settled(model, x), Purse(budget=budget))
    return _posted(problem, formed, budget=budget, seed=seed)


# --- a large problem, part by part ---


def _parts(problem: Problem, first: Joint, *, budget: Budget, seed: int) -> Joint:
    """Solve neighbourhoods of lacking sectors, the worst first, everybody else standing where they stand."""
    nodes = Budget(restarts=1, nodes=min(NODES, budget.nodes))
    best, tried, spent = first, set[str](), 0
    for _ in range(TURNS):
        lacking = [one for one in best.posted.shortages if one.at not in tried]
        if not lacking:
            break
        centre = max(lacking, key=lambda one: (one.missing, one.at)).at
        tried.add(centre)
        chosen = _neighbours(problem, best, centre)
        if not chosen:
            continue
        part = _part(problem, best, chosen)
        now = _inside(problem, part, best, chosen)
        now = _whole(part, items.grounds(part), now, budget=nodes, seed=seed, within=WITHIN)
        spent += now.formed.work["joint_nodes"]
        merged = _merged(problem, best, now, chosen, budget=budget, seed=seed)
        best = min(best, merged, key=lambda one: one.worth)
    return dataclasses.replace(
        best, formed=dataclasses.replace(best.formed, work={**first.formed.work, "joint_nodes": spent})
    )


def _neighbours(problem: Problem, best: Joint, centre: str) -> set[str]:
    """Return the codes of the sectors nearest to TPS ``centre`` whose model is affordable; none that is frozen."""
    at = {code: index for index, code in enumerate(problem.travel.places)}
    district = {one.code: one.district for one in problem.stations}
    still = {code for frozen in problem.frozen for code in frozen.stations}
    groups: dict[str, set[str]] = {}  # a post, and the sectors that only go together
    for sector in best.posted.sectors:
        shared = {one.code for one in best.posted.sectors if not set(one.stations).isdisjoint(sector.stations)}
        if district[sector.post] == district[centre] and still.isdisjoint(sector.stations):
            groups[sector.code] = shared
    post = {one.code: one.post for one in best.posted.sectors}
    minutes = problem.travel.minutes
    near = sorted(groups, key=lambda code: (int(np.abs(minutes[at[centre], at[post[code]]])), code))
    chosen: set[str] = set()
    for code in near:
        more = chosen | groups[code]
        part = _part(problem, best, more)
        if more <= groups.keys() and size(part, items.grounds(part), within=WITHIN) <= PART:
            chosen = more
        elif chosen:
            break
    return chosen if len(chosen) > 1 else set()


def _part(problem: Problem, best: Joint, chosen: set[str]) -> Problem:
    """Return the problem of some sectors: their TPS, their officers and those to spare, as many pairs as they have."""
    mine = [one for one in best.posted.sectors if one.code in chosen]
    held = {code for one in mine for code in one.stations}
    people = {code for one in mine for code in one.officers} | set(best.posted.spare)
    return dataclasses.replace(
        problem,
        stations=tuple(one for one in problem.stations if one.code in held),
        officers=tuple(one for one in problem.officers if one.code in people),
        apart=tuple(pair for pair in problem.apart if people.issuperset(pair)),
        frozen=(),
        before=None,
        limits=dataclasses.replace(problem.limits, pairs=len(mine)),
    )


def _inside(problem: Problem, part: Problem, best: Joint, chosen: set[str]) -> Joint:
    """Return the plan of a part as it is."""
    mine = tuple(one for one in best.posted.sectors if one.code in chosen)
    formed = _formed(problem, mine, uncovered=())
    posted = dataclasses.replace(best.posted, sectors=mine, points=lacking(part, mine))
    return Joint(formed=formed, posted=posted, seats=best.seats)


def lacking(problem: Problem, sectors: Sequence[Sector]) -> int:
    """Return the points that the officers of ``sectors`` leave wanting."""
    ground = Ground(problem, sectors)
    return sum(
        ground.points(number, [ground.number[code] for code in one.officers])
        for number, one in enumerate(ground.sectors)
    )


def _merged(problem: Problem, best: Joint, part: Joint, chosen: set[str], *, budget: Budget, seed: int) -> Joint:
    """Return the whole plan with the sectors of a part as they are now."""
    others = [one for one in best.posted.sectors if one.code not in chosen]
    bare = tuple(sorted({*best.formed.uncovered, *part.formed.uncovered}))
    formed = _formed(problem, sectors.named(problem, [*others, *part.posted.sectors]), uncovered=bare)
    formed = dataclasses.replace(
        formed,
        uncovered_bound=min(best.formed.uncovered_bound, formed.uncovered_points + part.posted.points),
        travel_bound=min(best.formed.travel_bound, formed.travel),
        holds=best.formed.holds,
    )
    return _posted(problem, formed, budget=budget, seed=seed)


def _formed(problem: Problem, made: tuple[Sector, ...], *, uncovered: tuple[str, ...]) -> Formed:
    risk = {one.code: one.risk for one in problem.stations}
    at = {code: index for index, code in enumerate(problem.travel.places)}
    minutes = problem.travel.minutes
    return Formed(
        sectors=tuple(dataclasses.replace(one, officers=(), leader="") for one in made),
        uncovered=uncovered,
        uncovered_points=ALONE * sum(risk[code] for code in uncovered),
        uncovered_bound=0,
        travel=sum(risk[code] * int(minutes[at[one.post], at[code]]) for one in made for code in one.stations),
        travel_bound=0,
    )
