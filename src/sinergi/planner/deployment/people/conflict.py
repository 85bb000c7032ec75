"""Why full staffing is impossible: a set of rules that contradict one another, none of which could be left out.

A relaxation with priced rows proposes the rules (those with a dual price); then each is left out in turn and stays out
if the rest still contradicts itself. What remains is infeasible, and feasible without any one of its rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.engine.rows import Rows
from sinergi.planner.deployment.people.assignment import assign
from sinergi.planner.deployment.people.ground import LEADER, Ground
from sinergi.planner.deployment.people.officers import place, skill
from sinergi.planner.deployment.problem import NO_WAY, PAIR, Problem
from sinergi.planner.deployment.result import Rule, Sector
from sinergi.vocabulary.sentence import Sentence

LARGE: Final = 40  # sectors: beyond that the districts are looked at one by one first
LONGEST: Final = 150  # rules: a longer conflict is not taken apart, and nobody would read it
WIDE: Final = 60_000  # officers x sectors: beyond that a conflict of several districts is proven, not taken apart
PRICED: Final = 1e-7
Key = tuple[str, ...]  # of a rule: its kind and what it speaks of; its code is the parts with colons between


def conflict(problem: Problem, sectors: Sequence[Sector]) -> tuple[Rule, ...]:
    """Return an irreducible set of rules that keeps ``sectors`` from being fully staffed; () when they can be.

    Rules are ``pair:SECTOR`` (two officers), ``leader:SECTOR``, ``skill:SKILL:SECTOR``, ``barred:OFFICER:PLACE``,
    ``home:VILLAGE``, ``district:DISTRICT``, ``way:BASE:SECTOR``, ``apart:OFFICER:OFFICER`` and ``frozen:OFFICER``;
    ``pair``, ``leader`` and ``skill:SKILL`` alone speak of all sectors, where simply too few people are there, and
    ``all`` stands for every rule at once where too many of them had to be named. That
    nobody is in two sectors, and that a sector holds no more than a pair, is no rule but taken for granted.
    """
    ground = Ground(problem, sectors)
    if len(sectors) > LARGE:
        if counted := _Court(ground, None).counted():
            return counted
        for part in _parts(ground):
            if rules := clash(Ground(problem, part), counting=False):
                return rules
    if len(ground.officers) * len(ground.sectors) > WIDE:
        short = assign(ground, nodes=0).points.bound > 0 or len(ground.pins()) < len(ground.frozen)
        return (_Court(ground, None).everything(),) if short else ()
    return clash(ground)


def _parts(ground: Ground) -> list[list[Sector]]:
    """Return the sectors of each district: a contradiction inside one is shorter to tell, and sooner found."""
    found: dict[str, list[Sector]] = {}
    for sector in ground.sectors:
        found.setdefault(ground.stations[sector.post].district, []).append(sector)
    return [found[district] for district in sorted(found)] if len(found) > 1 else []


def clash(ground: Ground, wish: tuple[int, int] | None = None, *, counting: bool = True) -> tuple[Rule, ...]:
    """Return the conflict of ``ground``; with ``wish`` (officer, sector) also of the rule ``wish:OFFICER:SECTOR``."""
    court = _Court(ground, wish)
    if counting and wish is None and (counted := court.counted()):
        return counted
    lacking, core = court.suspects()
    if lacking <= PRICED and court.feasible(court.rules):
        return ()
    if lacking > PRICED and len(core) > LONGEST:
        return (court.everything(),)
    if lacking <= PRICED or court.feasible(core):
        core = court.rules
    if len(core) > LONGEST:
        return (court.everything(),)
    for rule in sorted(core, key=_first_out):
        rest = core - {rule}
        if not court.feasible(rest):
            core = rest
    return tuple(Rule(code=":".join(key), message=court.say(key)) for key in sorted(core, key=_told))


_OUT: Final = ("apart", "barred", "home", "district", "way", "frozen", "skill", "leader", "pair", "wish")
_TOLD: Final = tuple(reversed(_OUT))


def _first_out(key: Key) -> tuple[int, Key]:
    return _OUT.index(key[0]), key


def _told(key: Key) -> tuple[int, Key]:
    return _TOLD.index(key[0]), key


class _Court:
    """All rules of a ground, and whether some of them can hold together."""

    def __init__(self, ground: Ground, wish: tuple[int, int] | None) -> None:
        self.ground = ground
        self.pinned: dict[Key, tuple[int, int]] = {
            ("frozen", ground.officers[officer].code): (officer, sector) for officer, sector in ground.frozen.items()
        }
        if wish is not None:
            self.pinned["wish", ground.officers[wish[0]].code, ground.sectors[wish[1]].code] = wish
        self.needs: dict[Key, tuple[int, str]] = {}
        for number, sector in enumerate(ground.sectors):
            self.needs["pair", sector.code] = (number, "pair")
            for one in ground.demands_of[number]:
                key = (LEADER, sector.code) if one.kind == LEADER else ("skill", one.kind, sector.code)
                self.needs[key] = (number, one.kind)
        codes = [one.code for one in ground.officers]
        self.apart: dict[Key, tuple[int, int]] = {("apart", codes[a], codes[b]): (a, b) for a, b in ground.apart}
        self.groups, self.away = self._groups()
        self.group_of = {officer: number for number, held in enumerate(self.groups) for officer in held}
        self.first = np.array([held[0] for held in self.groups], dtype=np.int64)
        removals = {key for row in self.away for keys in row for key in keys}
        self.rules: frozenset[Key] = frozenset([*self.pinned, *self.needs, *self.apart, *removals])

    def _groups(self) -> tuple[list[list[int]], list[list[tuple[Key, ...]]]]:
        """Return officers whom no rule tells apart, and per group and sector the rules that keep them away."""
        ground, found, away = self.ground, {}, []
        alone = {officer for pair in ground.apart for officer in pair} | {at for at, _ in self.pinned.values()}
        groups: list[list[int]] = []
        for number, one in enumerate(ground.officers):
            row = self._removals(number)
            key = (
                number if number in alone else None,
                bool(ground.leads[number]),
                tuple(sorted(ground.needed.intersection(one.skills))),
                tuple(row),
            )
            if key not in found:
                found[key] = len(groups)
                groups.append([])
                away.append(row)
            groups[found[key]].append(number)
        return groups, away

    def _removals(self, officer: int) -> list[tuple[Key, ...]]:
        ground, one = self.ground, self.ground.officers[officer]
        row: list[tuple[Key, ...]] = [()] * len(ground.sectors)
        for at in np.flatnonzero(~ground.allowed[officer]):
            keys: list[Key] = []
            if ground.barred[officer, at]:
                keys += [("barred", one.code, code) for code in sorted(one.barred) if at in ground.hit.get(code, ())]
            if ground.home[officer, at]:
                keys.append(("home", one.village))
            if ground.abroad[officer, at]:
                keys.append(("district", one.district))
            if ground.minutes[officer, at] == NO_WAY:
                keys.append(("way", one.base, ground.sectors[at].code))
            row[int(at)] = tuple(keys)
        return row

    def counted(self) -> tuple[Rule, ...]:
        """Return the one rule over all sectors that fails by counting heads alone, if there is one."""
        ground, size = self.ground, len(self.ground.sectors)
        have = len(ground.officers)
        if have < PAIR * size:
            text = Sentence(
                f"{size} sektor perlu {PAIR * size} petugas; hanya ada {have}.",
                f"{size} sectors need {PAIR * size} officers; there are only {have}.",
            )
            return (Rule(code="pair", message=text),)
        for kind in (LEADER, *sorted(ground.needed)):
            asked = [one for one in ground.demands if one.kind == kind]
            able = int(asked[0].of.sum()) if asked else 0
            if able < len(asked):
                word = _kind(kind)
                text = Sentence(
                    f"{len(asked)} sektor perlu {word.id}; hanya ada {able}.",
                    f"{len(asked)} sectors need {word.en}; there are only {able}.",
                )
                return (Rule(code=LEADER if kind == LEADER else f"skill:{kind}", message=text),)
        return ()

    def everything(self) -> Rule:
        """Return the one rule that all rules together cannot be kept."""
        sectors, officers = len(self.ground.sectors), len(self.ground.officers)
        text = Sentence(
            f"Semua syarat {sectors} sektor tidak dapat dipenuhi bersama oleh {officers} petugas.",
            f"The {officers} officers cannot keep all rules of the {sectors} sectors at once.",
        )
        return Rule(code="all", message=text)

    # --- holding rules together ---

    def feasible(self, rules: Iterable[Key]) -> bool:
        """Tell whether all of ``rules`` can hold together."""
        held = set(rules)
        answer = highs.solve(self._model(held, relaxed=False))
        return answer.ended is not highs.Ended.INFEASIBLE

    def suspects(self) -> tuple[float, frozenset[Key]]:
        """Return what is lacking in the relaxation where a need may be missed for 1, and the rules with a price."""
        needs = [*self.needs, *self.pinned]
        answer = highs.solve(self._model(set(self.rules), relaxed=True))
        groups, sectors = len(self.groups), len(self.ground.sectors)
        at = groups + sectors
        apart_rows = [key for key in self.apart for _ in range(sectors)]
        priced = np.abs(answer.duals[at:]) > PRICED
        found = {key for key, dual in zip([*needs, *apart_rows], priced, strict=True) if dual}
        reduced = answer.reduced[: groups * sectors].reshape(groups, sectors)
        for group, sector in np.argwhere(reduced < -PRICED):
            found |= set(self.away[group][sector][:1])
        return answer.objective, frozenset(found)

    def _model(self, rules: set[Key], *, relaxed: bool) -> highs.Model:
        """Return the rows of ``rules``; relaxed, every need gets a slack of price 1, in the order of the needs."""
        asked = {self.needs[key][0] for key in rules & self.needs.keys()}
        used = sorted(asked | {self.pinned[key][1] for key in rules & self.pinned.keys()})
        arcs, rows = np.full((len(self.groups), len(self.ground.sectors)), -1), Rows()
        arcs[:, used] = np.arange(len(self.groups) * len(used)).reshape(len(self.groups), len(used))
        for group, held in enumerate(self.groups):
            rows.add(arcs[group, used], 1, lower=0, upper=len(held))
        for sector in used:
            rows.add(arcs[:, sector], 1, lower=0, upper=PAIR)
        upper = [[0 if not rules.isdisjoint(row[at]) else PAIR for at in used] for row in self.away]
        slack = size = len(self.groups) * len(used)
        for key in (*self.needs, *self.pinned):
            if key in rules:
                columns, least = self._need(key, arcs)
                rows.add([*columns, slack] if relaxed else columns, 1, lower=least, upper=highs.INFINITY)
                slack += relaxed
        for key in (key for key in self.apart if key in rules):
            pair = [self.group_of[officer] for officer in self.apart[key]]
            for sector in used:
                rows.add(arcs[pair, sector], 1, lower=0, upper=1)
        extra = slack - size
        return rows.model(
            cost=[*([0] * size), *([1] * extra)],
            lower=np.zeros(slack),
            upper=[*np.array(upper, dtype=float).reshape(-1), *([PAIR] * extra)],
            whole=not relaxed,
        )

    def _need(self, key: Key, arcs: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> tuple[list[int], int]:
        if key in self.pinned:
            officer, sector = self.pinned[key]
            return [int(arcs[self.group_of[officer], sector])], 1
        sector, kind = self.needs[key]
        if kind == "pair":
            return arcs[:, sector].tolist(), PAIR
        demand = next(one for one in self.ground.demands_of[sector] if one.kind == kind)
        return arcs[demand.of[self.first], sector].tolist(), 1

    # --- words ---

    def say(self, key: Key) -> Sentence:
        """Return a rule in plain words."""
        kind, *of = key
        if key in self.needs:
            name = place(self.ground, self.needs[key][0])
            if kind == "pair":
                return Sentence(f"{name} perlu {PAIR} petugas.", f"{name} needs {PAIR} officers.")
            word = _kind(self.needs[key][1])
            return Sentence(f"{name} perlu {word.id}.", f"{name} needs {word.en}.")
        if key in self.pinned:
            name = place(self.ground, self.pinned[key][1])
            if kind == "wish":
                return Sentence(f"{of[0]} diminta bertugas di {name}.", f"{of[0]} is wanted at {name}.")
            return Sentence(f"{of[0]} sudah ditetapkan di {name}.", f"{of[0]} is fixed at {name}.")
        return removal(self.ground, key)


def removal(ground: Ground, key: Key) -> Sentence:
    """Return in plain words the rule ``key`` that keeps officers away from a sector or from one another."""
    kind, *of = key
    if kind == "barred":
        station = ground.stations.get(of[1])
        name = (station.name or f"TPS {of[1]}") if station else f"desa/kelurahan {of[1]}"
        where = (station.name or f"TPS {of[1]}") if station else f"village {of[1]}"
        return Sentence(f"{of[0]} tidak boleh bertugas di {name}.", f"{of[0]} must not serve at {where}.")
    if kind == "home":
        return Sentence(
            f"Tidak seorang pun menjaga TPS di desanya sendiri ({of[0]}).",
            f"Nobody guards a TPS of the own village ({of[0]}).",
        )
    if kind == "district":
        return Sentence(
            f"Petugas organik {of[0]} hanya bertugas di kecamatannya.",
            f"Organic officers of {of[0]} serve in their own district only.",
        )
    if kind == "way":
        name = place(ground, ground.sector_number[of[1]])
        return Sentence(f"Tidak ada jalan dari {of[0]} ke {name}.", f"There is no way from {of[0]} to {name}.")
    return Sentence(f"{of[0]} dan {of[1]} tidak boleh bersama.", f"{of[0]} and {of[1]} may not stand together.")


def _kind(kind: str) -> Sentence:
    if kind == LEADER:
        return Sentence("kepala regu (padal)", "a leader")
    word = skill(kind)
    return Sentence(f"petugas dengan keahlian {word.id}", f"an officer with the skill {word.en}")
