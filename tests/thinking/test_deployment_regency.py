"""A kabupaten: many kecamatan that share the pooled police, each pair where it takes away most risk."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinergi.planner.deployment import form, regency, sharing
from sinergi.planner.deployment.problem import NO_WAY, Frozen, Limits, Officer, Pattern, Problem, Site, Station, Travel

BASE = "base"


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
    problem = make({"A": [1] * 8, "B": [1] * 8}, {"A": 4, "B": 1, "": 3})
    assert sharing.share_pairs(problem) == {"A": 2, "B": 2}
    assert [(one.district, one.organic, one.pooled) for one in sharing.shares(problem)] == [("A", 4, 0), ("B", 1, 3)]


def test_the_pool_goes_where_the_risk_is() -> None:
    """One pair for two districts without police: it goes to the higher risk, however near the other one lies."""
    assert sharing.share_pairs(make({"A": [1] * 4, "B": [3] * 4}, {"": 2})) == {"A": 0, "B": 1}
    assert sharing.share_pairs(make({"A": [3] * 4, "B": [1] * 4}, {"": 2})) == {"A": 1, "B": 0}


def test_equal_districts_share_alike() -> None:
    """Of pairs that only shorten ways, equal districts get the same number, give or take one."""
    problem = make({"A": [2] * 8, "B": [2] * 8, "C": [2] * 8}, {"": 22})
    pairs = sharing.share_pairs(problem)
    assert sum(pairs.values()) == 11
    assert max(pairs.values()) - min(pairs.values()) <= 1


def test_own_officers_are_not_lent() -> None:
    """A district with more police than it needs keeps them; the other one does not get theirs."""
    assert sharing.share_pairs(make({"A": [1], "B": [9] * 8}, {"A": 10, "B": 2}))["B"] == 1


def test_the_mobile_reserve_is_left_out_and_pairs_may_be_limited() -> None:
    """Officers of the reserve make no pairs; a limit on pairs holds for all districts together."""
    problem = make({"A": [1] * 8, "B": [1] * 8}, {"": 8})
    reserve = replace(problem, limits=Limits(reserve_teams=2, reserve_size=2))
    assert sum(sharing.share_pairs(problem).values()) == 4
    assert sum(sharing.share_pairs(reserve).values()) == 2
    assert sum(sharing.share_pairs(replace(problem, limits=Limits(pairs=3))).values()) == 3


def test_a_frozen_sector_keeps_its_pair() -> None:
    """A district with a frozen sector has at least that pair, though the risk is elsewhere."""
    problem = make({"A": [1] * 4, "B": [9] * 8}, {"": 4})
    held = replace(problem, frozen=(Frozen(post="A0", stations=("A0", "A1")),))
    assert sharing.share_pairs(problem) == {"A": 0, "B": 2}
    assert sharing.share_pairs(held) == {"A": 1, "B": 1}


def test_far_villages_ask_for_more_pairs() -> None:
    """Where a pair may not roam far enough, each TPS wants its own; elsewhere one pair does for four."""
    near, far = make({"A": [1] * 4}, {"": 8}), make({"A": [1] * 4}, {"": 8}, roam=4)
    gains_near = list(islice(sharing._steps(near, near.stations), 4))
    gains_far = list(islice(sharing._steps(far, far.stations), 4))
    assert [points for points, _ in gains_near] == [16, 0, 0, 0]
    assert [points for points, _ in gains_far] == [4, 4, 4, 4]


def test_a_station_that_needs_two_pairs_counts_as_two() -> None:
    """A pattern above one pair takes pair after pair, and each takes away its part of the risk."""
    problem = replace(make({"A": [3]}, {"": 8}), patterns=(Pattern(code="p", police=4, stations=1, linmas=2),))
    assert list(sharing._steps(problem, problem.stations)) == [(6, 0), (6, 0), (0, 0)]


risks = st.lists(st.integers(1, 5), min_size=1, max_size=9)
kabupaten = st.builds(
    lambda sizes, own, pairs, way: make(sizes, own, pairs=pairs, way=way),
    st.fixed_dictionaries({"A": risks, "B": risks, "C": risks}),
    st.fixed_dictionaries({key: st.integers(0, most) for key, most in (("A", 7), ("B", 7), ("C", 3), ("", 9))}),
    st.none() | st.integers(0, 9),
    st.integers(1, 30),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(problem=kabupaten)
def test_shares_can_be_manned(problem: Problem) -> None:
    """Own officers and the pool are enough for what is promised, and no more pairs are given than allowed."""
    found = sharing.shares(problem)
    pool = sum(not officer.district for officer in problem.officers)
    assert sum(one.pooled for one in found) <= pool
    assert all(2 * one.pairs <= one.organic + one.pooled for one in found)
    limit = len(problem.officers) // 2 if problem.limits.pairs is None else problem.limits.pairs
    assert sum(one.pairs for one in found) <= limit


@settings(max_examples=150, deadline=None)
@given(problem=kabupaten)
def test_no_other_sharing_takes_away_more_risk(problem: Problem) -> None:
    """Against every sharing there is, by the same measure, when police come in twos (an odd one may waste a half)."""
    own: dict[str, int] = {"A": 0, "B": 0, "C": 0, "": 0}
    for officer in problem.officers:
        own[officer.district] += 1
    even = replace(problem, officers=make({"A": [1]}, {key: count // 2 * 2 for key, count in own.items()}).officers)
    gains = {district: [points for points, _ in islice(_never_more(even, district), 8)] for district in ("A", "B", "C")}
    limit = len(even.officers) // 2 if even.limits.pairs is None else even.limits.pairs
    best = 0
    for pairs in product(range(9), repeat=3):
        asked = sum(max(0, many - own[district] // 2) for district, many in zip("ABC", pairs, strict=True))
        if sum(pairs) <= limit and asked <= own[""] // 2:
            best = max(best, sum(sum(gains[district][:many]) for district, many in zip("ABC", pairs, strict=True)))
    granted = sharing.share_pairs(even)
    assert sum(sum(gains[district][:many]) for district, many in granted.items()) == best


def _never_more(problem: Problem, district: str) -> list[tuple[int, int]]:
    """Return what each pair brings, none more than the one before."""
    stations = tuple(station for station in problem.stations if station.district == district)
    found: list[tuple[int, int]] = []
    for step in sharing._steps(problem, stations):
        found.append(min([step, *found[-1:]]))
    return found + [(0, 0)] * 9


@settings(max_examples=60, deadline=None)
@given(problem=kabupaten)
def test_one_more_in_the_pool_never_means_fewer_pairs(problem: Problem) -> None:
    """A larger pool gives at least as many pairs in all."""
    more = replace(problem, officers=(*problem.officers, Officer(code="NEW", base=BASE)))
    assert sum(sharing.share_pairs(more).values()) >= sum(sharing.share_pairs(problem).values())
