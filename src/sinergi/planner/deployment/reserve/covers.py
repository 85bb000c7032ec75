"""Covers: p candidates that reach every point, by trial, by HiGHS, or with proof that there are none."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.engine.drafting import Draft

Mask = NDArray[np.bool_]
Weights = NDArray[np.int64]
ARCS: Final = 20_000  # ways from candidate to point that the weighted sum may have
LOOKS: Final = 300  # for an exchange, each at one that leaves and all that may come
_NEVER: Final = 2**31
_FIRST: Final = 1e9  # a relative gap at which the first solution found is good enough


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Staffing:
    """Each chosen candidate wants ``size`` people; ``supply[k]`` people of kind k may go where ``may[k]`` says.

    Shapes: ``may`` (kinds, candidates), ``supply`` (kinds,).
    """

    may: Mask
    supply: tuple[int, ...]
    size: int

    def enough(self, chosen: Sequence[int]) -> bool:
        """Tell whether all of ``chosen`` can be staffed at once: a matching of seats and people."""
        holders: list[list[int]] = [[] for _ in self.supply]  # seats that the people of a kind have taken
        return all(self._seat(site, set(), holders) for site in chosen for _ in range(self.size))

    def _seat(self, site: int, seen: set[int], holders: list[list[int]]) -> bool:
        for kind in np.flatnonzero(self.may[:, site]).tolist():
            if kind in seen:
                continue
            seen.add(kind)
            if len(holders[kind]) < self.supply[kind]:
                holders[kind].append(site)
                return True
            for place, other in enumerate(holders[kind]):
                if self._seat(other, seen, holders):
                    holders[kind][place] = site
                    return True
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What was found: ``chosen`` p candidates or None; ``proven``: then there are surely none."""

    chosen: tuple[int, ...] | None
    proven: bool


def greedy(within: Mask, p: int) -> tuple[int, ...] | None:
    """Take the candidate that reaches most new points, p times; None unless all are reached. Shape as ``cover``."""
    left = np.ones(within.shape[1], dtype=np.bool_)
    chosen: list[int] = []
    while left.any() and len(chosen) < p:
        gain = within[:, left].sum(axis=1)
        best = int(gain.argmax())
        if gain[best] == 0:
            return None
        chosen.append(best)
        left &= ~within[best]
    if left.any():
        return None
    spare = (one for one in range(len(within)) if one not in chosen)
    return tuple(sorted([*chosen, *(next(spare) for _ in range(p - len(chosen)))]))


def cover(
    within: Mask,
    p: int,
    *,
    staffing: Staffing | None,
    nodes: int,
    weights: Weights | None = None,
    allowed: int = 0,
) -> Cover:
    """Choose p candidates that reach all points but an ``allowed`` sum of ``weights``, and can be staffed.

    ``within`` has shape (candidates, points). The first such choice is as good as any other.
    """
    if not allowed and not within.any(axis=0).all():
        return Cover(chosen=None, proven=True)
    rows, sites, lost = _model(within, p, staffing=staffing, losing=allowed > 0)
    if allowed and weights is not None:
        rows.row({column: float(weights[point]) for point, column in lost.items()}, upper=allowed)
    answer = highs.solve(rows.model(dict.fromkeys(sites, 1.0)), nodes=nodes, gap=_FIRST)
    if len(answer.x):
        return Cover(chosen=_read(answer.x, sites), proven=True)
    return Cover(chosen=None, proven=answer.ended is highs.Ended.INFEASIBLE)


def least_lost(
    reach: Mask, p: int, *, weights: Weights, staffing: Staffing | None, nodes: int
) -> tuple[tuple[int, ...] | None, int]:
    """Choose p candidates such that the points out of reach weigh least; return them and that weight."""
    rows, sites, lost = _model(reach, p, staffing=staffing, losing=True)
    answer = highs.solve(rows.model({column: float(weights[point]) for point, column in lost.items()}), nodes=nodes)
    return (_read(answer.x, sites), round(answer.objective)) if len(answer.x) else (None, 0)


def nearest(
    minutes: NDArray[np.int32],
    within: Mask,
    p: int,
    *,
    weights: Weights,
    allowed: int,
    keep: Sequence[int],
    staffing: Staffing | None,
    nodes: int,
) -> Cover:
    """Choose p candidates as ``cover`` does: as many of ``keep`` as can be, then the least weighted sum of minutes.

    ``proven``: there is no better choice. The sum runs over points that are reached; above ARCS ways ``swapped`` cares.
    """
    rows, sites, lost = _model(within, p, staffing=staffing, losing=allowed > 0)
    if allowed:
        rows.row({column: float(weights[point]) for point, column in lost.items()}, upper=allowed)
    proven = True
    chosen = None
    if keep:
        kept = {sites[one]: -1.0 for one in sorted(set(keep))}
        answer = highs.solve(rows.model(kept), nodes=nodes)
        if not len(answer.x):
            return Cover(chosen=None, proven=False)
        proven = answer.ended is highs.Ended.OPTIMAL
        rows.row(kept, upper=answer.objective)
        chosen = _read(answer.x, sites)
    if np.count_nonzero(within) > ARCS:
        return Cover(chosen=chosen, proven=False)  # ``swapped`` makes it better without a proof
    cost: dict[int, float] = {}
    for point in range(within.shape[1]):
        by = np.flatnonzero(within[:, point]).tolist()
        served = {rows.column(integer=False): one for one in by}
        cost |= {column: float(weights[point] * minutes[one, point]) for column, one in served.items()}
        missed = {lost[point]: 1.0} if point in lost else {}
        rows.row(dict.fromkeys(served, 1.0) | missed, lower=1.0)
        for column, one in served.items():
            rows.row({column: 1.0, sites[one]: -1.0}, upper=0.0)
    answer = highs.solve(rows.model(cost), nodes=nodes)
    chosen = _read(answer.x, sites) if len(answer.x) else chosen
    return Cover(chosen=chosen, proven=proven and answer.ended is highs.Ended.OPTIMAL)


def swapped(
    minutes: NDArray[np.int32],
    within: Mask,
    chosen: tuple[int, ...],
    *,
    weights: Weights,
    keep: Sequence[int],
    staffing: Staffing | None,
) -> tuple[int, ...]:
    """Exchange one of ``chosen`` for another candidate as long as the weighted sum of minutes becomes less.

    Nobody reaches a point later than ``within`` allows, loses one, or leaves a candidate of ``keep``.
    """
    needed = within[list(chosen)].any(axis=0)
    far = np.where(within, minutes, 0).astype(np.int64)
    far[~within] = _NEVER
    best = int(far[list(chosen)].min(axis=0)[needed] @ weights[needed])
    waiting = deque(one for one in chosen if one not in set(keep))
    for _ in range(LOOKS):
        if not waiting:
            break
        leaving = waiting.popleft()
        rest = [one for one in chosen if one != leaving]
        reply = np.minimum(far, far[rest].min(axis=0))[:, needed] if rest else far[:, needed]
        sums = np.where((reply < _NEVER).all(axis=1), reply @ weights[needed], best)
        coming = int(sums.argmin())
        new = tuple(sorted({*rest, coming}))
        if sums[coming] < best and len(new) == len(chosen) and (staffing is None or staffing.enough(new)):
            chosen, best = new, int(sums[coming])
            waiting = deque(one for one in chosen if one not in set(keep))
    return chosen


def _read(x: NDArray[np.float64], sites: Sequence[int]) -> tuple[int, ...]:
    return tuple(number for number, column in enumerate(sites) if x[column] > 0.5)  # noqa: PLR2004 -- 0 or 1


def _model(within: Mask, p: int, *, staffing: Staffing | None, losing: bool) -> tuple[Draft, list[int], dict[int, int]]:
    """Return the model, its column of each candidate, and of each point that may be lost if ``losing``."""
    rows = Draft()
    sites = [rows.column() for _ in range(len(within))]
    rows.row(dict.fromkeys(sites, 1.0), lower=p, upper=p)
    lost: dict[int, int] = {}
    for point in range(within.shape[1]) if losing else _telling(within):
        entries = {sites[one]: 1.0 for one in np.flatnonzero(within[:, point]).tolist()}
        if losing:
            lost[point] = rows.column()
            entries[lost[point]] = 1.0
        rows.row(entries, lower=1.0)
    if staffing is not None:
        _staff(rows, sites, staffing)
    return rows, sites, lost


def _telling(within: Mask) -> list[int]:
    """Return the points that matter: reach one of them and every point whose reachers include its own is reached."""
    reachers = np.packbits(within, axis=0).T
    different: dict[bytes, int] = {}
    for point, own in enumerate(reachers):
        different.setdefault(own.tobytes(), point)
    points = np.array(list(different.values()), dtype=np.int64)
    shared = within[:, points].astype(np.float32)
    common = shared.T @ shared  # candidates that reach both
    size = common.diagonal()
    implied = (common == size[np.newaxis, :]) & (size[np.newaxis, :] < size[:, np.newaxis])
    return sorted(points[~implied.any(axis=1)].tolist())


def _staff(rows: Draft, sites: Sequence[int], staffing: Staffing) -> None:
    sent: dict[int, dict[int, float]] = {column: {column: -float(staffing.size)} for column in sites}
    for kind, supply in enumerate(staffing.supply):
        going = {rows.column(upper=supply): sites[one] for one in np.flatnonzero(staffing.may[kind]).tolist()}
        rows.row(dict.fromkeys(going, 1.0), upper=supply)
        for column, site in going.items():
            sent[site][column] = 1.0
    for entries in sent.values():
        rows.row(entries, lower=0.0, upper=0.0)
