"""Officers whom nothing tells apart, and what each goal charges for sending them somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.people.ground import Ground
from sinergi.planner.deployment.result import Plan

Whole = NDArray[np.int64]
Groups = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Where people stood before: numbers of officers who were spare, in a team, or at a post (its TPS)."""

    spare: frozenset[int] = frozenset()
    team: frozenset[int] = frozenset()
    post: Mapping[int, str] = field(default_factory=dict)


def known(ground: Ground, before: Plan) -> Known:
    """Return where the officers of ``ground`` stood in ``before``."""
    number = ground.number
    return Known(
        spare=frozenset(number[one] for one in before.spare if one in number),
        team=frozenset(number[one] for team in before.teams for one in team.officers if one in number),
        post={number[one]: sector.post for sector in before.sectors for one in sector.officers if one in number},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What a goal charges.

    ``arc`` (groups, sectors) per posting, ``missing`` (sectors) per officer, ``demand`` per demand unmet; ``seat`` and
    ``refill`` per seat of the reserve that stays empty or must be filled anew.
    """

    arc: Whole
    missing: Whole
    demand: Whole
    seat: int = 0
    refill: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Charges:
    """The goals over ``members``, the groups of officers of ``ground``."""

    ground: Ground
    members: Groups

    def points(self) -> Costs:
        """Charge what the sectors lack."""
        risk = self.ground.risk
        demand = np.array([risk[one.sector] for one in self.ground.demands], dtype=np.int64)
        return self._costs(missing=2 * risk, demand=demand)

    def seats(self) -> Costs:
        """Charge each seat of the mobile reserve that stays empty."""
        return self._costs(seat=1)

    def changes(self, before: Known) -> Costs:
        """Charge each officer who was known before and now stands elsewhere; who keeps the post earns it back."""
        arc = self._free()
        posts = np.array([one.post for one in self.ground.sectors], dtype=object)
        for group, one in enumerate(self.members):
            if one[0] in before.post:
                arc[group] = -(posts == before.post[one[0]]).astype(np.int64)
            elif one[0] in before.spare or one[0] in before.team:
                arc[group] = 1
        return self._costs(arc=arc, refill=1)

    def approach(self) -> Costs:
        """Charge the minutes from base to post."""
        first = [one[0] for one in self.members]
        return self._costs(arc=np.where(self.ground.allowed[first], self.ground.minutes[first], 0))

    def stay(self, stay: Mapping[int, int]) -> Costs:
        """Reward each posting of ``stay`` that is kept."""
        arc = self._free()
        for group, one in enumerate(self.members):
            if one[0] in stay:
                arc[group, stay[one[0]]] = -1
        return self._costs(arc=arc)

    def _free(self) -> Whole:
        return np.zeros((len(self.members), self.ground.shape[1]), dtype=np.int64)

    def _costs(
        self,
        *,
        arc: Whole | None = None,
        missing: Whole | None = None,
        demand: Whole | None = None,
        seat: int = 0,
        refill: int = 0,
    ) -> Costs:
        sectors, demands = self.ground.shape[1], len(self.ground.demands)
        return Costs(
            arc=self._free() if arc is None else arc,
            missing=np.zeros(sectors, dtype=np.int64) if missing is None else missing,
            demand=np.zeros(demands, dtype=np.int64) if demand is None else demand,
            seat=seat,
            refill=refill,
        )


def alike(ground: Ground, pins: Mapping[int, int], before: Known | None, stay: Mapping[int, int]) -> Groups:
    """Return the officers in groups that nothing tells apart."""
    rows = np.where(ground.allowed, ground.minutes, -1)
    tied = {officer for pair in ground.apart for officer in pair}
    found: dict[tuple[object, ...], list[int]] = {}
    for number, one in enumerate(ground.officers):
        key = (
            rows[number].tobytes(),
            bool(ground.leads[number]),
            tuple(sorted(ground.needed.intersection(one.skills))),
            pins.get(number),
            stay.get(number),
            number if number in tied else None,
            None if before is None else (number in before.spare, number in before.team, before.post.get(number)),
        )
        found.setdefault(key, []).append(number)
    return tuple(tuple(one) for one in found.values())
