"""Faults of the roster: two tasks at once, rest, length of spells, total, places, and who must stand guard when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any

from sinergi.planner.deployment.check.case import Case

Turn = Mapping[str, Any]
Span = tuple[int, int, bool]  # start, end, and whether it is spent in a sector or team
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


def duty(case: Case, /) -> dict[str, list[Span]]:
    """Return the shifts of everyone who works, in order of time."""
    found: dict[str, list[Span]] = {}
    for turn in case.plan["turns"]:
        shift = case.shifts[turn["shift"]]
        found.setdefault(turn["person"], []).append((shift["start"], shift["end"], turn["task"] in OWN))
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
        return
    yield from _suits(case, force[person], name, turn["at"])
    if person in posts and not case.limits["guard_shifts"]:
        yield f"turn.posted: {person} is posted, nobody says when, and does {name}"


def _suits(case: Case, person: Mapping[str, Any], name: str, at: str) -> Iterator[str]:
    code = person["code"]
    if case.minutes(person["base"], at) is None:
        yield f"turn.way: {code} has no way from {person['base']} to {at}"
    station = case.stations.get(at)
    if station is None:
        return
    if code in case.soldiers:
        yield f"turn.army: the soldier {code} does {name} at the TPS {at}"
    elif {at, station["village"]} & set(person["barred"]):
        yield f"turn.barred: {code} does {name} at {at}, which is barred"
    elif case.limits["home_barred"] and person["village"] and person["village"] == station["village"]:
        yield f"turn.home: {code} does {name} at {at} in the own village"


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
        here = [turn["person"] for turn in case.plan["turns"] if turn["task"] == code]
        for pair in combinations(here, 2):
            if frozenset(pair) in case.apart:
                yield f"task.apart: {pair[0]} and {pair[1]} do {code} together"


def _limits(case: Case, person: str, worked: list[Span]) -> Iterator[str]:
    """Find limits broken by a task; what the guard alone breaks is a shortage of rest instead."""
    limits, runs = case.limits, spells(worked)
    for run in runs:
        length = sum(end - start for start, end, _ in run)
        if length > limits["spell"] and not all(own for *_, own in run):
            yield f"turn.spell: {person} is on duty {length} minutes without rest"
    for one, two in pairwise(runs):
        rest = two[0][0] - one[-1][1]
        if rest < limits["rest"] and not (one[-1][2] and two[0][2]):
            yield f"turn.rest: {person} rests {rest} minutes between two spells"
    total = sum(end - start for start, end, _ in worked)
    if total > limits["total"] and not all(own for *_, own in worked):
        yield f"turn.total: {person} is on duty {total} minutes in all"


def spells(worked: list[Span], /) -> list[list[Span]]:
    """Return what is worked as runs without a break."""
    runs: list[list[Span]] = []
    for span in worked:
        if runs and span[0] <= runs[-1][-1][1]:
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def tired(case: Case, /) -> int:
    """Return how many people lack rest, once for each of the three limits that the guard alone breaks."""
    shifts = [case.shifts[code] for code in case.limits["guard_shifts"]]
    worked: list[Span] = sorted((shift["start"], shift["end"], True) for shift in shifts)
    runs, limits = spells(worked), case.limits
    broken = (
        any(two[0][0] - one[-1][1] < limits["rest"] for one, two in pairwise(runs)),
        any(sum(end - start for start, end, _ in run) > limits["spell"] for run in runs),
        sum(end - start for start, end, _ in worked) > limits["total"],
    )
    return len(standing(case)) * sum(1 for limit in broken if limit)
