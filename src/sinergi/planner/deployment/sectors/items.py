"""From a problem to arrays: which TPS of a district are still to be shared out, what each weighs, what each road costs.

Loads are counted in parts of a police pair: ``capacity`` parts make one pair, the least number that makes every pattern
whole. A TPS that asks for more than a pair has ``extra`` pairs of its own, and the rest of it (never nothing) takes
part in a sector like any other TPS.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.problem import NO_WAY, PAIR

if TYPE_CHECKING:
    from sinergi.planner.deployment.problem import Pattern, Problem, Station

FAR: Final = 1 << 30  # in ``Ground.cost``: this post may not guard that TPS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """The TPS of one district that no frozen sector holds, in order of their codes.

    ``cost[j, i]`` is risk x minutes from post j to TPS i, int32 of shape (n, n), FAR where that is not allowed; its
    diagonal is 0. ``load`` is 1 to ``capacity``, ``extra`` counts pairs that stand at that TPS alone. ``needs`` maps a
    skill to a mask of the TPS that ask for it, ``skilled`` to how many more sectors may need it. ``pairs`` is the most
    sectors that the district can have; those of all grounds together may be fewer.
    """

    district: str
    codes: tuple[str, ...]
    load: NDArray[np.int64]
    extra: NDArray[np.int64]
    risk: NDArray[np.int64]
    cost: NDArray[np.int32]
    capacity: int
    pairs: int
    needs: dict[str, NDArray[np.bool_]]
    skilled: dict[str, int]


def capacity(patterns: tuple[Pattern, ...]) -> int:
    """Return how many parts of load a pair can carry, so that every pattern asks for a whole number of parts."""
    return math.lcm(1, *(Fraction(pattern.police, PAIR * pattern.stations).denominator for pattern in patterns))


def loads(problem: Problem) -> dict[str, int]:
    """Return the load of every TPS by its code, in parts of a pair; more than ``capacity`` where it needs several."""
    parts = capacity(problem.patterns)
    of = {p.code: int(Fraction(p.police * parts, PAIR * p.stations)) for p in problem.patterns}
    return {station.code: of[station.pattern] for station in problem.stations}


def pairs_in_all(problem: Problem) -> int:
    """Return how many sectors there may be, frozen ones included."""
    if problem.limits.pairs is not None:
        return problem.limits.pairs
    reserve = problem.limits.reserve_teams * problem.limits.reserve_size
    return max(len(problem.officers) - reserve, 0) // PAIR


def organic(problem: Problem) -> tuple[dict[str, int], int]:
    """Return how many officers are bound to each district, and how many may be sent anywhere.

    When the rules promise more sectors than there are officers, the missing ones count as free to be sent anywhere:
    their absence is reported where officers are posted.
    """
    bound = Counter(officer.district for officer in problem.officers if officer.district)
    free = len(problem.officers) - bound.total()
    if problem.limits.pairs is not None:
        free += max(PAIR * problem.limits.pairs - len(problem.officers), 0)
    return dict(bound), free


def grounds(problem: Problem) -> tuple[Ground, ...]:
    """Return the districts in order of their names, without frozen sectors and without what these hold."""
    weight = loads(problem)
    parts = capacity(problem.patterns)
    held = _held(problem, weight, parts)
    bound, free = organic(problem)
    stations = sorted(problem.stations, key=lambda station: (station.district, station.code))
    place = {code: index for index, code in enumerate(problem.travel.places)}
    whose = {station.code: station.district for station in stations}
    kept = Counter(whose.get(frozen.post, "") for frozen in problem.frozen)
    made = []
    for district in sorted({station.district for station in stations}):
        here = [s for s in stations if s.district == district and held.get(s.code, 0) < weight[s.code]]
        most = min((bound.get(district, 0) + free) // PAIR, pairs_in_all(problem))
        left = np.array([weight[s.code] - held.get(s.code, 0) for s in here], dtype=np.int64)
        made.append(
            Ground(
                district=district,
                codes=tuple(s.code for s in here),
                load=(left - 1) % parts + 1,
                extra=(left - 1) // parts,
                risk=np.array([s.risk for s in here], dtype=np.int64),
                cost=_costs(problem, here, place),
                capacity=parts,
                pairs=max(most - kept[district], 0),
                needs={skill: np.array([skill in s.needs for s in here], dtype=bool) for skill in _skills(here)},
                skilled={skill: _skilled(problem, district, skill) for skill in _skills(here)},
            )
        )
    return tuple(made)


def merged(grounds: tuple[Ground, ...], *, pairs: int) -> Ground:
    """Return all districts as one ground with ``pairs`` sectors, without a road from one district to another.

    Right only where nobody is bound to a district: the skilled of all of them are then the same people.
    """
    sizes = [len(ground.codes) for ground in grounds]
    starts = np.concatenate(([0], np.cumsum(sizes)))
    cost = np.full((sum(sizes), sum(sizes)), FAR, dtype=np.int32)
    needs = {skill: np.zeros(sum(sizes), dtype=bool) for ground in grounds for skill in ground.needs}
    for start, ground in zip(starts.tolist(), grounds, strict=False):
        end = start + len(ground.codes)
        cost[start:end, start:end] = ground.cost
        for skill, mask in ground.needs.items():
            needs[skill][start:end] = mask
    return Ground(
        district="",
        codes=tuple(code for ground in grounds for code in ground.codes),
        load=np.concatenate([ground.load for ground in grounds]),
        extra=np.concatenate([ground.extra for ground in grounds]),
        risk=np.concatenate([ground.risk for ground in grounds]),
        cost=cost,
        capacity=grounds[0].capacity,
        pairs=pairs,
        needs=needs,
        skilled={skill: min(g.skilled[skill] for g in grounds if skill in g.skilled) for skill in needs},
    )


def alone(problem: Problem) -> tuple[bool, ...]:
    """Tell of each frozen sector whether it is one of the whole pairs of a TPS that asks for more than one."""
    weight, parts = loads(problem), capacity(problem.patterns)
    seen: Counter[str] = Counter()
    told = []
    for frozen in problem.frozen:
        code = frozen.stations[0] if len(frozen.stations) == 1 else ""
        seen[code] += 1
        told.append(weight.get(code, 0) > parts and seen[code] <= weight[code] // parts)
    return tuple(told)


def _held(problem: Problem, weight: dict[str, int], parts: int) -> dict[str, int]:
    """Return how much load of each TPS the frozen sectors carry."""
    held: Counter[str] = Counter()
    for frozen, whole in zip(problem.frozen, alone(problem), strict=True):
        for code in frozen.stations:
            held[code] += parts if whole else (weight.get(code, 0) - 1) % parts + 1
    return dict(held)


def _skills(stations: list[Station]) -> list[str]:
    return sorted({skill for station in stations for skill in station.needs})


def _skilled(problem: Problem, district: str, skill: str) -> int:
    """Return how many sectors of the district may need ``skill``, less the frozen ones that do."""
    able = sum(skill in o.skills and o.district in {"", district} for o in problem.officers)
    wanting = {s.code for s in problem.stations if s.district == district and skill in s.needs}
    return max(able - sum(not wanting.isdisjoint(frozen.stations) for frozen in problem.frozen), 0)


def _costs(problem: Problem, stations: list[Station], place: dict[str, int]) -> NDArray[np.int32]:
    at = np.array([place[s.code] for s in stations], dtype=np.int64)
    minutes = problem.travel.minutes[np.ix_(at, at)]
    risk = np.array([s.risk for s in stations], dtype=np.int64)
    cost = minutes * risk[None, :] if len(at) else np.zeros((0, 0))
    barred = minutes == NO_WAY
    if problem.limits.roam is not None:
        barred |= minutes > problem.limits.roam
    cost = np.where(barred, FAR, np.minimum(cost, FAR - 1)).astype(np.int32)
    np.fill_diagonal(cost, 0)
    return cost
