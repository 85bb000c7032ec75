"""What is known, for commands that decide, not for screens. Nothing is redacted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Max

from sinergi.areas.deployment.facts import AbsenceReason, Cause, PlanDrafted, PlanState, Verdict
from sinergi.areas.deployment.models import Absence, GuardDuty, GuardPlan, PlanCheck
from sinergi.areas.deployment.rules import ground as rules
from sinergi.areas.deployment.rules import states
from sinergi.areas.deployment.rules.ground import Ground, places_of
from sinergi.areas.people.facts import Duty, PersonRegistered
from sinergi.areas.people.queries import known as people
from sinergi.areas.places.queries import known as places
from sinergi.areas.places.queries import ways
from sinergi.areas.places.rules.travel import Craft
from sinergi.areas.risk import queries as risk
from sinergi.areas.rulebook import queries as rulebook
from sinergi.planner.deployment import form
from sinergi.planner.deployment.result import Reached
from sinergi.vocabulary.facts import from_json
from sinergi.vocabulary.viewer import Party

GUARDS: Final = (Party.POLSEK, Party.KORAMIL, Party.KECAMATAN)
DUTIES: Final = (Duty.POLICE, Duty.ARMY, Duty.LINMAS)
HEAVY: Final = ("body", "reasons")  # of a plan, not wanted in a list


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCheck:
    """The last word of a party on a plan."""

    party: Party
    verdict: Verdict
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlan:
    """A plan as it was drafted, and what became of it. ``fact`` has no body and no reasons when asked in a list."""

    fact: PlanDrafted
    state: PlanState
    checks: tuple[KnownCheck, ...]
    made_at: datetime
    made_by: str
    issued_at: datetime | None
    letter: str
    despite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAbsence:
    """Somebody who cannot come."""

    person: str
    reason: AbsenceReason
    since: datetime
    told_by: Party
    reported_at: datetime


def plan(plan: str) -> KnownPlan | None:
    """Return one plan in full, whatever its state."""
    row = GuardPlan.objects.filter(plan=plan).first()
    return _known(row, _checks([row])) if row is not None else None


def in_force() -> KnownPlan | None:
    """Return the plan in force; the database sees to it that there is at most one."""
    row = GuardPlan.objects.filter(state=PlanState.ISSUED).first()
    return _known(row, _checks([row])) if row is not None else None


def plans() -> tuple[KnownPlan, ...]:
    """Return every plan, the newest first, without body and reasons."""
    rows = list(GuardPlan.objects.defer(*HEAVY).order_by("-number"))
    checks = _checks(rows)
    return tuple(_known(row, checks, heavy=False) for row in rows)


def numbers() -> dict[str, int]:
    """Return the number of every plan by its id."""
    return dict(GuardPlan.objects.values_list("plan", "number"))


def answer_to_absences(force: KnownPlan) -> str:
    """Return the newest open draft that amends ``force`` and posts nobody who is absent now; empty: none."""
    rows = GuardPlan.objects.filter(state=PlanState.DRAFT, cause=Cause.ABSENCE, parent=force.fact.plan)
    gone = list(absences())
    for code in rows.order_by("-number").values_list("plan", flat=True):
        if not GuardDuty.objects.filter(plan=code, person__in=gone).exists():
            return code
    return ""


def next_number() -> int:
    """Return the number of the plan that is drafted next."""
    return (GuardPlan.objects.aggregate(most=Max("number"))["most"] or 0) + 1


def absences() -> dict[str, KnownAbsence]:
    """Return who cannot come, by person."""
    return {
        row.person: KnownAbsence(
            person=row.person,
            reason=AbsenceReason(row.reason),
            since=row.since,
            told_by=Party(row.told_by),
            reported_at=row.reported_at,
        )
        for row in Absence.objects.order_by("person")
    }


def guards() -> dict[str, PersonRegistered]:
    """Return the police, army and Linmas that were not erased, by person. No name is among it."""
    found = people.persons(parties=GUARDS)
    return {code: one for code, one in found.items() if one.duty in DUTIES}


def since(base: KnownPlan, *, absent: Collection[str]) -> tuple[Ground, tuple[Reached, ...], int | None]:
    """Return what a plan after ``base`` stands on without ``absent``, and goals of ``base`` whose bounds still hold.

    They hold when nothing changed since but that people cannot come: when the problem of ``base``, posed again, has
    the same hash; and for as many sectors as the last part says, when that problem kept officers back.
    Raises Refused ``deployment.*``.
    """
    late = {person for person, one in absences().items() if one.reported_at > base.made_at}
    then = ground(despite=late)
    parent = plan(base.fact.parent) if base.fact.parent else None
    posed = rules.problem(then, before=parent.fact.body if parent else None)
    now = rules.without(then, people={*late, *absent})
    for problem in (rules.sparing(posed, spare=then.pack.guard.spare), posed):
        if form.input_hash(problem) == base.fact.input_hash:
            return now, base.fact.goals, problem.limits.pairs
    return now, (), None


def ground(*, despite: Collection[str] = ()) -> Ground:
    """Return what a plan stands on now, without the people who reported that they cannot come, ``despite`` excepted.

    Raises what ``places.queries.matrix`` raises.
    """
    stations, sites = places.standing(), places.sites()
    codes = places_of(stations, sites.values())
    gone = absences().keys() - set(despite)
    return Ground(
        pack=rulebook.pack_for_guarding(),
        stations=stations,
        villages=places.villages(),
        sites=sites,
        classes=risk.known_classes(),
        people={code: one for code, one in guards().items() if code not in gone},
        held=people.places_held(duty=Duty.LINMAS),
        places=codes,
        land=ways.known_matrix(places=codes, craft=Craft.MOTORCYCLE),
        water=ways.known_matrix(places=codes, craft=Craft.MOTORCYCLE_BOAT),
        names=places.node_names(),
    )


def _checks(rows: Iterable[GuardPlan]) -> dict[str, list[KnownCheck]]:
    found: dict[str, list[KnownCheck]] = {}
    for row in PlanCheck.objects.filter(plan__in=[row.plan for row in rows]).order_by("plan_id", "party"):
        one = KnownCheck(party=Party(row.party), verdict=Verdict(row.verdict), note=row.note, at=row.at)
        found.setdefault(row.plan_id, []).append(one)
    return found


def _known(row: GuardPlan, checks: dict[str, list[KnownCheck]], *, heavy: bool = True) -> KnownPlan:
    said = tuple(checks.get(row.plan, ()))
    state = PlanState(row.state)
    return KnownPlan(
        fact=_fact(row, heavy=heavy),
        state=states.checked(one.verdict for one in said) if state is PlanState.DRAFT else state,
        checks=said,
        made_at=row.made_at,
        made_by=row.made_by,
        issued_at=row.issued_at,
        letter=row.letter,
        despite=row.despite,
    )


def _fact(row: GuardPlan, *, heavy: bool) -> PlanDrafted:
    return from_json(
        PlanDrafted,
        {
            "plan": row.plan,
            "number": row.number,
            "day": row.day.isoformat(),
            "cause": row.cause,
            "parent": row.parent,
            "note": row.note,
            "patterns": row.patterns,
            "shifts": row.shifts,
            "body": row.body if heavy else {},
            "status": row.status,
            "goals": row.goals,
            "gap_ppm": row.gap_ppm,
            "shortages": row.shortages,
            "conflict": row.conflict,
            "reasons": row.reasons if heavy else [],
            "engine": row.engine,
            "version": row.version,
            "seed": row.seed,
            "input_hash": row.input_hash,
            "synthetic": row.synthetic,
        },
    )
