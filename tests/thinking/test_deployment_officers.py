"""Officers in sectors: the best of all postings, every bound true, nobody where a rule forbids, and few who move."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinergi.planner.deployment.people import assignment
from sinergi.planner.deployment.people.ground import Ground
from sinergi.planner.deployment.people.officers import Posted, post
from sinergi.planner.deployment.problem import Budget, Frozen, Limits, Officer, Pattern, Problem, Station, Travel
from sinergi.planner.deployment.result import Plan, Sector, Team
from tests.thinking.posting_cases import best, goals, keepable, may, small, with_before

pytestmark = pytest.mark.quick
seeds = st.integers(0, 10**9)


def found(posted: Posted) -> dict[str, str]:
    """Return the sector of each officer of an answer."""
    return {code: one.code for one in posted.sectors for code in one.officers}


def values(problem: Problem, posted: Posted) -> tuple[int, int, int, int]:
    """Return points, empty seats, changes and approach as the answer claims them."""
    seats = max(0, problem.limits.reserve_teams * problem.limits.reserve_size - len(posted.spare))
    return posted.points, seats, posted.changes, posted.approach


def village(count: int, people: int, **limits: int) -> tuple[Problem, tuple[Sector, ...]]:
    """Return ``count`` sectors of one TPS and ``people`` equal officers of one base, 10 minutes from everywhere."""
    stations = tuple(Station(code=f"T{i:02d}", pattern="a", risk=1) for i in range(count))
    officers = tuple(Officer(code=f"P{i:03d}", base="B", rank=i % 2) for i in range(people))
    places = (*(one.code for one in stations), "B")
    minutes = np.full((count + 1, count + 1), 10, dtype=np.int32)
    problem = Problem(
        patterns=(Pattern(code="a", police=2, stations=1, linmas=2),),
        stations=stations,
        officers=officers,
        travel=Travel(places=places, minutes=minutes),
        limits=Limits(**limits),
    )
    codes = [one.code for one in stations]
    return problem, tuple(
        Sector(code=f"R{i + 1:02d}", post=at, stations=(at,), officers=()) for i, at in enumerate(codes)
    )


@pytest.mark.parametrize("block", range(10))
def test_no_posting_is_better(block: int) -> None:
    """On 1,000 small problems, half of them with a plan in force, all goals equal the best of every posting tried."""
    for seed in range(block * 100, block * 100 + 100):
        problem, sectors = small(seed, officers=4 if block else 5, sectors=3)
        if seed % 2:
            problem = dataclasses.replace(problem, before=with_before(problem, sectors, seed))
        posted = post(problem, sectors, budget=Budget())
        claimed = values(problem, posted)
        assert claimed == best(problem, sectors, keepable(problem, sectors)), seed
        assert claimed == goals(problem, sectors, found(posted)), seed
        assert (posted.points_bound, posted.changes_bound, posted.approach_bound) == (
            posted.points,
            posted.changes,
            posted.approach,
        )


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_rules_are_never_broken(seed: int) -> None:
    """Nobody is posted where a rule is against it, twice, or beside somebody whom they must not meet."""
    problem, sectors = small(seed, officers=12, sectors=6)
    posted = post(problem, sectors, budget=Budget())
    everyone = {one.code: one for one in problem.officers}
    by_code = {one.code: one for one in sectors}
    stands = [code for one in posted.sectors for code in one.officers]
    assert sorted([*stands, *posted.spare]) == sorted(everyone)
    assert all(len(one.officers) <= 2 for one in posted.sectors)
    assert all(may(problem, everyone[code], by_code[to]) for code, to in found(posted).items())
    assert not any(found(posted).get(a, "a") == found(posted).get(b, "b") for a, b in problem.apart)
    assert all(found(posted).get(code) == to for code, to in keepable(problem, sectors).items())


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_the_leader_is_the_senior_of_sufficient_rank(seed: int) -> None:
    """A sector is led by its officer of the highest rank, and by nobody where that rank is too low."""
    problem, sectors = small(seed, officers=8, sectors=4)
    rank = {one.code: one.rank for one in problem.officers}
    for one in post(problem, sectors, budget=Budget()).sectors:
        able = [code for code in one.officers if rank[code] >= problem.limits.leader_rank]
        assert one.leader == (min(able, key=lambda code: (-rank[code], code)) if able else "")


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_one_more_officer_is_never_worse(seed: int) -> None:
    """With one more officer points never rise; where points and seats stay equal, neither does the approach."""
    problem, sectors = small(seed, officers=9, sectors=4)
    if not problem.officers:
        return
    fewer = dataclasses.replace(
        problem, officers=problem.officers[1:], frozen=(), apart=tuple(p for p in problem.apart if "P0" not in p)
    )
    more = dataclasses.replace(problem, frozen=())
    less, full = (post(one, sectors, budget=Budget()) for one in (fewer, more))
    before, after = values(fewer, less), values(more, full)
    assert after[0] <= before[0]
    if after[:2] == before[:2]:
        assert after[3] <= before[3]


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_file_changes_nothing(seed: int) -> None:
    """Officers, TPS and sectors in another order give the same posting of everyone."""
    problem, sectors = small(seed, officers=10, sectors=5)
    draw = np.random.Generator(np.random.PCG64(seed))
    other = dataclasses.replace(
        problem,
        officers=tuple(problem.officers[i] for i in draw.permutation(len(problem.officers))),
        stations=tuple(problem.stations[i] for i in draw.permutation(len(problem.stations))),
    )
    turned = tuple(reversed(sectors))
    one, two = post(problem, sectors, budget=Budget()), post(other, turned, budget=Budget())
    assert found(one) == found(two)
    assert one.shortages == two.shortages
    assert one.spare == two.spare
    assert [s.code for s in two.sectors] == [s.code for s in turned]


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_few_columns_with_prices_equal_all_columns(seed: int) -> None:
    """A problem solved with its nearest columns and those that price in has the values and bounds of the whole one."""
    problem, sectors = small(seed, officers=30, sectors=12, hard=0.6)
    if seed % 2:
        problem = dataclasses.replace(problem, before=with_before(problem, sectors, seed))
    whole = post(problem, sectors, budget=Budget())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assignment, "SMALL", 10)
        patch.setattr(assignment, "NEAR", 1)
        part = post(problem, sectors, budget=Budget())
    assert values(problem, part) == values(problem, whole)
    assert (part.points_bound, part.changes_bound, part.approach_bound) == (
        whole.points_bound,
        whole.changes_bound,
        whole.approach_bound,
    )


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_vacated_places_are_refilled_and_nobody_else_moves(gone: int) -> None:
    """With spares present, k officers who drop out cost k changes: the spares move, everyone else stays."""
    problem, sectors = village(14, 36, leader_rank=1, reserve_teams=1)
    first = post(problem, sectors, budget=Budget())
    team = Team(site="S", officers=first.spare[:2], answers=(), minutes=0)
    before = Plan(sectors=first.sectors, teams=(team,), spare=first.spare[2:])
    absent = {one.officers[0] for one in first.sectors[:gone]}
    left = tuple(one for one in problem.officers if one.code not in absent)
    again = post(dataclasses.replace(problem, officers=left, before=before), sectors, budget=Budget())
    old, new = found(first), found(again)
    assert again.points == 0
    assert again.changes == again.changes_bound == gone
    assert {code for code in new if old.get(code) != new[code]} <= set(first.spare[2:])
    assert all(new[code] == to for code, to in old.items() if code not in absent)


def test_a_spare_goes_before_a_member_of_the_reserve() -> None:
    """A vacated place is filled by a spare, because a member of the mobile reserve would have to be replaced too."""
    problem, sectors = village(2, 7, reserve_teams=1)
    stood = tuple(
        dataclasses.replace(one, officers=pair)
        for one, pair in zip(sectors, (("P000", "P001"), ("P002", "P003")), strict=True)
    )
    team = Team(site="S", officers=("P004", "P005"), answers=(), minutes=0)
    before = Plan(sectors=stood, teams=(team,), spare=("P006",))
    left = tuple(one for one in problem.officers if one.code != "P000")
    again = post(dataclasses.replace(problem, officers=left, before=before), sectors, budget=Budget())
    assert found(again) == {"P001": "R01", "P002": "R02", "P003": "R02", "P006": "R01"}
    assert again.changes == 1


def test_an_empty_place_outranks_a_seat_of_the_reserve() -> None:
    """Where there are too few for both, the sectors are full and the reserve waits."""
    problem, sectors = village(2, 5, reserve_teams=2)
    posted = post(problem, sectors, budget=Budget())
    assert posted.points == 0
    assert len(posted.spare) == 1


def test_frozen_officers_stay_though_it_costs_minutes() -> None:
    """A frozen posting is kept even where others are nearer."""
    problem, sectors = village(2, 6)
    frozen = (Frozen(post="T01", stations=("T01",), officers=("P005",)),)
    assert found(post(dataclasses.replace(problem, frozen=frozen), sectors, budget=Budget()))["P005"] == "R02"


def test_what_is_missing_is_said_in_both_languages() -> None:
    """A sector without anybody lacks two officers, its leader and its boat, each in a plain sentence."""
    problem, sectors = village(1, 0, leader_rank=1)
    stations = (dataclasses.replace(problem.stations[0], needs=("boat", "P3K"), name="TPS 003 Kempas"),)
    posted = post(dataclasses.replace(problem, stations=stations), sectors, budget=Budget())
    assert [(one.kind, one.missing, one.at) for one in posted.shortages] == [
        ("officer", 2, "T00"),
        ("leader", 1, "T00"),
        ("P3K", 1, "T00"),
        ("boat", 1, "T00"),
    ]
    assert posted.points == posted.points_bound == 7
    assert posted.shortages[0].message.id == "Kurang 2 petugas di R01 (TPS 003 Kempas)."
    assert posted.shortages[0].message.en == "2 officers are missing at R01 (TPS 003 Kempas)."
    assert posted.shortages[3].message.id == "Kurang 1 perahu dengan awaknya di R01 (TPS 003 Kempas)."


def test_no_sector_and_no_officer_is_no_failure() -> None:
    """Without sectors everyone is spare; without anybody everything is missing."""
    problem, sectors = village(2, 3)
    assert post(problem, (), budget=Budget()).spare == ("P000", "P001", "P002")
    assert post(dataclasses.replace(problem, officers=()), sectors, budget=Budget(nodes=0)).points == 8


def test_equal_officers_are_one_column() -> None:
    """What nothing tells apart is one column with a count: 40 equal officers for 10 sectors need 20 columns of arcs."""
    problem, sectors = village(10, 40, leader_rank=1)
    found_ = assignment.assign(Ground(problem, sectors), nodes=0)
    assert found_.work["officer_columns"] == 2 * 10 + 10 + 10 + 2
