"""Mend the sectors of a plan after something changed, so that as few TPS as possible change their sector.

Posts stay where they are. Ranked: least uncovered risk, fewest TPS that move, least risk x minutes to the post. First
only those TPS look for a sector that lost theirs; when that leaves one without a guard, all may move.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.engine.rows import Rows
from sinergi.planner.deployment.problem import NO_WAY, Problem
from sinergi.planner.deployment.result import Plan, Sector
from sinergi.planner.deployment.sectors import items, tour

ALONE: Final = 4  # points per risk of a TPS that no sector holds: see ``Goal.UNCOVERED``
NEAREST: Final = 12  # posts that a TPS may move to


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """The sectors without officers, what no sector holds, and how many TPS changed their sector."""

    sectors: tuple[Sector, ...]
    uncovered: tuple[str, ...]
    moved: int


@dataclasses.dataclass(frozen=True, slots=True)
class _Site:
    """A post that may hold TPS: ``code`` of its sector, empty for a new one."""

    post: str
    code: str


class _Case:
    """The problem as mending needs it: loads, risks, minutes, and where each TPS was."""

    def __init__(self, problem: Problem, before: Plan, *, pairs: int) -> None:
        self.problem = problem
        self.capacity = items.capacity(problem.patterns)
        self.stations = {one.code: one for one in problem.stations}
        self.weight = items.loads(problem)
        self.place = {code: index for index, code in enumerate(problem.travel.places)}
        self.frozen = {one.post for one in problem.frozen}
        alone, self.open = self._split(before)
        alone.sort(key=lambda one: (one.post not in self.frozen, -self.stations[one.post].risk, one.code))
        self.alone = alone[:pairs]  # of more than that, those at the TPS of most risk stay
        self.was = {code: site.code for site, codes in self.open for code in codes}
        self.rounds = {one.stations: one.minutes for one in before.sectors}
        self.pairs = max(pairs - len(self.alone), 0)

    def _split(self, before: Plan) -> tuple[list[Sector], list[tuple[_Site, list[str]]]]:
        """Return the pairs that stand at one TPS alone and are still wanted there, and the other sectors."""
        alone: list[Sector] = []
        shared: list[tuple[_Site, list[str]]] = []
        extra = Counter({code: (weight - 1) // self.capacity for code, weight in self.weight.items()})
        for sector in before.sectors:
            codes = [code for code in sector.stations if code in self.stations]
            if sector.dedicated:
                if codes and extra[codes[0]] > 0:
                    extra[codes[0]] -= 1
                    alone.append(sector)
            elif codes:
                post = sector.post if sector.post in codes else self._middle(codes)
                shared.append((_Site(post, sector.code), codes))
        return alone, shared

    def _middle(self, codes: Sequence[str]) -> str:
        """Return the TPS from which the others are nearest, when the old post is gone."""
        return min(codes, key=lambda post: (sum(max(self.minutes(post, one), 0) for one in codes), post))

    def minutes(self, start: str, end: str) -> int:
        return int(self.problem.travel.minutes[self.place[start], self.place[end]])

    def rest(self, code: str) -> int:
        """Return the load that a TPS brings to a sector, beyond whole pairs of its own."""
        return (self.weight[code] - 1) % self.capacity + 1

    def allowed(self, post: str, code: str) -> bool:
        if post == code:
            return True
        away = self.minutes(post, code)
        roam = self.problem.limits.roam
        same = self.stations[post].district == self.stations[code].district
        return same and away != NO_WAY and (roam is None or away <= roam)


def mend(problem: Problem, before: Plan, *, pairs: int, nodes: int) -> Mended:
    """Return the sectors of ``before``, changed as little as the new ``problem`` allows, at most ``pairs`` of them.

    ``nodes`` limits each tree of the search. Raises RuntimeError as ``highs.solve`` does.
    """
    case = _Case(problem, before, pairs=pairs)
    seated, free = _loose(case)
    if not free and len(case.open) <= case.pairs:
        return _mended(case, seated)
    if len(case.open) <= case.pairs:
        placed = _place(case, free, nodes=nodes)
        if all(site is not None for site in placed.values()):
            return _mended(case, seated | placed)
    everything = {code for code in case.stations if case.was.get(code, "") not in _kept(case)}
    return _mended(case, seated | _place(case, everything, nodes=nodes))


def _kept(case: _Case) -> set[str]:
    return {site.code for site, _ in case.open if site.post in case.frozen}


def _loose(case: _Case) -> tuple[dict[str, _Site | None], set[str]]:
    """Return where each TPS stays, and those that must look for a sector: new ones, cut off ones, the overload."""
    seated: dict[str, _Site | None] = {}
    for site, codes in case.open:
        room = case.capacity - case.rest(site.post)
        seated[site.post] = site
        for code in sorted(codes, key=lambda code: (max(case.minutes(site.post, code), 0), code)):
            if code != site.post and case.allowed(site.post, code) and case.rest(code) <= room:
                room -= case.rest(code)
                seated[code] = site
    return seated, set(case.stations) - set(seated)


def _place(case: _Case, free: set[str], *, nodes: int) -> dict[str, _Site | None]:
    """Return the best site for each TPS of ``free``; all others stay where they were."""
    sites = [site for site, _ in case.open]
    fresh = [_Site(code, "") for code in sorted(free) if code not in {site.post for site in sites}]
    may_close = len(sites) > case.pairs
    if len(sites) < case.pairs:
        sites += fresh
    arcs = _arcs(case, sorted(free), sites)
    return _solve(case, sorted(free), sites, arcs, may_close=may_close, nodes=nodes)


def _arcs(case: _Case, free: Sequence[str], sites: Sequence[_Site]) -> list[tuple[int, int]]:
    """Return (TPS, site) by number: the sector it was in, its own post, and the nearest others that its needs allow."""
    able = {
        number: {skill for code, old in case.was.items() if old == site.code for skill in case.stations[code].needs}
        for number, site in enumerate(sites)
        if site.code
    }
    found = []
    for i, code in enumerate(free):
        reach = [j for j, site in enumerate(sites) if site.post not in case.frozen and case.allowed(site.post, code)]
        fit = [j for j in reach if set(case.stations[code].needs) <= able.get(j, set())] or reach
        near = sorted(fit, key=lambda j: (max(case.minutes(sites[j].post, code), 0), j))[:NEAREST]
        own = [j for j in reach if sites[j].post == code or sites[j].code == case.was.get(code, "-")]
        found += [(i, j) for j in sorted({*near, *own})]
    return found


def _solve(
    case: _Case,
    free: Sequence[str],
    sites: Sequence[_Site],
    arcs: Sequence[tuple[int, int]],
    *,
    may_close: bool,
    nodes: int,
) -> dict[str, _Site | None]:
    """Columns: one per arc, one per site (is it kept?), one per TPS (is it without a guard?)."""
    n, m, a = len(free), len(sites), len(arcs)
    number = {code: i for i, code in enumerate(free)}
    rows = Rows()
    for i in range(n):
        mine = [k for k, (who, _) in enumerate(arcs) if who == i]
        rows.add([*mine, a + m + i], 1.0, lower=1.0, upper=1.0)
    stay = Counter({site.code: 0 for site in sites})
    for code, old in case.was.items():
        if code not in number:
            stay[old] += case.rest(code)
    for j, site in enumerate(sites):
        mine = [k for k, (_, where) in enumerate(arcs) if where == j]
        weight = [float(case.rest(free[arcs[k][0]])) for k in mine]
        room = case.capacity - (stay[site.code] if site.code else 0)
        rows.add([*mine, a + j], [*weight, -float(room)], lower=-highs.INFINITY, upper=0.0)
        if site.post in number:
            rows.add([arcs.index((number[site.post], j)), a + j], [1.0, -1.0], lower=0.0, upper=0.0)
    rows.add(range(a, a + m), 1.0, lower=0.0, upper=float(case.pairs))
    lower = np.zeros(a + m + n)
    for j, site in enumerate(sites):
        if site.code and (not may_close or site.post in case.frozen):
            lower[a + j] = 1.0
    risk = [case.stations[code].risk for code in free]
    bare = [0.0] * (a + m) + [float(ALONE * one) for one in risk]
    moved = [float(case.was.get(free[i], "") not in {"", sites[j].code}) for i, j in arcs] + [0.0] * (m + n)
    travel = [float(risk[i] * max(case.minutes(sites[j].post, free[i]), 0)) for i, j in arcs] + [0.0] * (m + n)
    x = _ranked(rows, (bare, moved, travel), lower=lower, nodes=nodes)
    placed: dict[str, _Site | None] = dict.fromkeys(free)
    placed.update({free[i]: sites[j] for k, (i, j) in enumerate(arcs) if x[k] > 0.5})  # noqa: PLR2004 -- a Boolean
    return placed


def _ranked(rows: Rows, goals: Sequence[Sequence[float]], *, lower: highs.Floats, nodes: int) -> highs.Floats:
    """Return what is best by the first goal, then by the second, and so on."""
    upper, x = np.ones(len(lower)), None
    for cost in goals:
        answer = highs.solve(rows.model(cost=cost, lower=lower, upper=upper, whole=True), start=x, nodes=max(nodes, 1))
        if len(answer.x):
            x = answer.x
            rows.add(range(len(cost)), cost, lower=-highs.INFINITY, upper=answer.objective)
    return x if x is not None else np.zeros(len(lower))


def _mended(case: _Case, seated: Mapping[str, _Site | None]) -> Mended:
    taken = {site.code for site, _ in case.open} | {sector.code for sector in case.alone}
    fresh = (code for code in (f"R{number:02d}" for number in range(1, 10**6)) if code not in taken)
    groups: dict[_Site, list[str]] = {}
    for code, site in sorted(seated.items()):
        if site is not None:
            groups.setdefault(site, []).append(code)
    shared = [
        _sector(case, site.post, codes, code=site.code or next(fresh))
        for site, codes in sorted(groups.items(), key=lambda pair: pair[0].post)
    ]
    alone, room = list(case.alone), case.pairs - len(shared)
    bare = {code for code in case.stations if seated.get(code) is None}
    standing = Counter(sector.post for sector in alone)
    for code in sorted(case.stations):
        for _ in range((case.weight[code] - 1) // case.capacity - standing[code]):
            if room > 0:
                room -= 1
                whole = Sector(code=next(fresh), post=code, stations=(code,), officers=(), dedicated=True)
                alone.append(dataclasses.replace(whole, load=case.capacity, capacity=case.capacity))
            else:
                bare.add(code)
    kept = [dataclasses.replace(one, officers=(), leader="") for one in alone]
    moved = sum(site is not None and case.was.get(code, site.code) != site.code for code, site in seated.items())
    sectors = tuple(sorted((*shared, *kept), key=lambda one: one.code))
    return Mended(sectors=sectors, uncovered=tuple(sorted(bare)), moved=moved)


def _sector(case: _Case, post: str, codes: Sequence[str], *, code: str) -> Sector:
    stations, minutes = _round(case, post, codes)
    return Sector(
        code=code,
        post=post,
        stations=stations,
        officers=(),
        load=sum(case.rest(one) for one in codes),
        capacity=case.capacity,
        minutes=minutes,
    )


def _round(case: _Case, post: str, codes: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the round of before where it still takes as long, else a new one."""
    for stations, minutes in case.rounds.items():
        if stations[:1] == (post,) and set(stations) == set(codes):
            legs = [case.minutes(a, b) for a, b in zip(stations, (*stations[1:], post), strict=True)]
            if NO_WAY not in legs and sum(legs) == minutes:
                return stations, minutes
    ordered = [post, *(one for one in sorted(codes) if one != post)]
    at = [case.place[one] for one in ordered]
    order, minutes = tour.around(case.problem.travel.minutes[np.ix_(at, at)])
    return tuple(ordered[i] for i in order), minutes
