"""Rosters judged and made another way: minute by minute, by trying everything, and by one 0-1 model in CP-SAT."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A roster to fill, in plain words: tasks are (shift, people); ``able`` are the tasks that a person may do."""

    shifts: Sequence[Span]
    tasks: Sequence[tuple[int, int]]
    able: Mapping[str, Sequence[int]]
    stands: Mapping[str, Sequence[int]] = field(default_factory=dict)
    apart: Sequence[tuple[str, str]] = ()
    rest: int = 480
    spell: int = 960
    total: int = 2400


def tired(sheet: Sheet, worked: Sequence[int]) -> set[tuple[str, int, int]]:
    """Return every broken limit with the minutes between which it is broken, from a clock that runs in quarters."""
    on = {minute for one in worked for minute in range(sheet.shifts[one][0], sheet.shifts[one][1], 15)}
    found: set[tuple[str, int, int]] = set()
    if len(on) * 15 > sheet.total:
        found.add(("total", min(on), max(on)))
    start, last = None, None
    for minute in sorted(on):
        if last is None or minute - last > 15:
            if last is not None and minute - last - 15 < sheet.rest:
                found.add(("rest", last, minute))
            start = minute
        last = minute
        if start is not None and minute + 15 - start > sheet.spell:
            found.add(("spell", start, minute))
    return found


def may_work(sheet: Sheet, person: str, worked: Sequence[int]) -> bool:
    """Tell whether somebody may work these shifts: nothing is broken that the guard alone does not break already."""
    stands = list(sheet.stands.get(person, ()))
    if sorted(worked) == sorted(stands):
        return True
    broken = tired(sheet, worked)
    if any(kind == "total" for kind, *_ in broken):
        return False
    return broken <= tired(sheet, stands)


def fairness(sheet: Sheet, does: Mapping[str, Sequence[int]]) -> int:
    """Return the widest difference of minutes among those who work; ``does`` are tasks of each person."""
    minutes = []
    for person in sheet.able:
        worked = [*sheet.stands.get(person, ()), *(sheet.tasks[task][0] for task in does.get(person, ()))]
        if worked:
            minutes.append(sum(sheet.shifts[one][1] - sheet.shifts[one][0] for one in worked))
    return max(minutes) - min(minutes) if minutes else 0


def best(sheet: Sheet) -> tuple[int, int]:
    """Return the fewest empty seats, and the least unfairness with that many, of all rosters that keep the rules."""
    people = sorted(sheet.able)
    options = [list(_options(sheet, person)) for person in people]
    found = []
    for choice in itertools.product(*options):
        does = dict(zip(people, choice, strict=True))
        seats = [sum(task in mine for mine in choice) for task in range(len(sheet.tasks))]
        if any(taken > asked for taken, (_, asked) in zip(seats, sheet.tasks, strict=True)):
            continue
        if any(set(does[a]) & set(does[b]) for a, b in sheet.apart):
            continue
        found.append((sum(asked for _, asked in sheet.tasks) - sum(seats), fairness(sheet, does)))
    return min(found)


def _options(sheet: Sheet, person: str) -> Iterator[tuple[int, ...]]:
    stands = list(sheet.stands.get(person, ()))
    for size in range(len(sheet.able[person]) + 1):
        for tasks in itertools.combinations(sheet.able[person], size):
            worked = [*stands, *(sheet.tasks[task][0] for task in tasks)]
            if len(set(worked)) == len(worked) and may_work(sheet, person, worked):
                yield tasks


def best_by_constraints(sheet: Sheet) -> tuple[int, int]:
    """Return the same from a model with a 0-1 variable for each person and task, in another engine."""
    cp_model = pytest.importorskip("ortools.sat.python.cp_model", reason="OR-Tools, the second engine, is not here")
    model = cp_model.CpModel()
    seats = {(person, task): model.new_bool_var("") for person in sorted(sheet.able) for task in sheet.able[person]}
    for a, b in sheet.apart:
        for task in range(len(sheet.tasks)):
            if (a, task) in seats and (b, task) in seats:
                model.add_at_most_one(seats[a, task], seats[b, task])
    empty = []
    for task, (_, asked) in enumerate(sheet.tasks):
        taken = sum(column for (_, done), column in seats.items() if done == task)
        model.add(taken <= asked)
        empty.append(asked - taken)
    most = sum(end - start for start, end in sheet.shifts)
    busiest, idlest = model.new_int_var(0, most, ""), model.new_int_var(0, most, "")
    for person in sorted(sheet.able):
        _one(model=model, sheet=sheet, person=person, seats=seats, busiest=busiest, idlest=idlest)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    model.minimize(sum(empty))
    assert solver.solve(model) == cp_model.OPTIMAL
    unmet = round(solver.objective_value)
    model.add(sum(empty) <= unmet)
    model.minimize(busiest - idlest)
    assert solver.solve(model) == cp_model.OPTIMAL
    if not any(sheet.stands.values()) and not any(solver.boolean_value(column) for column in seats.values()):
        return unmet, 0
    return unmet, max(round(solver.objective_value), 0)


def _one(*, model, sheet, person, seats, busiest, idlest) -> None:  # noqa: ANN001 -- of an engine that may be missing
    """Write the rules of one person: pairs and runs of shifts, not sets of them."""
    stands = set(sheet.stands.get(person, ()))
    works = [
        sum(seats[person, task] for task in sheet.able[person] if sheet.tasks[task][0] == shift) + (shift in stands)
        for shift in range(len(sheet.shifts))
    ]
    length = [end - start for start, end in sheet.shifts]
    for one in works:
        model.add(one <= 1)
    for first, second in itertools.combinations(range(len(works)), 2):
        pause = sheet.shifts[second][0] - sheet.shifts[first][1]
        joined = all(sheet.shifts[at][1] == sheet.shifts[at + 1][0] for at in range(first, second))
        if 0 < pause < sheet.rest and not {first, second} <= stands:
            for between in range(first + 1, second):
                model.add(works[first] + works[second] <= 1 + works[between])
            if not joined:
                model.add(works[first] + works[second] <= 1)
        run = range(first, second + 1)
        if joined and sum(length[at] for at in run) > sheet.spell and not set(run) <= stands:
            model.add(sum(works[at] for at in run) <= len(run) - 1)
    for at, minutes in enumerate(length):
        if minutes > sheet.spell and at not in stands:
            model.add(works[at] == 0)
    minutes = sum(works[at] * length[at] for at in range(len(works)))
    fixed = sum(length[at] for at in stands)
    model.add(minutes <= max(sheet.total, fixed))
    busy = model.new_bool_var("")
    tasks = [seats[person, task] for task in sheet.able[person]]
    if stands:
        model.add(busy == 1)
    else:
        model.add_max_equality(busy, [*tasks, 0])
    model.add(busiest >= minutes)
    model.add(idlest <= minutes).only_enforce_if(busy)
