"""Vertex p-center: p places such that the farthest point is near; among the best, the least weighted sum of minutes.

Bisection over set cover with HiGHS (after Daskin), all choices tried where they are few. A point out of reach is worse
than any number of minutes: the weight of such points is made least first, and the radius speaks of the others.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.problem import NO_WAY
from sinergi.planner.deployment.reserve.covers import Cover, Staffing, cover, greedy, least_lost, nearest, swapped

NODES: Final = 20_000  # of one branch-and-bound tree
FEW: Final = 4_000_000  # numbers that one look at all choices may touch
_FAR: Final = 2**31

Minutes = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Center:
    """Where to stand. ``chosen`` are p candidates in ascending order; ``unreached`` are points out of their reach.

    ``radius`` is the most minutes from the nearest chosen candidate to a point that is reached. No p candidates that
    lose as little have a smaller one than ``bound``, whoever staffs them. ``proven``: no other choice of this radius
    that keeps as many of ``keep`` has a smaller weighted sum.
    """

    radius: int
    chosen: tuple[int, ...]
    bound: int
    unreached: tuple[int, ...]
    proven: bool


def p_center(
    *,
    minutes: Minutes,
    p: int,
    weights: NDArray[np.int64] | None = None,
    keep: Sequence[int] = (),
    staffing: Staffing | None = None,
    nodes: int = NODES,
) -> Center | None:
    """Choose ``p`` of the candidates; None when ``staffing`` allows no such choice.

    ``minutes`` has shape (candidates, points), NO_WAY for none; ``weights`` of points are 1 unless given. Ranked:
    weight out of reach, radius, candidates of ``keep`` that stay, weighted sum of minutes. Raises ValueError unless
    1 <= p <= candidates.
    """
    if not 1 <= p <= len(minutes):
        raise ValueError(f"p = {p} of {len(minutes)} candidates")
    weights = np.ones(minutes.shape[1], dtype=np.int64) if weights is None else weights
    if math.comb(len(minutes), p) * max(minutes.shape[1], 1) * p <= FEW:
        return _all_tried(minutes, p, weights=weights, keep=keep, staffing=staffing)
    return _bisected(minutes, p, weights=weights, keep=keep, staffing=staffing, nodes=nodes)


def _all_tried(
    minutes: Minutes, p: int, *, weights: NDArray[np.int64], keep: Sequence[int], staffing: Staffing | None
) -> Center | None:
    choices = np.array(list(itertools.combinations(range(len(minutes)), p)), dtype=np.int64)
    far = np.where(minutes == NO_WAY, _FAR, minutes.astype(np.int64))
    reply = far[choices].min(axis=1)
    lost = reply == _FAR
    within = np.where(lost, 0, reply)
    radius = within.max(axis=1, initial=0)
    kept = np.isin(choices, np.asarray(keep, dtype=np.int64)).sum(axis=1)
    ranks = (lost @ weights, radius, -kept, within @ weights)
    order = np.lexsort(tuple(reversed(ranks)))
    for place in order:
        chosen = tuple(int(one) for one in choices[place])
        if staffing is None or staffing.enough(chosen):
            return Center(
                radius=int(radius[place]),
                chosen=chosen,
                bound=min(int(radius[order[0]]), int(radius[place])),
                unreached=tuple(int(one) for one in np.flatnonzero(lost[place])),
                proven=True,
            )
    return None


def _bisected(
    minutes: Minutes,
    p: int,
    *,
    weights: NDArray[np.int64],
    keep: Sequence[int],
    staffing: Staffing | None,
    nodes: int,
) -> Center | None:
    found, bound, allowed = _radius(minutes, p, weights=weights, staffing=None, nodes=nodes)
    if staffing is not None and found is not None and not staffing.enough(found):
        found, _, allowed = _radius(minutes, p, weights=weights, staffing=staffing, nodes=nodes, least=bound)
    if found is None:
        return None
    radius = _worst(minutes, found)
    within = (minutes != NO_WAY) & (minutes <= radius)
    better = nearest(minutes, within, p, weights=weights, allowed=allowed, keep=keep, staffing=staffing, nodes=nodes)
    found = better.chosen or found
    if not better.proven:
        found = swapped(minutes, within, found, weights=weights, keep=keep, staffing=staffing)
    return Center(
        radius=_worst(minutes, found),
        chosen=found,
        bound=min(bound, _worst(minutes, found)),
        unreached=tuple(np.flatnonzero((minutes[list(found)] == NO_WAY).all(axis=0)).tolist()),
        proven=better.proven,
    )


def _radius(
    minutes: Minutes, p: int, *, weights: NDArray[np.int64], staffing: Staffing | None, nodes: int, least: int = 0
) -> tuple[tuple[int, ...] | None, int, int]:
    """Return the best choice found, a radius that surely no choice beats, and the weight out of reach.

    ``least`` is a radius that surely no choice beats that reaches everything.
    """
    reach = minutes != NO_WAY
    allowed = 0
    best = _covering(reach, p, weights=weights, allowed=0, staffing=staffing, nodes=nodes).chosen
    if best is None:
        best, allowed = least_lost(reach, p, weights=weights, staffing=staffing, nodes=nodes)
    if best is None:
        return None, 0, 0
    steps = np.unique(minutes[reach])
    high = int(np.searchsorted(steps, _worst(minutes, best)))
    low = 0 if allowed else int(np.searchsorted(steps, max(_closest(minutes, reach), least)))
    proven = low  # no choice has a radius below steps[proven]
    while low < high:
        middle = (low + high) // 2
        within = reach & (minutes <= steps[middle])
        tried = _covering(within, p, weights=weights, allowed=allowed, staffing=staffing, nodes=nodes)
        if tried.chosen is None:
            low = middle + 1
            proven = low if tried.proven else proven
        else:
            best, high = tried.chosen, int(np.searchsorted(steps, _worst(minutes, tried.chosen)))
    return best, int(steps[proven]) if len(steps) else 0, allowed


def _covering(
    within: NDArray[np.bool_],
    p: int,
    *,
    weights: NDArray[np.int64],
    allowed: int,
    staffing: Staffing | None,
    nodes: int,
) -> Cover:
    quick = greedy(within, p)
    if quick is not None and (staffing is None or staffing.enough(quick)):
        return Cover(chosen=quick, proven=True)
    return cover(within, p, staffing=staffing, nodes=nodes, weights=weights, allowed=allowed)


def _worst(minutes: Minutes, chosen: Sequence[int]) -> int:
    """Return the most minutes from the nearest of ``chosen`` to a point that they reach."""
    far = np.where(minutes == NO_WAY, _FAR, minutes.astype(np.int64))[list(chosen)].min(axis=0)
    return int(np.where(far == _FAR, 0, far).max(initial=0))


def _closest(minutes: Minutes, reach: NDArray[np.bool_]) -> int:
    """Return what every choice that reaches all points needs: to each point from its nearest candidate."""
    return int(np.where(reach, minutes, np.iinfo(np.int32).max).min(axis=0).max(initial=0)) if reach.size else 0
