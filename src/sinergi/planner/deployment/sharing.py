"""How many pairs each kecamatan of a kabupaten gets, when the police of the regency's own station (BKO) are shared out.

Organic officers serve their own district only; those without a district go wherever they help most. A pair at a time
goes to the district where it takes away most uncovered risk and, among equals, most risk x minutes of travel, as long
as the district's own officers and what is left of the pool can man it. What a further pair brings is measured on the
ground: a quick plan is grown post by post, and no later pair is said to bring more than an earlier one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.problem import NO_WAY, PAIR, Problem, Station

ALONE: Final = 4  # points per risk of a TPS that no sector holds: see ``Goal.UNCOVERED``
FAR: Final = 1_000_000  # minutes: nobody gets there
ONE_STEP = tuple[int, int]  # points of uncovered risk, then risk x minutes, that one more pair takes away


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One district: its own officers, the pairs it gets, and how many of their people come from the pool."""

    district: str
    organic: int
    pairs: int
    pooled: int


def share_pairs(problem: Problem) -> Mapping[str, int]:
    """Return the number of pairs of each district that has TPS, by code; their sum never exceeds what there is."""
    return {share.district: share.pairs for share in shares(problem)}


def shares(problem: Problem) -> tuple[Share, ...]:
    """Return what each district gets and from whom, in the order of district codes.

    All pairs together are ``limits.pairs``, or as many as the officers allow when the mobile reserve is left out.
    Frozen sectors are counted first. A single district gets all that it can man.
    """
    districts = sorted({station.district for station in problem.stations})
    own = Counter(officer.district for officer in problem.officers)
    organic = {district: own[district] if district else 0 for district in districts}  # "": by the pool alone
    pairs = _granted(problem, districts, organic, pool=own[""])
    return tuple(
        Share(
            district=district,
            organic=organic[district],
            pairs=pairs[district],
            pooled=max(0, PAIR * pairs[district] - organic[district]),
        )
        for district in districts
    )


def _granted(problem: Problem, districts: list[str], organic: dict[str, int], *, pool: int) -> dict[str, int]:
    total = _pairs(problem)
    if len(districts) == 1:
        return {districts[0]: min(total, (organic[districts[0]] + pool) // PAIR)}
    pairs, left = _frozen(problem, districts), pool
    left -= sum(max(0, PAIR * count - organic[district]) for district, count in pairs.items())
    gains = {district: _Gains(problem, district, skip=pairs[district]) for district in districts}
    while sum(pairs.values()) < total:
        asked = {one: _asked(pairs[one], organic[one]) for one in districts}
        able = [one for one in districts if asked[one] <= left and gains[one].next > (0, 0)]
        if not able:
            break
        ranks = {one: (gains[one].next, -asked[one], -pairs[one] / gains[one].stations) for one in able}
        best = max(able, key=ranks.__getitem__)  # most gain, then own people, then fewest pairs per TPS so far
        pairs[best], left = pairs[best] + 1, left - asked[best]
        gains[best].step()
    return pairs


def _asked(pairs: int, organic: int) -> int:
    """Return how many people of the pool one more pair would take: 0, 1 or 2."""
    return max(0, PAIR * (pairs + 1) - organic) - max(0, PAIR * pairs - organic)


def _pairs(problem: Problem) -> int:
    limits = problem.limits
    free = max(0, len(problem.officers) - limits.reserve_teams * limits.reserve_size)
    return free // PAIR if limits.pairs is None else min(limits.pairs, len(problem.officers) // PAIR)


def _frozen(problem: Problem, districts: list[str]) -> dict[str, int]:
    """Count the frozen sectors of each district: they stay, whatever else is done."""
    of = {station.code: station.district for station in problem.stations}
    found = Counter(of[frozen.stations[0]] for frozen in problem.frozen if frozen.stations)
    return {district: found[district] for district in districts}


class _Gains:
    """What each further pair of a district takes away, one after the other; never more than the one before."""

    def __init__(self, problem: Problem, district: str, *, skip: int) -> None:
        stations = tuple(station for station in problem.stations if station.district == district)
        self.stations = len(stations)
        self._steps = _steps(problem, stations)
        self.next: ONE_STEP = (ALONE * sum(station.risk for station in stations) + 1, 0)
        for _ in range(skip + 1):
            self.step()

    def step(self) -> None:
        """Go on to the next pair."""
        self.next = min(self.next, next(self._steps, (0, 0)))


def _steps(problem: Problem, stations: tuple[Station, ...]) -> Iterator[ONE_STEP]:
    """Grow a quick plan of one district: each new post takes TPS without a guard first, most risk per minute first."""
    at = {place: index for index, place in enumerate(problem.travel.places)}
    rows = np.array([at[station.code] for station in stations])
    minutes = problem.travel.minutes[np.ix_(rows, rows)].astype(np.int64)
    minutes[minutes == NO_WAY] = FAR
    risk = np.array([station.risk for station in stations], dtype=np.int64)
    whole, capacity = _loads(problem, stations)
    load = whole.copy()  # what is not yet held
    nearest = np.full(len(rows), FAR, dtype=np.int64)
    within = minutes <= (FAR - 1 if problem.limits.roam is None else problem.limits.roam)
    while True:
        shorter = np.where(load == 0, np.maximum(nearest - minutes, 0), 0) @ risk
        taken = _taken(np.where(within, minutes, FAR), risk, load, capacity)
        points = (ALONE * risk * taken // whole).sum(axis=1)
        post = int(np.lexsort((-shorter, -points))[0])
        yield int(points[post]), int(shorter[post])
        if points[post] == 0 and shorter[post] == 0:
            return
        load -= taken[post]  # more than a pair may have to stand at one TPS
        nearest[load == 0] = np.minimum(nearest, minutes[post])[load == 0]


def _taken(
    minutes: NDArray[np.int64], risk: NDArray[np.int64], load: NDArray[np.int64], capacity: int
) -> NDArray[np.int64]:
    """Return how much load of each TPS (columns) a pair at each post (rows) would take, up to its capacity."""
    asked = np.minimum(load, capacity)
    order = np.argsort(np.where(asked > 0, minutes * asked / risk, np.inf), axis=1, kind="stable")
    parts = np.where((minutes < FAR) & (asked > 0), asked, 0)
    sorted_parts = np.take_along_axis(parts, order, axis=1)
    sorted_parts[np.cumsum(sorted_parts, axis=1) > capacity] = 0
    taken = np.zeros_like(parts)
    np.put_along_axis(taken, order, sorted_parts, axis=1)
    return taken


def _loads(problem: Problem, stations: tuple[Station, ...]) -> tuple[NDArray[np.int64], int]:
    """Return the load of each TPS and the capacity of a pair, both in whole units."""
    patterns = {pattern.code: pattern for pattern in problem.patterns}
    exact = [Fraction(patterns[one.pattern].police, PAIR * patterns[one.pattern].stations) for one in stations]
    unit = math.lcm(*(part.denominator for part in exact))
    return np.array([int(part * unit) for part in exact], dtype=np.int64), unit
