"""The model of sectors and officers at once: who shares a pair with whom, and who that pair is.

Columns: one per arc [post, TPS], the arc of a TPS to itself being "this is a post"; one per TPS that may stay bare; one
per sort of officer and sector; per sector what it lacks; and per arc and lack whether that TPS pays for it.
A TPS that is guarded at all is guarded in full; frozen sectors stand in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.engine.drafting import Draft
from sinergi.planner.deployment.people.ground import LEADER
from sinergi.planner.deployment.problem import NO_WAY, PAIR, Officer, Problem, Station
from sinergi.planner.deployment.sectors import items
from sinergi.planner.deployment.sectors.items import FAR, Ground

if TYPE_CHECKING:
    from sinergi.planner.deployment.engine.highs import Answer, Floats

ALONE: Final = 4  # points of an uncovered TPS, times its risk
Entries = dict[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """Officers whom nothing tells apart where sectors are formed, in order; ``pin`` is their frozen sector."""

    codes: tuple[str, ...]
    district: str
    kinds: frozenset[str]  # LEADER and skills that some TPS asks for
    banned: frozenset[str]  # TPS that they must not guard
    reach: bytes  # which TPS they can get to, a byte for each in order of the stations of the problem
    pin: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A sector that may be: it exists when ``exists`` plus ``sure`` is 1. ``held`` are TPS that are in it if it does.

    ``arcs`` are the columns of other TPS that may join, by their code.
    """

    post: str
    held: tuple[str, ...]
    exists: Entries
    sure: int
    arcs: dict[str, int] = field(default_factory=dict)
    pin: int | None = None  # the number of the frozen sector


def sorts(problem: Problem) -> tuple[Sort, ...]:
    """Return the officers of a problem in sorts; those kept apart from somebody are alone in theirs."""
    tied = {code for pair in problem.apart for code in pair}
    at = {code: index for index, code in enumerate(problem.travel.places)}
    base = {one.code: at[one.base] for one in problem.officers}
    pins = {
        code: number
        for number, one in enumerate(problem.frozen)
        for code in one.officers
        if code in base and problem.travel.minutes[base[code], at[one.post]] != NO_WAY
    }
    needed = {skill for one in problem.stations for skill in one.needs}
    posts = [at[one.code] for one in problem.stations]
    found: dict[tuple[object, ...], list[str]] = {}
    told: dict[tuple[object, ...], Sort] = {}
    for one in sorted(problem.officers, key=lambda one: one.code):
        reach = (problem.travel.minutes[at[one.base], posts] != NO_WAY).tobytes()
        leads = {LEADER} if one.rank >= problem.limits.leader_rank > 0 else set()
        made = Sort(
            codes=(),
            district=one.district,
            kinds=frozenset(needed.intersection(one.skills) | leads),
            banned=frozenset(station.code for station in problem.stations if _banned(problem, one, station)),
            reach=reach,
            pin=pins.get(one.code),
        )
        key = (made.district, made.kinds, made.banned, reach, made.pin, one.code if one.code in tied else "")
        found.setdefault(key, []).append(one.code)
        told.setdefault(key, made)
    return tuple(replace(told[key], codes=tuple(codes)) for key, codes in found.items())


def _banned(problem: Problem, officer: Officer, station: Station) -> bool:
    home = problem.limits.home_barred and station.village != "" and station.village == officer.village
    return home or not {station.code, station.village or station.code}.isdisjoint(officer.barred)


class Joining:
    """The model of one problem, with the goals UNCOVERED, seats of the reserve, and TRAVEL."""

    def __init__(self, problem: Problem, grounds: Sequence[Ground], *, within: int | None = None) -> None:
        """Draft the model over ``grounds``; ``within`` leaves only so many nearest posts to each TPS."""
        self.problem, self.grounds = problem, tuple(grounds)
        self.stations = {one.code: one for one in problem.stations}
        self.sorts = sorts(problem)
        self.number = {one.code: i for i, one in enumerate(problem.stations)}
        self.draft = Draft()
        self.travel: Entries = {}
        self.points: Entries = {}
        self.slots: list[Slot] = []
        self.arcs: list[dict[tuple[int, int], int]] = []  # of each ground: (post, TPS) to column
        self.sent: dict[int, list[int]] = {one: [] for one in range(len(self.sorts))}
        self.free: list[int] = []  # columns of all postings
        self._sectors(within)
        for slot in self.slots:
            self._crew(slot)
        for sort, columns in self.sent.items():
            self.draft.row(dict.fromkeys(columns, 1.0), upper=len(self.sorts[sort].codes))

    # --- sectors ---

    def _sectors(self, within: int | None) -> None:
        made: Entries = {}
        promised = 0
        for number, frozen in enumerate(self.problem.frozen):
            self.slots.append(Slot(post=frozen.post, held=tuple(frozen.stations), exists={}, sure=1, pin=number))
        for ground in self.grounds:
            idle = [self.draft.column() for _ in ground.codes]
            arcs = self._arcs(ground, idle, within)
            self.arcs.append(arcs)
            for i, code in enumerate(ground.codes):
                self.points[idle[i]] = float(ALONE * ground.risk[i])
                made[arcs[i, i]] = 1.0
                others = {ground.codes[k]: arcs[i, k] for k in range(len(ground.codes)) if k != i and (i, k) in arcs}
                self.slots.append(Slot(post=code, held=(code,), exists={arcs[i, i]: 1.0}, sure=0, arcs=others))
                extra = int(ground.extra[i])
                if extra:
                    made[idle[i]] = -float(extra)
                    promised += extra
                self.slots += [Slot(post=code, held=(code,), exists={idle[i]: -1.0}, sure=1)] * extra
        pairs = max(items.pairs_in_all(self.problem) - len(self.problem.frozen), 0)
        self.draft.row(made, upper=float(pairs - promised))

    def _arcs(self, ground: Ground, idle: list[int], within: int | None) -> dict[tuple[int, int], int]:
        """Add the arcs of a ground: everybody guarded once or idle, no pair overloaded, nobody without a post."""
        keep = near(ground, within)
        arcs = {(int(j), int(i)): self.draft.column() for j, i in zip(*np.nonzero(keep), strict=True)}
        for i in range(len(ground.codes)):
            mine = {column: 1.0 for (_, who), column in arcs.items() if who == i}
            self.draft.row({**mine, idle[i]: 1.0}, lower=1.0, upper=1.0)
        for j in range(len(ground.codes)):
            room = {column: float(ground.load[i]) for (post, i), column in arcs.items() if post == j and i != j}
            self.draft.row({**room, arcs[j, j]: float(ground.load[j] - ground.capacity)}, upper=0.0)
            for column in room:
                self.draft.row({column: 1.0, arcs[j, j]: -1.0}, upper=0.0)
        self.travel |= {column: float(ground.cost[j, i]) for (j, i), column in arcs.items() if j != i}
        return arcs

    # --- officers ---

    def _crew(self, slot: Slot) -> None:
        """Add who may stand in a sector, what it lacks, and what its TPS pay for that."""
        fixed = not slot.arcs
        most = {sort: float(min(len(self.sorts[sort].codes), PAIR)) for sort in self._able(slot)}
        people = {sort: self.draft.column(upper=upper) for sort, upper in most.items()}
        missing = self.draft.column(upper=float(PAIR if fixed else 1))
        for sort, column in people.items():
            self.sent[sort].append(column)
            if slot.pin is not None and self.sorts[sort].pin == slot.pin:
                self.draft.row({column: 1.0}, lower=float(len(self.sorts[sort].codes)))
        self.free += people.values()
        need = {column: -PAIR * value for column, value in slot.exists.items()}
        count = dict.fromkeys(people.values(), 1.0)
        self.draft.row({**count, missing: 1.0, **need}, lower=PAIR * slot.sure, upper=PAIR * slot.sure)
        for code, column in slot.arcs.items():
            kept_out = {mine: 1.0 for sort, mine in people.items() if code in self.sorts[sort].banned}
            if kept_out:
                self.draft.row({**kept_out, column: float(PAIR)}, upper=float(PAIR))
        self._apart(people)
        self._charge(slot, missing, 2.0)
        if self.problem.limits.leader_rank > 0:
            self._ask(slot, people, LEADER, [(slot.exists, slot.sure)])
        inside = {need for code in slot.held for need in self.stations[code].needs}
        joining = {need for code in slot.arcs for need in self.stations[code].needs}
        for skill in sorted(inside | joining):
            asked = [(slot.exists, slot.sure)] if skill in inside else []
            others = slot.arcs if skill not in inside else {}
            asked += [({col: 1.0}, 0) for code, col in others.items() if skill in self.stations[code].needs]
            self._ask(slot, people, skill, asked)

    def _able(self, slot: Slot) -> list[int]:
        post, district = self.number[slot.post], self.stations[slot.post].district
        return [
            number
            for number, one in enumerate(self.sorts)
            if one.district in {"", district}
            and one.reach[post]
            and one.banned.isdisjoint(slot.held)
            and (one.pin is None or one.pin == slot.pin)
        ]

    def _apart(self, people: dict[int, int]) -> None:
        alone = {one.codes[0]: number for number, one in enumerate(self.sorts)}
        for a, b in self.problem.apart:
            both = [people[alone[who]] for who in (a, b) if who in alone and alone[who] in people]
            if len(both) == PAIR:
                self.draft.row(dict.fromkeys(both, 1.0), upper=1.0)

    def _ask(self, slot: Slot, people: dict[int, int], kind: str, asked: list[tuple[Entries, int]]) -> None:
        """Add a lack that is 1 where somebody asks for a kind of officer whom the sector does not have."""
        able = {column: 1.0 for sort, column in people.items() if kind in self.sorts[sort].kinds}
        lack = self.draft.column()
        for entries, sure in asked:
            less = {column: -value for column, value in entries.items()}
            self.draft.row({**able, lack: 1.0, **less}, lower=float(sure))
        self._charge(slot, lack, 1.0)

    def _charge(self, slot: Slot, lack: int, price: float) -> None:
        """Let every TPS of a sector pay for a lack: those it surely holds directly, one that joins by a column."""
        self.points[lack] = price * sum(self.stations[code].risk for code in slot.held)
        for code, column in slot.arcs.items():
            pays = self.draft.column()
            self.draft.row({pays: 1.0, column: -1.0, lack: -1.0}, lower=-1.0)
            self.points[pays] = price * self.stations[code].risk

    # --- goals ---

    def seats(self) -> Entries | None:
        """Return the postings that leave fewer people for the reserve than its seats; None: there always are enough."""
        limits = self.problem.limits
        wanted = limits.reserve_teams * limits.reserve_size
        spare = len(self.problem.officers) - PAIR * items.pairs_in_all(self.problem)
        if spare >= wanted or not wanted:
            return None
        empty = self.draft.column(upper=float(wanted))
        left = len(self.problem.officers) - wanted
        self.draft.row({**dict.fromkeys(self.free, 1.0), empty: -1.0}, upper=float(left))
        return {empty: 1.0}

    def hold(self, goal: Entries, most: int) -> None:
        """Hold every later solution to at most so much of a goal."""
        self.draft.row(goal, upper=float(most))

    def best(self, goal: Entries, *, nodes: int, start: Floats | None = None, cutoff: int | None = None) -> Answer:
        """Return the least of a goal."""
        return highs.solve(self.draft.model(goal), nodes=nodes, start=start, cutoff=cutoff)

    def posts(self, x: Floats) -> list[NDArray[np.int64]]:
        """Return for each ground the post of each TPS, -1 for none."""
        found = []
        for ground, arcs in zip(self.grounds, self.arcs, strict=True):
            post = np.full(len(ground.codes), -1, dtype=np.int64)
            for (j, i), column in arcs.items():
                if x[column] > 0.5:  # noqa: PLR2004 -- between 0 and 1
                    post[i] = j
            found.append(post)
        return found


def near(ground: Ground, within: int | None) -> NDArray[np.bool_]:
    """Return the arcs [post, TPS] of a ground that are allowed, of each TPS only the ``within`` nearest and its own."""
    allowed = ground.cost < FAR
    if within is not None and within < len(ground.codes):
        order = np.argsort(ground.cost, axis=0, kind="stable")[:within]
        nearest = np.zeros_like(allowed)
        np.put_along_axis(nearest, order, values=True, axis=0)
        allowed = allowed & (nearest | np.eye(len(ground.codes), dtype=bool))
    return allowed


def size(problem: Problem, grounds: Sequence[Ground], *, within: int | None = None) -> int:
    """Return about how many columns the model would have, without drafting it."""
    arcs = sum(int(near(ground, within).sum()) for ground in grounds)
    posts = sum(len(ground.codes) + int(ground.extra.sum()) for ground in grounds) + len(problem.frozen)
    kinds = 1 + int(problem.limits.leader_rank > 0) + len({need for one in problem.stations for need in one.needs})
    return arcs * (1 + kinds) + posts * (kinds + len(sorts(problem)))
