"""A thousand tiny kecamatan, solved by trying everything: no plan is better than the planner's, and no bound lies."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from math import ceil
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sinergi.planner.deployment import check, form
from sinergi.planner.deployment.problem import Budget
from sinergi.planner.deployment.solve import solve

NEVER = 10**12
BATCHES, EACH = 20, 25  # of each of two kinds: a thousand
LIGHT = Budget(restarts=3)
NEW = {"code": "new", "base": "p0", "rank": 9, "skills": ["boat"]}
PATTERNS = [
    {"code": "low", "police": 2, "stations": 10, "linmas": 20},
    {"code": "some", "police": 2, "stations": 4, "linmas": 8},
    {"code": "much", "police": 2, "stations": 2, "linmas": 4},
    {"code": "pair", "police": 4, "stations": 2, "linmas": 4},
    {"code": "more", "police": 6, "stations": 2, "linmas": 4},
]
Costs = NDArray[np.int64]


def instance(seed: int, *, rules: bool) -> dict[str, Any]:
    """Return a random tiny problem; with ``rules``, officers differ and not everybody may stand everywhere."""
    rng = np.random.default_rng(seed)
    stations = [f"t{i}" for i in range(rng.integers(1, 7))]
    sites = [f"p{i}" for i in range(rng.integers(1, 4))]
    places = [*stations, *sites]
    minutes = rng.integers(1, 60, (len(places), len(places)))
    if rng.random() < 0.5:
        minutes = np.minimum(minutes, minutes.T)
    lost = rng.random((len(stations), len(stations))) < (0.1 if rng.random() < 0.3 else 0)
    minutes[: len(stations), : len(stations)][lost] = -1
    np.fill_diagonal(minutes, 0)
    villages = [f"v{rng.integers(0, 3)}" for _ in stations]
    heavy, people = rng.random() < 0.2, int(rng.integers(1, 7))
    return {
        "patterns": PATTERNS,
        "stations": [
            {
                "code": code,
                "pattern": str(rng.choice(["low", "some", "much", "pair", "more"][: 5 if heavy else 3])),
                "risk": int(rng.integers(1, 10)),
                "village": villages[i],
                "needs": ["boat"] if rules and rng.random() < 0.2 else [],
            }
            for i, code in enumerate(stations)
        ],
        "officers": [
            {
                "code": f"o{i}",
                "base": str(rng.choice(sites)),
                "rank": int(rng.integers(0, 4)),
                "skills": ["boat"] if rng.random() < 0.4 else [],
                "village": f"v{rng.integers(0, 12)}" if rules else "",
                "barred": [str(rng.choice(stations))] if rules and rng.random() < 0.2 else [],
            }
            for i in range(people)
        ],
        "sites": [{"code": code, "reserve": True} for code in sites],
        "apart": [["o0", "o1"]] if rules and people > 1 and rng.random() < 0.3 else [],
        "limits": {
            "roam": int(rng.integers(20, 60)) if rng.random() < 0.3 else None,
            "leader_rank": int(rng.integers(0, 3)) if rules else 0,
            "reserve_teams": int(rng.integers(0, 3)) if rng.random() < 0.5 else 0,
            "reserve_size": int(rng.integers(1, 3)),
        },
        "travel": {"places": places, "minutes": minutes.tolist()},
    }


@dataclass(frozen=True)
class Sharing:
    """Sectors as sets of TPS (bits), and what is uncovered; ``points`` count the uncovered TPS only."""

    blocks: tuple[int, ...]
    points: int
    travel: int


class Oracle:
    """Everything there is to try in one tiny problem."""

    def __init__(self, problem: dict[str, Any]) -> None:
        self.problem, self.limits = problem, problem["limits"]
        self.stations, self.officers = problem["stations"], problem["officers"]
        self.at = {code: i for i, code in enumerate(problem["travel"]["places"])}
        self.minutes = problem["travel"]["minutes"]
        pattern = {one["code"]: Fraction(one["police"], 2 * one["stations"]) for one in problem["patterns"]}
        self.wanted = [pattern[one["pattern"]] for one in self.stations]
        self.pairs = max((len(self.officers) - self.limits["reserve_teams"] * self.limits["reserve_size"]) // 2, 0)

    def members(self, block: int) -> list[int]:
        """Return the numbers of the TPS in a set."""
        return [i for i in range(len(self.stations)) if block >> i & 1]

    def risk(self, block: int) -> int:
        """Return the summed risk of a set of TPS."""
        return sum(self.stations[i]["risk"] for i in self.members(block))

    @cached_property
    def travels(self) -> dict[int, int]:
        """The least risk x minutes of every set of TPS that can be a sector, over all posts."""
        found = {}
        roam = NEVER if self.limits["roam"] is None else self.limits["roam"]
        for block in range(1, 1 << len(self.stations)):
            members = self.members(block)
            if sum((self.wanted[i] - ceil(self.wanted[i]) + 1 for i in members), Fraction(0)) > 1:
                continue
            ways = [[self.minutes[post][i] for i in members] for post in members]
            sums = [
                sum(self.stations[i]["risk"] * way for i, way in zip(members, row, strict=True))
                for row in ways
                if all(0 <= way <= roam for way in row)
            ]
            if sums:
                found[block] = min(sums)
        return found

    def sharings(self) -> Iterator[Sharing]:
        """Yield every way to share the TPS among at most the pairs there are, some TPS left out."""

        def deal(i: int, blocks: list[int], extra: list[int], left: int) -> Iterator[tuple[list[int], int]]:
            if i == len(self.stations):
                yield blocks + extra, left
                return
            yield from deal(i + 1, blocks, extra, left | 1 << i)
            more = extra + [1 << i] * (ceil(self.wanted[i]) - 1)
            for b, block in enumerate(blocks):
                if len(blocks) + len(more) <= self.pairs:
                    yield from deal(i + 1, [*blocks[:b], block | 1 << i, *blocks[b + 1 :]], more, left)
            if len(blocks) + 1 + len(more) <= self.pairs:
                yield from deal(i + 1, [*blocks, 1 << i], more, left)

        for blocks, left in deal(0, [], [], 0):
            if all(block in self.travels for block in blocks):
                travel = sum(self.travels[block] for block in blocks)
                yield Sharing(blocks=tuple(blocks), points=4 * self.risk(left), travel=travel)

    @cached_property
    def crews(self) -> list[tuple[int, ...]]:
        """Nobody, everyone alone, and every two."""
        who = range(len(self.officers))
        return [crew for size in range(3) for crew in itertools.combinations(who, size)]

    @cached_property
    def lacks(self) -> dict[int, Costs]:
        """What each crew leaves wanting in each set of TPS, NEVER for a crew that must not stand there."""
        return {block: np.array([self.lack(block, crew) for crew in self.crews]) for block in self.travels}

    def lack(self, block: int, crew: Sequence[int]) -> int:
        """Return the points that one crew leaves wanting in one set of TPS."""
        held, people = [self.stations[i] for i in self.members(block)], [self.officers[i] for i in crew]
        if sorted(person["code"] for person in people) in [sorted(pair) for pair in self.problem["apart"]]:
            return NEVER
        for person, station in itertools.product(people, held):
            if person["village"] == station["village"] or {station["code"], station["village"]} & {*person["barred"]}:
                return NEVER
        least, wanted = self.limits["leader_rank"], {need for one in held for need in one["needs"]}
        missing = 2 * (2 - len(people)) + (least > 0 and not any(one["rank"] >= least for one in people))
        missing += sum(not any(need in one["skills"] for one in people) for need in wanted)
        return self.risk(block) * missing

    def staffed(self, tables: Sequence[Costs]) -> Costs:
        """Return the summed costs of every choice of crews, one axis for each table, NEVER where somebody is twice."""
        total = disjoint(len(self.officers), len(tables)).copy()
        for axis, table in enumerate(tables):
            total += table.reshape([-1 if axis == other else 1 for other in range(len(tables))])
        return total

    def best(self, most: int) -> tuple[int, int]:
        """Return the least UNCOVERED, and the least TRAVEL of plans with an UNCOVERED of at most ``most``."""
        least, travel = NEVER, NEVER
        for sharing in self.sharings():
            if sharing.points > most or (sharing.points >= least and sharing.travel >= travel):
                continue
            points = sharing.points + int(self.staffed([self.lacks[block] for block in sharing.blocks]).min())
            least = min(least, points)
            travel = min(travel, sharing.travel) if points <= most else travel
        return least, travel

    def posted(self, sectors: Sequence[dict[str, Any]]) -> tuple[int, int]:
        """Return the least points of officers in these sectors, then the least approach that spares most reserve."""
        number = {one["code"]: i for i, one in enumerate(self.stations)}
        blocks = [sum(1 << number[code] for code in sector["stations"]) for sector in sectors]
        points = self.staffed([self.lacks[block] for block in blocks])
        used = self.staffed([np.array([len(crew) for crew in self.crews])] * len(blocks))
        posts = [self.at[sector["post"]] for sector in sectors]
        bases = [self.at[one["base"]] for one in self.officers]
        ways = self.staffed(
            [np.array([sum(self.minutes[bases[i]][post] for i in crew) for crew in self.crews]) for post in posts]
        )
        seats = self.limits["reserve_teams"] * self.limits["reserve_size"]
        empty = np.maximum(seats - (len(self.officers) - used), 0)
        first = points == points.min()
        second = first & (empty == empty[first].min())
        return int(points.min()), int(ways[second].min())

    def response(self, teams: int) -> int:
        """Return the least worst response of so many teams: every TPS can be reached from every site here."""
        sites = [self.at[one["code"]] for one in self.problem["sites"]]
        stations = [self.at[one["code"]] for one in self.stations]
        return min(
            max(min(int(self.minutes[site][station]) for site in chosen) for station in stations)
            for chosen in itertools.combinations(sites, teams)
        )


@cache
def disjoint(officers: int, sectors: int) -> Costs:
    """Return 0 where crews share nobody, NEVER elsewhere; one axis for each sector."""
    crews = [crew for size in range(3) for crew in itertools.combinations(range(officers), size)]
    masks = np.array([sum(1 << i for i in crew) for crew in crews], dtype=np.int64)
    found = np.zeros((len(masks),) * sectors, dtype=np.int64)
    for one, two in itertools.combinations(range(sectors), 2):
        shape = [[-1 if axis == own else 1 for axis in range(sectors)] for own in (one, two)]
        found[np.broadcast_to((masks.reshape(shape[0]) & masks.reshape(shape[1])) != 0, found.shape)] = NEVER
    return found


def solved(raw: dict[str, Any], *, budget: Budget = LIGHT) -> dict[str, Any]:
    """Return the planner's answer, which the checker found no fault with."""
    problem = form.read(json.dumps(raw).encode())
    answer = form.dump(solve(problem, budget=budget, seed=1))
    assert check.faults(form.plain(problem), answer) == []
    return answer


def goals(answer: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Return value and bound of each goal."""
    return {one["goal"]: (one["value"], one["bound"]) for one in answer["goals"]}


def some(count: int, *, quick: int = 1) -> list[Any]:
    """Return the numbers of batches, the first of them ``quick``."""
    return [pytest.param(batch, marks=[pytest.mark.slow] if batch >= quick else []) for batch in range(count)]


@pytest.mark.parametrize("batch", some(BATCHES))
def test_where_officers_are_alike_no_plan_is_better(batch: int) -> None:
    """Uncovered risk, travel, approach and response are the least of all plans, and proven to be."""
    hold(range(batch * EACH, (batch + 1) * EACH), rules=False)


@pytest.mark.parametrize("batch", some(BATCHES))
def test_where_officers_differ_no_plan_is_better(batch: int) -> None:
    """With leaders, boats, home villages, barred TPS and people apart, the same holds, and is proven just so."""
    hold(range(batch * EACH, (batch + 1) * EACH), rules=True)


def hold(seeds: range, *, rules: bool) -> None:
    """Hold the planner to the best there is, in every problem of ``seeds``."""
    for seed in seeds:
        raw = instance(seed, rules=rules)
        answer, oracle = solved(raw), Oracle(form.plain(form.read(json.dumps(raw).encode())))
        found = goals(answer)
        points, shortest = oracle.best(found["uncovered"][0])
        assert found["uncovered"] == (points, points), seed
        assert found["travel"] == (shortest, shortest), seed
        hold_people(oracle, answer)


def hold_people(oracle: Oracle, answer: dict[str, Any]) -> None:
    """Hold officers and mobile reserve to the best there is for the sectors and the number of teams."""
    found = goals(answer)
    missing, way = oracle.posted(answer["plan"]["sectors"])
    assert found["uncovered"][0] - lost(oracle.problem, answer) == missing, oracle.problem
    assert found["approach"] == (way, way), oracle.problem
    if answer["plan"]["teams"]:
        nearest = oracle.response(len(answer["plan"]["teams"]))
        assert found["response"] == (nearest, nearest), oracle.problem


def lost(raw: dict[str, Any], answer: dict[str, Any]) -> int:
    """Return the points of TPS in no sector."""
    return sum(4 * one["risk"] for one in raw["stations"] if one["code"] in answer["plan"]["uncovered"])


@pytest.mark.parametrize("batch", some(5, quick=0))
@pytest.mark.parametrize("rules", [False, True])
def test_one_more_officer_is_never_worse(batch: int, rules: bool) -> None:
    """Somebody more, who may stand anywhere: nothing of rank gets worse, teams of the reserve before their response."""
    for seed in range(5_000 + batch * EACH, 5_000 + (batch + 1) * EACH):
        raw = instance(seed, rules=rules)
        fewer, more = (ranked(solved({**raw, "officers": raw["officers"] + other})) for other in ([], [NEW]))
        assert more <= fewer, seed


@pytest.mark.parametrize("batch", some(2))
def test_without_nodes_no_bound_lies(batch: int) -> None:
    """As for the nation: nothing is sought together there, and what is said of the best plan still holds."""
    for seed in range(batch * EACH, (batch + 1) * EACH):
        raw = instance(seed, rules=True)
        answer = solved(raw, budget=Budget(restarts=1, nodes=0))
        (uncovered, bound), (travel, least) = (goals(answer)[name] for name in ("uncovered", "travel"))
        points, shortest = Oracle(form.plain(form.read(json.dumps(raw).encode()))).best(uncovered)
        assert bound <= points <= uncovered, seed
        assert least <= shortest <= travel, seed


def ranked(answer: dict[str, Any]) -> tuple[int, ...]:
    """Return what counts, in order of rank."""
    found = goals(answer)
    absent = sum(one["missing"] for one in answer["shortages"] if one["kind"] == "reserve")
    return found["uncovered"][0], absent, found["response"][0], found["travel"][0]
