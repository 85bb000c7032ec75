"""Faults of sectors: coverage, load, roaming, districts, rounds, number, and what was frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from sinergi.planner.deployment.check.case import Case

Sector = Mapping[str, Any]


def faults(case: Case, /) -> Iterator[str]:
    """Yield every fault of the sectors of a plan."""
    for sector in case.plan["sectors"]:
        yield from _inside(case, sector)
        yield from _load(case, sector)
        yield from _round(case, sector)
    codes = Counter(sector["code"] for sector in case.plan["sectors"])
    yield from (
        f"sector.code: {code!r} names {times} sectors" for code, times in codes.items() if times > 1 or not code
    )
    yield from _coverage(case)
    yield from _number(case)
    yield from _frozen(case)


def share(case: Case, sector: Sector, station: str, /) -> Fraction:
    """Return the part of one pair that a TPS takes of a sector: beyond one pair, whole pairs are dedicated."""
    wanted = case.pairs(station)
    if wanted <= 1:
        return wanted
    return Fraction(1) if sector["dedicated"] else wanted % 1 or Fraction(1)


def _inside(case: Case, sector: Sector) -> Iterator[str]:
    code, stations = sector["code"], sector["stations"]
    if not stations:
        yield f"sector.empty: {code} holds no TPS"
        return
    if sector["post"] not in stations:
        yield f"sector.post: {code} has its post {sector['post']} outside its TPS"
    if len(set(stations)) < len(stations):
        yield f"sector.twice: {code} holds a TPS twice"
    if len({case.stations[station]["district"] for station in stations}) > 1:
        yield f"sector.district: {code} crosses districts"
    roam = case.limits["roam"]
    for station in stations:
        away = case.minutes(sector["post"], station)
        if away is None:
            yield f"sector.way: {code} has no way from its post to {station}"
        elif roam is not None and away > roam:
            yield f"sector.roam: {code} roams {away} minutes to {station}, the limit is {roam}"


def _load(case: Case, sector: Sector) -> Iterator[str]:
    code, load, capacity = sector["code"], sector["load"], sector["capacity"]
    truly = sum((share(case, sector, station) for station in sector["stations"]), Fraction(0))
    if truly > 1:
        yield f"sector.overload: {code} asks for {truly} of its one pair"
    if capacity < 1 or Fraction(load, capacity) != truly:
        yield f"sector.load: {code} says {load} of {capacity}, the patterns say {truly}"
    beyond = any(case.pairs(station) > 1 for station in sector["stations"])
    if sector["dedicated"] and not (beyond and len(sector["stations"]) == 1):
        yield f"sector.dedicated: {code} is dedicated to no TPS that asks for more than a pair"


def _round(case: Case, sector: Sector) -> Iterator[str]:
    """Join stops without a way between them, or with a longer one, over the post; -1 where even that fails."""
    post, total = sector["post"], 0
    for start, end in pairwise((post, *sector["stations"], post)):
        ways = [case.minutes(start, end), _sum(case.minutes(start, post), case.minutes(post, end))]
        found = [way for way in ways if way is not None]
        total = total + min(found) if found and total >= 0 else -1
    if total != sector["minutes"]:
        yield f"sector.round: {sector['code']} says {sector['minutes']} minutes, its round takes {total}"


def _sum(one: int | None, two: int | None) -> int | None:
    return None if one is None or two is None else one + two


def _coverage(case: Case) -> Iterator[str]:
    held = Counter(station for sector in case.plan["sectors"] for station in sector["stations"])
    given = dict.fromkeys(case.stations, Fraction(0))
    for sector in case.plan["sectors"]:
        for station in sector["stations"]:
            given[station] += share(case, sector, station)
    short = set()
    for station in case.stations:
        if held[station] > case.sectors_of(station):
            yield f"cover.much: TPS {station} is in {held[station]} sectors, {case.sectors_of(station)} are asked for"
        if held[station] < case.sectors_of(station):
            short.add(station)
        elif given[station] != case.pairs(station):
            yield f"cover.share: TPS {station} gets {given[station]} pairs, {case.pairs(station)} are asked for"
    told = case.plan["uncovered"]
    if sorted(told) != sorted(short):
        yield f"cover.uncovered: the plan says {sorted(told)}, truly uncovered are {sorted(short)}"


def _number(case: Case) -> Iterator[str]:
    most, made = case.limits["pairs"], len(case.plan["sectors"])
    if most is None:
        most = (len(case.officers) - case.limits["reserve_teams"] * case.limits["reserve_size"]) // 2
        before = case.problem["before"] or {"sectors": []}  # what stands may stay, with fewer officers in it
        most = max(most, len(case.problem["frozen"]), len(before["sectors"]))
    if made > most:
        yield f"sector.number: there are {made} sectors, {most} are allowed"


def _frozen(case: Case) -> Iterator[str]:
    """Each frozen sector must be found as a sector of its own: a matching, since TPS of many pairs look alike."""
    made = case.plan["sectors"]
    taken: dict[int, int] = {}

    def settle(at: int, tried: set[int]) -> bool:
        wanted = case.problem["frozen"][at]
        for place, sector in enumerate(made):
            if place in tried or not _keeps(sector, wanted):
                continue
            tried.add(place)
            if place not in taken or settle(taken[place], tried):
                taken[place] = at
                return True
        return False

    for at, wanted in enumerate(case.problem["frozen"]):
        if not settle(at, set()):
            yield f"sector.frozen: the frozen sector at {wanted['post']} was not kept as it was"


def _keeps(sector: Sector, wanted: Mapping[str, Any]) -> bool:
    return (
        sector["post"] == wanted["post"]
        and set(sector["stations"]) == set(wanted["stations"])
        and set(wanted["officers"]) <= set(sector["officers"])
    )
