"""Officers into sectors as a ranked integer programme: fewest points missing, reserve seats, changes, approach.

Officers whom nothing tells apart are one column with a count, which takes the symmetry out of the tree. Of a large
problem only the near columns are given to the solver; the others are priced by the duals of the relaxation and come
back until none of them can improve the answer, so that every bound holds for all columns.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.engine.rows import NamedRows
from sinergi.planner.deployment.people.charges import Charges, Costs, Known, Whole, alike, known
from sinergi.planner.deployment.people.ground import Ground
from sinergi.planner.deployment.problem import PAIR

SMALL: Final = 6_000  # columns: so many go to the solver at once
NEAR: Final = 8  # of a large problem: sectors per group of officers, and officers per sector and demand, at first
FEWEST_NODES: Final = 500  # the relaxation is almost whole: so few nodes are always spent, whatever the budget
WIDEST: Final = 150_000  # columns that may come back; beyond that the bound of the relaxation stands
CLOSE: Final = 1.0  # reduced cost, in units of the goal: so cheap arcs take part in the tree at first
TIE: Final = 1e-9  # per minute: of equal prices the nearer arc
ALONG: Final = 4  # one for so many active arcs at most
MARGIN: Final = 1.0  # reduced cost: arcs as cheap come along when others price in, which saves rounds
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
        self.members = alike(ground, pins, before, stay or {})
        self.charges = Charges(ground=ground, members=self.members)
        self.first = np.array([one[0] for one in self.members], dtype=np.int64)
        self.count = np.array([len(one) for one in self.members], dtype=np.int64)
        self.most = np.where(ground.allowed[self.first], np.minimum(self.count, PAIR)[:, None], 0)
        self.least = np.zeros_like(self.most)
        for group, one in enumerate(self.members):
            if one[0] in pins:
                self.most[group] = 0
                self.most[group, pins[one[0]]] = self.least[group, pins[one[0]]] = len(one)
        self.minutes = ground.minutes[self.first]
        limits, (officers, sectors) = ground.problem.limits, ground.shape
        self.wanted = limits.reserve_teams * limits.reserve_size
        self.seats = officers - PAIR * sectors < self.wanted
        self.refilled: tuple[Whole, int] | None = None
        self.stay = dict(stay or {})
        self.slack = np.array([*[PAIR] * sectors, *[1] * len(ground.demands), self.wanted, self.wanted], dtype=np.int64)
        self.slack_least = np.zeros_like(self.slack)
        self.parted = self._parted()
        self.tight: set[tuple[str, int]] = set()  # rows that every best posting meets exactly
        self.reached: list[tuple[Costs, int]] = []
        self.fixed: list[tuple[Costs, int]] = []  # of the goals reached, those that need a row
        self.x = self.least.copy()  # the best solution so far; shape (groups, sectors)
        self.active = self._near()

    @property
    def allowed(self) -> NDArray[np.bool_]:
        """The arcs that a best posting may use."""
        return self.most > 0

    def _parted(self) -> list[tuple[int, int, int]]:
        """Return two groups (of one officer each) and a sector in which they may not both stand, for all of these."""
        group_of = {officer: group for group, one in enumerate(self.members) for officer in one}
        pairs = [(group_of[a], group_of[b]) for a, b in self.ground.apart]
        return [(a, b, int(at)) for a, b in pairs for at in np.flatnonzero((self.most[a] > 0) & (self.most[b] > 0))]

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
        if any(self._value(before) > reached for before, reached in self.reached):  # the solver's tolerances
            self.fixed = list(self.reached)
            bound, value = self._solve(costs)
        self.reached.append((costs, value))
        return Level(value=base + value, bound=base + min(bound, value))

    def _solve(self, costs: Costs) -> tuple[int, int]:
        answer, prices, priced = self._relaxed(costs)
        bound, slack, labels = answer.objective, answer.reduced[-len(self.slack) :], self._labels()
        if _whole(answer.x):
            self._keep(answer.x)
        else:
            bound = self._branch(costs, prices, bound)
        value = self._value(costs)
        if priced and value <= answer.objective + ROUNDING:
            duals = np.abs(answer.duals) > ROUNDING
            self._hold(prices, slack, {label for label, dual in zip(labels, duals, strict=True) if dual})
        elif value == 0 and costs.arc.min(initial=0) == 0:
            every = np.concatenate((costs.missing, costs.demand, [costs.seat, costs.refill]))
            self._hold(costs.arc, every, set())
        else:
            self.fixed.append((costs, value))
        return math.ceil(bound - ROUNDING), value

    def _hold(self, prices: NDArray[Any], slack: NDArray[Any], tight: set[tuple[str, int]]) -> None:
        """Hold later goals to what all best postings of this one share: complementary slackness says what that is.

        A column of positive price stays at its least, one of negative price at its most, a row with a dual is met
        exactly; and whatever keeps to that is as good.
        """
        up, down = prices > ROUNDING, (prices < -ROUNDING) & self.active
        self.most, self.least = np.where(up, self.least, self.most), np.where(down, self.most, self.least)
        up, down = slack > ROUNDING, slack < -ROUNDING
        self.slack, self.slack_least = (
            np.where(up, self.slack_least, self.slack),
            np.where(down, self.slack, self.slack_least),
        )
        self.active = self.active & self.allowed
        self.tight |= tight

    def _labels(self) -> list[tuple[str, int]]:
        """Return the name of each row, in their order."""
        groups, sectors = self.most.shape
        counts = {
            "group": groups,
            "sector": sectors,
            "demand": len(self.ground.demands),
            "seat": int(self.seats),
            "parted": len(self.parted),
            "refill": int(self.refilled is not None),
            "fixed": len(self.fixed),
        }
        return [(kind, number) for kind, count in counts.items() for number in range(count)]

    def _relaxed(self, costs: Costs) -> tuple[highs.Answer, highs.Floats, bool]:
        """Solve the relaxation over all columns. Return it, the reduced costs of all arcs, and whether all are priced.

        Ends early at a whole solution that costs nothing, where nothing can pay.
        """
        free = costs.arc.min(initial=0) == 0
        self.active = self._near()
        while True:
            answer = self._run(self._model(costs, whole=False))
            if answer.ended is not highs.Ended.OPTIMAL:
                raise RuntimeError(f"relaxation of the assignment: {answer.ended}")
            prices = self._prices(costs, answer.duals)
            out = self.allowed & ~self.active & (prices < -ROUNDING)
            if not out.any() or (free and answer.objective <= ROUNDING and _whole(answer.x)):
                return answer, prices, not out.any()
            self._wake(prices)

    def _branch(self, costs: Costs, prices: highs.Floats, bound: float) -> float:
        """Find a whole solution and keep it; return the bound, which is ``bound`` or better.

        An arc of price p is in no solution of less than ``bound`` + p. So only arcs of a small price take part, and
        those come back that could still be in a solution better than the one found.
        """
        everything, scope, limit = self.active, self.active, CLOSE
        while True:
            self.active = (scope & (prices <= limit + ROUNDING)) | (self.x > 0)
            value, proven = self._whole_solve(costs)
            limit = value - 1 - bound
            wider = self.allowed & (prices <= limit + ROUNDING)
            complete = not (wider & ~self.active).any()
            if complete or wider.sum() > WIDEST:
                break
            scope = self.allowed
        self.active = self.active | everything
        return max(bound, min(proven, value)) if complete else bound

    def _whole_solve(self, costs: Costs) -> tuple[int, float]:
        model, start = self._model(costs, whole=True), self._vector()
        answer = self._run(model, nodes=self.nodes, start=start)
        if len(answer.x) and answer.objective <= model.cost @ start:
            self._keep(answer.x)
        return self._value(costs), answer.bound

    def _run(self, model: highs.Model, *, nodes: int | None = None, start: highs.Floats | None = None) -> highs.Answer:
        answer = highs.solve(model, nodes=nodes, start=start)
        self.work["officer_solves"] += 1
        self.work["officer_nodes"] += answer.nodes
        self.work["officer_columns"] = max(self.work["officer_columns"], len(model.cost))
        return answer

    def _wake(self, prices: highs.Floats) -> None:
        """Activate the arcs of negative price that are the best of their group or sector, and the next cheapest."""
        priced = np.where(self.allowed & ~self.active, prices + TIE * self.minutes, np.inf)
        better = priced < -ROUNDING
        for axis in (0, 1):
            self.active |= _first(priced, axis=axis) & better
        along = np.argpartition(priced, int(self.active.sum()) // ALONG, axis=None)[: int(self.active.sum()) // ALONG]
        mask = np.zeros(priced.size, dtype=np.bool_)
        mask[along] = True
        self.active |= mask.reshape(priced.shape) & (priced <= MARGIN)

    def _near(self) -> NDArray[np.bool_]:
        """Return the arcs to begin with: all of a small problem; otherwise the nearest by group, sector and demand."""
        if self.allowed.sum() <= SMALL:
            return self.allowed.copy()
        far = np.where(self.allowed, self.minutes, np.iinfo(np.int64).max)
        active = (self.x > 0) | _first(far, axis=0) | _first(far, axis=1)
        for one in self.ground.demands:
            able = np.flatnonzero(one.of[self.first])
            near = able[np.argsort(far[able, one.sector], kind="stable")[:NEAR]]
            active[near, one.sector] = True
        for a, b, _ in self.parted:
            active[[a, b]] = True
        posts = np.array([one.post for one in self.ground.sectors], dtype=object)
        before = self.ground.problem.before
        stood = known(self.ground, before).post if before is not None else {}
        for group, (officer, *_) in enumerate(self.members):
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
        rows = NamedRows(iter(self._labels()), self.tight)
        for group, held in enumerate(_split(groups, len(self.members))):
            rows.most(held, 1, self.count[group])
        by_sector = _split(sectors, shape)
        for sector, held in enumerate(by_sector):
            rows.exactly([*held, arcs + sector], 1, PAIR)
        for number, one in enumerate(self.ground.demands):
            held = by_sector[one.sector]
            able = held[one.of[self.first[groups[held]]]]
            rows.least([*able, arcs + shape + number], 1, 1)
        seat = arcs + shape + demands
        if self.seats:
            rows.least([*range(arcs), seat], [-1] * arcs + [1], self.wanted - self.ground.shape[0])
        position = np.full(self.most.shape, -1, dtype=np.int64)
        position[groups, sectors] = np.arange(arcs)
        for a, b, at in self.parted:
            rows.most([one for one in (position[a, at], position[b, at]) if one >= 0], 1, 1)
        if self.refilled is not None:
            others, least = self.refilled
            held = np.flatnonzero(others[groups])
            rows.least([*held, seat + 1], [-1] * len(held) + [1], least)
        for fixed, value in self.fixed:
            spread = self._spread(fixed, groups, sectors)
            held = np.flatnonzero(spread)
            rows.most(held, spread[held], value)
        lower = np.concatenate((self.least[groups, sectors], self.slack_least))
        upper = np.concatenate((self.most[groups, sectors], self.slack))
        return rows.model(cost=self._spread(costs, groups, sectors), lower=lower, upper=upper, whole=whole)

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
        for number, (a, b, sector) in enumerate(self.parted):
            prices[[a, b], sector] -= duals[at + number]
        at += len(self.parted)
        if self.refilled is not None:
            prices += self.refilled[0][:, None] * duals[at]
            at += 1
        for number, (fixed, _) in enumerate(self.fixed):
            prices -= duals[at + number] * fixed.arc
        return prices

    # --- solutions ---

    def _keep(self, x: highs.Floats) -> None:
        groups, sectors, arcs = self._layout()
        self.x = np.zeros_like(self.least)
        self.x[groups, sectors] = np.rint(x[:arcs]).astype(np.int64)

    def _vector(self) -> highs.Floats:
        """Return the solution kept, with its slacks, in the columns of now."""
        posted = self.x > 0
        demand = [not (posted[:, one.sector] & one.of[self.first]).any() for one in self.ground.demands]
        seat = max(0, self.wanted - self.ground.shape[0] + int(self.x.sum())) if self.seats else 0
        refill = 0
        if self.refilled is not None:
            refill = max(0, self.refilled[1] + int(self.refilled[0] @ self.x.sum(axis=1)))
        slack = (PAIR - self.x.sum(axis=0), demand, [seat, refill])
        return np.concatenate((self.x[self.active], *slack)).astype(np.float64)

    def _value(self, costs: Costs) -> int:
        groups, sectors, _ = self._layout()
        return round(float(self._spread(costs, groups, sectors) @ self._vector()))

    def postings(self) -> dict[int, int]:
        """Return the sector of each officer who is posted; of those nothing tells apart the first code goes first."""
        found: dict[int, int] = {}
        for group, one in enumerate(self.members):
            at = np.repeat(np.arange(self.ground.shape[1]), self.x[group])
            found |= dict(zip(one, at.tolist(), strict=False))
        return found


def _first(values: NDArray[Any], *, axis: int) -> NDArray[np.bool_]:
    """Return where the NEAR least ``values`` of each line along ``axis`` are."""
    mask = np.zeros(values.shape, dtype=np.bool_)
    size = min(NEAR, values.shape[axis])
    if size:
        least = np.argpartition(values, size - 1, axis=axis).take(range(size), axis=axis)
        np.put_along_axis(mask, least, values=True, axis=axis)
    return mask


def _split(keys: Whole, size: int) -> list[Whole]:
    """Return, for each key from 0 to ``size``, where it stands in ``keys``."""
    if size == 0:
        return []
    order = np.argsort(keys, kind="stable")
    parts: list[Whole] = np.split(order, np.searchsorted(keys[order], np.arange(1, size)))
    return parts


def _whole(x: highs.Floats) -> bool:
    return bool((np.abs(x - np.rint(x)) <= ROUNDING).all())
