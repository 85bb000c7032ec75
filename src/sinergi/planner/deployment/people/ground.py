"""What the assignment of officers stands on: who may go where, how far it is, and what each sector asks for.

Everything is in the order of codes, so that the order of a file changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.problem import NO_WAY, PAIR, Officer, Problem, Station
from sinergi.planner.deployment.result import Sector

LEADER: Final = "leader"  # the kind of a demand; any other kind is a skill


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Sector number ``sector`` asks for one officer of a ``kind``: LEADER or a skill. ``of`` are officers' numbers."""

    sector: int
    kind: str
    of: NDArray[np.bool_]  # shape (officers,)


class Ground:
    """The officers and sectors of a problem, numbered by code. Matrices have shape (officers, sectors)."""

    def __init__(self, problem: Problem, sectors: Sequence[Sector]) -> None:
        """Give ``sectors`` and the officers of ``problem`` their numbers."""
        self.problem = problem
        self.officers: tuple[Officer, ...] = tuple(sorted(problem.officers, key=lambda one: one.code))
        self.sectors: tuple[Sector, ...] = tuple(sorted(sectors, key=lambda one: one.code))
        self.number = {one.code: i for i, one in enumerate(self.officers)}
        self.sector_number = {one.code: i for i, one in enumerate(self.sectors)}
        self.stations: dict[str, Station] = {one.code: one for one in problem.stations}
        self.shape = (len(self.officers), len(self.sectors))

    @cached_property
    def within(self) -> tuple[tuple[Station, ...], ...]:
        """The TPS of each sector."""
        return tuple(tuple(self.stations[code] for code in dict.fromkeys(one.stations)) for one in self.sectors)

    @cached_property
    def risk(self) -> NDArray[np.int64]:
        """The risk of each sector: the sum over its TPS. Shape (sectors,)."""
        return np.array([sum(one.risk for one in held) for held in self.within], dtype=np.int64)

    @cached_property
    def minutes(self) -> NDArray[np.int64]:
        """Minutes from the base of each officer to the post of each sector, or NO_WAY."""
        travel = self.problem.travel
        at = {place: i for i, place in enumerate(travel.places)}
        bases = [at[one.base] for one in self.officers]
        posts = [at[one.post] for one in self.sectors]
        return travel.minutes[np.ix_(bases, posts)].astype(np.int64).reshape(self.shape)

    @cached_property
    def hit(self) -> dict[str, list[int]]:
        """The sectors in which a TPS or village lies, by its code."""
        found: dict[str, list[int]] = {}
        for number, held in enumerate(self.within):
            for code in {code for one in held for code in (one.code, one.village) if code}:
                found.setdefault(code, []).append(number)
        return found

    @cached_property
    def barred(self) -> NDArray[np.bool_]:
        """Where an officer is barred from a TPS or village of the sector."""
        return self._marked([one.barred for one in self.officers])

    @cached_property
    def home(self) -> NDArray[np.bool_]:
        """Where a TPS of the sector lies in the officer's own village, if that is a rule."""
        if not self.problem.limits.home_barred:
            return np.zeros(self.shape, dtype=np.bool_)
        villages = {one.village for one in self.problem.stations}
        own = [(one.village,) if one.village in villages else () for one in self.officers]
        return self._marked(own)

    @cached_property
    def abroad(self) -> NDArray[np.bool_]:
        """Where a TPS of the sector lies outside the district in which an organic officer serves."""
        districts = sorted({one.district for one in self.officers if one.district})
        outside = {
            name: np.array([any(one.district != name for one in held) for held in self.within], dtype=np.bool_)
            for name in districts
        }
        outside[""] = np.zeros(self.shape[1], dtype=np.bool_)
        rows = [outside[one.district] for one in self.officers]
        return np.array(rows, dtype=np.bool_).reshape(self.shape)

    @cached_property
    def allowed(self) -> NDArray[np.bool_]:
        """Where an officer may be posted at all."""
        free: NDArray[np.bool_] = ~(self.barred | self.home | self.abroad | (self.minutes == NO_WAY))
        return free

    @cached_property
    def leads(self) -> NDArray[np.bool_]:
        """Who may lead a sector. Shape (officers,)."""
        least = self.problem.limits.leader_rank
        return np.array([one.rank >= least for one in self.officers], dtype=np.bool_)

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """What the sectors ask for besides two officers: a leader, where that is a rule, and skills."""
        skilled: dict[str, NDArray[np.bool_]] = {}
        found = []
        for number, held in enumerate(self.within):
            if self.problem.limits.leader_rank > 0:
                found.append(Demand(sector=number, kind=LEADER, of=self.leads))
            for skill in sorted({need for one in held for need in one.needs}):
                if skill not in skilled:
                    skilled[skill] = np.array([skill in one.skills for one in self.officers], dtype=np.bool_)
                found.append(Demand(sector=number, kind=skill, of=skilled[skill]))
        return tuple(found)

    @cached_property
    def needed(self) -> frozenset[str]:
        """All skills that some sector asks for."""
        return frozenset(one.kind for one in self.demands) - {LEADER}

    @cached_property
    def apart(self) -> tuple[tuple[int, int], ...]:
        """Numbers of officers that may not stand together, the lower one first."""
        pairs = {
            (min(self.number[a], self.number[b]), max(self.number[a], self.number[b]))
            for a, b in self.problem.apart
            if a in self.number and b in self.number and a != b
        }
        return tuple(sorted(pairs))

    @cached_property
    def frozen(self) -> dict[int, int]:
        """The sector of each officer that may not be moved: officer's number to sector's number."""
        found: dict[int, int] = {}
        taken: set[int] = set()
        for one in self.problem.frozen:
            sector = self._frozen_sector(one.post, one.stations, taken)
            if sector is not None:
                taken.add(sector)
                found |= {self.number[code]: sector for code in one.officers if code in self.number}
        return found

    def pins(self) -> dict[int, int]:
        """Return the frozen postings that can be kept: allowed, at most a pair, none of it kept apart."""
        kept: dict[int, int] = {}
        forbidden = set(self.apart)
        for officer, sector in sorted(self.frozen.items()):
            mates = [other for other, at in kept.items() if at == sector]
            clash = any((min(officer, mate), max(officer, mate)) in forbidden for mate in mates)
            if self.allowed[officer, sector] and len(mates) < PAIR and not clash:
                kept[officer] = sector
        return kept

    def points(self, sector: int, officers: Sequence[int]) -> int:
        """Return what ``officers`` (numbers) leave wanting in a sector: 2 for each missing one, 1 for each demand."""
        missing = sum(not one.of[list(officers)].any() for one in self.demands_of[sector])
        return int(self.risk[sector]) * (2 * (PAIR - len(officers)) + missing)

    @cached_property
    def demands_of(self) -> tuple[tuple[Demand, ...], ...]:
        """The demands of each sector."""
        found: list[list[Demand]] = [[] for _ in self.sectors]
        for one in self.demands:
            found[one.sector].append(one)
        return tuple(tuple(held) for held in found)

    def _frozen_sector(self, post: str, stations: tuple[str, ...], taken: set[int]) -> int | None:
        held = set(stations)
        near = [i for i, one in enumerate(self.sectors) if one.post == post and i not in taken]
        return next((i for i in near if set(self.sectors[i].stations) == held), near[0] if near else None)

    def _marked(self, codes: Sequence[Sequence[str]]) -> NDArray[np.bool_]:
        marked = np.zeros(self.shape, dtype=np.bool_)
        for number, own in enumerate(codes):
            for code in own:
                marked[number, self.hit.get(code, [])] = True
        return marked
