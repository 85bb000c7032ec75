"""Measure the forming of sectors on this machine, in CPU seconds of one core. Prints a table.

    PYTHONPATH=src python benchmarks/sectors.py [--seeds 20] [--national 60] [--big] [--seconds 60]

Instances are made up: TPS in clustered villages, a third of them across a river. ``real``: classes as Polri counted
them in 2024 (98.6 % low); ``hard``: 70 % low, 20 % vulnerable, 10 % very vulnerable.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import statistics
import time
from dataclasses import dataclass

import numpy as np

from sinergi.planner.deployment.engine.highs import VERSION
from sinergi.planner.deployment.problem import Budget, Limits, Pattern, Problem, Station, Travel
from sinergi.planner.deployment.sectors import form

PATTERNS = (
    Pattern(code="low", police=2, stations=10, linmas=20),
    Pattern(code="vulnerable", police=2, stations=4, linmas=8),
    Pattern(code="very", police=2, stations=2, linmas=4),
)
RISK = (1, 2, 4)
LOAD = (2, 5, 10)
SHARES = {"real": (0.986, 0.010, 0.004), "hard": (0.7, 0.2, 0.1)}


@dataclass(frozen=True)
class Run:
    """One instance solved."""

    pairs: int
    uncovered: int
    travel: int
    bound: int
    seconds: float

    @property
    def gap(self) -> float:
        """Return the relative gap."""
        return (self.travel - self.bound) / self.travel if self.travel else 0.0


def kecamatan(n: int, *, seed: int, mix: str, districts: int = 1) -> tuple[list[Station], np.ndarray, int]:
    """Return the TPS, minutes by road and river, and the least number of pairs by load."""
    rng = np.random.Generator(np.random.PCG64(seed))
    villages = max(round(n / 8), 1)
    side = 30.0 * math.sqrt(max(n / 80, 0.5))
    home = rng.integers(0, villages, n)
    at = rng.uniform(0, side, (villages, 2))[home] + rng.normal(0, 1.2, (n, 2))
    island = (rng.random(villages) < 0.3)[home]
    road = np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=-1)) * 1.3
    crossing = island[:, None] != island[None]
    minutes = np.ceil(road * 2 + np.where(crossing, 8 + 2 * road, 0)).astype(np.int32)
    np.fill_diagonal(minutes, 0)
    kinds = rng.choice(3, n, p=SHARES[mix])
    strip = np.argsort(np.argsort(at[:, 0], kind="stable"), kind="stable") * districts // n
    stations = [
        Station(
            code=f"t{i:04}",
            pattern=PATTERNS[kind].code,
            risk=RISK[kind],
            village=f"v{home[i]:03}",
            district=f"d{strip[i]:02}" if districts > 1 else "",
        )
        for i, kind in enumerate(kinds)
    ]
    return stations, minutes, math.ceil(sum(LOAD[kind] for kind in kinds) / 20)


def solved(n: int, *, seed: int, mix: str, pairs: int | None, budget: Budget, districts: int = 1) -> Run:
    """Make an instance, form its sectors, and time that; ``pairs`` of None: a sixth more than the load asks for."""
    stations, minutes, least = kecamatan(n, seed=seed, mix=mix, districts=districts)
    most = pairs if pairs is not None else math.ceil(least * 7 / 6)
    problem = Problem(
        patterns=PATTERNS,
        stations=tuple(stations),
        officers=(),
        travel=Travel(places=tuple(s.code for s in stations), minutes=minutes),
        limits=Limits(pairs=most),
    )
    began = time.process_time()
    formed = form(problem, budget=budget, seed=seed, clock=time.process_time)
    spent = time.process_time() - began
    return Run(most, formed.uncovered_points, formed.travel, formed.travel_bound, spent)


def line(name: str, runs: list[Run]) -> None:
    """Print one row of the table."""
    seconds = sorted(run.seconds for run in runs)
    gaps = sorted(run.gap for run in runs)
    proven = sum(run.gap == 0 for run in runs)
    quick = sum(run.gap == 0 and run.seconds <= 20 for run in runs)
    near = sum(run.gap <= 0.01 and run.seconds <= 10 for run in runs)
    late = seconds[min(math.ceil(0.95 * len(seconds)), len(seconds)) - 1]
    print(
        f"| {name} | {len(runs)} | {proven} | {quick} | {near} | {statistics.mean(seconds):.2f} |"
        f" {statistics.median(seconds):.2f} | {late:.2f} | {seconds[-1]:.2f} | {statistics.median(gaps):.2%} |"
        f" {gaps[-1]:.2%} | {sum(run.uncovered for run in runs)} |",
        flush=True,
    )


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--national", type=int, default=60, help="kecamatan of 8 to 200 TPS without a tree")
    parser.add_argument("--big", action="store_true", help="342 pairs for 2,893 TPS, in one district and in twenty")
    parser.add_argument("--seconds", type=float, default=60.0, help="CPU seconds of a big one")
    given = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f},", end=" ")
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {VERSION}\n")
    print("| instances | runs | proven | proven <= 20 s | <= 1 % in 10 s | mean s | median | p95 | max", end=" ")
    print("| median gap | worst gap | uncovered |\n|---|---|---|---|---|---|---|---|---|---|---|---|")
    seeds = range(given.seeds)
    for mix, pairs in (("real", 15), ("real", 20), ("hard", 18), ("hard", 20)):
        runs = [solved(74 + k % 7, seed=k, mix=mix, pairs=pairs, budget=Budget()) for k in seeds]
        line(f"74-80 TPS, {pairs} pairs, {mix}", runs)
    line(
        "first plan, 80 TPS, hard", [solved(80, seed=k, mix="hard", pairs=20, budget=Budget(seconds=0)) for k in seeds]
    )
    rng = np.random.Generator(np.random.PCG64(0))
    sizes = np.clip(np.rint(rng.lognormal(3.95, 0.5, given.national)), 8, 200).astype(int).tolist()
    light = Budget(restarts=6, nodes=0)
    for mix in SHARES:
        runs = [solved(n, seed=1000 + k, mix=mix, pairs=None, budget=light) for k, n in enumerate(sizes)]
        line(f"nation, mean {statistics.mean(sizes):.0f} TPS, {mix}", runs)
    for districts in (20, 1) if given.big else ():
        budget = Budget(restarts=8, nodes=0, seconds=given.seconds)
        line(f"2,893 TPS, 342 pairs, {districts} districts, real", [
            solved(2893, seed=0, mix="real", pairs=342, budget=budget, districts=districts)
        ])  # fmt: skip


if __name__ == "__main__":
    main()
