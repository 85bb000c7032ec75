"""The mobile reserve and the army: who waits where, what each team answers, and what is said when something lacks."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sinergi.planner.deployment.problem import (
    NO_WAY,
    Limits,
    Officer,
    Pattern,
    Problem,
    Site,
    Soldier,
    Station,
    Travel,
)
from sinergi.planner.deployment.reserve import Reserved, reserve
from sinergi.planner.deployment.reserve.army import Camped, camps
from sinergi.planner.deployment.result import Plan
from tests.oracle import pmed

SEEDS = st.integers(0, 2**32 - 1)
STATIONS = [("T1", 0), ("T2", 10), ("T3", 60), ("T4", 70), ("T5", 100)]


def problem_of(
    *,
    line: Sequence[tuple[str, int]],
    risks: Sequence[int] = (),
    officers: Sequence[Officer] = (),
    soldiers: Sequence[Soldier] = (),
    sites: Sequence[Site] = (),
    **limits: int,
) -> Problem:
    """Lay places on a road: ``line`` names each with its minute mark. Names with T are TPS."""
    marks = np.array([mark for _, mark in line])
    stations = [name for name, _ in line if name.startswith("T")]
    return Problem(
        patterns=(Pattern(code="low", police=2, stations=10, linmas=20),),
        stations=tuple(
            Station(code=name, pattern="low", risk=risks[i] if risks else 1) for i, name in enumerate(stations)
        ),
        officers=tuple(officers),
        soldiers=tuple(soldiers),
        sites=tuple(sites),
        travel=Travel(places=tuple(name for name, _ in line), minutes=np.abs(marks[:, None] - marks).astype(np.int32)),
        limits=Limits(**limits),
    )


def cut(problem: Problem, start: str, end: str) -> Problem:
    """Take away the way from ``start`` to ``end``."""
    minutes = problem.travel.minutes.copy()
    number = {name: i for i, name in enumerate(problem.travel.places)}
    minutes[number[start], number[end]] = NO_WAY
    return dataclasses.replace(problem, travel=Travel(places=problem.travel.places, minutes=minutes))


def road(*, people: int = 4, **limits: int) -> Problem:
    """Give one road: TPS at 0, 10, 60, 70 and 100, sites at 5, 40, 65 and 95, the base in the middle."""
    return problem_of(
        line=[*STATIONS, ("SA", 5), ("SB", 40), ("SC", 65), ("SD", 95), ("base", 50)],
        officers=[Officer(code=f"P{i}", base="base", rank=i) for i in range(people)],
        soldiers=[Soldier(code=f"K{i}", base="base") for i in range(people)],
        sites=[Site(code=code, reserve=True, army=True) for code in ("SA", "SB", "SC", "SD")],
        **limits,
    )


def everybody(problem: Problem) -> tuple[str, ...]:
    """Return all officers' codes."""
    return tuple(one.code for one in problem.officers)


def kinds(found: Reserved | Camped) -> list[tuple[str, int]]:
    """Return what is missing, without its sentences."""
    return [(one.kind, one.missing) for one in found.shortages]


def random_problem(seed: int, *, people: int) -> Problem:
    """Return a small kecamatan with missing ways and two districts."""
    random = np.random.Generator(np.random.PCG64(seed))
    stations = [f"T{i}" for i in range(int(random.integers(1, 7)))]
    sites = [f"S{i}" for i in range(int(random.integers(1, 6)))]
    places = (*stations, *sites, "base", "camp")
    minutes = random.integers(1, 60, size=(len(places), len(places))).astype(np.int32)
    minutes[random.random(minutes.shape) < 0.1] = NO_WAY
    np.fill_diagonal(minutes, 0)
    where = ["", "", "one", "two"]
    return Problem(
        patterns=(Pattern(code="low", police=2, stations=10, linmas=20),),
        stations=tuple(Station(code=one, pattern="low", risk=int(random.integers(1, 9))) for one in stations),
        officers=tuple(
            Officer(
                code=f"P{i}",
                base=("base", "camp")[random.integers(2)],
                rank=int(random.integers(3)),
                district=where[random.integers(4)],
            )
            for i in range(people)
        ),
        soldiers=tuple(Soldier(code=f"K{i}", base=("base", "camp")[random.integers(2)]) for i in range(people)),
        sites=tuple(
            Site(code=one, reserve=bool(random.random() < 0.8), army=True, district=where[random.integers(4)])
            for one in sites
        ),
        travel=Travel(places=places, minutes=minutes),
        apart=(("P0", "P1"),) if people > 1 else (),
        limits=Limits(reserve_teams=int(random.integers(4)), leader_rank=int(random.integers(3))),
    )


def test_two_teams_stand_where_the_farthest_tps_is_nearest() -> None:
    """On the road the teams stand at 5 and 65: 35 minutes to the TPS at 100, no other pair of sites does better."""
    found = reserve(road(reserve_teams=2), officers=("P0", "P1", "P2", "P3"))
    assert [(one.site, one.answers, one.minutes) for one in found.teams] == [
        ("SA", ("T1", "T2"), 5),
        ("SC", ("T3", "T4", "T5"), 35),
    ]
    assert (found.response, found.response_bound, found.spare, found.shortages) == (35, 35, (), ())


def test_a_tie_falls_to_the_risk() -> None:
    """Two sites reach the farther TPS in the same time: the one near the risky TPS is chosen."""
    for risks, site in (((9, 1), "SA"), ((1, 9), "SB")):
        problem = problem_of(
            line=[("T1", 0), ("T2", 30), ("SA", 10), ("SB", 20), ("base", 15)],
            risks=risks,
            officers=[Officer(code="P0", base="base"), Officer(code="P1", base="base")],
            sites=[Site(code="SA", reserve=True), Site(code="SB", reserve=True)],
            reserve_teams=1,
        )
        assert [one.site for one in reserve(problem, officers=("P0", "P1")).teams] == [site]


def test_too_few_officers_make_fewer_teams() -> None:
    """Three officers are one team: one is spare, one team is missing, and the response is that of the one team."""
    found = reserve(road(reserve_teams=2, people=3), officers=("P0", "P1", "P2"))
    assert len(found.teams) == 1
    assert len(found.spare) == 1
    assert kinds(found) == [("reserve", 1)]
    assert found.response == 60
    assert "2 orang per regu" in found.shortages[0].message.id


def test_nobody_left_is_said_and_counts_nothing() -> None:
    """Without officers, or without sites, there is no team, no response and no crash."""
    none = reserve(road(reserve_teams=2), officers=())
    assert (none.teams, none.response, none.response_bound, kinds(none)) == ((), 0, 0, [("reserve", 2)])
    problem = dataclasses.replace(road(reserve_teams=1), sites=())
    nowhere = reserve(problem, officers=everybody(problem))
    assert (nowhere.teams, nowhere.spare, kinds(nowhere)) == ((), everybody(problem), [("reserve", 1)])
    assert "tempat siaga" in nowhere.shortages[0].message.id


def test_no_reserve_asked_is_no_shortage() -> None:
    """With reserve_teams 0 everybody stays spare and nothing is missing."""
    problem = road(reserve_teams=0)
    found = reserve(problem, officers=everybody(problem))
    assert (found.teams, found.spare, found.shortages) == ((), everybody(problem), ())


def test_a_tps_out_of_reach_is_said_and_left_out() -> None:
    """A TPS that no site reaches is a shortage of a way; the response counts the others."""
    problem = road(reserve_teams=2)
    for site in ("SA", "SB", "SC", "SD"):
        problem = cut(problem, site, "T5")
    found = reserve(problem, officers=everybody(problem))
    assert kinds(found) == [("way", 1)]
    assert found.shortages[0].at == "T5"
    assert found.response == found.response_bound == 5
    assert all("T5" not in one.answers for one in found.teams)


def test_reach_outranks_minutes() -> None:
    """When only SB reaches a TPS, a team stands there, although others would answer the rest sooner."""
    problem = road(reserve_teams=2)
    for site in ("SA", "SC", "SD"):
        problem = cut(problem, site, "T1")
    found = reserve(problem, officers=everybody(problem))
    assert "SB" in [one.site for one in found.teams]
    assert found.shortages == ()


def test_organic_officers_wait_in_their_district_and_answer_any() -> None:
    """Sites of another district are closed to an organic officer, the TPS there are not."""
    problem = road(reserve_teams=1, people=2)
    problem = dataclasses.replace(
        problem,
        officers=tuple(dataclasses.replace(one, district="west") for one in problem.officers),
        sites=tuple(dataclasses.replace(one, district="west" if one.code == "SA" else "east") for one in problem.sites),
    )
    found = reserve(problem, officers=everybody(problem))
    assert [(one.site, len(one.answers)) for one in found.teams] == [("SA", 5)]
    assert found.response == 95
    assert found.response_bound == 60  # what a team of others could do at SB


def test_each_team_gets_a_leader_and_the_near_ones() -> None:
    """Of two leaders each team has one, and of the others those who live near."""
    problem = road(reserve_teams=2, leader_rank=5)
    ranks = {"P0": (5, "SA"), "P1": (6, "SA"), "P2": (0, "SC"), "P3": (0, "SA"), "P4": (0, "T5")}
    problem = dataclasses.replace(
        problem, officers=tuple(Officer(code=code, base=base, rank=rank) for code, (rank, base) in ranks.items())
    )
    found = reserve(problem, officers=everybody(problem))
    assert [set(one.officers) & {"P0", "P1"} != set() for one in found.teams] == [True, True]
    assert next(one.officers for one in found.teams if one.site == "SC")[1] == "P2"
    assert found.spare == ("P4",)
    assert found.approach == 60


def test_two_who_may_not_stand_together_do_not() -> None:
    """Apart officers sit in different teams; when they are all there is, there is no team."""
    problem = dataclasses.replace(road(reserve_teams=1, people=3), apart=(("P0", "P1"),))
    (team,) = reserve(problem, officers=("P0", "P1", "P2")).teams
    assert "P2" in team.officers
    assert kinds(reserve(problem, officers=("P0", "P1"))) == [("reserve", 1)]


def test_a_drop_out_moves_nobody_else() -> None:
    """One falls ill, a spare one takes the seat: everybody else stays where they were."""
    problem = road(reserve_teams=2, people=6)
    first = reserve(problem, officers=everybody(problem))
    before = Plan(teams=first.teams, spare=first.spare)
    for ill in (code for team in first.teams for code in team.officers):
        rest = tuple(code for code in everybody(problem) if code != ill)
        after = reserve(dataclasses.replace(problem, before=before), officers=rest)
        old = {code: team.site for team in first.teams for code in team.officers if code != ill}
        new = {code: team.site for team in after.teams for code in team.officers}
        assert {code: new.get(code) for code in old} == old


def test_sites_stay_where_they_are_as_good() -> None:
    """A team that stood at an equally good site stays there, although risk would now speak for the other."""
    problem = problem_of(
        line=[("T1", 0), ("T2", 30), ("SA", 10), ("SB", 20), ("base", 15)],
        risks=(9, 1),
        officers=[Officer(code="P0", base="base"), Officer(code="P1", base="base")],
        sites=[Site(code="SA", reserve=True), Site(code="SB", reserve=True)],
        reserve_teams=1,
    )
    (team,) = reserve(problem, officers=("P0", "P1")).teams
    before = Plan(teams=(dataclasses.replace(team, site="SB"),))
    assert [one.site for one in reserve(dataclasses.replace(problem, before=before), officers=("P0", "P1")).teams] == [
        "SB"
    ]


@given(seed=SEEDS, people=st.integers(0, 8))
def test_teams_keep_every_rule_and_the_bound_is_true(seed: int, people: int) -> None:
    """Whatever the ways: full teams of allowed people at different sites, true minutes, a bound under every choice."""
    problem = random_problem(seed, people=people)
    found = reserve(problem, officers=everybody(problem))
    number = {name: i for i, name in enumerate(problem.travel.places)}
    people_of, site_of = {one.code: one for one in problem.officers}, {one.code: one for one in problem.sites}
    used = [code for team in found.teams for code in team.officers]
    assert sorted([*used, *found.spare]) == sorted(everybody(problem))
    assert len({one.site for one in found.teams}) == len(found.teams) <= problem.limits.reserve_teams
    for team in found.teams:
        assert site_of[team.site].reserve
        assert len(team.officers) == problem.limits.reserve_size
        assert not {"P0", "P1"} <= set(team.officers)
        for code in team.officers:
            officer = people_of[code]
            assert problem.travel.minutes[number[officer.base], number[team.site]] != NO_WAY
            assert officer.district in {"", site_of[team.site].district} or not site_of[team.site].district
    assert sum(missing for kind, missing in kinds(found) if kind == "reserve") == max(
        problem.limits.reserve_teams - len(found.teams), 0
    )
    sites = sorted(one.code for one in problem.sites if one.reserve)
    if found.teams:
        rows = [number[one] for one in sites]
        minutes = problem.travel.minutes[np.ix_(rows, [number[one.code] for one in problem.stations])]
        weights = [one.risk for one in problem.stations]
        chosen = tuple(sites.index(one.site) for one in found.teams)
        lost, radius, *_ = pmed.ranks(minutes, chosen, weights=weights, keep=())
        assert found.response == radius
        best = pmed.best(minutes, len(chosen), weights=weights)
        assert best[0] <= lost
        assert best[0] < lost or found.response_bound <= best[1] <= radius


@given(seed=SEEDS)
def test_one_more_officer_is_never_worse(seed: int) -> None:
    """With one more, there are as many teams at least; with as many teams, the farthest TPS is no farther."""
    problem = dataclasses.replace(random_problem(seed, people=6), apart=())
    fewer, all_of_them = (
        reserve(problem, officers=everybody(problem)[:-1]),
        reserve(problem, officers=everybody(problem)),
    )
    assert len(all_of_them.teams) >= len(fewer.teams)
    lost = [sum(missing for kind, missing in kinds(one) if kind == "way") for one in (fewer, all_of_them)]
    if len(all_of_them.teams) == len(fewer.teams) and lost[0] == lost[1] == 0:
        assert all_of_them.response <= fewer.response


def test_the_order_of_the_file_changes_nothing() -> None:
    """Sites, TPS and people in another order make the same teams and camps."""
    problem = random_problem(7, people=8)
    turned = dataclasses.replace(
        problem,
        stations=problem.stations[::-1],
        officers=problem.officers[::-1],
        soldiers=problem.soldiers[::-1],
        sites=problem.sites[::-1],
    )
    assert reserve(problem, officers=everybody(problem)) == reserve(turned, officers=everybody(turned))
    assert camps(problem) == camps(turned)


def test_soldiers_wait_in_pairs_spread_over_the_road() -> None:
    """Four soldiers make two camps of two, where the farthest TPS is nearest."""
    found = camps(road(people=4))
    assert [(one.site, len(one.soldiers)) for one in found.camps] == [("SA", 2), ("SC", 2)]
    assert found.shortages == ()


def test_a_full_site_takes_no_more() -> None:
    """With four sites of two, ten soldiers leave two without a place, and that is said."""
    found = camps(road(people=10))
    assert [len(one.soldiers) for one in found.camps] == [2, 2, 2, 2]
    assert kinds(found) == [("army", 2)]


def test_soldiers_stay_in_their_camps() -> None:
    """When a soldier leaves a camp of three, the others of the plan before stay where they were."""
    problem = road(people=5, army_at_site=3)
    first = camps(problem)
    absent = max(first.camps, key=lambda one: len(one.soldiers)).soldiers[0]
    there = tuple(one for one in problem.soldiers if one.code != absent)
    gone = dataclasses.replace(problem, soldiers=there, before=Plan(camps=first.camps))
    old = {code: one.site for one in first.camps for code in one.soldiers if code != absent}
    assert {code: one.site for one in camps(gone).camps for code in one.soldiers} == old


def test_no_site_for_the_army_is_said() -> None:
    """Soldiers without any site are a shortage; no soldiers are none."""
    problem = road(people=2)
    assert kinds(camps(dataclasses.replace(problem, sites=()))) == [("army", 2)]
    assert camps(dataclasses.replace(problem, soldiers=())) == Camped(camps=(), shortages=())


@given(seed=SEEDS, people=st.integers(0, 9))
def test_camps_keep_every_rule(seed: int, people: int) -> None:
    """Every soldier is in one camp or counted as missing; nobody is where no way leads, and no camp is too full."""
    problem = random_problem(seed, people=people)
    found = camps(problem)
    number = {name: i for i, name in enumerate(problem.travel.places)}
    bases = {one.code: one.base for one in problem.soldiers}
    placed = [code for one in found.camps for code in one.soldiers]
    assert len(placed) == len(set(placed)) == people - sum(missing for _, missing in kinds(found))
    for camp in found.camps:
        assert 1 <= len(camp.soldiers) <= problem.limits.army_at_site
        for code in camp.soldiers:
            assert problem.travel.minutes[number[bases[code]], number[camp.site]] != NO_WAY
