"""Answers to questions about plans: what differs, what if, why not, who is absent, who may do what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sinergi.areas.deployment.facts import AbsenceReason, Cause, PlanState
from sinergi.areas.deployment.models import GuardDuty, GuardPlan
from sinergi.areas.deployment.queries import known
from sinergi.areas.deployment.queries.known import KnownPlan
from sinergi.areas.deployment.queries.rows import AbsenceRow, Comparison, GoalChange, MoveRow
from sinergi.areas.deployment.queries.telling import DOT, Teller
from sinergi.areas.deployment.queries.views import RECORD, require_office, unknown
from sinergi.areas.deployment.rules import byhand, comparing
from sinergi.areas.deployment.rules import ground as rules
from sinergi.areas.deployment.rules.names import all_spoken
from sinergi.areas.deployment.rules.standing import Kind, Standing
from sinergi.areas.rulebook import queries as rulebook
from sinergi.planner.deployment.people import explain
from sinergi.planner.deployment.people.explain import Answer
from sinergi.planner.deployment.problem import Budget
from sinergi.planner.deployment.replan import replan
from sinergi.planner.deployment.result import Plan, Reached, Rule, Shortage
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.terms import label
from sinergi.vocabulary.viewer import Action, Level, Role, Viewer

BUDGET: Final = Budget(restarts=5, nodes=2_000)  # a question is answered while somebody waits
RECORD_OF: Final = {  # what a page may ask of ``may``: the record of the matrix that decides
    "draft": RECORD,
    "move": RECORD,
    "propose": RECORD,
    "issue": RECORD,
    "withdraw": RECORD,
    "what_if": RECORD,
    "why_not": RECORD,
    "check": "plan_check",
    "absence": "absence",
}


def compare(viewer: Viewer, *, old: str, new: str) -> Comparison:
    """Return who moves from one plan to the other and what gets better or worse. Raises ``deployment.plan.unknown``."""
    require_office(viewer)
    one, other = known.plan(old), known.plan(new)
    if one is None or other is None:
        raise unknown()
    return _comparison(
        Teller(viewer),
        one,
        other.fact.body,
        number=other.fact.number,
        goals=other.fact.goals,
        shortages=other.fact.shortages,
    )


def what_if(
    viewer: Viewer,
    *,
    plan: str,
    absent: Sequence[str] = (),
    raised: Sequence[str] = (),
    withdrawn: Sequence[str] = (),
) -> Comparison:
    """Return what would change without the people of ``absent``; nothing is recorded.

    TPS of ``raised`` become very risky, those of ``withdrawn`` are no longer TPS. For the police. Raises Refused
    ``deployment.*``.
    """
    require_police(viewer)
    base = _base(plan)
    now, goals, pairs = known.since(base, absent=absent)
    codes = now.stations.keys()
    if lost := sorted({*raised, *withdrawn} - codes):
        raise Refused(
            "deployment.station.unknown",
            id=f"TPS tidak dikenal: {', '.join(lost)}.",
            en=f"Unknown TPS: {', '.join(lost)}.",
        )
    now = rules.raised(rules.without(now, stations=withdrawn), [code for code in raised if code not in withdrawn])
    elsewhere = bool(raised or withdrawn)
    body, still = base.fact.body, () if elsewhere else goals
    problem = rules.problem(now, before=body, pairs=None if elsewhere else pairs)
    result = replan(problem, body, known=still, budget=BUDGET, seed=base.fact.seed)
    tell = Teller(viewer)
    return _comparison(tell, base, result.plan, number=None, goals=result.goals, shortages=result.shortages)


def why_not(viewer: Viewer, *, plan: str, person: str, post: str) -> Answer:
    """Return what it would cost to post ``person`` in the sector ``post`` (its code, post or one of its TPS), in names.

    For the police. Raises Refused ``deployment.plan.unknown``, ``deployment.plan.outdated``, ``plan.person.unknown``
    and ``plan.sector.unknown``.
    """
    require_police(viewer)
    base = _base(plan)
    body = base.fact.body
    problem = rules.problem(known.ground(), before=body)
    byhand.require_same_stations(problem, body)
    answer = explain.why_not(problem, body, person=person, post=post)
    tell = Teller(viewer)
    return Answer(
        person=answer.person,
        sector=answer.sector,
        possible=answer.possible,
        cost=answer.cost,
        rules=tuple(Rule(code=one.code, message=tell.spoken(one.message)) for one in answer.rules),
        lines=all_spoken(answer.lines, names=tell.words),
        moved=answer.moved,
    )


def absences(viewer: Viewer) -> tuple[AbsenceRow, ...]:
    """Return who cannot come, of the own party; for the police also of others, then with the reason ``other``.

    A card sees its holder's own word elsewhere. In order of time, then person.
    """
    rulebook.require(viewer, Action.READ, "absence", party=viewer.party)
    if viewer.role is Role.FIELD:
        return ()
    tell, proposals = Teller(viewer), _proposals()
    rows = []
    for one in known.absences().values():
        if one.person not in tell.persons:  # erased since: nobody is left to come back
            continue
        guard = tell.guard(one.person)
        level = rulebook.level(viewer, "absence", party=guard.party)
        if level is not Level.NONE:
            rows.append(
                AbsenceRow(
                    guard=guard,
                    reason=one.reason if guard.party is viewer.party else AbsenceReason.OTHER,
                    since=one.since,
                    proposal=_proposal(one.person, proposals),
                )
            )
    return tuple(sorted(rows, key=lambda row: (row.since, row.guard.person)))


def may(viewer: Viewer, action: str) -> Refused | None:
    """Return why ``viewer`` may not do ``action`` (a key of RECORD_OF), or None. Raises KeyError for another one."""
    record = RECORD_OF[action]
    if (refused := rulebook.why_not(viewer, Action.WRITE, record, party=viewer.party)) is not None:
        return refused
    if action == "issue" and viewer.role is not Role.CHAIR:
        return Refused(
            "deployment.may.chair",
            id="Hanya Kapolsek yang menerbitkan rencana.",
            en="Only the head of the police post issues a plan.",
        )
    return None


def require_police(viewer: Viewer) -> None:
    """Refuse who may not plan: the answer speaks of every officer."""
    require_office(viewer)
    rulebook.require(viewer, Action.WRITE, RECORD)


def _base(plan: str) -> KnownPlan:
    found = known.plan(plan)
    if found is None:
        raise unknown()
    return found


def _comparison(
    tell: Teller,
    old: KnownPlan,
    new: Plan,
    *,
    number: int | None,
    goals: Sequence[Reached],
    shortages: Iterable[Shortage],
) -> Comparison:
    body = old.fact.body
    return Comparison(
        old=old.fact.number,
        new=number,
        moves=tuple(
            MoveRow(guard=tell.guard(person), before=_where(tell, before), after=_where(tell, after))
            for person, before, after in comparing.moves(body, new)
            if tell.police or not _both_reserve(before, after)
        ),
        stations_moved=tuple(tell.places.get(code, code) for code in comparing.stations_moved(body, new)),
        goals=tuple(
            GoalChange(goal=goal, before=before, after=after)
            for goal, before, after in comparing.goals(old.fact.goals, goals)
        ),
        shortages=tell.shortages(shortages),
    )


def _where(tell: Teller, one: Standing | None) -> str:
    """Return a post in words; empty for none. Where the reserve waits is the police's own."""
    if one is None or one.kind is Kind.SPARE:
        return ""
    if one.kind is Kind.RESERVE and not tell.police:
        return label(Kind.RESERVE)
    place = tell.places.get(one.at, one.at)
    if one.kind is Kind.RESERVE:
        return f"{label(Kind.RESERVE)}{DOT}{place}"
    return f"{one.sector}{DOT}{place}" if one.sector else place


def _both_reserve(before: Standing | None, after: Standing | None) -> bool:
    """Tell a move from one site of the reserve to another: where it waits is the police's own."""
    return before is not None and after is not None and before.kind is after.kind is Kind.RESERVE


def _proposals() -> list[tuple[str, frozenset[str]]]:
    """Return the open drafts that answer an absence, the newest first, with the people who have a place in them."""
    rows = GuardPlan.objects.filter(state=PlanState.DRAFT, cause=Cause.ABSENCE).order_by("-number")
    return [
        (plan, frozenset(GuardDuty.objects.filter(plan=plan).values_list("person", flat=True)))
        for plan in rows.values_list("plan", flat=True)
    ]


def _proposal(person: str, proposals: Iterable[tuple[str, frozenset[str]]]) -> str:
    return next((plan for plan, people in proposals if person not in people), "")
