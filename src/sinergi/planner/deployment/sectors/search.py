"""A good way to share TPS among pairs, quickly: all shifts and swaps weighed at once, kicked and repaired, seeded.

One search minimises a single number in which an uncovered TPS costs more than all travel together. That is only how it
finds its way: what is proven of the two goals is proven one after the other (``bounds``, ``proof``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.sectors.items import FAR

if TYPE_CHECKING:
    from sinergi.planner.deployment.sectors.items import Ground

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_NEVER: Final = 1e13  # more than all TPS uncovered
_EPSILON: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Area:
    """A ground as the search sees it: ``cost[j, i]`` of post j for TPS i, ``idle[i]`` of leaving i uncovered.

    ``groups`` sectors are numbered 0, 1, …; ``groups`` itself is the number of those that are uncovered. ``needs`` has
    shape (skills, n), ``price`` (skills,) is added for each sector that needs the skill.
    """

    cost: Floats
    load: Ints
    idle: Floats
    capacity: int
    groups: int
    needs: Mask
    price: Floats


def area(ground: Ground, *, pairs: int) -> Area:
    """Return ``ground`` ready to be searched, with ``pairs`` sectors besides those at one TPS alone."""
    able = ground.cost < FAR
    unit = float(np.where(able, ground.cost, 0).max(axis=0, initial=0).sum()) + 1.0
    idle = (ground.risk * unit).astype(np.float64)
    scale = 1.0  # a power of two: figures of the usual size stay what they are
    while idle.sum() * scale > _NEVER / 8:
        scale /= 2
    return Area(
        cost=np.where(able, ground.cost * scale, _NEVER),
        load=ground.load,
        idle=idle * scale,
        capacity=ground.capacity,
        groups=pairs,
        needs=np.array(list(ground.needs.values()), dtype=bool).reshape(len(ground.needs), len(ground.codes)),
        price=np.zeros(len(ground.needs)),
    )


def part(whole: Area, members: Ints, *, groups: int) -> Area:
    """Return the area of ``members`` (indices) alone, to be shared among ``groups`` sectors."""
    return replace(
        whole,
        cost=whole.cost[np.ix_(members, members)],
        load=whole.load[members],
        idle=whole.idle[members],
        groups=groups,
        needs=whole.needs[:, members],
    )


def value(here: Area, group: Ints) -> float:
    """Return what a sharing costs; ``group[i]`` is the sector of TPS i."""
    idle = float(here.idle[group == here.groups].sum())
    return idle + float(_State(here, group).base.sum())


def posts(here: Area, group: Ints) -> Ints:
    """Return the best post of every sector, shape (groups,), -1 for an empty one."""
    return _State(here, group).posts()


def scattered(here: Area, rng: np.random.Generator) -> Ints:
    """Return a first sharing: posts far from one another by chance, then every TPS to a near post with room."""
    n = len(here.load)
    if not n or not here.groups:
        return np.full(n, here.groups, dtype=np.int64)
    chosen = [int(rng.integers(n))]
    near = np.minimum(here.cost[chosen[0]], here.idle)
    while len(chosen) < min(here.groups, n):
        weight = np.where(near > 0, near, 0.0)
        weight[chosen] = 0.0
        total = weight.sum()
        free = np.setdiff1d(np.arange(n), chosen)
        chosen.append(int(rng.choice(n, p=weight / total)) if total > 0 else int(rng.choice(free)))
        near = np.minimum(near, here.cost[chosen[-1]])
    return _filled(here, np.array(chosen), np.arange(n))


def improved(here: Area, group: Ints, *, rounds: int = 400) -> tuple[Ints, float]:
    """Return the sharing after shifts and swaps of single TPS, until none helps, and what it costs."""
    group = group.copy()
    if not here.groups or not len(group):
        return group, float(here.idle[group == here.groups].sum())
    for _ in range(rounds):
        state = _State(here, group)
        if not _step(here, state, group):
            break
    return group, value(here, group)


def searched(here: Area, rng: np.random.Generator, *, starts: int, kicks: int, near: int = 3) -> tuple[Ints, float]:
    """Return the best sharing of ``starts`` beginnings, then of ``kicks`` repairs of what a few neighbours lost."""
    best, cost = improved(here, scattered(here, rng))
    for _ in range(starts - 1):
        other, price = improved(here, scattered(here, rng))
        if price < cost:
            best, cost = other, price
    return kicked(here, best, rng, kicks=kicks, near=near)


def kicked(here: Area, group: Ints, rng: np.random.Generator, *, kicks: int, near: int = 3) -> tuple[Ints, float]:
    """Return the best sharing met while the TPS of ``near`` neighbouring sectors are dealt anew, ``kicks`` times."""
    best, cost = group, value(here, group)
    now, price = best, cost
    for turn in range(kicks if here.groups > 1 else 0):
        other, dearer = improved(here, _dealt(here, now, rng, near=near + turn % 2))
        if dearer <= price + 0.003 * price * (turn % 4 == 0):
            now, price = other, dearer
        if dearer < cost - _EPSILON:
            best, cost = other, dearer
        elif turn % 16 == 15:  # noqa: PLR2004 -- back to the best now and then
            now, price = best, cost
    return best, cost


def _dealt(here: Area, group: Ints, rng: np.random.Generator, *, near: int) -> Ints:
    heads = posts(here, group)
    used = np.flatnonzero(heads >= 0)
    if len(used) < 2:  # noqa: PLR2004 -- nothing to mix
        return group
    first = heads[rng.choice(used)]
    gap = here.cost[first, heads[used]] / np.maximum(here.idle[heads[used]], 1.0)
    some = used[np.argsort(gap, kind="stable")[:near]]
    some = np.union1d(some, np.flatnonzero(heads < 0)[:1])
    loose = np.flatnonzero(np.isin(group, some) | (group == here.groups))
    fresh = group.copy()
    mini = part(here, loose, groups=len(some))
    chosen = rng.permutation(len(loose))[: len(some)]
    dealt = _filled(mini, chosen, np.arange(len(loose)))
    fresh[loose] = np.append(some, here.groups)[dealt]
    return fresh


def _filled(here: Area, chosen: Ints, loose: Ints) -> Ints:
    """Put every loose TPS, heaviest and most choosy first, to the nearest of the posts that has room."""
    group = np.full(len(here.load), here.groups, dtype=np.int64)
    room = np.full(here.groups, here.capacity, dtype=np.int64)
    group[chosen] = np.arange(len(chosen))
    room[: len(chosen)] -= here.load[chosen]
    reach = here.cost[chosen]
    choosy = np.zeros(len(here.load))
    if len(chosen) > 1:
        two = np.partition(reach, 1, axis=0)[:2]
        choosy = two[1] - two[0]
    for i in sorted(set(loose.tolist()) - set(chosen.tolist()), key=lambda i: (-here.load[i], -choosy[i], i)):
        price = np.where(room[: len(chosen)] >= here.load[i], reach[:, i], _NEVER)
        k = int(price.argmin())
        if price[k] < _NEVER:
            group[i] = k
            room[k] -= here.load[i]
    return group


class _State:
    """Everything that the moves of one round are weighed with."""

    def __init__(self, here: Area, group: Ints) -> None:
        self.here, self.group = here, group
        groups, n = here.groups, len(group)
        member = np.zeros((groups + 1, n))
        member[group, np.arange(n)] = 1.0
        member = member[:groups]
        self.load = member @ here.load
        self.sums = member @ here.cost.T  # of sector k when post j guards it
        self.wanting = member @ here.needs.T.astype(float)  # (groups, skills): how many of its TPS need it
        counts = np.bincount(group, minlength=groups + 1)[:groups]
        self.width = max(int(counts.max(initial=0)), 1)
        order = np.argsort(group, kind="stable")[: int(counts.sum())]
        self.slots = np.full((groups, self.width), -1, dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(counts)))[:-1]
        self.column = np.arange(len(order)) - np.repeat(starts, counts)
        self.slots[group[order], self.column] = order
        self.members = order
        self.empty = self.slots < 0
        self.own = np.where(self.empty, _NEVER * 4, np.take_along_axis(self.sums, np.maximum(self.slots, 0), axis=1))
        self.base = np.where(counts > 0, self.own.min(axis=1), 0.0) + self._skills(self.wanting)

    def _skills(self, wanting: Floats) -> Floats:
        return (wanting > 0) @ self.here.price if len(self.here.price) else np.zeros(wanting.shape[:-1])

    def posts(self) -> Ints:
        """Return the best post of every sector."""
        if not len(self.group):
            return np.full(self.here.groups, -1, dtype=np.int64)
        best: Ints = self.slots[np.arange(len(self.slots)), self.own.argmin(axis=1)]
        return best

    def added(self) -> Floats:
        """Return what sector k costs with TPS i besides, shape (groups, n)."""
        cost, slots = self.here.cost, self.slots
        best = self.sums.copy()  # i becomes the post
        for m in range(self.width):
            grown = self.own[:, m, None] + cost[np.maximum(slots[:, m], 0)]
            np.minimum(best, grown, out=best)
        if len(self.here.price):
            best += self._skills(self.wanting[:, None, :] + self.here.needs.T[None])
        return best

    def taken(self) -> Floats:
        """Return what the sector of every TPS costs without it, shape (n,); uncovered TPS cost nothing there."""
        out = np.zeros(len(self.group))
        left = self._without().min(axis=1)  # (groups, width)
        alone = (~self.empty).sum(axis=1) == 1
        left[alone] = 0.0
        out[self.members] = left[self.group[self.members], self.column]
        if len(self.here.price):
            inside = self.members
            out[inside] += self._skills(self.wanting[self.group[inside]] - self.here.needs.T[inside])
        return out

    def _without(self) -> Floats:
        """Return what sector k costs with post m and without the TPS in slot s, shape (groups, m, s)."""
        safe = np.maximum(self.slots, 0)
        less = self.own[:, :, None] - self.here.cost[safe[:, :, None], safe[:, None, :]]
        less[:, np.arange(self.width), np.arange(self.width)] = _NEVER * 4
        return less

    def swapped(self) -> Floats:
        """Return what the sector of TPS a costs with TPS b in its place, shape (n, n)."""
        cost, safe = self.here.cost, np.maximum(self.slots, 0)
        less = self._without()
        best = self.sums[:, None, :] - cost[:, safe].transpose(1, 2, 0)  # b becomes the post
        for m in range(self.width):
            np.minimum(best, less[:, m, :, None] + cost[safe[:, m], None, :], out=best)
        out = np.zeros((len(self.group), len(self.group)))
        inside = self.members
        out[inside] = best[self.group[inside], self.column]
        if len(self.here.price):
            wanting = (self.wanting[self.group[inside]] - self.here.needs.T[inside])[:, None, :] + self.here.needs.T
            out[inside] += self._skills(wanting)
        return out


def _step(here: Area, state: _State, group: Ints) -> bool:
    """Do the best moves that do not touch the same sector twice; tell whether there was any."""
    moves = _shifts(here, state)
    if not moves:
        moves = _swaps(here, state)
    touched: set[int] = set()
    for _gain, i, k, other in moves:
        pair = {int(group[i]), k} - {here.groups}
        if touched.isdisjoint(pair):
            group[i], back = k, int(group[i])
            if other >= 0:
                group[other] = back
            touched |= pair
    return bool(moves)


def _shifts(here: Area, state: _State) -> list[tuple[float, int, int, int]]:
    group, groups = state.group, here.groups
    idle = group == groups
    now = np.append(state.base, 0.0)[group] + np.where(idle, here.idle, 0.0)
    delta = state.added() - state.base[:, None] + (state.taken() - now)[None, :]
    delta[(state.load[:, None] + here.load[None, :]) > here.capacity] = _NEVER
    delta[group[~idle], np.flatnonzero(~idle)] = _NEVER
    where = delta.argmin(axis=0)
    least = delta[where, np.arange(len(group))]
    good = np.flatnonzero(least < -_EPSILON)
    return sorted((float(least[i]), int(i), int(where[i]), -1) for i in good)


def _swaps(here: Area, state: _State) -> list[tuple[float, int, int, int]]:
    group, groups = state.group, here.groups
    idle = group == groups
    cost = state.swapped()
    cost[idle] = 0.0
    cost += np.where(idle[:, None], here.idle[None, :], 0.0)  # b takes a's place among the uncovered
    now = np.append(state.base, 0.0)[group] + np.where(idle, here.idle, 0.0)
    delta = cost + cost.T - now[:, None] - now[None, :]
    room = np.append(here.capacity - state.load, np.inf)[group]
    misfit = here.load[None, :] - here.load[:, None] > room[:, None]
    delta[misfit | misfit.T | (group[:, None] == group[None, :])] = _NEVER
    where = delta.argmin(axis=1)
    least = delta[np.arange(len(group)), where]
    good = np.flatnonzero(least < -_EPSILON)
    return sorted((float(least[a]), int(a), int(group[where[a]]), int(where[a])) for a in good if a < where[a])
