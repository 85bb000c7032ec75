"""The search on grounds too wide to weigh every swap at once: one neighbourhood of sectors after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from sinergi.planner.deployment.sectors import search
from sinergi.planner.deployment.sectors.search import Area, Ints

if TYPE_CHECKING:
    from collections.abc import Callable

AT_ONCE: Final = 260  # up to so many TPS all moves are weighed at once
_TOGETHER: Final = 12  # sectors of one neighbourhood
_STRAYS: Final = 24  # uncovered TPS that a neighbourhood looks at


def searched(
    here: Area,
    rng: np.random.Generator,
    *,
    starts: int,
    kicks: int,
    sweeps: int = 3,
    enough: Callable[[], bool] | None = None,
) -> Ints:
    """Return a good sharing: ``search.searched`` where that is affordable, else ``sweeps`` over all neighbourhoods.

    ``enough`` may stop it between two neighbourhoods.
    """
    if len(here.load) <= AT_ONCE:
        return search.searched(here, rng, starts=starts, kicks=kicks)[0]
    group = search.scattered(here, rng)
    for turn in range(sweeps):
        group = swept(here, group, rng, kicks=4 * turn, enough=enough)
    return group


def swept(
    here: Area, group: Ints, rng: np.random.Generator, *, kicks: int, enough: Callable[[], bool] | None = None
) -> Ints:
    """Return ``group`` after one search in a neighbourhood around every third sector or so."""
    if not here.groups:
        return group
    group = group.copy()
    waiting = rng.permutation(here.groups).tolist()
    seen: set[int] = set()
    best = heads(here, group)
    while waiting and not (enough is not None and enough()):
        first = waiting.pop()
        if first in seen:
            continue
        some = _neighbours(here, best, first)
        seen.update(some[: _TOGETHER // 3].tolist())
        loose = _members(here, group, some)
        mini = search.part(here, loose, groups=len(some))
        back = np.full(here.groups + 1, len(some), dtype=np.int64)
        back[some] = np.arange(len(some))
        inside = back[group[loose]]
        before = search.value(mini, inside)
        better, cost = search.improved(mini, inside)
        if kicks:
            better, cost = search.kicked(mini, better, rng, kicks=kicks)
        if cost < before:
            group[loose] = np.append(some, here.groups)[better]
            best[some] = -1
            local = heads(mini, better)
            best[some[local >= 0]] = loose[local[local >= 0]]
    return group


def heads(here: Area, group: Ints) -> Ints:
    """Return the best post of every sector, shape (groups,), -1 for an empty one; sector by sector, to save memory."""
    best = np.full(here.groups, -1, dtype=np.int64)
    order = np.argsort(group, kind="stable")
    ends = np.searchsorted(group[order], np.arange(here.groups + 1))
    for k in range(here.groups):
        mine = order[ends[k] : ends[k + 1]]
        if len(mine):
            best[k] = mine[here.cost[np.ix_(mine, mine)].sum(axis=1).argmin()]
    return best


def _neighbours(here: Area, best: Ints, first: int) -> Ints:
    """Return sector ``first`` and the sectors whose posts are nearest to it; an empty one joins them."""
    used = np.flatnonzero(best >= 0)
    empty = np.flatnonzero(best < 0)[:1]
    centre = best[first] if best[first] >= 0 else (best[used[0]] if len(used) else -1)
    if centre < 0:
        return np.array([first])
    gap = here.cost[centre, best[used]] / np.maximum(here.idle[best[used]], 1.0)
    near = used[np.argsort(gap, kind="stable")[:_TOGETHER]]
    near = np.concatenate((near, empty[~np.isin(empty, near)]))
    return np.concatenate(([first], near[near != first]))


def _members(here: Area, group: Ints, some: Ints) -> Ints:
    inside = np.flatnonzero(np.isin(group, some))
    strays = np.flatnonzero(group == here.groups)
    if len(strays) > _STRAYS and len(inside):
        reach = here.cost[np.ix_(inside, strays)].min(axis=0) / here.idle[strays]
        strays = strays[np.argsort(reach, kind="stable")[:_STRAYS]]
    return np.concatenate((inside, strays))
