"""Sectors formed another way: every subset of TPS priced once, then all ways to split them; and a second engine.

The instances of OR-Library's pmedcap1 (Beasley; Osman and Christofides, 1994) are not in this repository; ``euclidean``
makes instances of that kind: points in a square, demands of 1 to 20, tightness of 0.82 to 0.96.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

Minutes = NDArray[np.int32]
NEVER = 10**9


@dataclass(frozen=True, kw_only=True)
class Case:
    """Plain numbers: per TPS its pairs wanted, risk and district; ``minutes[post, tps]``, -1 for no way."""

    wants: tuple[Fraction, ...]
    risk: tuple[int, ...]
    district: tuple[str, ...]
    minutes: Minutes
    pairs: int
    roam: int | None = None
    boats: tuple[bool, ...] = ()
    able: int | None = None  # at most so many sectors with a TPS that needs a boat


def _price(case: Case, members: list[int]) -> int:
    """Return the travel of one sector, NEVER when it is not allowed."""
    rest = sum((case.wants[i] % 1 or Fraction(1) for i in members), Fraction(0))
    if rest > 1 or len({case.district[i] for i in members}) > 1:
        return NEVER
    best = NEVER
    for post in members:
        ways = [int(case.minutes[post, i]) for i in members]
        if all(way >= 0 and (case.roam is None or way <= case.roam) for way in ways):
            best = min(best, sum(case.risk[i] * way for i, way in zip(members, ways, strict=True)))
    return best


def best(case: Case) -> tuple[int, int]:
    """Return the least uncovered points (4 x risk), then the least travel, over all partitions of all subsets."""
    n = len(case.wants)
    members = [[i for i in range(n) if subset >> i & 1] for subset in range(1 << n)]
    price = [_price(case, inside) if inside else 0 for inside in members]
    boat = [int(any(case.boats[i] for i in inside)) if case.boats else 0 for inside in members]
    able = case.able if case.able is not None else n
    layer = {(0, 0): 0}  # (covered, sectors with a boat) -> travel
    found = (4 * sum(case.risk), 0)
    for used in range(case.pairs + 1):
        for (covered, _boats), travel in layer.items():
            alone = sum(math.ceil(case.wants[i]) - 1 for i in members[covered])
            if used + alone <= case.pairs:
                found = min(found, (4 * sum(case.risk[i] for i in range(n) if not covered >> i & 1), travel))
        layer = _grown(layer, price=price, boat=boat, able=able, n=n)
    return found


def _grown(
    layer: dict[tuple[int, int], int], *, price: list[int], boat: list[int], able: int, n: int
) -> dict[tuple[int, int], int]:
    """Return the cheapest ways with one sector more."""
    grown: dict[tuple[int, int], int] = {}
    for (covered, boats), travel in layer.items():
        free = ((1 << n) - 1) & ~covered
        subset = free
        while subset:
            key = (covered | subset, boats + boat[subset])
            if price[subset] < NEVER and key[1] <= able:
                grown[key] = min(grown.get(key, NEVER), travel + price[subset])
            subset = (subset - 1) & free
    return grown


def euclidean(*, points: int, posts: int, seed: int) -> tuple[Minutes, list[int], int]:
    """Return whole distances, demands and the capacity of a random capacitated p-median instance."""
    random = np.random.Generator(np.random.PCG64(seed))
    at = random.integers(1, 101, (points, 2))
    far = np.floor(np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=-1))).astype(np.int32)
    demand = random.integers(1, 21, points)
    tight = random.uniform(0.82, 0.96)
    capacity = max(math.ceil(int(demand.sum()) / (posts * tight)), int(demand.max()))
    return far, demand.tolist(), capacity


def by_constraints(minutes: Minutes, demand: list[int], capacity: int, posts: int) -> int | None:
    """Return the least sum of distances by CP-SAT, None when no sharing fits; proven or it fails."""
    cp_model = pytest.importorskip("ortools.sat.python.cp_model", reason="OR-Tools, the second engine, is not here")
    model = cp_model.CpModel()
    everybody = range(len(demand))
    guards = {(j, i): model.new_bool_var("") for j in everybody for i in everybody}
    for i in everybody:
        model.add_exactly_one(guards[j, i] for j in everybody)
        model.add(sum(demand[k] * guards[i, k] for k in everybody) <= capacity * guards[i, i])
    for (j, i), guard in guards.items():
        if i != j:
            model.add_implication(guard, guards[j, j])
    model.add(sum(guards[j, j] for j in everybody) <= posts)
    model.minimize(sum(int(minutes[j, i]) * guard for (j, i), guard in guards.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL
    return int(solver.objective_value)
