"""Sectors of police pairs: what never changes them, what is kept, what is refused room, and the rounds inside."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.problem import Budget, Frozen, Limits, Officer, Pattern, Problem, Station, Travel
from sinergi.planner.deployment.sectors import Formed, form
from sinergi.planner.deployment.sectors.tour import around

PATTERNS = (
    Pattern(code="low", police=2, stations=10, linmas=20),
    Pattern(code="some", police=2, stations=4, linmas=8),
    Pattern(code="much", police=2, stations=2, linmas=4),
    Pattern(code="more", police=6, stations=2, linmas=4),
)
LIGHT = Budget(restarts=4)


def villages(n: int, *, seed: int, pairs: int | None, kinds: tuple[str, ...] = ("low", "some", "much")) -> Problem:
    """Return a made-up kecamatan: TPS in villages, some of them across a river."""
    rng = np.random.Generator(np.random.PCG64(seed))
    home = rng.integers(0, max(n // 6, 1), n)
    at = rng.uniform(0, 30, (n, 2))[home] + rng.normal(0, 1, (n, 2))
    far = np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=-1)) + 9.0 * ((home[:, None] - home[None]) % 2)
    minutes = np.ceil(far).astype(np.int32)
    np.fill_diagonal(minutes, 0)
    stations = tuple(
        Station(code=f"t{i:03}", pattern=str(rng.choice(kinds)), risk=int(rng.integers(1, 6)), village=f"v{home[i]:02}")
        for i in range(n)
    )
    places = tuple(station.code for station in stations)
    return Problem(
        patterns=PATTERNS, stations=stations, officers=(), travel=Travel(places=places, minutes=minutes),
        limits=Limits(pairs=pairs),
    )  # fmt: skip


def shuffled(problem: Problem, seed: int) -> Problem:
    """Return the same problem told in another order."""
    rng = np.random.Generator(np.random.PCG64(seed))
    order, places = rng.permutation(len(problem.stations)), rng.permutation(len(problem.travel.places))
    return replace(
        problem,
        stations=tuple(problem.stations[i] for i in order),
        travel=Travel(
            places=tuple(problem.travel.places[i] for i in places),
            minutes=problem.travel.minutes[np.ix_(places, places)],
        ),
    )


def rank(formed: Formed) -> tuple[int, int]:
    """Return what is made small."""
    return formed.uncovered_points, formed.travel


@given(n=st.integers(1, 22), seed=st.integers(0, 10**6), pairs=st.integers(0, 9), other=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_order_of_stations_does_not_matter(n: int, seed: int, pairs: int, other: int) -> None:
    """The same problem told in another order, or asked twice, has the same sectors."""
    problem = villages(n, seed=seed, pairs=pairs)
    formed = form(problem, budget=LIGHT, seed=3)
    assert formed == form(problem, budget=LIGHT, seed=3)
    assert formed == form(shuffled(problem, other), budget=LIGHT, seed=3)


@given(n=st.integers(1, 18), seed=st.integers(0, 10**6), pairs=st.integers(0, 8))
@settings(max_examples=25, deadline=None)
def test_one_more_pair_is_never_worse(n: int, seed: int, pairs: int) -> None:
    """What is proven cannot get worse when a pair is added; no bound exceeds its value."""
    kinds = ("low", "some", "much", "more")
    formed, richer = (form(villages(n, seed=seed, pairs=pairs + k, kinds=kinds), budget=LIGHT, seed=1) for k in (0, 1))
    assert rank(richer) <= rank(formed)
    for one in (formed, richer):
        assert (one.uncovered_bound, one.travel_bound) == rank(one)


@pytest.mark.parametrize("seed", range(6))
def test_every_station_once_and_no_pair_overloaded(seed: int) -> None:
    """Each TPS is in as many sectors as its pattern asks for pairs, or uncovered; loads fit; posts are inside."""
    problem = villages(40, seed=seed, pairs=14, kinds=("low", "some", "more"))
    formed = form(problem, budget=Budget(restarts=4, nodes=0), seed=0)
    wanted = {s.code: 2 if s.pattern == "more" else 1 for s in problem.stations if s.code not in formed.uncovered}
    held = [code for sector in formed.sectors for code in sector.stations]
    assert {code: held.count(code) for code in held} == wanted
    assert len(formed.sectors) <= 14
    assert all(0 < sector.load <= sector.capacity and sector.stations[0] == sector.post for sector in formed.sectors)
    assert [sector.code for sector in formed.sectors] == [f"R{k:02}" for k in range(1, len(formed.sectors) + 1)]


def test_frozen_sectors_stay() -> None:
    """A frozen sector keeps post and TPS and uses up a pair; its travel counts, the rest is planned around it."""
    problem = villages(20, seed=1, pairs=8)
    kept = Frozen(post="t003", stations=("t003", "t007"))
    formed = form(replace(problem, frozen=(kept,)), budget=LIGHT, seed=0)
    assert [(s.post, set(s.stations)) for s in formed.sectors if s.post == "t003"] == [("t003", {"t003", "t007"})]
    assert len(formed.sectors) == 8
    assert rank(form(problem, budget=LIGHT, seed=0)) <= rank(formed)


def test_frozen_pairs_of_one_station_are_its_whole_pairs() -> None:
    """A TPS of a pair and a half, frozen twice alone, has a whole pair and a half one; nothing more is planned."""
    problem = villages(1, seed=0, pairs=3, kinds=("more",))
    alone = Frozen(post="t000", stations=("t000",))
    formed = form(replace(problem, frozen=(alone, alone)), budget=LIGHT, seed=0)
    assert sorted((s.load / s.capacity, s.dedicated) for s in formed.sectors) == [(0.5, False), (1.0, True)]


def test_a_limit_of_roaming_and_missing_ways_are_kept() -> None:
    """No TPS is farther from its post than the limit, or where no way leads."""
    problem = villages(30, seed=5, pairs=12)
    minutes = problem.travel.minutes.copy()
    minutes[:15, 15:] = -1
    travel = Travel(places=problem.travel.places, minutes=minutes)
    formed = form(replace(problem, travel=travel, limits=Limits(pairs=12, roam=8)), budget=LIGHT, seed=0)
    at = {code: i for i, code in enumerate(problem.travel.places)}
    ways = [minutes[at[s.post], at[code]] for s in formed.sectors for code in s.stations]
    assert all(0 <= way <= 8 for way in ways)
    assert len(formed.sectors) > 1


@pytest.mark.parametrize("seed", range(3))
def test_a_huge_risk_breaks_no_rule(seed: int) -> None:
    """A TPS of a million points that no pair can reach within the limit stays uncovered."""
    problem = villages(20, seed=seed, pairs=6)
    stations = tuple(replace(s, risk=1_000_000) for s in problem.stations)
    problem = replace(problem, stations=stations, limits=Limits(pairs=6, roam=3))
    formed = form(problem, budget=Budget(seconds=0.0), seed=0)
    at = {code: i for i, code in enumerate(problem.travel.places)}
    assert all(problem.travel.minutes[at[s.post], at[code]] <= 3 for s in formed.sectors for code in s.stations)


def test_districts_share_a_pool() -> None:
    """Own officers stay in their district, the others go where they help most, and no sector crosses."""
    problem = villages(24, seed=2, pairs=None)
    stations = tuple(replace(s, district="north" if i < 8 else "south") for i, s in enumerate(problem.stations))
    own = tuple(Officer(code=f"n{i}", base="t000", district="north") for i in range(12))
    free = tuple(Officer(code=f"f{i}", base="t000") for i in range(8))
    formed = form(replace(problem, stations=stations, officers=own + free), budget=LIGHT, seed=0)
    where = {station.code: station.district for station in stations}
    spread = [{where[code] for code in sector.stations} for sector in formed.sectors]
    assert all(len(districts) == 1 for districts in spread)
    assert sum(districts == {"south"} for districts in spread) <= 4
    assert formed.uncovered_bound <= formed.uncovered_points
    assert formed.travel_bound <= formed.travel


@pytest.mark.parametrize("budget", [Budget(seconds=0.0), Budget(nodes=0, restarts=0), Budget(nodes=1, restarts=1)])
def test_no_time_still_gives_a_plan(budget: Budget) -> None:
    """However little work is allowed, everybody who can be guarded is, and the bound is one."""
    formed = form(villages(60, seed=3, pairs=24), budget=budget, seed=0)
    assert not formed.uncovered
    assert 0 < formed.travel_bound <= formed.travel


def test_nobody_and_nothing() -> None:
    """Without pairs everybody is uncovered, surely; without TPS there is nothing to do."""
    formed = form(villages(5, seed=0, pairs=0), budget=LIGHT, seed=0)
    assert len(formed.uncovered) == 5
    assert formed.uncovered_points == formed.uncovered_bound > 0
    empty = replace(villages(1, seed=0, pairs=4), stations=())
    assert form(empty, budget=LIGHT, seed=0).sectors == ()


@pytest.mark.parametrize("n", range(1, 8))
def test_rounds_are_the_shortest(n: int) -> None:
    """The round past up to seven stops is the best of all orders, by the post where that is shorter."""
    rng = np.random.Generator(np.random.PCG64(n))
    for _ in range(20):
        minutes = rng.integers(1, 50, (n, n)).astype(np.int32)
        np.fill_diagonal(minutes, 0)
        legs = np.minimum(minutes, minutes[:, :1] + minutes[:1, :])
        rounds = [(0, *order, 0) for order in itertools.permutations(range(1, n))]
        order, found = around(minutes)
        assert found == min(sum(int(legs[a, b]) for a, b in itertools.pairwise(one)) for one in rounds)
        assert sorted(order) == list(range(n))
        assert order[0] == 0


def test_long_rounds_visit_everybody() -> None:
    """Beyond the exact size a round still passes every stop once and counts its own minutes."""
    minutes = villages(25, seed=9, pairs=1).travel.minutes
    order, total = around(minutes)
    assert sorted(order) == list(range(25))
    legs = np.minimum(minutes, minutes[:, :1] + minutes[:1, :])
    assert total == sum(int(legs[a, b]) for a, b in itertools.pairwise((*order, order[0])))


def knapsack(*, integer: bool = True) -> highs.Model:
    """Return: of three things costing 3, 2 and 4, take at least two."""
    return highs.Model(
        cost=np.array([3.0, 2.0, 4.0]), lower=np.zeros(3), upper=np.ones(3), integer=np.full(3, integer),
        row_lower=np.array([2.0]), row_upper=np.array([highs.INFINITY]), starts=np.array([0, 3], dtype=np.int32),
        index=np.arange(3, dtype=np.int32), value=np.ones(3),
    )  # fmt: skip


def test_highs_tells_how_it_ended() -> None:
    """Optimal, nothing cheaper than a cutoff, infeasible, and duals of a relaxation."""
    best = highs.solve(knapsack())
    assert (best.ended, best.objective, best.bound, best.x.tolist()) == (highs.Ended.OPTIMAL, 5.0, 5.0, [1.0, 1.0, 0.0])
    assert highs.solve(knapsack(), start=np.array([0.0, 1.0, 1.0])).objective == 5.0
    assert highs.solve(knapsack(), cutoff=5.0).objective == 5.0
    none = highs.solve(knapsack(), cutoff=4.0)
    assert (none.ended, none.bound, len(none.x)) == (highs.Ended.INFEASIBLE, 5.0, 0)
    lost = highs.solve(replace(knapsack(), row_lower=np.array([4.0])))
    assert (lost.ended, lost.bound) == (highs.Ended.INFEASIBLE, highs.INFINITY)
    relaxed = highs.solve(knapsack(integer=False))
    assert (relaxed.duals.tolist(), relaxed.reduced.tolist()) == ([3.0], [0.0, -1.0, 1.0])


def test_highs_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Standard output belongs to the program that asked."""
    highs.solve(knapsack())
    assert capfd.readouterr() == ("", "")


def test_highs_raises_on_any_other_status() -> None:
    """A model without a floor is a mistake, never an answer."""
    endless = replace(knapsack(integer=False), cost=-np.ones(3), upper=np.full(3, highs.INFINITY))
    with pytest.raises(RuntimeError, match="HiGHS"):
        highs.solve(endless)
