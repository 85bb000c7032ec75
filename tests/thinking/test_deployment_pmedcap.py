"""Sectors against everything tried, and against a second engine: the same optimum, or somebody is wrong."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from sinergi.planner.deployment.problem import Budget, Limits, Officer, Pattern, Problem, Station, Travel
from sinergi.planner.deployment.sectors import Formed, form
from tests.oracle import pmedcap

PATTERNS = {"low": (2, 10), "some": (2, 4), "much": (2, 2), "pair": (4, 2), "more": (6, 2), "horde": (8, 2)}
BATCHES, EACH = 8, 40


def small(seed: int, *, boats: bool = False) -> tuple[Problem, pmedcap.Case]:
    """Return a random tiny problem and the same as plain numbers."""
    rng = np.random.Generator(np.random.PCG64(seed))
    n = int(rng.integers(1, 9))
    names = list(PATTERNS)[: 6 if rng.random() < 0.25 else 3]
    chosen = [str(rng.choice(names)) for _ in range(n)]
    minutes = rng.integers(1, 60, (n, n)).astype(np.int32)
    if rng.random() < 0.5:
        minutes = np.minimum(minutes, minutes.T)
    minutes[rng.random((n, n)) < (0.15 if rng.random() < 0.3 else 0)] = -1
    np.fill_diagonal(minutes, 0)
    risk = tuple(int(weight) for weight in rng.integers(1, 10, n))
    district = tuple(f"d{rng.integers(2)}" if rng.random() < 0.3 else "d0" for _ in range(n))
    wet = tuple(bool(boats and rng.random() < 0.4) for _ in range(n))
    able = int(rng.integers(1, 3)) if boats else None
    roam = int(rng.integers(15, 60)) if rng.random() < 0.3 else None
    pairs = int(rng.integers(0, n + 2))
    case = pmedcap.Case(
        wants=tuple(Fraction(PATTERNS[name][0], 2 * PATTERNS[name][1]) for name in chosen),
        risk=risk, district=district, minutes=minutes, pairs=pairs, roam=roam, boats=wet, able=able,
    )  # fmt: skip
    stations = tuple(
        Station(code=f"t{i}", pattern=chosen[i], risk=risk[i], district=district[i], needs=("boat",) if wet[i] else ())
        for i in range(n)
    )
    skippers = tuple(Officer(code=f"o{i}", base="t0", skills=("boat",)) for i in range(able or 0))
    return _problem(stations, minutes, pairs=pairs, roam=roam, officers=skippers), case


def _problem(
    stations: tuple[Station, ...],
    minutes: pmedcap.Minutes,
    *,
    pairs: int,
    roam: int | None = None,
    officers: tuple[Officer, ...] = (),
    patterns: tuple[Pattern, ...] = tuple(
        Pattern(code=code, police=police, stations=of, linmas=1) for code, (police, of) in PATTERNS.items()
    ),
) -> Problem:
    return Problem(
        patterns=patterns,
        stations=stations,
        officers=officers,
        travel=Travel(places=tuple(station.code for station in stations), minutes=minutes),
        limits=Limits(pairs=pairs, roam=roam),
    )


def _reached(formed: Formed) -> tuple[int, int]:
    return formed.uncovered_points, formed.travel


@pytest.mark.parametrize("batch", range(BATCHES))
def test_small_sectors_equal_brute_force(batch: int) -> None:
    """On 320 tiny problems the sectors are the best of all, and the bounds say so."""
    for seed in range(batch * EACH, (batch + 1) * EACH):
        problem, case = small(seed)
        formed = form(problem, budget=Budget(restarts=4), seed=0)
        assert _reached(formed) == pmedcap.best(case), seed
        assert (formed.uncovered_bound, formed.travel_bound) == _reached(formed), seed


@pytest.mark.parametrize("batch", range(BATCHES))
def test_bounds_of_the_relaxation_never_lie(batch: int) -> None:
    """Without a tree or without time the plan may be worse than the best, the bound never better."""
    for seed in range(batch * EACH, (batch + 1) * EACH, 4):
        problem, case = small(seed)
        points, travel = pmedcap.best(case)
        for budget in (Budget(restarts=2, nodes=0), Budget(seconds=0.0)):
            formed = form(problem, budget=budget, seed=0)
            assert formed.uncovered_bound <= points <= formed.uncovered_points, seed
            if formed.uncovered_points == points:
                assert formed.travel_bound <= travel <= formed.travel, seed


def test_scarce_boats_are_kept_together() -> None:
    """Where boats are few, the TPS that need one share sectors, at the least travel that this allows."""
    compared = 0
    for seed in range(2000, 2080):
        problem, case = small(seed, boats=True)
        if len(set(case.district)) > 1:
            continue
        points, travel = pmedcap.best(case)
        free = pmedcap.best(pmedcap.Case(**{**vars(case), "able": None}))
        formed = form(problem, budget=Budget(restarts=4), seed=0)
        assert formed.uncovered_points == free[0], seed
        if points == free[0]:  # boats suffice without leaving anybody alone
            compared += 1
            assert formed.travel == travel, seed
            assert formed.travel_bound == travel, seed
    assert compared > 30


@pytest.mark.parametrize("seed", range(50))
def test_second_engine_agrees(seed: int) -> None:
    """HiGHS behind its bounds and CP-SAT find the same optimum of capacitated p-medians."""
    posts = 2 + seed % 4
    minutes, demand, capacity = pmedcap.euclidean(points=14 + seed % 12, posts=posts, seed=seed)
    patterns = tuple(
        Pattern(code=str(load), police=2 * load, stations=capacity, linmas=1) for load in sorted(set(demand))
    )
    stations = tuple(Station(code=f"t{i:02}", pattern=str(load), risk=1) for i, load in enumerate(demand))
    formed = form(_problem(stations, minutes, pairs=posts, patterns=patterns), budget=Budget(restarts=6), seed=seed)
    expected = pmedcap.by_constraints(minutes, demand, capacity, posts)
    if expected is None:
        assert formed.uncovered_bound > 0
    else:
        assert (formed.uncovered_points, formed.travel, formed.travel_bound) == (0, expected, expected)
