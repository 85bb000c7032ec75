"""The last word on sectors: a mixed-integer model of what the bound has left open, solved by HiGHS.

Columns: one per arc [post, TPS] left, the arc of a TPS to itself being "this is a post", one per TPS that may stay
uncovered, one per sector and scarce skill. A plan must cost less than the one known: finding none is the proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.engine.rows import Rows
from sinergi.planner.deployment.sectors.items import FAR

if TYPE_CHECKING:
    from sinergi.planner.deployment.sectors.items import Ground

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_NEAR: Final = 14  # posts of each TPS for which the relaxation is tightened; measured: all take twice as long
IDLE: Final = -1  # in ``Found.post``: this TPS is left uncovered


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """A better plan, if there is one: ``post[i]`` guards TPS i (IDLE: nobody); ``bound`` holds for all arcs given."""

    post: Ints | None
    bound: int
    nodes: int
    proven: bool


def least_travel(
    ground: Ground,
    *,
    pairs: int,
    arcs: Mask,
    idle: int,
    below: int,
    nodes: int,
    seconds: float | None = None,
    skilled: dict[str, int] | None = None,
) -> Found:
    """Look for a plan with travel below ``below`` that leaves at most ``idle`` risk uncovered.

    ``arcs`` of shape (n, n) are those that such a plan may use; ``skilled`` limits the sectors that need a skill.
    """
    rows = _Rows(ground, arcs=arcs, idle=idle > 0, skilled=skilled or {})
    cost = np.concatenate(
        [ground.cost[rows.post, rows.tps].astype(np.float64), np.zeros(rows.columns - len(rows.post))]
    )
    rows.common(pairs=pairs)
    if idle:
        rows.add(rows.idle_columns, ground.risk.astype(np.float64), upper=float(idle))
    return _solved(rows, cost, below=below, nodes=nodes, seconds=seconds)


def least_idle(ground: Ground, *, pairs: int, below: int, nodes: int, seconds: float | None = None) -> Found:
    """Look for a plan that leaves less than ``below`` risk uncovered."""
    rows = _Rows(ground, arcs=ground.cost < FAR, idle=True, skilled={})
    cost = np.zeros(rows.columns)
    cost[rows.idle_columns] = ground.risk
    rows.common(pairs=pairs, tight=False)
    return _solved(rows, cost, below=below, nodes=nodes, seconds=seconds)


class _Rows(Rows):
    """The rows of the model."""

    def __init__(self, ground: Ground, *, arcs: Mask, idle: bool, skilled: dict[str, int]) -> None:
        super().__init__()
        self.ground, self.skilled = ground, skilled
        self.post, self.tps = np.nonzero(arcs & (ground.cost < FAR))
        n, count = len(ground.codes), len(self.post)
        self.at = np.full((n, n), -1, dtype=np.int64)
        self.at[self.post, self.tps] = np.arange(count)
        self.idle_columns = np.arange(count, count + n) if idle else np.zeros(0, dtype=np.int64)
        self.columns = count + len(self.idle_columns)
        self.bringing = {skill: self.columns + n * k + np.arange(n) for k, skill in enumerate(skilled)}
        self.columns += n * len(skilled)

    def common(self, *, pairs: int, tight: bool = True) -> None:
        """Add: everybody guarded once, no pair overloaded, nobody guarded from where no pair stands, enough pairs.

        ``tight`` says the third for each arc from one of the nearest posts, which only the relaxation needs: the second
        implies it.
        """
        ground, n = self.ground, len(self.ground.codes)
        own = self.at[np.arange(n), np.arange(n)]
        near = np.argsort(np.argsort(ground.cost, axis=0, kind="stable"), axis=0, kind="stable") <= _NEAR
        for i in range(n):
            mine = self.at[:, i][self.at[:, i] >= 0]
            mine = np.append(mine, self.idle_columns[i : i + 1])
            self.add(mine, np.ones(len(mine)), lower=1.0, upper=1.0)
        for j in np.flatnonzero(own >= 0):
            others = np.flatnonzero(self.at[j] >= 0)
            others = others[others != j]
            load = np.append(ground.load[others], ground.load[j] - ground.capacity).astype(np.float64)
            self.add(np.append(self.at[j, others], own[j]), load, upper=0.0)
            for i in others[near[j, others]] if tight else ():
                self.add(np.array([self.at[j, i], own[j]]), np.array([1.0, -1.0]), upper=0.0)
        self._pairs(own[own >= 0], pairs=pairs)
        for skill in self.skilled:
            self._skill(skill)

    def _pairs(self, posts: Ints, *, pairs: int) -> None:
        extra = self.ground.extra
        if not len(self.idle_columns) or not extra.any():
            self.add(posts, np.ones(len(posts)), upper=float(pairs - int(extra.sum())))
            return
        split = np.flatnonzero(extra)
        value = np.append(np.ones(len(posts)), -extra[split].astype(np.float64))
        self.add(np.append(posts, self.idle_columns[split]), value, upper=float(pairs - int(extra.sum())))

    def _skill(self, skill: str) -> None:
        bring = self.bringing[skill]
        for post, tps in zip(self.post, self.tps, strict=True):
            if self.ground.needs[skill][tps]:
                self.add(np.array([self.at[post, tps], bring[post]]), np.array([1.0, -1.0]), upper=0.0)
        self.add(bring, np.ones(len(bring)), upper=float(self.skilled[skill]))


def _solved(rows: _Rows, cost: Floats, *, below: int, nodes: int, seconds: float | None) -> Found:
    answer = highs.solve(
        rows.model(cost=cost, lower=np.zeros(rows.columns), upper=np.ones(rows.columns), whole=True),
        nodes=max(nodes, 1),
        seconds=seconds,
        cutoff=below - 1,
    )
    bound = int(min(max(answer.bound, 0.0), below))
    post = None
    if len(answer.x) and answer.objective < below:
        post = np.full(len(rows.ground.codes), IDLE, dtype=np.int64)
        used = np.flatnonzero(answer.x[: len(rows.post)] > 0.5)  # noqa: PLR2004 -- between 0 and 1
        post[rows.tps[used]] = rows.post[used]
    return Found(post=post, bound=bound, nodes=answer.nodes, proven=answer.ended is not highs.Ended.LIMIT)
