"""How fast and how good guard plans are: ``OPENBLAS_NUM_THREADS=1 PYTHONPATH=src python benchmarks/deployment.py``.

Parts, as words after it: proof regency nation replan first whynot (all when none is named).
Prints the machine and one Markdown table. All that is planned is synthetic. Gaps depend on
the program alone, seconds on the machine and its load.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from sinergi import __version__
from sinergi.planner import executors
from sinergi.planner.deployment import check, form, nation
from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.nation import regency, synthetic
from sinergi.planner.deployment.people.explain import why_not
from sinergi.planner.deployment.problem import Budget, Problem
from sinergi.planner.deployment.replan import replan
from sinergi.planner.deployment.result import Goal, Plan, Result
from sinergi.planner.deployment.solve import places, solve

MANY = 10_000_000  # nodes: the seconds end first
SPARES = 2  # pairs less than the police would allow, so that there is somebody to take an empty place
Line = tuple[str, str]  # what was measured, and the figure


def machine() -> str:
    """Return one line about the machine and the engines."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    load = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores (load {load:.1f} at the start), {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, NumPy {np.__version__}, {highs.VERSION}, Sinergi {__version__}"
    )


def kecamatan(seed: int) -> Problem:
    """Return one of the kecamatan of 74 to 80 TPS, as many as Kempas has."""
    return synthetic.kecamatan(seed=seed, number=1, stations=74 + seed % 7)


def checked(problem: Problem, result: Result) -> Result:
    """Hold a result to the independent checker; a benchmark of wrong plans is worth nothing."""
    faults = check.faults(form.plain(problem), form.dump(result))
    if faults:
        raise SystemExit(f"checker: {faults[:3]}")
    return result


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return what ``work`` answers, its wall seconds and its CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()
    return answer, time.perf_counter() - wall, time.process_time() - cpu


def proof(args: argparse.Namespace) -> Iterator[Line]:
    """Solve kecamatan of 74 to 80 TPS: to the proof, and in ten seconds."""
    spent, gaps, others = [], [], 0
    for seed in range(args.seeds):
        problem = kecamatan(seed)
        result, _, cpu = timed(partial(_within, problem, seed, args.proof_seconds))
        spent.append(cpu if travel_gap(result) == 0 else float("inf"))
        if cpu > args.gap_seconds:
            result = _within(problem, seed, args.gap_seconds)
        gaps.append(travel_gap(checked(problem, result)))
        others += result.gap > gaps[-1]
        print(f"  seed {seed}: {len(problem.stations)} TPS, {cpu:.2f} CPU-s, gap {gaps[-1]:.2%}", file=sys.stderr)
    proven = sorted(value for value in spent if value != float("inf"))
    yield f"74-80 TPS, {args.seeds} seeds: proven within 20 CPU-s", f"{sum(s <= 20 for s in proven) / args.seeds:.0%}"
    yield f"... within {args.proof_seconds:g} s", f"{len(proven)} of {args.seeds}"
    if proven:
        yield "... CPU-s to the proof, median / max", f"{statistics.median(proven):.2f} / {proven[-1]:.2f}"
    yield f"... gap after {args.gap_seconds:g} s, median / max", f"{statistics.median(gaps):.2%} / {max(gaps):.2%}"
    yield (
        f"... proven or at most 1 % after {args.gap_seconds:g} s",
        f"{sum(gap <= 0.01 for gap in gaps) / len(gaps):.0%}",
    )
    yield "... kecamatan where uncovered risk or response has a wider gap than travel", str(others)


def travel_gap(result: Result) -> float:
    """Return the certified gap of the travel of the sectors alone."""
    return (result.objective - result.bound) / result.objective if result.objective else 0.0


def _within(problem: Problem, seed: int, seconds: float) -> Result:
    return solve(problem, budget=Budget(nodes=MANY, seconds=seconds), seed=seed, clock=time.process_time)


def kabupaten(args: argparse.Namespace) -> Iterator[Line]:
    """Solve the real size of a kabupaten: 684 officers, 2,893 TPS, 20 kecamatan, pooled BKO."""
    problem = regency.kabupaten(seed=1)
    budget = Budget(restarts=args.restarts, nodes=args.nodes, seconds=args.regency_seconds)
    result, wall, cpu = timed(lambda: solve(problem, budget=budget, seed=1, clock=time.monotonic))
    checked(problem, result)
    yield "684 officers x 2,893 TPS, 20 kecamatan: wall s / CPU-s", f"{wall:.1f} / {cpu:.1f}"
    yield "... certified gap", f"{result.gap:.2%}"
    for goal in result.goals:
        yield f"... {goal.goal}: value / bound", f"{goal.value} / {goal.bound}"
    yield "... status, missing people and things", f"{result.status}, {sum(one.missing for one in result.shortages)}"


def land(args: argparse.Namespace) -> Iterator[Line]:
    """Solve a sample of the nation and extrapolate."""
    with executors.opened(name=args.executor, workers=args.workers) as engine:
        rows, wall, _ = timed(
            lambda: list(
                nation.run(kecamatan=args.kecamatan, seed=1, executor=engine, solver=solve, clock=time.thread_time)
            )
        )
    told = nation.summary(rows)
    assert told is not None
    slowest = max(rows, key=lambda row: row.seconds)
    yield (
        f"nation, {told.kecamatan} synthetic kecamatan, {told.tps} TPS: CPU-s each",
        f"{told.seconds / told.kecamatan:.3f}",
    )
    yield "... slowest kecamatan", f"{slowest.seconds:.2f} CPU-s, {slowest.tps} TPS"
    yield f"... {nation.REAL} kecamatan on 2 cores, extrapolated", f"{told.minutes:.1f} min"
    yield "... certified gap, median / p90 / max", f"{told.gap_median:.2%} / {told.gap_p90:.2%} / {told.gap_max:.2%}"
    yield "... with shortages", f"{told.short / told.kecamatan:.0%}"
    yield f"... wall s here, {args.executor}", f"{wall:.1f}"


def again(args: argparse.Namespace) -> Iterator[Line]:
    """Take 1, 3 and 5 officers out of a plan that has spares, and count who moves besides.

    A spare officer who cannot lead or has no boat sends a chain of two moves; the plan's own bound says that no other
    plan as good moves fewer. What moves above that bound is needless.
    """
    for absent in (1, 3, 5):
        wall, cpu, chains, needless = [], [], 0, 0
        for seed in range(args.trials):
            problem, before = _with_spares(seed)
            chance = synthetic.stream(seed=seed, number=absent)
            posted = sorted(officer for sector in before.plan.sectors for officer in sector.officers)
            gone = tuple(str(code) for code in chance.choice(posted, absent, replace=False))
            after, *spent = timed(partial(replan, problem, before.plan, absent=gone, known=before.goals, seed=1))
            wall.append(spent[0])
            cpu.append(spent[1])
            changes = next(one for one in after.goals if one.goal is Goal.CHANGES)
            chains += max(0, moved(before.plan, after.plan, gone) - absent)
            needless += changes.value - changes.bound
        yield f"re-plan, {absent} absent, {args.trials} trials: wall s, median / max", _middle(wall)
        yield "... CPU-s, median / max", _middle(cpu)
        yield "... moves besides one for one, because of rank or boat", str(chains)
        yield "... needless moves", str(needless)


def _with_spares(seed: int) -> tuple[Problem, Result]:
    problem = kecamatan(seed)
    problem = replace(problem, limits=replace(problem.limits, pairs=max(1, (problem.limits.pairs or 3) - SPARES)))
    return problem, solve(problem, budget=Budget(nodes=0), seed=seed)


def moved(before: Plan, after: Plan, gone: tuple[str, ...]) -> int:
    """Count the people, those gone apart, who stand elsewhere."""
    old, new = places(before), places(after)
    return sum(old.get(one, "") != new.get(one, "") for one in (old.keys() | new.keys()) - set(gone))


def _middle(spent: list[float]) -> str:
    return f"{statistics.median(spent):.3f} / {max(spent):.3f}"


def first(args: argparse.Namespace) -> Iterator[Line]:
    """Ask for a plan at once: in this process, and as a user does, in a new one."""
    problems = [kecamatan(seed) for seed in range(args.trials)]
    found = [timed(partial(solve, problem, budget=Budget(seconds=0), clock=time.monotonic)) for problem in problems]
    yield "first plan, 74-80 TPS, in a running process: wall s, median / max", _middle([wall for _, wall, _ in found])
    yield "... its gap, median", f"{statistics.median(result.gap for result, *_ in found):.2%}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "problem.json"
        file.write_bytes(form.write(problems[0]))
        words = [
            sys.executable,
            "-m",
            "sinergi.entrypoints.cli",
            "plan",
            "deployment",
            str(file),
            "--time",
            "0",
            "--json",
        ]
        spent = [timed(lambda: subprocess.run(words, check=True, capture_output=True))[1] for _ in range(args.trials)]
    yield "... from the shell, start and check included: wall s, median / max", _middle(spent)


def asked(args: argparse.Namespace) -> Iterator[Line]:
    """Ask "why not?" for officers and sectors taken at random."""
    problem, before = _with_spares(0)
    chance, spent, possible = synthetic.stream(seed=0, number=0), [], 0
    for _ in range(10 * args.trials):
        person = problem.officers[int(chance.integers(len(problem.officers)))].code
        post = before.plan.sectors[int(chance.integers(len(before.plan.sectors)))].code
        answer, wall, _ = timed(partial(why_not, problem, before.plan, person=person, post=post))
        spent.append(wall)
        possible += answer.possible
    yield f"why not here?, {len(spent)} questions: wall s, median / max", _middle(spent)
    yield "... answered with a cost, the others with a conflict", str(possible)


PARTS: dict[str, Callable[[argparse.Namespace], Iterator[Line]]] = {
    "proof": proof,
    "regency": kabupaten,
    "nation": land,
    "replan": again,
    "first": first,
    "whynot": asked,
}


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS))
    parser.add_argument("--seeds", type=int, default=20, help="kecamatan of 74-80 TPS")
    parser.add_argument("--proof-seconds", type=float, default=60.0, help="at most so many for a proof")
    parser.add_argument("--gap-seconds", type=float, default=10.0)
    parser.add_argument("--restarts", type=int, default=Budget().restarts, help="of the kabupaten")
    parser.add_argument("--nodes", type=int, default=0, help="of the kabupaten")
    parser.add_argument("--regency-seconds", type=float, default=None)
    parser.add_argument("--kecamatan", type=int, default=200, help="of the nation")
    parser.add_argument("--executor", default="processes")
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--trials", type=int, default=10, help="of re-plans, first plans; ten times as many questions")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    args = parser.parse_args()
    if unknown := set(args.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    return args


def main() -> None:
    """Run the parts asked for."""
    args, told = arguments(), machine()
    lines: list[Line] = []
    if not args.json:
        print(f"{told}\n\n| measured | figure |\n|---|---|", flush=True)
    for name in args.parts or PARTS:
        for line in PARTS[name](args):
            lines.append(line)
            if not args.json:
                print(f"| {line[0]} | {line[1]} |", flush=True)
    if args.json:
        print(json.dumps({"machine": told, "measured": dict(lines), "light": asdict(nation.LIGHT)}))


if __name__ == "__main__":  # worker processes import this file
    main()
