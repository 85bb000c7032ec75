"""How fast the reserve is placed and the roster made: ``PYTHONPATH=src python benchmarks/reserve.py [pmed1.txt …]``.

Prints one JSON object. ``cpu_s`` depends on the machine, the rest does not. Files of OR-Library's pmed series that are
named are solved as well; without them, graphs of the same recipe and sizes stand in.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.problem import Budget, Force, Limits, Officer, Problem, Shift, Soldier, Task, Travel
from sinergi.planner.deployment.reserve.centers import p_center
from sinergi.planner.deployment.result import Plan, Sector, Team
from sinergi.planner.deployment.roster import roster

Edge = tuple[int, int, int]
SIZES = ((100, 5), (100, 33), (200, 20), (300, 60), (400, 5), (400, 133), (600, 5), (600, 200), (900, 5), (900, 90))


def shortest(nodes: int, edges: list[Edge]) -> NDArray[np.int32]:
    """Return shortest ways between all nodes; a later edge replaces an earlier one, as in the files."""
    far = np.full((nodes, nodes), 10**6, dtype=np.int64)
    np.fill_diagonal(far, 0)
    for a, b, length in edges:
        far[a, b] = far[b, a] = length
    for middle in range(nodes):
        far = np.minimum(far, far[:, middle, None] + far[None, middle, :])
    return far.astype(np.int32)


def recipe(nodes: int, seed: int) -> NDArray[np.int32]:
    """Return a ring and random chords, nodes**2 / 50 edges of 1 to 100 in all, as the files are made."""
    random = np.random.Generator(np.random.PCG64(seed))
    ends = [(node, (node + 1) % nodes) for node in range(nodes)]
    further = max(nodes * nodes // 50 - len(ends), 0)
    ends += [(int(a), int(b)) for a, b in random.integers(nodes, size=(further, 2)) if a != b]
    return shortest(nodes, [(a, b, int(random.integers(1, 101))) for a, b in ends])


def centered(minutes: NDArray[np.int32], p: int, **said: object) -> dict[str, object]:
    """Place p centers."""
    start = time.process_time()
    found = p_center(minutes=minutes, p=p)
    assert found is not None
    spent = round(time.process_time() - start, 2)
    return {**said, "n": len(minutes), "p": p, "radius": found.radius, "bound": found.bound, "cpu_s": spent}


def from_file(path: Path) -> dict[str, object]:
    """Solve one file: n, m, p, then m lines of two nodes and a length."""
    numbers = [int(word) for word in path.read_text().split()]
    nodes, count, p = numbers[:3]
    rows = np.array(numbers[3 : 3 + 3 * count]).reshape(-1, 3)
    edges = [(int(a) - 1, int(b) - 1, int(length)) for a, b, length in rows]
    return centered(shortest(nodes, edges), p, file=path.stem)


def kecamatan(sites: int, teams: int) -> dict[str, object]:
    """Place the teams of a kecamatan of 80 TPS on a square of an hour, ten times."""
    random = np.random.Generator(np.random.PCG64(sites))
    spots = random.random((10, sites + 80, 2)) * 60
    apart = np.abs(spots[:, :sites, None] - spots[:, None, sites:]).sum(axis=3)
    minutes = np.rint(apart).astype(np.int32)
    start = time.process_time()
    radii = [found.radius for one in minutes if (found := p_center(minutes=one, p=teams)) is not None]
    return {
        "sites": sites,
        "teams": teams,
        "tps": 80,
        "radii": sum(radii),
        "cpu_ms": round(100 * (time.process_time() - start), 2),
    }


def rota(*, pairs: int, teams: int, spare: int, soldiers: int, tasks: int, people: int) -> dict[str, object]:
    """Make the roster of nine shifts: ``people`` for each of ``tasks`` in each, one task of the army."""
    count = 2 * (pairs + teams) + spare
    codes = [f"P{i:03}" for i in range(count)]
    two = [(codes[2 * i], codes[2 * i + 1]) for i in range(pairs + teams)]
    shifts = tuple(Shift(code=f"S{i}", start=-1440 + 480 * i, end=-960 + 480 * i) for i in range(9))
    problem = Problem(
        patterns=(),
        stations=(),
        officers=tuple(Officer(code=code, base="base") for code in codes),
        soldiers=tuple(Soldier(code=f"K{i:03}", base="base") for i in range(soldiers)),
        shifts=shifts,
        tasks=tuple(
            Task(
                code=f"t{kind}.{one.code}",
                at="store",
                shift=one.code,
                people=people,
                force=Force.ARMY if kind == tasks - 1 else Force.POLICE,
            )
            for kind in range(tasks)
            for one in shifts
        ),
        travel=Travel(places=("base", "store", "post"), minutes=np.ones((3, 3), dtype=np.int32)),
        limits=Limits(guard_shifts=("S3", "S4")),
    )
    plan = Plan(
        sectors=tuple(
            Sector(code=f"R{i}", post="post", stations=("post",), officers=both) for i, both in enumerate(two[:pairs])
        ),
        teams=tuple(Team(site="post", officers=both, answers=(), minutes=0) for both in two[pairs:]),
    )
    start = time.process_time()
    found = roster(problem, plan, budget=Budget())
    return {
        "officers": count,
        "soldiers": soldiers,
        "seats": 9 * tasks * people,
        "empty": [found.unmet, found.unmet_bound],
        "fairness": [found.fairness, found.fairness_bound],
        **found.work,
        "cpu_s": round(time.process_time() - start, 2),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="files of OR-Library's pmed series")
    parser.add_argument("--most", type=int, default=900, help="largest number of vertices (900)")
    arguments = parser.parse_args()
    result = {
        "pmed": [from_file(path) for path in arguments.files],
        "pmed recipe": [centered(recipe(n, seed=n + p), p) for n, p in SIZES if n <= arguments.most],
        "kecamatan": [kecamatan(12, 2), kecamatan(12, 4), kecamatan(40, 4)],
        "roster": [
            rota(pairs=13, teams=1, spare=7, soldiers=8, tasks=4, people=1),
            rota(pairs=20, teams=2, spare=8, soldiers=8, tasks=5, people=2),
            rota(pairs=323, teams=10, spare=18, soldiers=100, tasks=5, people=24),
        ],
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
