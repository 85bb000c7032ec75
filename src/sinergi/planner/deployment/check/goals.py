"""Faults of the goals: every value is counted again, and no bound may exceed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sinergi.planner.deployment.check.case import GOALS, Case
from sinergi.planner.deployment.check.people import lacking
from sinergi.planner.deployment.check.roster import duty


def faults(case: Case, /) -> Iterator[str]:
    """Yield every fault of the goals of an answer."""
    goals = case.result["goals"]
    names = tuple(goal["goal"] for goal in goals)
    if names != GOALS:
        yield f"goal.rank: the goals are {names}, they must be {GOALS}"
        return
    truly = {
        "uncovered": _uncovered(case),
        "response": _response(case),
        "travel": _travel(case),
        "approach": _approach(case),
        "changes": _changes(case),
        "fairness": _fairness(case),
    }
    for goal in goals:
        name, value, bound = goal["goal"], goal["value"], goal["bound"]
        if value != truly[name]:
            yield f"goal.{name}: the answer says {value}, counted again it is {truly[name]}"
        if not 0 <= bound <= value:
            yield f"goal.bound: the bound {bound} of {name} is not between 0 and {value}"


def _uncovered(case: Case) -> int:
    points = sum(4 * int(case.stations[station]["risk"]) for station in case.plan["uncovered"])
    for sector in case.plan["sectors"]:
        risk = sum(case.stations[station]["risk"] for station in sector["stations"])
        points += risk * (2 * (2 - len(sector["officers"])) + len(lacking(case, sector)))
    return points


def _response(case: Case) -> int:
    """Count to the worst TPS that some team reaches at all; what nobody reaches is a shortage."""
    worst = 0
    for station in case.stations:
        ways = [case.minutes(team["site"], station) for team in case.plan["teams"]]
        worst = max(worst, min((way for way in ways if way is not None), default=0))
    return worst


def _travel(case: Case) -> int:
    return sum(
        int(case.stations[station]["risk"]) * (case.minutes(sector["post"], station) or 0)
        for sector in case.plan["sectors"]
        for station in sector["stations"]
    )


def _approach(case: Case) -> int:
    return sum(
        case.minutes(case.officers[code]["base"], sector["post"]) or 0
        for sector in case.plan["sectors"]
        for code in sector["officers"]
    )


def _changes(case: Case) -> int:
    """People of the plan before who still are there and stand elsewhere now; spare is a place too."""
    before = case.problem["before"]
    if before is None:
        return 0
    old, new = _places(before), _places(case.plan)
    here = case.officers.keys() | case.soldiers.keys() | case.wardens.keys()
    return sum(old[code] != new.get(code, "") for code in old if code in here)


def _places(plan: Mapping[str, Any]) -> dict[str, str]:
    found = dict.fromkeys(plan["spare"], "")
    found |= {code: sector["post"] for sector in plan["sectors"] for code in sector["officers"]}
    found |= {code: team["site"] for team in plan["teams"] for code in team["officers"]}
    found |= {code: camp["site"] for camp in plan["camps"] for code in camp["soldiers"]}
    found |= {code: gate["station"] for gate in plan["gates"] for code in gate["wardens"]}
    return found


def _fairness(case: Case) -> int:
    minutes = [sum(end - start for start, end, _ in spans) for spans in duty(case).values()]
    return max(minutes) - min(minutes) if minutes else 0
