"""How many pairs each district gets, when one pool of officers serves several: one more where it helps most."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final

import numpy as np

from sinergi.planner.deployment.problem import PAIR
from sinergi.planner.deployment.sectors import search, wide

if TYPE_CHECKING:
    from sinergi.planner.deployment.sectors.items import Ground

EXACT: Final = 20_000  # so many steps are weighed one by one, and no more


def coupled(grounds: tuple[Ground, ...], *, pairs: int, bound: dict[str, int], free: int) -> bool:
    """Tell whether the districts compete: not all of them can have the pairs that each alone could have."""
    wanted = [min(ground.pairs, _most(ground)) for ground in grounds]
    return sum(wanted) > pairs or _called(grounds, wanted, bound) > free


def shares(
    grounds: tuple[Ground, ...], *, pairs: int, bound: dict[str, int], free: int, rng: np.random.Generator
) -> list[int]:
    """Return the pairs of each ground, together at most ``pairs``, within its own officers and the ``free`` ones.

    ``bound`` counts the officers of each district. Few districts with few pairs: all ways to share are weighed. Many:
    greedy, exact when the use of one more pair only ever falls and no officer is tied to a district.
    """
    wanted = [min(ground.pairs, _most(ground)) for ground in grounds]
    if len(grounds) == 1 or not coupled(grounds, pairs=pairs, bound=bound, free=free):
        return wanted
    curves = [_Curve(ground, rng) for ground in grounds]
    if sum(one + 1 for one in wanted) * (pairs + 1) * (free + 1) <= EXACT:
        return _weighed(curves, wanted, pairs=pairs, bound=bound, free=free)
    given = [0] * len(grounds)
    for index, ground in enumerate(grounds):  # what the load asks for at least, while there is enough
        need = min(-(-int(ground.load.sum()) // ground.capacity) + int(ground.extra.sum()), ground.pairs)
        given[index] = need
    if sum(given) > pairs or _called(grounds, given, bound) > free:
        given = [0] * len(grounds)
    waiting = [
        (_less(curve.gain(count)), index) for index, (curve, count) in enumerate(zip(curves, given, strict=True))
    ]
    heapq.heapify(waiting)
    while waiting and sum(given) < pairs:
        gain, index = heapq.heappop(waiting)
        given[index] += 1
        if given[index] > grounds[index].pairs or gain >= (0, 0) or _called(grounds, given, bound) > free:
            given[index] -= 1
            continue
        heapq.heappush(waiting, (_less(curves[index].gain(given[index])), index))
    return given


def _weighed(curves: list[_Curve], wanted: list[int], *, pairs: int, bound: dict[str, int], free: int) -> list[int]:
    """Return the best way to share: for each number of pairs and free officers used so far, the best so far."""
    best: dict[tuple[int, int], tuple[tuple[int, int], list[int]]] = {(0, 0): ((0, 0), [])}
    for curve, most in zip(curves, wanted, strict=True):
        own = bound.get(curve.ground.district, 0)
        longer: dict[tuple[int, int], tuple[tuple[int, int], list[int]]] = {}
        for (used, called), ((idle, travel), given) in best.items():
            for count in range(min(most, pairs - used) + 1):
                key = (used + count, called + max(PAIR * count - own, 0))
                more = curve.at(count)
                option = ((idle + more[0], travel + more[1]), [*given, count])
                if key[1] <= free and (key not in longer or option < longer[key]):
                    longer[key] = option
        best = longer
    return min(best.values())[1]


def _less(gain: tuple[int, int]) -> tuple[int, int]:
    return -gain[0], -gain[1]


def _most(ground: Ground) -> int:
    return len(ground.codes) + int(ground.extra.sum())


def _called(grounds: tuple[Ground, ...], given: list[int], bound: dict[str, int]) -> int:
    """Return how many officers must come from elsewhere."""
    return sum(max(PAIR * count - bound.get(g.district, 0), 0) for g, count in zip(grounds, given, strict=True))


class _Curve:
    """Uncovered risk and travel of one ground by its number of pairs, from a light search, one pair at a time."""

    def __init__(self, ground: Ground, rng: np.random.Generator) -> None:
        self.ground, self.rng = ground, rng
        self.known: dict[int, tuple[int, int]] = {}
        self.group: search.Ints | None = None
        self.count = -1

    def gain(self, count: int) -> tuple[int, int]:
        """Return how much uncovered risk and travel one pair more than ``count`` saves."""
        now, more = self.at(count), self.at(count + 1)
        return now[0] - more[0], now[1] - more[1]

    def at(self, count: int) -> tuple[int, int]:
        """Return uncovered risk and travel with ``count`` pairs."""
        if count not in self.known:
            self.known[count] = self._look(count)
        return self.known[count]

    def _look(self, count: int) -> tuple[int, int]:
        groups = max(count - int(self.ground.extra.sum()), 0)
        here = search.area(self.ground, pairs=groups)
        if self.group is None or groups != self.count + 1:
            group = wide.searched(here, self.rng, starts=2, kicks=5, sweeps=1)
        else:
            group = np.where(self.group == self.count, groups, self.group)
            group = (
                search.improved(here, group)[0]
                if len(group) <= wide.AT_ONCE
                else wide.swept(here, group, self.rng, kicks=0)
            )
        self.group, self.count = group, groups
        idle = int(self.ground.risk[group == groups].sum())
        heads = wide.heads(here, group)
        kept = np.flatnonzero(group < groups)
        return idle, int(self.ground.cost[heads[group[kept]], kept].sum())
