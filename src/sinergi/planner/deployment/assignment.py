"""Officers into sectors as a ranked integer programme: fewest points missing, reserve seats, changes, approach.

Officers whom nothing tells apart are one column with a count, which takes the symmetry out of the tree. Of a large
problem only the near columns are given to the solver; the others are priced by the duals of the relaxation and come
back until none of them can improve the answer, so that every bound holds for all columns.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment import highs
from sinergi.planner.deployment.charges import Charges, Costs, Known, Whole, alike, known
from sinergi.planner.deployment.ground import Ground
from sinergi.planner.deployment.problem import PAIR
from sinergi.planner.deployment.rows import Rows

SMALL: Final = 6_000  # columns: so many go to the solver at once
NEAR: Final = 8  # of a large problem: sectors per group of officers, and officers per sector and demand, at first
FEWEST_NODES: Final = 500  # the relaxation is almost whole: so few nodes are always spent, whatever the budget
WIDEST: Final = 150_000  # columns that may come back; beyond that the bound of the relaxation stands
ROUNDING: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One goal that was reached: ``bound`` holds for all postings as good on the goals before."""

    value: int
    bound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Where each officer goes: number of officer to number of sector; those who are missing stay free."""

    sector: dict[int, int]
    points: Level
    seats: Level  # reserve seats that stay empty
    changes: Level
    approach: Level
    work: dict[str, int]


def assign(
    ground: Ground,
    *,
    nodes: int,
    pins: Mapping[int, int] | None = None,
    stay: Mapping[int, int] | None = None,
) -> Assigned:
    """Return the best postings. ``pins`` are kept whatever they cost; ``stay`` breaks ties in favour of these postings.

    Always feasible: what is missing is priced. ``nodes`` limits each tree; where it ends early the bounds say so.
    """
    problem = ground.problem
    before = known(ground, problem.before) if problem.before is not None else None
    search = _Search(ground, pins=ground.pins() if pins is None else dict(pins), before=before, stay=stay, nodes=nodes)
    points = search.minimise(search.charges.points())
    seats = search.minimise(search.charges.seats()) if search.seats else Level(value=0, bound=0)
    changes = Level(value=0, bound=0)
    if before is not None:
        search.refill(before, seats.value)
        changes = search.minimise(search.charges.changes(before), base=len(before.post))
    approach = search.minimise(search.charges.approach())
    if stay:
        search.minimise(search.charges.stay(stay))
    return Assigned(
        sector=search.postings(), points=points, seats=seats, changes=changes, approach=approach, work=search.work
    )


class _Search:
    """The model: columns are the active arcs (group, sector), then the slacks of officers, demands, seat and refill."""

    def __init__(
        self,
        ground: Ground,
        *,
        pins: Mapping[int, int],
        before: Known | None,
        stay: Mapping[int, int] | None,
        nodes: int,
    ) -> None:
        self.ground = ground
        self.nodes = max(nodes, FEWEST_NODES)
        self.work = {"officer_solves": 0, "officer_nodes": 0, "officer_columns": 0}
        self.pinned = dict(pins)
        self.members = alike(ground, pins, before, stay or {})
        self.charges = Charges(ground=ground, members=self.members)
        self.first = np.array([one[0] for one in self.members], dtype=np.int64)
        self.count = np.array([len(one) for one in self.members], dtype=np.int64)
        self.allowed = ground.allowed[self.first].copy()
        self.least = np.zeros_like(self.allowed, dtype=np.int64)
        for group, one in enumerate(self.members):
            if one[0] in pins:
                self.allowed[group] = False
                self.allowed[group, pins[one[0]]] = True
                self.least[group, pins[one[0]]] = len(one)
        self.minutes = ground.minutes[self.first]
        self.fixed: list[tuple[Costs, int]] = []  # goals reached
        self.tied = ground.apart
        self.refilled: tuple[Whole, int] | None = None
        self.stay = dict(stay or {})
        reserve = ground.problem.limits
        self.wanted = reserve.reserve_teams * reserve.reserve_size
        officers, sectors = ground.shape
        self.seats = officers - PAIR * sectors < self.wanted
        self.active = self._near()
        self.x = {(group, int(sector)): int(n) for group, row in enumerate(self.least) for sector, n in _some(row)}

    # --- solving ---

    def refill(self, before: Known, empty: int) -> None:
        """Add the row that counts spare officers who must take a reserve seat that somebody left for a sector."""
        if self.wanted - empty <= 0:
            return
        others = np.array([one[0] not in before.spare for one in self.members], dtype=np.int64)
        self.refilled = (others, self.wanted - empty - int(others @ self.count))

    def minimise(self, costs: Costs, *, base: int = 0) -> Level:
        """Return the least of ``costs`` plus ``base`` as good on all goals before, and hold later goals to it."""
        bound, value = self._solve(costs)
        self.fixed.append((costs, value))
        return Level(value=base + value, bound=base + min(bound, value))

    def _solve(self, costs: Costs) -> tuple[int, int]:
        floor = 0 if min(costs.arc.min(initial=0), 0) == 0 else -math.inf
        bound, x, prices = self._relaxed(costs, floor)
        if not _whole(x):
            x, value, proven = self._whole_solve(costs)
            limit = value - 1 - bound
            if value > math.ceil(bound - ROUNDING) and self._return(prices, limit):
                x, again, proven = self._whole_solve(costs)
                value, proven = again, min(proven, value)
            bound = max(bound, proven if self._complete(prices, limit) else bound)
        self._keep(x)
        return math.ceil(bound - ROUNDING), self._value(costs)

    def _relaxed(self, costs: Costs, floor: float) -> tuple[float, highs.Floats, highs.Floats]:
        """Solve the relaxation over all columns. Return its value, a solution and the reduced costs of all arcs."""
        while True:
            answer = self._run(self._model(costs, whole=False))
            if answer.ended is not highs.Ended.OPTIMAL:
                raise RuntimeError(f"relaxation of the assignment: {answer.ended}")
            prices = self._prices(costs, answer.duals)
            out = self.allowed & ~self.active & (prices < -ROUNDING)
            if answer.objective <= floor + ROUNDING or not out.any():
                return answer.objective, answer.x, prices
            self._wake(out, prices)

    def _whole_solve(self, costs: Costs) -> tuple[highs.Floats, int, float]:
        model, start = self._model(costs, whole=True), self._vector()
        answer = self._run(model, nodes=self.nodes, start=start)
        x = answer.x if len(answer.x) else start
        return x, round(float(model.cost @ x)), answer.bound

    def _run(self, model: highs.Model, *, nodes: int | None = None, start: highs.Floats | None = None) -> highs.Answer:
        answer = highs.solve(model, nodes=nodes, start=start)
        self.work["officer_solves"] += 1
        self.work["officer_nodes"] += answer.nodes
        self.work["officer_columns"] = max(self.work["officer_columns"], len(model.cost))
        return answer

    def _return(self, prices: highs.Floats, limit: float) -> bool:
        """Activate the arcs that could still take part in a better solution; tell whether there were any."""
        out = self.allowed & ~self.active & (prices <= limit + ROUNDING)
        if not out.any() or out.sum() > WIDEST:
            return False
        self.active |= out
        return True

    def _complete(self, prices: highs.Floats, limit: float) -> bool:
        return not (self.allowed & ~self.active & (prices <= limit + ROUNDING)).any()

    def _wake(self, out: NDArray[np.bool_], prices: highs.Floats) -> None:
        """Activate, of the arcs ``out`` that would improve, the best of each group and of each sector."""
        priced = np.where(out, prices, np.inf)
        for axis in (0, 1):
            best = np.argsort(priced, axis=axis, kind="stable")
            chosen = np.take(best, range(min(NEAR, priced.shape[axis])), axis=axis)
            mask = np.zeros_like(out)
            np.put_along_axis(mask, chosen, values=True, axis=axis)
            self.active |= mask & out

    def _near(self) -> NDArray[np.bool_]:
        """Return the arcs to begin with: all of a small problem; otherwise the nearest by group, sector and demand."""
        if self.allowed.sum() <= SMALL:
            return self.allowed.copy()
        far = np.where(self.allowed, self.minutes, np.iinfo(np.int64).max)
        active = self.least > 0
        for axis in (0, 1):
            order = np.argsort(far, axis=axis, kind="stable")
            chosen = np.take(order, range(min(NEAR, far.shape[axis])), axis=axis)
            np.put_along_axis(active, chosen, values=True, axis=axis)
        for one in self.ground.demands:
            able = np.flatnonzero(one.of[self.first])
            near = able[np.argsort(far[able, one.sector], kind="stable")[:NEAR]]
            active[near, one.sector] = True
        tied = {officer for pair in self.ground.apart for officer in pair}
        posts = np.array([one.post for one in self.ground.sectors], dtype=object)
        before = self.ground.problem.before
        stood = known(self.ground, before).post if before is not None else {}
        for group, (officer, *_) in enumerate(self.members):
            if officer in tied:
                active[group] = True
            if officer in self.stay:
                active[group, self.stay[officer]] = True
            if officer in stood:
                active[group] |= posts == stood[officer]
        return active & self.allowed

    # --- model ---

    def _layout(self) -> tuple[Whole, Whole, int]:
        groups, sectors = np.nonzero(self.active)
        return groups, sectors, len(groups)

    def _model(self, costs: Costs, *, whole: bool) -> highs.Model:
        groups, sectors, arcs = self._layout()
        shape, demands = self.ground.shape[1], len(self.ground.demands)
        rows = Rows()
        for group, held in enumerate(_split(groups, len(self.members))):
            rows.add(held, 1, lower=0, upper=self.count[group])
        by_sector = _split(sectors, shape)
        for sector, held in enumerate(by_sector):
            rows.add([*held, arcs + sector], 1, lower=PAIR, upper=PAIR)
        for number, one in enumerate(self.ground.demands):
            held = by_sector[one.sector]
            able = held[one.of[self.first[groups[held]]]]
            rows.add([*able, arcs + shape + number], 1, lower=1, upper=highs.INFINITY)
        seat = arcs + shape + demands
        if self.seats:
            free = self.wanted - self.ground.shape[0]
            rows.add([*range(arcs), seat], [-1] * arcs + [1], lower=free, upper=highs.INFINITY)
        if self.refilled is not None:
            others, least = self.refilled
            held = np.flatnonzero(others[groups])
            rows.add([*held, seat + 1], [-1] * len(held) + [1], lower=least, upper=highs.INFINITY)
        for fixed, value in self.fixed:
            spread = self._spread(fixed, groups, sectors)
            held = np.flatnonzero(spread)
            rows.add(held, spread[held], lower=-highs.INFINITY, upper=value)
        self._part(rows, groups, sectors)
        most = np.minimum(self.count[groups], PAIR)
        lower = np.concatenate((self.least[groups, sectors], np.zeros(shape + demands + 2)))
        upper = np.concatenate((most, np.full(shape, PAIR), np.ones(demands), [self.wanted, self.wanted]))
        return rows.model(cost=self._spread(costs, groups, sectors), lower=lower, upper=upper, whole=whole)

    def _part(self, rows: Rows, groups: Whole, sectors: Whole) -> None:
        """Add the rows of those who may not stand together. Such an officer is a group alone, with all arcs active."""
        if not self.tied:
            return
        group_of = {officer: group for group, one in enumerate(self.members) for officer in one}
        column = {(int(g), int(s)): i for i, (g, s) in enumerate(zip(groups, sectors, strict=True))}
        for a, b in self.tied:
            for sector in range(self.ground.shape[1]):
                pair = [column[key] for key in ((group_of[a], sector), (group_of[b], sector)) if key in column]
                if len(pair) == PAIR:
                    rows.add(pair, 1, lower=0, upper=1)

    def _spread(self, costs: Costs, groups: Whole, sectors: Whole) -> highs.Floats:
        slack = (costs.missing, costs.demand, [costs.seat, costs.refill])
        return np.concatenate((costs.arc[groups, sectors], *slack)).astype(np.float64)

    def _prices(self, costs: Costs, duals: highs.Floats) -> highs.Floats:
        """Return the reduced cost of every arc, active or not, from the duals of the rows."""
        groups, sectors = self.allowed.shape
        demands = self.ground.demands
        prices: highs.Floats = costs.arc - duals[:groups, None] - duals[None, groups : groups + sectors]
        at = groups + sectors
        for number, one in enumerate(demands):
            prices[one.of[self.first], one.sector] -= duals[at + number]
        at += len(demands)
        if self.seats:
            prices += duals[at]
            at += 1
        if self.refilled is not None:
            prices += self.refilled[0][:, None] * duals[at]
            at += 1
        for number, (fixed, _) in enumerate(self.fixed):
            prices -= duals[at + number] * fixed.arc
        return prices

    # --- solutions ---

    def _keep(self, x: highs.Floats) -> None:
        groups, sectors, arcs = self._layout()
        self.x = {(int(groups[i]), int(sectors[i])): round(x[i]) for i in np.flatnonzero(x[:arcs] > 0.5)}  # noqa: PLR2004

    def _vector(self) -> highs.Floats:
        """Return the solution kept, with its slacks, in the columns of now."""
        groups, sectors, _ = self._layout()
        chosen = np.array([self.x.get((int(g), int(s)), 0) for g, s in zip(groups, sectors, strict=True)], dtype=float)
        missing = PAIR - np.bincount(sectors, weights=chosen, minlength=self.ground.shape[1])
        able = [one.of[self.first[groups]] & (sectors == one.sector) for one in self.ground.demands]
        demand = [float(not (chosen[held] > 0).any()) for held in able]
        seat = max(0.0, self.wanted - self.ground.shape[0] + chosen.sum()) if self.seats else 0.0
        refill = 0.0
        if self.refilled is not None:
            refill = max(0.0, self.refilled[1] + float(self.refilled[0][groups] @ chosen))
        return np.concatenate((chosen, missing, demand, [seat, refill]))

    def _value(self, costs: Costs) -> int:
        groups, sectors, _ = self._layout()
        return round(float(self._spread(costs, groups, sectors) @ self._vector()))

    def postings(self) -> dict[int, int]:
        """Return the sector of each officer who is posted; of those nothing tells apart the first code goes first."""
        found: dict[int, int] = {}
        left = [list(one) for one in self.members]
        for (group, sector), count in sorted(self.x.items()):
            for _ in range(count):
                found[left[group].pop(0)] = sector
        return found


def _some(row: Whole) -> list[tuple[int, int]]:
    return [(int(i), int(row[i])) for i in np.flatnonzero(row)]


def _split(keys: Whole, size: int) -> list[Whole]:
    """Return, for each key from 0 to ``size``, where it stands in ``keys``."""
    if size == 0:
        return []
    order = np.argsort(keys, kind="stable")
    return np.split(order, np.searchsorted(keys[order], np.arange(1, size)))  # type: ignore[no-any-return, unused-ignore]


def _whole(x: highs.Floats) -> bool:
    return bool((np.abs(x - np.rint(x)) <= ROUNDING).all())
