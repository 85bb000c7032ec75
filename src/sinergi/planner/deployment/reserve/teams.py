"""The mobile reserve: teams that wait where the farthest TPS is soonest reached, over roads and river."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.problem import NO_WAY, Officer, Problem, Site
from sinergi.planner.deployment.reserve.centers import Center, p_center
from sinergi.planner.deployment.reserve.covers import Staffing
from sinergi.planner.deployment.reserve.seating import NOWHERE, Seats, seat
from sinergi.planner.deployment.result import Shortage, Team
from sinergi.vocabulary.sentence import Sentence

SHOWN: Final = 5  # TPS named in one sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserved:
    """Teams in the order of their sites. ``response`` is what RESPONSE counts, 0 without a team.

    ``response_bound`` holds for every plan with as many teams, whoever sits in them and whatever its sectors.
    ``spare`` are the officers given that sit in no team, ``approach`` the minutes from base to site of those who do.
    """

    teams: tuple[Team, ...]
    spare: tuple[str, ...]
    response: int
    response_bound: int
    shortages: tuple[Shortage, ...]
    approach: int = 0


def reserve(problem: Problem, *, officers: tuple[str, ...]) -> Reserved:
    """Form teams of ``officers`` at the sites for the reserve, one team at a site, and say which TPS each answers.

    A team answers any TPS that it can reach, of any district; an organic officer waits in the own district. Ranked:
    number of teams (at most ``limits.reserve_teams``), risk of TPS out of reach, minutes to the farthest other TPS,
    sites of the plan before that stay, minutes weighted with risk; then people: fewest moved, a leader in each team,
    short ways from the base. What is missing is reported as ``reserve``, TPS out of reach as ``way``.
    """
    sites = tuple(sorted((one for one in problem.sites if one.reserve), key=lambda one: one.code))
    people = tuple(sorted((one for one in problem.officers if one.code in set(officers)), key=lambda one: one.code))
    size = max(problem.limits.reserve_size, 1)
    ways = _ways(problem, people, sites)
    most = min(problem.limits.reserve_teams, len(sites), len(people) // size)
    bound: int | None = None
    for count in range(most, 0, -1):
        center = _center(problem, sites, ways, count=count, size=size)
        if center is None:
            continue
        bound = center.bound if bound is None else bound
        seated = _seated(problem, people, sites, ways, center=center, size=size)
        if all(len(one) == size for one in seated.values()):
            return _answer(problem, people, sites, ways, seated=seated, bound=bound)
    return Reserved(teams=(), spare=officers, response=0, response_bound=0, shortages=_short(problem, sites, teams=0))


def _ways(problem: Problem, people: Sequence[Officer], sites: Sequence[Site]) -> NDArray[np.int32]:
    """Return minutes from each base to each site, NO_WAY where an organic officer would leave the own district."""
    minutes = problem.travel.minutes[
        np.ix_(_places(problem, [one.base for one in people]), _places(problem, [one.code for one in sites]))
    ].copy()
    for row, officer in enumerate(people):
        for column, site in enumerate(sites):
            if officer.district and site.district and officer.district != site.district:
                minutes[row, column] = NO_WAY
    return minutes


def _places(problem: Problem, codes: Sequence[str]) -> list[int]:
    number = {code: place for place, code in enumerate(problem.travel.places)}
    return [number[code] for code in codes]


def _reply(problem: Problem, sites: Sequence[Site]) -> NDArray[np.int32]:
    """Return minutes from each site to each TPS in the order of codes."""
    stations = sorted(one.code for one in problem.stations)
    return problem.travel.minutes[
        np.ix_(_places(problem, [one.code for one in sites]), _places(problem, stations))
    ].astype(np.int32)


def _center(
    problem: Problem, sites: Sequence[Site], ways: NDArray[np.int32], *, count: int, size: int
) -> Center | None:
    risk = [one.risk for one in sorted(problem.stations, key=lambda one: one.code)]
    may = ways != NO_WAY
    kinds, supply = np.unique(may, axis=0, return_counts=True)
    staffing = None if may.all() else Staffing(may=kinds, supply=tuple(supply.tolist()), size=size)
    had = {one.site for one in problem.before.teams} if problem.before else set()
    return p_center(
        minutes=_reply(problem, sites),
        p=count,
        weights=np.array(risk, dtype=np.int64),
        keep=[number for number, one in enumerate(sites) if one.code in had],
        staffing=staffing,
    )


def _seated(
    problem: Problem,
    people: Sequence[Officer],
    sites: Sequence[Site],
    ways: NDArray[np.int32],
    *,
    center: Center,
    size: int,
) -> dict[int, list[int]]:
    """Return the people (numbers) of each chosen site (number)."""
    number = {one.code: i for i, one in enumerate(people)}
    least = problem.limits.leader_rank
    found = seat(
        Seats(
            minutes=ways[:, center.chosen],
            least=size,
            most=size,
            before=_before(problem, number, [sites[one].code for one in center.chosen]),
            leads=[i for i, one in enumerate(people) if one.rank >= least] if least else (),
            apart=sorted(
                (min(number[a], number[b]), max(number[a], number[b]))
                for a, b in problem.apart
                if a in number and b in number
            ),
        )
    )
    seated: dict[int, list[int]] = {site: [] for site in center.chosen}
    for person, column in enumerate(found):
        if column != NOWHERE:
            seated[center.chosen[column]].append(person)
    return seated


def _before(problem: Problem, number: dict[str, int], sites: Sequence[str]) -> dict[int, int]:
    """Return the column of ``sites`` where somebody waited before, NOWHERE for those who were spare."""
    if problem.before is None:
        return {}
    spare = {number[one]: NOWHERE for one in problem.before.spare if one in number}
    return spare | {
        number[one]: sites.index(team.site)
        for team in problem.before.teams
        if team.site in sites
        for one in team.officers
        if one in number
    }


def _answer(
    problem: Problem,
    people: Sequence[Officer],
    sites: Sequence[Site],
    ways: NDArray[np.int32],
    *,
    seated: dict[int, list[int]],
    bound: int,
) -> Reserved:
    stations = sorted(one.code for one in problem.stations)
    chosen = sorted(seated)
    reply = _reply(problem, sites)[chosen]
    far = np.where(reply == NO_WAY, np.iinfo(np.int32).max, reply)
    first, reached = far.argmin(axis=0), (reply != NO_WAY).any(axis=0)
    teams = []
    for place, site in enumerate(chosen):
        own = np.flatnonzero((first == place) & reached)
        teams.append(
            Team(
                site=sites[site].code,
                officers=tuple(people[one].code for one in seated[site]),
                answers=tuple(stations[one] for one in own),
                minutes=int(far[place, own].max(initial=0)),
            )
        )
    response = max(one.minutes for one in teams)
    used = {code for team in teams for code in team.officers}
    return Reserved(
        teams=tuple(teams),
        spare=tuple(one.code for one in people if one.code not in used),
        response=response,
        response_bound=min(bound, response),
        shortages=(
            *_short(problem, sites, teams=len(teams)),
            *_cut_off(problem, [code for code, met in zip(stations, reached, strict=True) if not met]),
        ),
        approach=sum(int(ways[one, site]) for site, held in seated.items() for one in held),
    )


def _short(problem: Problem, sites: Sequence[Site], *, teams: int) -> tuple[Shortage, ...]:
    missing = problem.limits.reserve_teams - teams
    if missing <= 0:
        return ()
    size = max(problem.limits.reserve_size, 1)
    if teams == len(sites):
        text = Sentence(
            f"Kurang {missing} tempat siaga untuk regu cadangan bergerak.",
            f"{missing} more sites are needed where teams of the mobile reserve may wait.",
        )
    else:
        text = Sentence(
            f"Kurang {missing} regu cadangan bergerak: personel yang tersisa tidak cukup untuk {size} orang per regu.",
            f"{missing} teams of the mobile reserve are missing: too few officers are left for {size} in a team.",
        )
    return (Shortage(kind="reserve", missing=missing, at="", message=text),)


def _cut_off(problem: Problem, codes: Sequence[str]) -> tuple[Shortage, ...]:
    if not codes:
        return ()
    names = {one.code: one.name or one.code for one in problem.stations}
    shown = ", ".join(names[code] for code in codes[:SHOWN])
    rest = len(codes) - SHOWN
    more = (f" dan {rest} TPS lain", f" and {rest} more") if rest > 0 else ("", "")
    text = Sentence(
        f"{len(codes)} TPS tidak terjangkau regu cadangan mana pun: {shown}{more[0]}.",
        f"{len(codes)} TPS are out of reach of every reserve team: {shown}{more[1]}.",
    )
    return (Shortage(kind="way", missing=len(codes), at=codes[0] if len(codes) == 1 else "", message=text),)
