"""TPS into sectors, one police pair each: first the least risk uncovered, then the fewest minutes from the posts.

A capacitated p-median: every sector has its post at one of its own TPS, carries at most one pair's load, stays within
its district and within reach. A seeded local search makes the plan, Lagrangian knapsacks bound it over all roads, and
HiGHS closes what is left (``docs/adr/2026-11-24-sector-engine.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from sinergi.planner.deployment.problem import PAIR
from sinergi.planner.deployment.result import Sector
from sinergi.planner.deployment.sectors import bounds, items, portions, settling
from sinergi.planner.deployment.sectors.proof import IDLE
from sinergi.planner.deployment.sectors.settling import Purse, Settled
from sinergi.planner.deployment.sectors.tour import around

if TYPE_CHECKING:
    from sinergi.planner.deployment.problem import Budget, Problem
    from sinergi.planner.deployment.sectors.items import Ground

ALONE: Final = 4  # points of an uncovered TPS, times its risk
AT_LEAST: Final = 15  # rounds of prices even when no time is left
QUICK, LONG = 80, 300  # rounds of prices: to see whether more search is worth while, and for the bound that counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Formed:
    """Sectors without officers, in order of their codes, and how good they surely are.

    ``uncovered_bound`` holds for every plan with as many pairs in each district, ``travel_bound`` for every plan whose
    UNCOVERED, with what its sectors lack, is at most ``holds`` points: without a word, what these sectors leave without
    a guard. ``work`` counts starts, kicks, rounds of prices and nodes.
    """

    sectors: tuple[Sector, ...]
    uncovered: tuple[str, ...]
    uncovered_points: int
    uncovered_bound: int
    travel: int
    travel_bound: int
    work: dict[str, int] = field(default_factory=dict)
    holds: int = 0


def form(problem: Problem, *, budget: Budget, seed: int, clock: Callable[[], float] | None = None) -> Formed:
    """Return the sectors of ``problem``; frozen ones are kept as they are.

    The same problem, budget and seed give the same sectors, whatever the order of the stations, unless
    ``budget.seconds`` asks for a clock: ``clock`` returns seconds that only rise. With 0 seconds or 0 nodes the bound
    is that of the relaxation.
    """
    purse = Purse(budget=budget, clock=clock, began=clock() if clock is not None else 0.0)
    rng = np.random.Generator(np.random.PCG64(seed))
    grounds = items.grounds(problem)
    pairs = max(items.pairs_in_all(problem) - len(problem.frozen), 0)
    bound, free = _pool(problem, grounds)
    coupled = portions.coupled(grounds, pairs=pairs, bound=bound, free=free)
    if coupled and not any(bound.values()) and sum(len(ground.codes) for ground in grounds) <= bounds.DENSE:
        grounds, coupled = (items.merged(grounds, pairs=pairs),), False
    given = portions.shares(grounds, pairs=pairs, bound=bound, free=free, rng=rng)
    if coupled:
        settled = _together(grounds, given, pairs=pairs, purse=purse, rng=rng)
    else:
        settled = [
            _alone(ground, pairs=count, purse=purse, rng=rng) for ground, count in zip(grounds, given, strict=True)
        ]
    return told(problem, settled, purse)


def _pool(problem: Problem, grounds: tuple[Ground, ...]) -> tuple[dict[str, int], int]:
    """Return the officers of each district and those free to go anywhere, less the pairs of frozen sectors."""
    bound, free = items.organic(problem)
    whose = {station.code: station.district for station in problem.stations}
    for frozen in problem.frozen:
        district = whose.get(frozen.post, "")
        own = min(bound.get(district, 0), PAIR)
        bound[district] = bound.get(district, 0) - own
        free -= PAIR - own
    return {ground.district: bound.get(ground.district, 0) for ground in grounds}, max(free, 0)


def _alone(ground: Ground, *, pairs: int, purse: Purse, rng: np.random.Generator) -> Settled:
    """Settle a district that competes with no other, to the proof if the budget allows."""
    now = settling.first(ground, pairs=pairs, purse=purse, rng=rng)
    least = settling.unavoidable((ground,), pairs=pairs)
    known = _bound([now], pairs=pairs, purse=purse, rounds=QUICK)
    if now.travel > known.bound or now.idle > least or now.unskilled:
        now = settling.longer(now, purse=purse, rng=rng)
    now = settling.qualified(settling.covered(now, purse=purse), purse=purse)
    if now.travel > known.bound or now.idle > least:
        known = _bound([now], pairs=pairs, purse=purse, rounds=LONG)
    now.travel_bound = min(known.bound, now.travel)
    task = _task([now], pairs=pairs)
    return settling.proven(now, known, task, purse=purse)


def _together(
    grounds: tuple[Ground, ...], given: list[int], *, pairs: int, purse: Purse, rng: np.random.Generator
) -> list[Settled]:
    """Settle districts that share one pool: each within its portion, the bound over all portions."""
    settled = []
    for ground, count in zip(grounds, given, strict=True):
        now = settling.longer(settling.first(ground, pairs=count, purse=purse, rng=rng), purse=purse, rng=rng)
        settled.append(now)
    least = max(
        sum(settling.unavoidable((now.ground,), pairs=now.ground.pairs) for now in settled),
        settling.unavoidable(grounds, pairs=pairs),
    )
    known = _bound(settled, pairs=pairs, purse=purse, rounds=LONG)
    for now in settled:  # what is proven is proven of all together
        now.idle_bound = now.travel_bound = 0
    if settled:
        settled[0].idle_bound, settled[0].travel_bound = least, known.bound
    return settled


def _task(settled: list[Settled], *, pairs: int) -> bounds.Task:
    return bounds.Task(
        grounds=tuple(now.ground for now in settled),
        pairs=pairs,
        idle=sum(now.idle for now in settled),
        value=sum(now.travel for now in settled),
    )


def _bound(settled: list[Settled], *, pairs: int, purse: Purse, rounds: int) -> bounds.Bound:
    task = _task(settled, pairs=pairs)
    if purse.late():
        known = bounds.bounded(task, rounds=AT_LEAST)
    else:
        known = bounds.bounded(task, rounds=rounds, late=purse.late)
    purse.spent["rounds"] += known.rounds
    return known


def told(problem: Problem, settled: list[Settled], purse: Purse) -> Formed:
    """Return the sectors of all ``settled`` districts and the frozen ones, drawn and named."""
    draw = _Drawing(problem)
    sectors = [
        draw.sector(frozen.post, frozen.stations, whole=whole)
        for frozen, whole in zip(problem.frozen, items.alone(problem), strict=True)
    ]
    uncovered: list[str] = []
    for now in settled:
        codes = now.ground.codes
        uncovered += [codes[i] for i in np.flatnonzero(now.post == IDLE)]
        for j in np.unique(now.post[now.post != IDLE]):
            mine = tuple(codes[i] for i in np.flatnonzero(now.post == j))
            whole = int(now.ground.load[j]) > draw.rest(codes[j])  # a frozen sector holds the rest of this TPS
            sectors += [draw.sector(codes[j], mine, whole=whole)]
        for i in np.flatnonzero((now.ground.extra > 0) & (now.post != IDLE)):
            sectors += [draw.sector(codes[i], (codes[i],), whole=True)] * int(now.ground.extra[i])
    points = ALONE * sum(draw.risk[code] for code in uncovered)
    fixed = draw.travel(sectors[: len(problem.frozen)])
    travel = draw.travel(sectors)
    return Formed(
        sectors=named(problem, sectors),
        uncovered=tuple(sorted(uncovered)),
        uncovered_points=points,
        uncovered_bound=min(ALONE * sum(now.idle_bound for now in settled), points),
        travel=travel,
        travel_bound=min(fixed + sum(now.travel_bound for now in settled), travel),
        work=dict(purse.spent),
        holds=points,
    )


class _Drawing:
    """Draws sectors of one problem: codes, loads and rounds."""

    def __init__(self, problem: Problem) -> None:
        self.minutes = problem.travel.minutes
        self.place = {code: index for index, code in enumerate(problem.travel.places)}
        self.risk = {station.code: station.risk for station in problem.stations}
        self.weight, self.parts = items.loads(problem), items.capacity(problem.patterns)

    def sector(self, post: str, stations: tuple[str, ...], *, whole: bool = False) -> Sector:
        """Return a sector with its round; ``whole``: it is one of the whole pairs of a TPS that asks for more."""
        stops = (post, *sorted(code for code in stations if code != post))
        at = [self.place[code] for code in stops]
        order, minutes = around(self.minutes[np.ix_(at, at)])
        return Sector(
            code="",
            post=post,
            stations=tuple(stops[k] for k in order),
            officers=(),
            load=self.parts if whole else sum(self.rest(code) for code in stations),
            capacity=self.parts,
            minutes=minutes,
            dedicated=whole,
        )

    def rest(self, code: str) -> int:
        """Return the load that a TPS brings to a sector, beyond whole pairs of its own."""
        return (self.weight[code] - 1) % self.parts + 1

    def travel(self, sectors: list[Sector]) -> int:
        """Return the sum of risk x minutes from the posts."""
        return sum(
            self.risk[code] * max(int(self.minutes[self.place[sector.post], self.place[code]]), 0)
            for sector in sectors
            for code in sector.stations
        )


def named(problem: Problem, sectors: Sequence[Sector]) -> tuple[Sector, ...]:
    """Return sectors in order of district, village and post, with codes in that order."""
    village = {station.code: (station.district, station.village) for station in problem.stations}
    ordered = sorted(
        sectors, key=lambda sector: (*village[sector.post], sector.post, sector.dedicated, sector.stations)
    )
    digits = max(2, len(str(len(ordered))))
    return tuple(replace(sector, code=f"R{number:0{digits}}") for number, sector in enumerate(ordered, 1))
