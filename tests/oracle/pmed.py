"""p-centers written another way: graphs after the recipe of OR-Library's pmed files, all choices, and CP-SAT."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

Minutes = NDArray[np.int32]
NO_WAY = -1


def graph(*, nodes: int, seed: int) -> Minutes:
    """Return shortest ways, shape (nodes, nodes), in a connected random graph of nodes**2 / 50 edges of 1 to 100.

    As the files of Beasley, “A note on solving large p-median problems” (1985), are made: a ring through all vertices,
    chords at random, Floyd and Warshall do the rest.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    edges = [(node, (node + 1) % nodes) for node in range(nodes)]
    further = max(nodes * nodes // 50 - len(edges), 0)
    edges += [tuple(random.choice(nodes, size=2, replace=False).tolist()) for _ in range(further)]
    far = np.full((nodes, nodes), 10**6, dtype=np.int64)
    np.fill_diagonal(far, 0)
    for (a, b), length in zip(edges, random.integers(1, 101, size=len(edges)), strict=True):
        far[a, b] = far[b, a] = length  # a later edge replaces an earlier one, as in the files
    for middle in range(nodes):
        far = np.minimum(far, far[:, middle, None] + far[None, middle, :])
    return far.astype(np.int32)


def ranks(
    minutes: Minutes, chosen: tuple[int, ...], *, weights: list[int], keep: tuple[int, ...]
) -> tuple[int, int, int, int]:
    """Return what a choice is judged by: weight out of reach, radius, kept ones (negative), weighted minutes."""
    lost, worst, total = 0, 0, 0
    for point, weight in enumerate(weights):
        ways = [int(minutes[one, point]) for one in chosen if minutes[one, point] != NO_WAY]
        if not ways:
            lost += weight
            continue
        worst = max(worst, min(ways))
        total += weight * min(ways)
    return lost, worst, -len(set(chosen) & set(keep)), total


def best(minutes: Minutes, p: int, *, weights: list[int], keep: tuple[int, ...] = ()) -> tuple[int, int, int, int]:
    """Return the ranks of the best of all choices."""
    choices = itertools.combinations(range(len(minutes)), p)
    return min(ranks(minutes, chosen, weights=weights, keep=keep) for chosen in choices)


def radius_by_constraints(minutes: Minutes, p: int) -> int:
    """Return the least radius: one model with a radius variable, solved to proof by another engine."""
    cp_model = pytest.importorskip("ortools.sat.python.cp_model", reason="OR-Tools, the second engine, is not here")
    model = cp_model.CpModel()
    candidates, points = minutes.shape
    steps = sorted(set(minutes.flatten().tolist()))
    chosen = [model.new_bool_var(f"y{one}") for one in range(candidates)]
    model.add(sum(chosen) == p)
    over = [model.new_bool_var(f"u{step}") for step in steps]  # the radius is above this step
    for lower, upper in itertools.pairwise(over):
        model.add_implication(upper, lower)
    for point in range(points):
        for number, step in enumerate(steps):
            near = [chosen[one] for one in range(candidates) if minutes[one, point] <= step]
            model.add_bool_or([*near, over[number]])
    model.minimize(sum((upper - lower) * over[n] for n, (lower, upper) in enumerate(itertools.pairwise(steps))))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(steps[0] + solver.objective_value)
