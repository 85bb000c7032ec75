"""The rules of guard plans: states as a table, names for codes, comparison, exchanges, what a problem is posed from."""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from datetime import date
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.areas.deployment.facts import PlanState, Verdict
from sinergi.areas.deployment.rules import comparing, moving, states
from sinergi.areas.deployment.rules.ground import Ground, by_boat, problem, raised, without
from sinergi.areas.deployment.rules.homeward import homeward
from sinergi.areas.deployment.rules.names import spoken
from sinergi.areas.deployment.rules.states import MOVES, Step
from sinergi.areas.people.facts import Craft, Duty, PersonRegistered
from sinergi.areas.places.facts import (
    Access,
    SiteKind,
    SiteRegistered,
    StationRegistered,
    VillageKind,
    VillageRegistered,
)
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.areas.rulebook.rules.pack import RulePack
from sinergi.areas.rulebook.rules.reading import parse
from sinergi.planner.deployment.problem import NO_WAY, Pattern, Problem, Station, Travel, Warden
from sinergi.planner.deployment.result import Gate, Goal, Plan, Reached, Sector, Team
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party

VILLAGE, OTHER = "14.04.19.2001", "14.04.19.2002"
CODES = ("1404192001001", "1404192001002", "1404192002001")
ENDS = (PlanState.AMENDED, PlanState.WITHDRAWN)


@functools.cache
def pack() -> RulePack:
    """Return the rules of the Pilkada."""
    folder = resources.files("sinergi.areas.rulebook") / "packs"
    return parse((folder / "pilkada-2024.toml").read_bytes(), name="pilkada-2024")


def ground(**changes: object) -> Ground:
    """Return a ground of three TPS, one beyond the river, with two police and a Linmas; with ``changes``."""
    places = (*CODES, "gudang", "polsek")
    land = [[5 if a != b else 0 for b in places] for a in places]
    for at in range(len(places)):
        if at != 2:
            land[at][2] = land[2][at] = None  # type: ignore[call-overload] # None: no way
    usual: dict[str, object] = {
        "pack": pack(),
        "stations": {
            code: StationRegistered(code=code, village=VILLAGE if code < CODES[2] else OTHER, number=int(code[10:]))
            for code in CODES
        },
        "villages": {
            code: VillageRegistered(
                code=code, name=code, kind=VillageKind.DESA, district="14.04.19", district_name="Contoh"
            )
            for code in (VILLAGE, OTHER)
        },
        "sites": {
            "polsek": SiteRegistered(code="polsek", name="Polsek Contoh", kind=SiteKind.POST, party="polsek"),
            "gudang": SiteRegistered(code="gudang", name="Gudang", kind=SiteKind.STORE, party="ppk"),
        },
        "classes": {CODES[0]: RiskClass.LOW, CODES[1]: RiskClass.HIGH, CODES[2]: RiskClass.VERY_HIGH},
        "people": {one.person: one for one in (police("p1", "Bripka"), police("p2", "Bripda"), linmas("w1"))},
        "held": {"w1": (CODES[2],)},
        "places": places,
        "land": tuple(tuple(row) for row in land),
        "water": tuple(tuple(9 if a != b else 0 for b in places) for a in places),
        "names": dict.fromkeys(CODES, "TPS rekaan"),
    }
    return Ground(**{**usual, **changes})  # type: ignore[arg-type] # keyword values by field name


def police(code: str, rank: str, **changes: object) -> PersonRegistered:
    """Return an officer."""
    usual: dict[str, object] = {
        "person": code,
        "party": Party.POLSEK,
        "duty": Duty.POLICE,
        "vault": code,
        "seal": "",
        "rank": rank,
        "craft": (Craft.BOAT,),
        "skills": ("P3K",),
    }
    return PersonRegistered(**{**usual, **changes})  # type: ignore[arg-type] # keyword values by field name


def linmas(code: str) -> PersonRegistered:
    """Return a Linmas of the first village, barred from all of the second."""
    return PersonRegistered(
        person=code,
        party=Party.KECAMATAN,
        duty=Duty.LINMAS,
        vault=code,
        seal="",
        home_village=VILLAGE,
        barred=("1404192002",),
    )


# --- states ---


@given(
    steps=st.lists(st.sampled_from(Step), max_size=12),
    verdicts=st.lists(st.sampled_from(Verdict), max_size=len(FIVE_PARTIES)),
)
def test_no_way_leads_out_of_an_archived_plan(steps: list[Step], verdicts: list[Verdict]) -> None:
    """Whatever is tried in whatever order: ended is ended, in force came from a draft, a refusal changes nothing."""
    state = PlanState.DRAFT
    for step in steps:
        before = state
        try:
            state = states.after(state, step, verdicts=verdicts)
        except Refused as refused:
            assert refused.code.startswith("deployment.plan.")  # noqa: PT017 -- the step may be allowed, too
            assert step not in MOVES[before]
            continue
        assert step in MOVES[before]
        assert before not in ENDS
        if state is PlanState.ISSUED and before is not PlanState.ISSUED:
            assert before in states.OPEN


def test_the_table_knows_every_state() -> None:
    """Each state has its row; only archived plans have none to take."""
    assert set(MOVES) == set(PlanState)
    assert {state for state, steps in MOVES.items() if not steps} == set(ENDS)


@given(verdicts=st.lists(st.sampled_from(Verdict), max_size=len(FIVE_PARTIES)))
def test_one_objection_weighs_more_than_four_agreements(verdicts: list[Verdict]) -> None:
    """Checked means that all five agreed."""
    state = states.checked(verdicts)
    assert (state is PlanState.OBJECTED) is (Verdict.OBJECTED in verdicts)
    assert (state is PlanState.CHECKED) is (verdicts == [Verdict.AGREED] * 5)


# --- names ---


def test_codes_become_names_and_longer_codes_stay() -> None:
    """A code inside another one is not touched; punctuation around it is."""
    names = {"p-1": "Bripka · Polsek", "1404192001001": "TPS 001 Contoh"}
    said = Sentence(id="p-1 jaga 1404192001001; p-12 tidak (p-1).", en="p-1: 1404192001001, 14041920010012.")
    assert spoken(said, names=names) == Sentence(
        id="Bripka · Polsek jaga TPS 001 Contoh; p-12 tidak (Bripka · Polsek).",
        en="Bripka · Polsek: TPS 001 Contoh, 14041920010012.",
    )


# --- comparison ---


def plan(**changes: object) -> Plan:
    """Return a plan of two sectors, a team, a gate and a spare officer."""
    usual: dict[str, object] = {
        "sectors": (
            Sector(code="R01", post="a", stations=("a", "b"), officers=("p1", "p2"), load=2, capacity=4),
            Sector(code="R02", post="c", stations=("c",), officers=("p3", "p4"), load=1, capacity=4),
        ),
        "teams": (Team(site="s", officers=("p5", "p6"), answers=("a", "b", "c"), minutes=9),),
        "gates": (Gate(station="a", wardens=("w1",)),),
        "spare": ("p7",),
    }
    return Plan(**{**usual, **changes})  # type: ignore[arg-type] # keyword values by field name


def test_a_new_code_moves_nobody() -> None:
    """A sector is known by its post; who is named in one plan only has no place in the other."""
    renamed = tuple(dataclasses.replace(one, code=f"X{one.code}") for one in plan().sectors)
    assert list(comparing.moves(plan(), plan(sectors=renamed))) == []
    assert comparing.stations_moved(plan(), plan(sectors=renamed)) == ()
    fewer = plan(teams=(), spare=("p5", "p6"))
    found = {person: (one and one.at, other and other.at) for person, one, other in comparing.moves(plan(), fewer)}
    assert found == {"p5": ("s", ""), "p6": ("s", ""), "p7": ("", None)}


def test_stations_and_goals_that_change_are_told() -> None:
    """A TPS under another post moved; only goals that both plans know are compared."""
    one, other = plan().sectors
    moved = plan(
        sectors=(
            dataclasses.replace(one, stations=("a",)),
            dataclasses.replace(other, stations=("c", "b")),
        )
    )
    assert comparing.stations_moved(plan(), moved) == ("b",)
    old = (Reached(goal=Goal.TRAVEL, value=9, bound=3), Reached(goal=Goal.UNCOVERED, value=0, bound=0))
    new = (Reached(goal=Goal.TRAVEL, value=7, bound=3),)
    assert list(comparing.goals(old, new)) == [(Goal.TRAVEL, 9, 7)]


# --- Linmas at their own gate ---


@given(data=st.data())
def test_exchanges_keep_every_rule_and_bring_people_home(data: st.DataObject) -> None:
    """Nobody is lost, no gate grows, nobody leaves the village or is barred; never fewer at their own gate."""
    stations = tuple(Station(code=f"t{i}", pattern="p", risk=1, village=f"v{i % 2}") for i in range(6))
    wardens = [f"w{i:02d}" for i in range(12)]
    gates = {one.code: [wardens[2 * i], wardens[2 * i + 1]] for i, one in enumerate(stations)}
    village = {one.code: one.village for one in stations}
    of = {person: village[code] for code, people in gates.items() for person in people}
    barred = {
        person: tuple(sorted(data.draw(st.sets(st.sampled_from([c for c in gates if person not in gates[c]])))))
        for person in wardens
    }
    held = {p: data.draw(st.sampled_from(sorted(gates))) for p in data.draw(st.sets(st.sampled_from(wardens)))}
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(wardens), st.sampled_from(wardens)), max_size=4))
    apart = tuple(pair for pair in pairs if pair[0] != pair[1] and not any(set(pair) <= set(g) for g in gates.values()))
    posed = Problem(
        patterns=(Pattern(code="p", police=2, stations=4, linmas=8),),
        stations=stations,
        officers=(),
        travel=Travel(places=(), minutes=np.zeros((0, 0), dtype=np.int32)),
        wardens=tuple(Warden(code=p, village=of[p], barred=barred[p]) for p in wardens),
        apart=apart,
    )
    before = Plan(gates=tuple(Gate(station=code, wardens=tuple(people)) for code, people in gates.items()))
    after = homeward(posed, before, held=held)
    assert Counter(p for gate in after.gates for p in gate.wardens) == Counter(wardens)
    assert [(gate.station, len(gate.wardens)) for gate in after.gates] == [(code, 2) for code in gates]
    for gate in after.gates:
        assert all(of[p] == village[gate.station] and gate.station not in barred[p] for p in gate.wardens)
        assert not any(set(pair) <= set(gate.wardens) for pair in apart)
    at_home = [sum(held.get(p) == gate.station for gate in one.gates for p in gate.wardens) for one in (before, after)]
    assert at_home[1] >= at_home[0]


# --- the problem ---


def test_a_problem_is_posed_from_what_is_registered() -> None:
    """Pattern and weight of the class, rank by the order of the pack, a boat where no road leads, barred TPS."""
    posed = problem(ground())
    by_code = {one.code: one for one in posed.stations}
    assert [by_code[code].risk for code in CODES] == [1, 3, 6]
    assert by_code[CODES[0]].pattern == pack().pattern(RiskClass.LOW).code
    assert [by_code[code].needs for code in CODES] == [(), (), ("boat",)]
    officers = {one.code: one for one in posed.officers}
    assert officers["p1"].rank > officers["p2"].rank > 0
    assert officers["p1"].skills == ("boat", "p3k")
    assert officers["p1"].base == "polsek"
    assert [(one.code, one.village, one.barred) for one in posed.wardens] == [("w1", OTHER, (CODES[2],))]
    at = {place: i for i, place in enumerate(posed.travel.places)}
    assert posed.travel.minutes[at["polsek"], at[CODES[0]]] == 5
    assert posed.travel.minutes[at["polsek"], at[CODES[2]]] == 9
    assert NO_WAY not in posed.travel.minutes
    assert {(one.code, one.reserve, one.army) for one in posed.sites} == {
        ("polsek", True, True),
        ("gudang", False, False),
    }
    assert [(one.start, one.end) for one in posed.shifts] == sorted((one.start, one.end) for one in posed.shifts)
    assert {one.at for one in posed.tasks} == {"gudang"}  # no PPK office is registered: nothing to guard there
    assert posed.limits.leader_rank == pack().guard.rank_of("Bripka")


def test_river_access_needs_a_boat_even_where_a_road_is_drawn() -> None:
    """The register's word counts: reached over the river."""
    stations = {**ground().stations}
    stations[CODES[0]] = dataclasses.replace(stations[CODES[0]], access=Access.RIVER)
    posed = problem(ground(stations=stations))
    assert by_boat(ground(stations=stations), posed.officers) == {CODES[0], CODES[2]}


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("deployment.station.none", {"stations": {}}),
        ("deployment.officer.none", {"people": {"w1": linmas("w1")}}),
        ("deployment.site.police", {"sites": {}}),
        ("deployment.station.unclassed", {"classes": {CODES[0]: RiskClass.LOW}}),
        ("deployment.station.unreachable", {"water": ground().land}),
    ],
)
def test_what_cannot_be_planned_is_refused_by_name(code: str, changes: dict[str, object]) -> None:
    """The refusal names what is missing, not where the solver stumbled."""
    with pytest.raises(Refused) as error:
        problem(ground(**changes))
    assert error.value.code == code
    if code == "deployment.station.unclassed":
        assert "2 TPS" in error.value.sentence.id


def test_what_if_changes_only_what_is_asked() -> None:
    """Raised TPS are very risky, people and TPS may be taken away; the ground itself stays."""
    base = ground()
    higher = raised(base, [CODES[0]])
    assert higher.classes[CODES[0]] is RiskClass.VERY_HIGH
    assert base.classes[CODES[0]] is RiskClass.LOW
    fewer = without(base, people=["p1"], stations=[CODES[2]])
    assert set(fewer.people) == {"p2", "w1"}
    assert set(fewer.stations) == set(CODES[:2])
    assert problem(fewer).stations


# --- moves by hand ---


@given(data=st.data())
def test_moves_by_hand_lose_nobody(data: st.DataObject) -> None:
    """Any move of any officer: allowed or refused by name, everybody keeps exactly one place, no place overflows."""
    posed = problem(ground(people={f"p{i}": police(f"p{i}", "Bripka") for i in range(1, 8)}))
    now = plan(
        sectors=(
            Sector(code="R01", post=CODES[0], stations=CODES[:2], officers=("p1", "p2"), load=3, capacity=4),
            Sector(code="R02", post=CODES[2], stations=CODES[2:], officers=("p3", "p4"), load=4, capacity=4),
        ),
        teams=(Team(site="polsek", officers=("p5", "p6"), answers=CODES, minutes=9),),
        gates=(),
    )
    everybody = Counter(f"p{i}" for i in range(1, 8))
    for _ in range(5):
        person = data.draw(st.sampled_from([*everybody, "p9"]))
        to = data.draw(st.sampled_from(["R01", "R02", "R03", "site:polsek", "site:x", "spare"]))
        instead_of = data.draw(st.sampled_from(["", *everybody]))
        try:
            now = moving.officer_moved(posed, now, person=person, to=to, instead_of=instead_of)
        except Refused as refused:
            assert refused.code.startswith("deployment.move.")  # noqa: PT017 -- the move may be allowed, too
            continue
        people = [p for one in now.sectors for p in one.officers] + [p for one in now.teams for p in one.officers]
        assert Counter([*people, *now.spare]) == everybody
        assert all(len(one.officers) <= 2 for one in now.sectors)
        assert all(len(one.officers) <= 2 for one in now.teams)


def test_a_tps_takes_its_sector_with_it_when_it_was_the_last() -> None:
    """A sector without TPS is dissolved and its officers are spare; one without its post gets another."""
    posed = problem(ground(classes=dict.fromkeys(CODES, RiskClass.LOW)))
    now = plan(
        sectors=(
            Sector(code="R01", post=CODES[0], stations=CODES[:2], officers=("p1",), load=2, capacity=4),
            Sector(code="R02", post=CODES[2], stations=CODES[2:], officers=("p2",), load=1, capacity=4),
        ),
        teams=(),
        spare=(),
    )
    one = moving.station_moved(posed, now, station=CODES[2], to="R01")
    assert [(s.code, set(s.stations)) for s in one.sectors] == [("R01", set(CODES))]
    assert one.spare == ("p2",)
    other = moving.station_moved(posed, now, station=CODES[0], to="R02")
    assert [(s.code, s.post, set(s.stations)) for s in other.sectors] == [
        ("R01", CODES[1], {CODES[1]}),
        ("R02", CODES[2], {CODES[0], CODES[2]}),
    ]
    assert other.sectors[1].minutes == 18


def test_days_of_shifts_are_counted_from_voting_day() -> None:
    """H-1 is negative, H+1 is beyond 24 hours; shifts of the pack never overlap."""
    spans = {one.code: one.span() for one in pack().guard_shifts}
    assert spans["h-1-siang"] == (-960, -480)
    assert spans["h-pagi"] == (300, 780)
    assert spans["h+1-siang"] == (1920, 2400)
    assert pack().election.day == date(2024, 11, 27)
