"""Who waits at which site: seats filled first, then nobody moved without need, a leader in each place, short ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.engine.drafting import Draft
from sinergi.planner.deployment.problem import NO_WAY

NODES: Final = 5_000  # of one branch-and-bound tree
NOWHERE: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seats:
    """People (rows) and sites (columns): ``minutes`` from base to site, NO_WAY where somebody may not wait.

    Each site wants ``least`` people and holds ``most``. ``before`` tells where somebody waited: a column, NOWHERE for
    somebody who had no place; people who were elsewhere, or are new, are not in it.
    """

    minutes: NDArray[np.int32]
    least: int
    most: int
    everybody: bool = False  # as many people as can be are to have a place, before any site gets its least
    before: Mapping[int, int] = field(default_factory=dict)
    leads: Sequence[int] = ()  # people of whom one is wanted at each site
    apart: Sequence[tuple[int, int]] = ()


def seat(seats: Seats, /) -> tuple[int, ...]:
    """Return the column of each person, or NOWHERE.

    Ranked: (places for ``everybody``,) seats below ``least`` that stay empty, people moved, sites without a leader, sum
    of minutes; each proven within NODES. People who are alike are counted, and dealt out in their order.
    """
    draft = Draft()
    kinds = _kinds(seats)
    sites = range(seats.minutes.shape[1])
    ways = [seats.minutes[people[0]] for people in kinds]
    at = [
        {site: draft.column(upper=len(people)) for site in sites if way[site] != NO_WAY}
        for people, way in zip(kinds, ways, strict=True)
    ]
    empty = [draft.column(upper=seats.least) for _ in sites]
    leaderless = [draft.column() for _ in sites]
    for people, own in zip(kinds, at, strict=True):
        draft.row(dict.fromkeys(own.values(), 1.0), upper=len(people))
    leaders = set(seats.leads)
    for site in sites:
        here = {own[site]: 1.0 for own in at if site in own}
        draft.row(here, upper=seats.most)
        draft.row(here | {empty[site]: 1.0}, lower=seats.least)
        leading = {
            own[site]: 1.0 for people, own in zip(kinds, at, strict=True) if people[0] in leaders and site in own
        }
        draft.row(leading | {leaderless[site]: 1.0}, lower=1.0)
    _part(draft, seats, kinds, at)
    ranks = [
        {column: -1.0 for own in at for column in own.values()} if seats.everybody else {},
        dict.fromkeys(empty, 1.0),
        _moved(seats.before, kinds, at),
        dict.fromkeys(leaderless, 1.0) if leaders else {},
        {column: float(way[site]) for own, way in zip(at, ways, strict=True) for site, column in own.items()},
    ]
    x = _ranked(draft, [one for one in ranks if any(one.values())])
    found = [NOWHERE] * len(seats.minutes)
    for people, own in zip(kinds, at, strict=True):
        places = [site for site, column in own.items() if len(x) for _ in range(round(x[column]))]
        for person, site in zip(people, places, strict=False):
            found[person] = site
    return tuple(found)


def _kinds(seats: Seats) -> list[list[int]]:
    """Put people together who are alike: the same ways, place before and rank, nobody whom they may not meet."""
    alone, leaders = {one for pair in seats.apart for one in pair}, set(seats.leads)
    alike: dict[tuple[bytes, int | None, bool, int], list[int]] = {}
    for person, way in enumerate(seats.minutes):
        key = (way.tobytes(), seats.before.get(person), person in leaders, person if person in alone else NOWHERE)
        alike.setdefault(key, []).append(person)
    return list(alike.values())


def _part(draft: Draft, seats: Seats, kinds: Sequence[Sequence[int]], at: Sequence[Mapping[int, int]]) -> None:
    number = {people[0]: kind for kind, people in enumerate(kinds)}
    for a, b in seats.apart:
        for site in sorted(at[number[a]].keys() & at[number[b]].keys()):
            draft.row({at[number[a]][site]: 1.0, at[number[b]][site]: 1.0}, upper=1.0)


def _moved(
    before: Mapping[int, int], kinds: Sequence[Sequence[int]], at: Sequence[Mapping[int, int]]
) -> dict[int, float]:
    """Price a change: a place for somebody who had none costs 1, the old place saves the 1 of having lost it."""
    price: dict[int, float] = {}
    for people, own in zip(kinds, at, strict=True):
        had = before.get(people[0])
        if had == NOWHERE:
            price |= dict.fromkeys(own.values(), 1.0)
        elif had is not None and had in own:
            price[own[had]] = -1.0
    return price


def _ranked(rows: Draft, ranks: Sequence[Mapping[int, float]]) -> NDArray[np.float64]:
    """Solve for one rank after the other; what was reached becomes a row of the next. Empty when nothing was found."""
    x: NDArray[np.float64] = np.zeros(0)
    for cost in ranks:
        answer = highs.solve(rows.model(cost), start=x if len(x) else None, nodes=NODES)
        if not len(answer.x):
            break
        x = answer.x
        rows.row(cost, upper=answer.objective)
    return x
