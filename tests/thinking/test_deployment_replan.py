"""Planning again: what was lost is mended, and nobody else is moved."""

from __future__ import annotations

import dataclasses
import json
from functools import cache

import numpy as np
import pytest

from sinergi.planner.deployment import check, form
from sinergi.planner.deployment.nation import synthetic
from sinergi.planner.deployment.problem import NO_WAY, Budget, Frozen, Problem, Travel
from sinergi.planner.deployment.replan import replan, without
from sinergi.planner.deployment.result import Goal, Plan, Result
from sinergi.planner.deployment.solve import places, solve

BUDGET = Budget(restarts=2, nodes=0)


@cache
def made(number: int, *, stations: int = 30, spare: int = 6) -> tuple[Problem, Result]:
    """Return a synthetic kecamatan whose officers are all alike in skill, with ``spare`` to spare, and its plan."""
    problem = synthetic.kecamatan(seed=5, number=number, stations=stations)
    skills = tuple(sorted({skill for one in problem.stations for skill in one.needs}))
    alike = [dataclasses.replace(one, skills=skills, rank=5, village="", district="") for one in problem.officers]
    problem = dataclasses.replace(
        problem,
        officers=tuple(alike),
        tasks=(),
        apart=(),
        limits=dataclasses.replace(problem.limits, reserve_teams=0),
    )
    found = solve(problem, budget=BUDGET, seed=1)
    needed = sum(len(one.officers) for one in found.plan.sectors)
    more = [dataclasses.replace(alike[0], code=f"X{n}") for n in range(max(needed + spare - len(alike), 0))]
    pairs = dataclasses.replace(problem.limits, pairs=len(found.plan.sectors))
    problem = dataclasses.replace(problem, officers=(*alike, *more)[: needed + spare], limits=pairs)
    return problem, solve(problem, budget=BUDGET, seed=1)


def value(result: Result, goal: Goal) -> int:
    """Return what a plan reached of one goal."""
    return next(one.value for one in result.goals if one.goal is goal)


def sound(problem: Problem, result: Result) -> None:
    """Let the independent checker look."""
    faults = check.faults(json.loads(form.write(problem)), json.loads(json.dumps(form.dump(result))))
    assert faults == []


def holders(plan: Plan) -> dict[str, str]:
    """Return the sector of each TPS that shares one."""
    return {code: one.code for one in plan.sectors if not one.dedicated for code in one.stations}


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("lost", [1, 3, 5])
def test_drop_outs_move_nobody_else(number: int, lost: int) -> None:
    """As many new postings as drop-outs, all of them from the spare people; every other place stays."""
    problem, first = made(number)
    posted = [who for one in first.plan.sectors for who in one.officers]
    gone = posted[:: max(len(posted) // lost, 1)][:lost]
    again = replan(problem, first.plan, absent=gone, known=first.goals, budget=BUDGET)
    sound(without(dataclasses.replace(problem, before=first.plan), gone), again)
    assert value(again, Goal.UNCOVERED) == value(first, Goal.UNCOVERED)
    assert value(again, Goal.CHANGES) == len(gone)
    before, after = places(first.plan), places(again.plan)
    assert all(after.get(who) == where for who, where in before.items() if who not in gone)
    assert holders(again.plan) == holders(first.plan)


@pytest.mark.parametrize("number", range(6))
def test_a_lost_pair_leaves_only_its_own_tps_to_the_others(number: int) -> None:
    """Without spare people, and with room in other sectors, only the orphaned TPS find another sector."""
    problem, first = made(number, stations=24, spare=0)
    roomy = dataclasses.replace(problem, limits=dataclasses.replace(problem.limits, pairs=None))
    patterns = tuple(dataclasses.replace(one, stations=one.stations * 2) for one in problem.patterns)
    roomy = dataclasses.replace(roomy, patterns=patterns)  # every sector is half empty now
    lost = next(one for one in first.plan.sectors if not one.dedicated)
    again = replan(roomy, first.plan, absent=lost.officers, budget=BUDGET)
    sound(without(dataclasses.replace(roomy, before=first.plan), lost.officers), again)
    assert value(again, Goal.UNCOVERED) == 0
    was, now = holders(first.plan), holders(again.plan)
    moved = {code for code in was if was[code] != now[code]}
    closed = {one.code for one in first.plan.sectors} - {one.code for one in again.plan.sectors}
    assert len(closed) == 1
    assert moved == {code for code in was if was[code] in closed}


def test_a_withdrawn_tps_changes_its_own_sector_only() -> None:
    """The others keep sector, post and people."""
    problem, first = made(0)
    gone = first.plan.sectors[0].stations[-1]
    fewer = dataclasses.replace(problem, stations=tuple(one for one in problem.stations if one.code != gone))
    again = replan(fewer, first.plan, budget=BUDGET)
    sound(dataclasses.replace(fewer, before=first.plan), again)
    now = holders(again.plan)
    assert all(now[code] == sector for code, sector in holders(first.plan).items() if code != gone)
    assert gone not in now


@pytest.mark.parametrize("number", range(4))
def test_a_raised_risk_moves_what_no_longer_fits(number: int) -> None:
    """A TPS that now takes a whole pair finds one; all rules are kept and nothing is uncovered that need not be."""
    problem, first = made(number)
    heavy = max(problem.patterns, key=lambda one: one.police / one.stations)
    light = next(one for one in problem.stations if one.pattern != heavy.code)
    raised = tuple(
        dataclasses.replace(one, pattern=heavy.code, risk=9) if one.code == light.code else one
        for one in problem.stations
    )
    roomy = dataclasses.replace(problem.limits, pairs=None)
    changed = dataclasses.replace(problem, stations=raised, limits=roomy)
    again = replan(changed, first.plan, budget=BUDGET)
    sound(dataclasses.replace(changed, before=first.plan), again)
    best = solve(changed, budget=BUDGET, seed=1)
    assert value(again, Goal.UNCOVERED) == value(best, Goal.UNCOVERED) == 0
    was, now = holders(first.plan), holders(again.plan)
    assert sum(was[code] != now[code] for code in was) <= len(first.plan.sectors[0].stations) * 2


def test_a_tps_cut_off_from_its_post_is_taken_by_another_sector() -> None:
    """When the bridge is gone, the TPS goes where one can reach it, or stands alone."""
    problem, first = made(1)
    sector = max(first.plan.sectors, key=lambda one: len(one.stations))
    cut = sector.stations[-1]
    at = {code: place for place, code in enumerate(problem.travel.places)}
    minutes = problem.travel.minutes.copy()
    minutes[at[sector.post], at[cut]] = minutes[at[cut], at[sector.post]] = NO_WAY
    changed = dataclasses.replace(
        problem,
        travel=Travel(places=problem.travel.places, minutes=minutes.astype(np.int32)),
        limits=dataclasses.replace(problem.limits, pairs=None),
    )
    again = replan(changed, first.plan, budget=BUDGET)
    sound(dataclasses.replace(changed, before=first.plan), again)
    assert value(again, Goal.UNCOVERED) == 0
    assert holders(again.plan)[cut] != sector.code


def test_a_lost_boat_is_replaced_by_one_that_is_there() -> None:
    """An officer whose boat is gone changes places with one who has one; nothing is missing afterwards."""
    problem, first = made(2)
    wet = next(one for one in problem.stations)
    stations = tuple(dataclasses.replace(one, needs=("boat",) if one is wet else ()) for one in problem.stations)
    sector = next(one for one in first.plan.sectors if wet.code in one.stations)
    keeper = sector.officers[0]
    boats = {keeper, first.plan.spare[0]}
    officers = tuple(
        dataclasses.replace(one, skills=("boat",) if one.code in boats else ()) for one in problem.officers
    )
    afloat = dataclasses.replace(problem, stations=stations, officers=officers)
    before = replan(afloat, first.plan, budget=BUDGET)
    assert value(before, Goal.CHANGES) == 0
    lost = tuple(dataclasses.replace(one, skills=()) if one.code == keeper else one for one in officers)
    again = replan(dataclasses.replace(afloat, officers=lost), before.plan, budget=BUDGET)
    sound(dataclasses.replace(afloat, officers=lost, before=before.plan), again)
    assert value(again, Goal.UNCOVERED) == 0
    assert first.plan.spare[0] in next(one for one in again.plan.sectors if wet.code in one.stations).officers
    assert value(again, Goal.CHANGES) == 2  # one comes, one goes


def test_frozen_sectors_stay_whatever_is_lost() -> None:
    """A frozen sector keeps post, TPS and officers when another pair drops out."""
    problem, first = made(3, spare=0)
    kept, lost = [one for one in first.plan.sectors if not one.dedicated][:2]
    frozen = Frozen(post=kept.post, stations=kept.stations, officers=kept.officers)
    changed = dataclasses.replace(problem, frozen=(frozen,), limits=dataclasses.replace(problem.limits, pairs=None))
    again = replan(changed, first.plan, absent=lost.officers, budget=BUDGET)
    sound(without(dataclasses.replace(changed, before=first.plan), lost.officers), again)
    same = next(one for one in again.plan.sectors if one.post == kept.post)
    assert (set(same.stations), set(same.officers)) == (set(kept.stations), set(kept.officers))


def test_the_same_again() -> None:
    """The same loss gives the same plan, bit for bit."""
    problem, first = made(4)
    gone = first.plan.sectors[1].officers[:1]
    assert form.dump(replan(problem, first.plan, absent=gone)) == form.dump(replan(problem, first.plan, absent=gone))
