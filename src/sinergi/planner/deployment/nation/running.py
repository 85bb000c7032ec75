"""The nation, kecamatan by kecamatan: made, solved and told apart by their numbers, under any executor.

A task is a few kecamatan. What is finished can be kept in a file of lines and is not solved again: after a kill the
next run goes on where the file ends. Everything here is synthetic.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any, Final, Protocol

from sinergi import __version__
from sinergi.planner.deployment.nation import synthetic
from sinergi.planner.deployment.problem import Budget, Problem
from sinergi.planner.deployment.result import Result
from sinergi.vocabulary.refusal import Refused

REAL: Final = 7_277  # kecamatan of the 2024 election
LIGHT: Final = Budget(restarts=1, nodes=0)  # of one kecamatan: one search, bounded by relaxation
BATCH: Final = 4  # kecamatan of one task: long enough to pay for its journey, short enough to lose
AHEAD: Final = 64  # tasks handed out at a time
HEADER: Final = b'{"sinergi":"plan national","lines":1}\n'

Tick = Callable[[int, int], None]  # done, of so many
Clock = Callable[[], float]  # CPU seconds


class Solver(Protocol):
    """``planner.deployment.solve.solve``, or another that answers the same; it must be a function of a module."""

    def __call__(self, problem: Problem, /, *, budget: Budget, seed: int) -> Result:
        """Solve one problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One kecamatan. ``gap`` is a fraction; ``seconds`` of CPU; ``shortages`` the number of people and things missing.

    ``objective`` and ``bound`` are risk x minutes of travel, as in ``Result``.
    """

    number: int
    tps: int
    officers: int
    status: str
    objective: int
    bound: int
    gap: float
    seconds: float
    shortages: int


def one(*, seed: int, number: int, budget: Budget, solver: Solver, clock: Clock) -> Row:
    """Make and solve kecamatan ``number`` of ``seed``; ``clock`` tells CPU seconds."""
    start = clock()
    problem = synthetic.kecamatan(seed=seed, number=number)
    result = solver(light(problem), budget=budget, seed=seed)
    return Row(
        number=number,
        tps=len(problem.stations),
        officers=len(problem.officers),
        status=result.status.value,
        objective=result.objective,
        bound=result.bound,
        gap=round(result.gap, 6),
        seconds=round(clock() - start, 4),
        shortages=sum(shortage.missing for shortage in result.shortages),
    )


def light(problem: Problem) -> Problem:
    """Return ``problem`` without its roster: national mode plans who stands where, the shifts are planned at home."""
    return replace(problem, shifts=(), tasks=(), limits=replace(problem.limits, guard_shifts=()))


def batch(numbers: tuple[int, ...], seed: int, budget: Budget, solver: Solver, clock: Clock) -> tuple[Row, ...]:
    """Solve a few kecamatan: the task that an executor gets."""
    return tuple(one(seed=seed, number=number, budget=budget, solver=solver, clock=clock) for number in numbers)


def run(
    *,
    kecamatan: int,
    seed: int,
    executor: Executor,
    solver: Solver,
    clock: Clock,
    budget: Budget = LIGHT,
    done: Mapping[int, Row] | None = None,
    tick: Tick | None = None,
) -> Iterator[Row]:
    """Solve kecamatan 1 to ``kecamatan`` and yield each row when it is there, in the order of completion.

    Numbers in ``done`` are neither solved nor yielded again. ``clock`` must be a function of a module and is read
    where the work is done. Only a few tasks are handed out at a time, so that stopping loses little.
    """
    known = {} if done is None else done
    left = [number for number in range(1, kecamatan + 1) if number not in known]
    todo, ready, running = iter(left), kecamatan - len(left), set[Future[tuple[Row, ...]]]()
    tell = tick or (lambda _done, _all: None)
    tell(ready, kecamatan)
    try:
        while True:
            while len(running) < AHEAD and (numbers := tuple(islice(todo, BATCH))):
                running.add(executor.submit(batch, numbers, seed, budget, solver, clock))
            if not running:
                return
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for rows in sorted((future.result() for future in finished), key=lambda rows: rows[0].number):
                ready += len(rows)
                yield from rows
                tell(ready, kecamatan)
    finally:
        for future in running:
            future.cancel()


def line(row: Row, *, seed: int, budget: Budget) -> bytes:
    """Return ``row`` as one line of a file to resume from, with what it depends on."""
    told = {"for": _fingerprint(seed, budget), "row": asdict(row)}
    return json.dumps(told, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def kept(data: bytes, *, seed: int, budget: Budget) -> tuple[dict[int, Row], int]:
    """Return the rows of a file to resume from by number, and the length of what is whole in it.

    A torn last line is not counted; rows of another seed, version or budget are passed over. Raises ``Refused`` when
    it is some other file, which must not be written to.
    """
    if not data.startswith(HEADER):
        if HEADER.startswith(data):
            return {}, 0
        raise _foreign(1)
    whole, mine, rows = data.rfind(b"\n") + 1, _fingerprint(seed, budget), dict[int, Row]()
    for number, text in enumerate(data[len(HEADER) : whole].splitlines(), 2):
        told = _told(text, number)
        if told["for"] == mine:
            row = _row(told["row"], number)
            rows[row.number] = row
    return rows, whole


def _fingerprint(seed: int, budget: Budget) -> dict[str, Any]:
    return {"seed": seed, "version": __version__, "budget": asdict(budget)}


def _told(text: bytes, number: int) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError as error:
        raise _foreign(number) from error
    if not isinstance(told, dict) or told.keys() != {"for", "row"}:
        raise _foreign(number)
    return told


def _row(told: object, number: int) -> Row:
    try:
        return Row(**told)  # type: ignore[arg-type] # what does not fit is refused
    except TypeError as error:
        raise _foreign(number) from error


def _foreign(number: int) -> Refused:
    return Refused(
        "plan.resume.unreadable",
        id=f"Berkas lanjutan rusak pada baris {number}, atau bukan berkas lanjutan Sinergi; tidak diubah.",
        en=f"The file to resume from is damaged at line {number}, or is another file; it was not changed.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What many kecamatan say together. Gaps are fractions; ``minutes`` is extrapolated, never measured."""

    kecamatan: int
    tps: int
    gap_median: float
    gap_p90: float
    gap_max: float
    short: int  # kecamatan where something is missing
    seconds: float  # CPU, all together
    minutes: float  # CPU seconds x REAL / kecamatan, on two cores


def summary(rows: Iterable[Row]) -> Summary | None:
    """Return the summary of ``rows``; None when there are none. Quantiles are of the nearest rank."""
    listed = list(rows)
    if not listed:
        return None
    gaps, seconds = sorted(row.gap for row in listed), sum(row.seconds for row in listed)
    return Summary(
        kecamatan=len(listed),
        tps=sum(row.tps for row in listed),
        gap_median=_rank(gaps, 50),
        gap_p90=_rank(gaps, 90),
        gap_max=gaps[-1],
        short=sum(row.shortages > 0 for row in listed),
        seconds=round(seconds, 3),
        minutes=round(seconds / len(listed) * REAL / 2 / 60, 2),
    )


def _rank(ordered: list[float], percent: int) -> float:
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
