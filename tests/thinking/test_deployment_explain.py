"""Why and why not: every figure in a sentence is true, every conflict verified."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinergi.planner.deployment.people.explain import Answer, reasons, why_not
from sinergi.planner.deployment.people.officers import post
from sinergi.planner.deployment.problem import Budget, Problem
from sinergi.planner.deployment.result import Goal, Plan, Sector
from sinergi.vocabulary.refusal import Refused
from tests.thinking.posting_cases import best, can_hold, goals, keepable, lacking, may, postings, small, with_before

pytestmark = pytest.mark.quick
seeds = st.integers(0, 10**9)


def planned(problem: Problem, sectors: tuple[Sector, ...]) -> Plan:
    """Return the best plan for the officers of a problem."""
    posted = post(problem, sectors, budget=Budget())
    return Plan(sectors=posted.sectors, spare=posted.spare)


def standing(plan: Plan) -> dict[str, str]:
    """Return the sector of each officer of a plan."""
    return {code: one.code for one in plan.sectors for code in one.officers}


def questions(problem: Problem, sectors: tuple[Sector, ...]) -> list[tuple[str, str, Answer]]:
    """Return every officer, every sector, and the answer why not."""
    plan = planned(problem, sectors)
    return [
        (person.code, at.code, why_not(problem, plan, person=person.code, post=at.code))
        for person in problem.officers
        for at in sectors
    ]


@pytest.mark.parametrize("block", range(6))
def test_the_cost_of_a_wish_is_the_best_that_is_left(block: int) -> None:
    """Every question about 60 small problems: points and approach are those of the best posting with the wish kept."""
    for seed in range(block * 10, block * 10 + 10):
        problem, sectors = small(seed, officers=4, sectors=3)
        kept = keepable(problem, sectors)
        now = best(problem, sectors, kept)
        for person, at, answer in questions(problem, sectors):
            possible = kept.get(person, at) == at and may(
                problem,
                next(one for one in problem.officers if one.code == person),
                next(one for one in sectors if one.code == at),
            )
            possible = possible and any(True for _ in postings(problem, sectors, kept | {person: at}))
            assert answer.possible == possible, (seed, person, at)
            if possible:
                then = best(problem, sectors, kept | {person: at})
                cost = {one.goal: (one.now, one.then) for one in answer.cost}
                assert cost == {Goal.UNCOVERED: (now[0], then[0]), Goal.APPROACH: (now[3], then[3])}, (seed, person, at)


def test_conflicts_of_wishes_are_verified() -> None:
    """Over 200 wishes that break something: the rules named contradict themselves, and not without any one of them."""
    seen, seed, forbidden, weakened = 0, 0, 0, 0
    while seen < 250:
        problem, sectors = small(seed, officers=5, sectors=2, hard=0.5)
        seed += 1
        for _, _, answer in questions(problem, sectors):
            codes = {one.code for one in answer.rules}
            if not codes:
                assert answer.possible
                continue
            assert any(code.startswith("wish:") for code in codes)
            assert not can_hold(problem, sectors, codes), (seed, codes)
            assert all(can_hold(problem, sectors, codes - {code}) for code in codes), (seed, codes)
            seen, forbidden, weakened = seen + 1, forbidden + (not answer.possible), weakened + answer.possible
    assert forbidden
    assert weakened


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_the_best_exchange_is_the_best(seed: int) -> None:
    """The minutes said of an exchange are the least of all exchanges that leave no sector worse off."""
    problem, sectors = small(seed, officers=7, sectors=3)
    problem = dataclasses.replace(problem, frozen=())
    plan = planned(problem, sectors)
    now = standing(plan)
    for reason in reasons(problem, plan):
        costs = exchanges(problem, sectors, now, reason.person)
        said = reason.lines[-1].id
        number = re.search(r"(bertambah|berkurang) (\d+) menit", said)
        assert bool(number) == bool(costs), said
        if number:
            assert int(number[2]) * (1 if number[1] == "bertambah" else -1) == min(costs)


def exchanges(problem: Problem, sectors: tuple[Sector, ...], now: dict[str, str], person: str) -> list[int]:
    """Return the minutes added by every exchange of ``person`` with one other that weakens no sector."""
    people = {one.code: one for one in problem.officers}
    by_code = {one.code: one for one in sectors}

    def points(found: dict[str, str], at: str) -> int:
        return lacking(problem, by_code[at], [people[code] for code, to in found.items() if to == at])

    costs = []
    for other in people:
        then = dict(now)
        if other == person or now.get(other) == now[person]:
            continue
        then[other] = now[person]
        del then[person]
        if other in now:
            then[person] = now[other]
        allowed = all(may(problem, people[code], by_code[to]) for code, to in then.items())
        apart = any(a in then and b in then and then[a] == then[b] for a, b in problem.apart)
        touched = {now[person], now.get(other, now[person])}
        if allowed and not apart and all(points(then, at) <= points(now, at) for at in touched):
            costs.append(goals(problem, sectors, then)[3] - goals(problem, sectors, now)[3])
    return costs


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_everyone_posted_has_a_reason(seed: int) -> None:
    """Each officer of a sector has one reason of one to three lines in both languages, with the code in it."""
    problem, sectors = small(seed, officers=9, sectors=4)
    plan = planned(problem, sectors)
    found = reasons(problem, plan)
    assert [one.person for one in found] == sorted(standing(plan))
    posts = {one.code: one.post for one in sectors}
    for one in found:
        assert 1 <= len(one.lines) <= 3
        assert one.person in one.lines[0].id
        assert one.person in one.lines[0].en
        assert one.at == posts[standing(plan)[one.person]]


def test_a_wish_counts_changes_where_a_plan_is_in_force() -> None:
    """With a plan in force the answer also says how many people stand elsewhere than in it."""
    problem, sectors = small(8, officers=6, sectors=3)
    problem = dataclasses.replace(problem, before=with_before(problem, sectors, 8))
    answers = [answer for _, _, answer in questions(problem, sectors) if answer.possible]
    assert answers
    assert all([one.goal for one in answer.cost] == [Goal.UNCOVERED, Goal.APPROACH, Goal.CHANGES] for answer in answers)


def test_who_stands_there_already_costs_nothing() -> None:
    """Asking for the posting that is costs nothing and moves nobody."""
    problem, sectors = small(8, officers=6, sectors=3)
    plan = planned(problem, sectors)
    person, at = next(iter(standing(plan).items()))
    answer = why_not(problem, plan, person=person, post=next(one.post for one in sectors if one.code == at))
    assert answer.possible
    assert all(one.now == one.then for one in answer.cost)
    assert answer.moved == ()
    assert "memang bertugas" in answer.lines[0].id


def test_strangers_are_refused_by_name() -> None:
    """A person or a place that the plan does not know is a named refusal."""
    problem, sectors = small(8, officers=6, sectors=3)
    plan = planned(problem, sectors)
    with pytest.raises(Refused) as person:
        why_not(problem, plan, person="nobody", post=sectors[0].code)
    with pytest.raises(Refused) as place:
        why_not(problem, plan, person=problem.officers[0].code, post="nowhere")
    assert (person.value.code, place.value.code) == ("plan.person.unknown", "plan.sector.unknown")
