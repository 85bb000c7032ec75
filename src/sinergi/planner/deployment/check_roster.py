"""Faults of the roster: two tasks at once, rest, length of spells, total, places, and who must stand guard when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from sinergi.planner.deployment.check_case import Case

Turn = Mapping[str, Any]
OWN = ("guard", "reserve")


def faults(case: Case, /) -> Iterator[str]:
    """Yield every fault of the roster."""
    turns = case.plan["turns"]
    times = Counter((turn["person"], turn["shift"]) for turn in turns)
    for (person, shift), count in times.items():
        if count > 1:
            yield f"turn.twice: {person} has {count} turns in the shift {shift}"
    posts = standing(case)
    for turn in turns:
        yield from _turn(case, turn, posts)
    yield from _standing(case, posts)
    yield from _tasks(case)
    for person, spans in duty(case).items():
        yield from _limits(case, person, spans)


def standing(case: Case, /) -> dict[str, tuple[str, str]]:
    """Return the duty word and the place of everyone in a sector or team."""
    found = {code: ("guard", sector["post"]) for sector in case.plan["sectors"] for code in sector["officers"]}
    found |= {code: ("reserve", team["site"]) for team in case.plan["teams"] for code in team["officers"]}
    return found


def duty(case: Case, /) -> dict[str, list[tuple[int, int]]]:
    """Return the shifts of everyone who works, as (start, end) in order."""
    found: dict[str, list[tuple[int, int]]] = {}
    for turn in case.plan["turns"]:
        shift = case.shifts[turn["shift"]]
        found.setdefault(turn["person"], []).append((shift["start"], shift["end"]))
    return {person: sorted(spans) for person, spans in found.items()}


def _turn(case: Case, turn: Turn, posts: dict[str, tuple[str, str]]) -> Iterator[str]:
    person, name, shift = turn["person"], turn["task"], turn["shift"]
    if name in OWN:
        if posts.get(person) != (name, turn["at"]):
            yield f"turn.post: {person} has a turn of {name} at {turn['at']}, but does not stand there"
        if shift not in case.limits["guard_shifts"]:
            yield f"turn.shift: {person} has a turn of {name} in {shift}, which is no guard shift"
        return
    task = case.tasks.get(name)
    if task is None:
        yield f"turn.task: {name!r} is no task"
        return
    if (task["shift"], task["at"]) != (shift, turn["at"]):
        yield f"turn.task: {person} does {name} in {shift} at {turn['at']}, it is in {task['shift']} at {task['at']}"
    force = case.officers if task["force"] == "police" else case.soldiers
    if person not in force:
        yield f"turn.force: {person} is not of the {task['force']}, which {name} takes"


def _standing(case: Case, posts: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Everyone of a sector or team stands in every guard shift."""
    held = {(turn["person"], turn["shift"]) for turn in case.plan["turns"] if turn["task"] in OWN}
    for person in posts:
        for shift in case.limits["guard_shifts"]:
            if (person, shift) not in held:
                yield f"turn.guard: {person} is posted, but does not stand in the guard shift {shift}"


def _tasks(case: Case) -> Iterator[str]:
    done = Counter(turn["task"] for turn in case.plan["turns"])
    for code, task in case.tasks.items():
        if done[code] > task["people"]:
            yield f"task.much: {done[code]} people do {code}, {task['people']} are asked for"


def _limits(case: Case, person: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    limits = case.limits
    spells: list[list[int]] = []
    for start, end in spans:
        if spells and start <= spells[-1][1]:
            spells[-1][1] = max(end, spells[-1][1])
        else:
            spells.append([start, end])
    for start, end in spells:
        if end - start > limits["spell"]:
            yield f"turn.spell: {person} is on duty {end - start} minutes without rest"
    for one, two in pairwise(spells):
        if two[0] - one[1] < limits["rest"]:
            yield f"turn.rest: {person} rests {two[0] - one[1]} minutes between two spells"
    total = sum(end - start for start, end in spans)
    if total > limits["total"]:
        yield f"turn.total: {person} is on duty {total} minutes in all"
