"""Make a version of the plan: pose the problem, solve it, let the independent checker look, record the draft."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection
from typing import Final

from sinergi.areas.deployment.commands.asking import (
    drafted_before,
    people_of,
    plan_for,
    plan_id,
    record,
    require_planner,
)
from sinergi.areas.deployment.facts import Cause, PlanDrafted
from sinergi.areas.deployment.queries import known
from sinergi.areas.deployment.queries.known import KnownPlan
from sinergi.areas.deployment.rules import ground as rules
from sinergi.areas.deployment.rules.ground import Ground
from sinergi.areas.deployment.rules.homeward import homeward
from sinergi.areas.deployment.rules.states import Step
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book
from sinergi.planner.deployment import check, form
from sinergi.planner.deployment.problem import Budget, Problem
from sinergi.planner.deployment.replan import replan
from sinergi.planner.deployment.result import Result
from sinergi.planner.deployment.solve import solve
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party, Viewer

BUDGET: Final = Budget(restarts=20, nodes=6_000)
PLANNER: Final = "planner"  # who made a proposal that nobody asked for
PARTS: Final = 1_000_000
SHOWN: Final = 3  # faults named in a refusal


def draft_plan(*, viewer: Viewer, stamp: Stamp, note: str = "", seed: int = 0) -> str:
    """Draft a plan from what is registered now and return its id; of a plan in force it moves as few as it can.

    Raises Refused ``access.deployment.write*``, ``deployment.*`` (what is missing), ``deployment.plan.faulty``.
    """
    require_planner(viewer, note)
    said = " ".join(note.split())
    if (sent := drafted_before(stamp)) and sent.fact.cause in (Cause.FIRST, Cause.NEW_DATA) and sent.fact.note == said:
        return sent.fact.plan
    now, force = known.ground(), known.in_force()
    posed = rules.problem(now, before=force.fact.body if force else None)
    problem, result = solved(posed, spare=now.pack.guard.spare, seed=seed)
    if force is None:
        settled = homeward(problem, result.plan, held=rules.own_gates(now))
        result = dataclasses.replace(result, plan=settled)
    cause = Cause.NEW_DATA if known.next_number() > 1 else Cause.FIRST
    return keep(problem, result, now=now, cause=cause, parent=force, note=note, stamp=stamp)


def solved(problem: Problem, *, spare: int, seed: int) -> tuple[Problem, Result]:
    """Return the plan that keeps ``spare`` officers back; of one that would leave a TPS without a guard, all go."""
    thrifty = rules.sparing(problem, spare=spare)
    result = solve(thrifty, budget=BUDGET, seed=seed)
    if thrifty is problem or not result.plan.uncovered:
        return thrifty, result
    return problem, solve(problem, budget=BUDGET, seed=seed)


def propose(*, viewer: Viewer, stamp: Stamp, plan: str, absent: tuple[str, ...] = (), note: str = "") -> str:
    """Draft a plan from ``plan`` without the people of ``absent``, moving as few others as possible; return its id.

    People whose absence was reported are left out anyway. Raises as ``draft_plan`` does, and
    ``deployment.person.not-in-plan``.
    """
    require_planner(viewer, note)
    sent, said = drafted_before(stamp), " ".join(note.split())
    if sent and (sent.fact.parent, sent.fact.note) == (plan, said) and not people_of(sent).intersection(absent):
        return sent.fact.plan
    base = plan_for(plan, Step.BUILD_ON)
    if strangers := set(absent) - set(people_of(base)) - set(base.fact.body.spare):
        raise not_in_plan(len(strangers))
    return again(base, absent=absent, note=note, stamp=stamp)


def again(base: KnownPlan, *, absent: Collection[str], note: str, stamp: Stamp) -> str:
    """Draft the plan that amends ``base``, whoever asks. Raises Refused ``deployment.*``."""
    now, goals, pairs = known.since(base, absent=absent)
    problem = rules.problem(now, before=base.fact.body, pairs=pairs)
    result = replan(problem, base.fact.body, known=goals, budget=BUDGET, seed=base.fact.seed)
    missing = people_of(base) - now.people.keys()
    cause = Cause.ABSENCE if missing else Cause.NEW_DATA
    return keep(problem, result, now=now, cause=cause, parent=base, note=note, stamp=stamp)


def keep(
    problem: Problem, result: Result, *, now: Ground, cause: Cause, parent: KnownPlan | None, note: str, stamp: Stamp
) -> str:
    """Record what the planner answered as a draft, if the checker finds no fault with it; return its id.

    A plan tells where the police's reserve waits: it is the police's own, whoever's news made it.
    """
    require_faultless(problem, result)
    if stamp.party is not Party.POLSEK:
        stamp = dataclasses.replace(stamp, party=Party.POLSEK, actor=PLANNER, ids=())
    note = " ".join(note.split())
    with book.writing():
        sent = drafted_before(stamp)  # two clicks may both have solved
        if sent is not None and (sent.fact.body, sent.fact.note) == (result.plan, note):
            return sent.fact.plan
        fact = PlanDrafted(
            plan=plan_id(stamp),
            number=known.next_number(),
            day=rulebook.pack().election.day,
            cause=cause,
            parent=parent.fact.plan if parent else "",
            note=note,
            patterns=tuple(one.code for one in problem.patterns),
            shifts=problem.shifts,
            body=result.plan,
            status=result.status,
            goals=result.goals,
            gap_ppm=round(result.gap * PARTS),
            shortages=result.shortages,
            conflict=result.conflict,
            reasons=result.reasons,
            engine=result.engine,
            version=result.version,
            seed=result.seed,
            input_hash=result.input_hash,
            synthetic=any(one.synthetic for one in now.stations.values())
            or any(one.synthetic for one in now.people.values()),
        )
        record(fact, stamp=stamp)
    return fact.plan


def require_faultless(problem: Problem, result: Result) -> None:
    """Refuse an answer with which the independent checker finds fault: nobody shall stand where a rule forbids it."""
    answer = json.loads(json.dumps(form.dump(result)))
    faults = check.faults(json.loads(form.write(problem)), answer)
    if faults:
        some = "; ".join(faults[:SHOWN])
        raise Refused(
            "deployment.plan.faulty",
            id=f"Pemeriksa mandiri menemukan {len(faults)} kesalahan, rencana tidak disimpan: {some}",
            en=f"The independent checker found {len(faults)} faults, the plan was not kept: {some}",
        )


def not_in_plan(count: int = 1) -> Refused:
    """Return the refusal of people who have no place in a plan."""
    return Refused(
        "deployment.person.not-in-plan",
        id=f"{count} orang tidak ada dalam rencana ini.",
        en=f"{count} people are not in this plan.",
    )
