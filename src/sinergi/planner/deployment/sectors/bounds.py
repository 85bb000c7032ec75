"""How good can it get? A lower bound for every way to share the TPS, and the roads that no better way can use.

Each TPS is paid a price for being guarded; every post then packs one pair with the TPS that earn most (a knapsack, by
dynamic programming over all posts at once), and the best posts are taken. Prices are moved by subgradients towards one
guard per TPS. At any prices the sum is a lower bound for **all** roads, not only near ones. Prices are multiples of
1/1024 and costs are whole, so the sums are exact in floating point and need no tolerance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.sectors.items import FAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from sinergi.planner.deployment.sectors.items import Ground

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

NEAR: Final = 64  # candidates per post and load while prices move, on grounds larger than DENSE
DENSE: Final = 400
_CHUNK: Final = 256
_GRAIN: Final = 1024.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Task:
    """What is bounded: grounds that share at most ``pairs`` sectors, with at most ``idle`` risk left uncovered.

    ``value`` is the travel of a known plan: prices aim at it, and the bound never exceeds it.
    """

    grounds: tuple[Ground, ...]
    pairs: int
    idle: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bound:
    """The best bound found: whole, true for every plan of the task; ``prices`` (all TPS of all grounds) made it."""

    bound: int
    prices: Floats
    idle_price: float
    rounds: int


def bounded(task: Task, *, rounds: int, enough: float = 0.0, late: Callable[[], bool] | None = None) -> Bound:
    """Return a lower bound of the travel of all plans of ``task`` after at most ``rounds`` rounds of prices.

    ``enough`` is a relative gap at which to stop; ``late`` may stop it between rounds.
    """
    near = [
        _Packing(ground, _classes(ground, near=NEAR if len(ground.codes) > DENSE else None)) for ground in task.grounds
    ]
    prices = np.concatenate([_first(ground) for ground in task.grounds]) if task.grounds else np.zeros(0)
    climb = _Climb(task, near, prices)
    done = 0
    while done < rounds and not climb.finished(enough) and not (late is not None and late()):
        climb.step()
        done += 1
    if done == 0:
        climb.look()
    exact = climb.best
    if any(len(ground.codes) > DENSE for ground in task.grounds):
        exact = _exact(task, climb.best_prices, climb.best_idle_price)
    least = max(math.ceil(exact), 0)
    return Bound(bound=min(least, task.value), prices=climb.best_prices, idle_price=climb.best_idle_price, rounds=done)


def useful(task: Task, bound: Bound) -> list[Mask]:
    """Return for each ground which arcs [post, TPS] a plan with less travel than ``task.value`` may use, (n, n).

    Rigorous: an arc is dropped only when every plan that uses it costs at least ``task.value``.
    """
    looks = [
        _Packing(ground, _classes(ground)).pack(prices)
        for ground, prices in zip(task.grounds, _split(task.grounds, bound.prices), strict=True)
    ]
    chosen, _ = _selected(task, [look.value for look in looks])
    total = _total(task, bound.prices, bound.idle_price, looks, chosen)
    taken = np.concatenate([look.value[mine] for look, mine in zip(looks, chosen, strict=True)])
    freed = float(taken.max(initial=0.0)) if len(taken) >= _room(task) else 0.0
    masks = []
    for ground, look, mine, prices in zip(task.grounds, looks, chosen, _split(task.grounds, bound.prices), strict=True):
        n = len(ground.codes)
        gain = np.where(ground.cost < FAR, ground.cost, np.inf) - prices[None, :]
        left = ground.capacity - ground.load[:, None] - ground.load[None, :]
        forced = np.where(left >= 0, gain, np.inf) - prices[:, None]
        forced += np.take_along_axis(look.table, np.maximum(left, 0), axis=1)
        np.fill_diagonal(forced, look.value)
        base = np.full(n, total - freed)
        base[mine] = total - look.value[mine]
        masks.append(base[:, None] + forced <= task.value - 1)
    return masks


@dataclass(frozen=True, slots=True, eq=False)
class _Class:
    """All TPS of one load: candidates of each post, nearest first is not needed. Shapes (n, width)."""

    load: int
    who: Ints | None  # None: everybody of ``column``
    column: Ints
    cost: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Packed:
    """``value`` (n,) of the best load of each post; ``table`` (n, capacity + 1) of the best by room beside the post."""

    value: Floats
    table: Floats
    steps: list[Floats]


def _classes(ground: Ground, *, near: int | None = None, rows: slice = slice(None)) -> list[_Class]:
    made = []
    cost = ground.cost[rows]
    own = np.arange(len(ground.codes))[rows]
    for load in np.unique(ground.load):
        column = np.flatnonzero(ground.load == load)
        dear = cost[:, column].astype(np.float64)
        dear[dear >= FAR] = np.inf
        dear[own[:, None] == column[None, :]] = np.inf
        if near is None or len(column) <= near:
            made.append(_Class(int(load), None, column, dear))
            continue
        slow = dear / ground.risk[column][None, :]
        pick = np.argpartition(slow, near - 1, axis=1)[:, :near]
        made.append(_Class(int(load), column[pick], column, np.take_along_axis(dear, pick, axis=1)))
    return made


class _Packing:
    """Packs one pair at every post of a ground (or of some rows of it)."""

    def __init__(self, ground: Ground, classes: list[_Class], *, rows: slice = slice(None)) -> None:
        self.ground, self.classes, self.rows = ground, classes, rows

    def gains(self, kind: _Class, prices: Floats) -> Floats:
        """Return cost minus price of every candidate, (n, width)."""
        return kind.cost - (prices[kind.column][None, :] if kind.who is None else prices[kind.who])

    def pack(self, prices: Floats) -> _Packed:
        """Return the best load of every post at ``prices``."""
        own = self.ground.load[self.rows]
        room = self.ground.capacity
        table = np.zeros((len(own), room + 1))
        steps = [table]
        for kind in self.classes:
            most = min(room // kind.load, kind.cost.shape[1])
            gain = self.gains(kind, prices)
            best = np.sort(np.partition(gain, most - 1, axis=1)[:, :most] if most < gain.shape[1] else gain, axis=1)
            sums = np.cumsum(np.minimum(best, 0.0), axis=1)
            grown = table.copy()
            for count in range(1, most + 1):
                used = count * kind.load
                np.minimum(grown[:, used:], table[:, : room + 1 - used] + sums[:, count - 1, None], out=grown[:, used:])
            table = grown
            steps.append(table)
        value = table[np.arange(len(own)), room - own] - prices[self.rows]
        return _Packed(value, table, steps)

    def guarded(self, packed: _Packed, prices: Floats, posts: Ints) -> Floats:
        """Return how many of ``posts`` guard each TPS in the loads of ``packed``, shape (n,)."""
        times = np.zeros(len(prices))
        np.add.at(times, posts, 1.0)
        room = self.ground.capacity - self.ground.load[posts]
        for kind, before, after in zip(
            reversed(self.classes), reversed(packed.steps[:-1]), reversed(packed.steps[1:]), strict=True
        ):
            gain = (kind.cost[posts]) - (prices[kind.column][None, :] if kind.who is None else prices[kind.who[posts]])
            order = np.argsort(gain, axis=1, kind="stable")
            sums = np.cumsum(np.minimum(np.take_along_axis(gain, order, axis=1), 0.0), axis=1)
            take = np.zeros(len(posts), dtype=np.int64)
            goal = after[posts, room]
            for count in range(1, min(self.ground.capacity // kind.load, gain.shape[1]) + 1):
                fits = room >= count * kind.load
                worth = before[posts, np.maximum(room - count * kind.load, 0)] + sums[:, count - 1]
                take = np.where((take == 0) & (before[posts, room] != goal) & fits & (worth == goal), count, take)
            used = np.arange(gain.shape[1])[None, :] < take[:, None]
            used &= np.take_along_axis(gain, order, axis=1) < 0
            who = kind.column[order] if kind.who is None else np.take_along_axis(kind.who[posts], order, axis=1)
            np.add.at(times, who[used], 1.0)
            room = room - take * kind.load
        return times


class _Climb:
    """Moves prices towards one guard per TPS and remembers the best."""

    def __init__(self, task: Task, packings: list[_Packing], prices: Floats) -> None:
        self.task, self.packings = task, packings
        self.prices, self.idle_price = prices, 0.0
        self.best, self.best_prices, self.best_idle_price = -math.inf, prices, 0.0
        self.pace, self.stale = 1.2, 0
        self.way = np.zeros(len(prices))
        self.risk = np.concatenate([ground.risk for ground in task.grounds]) if task.grounds else np.zeros(0)

    def finished(self, enough: float) -> bool:
        """Tell whether more rounds are of no use."""
        gap = self.task.value - self.best
        return gap < 1 or gap <= enough * self.task.value or self.pace < 0.01  # noqa: PLR2004 -- steps of nothing

    def look(self) -> Floats:
        """Bound at the present prices; return how many guards each TPS lacks, (all TPS,)."""
        parts = _split(self.task.grounds, self.prices)
        packed = [packing.pack(prices) for packing, prices in zip(self.packings, parts, strict=True)]
        chosen, _ = _selected(self.task, [look.value for look in packed])
        total = _total(self.task, self.prices, self.idle_price, packed, chosen)
        if total > self.best + 1e-9 * abs(total):
            self.stale = 0 if total > self.best + 0.0002 * abs(total) else self.stale + 1
            self.best, self.best_prices, self.best_idle_price = total, self.prices, self.idle_price
        else:
            self.stale += 1
        times = [
            packing.guarded(look, prices, mine)
            for packing, look, prices, mine in zip(self.packings, packed, parts, chosen, strict=True)
        ]
        lack: Floats = 1.0 - (np.concatenate(times) if times else np.zeros(0))
        return lack - self._left() if self.task.idle else lack

    def step(self) -> None:
        """Bound, then move the prices."""
        lack = self.look()
        if self.stale > 8:  # noqa: PLR2004 -- then smaller steps, from the best prices
            self.pace, self.stale = self.pace * 0.6, 0
            self.prices, self.idle_price = self.best_prices, self.best_idle_price
            self.way = np.zeros(len(self.prices))
            lack = self.look()
        self.way = lack + 0.4 * self.way
        norm = float(self.way @ lack)
        norm = norm if norm > 0 else float(lack @ lack)
        over = float(self.risk @ self._left()) - self.task.idle if self.task.idle else 0.0
        size = self.pace * max(self.task.value * 1.0 - self.best, 1.0) / max(float(self.way @ self.way) + over**2, 1e-9)
        self.prices = np.rint((self.prices + size * self.way) * _GRAIN) / _GRAIN
        self.idle_price = max(round((self.idle_price + size * over) * _GRAIN) / _GRAIN, 0.0)

    def _left(self) -> Floats:
        return (self.idle_price * self.risk < self.prices).astype(np.float64)


def _first(ground: Ground) -> Floats:
    """Return prices to begin with: what the TPS a few steps away would cost."""
    n = len(ground.codes)
    if n < 2:  # noqa: PLR2004 -- nobody near
        return np.zeros(n)
    third = min(3, n - 1)
    cost = np.partition(ground.cost, third, axis=0)[third].astype(np.float64)
    return np.where(cost >= FAR, 0.0, np.rint(cost * _GRAIN) / _GRAIN)


def _split(grounds: tuple[Ground, ...], prices: Floats) -> list[Floats]:
    ends = np.cumsum([len(ground.codes) for ground in grounds])
    return np.split(prices, ends[:-1]) if grounds else []


def _room(task: Task) -> int:
    """Return how many sectors may be taken besides those that surely stand at one TPS alone."""
    sure = sum(int(ground.extra[ground.risk > task.idle].sum()) for ground in task.grounds)
    return max(task.pairs - sure, 0)


def _selected(task: Task, values: list[Floats]) -> tuple[list[Ints], int]:
    """Return the posts of each ground that are worth taking, the best first, within both limits."""
    first = []
    for ground, value in zip(task.grounds, values, strict=True):
        sure = int(ground.extra[ground.risk > task.idle].sum())
        most = max(min(ground.pairs - sure, len(value)), 0)
        order = np.argsort(value, kind="stable")[:most]
        first.append(order[value[order] < 0])
    room = _room(task)
    count = sum(len(order) for order in first)
    if count <= room:
        return first, count
    edge = np.sort(np.concatenate([value[order] for value, order in zip(values, first, strict=True)]))[room:]
    chosen, left = [], room
    for value, order in zip(values, first, strict=True):
        keep = order[value[order] <= edge[0]] if room else order[:0]
        chosen.append(keep[:left] if len(task.grounds) == 1 else keep)
        left -= len(chosen[-1])
    return _trimmed(values, chosen, room), room


def _trimmed(values: list[Floats], chosen: list[Ints], room: int) -> list[Ints]:
    """Drop posts of equal worth at the edge until ``room`` is kept."""
    over = sum(len(order) for order in chosen) - room
    if over <= 0:
        return chosen
    edge = max(float(value[order].max(initial=-math.inf)) for value, order in zip(values, chosen, strict=True))
    kept = []
    for value, order in zip(values, chosen, strict=True):
        ties = int((value[order] == edge).sum())
        drop = min(ties, over)
        over -= drop
        kept.append(order[: len(order) - drop])
    return kept


def _total(task: Task, prices: Floats, idle_price: float, packed: list[_Packed], chosen: list[Ints]) -> float:
    total = float(prices.sum())
    total += sum(float(look.value[mine].sum()) for look, mine in zip(packed, chosen, strict=True))
    if task.idle:
        risk = np.concatenate([ground.risk for ground in task.grounds])
        total += float(np.minimum(idle_price * risk - prices, 0.0).sum()) - idle_price * task.idle
    return total


def _exact(task: Task, prices: Floats, idle_price: float) -> float:
    """Return the bound at ``prices`` over all arcs, some posts at a time."""
    values = []
    for ground, mine in zip(task.grounds, _split(task.grounds, prices), strict=True):
        n = len(ground.codes)
        rows = [slice(start, min(start + _CHUNK, n)) for start in range(0, n, _CHUNK)]
        parts = [_Packing(ground, _classes(ground, rows=some), rows=some).pack(mine).value for some in rows]
        values.append(np.concatenate(parts))
    packed = [_Packed(value, np.zeros((0, 0)), []) for value in values]
    chosen, _ = _selected(task, values)
    return _total(task, prices, idle_price, packed, chosen)
