"""The roster: against all rosters where they are few, against a second engine, and rule by rule."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.planner.deployment.problem import (
    NO_WAY,
    Budget,
    Force,
    Limits,
    Officer,
    Pattern,
    Problem,
    Shift,
    Soldier,
    Station,
    Task,
    Travel,
)
from sinergi.planner.deployment.result import Plan, Sector, Team, Turn
from sinergi.planner.deployment.roster import Rostered, roster
from sinergi.planner.deployment.roster import rostering as room
from sinergi.planner.deployment.roster.duty import Duty
from tests.oracle import rosters
from tests.oracle.rosters import Sheet

SEEDS = st.integers(0, 2**32 - 1)
DAYS = tuple(Shift(code=f"S{i}", start=-1440 + 480 * i, end=-960 + 480 * i) for i in range(9))
TRAVEL = Travel(places=("base", "store", "T1", "site"), minutes=np.ones((4, 4), dtype=np.int32))


def problem_of(
    *,
    officers: int,
    soldiers: int = 0,
    tasks: tuple[Task, ...] = (),
    shifts: tuple[Shift, ...] = DAYS,
    **limits: object,
) -> Problem:
    """Return a problem of one TPS with its people at one base."""
    return Problem(
        patterns=(Pattern(code="low", police=2, stations=1, linmas=2),),
        stations=(Station(code="T1", pattern="low", risk=1, village="V1"),),
        officers=tuple(Officer(code=f"P{i}", base="base") for i in range(officers)),
        soldiers=tuple(Soldier(code=f"K{i}", base="base") for i in range(soldiers)),
        shifts=shifts,
        tasks=tasks,
        travel=TRAVEL,
        limits=Limits(**limits),  # type: ignore[arg-type] # names of limits with their numbers
    )


def pair(*, team: bool = False) -> Plan:
    """Post P0 and P1 in the sector of the TPS, and P2 and P3 in a team if asked."""
    sector = Sector(code="R01", post="T1", stations=("T1",), officers=("P0", "P1"))
    return Plan(
        sectors=(sector,),
        teams=(Team(site="site", officers=("P2", "P3"), answers=("T1",), minutes=1),) if team else (),
    )


def task(code: str, shift: str, people: int, *, force: Force = Force.POLICE, at: str = "store") -> Task:
    """Return a task at the store."""
    return Task(code=code, at=at, shift=shift, people=people, force=force)


def random_case(seed: int, *, people: int, shifts: int, tasks: int) -> tuple[Problem, Plan]:
    """Return a roster to fill: shifts that touch or not, a few guards, a few forbidden companions."""
    random = np.random.Generator(np.random.PCG64(seed))
    clock, days = -1440, []
    for i in range(shifts):
        clock += 60 * int(random.choice([0, 0, 0, 2, 8, 12]))
        end = clock + 60 * int(random.choice([4, 6, 8, 12]))
        days.append(Shift(code=f"S{i}", start=clock, end=end))
        clock = end
    army = int(random.integers(2))
    problem = problem_of(
        officers=people - army,
        soldiers=army,
        shifts=tuple(days),
        tasks=tuple(
            task(
                f"t{i}",
                f"S{random.integers(shifts)}",
                int(random.integers(1, people)),
                force=Force.ARMY if random.random() < 0.2 else Force.POLICE,
            )
            for i in range(tasks)
        ),
        rest=60 * int(random.choice([0, 4, 8])),
        spell=60 * int(random.choice([8, 12, 16])),
        total=60 * int(random.choice([12, 20, 40])),
        guard_shifts=tuple(sorted({f"S{random.integers(shifts)}" for _ in range(int(random.integers(3)))})),
    )
    if random.random() < 0.3:
        problem = dataclasses.replace(problem, apart=(("P0", f"P{people - army - 1}"),) if people - army > 1 else ())
    posted = people - army > 2 and random.random() < 0.7
    return problem, pair() if posted else Plan()


def sheet_of(problem: Problem, plan: Plan) -> Sheet:
    """Say the same in plain words."""
    number = {one.code: i for i, one in enumerate(problem.shifts)}
    guard = [number[code] for code in problem.limits.guard_shifts]
    posted = {code for sector in plan.sectors for code in sector.officers}
    police = {one.code: "police" for one in problem.officers} | {one.code: "army" for one in problem.soldiers}
    stands = {code: guard if code in posted else [] for code in police if guard or code not in posted}
    return Sheet(
        shifts=[(one.start, one.end) for one in problem.shifts],
        tasks=[(number[one.shift], one.people) for one in problem.tasks],
        able={
            code: [
                i
                for i, one in enumerate(problem.tasks)
                if one.force == police[code] and number[one.shift] not in stands[code]
            ]
            for code in stands
        },
        stands=stands,
        apart=[pair for pair in problem.apart if set(pair) <= stands.keys()],
        rest=problem.limits.rest,
        spell=problem.limits.spell,
        total=problem.limits.total,
    )


def keeps_every_rule(problem: Problem, plan: Plan, found: Rostered) -> None:
    """Assert what must hold of any roster."""
    sheet = sheet_of(problem, plan)
    tasks = {one.code: one for one in problem.tasks}
    number = {one.code: i for i, one in enumerate(problem.shifts)}
    assert max(Counter((one.person, one.shift) for one in found.turns).values(), default=1) == 1
    done = Counter(one.task for one in found.turns)
    missing = {one.at: one.missing for one in found.shortages if one.kind == "task"}
    assert all(done[code] + missing.get(code, 0) == one.people for code, one in tasks.items())
    assert found.unmet == sum(missing.values())
    order = {code: i for i, code in enumerate(tasks)}
    does: dict[str, list[int]] = {}
    for turn in found.turns:
        if turn.task in tasks:
            assert (turn.shift, turn.at) == (tasks[turn.task].shift, tasks[turn.task].at)
            does.setdefault(turn.person, []).append(order[turn.task])
    for person in sheet.able:
        assert set(does.get(person, [])) <= set(sheet.able[person])
        worked = [number[one.shift] for one in found.turns if one.person == person]
        assert set(sheet.stands.get(person, ())) <= set(worked)
        assert rosters.may_work(sheet, person, worked)
    assert not any(set(does.get(a, [])) & set(does.get(b, [])) for a, b in sheet.apart)
    assert found.fairness == rosters.fairness(sheet, does)
    assert found.fairness_bound <= found.fairness
    assert found.unmet_bound <= found.unmet


@given(seed=SEEDS)
def test_a_roster_is_the_best_of_all(seed: int) -> None:
    """Where all rosters can be tried, none leaves fewer seats empty, and none as full is fairer."""
    problem, plan = random_case(seed, people=4, shifts=4, tasks=4)
    found = roster(problem, plan, budget=Budget())
    keeps_every_rule(problem, plan, found)
    unmet, fairness = rosters.best(sheet_of(problem, plan))
    assert (found.unmet, found.fairness) == (unmet, fairness)
    assert (found.unmet_bound, found.fairness_bound) == (unmet, fairness)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_a_second_engine_agrees(block: int) -> None:
    """On 100 random rosters a 0-1 model of persons and tasks in another engine ends at the same two numbers."""
    for seed in range(10 * block, 10 * block + 10):
        random = np.random.Generator(np.random.PCG64(seed))
        people, shifts, tasks = (int(random.integers(low, high)) for low, high in ((4, 12), (4, 9), (4, 14)))
        problem, plan = random_case(seed, people=people, shifts=shifts, tasks=tasks)
        found = roster(problem, plan, budget=Budget())
        keeps_every_rule(problem, plan, found)
        assert (found.unmet, found.fairness) == rosters.best_by_constraints(sheet_of(problem, plan)), seed


def test_a_second_engine_agrees_on_one() -> None:
    """As above on one roster, in every run."""
    problem, plan = random_case(5, people=8, shifts=7, tasks=9)
    found = roster(problem, plan, budget=Budget())
    assert (found.unmet, found.fairness) == rosters.best_by_constraints(sheet_of(problem, plan))


@given(seed=SEEDS)
def test_a_roster_made_by_hand_keeps_every_rule(seed: int) -> None:
    """When there are too many sets of shifts for the model, the roster keeps the rules and claims no bound."""
    problem, plan = random_case(seed, people=6, shifts=6, tasks=8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "MOST_COLUMNS", -1)
        found = roster(problem, plan, budget=Budget())
    keeps_every_rule(problem, plan, found)
    assert (found.fairness_bound, found.unmet_bound, found.work["roster_solves"]) == (0, 0, 0)


@given(seed=SEEDS)
def test_one_more_officer_is_never_worse(seed: int) -> None:
    """One more spare officer never leaves more seats empty."""
    problem, plan = random_case(seed, people=6, shifts=5, tasks=6)
    more = dataclasses.replace(problem, officers=(*problem.officers, Officer(code="P9", base="base")))
    assert roster(more, plan, budget=Budget()).unmet <= roster(problem, plan, budget=Budget()).unmet


@given(seed=SEEDS)
def test_sets_of_shifts_are_those_that_the_clock_allows(seed: int) -> None:
    """The sets of shifts of the model are all that the oracle's clock lets a person work."""
    problem, plan = random_case(seed, people=5, shifts=6, tasks=1)
    sheet = sheet_of(problem, plan)
    for person, stands in sheet.stands.items():
        free = [shift for shift in range(6) if shift not in stands]
        every = (
            tuple(sorted({*stands, *more}))
            for size in range(len(free) + 1)
            for more in itertools.combinations(free, size)
        )
        duty = Duty(shifts=problem.shifts, limits=problem.limits)
        found = duty.patterns(fixed=tuple(stands), free=tuple(free), most=100)
        assert found == tuple(sorted(worked for worked in every if rosters.may_work(sheet, person, worked)))


def test_everyone_posted_stands_in_every_guard_shift() -> None:
    """Sector and team stand at their places, and work elsewhere only when rest allows."""
    problem = problem_of(
        officers=4,
        tasks=(task("convoy", "S1", 4), task("night", "S5", 4), task("plenary", "S6", 4)),
        guard_shifts=("S3", "S4"),
    )
    found = roster(problem, pair(team=True), budget=Budget())
    guard = [(one.person, one.shift, one.task, one.at) for one in found.turns if one.task in {"guard", "reserve"}]
    assert guard == [
        *((person, "S3", "guard", "T1") for person in ("P0", "P1")),
        *((person, "S3", "reserve", "site") for person in ("P2", "P3")),
        *((person, "S4", "guard", "T1") for person in ("P0", "P1")),
        *((person, "S4", "reserve", "site") for person in ("P2", "P3")),
    ]
    assert Counter(one.task for one in found.turns)["night"] == 0  # a third shift in a row
    assert [(one.at, one.missing) for one in found.shortages] == [("night", 4)]
    assert (found.fairness, found.fairness_bound) == (0, 0)


def test_a_guard_without_rest_stands_and_is_reported() -> None:
    """Guard shifts that break every limit are stood all the same, each limit is named, nobody gets a task on top."""
    problem = problem_of(
        officers=2,
        tasks=(task("late", "S8", 1),),
        guard_shifts=("S0", "S1", "S2", "S3", "S5", "S6"),
        rest=600,
        spell=960,
        total=2400,
    )
    found = roster(problem, pair(), budget=Budget())
    assert [(one.kind, one.missing, one.at) for one in found.shortages] == [
        ("rest", 2, ""),
        ("rest", 2, ""),
        ("rest", 2, ""),
        ("task", 1, "late"),
    ]
    said = " ".join(one.message.id for one in found.shortages)
    assert all(word in said for word in ("istirahat 600 menit", "1920 menit, paling lama 960", "2880 menit"))
    assert len(found.turns) == 12


def test_without_guard_shifts_posted_people_have_no_roster() -> None:
    """Nobody knows when they stand, so only the spare ones are given tasks."""
    problem = problem_of(officers=3, tasks=(task("store", "S0", 3),))
    found = roster(problem, pair(), budget=Budget())
    assert found.turns == (Turn(person="P2", shift="S0", task="store", at="store"),)
    assert found.unmet == 2


def test_tasks_go_to_their_own_force_and_never_to_a_soldier_at_a_tps() -> None:
    """Police tasks to officers, army tasks to soldiers, an army task at a TPS to nobody."""
    problem = problem_of(
        officers=1,
        soldiers=1,
        tasks=(
            task("a", "S0", 1),
            task("b", "S0", 1, force=Force.ARMY),
            task("c", "S4", 1, force=Force.ARMY, at="T1"),
        ),
    )
    found = roster(problem, Plan(), budget=Budget())
    assert [(one.person, one.task) for one in found.turns] == [("P0", "a"), ("K0", "b")]
    assert [one.at for one in found.shortages] == ["c"]


@pytest.mark.parametrize("rule", ["barred", "village", "way"])
def test_a_task_is_closed_to_whom_the_place_is(rule: str) -> None:
    """Barred from the TPS, at home there, or without a way: the task goes to another."""
    problem = problem_of(officers=2, tasks=(task("a", "S0", 1, at="T1"),))
    first = {
        "barred": Officer(code="P0", base="base", barred=("V1",)),
        "village": Officer(code="P0", base="base", village="V1"),
        "way": Officer(code="P0", base="site"),
    }[rule]
    minutes = TRAVEL.minutes.copy()
    minutes[3, 2] = NO_WAY
    problem = dataclasses.replace(
        problem, officers=(first, problem.officers[1]), travel=Travel(places=TRAVEL.places, minutes=minutes)
    )
    assert [one.person for one in roster(problem, Plan(), budget=Budget()).turns] == ["P1"]


def test_two_who_may_not_stand_together_get_different_tasks() -> None:
    """Two seats of one task and one of another at the same hour: they are dealt apart; with one task one stays away."""
    problem = dataclasses.replace(
        problem_of(officers=3, tasks=(task("a", "S0", 2), task("b", "S0", 1))), apart=(("P0", "P1"),)
    )
    found = roster(problem, Plan(), budget=Budget())
    keeps_every_rule(problem, Plan(), found)
    assert found.unmet == 0
    alone = dataclasses.replace(problem, officers=problem.officers[:2], tasks=(task("a", "S0", 2),))
    found = roster(alone, Plan(), budget=Budget())
    keeps_every_rule(alone, Plan(), found)
    assert found.unmet == 1


def test_people_keep_the_shifts_they_had() -> None:
    """A drop-out changes the turns of nobody else when a spare person can take them."""
    tasks = tuple(task(f"t{i}", f"S{i}", 2) for i in range(9))
    problem = problem_of(officers=10, tasks=tasks)
    first = roster(problem, Plan(), budget=Budget())
    old = {(one.person, one.task) for one in first.turns}
    ill = first.turns[0].person
    after = roster(
        dataclasses.replace(
            problem,
            officers=(*(one for one in problem.officers if one.code != ill), Officer(code="PX", base="base")),
            before=Plan(turns=first.turns),
        ),
        Plan(),
        budget=Budget(),
    )
    new = {(one.person, one.task) for one in after.turns}
    assert {one for one in old if one[0] != ill} == {one for one in new if one[0] != "PX"}
    assert after.unmet == 0


def test_the_same_roster_every_time_and_in_any_order() -> None:
    """The order of people, tasks and shifts in the file changes nothing."""
    problem, plan = random_case(11, people=9, shifts=7, tasks=10)
    turned = dataclasses.replace(
        problem,
        officers=problem.officers[::-1],
        soldiers=problem.soldiers[::-1],
        tasks=problem.tasks[::-1],
        shifts=problem.shifts[::-1],
    )
    first = roster(problem, plan, budget=Budget())
    assert first == roster(problem, plan, budget=Budget())
    assert first.turns == roster(turned, plan, budget=Budget()).turns


def test_a_budget_of_nothing_still_gives_a_roster() -> None:
    """No nodes and no seconds: the rules hold, and no bound is claimed that is not true."""
    problem, plan = random_case(11, people=9, shifts=7, tasks=10)
    best = roster(problem, plan, budget=Budget())
    for budget in (Budget(nodes=0), Budget(seconds=0.0)):
        found = roster(problem, plan, budget=budget)
        keeps_every_rule(problem, plan, found)
        assert found.unmet_bound <= best.unmet <= found.unmet


def test_no_shifts_no_roster() -> None:
    """A problem without shifts has no turns and lacks nothing."""
    found = roster(problem_of(officers=2, shifts=()), pair(), budget=Budget())
    assert (found.turns, found.fairness, found.shortages) == ((), 0, ())
