"""Who waits at which site: seats filled first, then nobody moved without need, a leader in each place, short ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment import highs
from sinergi.planner.deployment.drafting import Draft
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
    of minutes; each proven within NODES.
    """
    rows = Draft()
    people, sites = seats.minutes.shape
    at = {
        (person, site): rows.column()
        for person in range(people)
        for site in range(sites)
        if seats.minutes[person, site] != NO_WAY
    }
    for person in range(people):
        rows.row({at[person, site]: 1.0 for site in range(sites) if (person, site) in at}, upper=1.0)
    empty = [rows.column(upper=seats.least) for _ in range(sites)]
    leaderless = [rows.column() for _ in range(sites)]
    for site in range(sites):
        here = {column: 1.0 for (_, where), column in at.items() if where == site}
        rows.row(here, upper=seats.most)
        rows.row(here | {empty[site]: 1.0}, lower=seats.least)
        leading = {at[one, site]: 1.0 for one in seats.leads if (one, site) in at}
        rows.row(leading | {leaderless[site]: 1.0}, lower=1.0)
        for a, b in seats.apart:
            if (a, site) in at and (b, site) in at:
                rows.row({at[a, site]: 1.0, at[b, site]: 1.0}, upper=1.0)
    ranks = [
        dict.fromkeys(at.values(), -1.0) if seats.everybody else {},
        dict.fromkeys(empty, 1.0),
        _moved(seats.before, at),
        dict.fromkeys(leaderless, 1.0) if seats.leads else {},
        {column: float(seats.minutes[key]) for key, column in at.items()},
    ]
    x = _ranked(rows, [one for one in ranks if any(one.values())])
    found = {person: site for (person, site), column in at.items() if len(x) and x[column] > 0.5}  # noqa: PLR2004 -- 0 or 1
    return tuple(found.get(person, NOWHERE) for person in range(people))


def _moved(before: Mapping[int, int], at: Mapping[tuple[int, int], int]) -> dict[int, float]:
    """Price a change: a place for somebody who had none costs 1, the old place saves the 1 of having lost it."""
    price: dict[int, float] = {}
    for (person, site), column in at.items():
        if person in before and before[person] in (site, NOWHERE):
            price[column] = 1.0 if before[person] == NOWHERE else -1.0
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
