"""Faults of people: two places at once, barred, apart, away from their district, leaders, reserve, camps and gates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from sinergi.planner.deployment.check.case import Case

Part = Mapping[str, Any]


def faults(case: Case, /) -> Iterator[str]:
    """Yield every fault of who stands where, the roster left aside."""
    yield from _places(case)
    for sector in case.plan["sectors"]:
        yield from _sector(case, sector)
    yield from _teams(case)
    yield from _answers(case)
    yield from _camps(case)
    yield from _gates(case)


def lacking(case: Case, sector: Part, /) -> list[str]:
    """Return what a sector lacks: ``leader`` and the names of skills that its TPS ask for."""
    people = [case.officers[code] for code in sector["officers"]]
    least = case.limits["leader_rank"]
    wanted = {need for station in sector["stations"] for need in case.stations[station]["needs"]}
    found = [] if least == 0 or any(person["rank"] >= least for person in people) else ["leader"]
    return found + sorted(need for need in wanted if not any(need in person["skills"] for person in people))


def _places(case: Case) -> Iterator[str]:
    """Every officer is in exactly one place of the plan, spare included; soldiers and wardens in one at most."""
    plan = case.plan
    posted = Counter(code for one in (*plan["sectors"], *plan["teams"]) for code in one["officers"])
    posted.update(plan["spare"])
    yield from (f"people.twice: {code} is in {times} places" for code, times in posted.items() if times > 1)
    yield from (f"people.lost: {code} is nowhere, not even spare" for code in case.officers if not posted[code])
    others = Counter(code for one in plan["camps"] for code in one["soldiers"])
    others.update(code for one in plan["gates"] for code in one["wardens"])
    yield from (f"people.twice: {code} is in {times} places" for code, times in others.items() if times > 1)


def _sector(case: Case, sector: Part) -> Iterator[str]:
    code, people = sector["code"], sector["officers"]
    if len(people) > 2:  # noqa: PLR2004 -- a pair
        yield f"pair.much: {code} has {len(people)} officers"
    yield from _together(case, people, code)
    for person in people:
        yield from _allowed(case, sector, case.officers[person])
    able = [person for person in people if case.officers[person]["rank"] >= case.limits["leader_rank"]]
    leader = sector["leader"]
    if leader and leader not in able:
        yield f"leader.wrong: {leader!r} leads {code}, but is not there or not of the rank"
    if not leader and able and case.limits["leader_rank"] > 0:
        yield f"leader.none: {code} names no leader, {able[0]} could lead"


def _together(case: Case, people: Iterable[str], where: str) -> Iterator[str]:
    for pair in combinations(people, 2):
        if frozenset(pair) in case.apart:
            yield f"people.apart: {pair[0]} and {pair[1]} stand together at {where}"


def _allowed(case: Case, sector: Part, officer: Part) -> Iterator[str]:
    code = officer["code"]
    for name in sector["stations"]:
        station = case.stations[name]
        if {name, station["village"]} & set(officer["barred"]):
            yield f"officer.barred: {code} is barred from {name}"
        if case.limits["home_barred"] and officer["village"] and officer["village"] == station["village"]:
            yield f"officer.home: {code} guards {name} in the own village"
        if officer["district"] and officer["district"] != station["district"]:
            yield f"officer.district: {code} of {officer['district']} guards {name} in {station['district']}"
    if case.minutes(officer["base"], sector["post"]) is None:
        yield f"officer.way: {code} has no way from {officer['base']} to {sector['post']}"


def _teams(case: Case) -> Iterator[str]:
    limits, teams = case.limits, case.plan["teams"]
    if len(teams) > limits["reserve_teams"]:
        yield f"team.much: there are {len(teams)} teams, {limits['reserve_teams']} are asked for"
    sites = Counter(team["site"] for team in teams)
    yield from (f"team.twice: {times} teams wait at {site}" for site, times in sites.items() if times > 1)
    for team in teams:
        site, people = team["site"], team["officers"]
        if not case.sites[site]["reserve"]:
            yield f"team.site: the reserve must not wait at {site}"
        if len(people) != limits["reserve_size"]:
            yield f"team.size: the team at {site} has {len(people)} officers, {limits['reserve_size']} make one"
        yield from _together(case, people, site)
        for code in people:
            officer, district = case.officers[code], case.sites[site]["district"]
            if officer["district"] and district and officer["district"] != district:
                yield f"team.district: {code} of {officer['district']} waits at {site} in {district}"
            if case.minutes(officer["base"], site) is None:
                yield f"team.way: {code} has no way from {officer['base']} to {site}"


def _answers(case: Case) -> Iterator[str]:
    """Each TPS is answered by the team that reaches it first, and by no other."""
    teams = case.plan["teams"]
    held = Counter(station for team in teams for station in team["answers"])
    yield from (f"team.answers: {times} teams answer {station}" for station, times in held.items() if times > 1)
    for station in case.stations:
        away = [case.minutes(team["site"], station) for team in teams]
        known = [minutes for minutes in away if minutes is not None]
        if known and not held[station]:
            yield f"team.answers: no team answers {station}"
        for team, minutes in zip(teams, away, strict=True):
            if station in team["answers"] and (minutes is None or minutes > min(known)):
                yield f"team.answers: the team at {team['site']} does not reach {station} first"
    for team in teams:
        ways = [case.minutes(team["site"], station) for station in team["answers"]]
        worst = max((way for way in ways if way is not None), default=0)
        if worst != team["minutes"]:
            yield f"team.minutes: the team at {team['site']} says {team['minutes']} minutes, truly {worst}"


def _camps(case: Case) -> Iterator[str]:
    for camp in case.plan["camps"]:
        site = camp["site"]
        if not case.sites[site]["army"] or site in case.stations:
            yield f"camp.site: the army must not wait at {site}"
        if not camp["soldiers"]:
            yield f"camp.empty: nobody waits at {site}"
        for code in camp["soldiers"]:
            if case.minutes(case.soldiers[code]["base"], site) is None:
                yield f"camp.way: {code} has no way to {site}"
    waiting: Counter[str] = Counter()
    for camp in case.plan["camps"]:
        waiting[camp["site"]] += len(camp["soldiers"])
    most = case.limits["army_at_site"]
    yield from (f"camp.much: {count} soldiers wait at {site}" for site, count in waiting.items() if count > most)


def _gates(case: Case) -> Iterator[str]:
    gates = Counter(gate["station"] for gate in case.plan["gates"])
    yield from (f"gate.twice: {station} has {times} gates" for station, times in gates.items() if times > 1)
    for gate in case.plan["gates"]:
        station, people = gate["station"], gate["wardens"]
        if len(people) > case.wardens_of(station):
            yield f"gate.much: {len(people)} wardens at {station}, {case.wardens_of(station)} are asked for"
        yield from _together(case, people, station)
        for code in people:
            warden = case.wardens[code]
            if warden["village"] != case.stations[station]["village"]:
                yield f"gate.village: {code} of {warden['village']} stands at {station} of another village"
            if station in warden["barred"]:
                yield f"gate.barred: {code} is barred from {station}"
