"""A kabupaten: many kecamatan that share the pooled police, each pair where it takes away most risk."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinergi.planner.deployment import form, sectors
from sinergi.planner.deployment.nation import regency
from sinergi.planner.deployment.problem import (
    NO_WAY,
    Budget,
    Frozen,
    Limits,
    Officer,
    Pattern,
    Problem,
    Site,
    Station,
    Travel,
)

BASE = "base"
SOME = Budget(restarts=2, nodes=1000)


def make(
    sizes: dict[str, list[int]], own: dict[str, int], *, pairs: int | None = None, way: int = 5, roam: int | None = None
) -> Problem:
    """Return districts with TPS of the risks given, four to a pair, ``way`` minutes apart; ``own`` officers."""
    stations = tuple(
        Station(code=f"{district}{place}", pattern="p", risk=risk, district=district)
        for district, risks in sizes.items()
        for place, risk in enumerate(risks)
    )
    places = (*(station.code for station in stations), BASE)
    minutes = np.full((len(places), len(places)), way, dtype=np.int32)
    np.fill_diagonal(minutes, 0)
    return Problem(
        patterns=(Pattern(code="p", police=2, stations=4, linmas=8),),
        stations=stations,
        officers=tuple(
            Officer(code=f"P{district}{place}", base=BASE, district=district)
            for district, count in own.items()
            for place in range(count)
        ),
        travel=Travel(places=places, minutes=minutes),
        sites=(Site(code=BASE),),
        limits=Limits(pairs=pairs, roam=roam),
    )


def test_a_kabupaten_has_the_real_size() -> None:
    """684 officers, among them 109 BKO, for 2,893 TPS in 20 kecamatan; each kecamatan has TPS and police of its own."""
    problem = regency.kabupaten(seed=1)
    districts = {station.district for station in problem.stations}
    assert (len(problem.officers), len(problem.stations), len(districts)) == (684, 2893, 20)
    assert sum(not officer.district for officer in problem.officers) == 109
    assert {officer.district for officer in problem.officers} == districts | {""}
    assert (problem.travel.minutes != NO_WAY).all()


@pytest.mark.parametrize(("districts", "officers", "stations"), [(1, 12, 20), (3, 40, 120), (5, 30, 60)])
def test_a_small_kabupaten_makes_sense(districts: int, officers: int, stations: int) -> None:
    """Any size is kept exactly, and the form finds nothing to refuse."""
    problem = regency.kabupaten(seed=2, districts=districts, officers=officers, stations=stations)
    assert (len(problem.officers), len(problem.stations)) == (officers, stations)
    assert form.why_not(problem) is None


@given(
    weights=st.lists(st.integers(1, 300), min_size=1, max_size=20), total=st.integers(100, 900), least=st.integers(0, 5)
)
def test_parts_add_up_and_keep_the_proportions(weights: list[int], total: int, least: int) -> None:
    """Parts are whole, at least the least, sum to the total, and a larger weight never gets less."""
    parts = regency.shares(weights, total, least=least)
    assert sum(parts) == total
    assert min(parts) >= least
    assert all(parts[i] <= parts[j] + 1 for i, a in enumerate(weights) for j, b in enumerate(weights) if a <= b)


def test_own_officers_come_first_and_the_pool_fills_the_need() -> None:
    """Both districts need two pairs; the one that has the people gets them from its own, the other from the pool."""
    assert shared(make({"A": [1] * 8, "B": [1] * 8}, {"A": 4, "B": 1, "": 3})) == {"A": 2, "B": 2}


def shared(problem: Problem) -> dict[str, int]:
    """Return how many sectors each district gets."""
    of = {station.code: station.district for station in problem.stations}
    formed = sectors.form(problem, budget=SOME, seed=0)
    found = Counter(of[sector.post] for sector in formed.sectors)
    return {district: found[district] for district in sorted(set(of.values()))}


def test_the_pool_goes_where_the_risk_is() -> None:
    """One pair for two districts without police: it goes to the higher risk, whichever is named first."""
    assert shared(make({"A": [1] * 4, "B": [3] * 4}, {"": 2})) == {"A": 0, "B": 1}
    assert shared(make({"A": [3] * 4, "B": [1] * 4}, {"": 2})) == {"A": 1, "B": 0}


def test_own_officers_are_not_lent() -> None:
    """A district with more police than it needs keeps them; the other one does not get theirs."""
    assert shared(make({"A": [1], "B": [9] * 8}, {"A": 10, "B": 2}))["B"] == 1


def test_the_mobile_reserve_is_left_out_and_pairs_may_be_limited() -> None:
    """Officers of the reserve make no pairs; a limit on pairs holds for all districts together."""
    problem = make({"A": [1] * 8, "B": [1] * 8}, {"": 8})
    assert sum(shared(problem).values()) == 4
    assert sum(shared(replace(problem, limits=Limits(reserve_teams=2, reserve_size=2))).values()) == 2
    assert sum(shared(replace(problem, limits=Limits(pairs=3))).values()) == 3


def test_a_frozen_sector_keeps_its_pair() -> None:
    """A district with a frozen sector has at least that pair, though the risk is elsewhere."""
    problem = make({"A": [1] * 4, "B": [9] * 8}, {"": 4})
    held = replace(problem, frozen=(Frozen(post="A0", stations=("A0", "A1")),))
    assert shared(problem) == {"A": 0, "B": 2}
    assert shared(held) == {"A": 1, "B": 1}


def test_far_villages_get_more_pairs() -> None:
    """Where a pair may not roam far enough each TPS wants its own; with enough police each gets it."""
    problem = make({"A": [1] * 4, "B": [1] * 4}, {"A": 8, "": 2}, roam=4)
    assert shared(problem) == {"A": 4, "B": 1}


risks = st.lists(st.integers(1, 5), min_size=1, max_size=7)
kabupaten = st.builds(
    lambda sizes, own, pairs, way: make(sizes, own, pairs=pairs, way=way),
    st.fixed_dictionaries({"A": risks, "B": risks, "C": risks}),
    st.fixed_dictionaries({key: st.integers(0, most) for key, most in (("A", 5), ("B", 5), ("C", 3), ("", 7))}),
    st.none() | st.integers(0, 6),
    st.integers(1, 30),
)


@settings(max_examples=60, deadline=None)
@given(problem=kabupaten)
def test_what_is_shared_can_be_manned_and_leaves_least_risk(problem: Problem) -> None:
    """Own officers and the pool are enough, the limit is kept, and no other sharing leaves less risk uncovered.

    With four TPS of any risk to a pair, n pairs of a district cover its 4 n TPS of the highest risk.
    """
    own = Counter(officer.district for officer in problem.officers)
    limit = problem.limits.pairs
    missing = 0 if limit is None else max(0, 2 * limit - len(problem.officers))  # reported where officers are posted
    most, pool = len(problem.officers) // 2 if limit is None else limit, own[""] + missing
    given_ = shared(problem)
    assert sum(given_.values()) <= most
    assert sum(max(0, 2 * pairs - own[district]) for district, pairs in given_.items()) <= pool
    left = [
        sum(uncovered(problem, district, pairs) for district, pairs in zip("ABC", tried, strict=True))
        for tried in product(range(3), repeat=3)
        if sum(tried) <= most
        and sum(max(0, 2 * pairs - own[district]) for district, pairs in zip("ABC", tried, strict=True)) <= pool
    ]
    assert sectors.form(problem, budget=SOME, seed=0).uncovered_points == 4 * min(left)


def uncovered(problem: Problem, district: str, pairs: int) -> int:
    """Return the risk that so many pairs leave at best."""
    found = sorted((station.risk for station in problem.stations if station.district == district), reverse=True)
    return sum(found[4 * pairs :])
