"""Faults of what an answer says of itself: status, gap, objective, shortages, reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import isclose

from sinergi.planner.deployment.check.case import STATUSES, Case
from sinergi.planner.deployment.check.people import lacking
from sinergi.planner.deployment.check.roster import tired

CERTIFIED = ("uncovered", "response", "travel")  # bounded over all plans; the gap is theirs
LINES = 3  # of the reasons of one person


def faults(case: Case, /) -> Iterator[str]:
    """Yield every fault in what an answer says of itself."""
    yield from _status(case)
    yield from _shortages(case)
    yield from _reasons(case)


def _status(case: Case) -> Iterator[str]:
    result, status = case.result, case.result["status"]
    goals = {goal["goal"]: goal for goal in result["goals"]}
    travel = goals.get("travel")
    if status == "conflict" and not result["conflict"]:
        yield "answer.conflict: a conflict without a rule"
    if travel and (result["objective"], result["bound"]) != (travel["value"], travel["bound"]):
        yield "answer.objective: objective and bound are not those of travel"
    gaps = [
        (goals[name]["value"] - goals[name]["bound"]) / goals[name]["value"]
        for name in CERTIFIED
        if name in goals and goals[name]["value"]
    ]
    gap = max(gaps, default=0.0)
    if not isclose(result["gap"], gap, abs_tol=1e-12):
        yield f"answer.gap: the answer says {result['gap']}, its goals say {gap}"
    if status not in STATUSES:
        yield f"answer.status: {status!r} is no status"
    elif status != "conflict" and status != (
        right := "short" if result["shortages"] else "feasible" if gap > 0 else "optimal"
    ):
        yield f"answer.status: {status}, but shortages and gap make it {right}"


def _shortages(case: Case) -> Iterator[str]:
    for item in case.result["shortages"]:
        if item["missing"] < 1:
            yield f"short.none: a shortage of {item['kind']} of {item['missing']}"
        if not item["message"]["id"] or not item["message"]["en"]:
            yield f"short.words: a shortage of {item['kind']} says nothing"
    places = {"", *case.stations, *case.sites, *case.tasks}
    truly = _truly(case)
    for item in case.result["shortages"]:
        if item["kind"] not in truly and item["kind"] != "pair":
            yield f"short.kind: nothing is of the kind {item['kind']!r}"
        if item["at"] not in places:
            yield f"short.at: a shortage of {item['kind']} at {item['at']!r}, which is no TPS, site or task"
    for kind, missing in truly.items():
        told = case.missing(kind)
        if told != missing:
            yield f"short.{kind}: {told} are said to be missing, truly {missing}"
    lost, told = case.plan["uncovered"], case.missing("pair")
    most = sum(case.sectors_of(station) for station in lost)
    if bool(told) != bool(lost) or told > most:
        yield f"short.pair: {told} pairs are said to be missing for {len(lost)} uncovered TPS"


def _truly(case: Case) -> Counter[str]:
    """Return what is missing of each kind: kinds that nobody lacks are there with 0."""
    limits, plan = case.limits, case.plan
    skills = {need: 0 for station in case.stations.values() for need in station["needs"]}
    found = Counter({"officer": 0, "leader": 0, "linmas": 0, "task": 0, "reserve": 0, **skills})
    for sector in plan["sectors"]:
        found["officer"] += 2 - len(sector["officers"])
        found.update(lacking(case, sector))
    gates = {gate["station"]: len(gate["wardens"]) for gate in plan["gates"]}
    found["linmas"] = sum(max(case.wardens_of(station) - gates.get(station, 0), 0) for station in case.stations)
    done = Counter(turn["task"] for turn in plan["turns"])
    found["task"] = sum(max(task["people"] - done[code], 0) for code, task in case.tasks.items())
    found["rest"] = tired(case)
    found["reserve"] = max(limits["reserve_teams"] - len(plan["teams"]), 0)
    answered = {station for team in plan["teams"] for station in team["answers"]}
    found["way"] = len(case.stations.keys() - answered) if plan["teams"] else 0
    found["army"] = len(case.soldiers) - sum(len(camp["soldiers"]) for camp in plan["camps"])
    return found


def _reasons(case: Case) -> Iterator[str]:
    posts = {code: sector for sector in case.plan["sectors"] for code in sector["officers"]}
    told = Counter(reason["person"] for reason in case.result["reasons"])
    for reason in case.result["reasons"]:
        if reason["person"] in posts and reason["at"] not in (
            posts[reason["person"]]["post"],
            posts[reason["person"]]["code"],
        ):
            yield f"reason.at: {reason['person']} has a reason for {reason['at']}, where they do not stand"
        if not 1 <= len(reason["lines"]) <= LINES:
            yield f"reason.lines: {reason['person']} has {len(reason['lines'])} lines of reasons"
        if not all(line["id"] and line["en"] for line in reason["lines"]):
            yield f"reason.words: a reason of {reason['person']} says nothing"
    yield from (f"reason.twice: {person} has {times} reasons" for person, times in told.items() if times > 1)
    yield from (f"reason.none: {person} has a post and no reason" for person in posts if not told[person])
