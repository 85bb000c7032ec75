"""One district from start to proof: a first plan, its bound, a longer search, then the proof, as the budget allows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.sectors import bounds, proof, search, wide
from sinergi.planner.deployment.sectors.items import FAR
from sinergi.planner.deployment.sectors.proof import IDLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sinergi.planner.deployment.problem import Budget
    from sinergi.planner.deployment.sectors.items import Ground

Ints = NDArray[np.int64]

_ARCS, _MOST_ARCS = 1_000, 6_500  # a model of more arcs than 1,000 and the nodes, or than all of 80 TPS, is not begun
_EACH: Final = 50  # a node of the budget is one of a model of 50 arcs: those of a larger model cost more
_DEAREST: Final = 1 << 40
_TRIES: Final = 6  # dearer prices for scarce skills


@dataclass(slots=True, kw_only=True)
class Purse:
    """What work may still be done, and what was done."""

    budget: Budget
    clock: Callable[[], float] | None = None
    began: float = 0.0
    spent: Counter[str] = field(default_factory=Counter)

    def left(self) -> float | None:
        """Return the wall seconds left; None: no clock was asked for."""
        if self.budget.seconds is None:
            return None
        gone = self.clock() - self.began if self.clock is not None else 0.0
        return max(self.budget.seconds - gone, 0.0)

    def late(self) -> bool:
        """Tell whether the seconds are up."""
        return self.left() == 0.0

    def halfway(self) -> bool:
        """Tell whether half of the seconds are gone: the other half belongs to the bound."""
        left = self.left()
        return left is not None and self.budget.seconds is not None and left <= self.budget.seconds / 2

    def nodes(self, *, arcs: int = _EACH) -> int:
        """Return the nodes left for a model of so many arcs, at least 1 while there are any."""
        left = 0 if self.late() else max(self.budget.nodes - self.spent["nodes"], 0)
        return min(left, max(left * _EACH // max(arcs, _EACH), 1))

    def pay(self, nodes: int, *, arcs: int) -> None:
        """Write down what a model of so many arcs has cost."""
        self.spent["nodes"] += nodes * max(arcs, _EACH) // _EACH


@dataclass(slots=True, kw_only=True, eq=False)
class Settled:
    """A sharing of one ground: ``post[i]`` guards TPS i (IDLE: nobody), and what is known of it."""

    ground: Ground
    pairs: int
    post: Ints
    idle_bound: int = 0
    travel_bound: int = 0

    @property
    def idle(self) -> int:
        """Return the risk left uncovered."""
        return int(self.ground.risk[self.post == IDLE].sum())

    @property
    def travel(self) -> int:
        """Return risk x minutes from the posts."""
        kept = np.flatnonzero(self.post != IDLE)
        return int(self.ground.cost[self.post[kept], kept].sum())

    @property
    def worth(self) -> tuple[int, int, int]:
        """Return uncovered risk, missing skills and travel: what is made small, in this order."""
        return self.idle, self.unskilled, self.travel

    @property
    def unskilled(self) -> int:
        """Return how many sectors need a skill for which nobody is left."""
        over = 0
        for skill, mask in self.ground.needs.items():
            wanting = np.unique(self.post[mask & (self.post != IDLE)])
            over += max(len(wanting) - self.ground.skilled[skill], 0)
        return over


def first(ground: Ground, *, pairs: int, purse: Purse, rng: np.random.Generator) -> Settled:
    """Return a first plan: a few beginnings, no proof. TPS of many pairs are given up where there are too few."""
    starts = 1 if purse.late() else max(purse.budget.restarts // 4, 1)
    best = _sought(ground, pairs=pairs, dropped=[], rng=rng, starts=starts, enough=purse.halfway)
    split = sorted(np.flatnonzero(ground.extra), key=lambda i: (ground.risk[i] / (1 + ground.extra[i]), i))
    for count in range(1, len(split) + 1 if best.idle else 1):
        other = _sought(ground, pairs=pairs, dropped=[int(i) for i in split[:count]], rng=rng, starts=1)
        best = min(best, other, key=lambda settled: settled.worth)
    purse.spent["starts"] += starts
    return best


def longer(now: Settled, *, purse: Purse, rng: np.random.Generator) -> Settled:
    """Return the better of ``now`` and what kicks make of it; scarce skills are bought dear until they suffice."""
    kicks = 0 if purse.late() else purse.budget.restarts * 5
    here, group, back = _grouped(now)
    if not kicks or not here.groups or not len(group):
        return now
    if len(group) > wide.AT_ONCE:
        group = wide.swept(here, group, rng, kicks=max(purse.budget.restarts // 4, 1), enough=purse.halfway)
    else:
        group, _ = search.kicked(here, group, rng, kicks=kicks)
    purse.spent["kicks"] += kicks
    best = min(now, _ungrouped(now, here, group, back), key=lambda settled: settled.worth)
    for dearer in range(_TRIES if best.unskilled else 0):
        here.price[:] = float(here.idle.min(initial=1.0)) * 4.0 ** (dearer - _TRIES)
        group, _ = search.kicked(here, search.improved(here, group)[0], rng, kicks=kicks // 4)
        best = min(best, _ungrouped(now, here, group, back), key=lambda settled: settled.worth)
        if not best.unskilled:
            break
    return best


def covered(now: Settled, *, purse: Purse) -> Settled:
    """Bound what must stay uncovered; where search left more than that, look for better with the model."""
    ground = now.ground
    now.idle_bound = min(unavoidable((ground,), pairs=now.pairs), now.idle)
    if now.idle_bound == now.idle or not purse.nodes() or _many(ground):
        return now
    size = int((ground.cost < FAR).sum())
    if size > 2 * _most_arcs(purse):
        return now
    found = proof.least_idle(
        ground, pairs=now.pairs, below=now.idle, nodes=purse.nodes(arcs=size), seconds=purse.left()
    )
    purse.pay(found.nodes, arcs=size)
    bound = max(now.idle_bound, found.bound)
    if found.post is not None:
        now = Settled(ground=ground, pairs=now.pairs, post=_centred(ground, found.post))
    now.idle_bound = min(bound, now.idle)
    return now


def qualified(now: Settled, *, purse: Purse) -> Settled:
    """Look for a plan in which scarce skills suffice, where search found none."""
    ground = now.ground
    if not now.unskilled or not purse.nodes() or _many(ground):
        return now
    arcs = ground.cost < FAR
    if int(arcs.sum()) > 2 * _most_arcs(purse):
        return now
    found = proof.least_travel(
        ground,
        pairs=now.pairs,
        arcs=arcs,
        idle=now.idle,
        below=_DEAREST,
        nodes=purse.nodes(arcs=int(arcs.sum())),
        seconds=purse.left(),
        skilled=ground.skilled,
    )
    purse.pay(found.nodes, arcs=int(arcs.sum()))
    if found.post is None:
        return now
    other = Settled(ground=ground, pairs=now.pairs, post=found.post, idle_bound=now.idle_bound)
    return min(now, other, key=lambda settled: settled.worth)


def proven(now: Settled, known: bounds.Bound, task: bounds.Task, *, purse: Purse) -> Settled:
    """Return the best plan of the model that is left when arcs of no use are gone, with its bound."""
    ground = now.ground
    now.travel_bound = max(now.travel_bound, known.bound)
    if now.travel_bound >= now.travel or not purse.nodes() or _many(ground):
        return now
    arcs = bounds.useful(task, known)[0]
    if int(arcs.sum()) > _most_arcs(purse):
        return now
    found = proof.least_travel(
        ground,
        pairs=now.pairs,
        arcs=arcs,
        idle=now.idle,
        below=now.travel,
        nodes=purse.nodes(arcs=int(arcs.sum())),
        seconds=purse.left(),
        skilled={} if now.unskilled or now.idle > now.idle_bound else _scarce(ground),
    )
    purse.pay(found.nodes, arcs=int(arcs.sum()))
    bound = max(now.travel_bound, found.bound)
    if found.post is not None:
        better = Settled(ground=ground, pairs=now.pairs, post=found.post, idle_bound=now.idle_bound)
        now = min(now, better, key=lambda settled: settled.worth)
    now.travel_bound = min(bound, now.travel)
    return now


def _scarce(ground: Ground) -> dict[str, int]:
    """Return the skills that could run out."""
    return {skill: most for skill, most in ground.skilled.items() if int(ground.needs[skill].sum()) > most}


def _most_arcs(purse: Purse) -> int:
    return min(_ARCS + purse.budget.nodes, _MOST_ARCS)


def _many(ground: Ground) -> bool:
    return len(ground.codes) > bounds.DENSE


def unavoidable(grounds: Sequence[Ground], *, pairs: int) -> int:
    """Return the least risk that stays uncovered by load alone: a knapsack over all pairs."""
    room = pairs * grounds[0].capacity if grounds else 0
    weight = [w for ground in grounds for w in (ground.load + ground.extra * ground.capacity).tolist()]
    risk = [r for ground in grounds for r in ground.risk.tolist()]
    if sum(weight) <= room:
        return 0
    table = np.zeros(room + 1, dtype=np.int64)
    for load, points in zip(weight, risk, strict=True):
        if load <= room:
            table[load:] = np.maximum(table[load:], table[: room + 1 - load] + points)
    return int(sum(risk) - table[room])


def _sought(
    ground: Ground,
    *,
    pairs: int,
    dropped: list[int],
    rng: np.random.Generator,
    starts: int,
    enough: Callable[[], bool] | None = None,
) -> Settled:
    """Search among the TPS that are not ``dropped``; with too few pairs for those of many, everybody waits."""
    kept = np.setdiff1d(np.arange(len(ground.codes)), dropped)
    groups = pairs - int(ground.extra[kept].sum())
    post = np.full(len(ground.codes), IDLE, dtype=np.int64)
    if groups > 0 and len(kept):
        here = search.part(search.area(ground, pairs=groups), kept, groups=groups)
        group = wide.searched(here, rng, starts=starts, kicks=0, enough=enough)
        _place(here, group, kept, post)
    return Settled(ground=ground, pairs=pairs, post=post)


def _place(here: search.Area, group: Ints, kept: Ints, post: Ints) -> None:
    heads = wide.heads(here, group)
    guarded = group < here.groups
    post[kept[guarded]] = kept[heads[group[guarded]]]


def _grouped(now: Settled) -> tuple[search.Area, Ints, Ints]:
    """Return a plan as the search sees it, without TPS of many pairs that were given up: area, groups, indices."""
    kept = np.flatnonzero((now.post != IDLE) | (now.ground.extra == 0))
    groups = max(now.pairs - int(now.ground.extra[kept].sum()), 0)
    here = search.part(search.area(now.ground, pairs=groups), kept, groups=groups)
    group = np.full(len(kept), groups, dtype=np.int64)
    guarded = now.post[kept] != IDLE
    group[guarded] = np.unique(now.post[kept][guarded], return_inverse=True)[1]
    return here, group, kept


def _ungrouped(now: Settled, here: search.Area, group: Ints, kept: Ints) -> Settled:
    post = np.full(len(now.post), IDLE, dtype=np.int64)
    _place(here, group, kept, post)
    return Settled(ground=now.ground, pairs=now.pairs, post=post)


def _centred(ground: Ground, post: Ints) -> Ints:
    """Return the same sharing after the search has made its travel small."""
    now = Settled(ground=ground, pairs=int(1e9), post=post)
    now.pairs = len(np.unique(post[post != IDLE])) + int(ground.extra[post != IDLE].sum())
    here, group, kept = _grouped(now)
    return _ungrouped(now, here, search.improved(here, group)[0], kept).post
