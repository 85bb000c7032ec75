"""Facts of deployment become rows. Each function takes a run of one kind, in the order of the journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sinergi.areas.deployment.facts import PlanDrafted, PlanState
from sinergi.areas.deployment.models import Absence, GuardDuty, GuardPlan, PlanCheck
from sinergi.areas.deployment.rules.standing import standing
from sinergi.journal.wiring import Noted
from sinergi.vocabulary.facts import to_json

BATCH = 500
JSON = ("patterns", "shifts", "body", "goals", "shortages", "conflict", "reasons")
PLAIN = (
    "plan", "number", "day", "cause", "parent", "note", "status", "gap_ppm", "engine", "version", "seed",
    "input_hash", "synthetic",
)  # fmt: skip


def plans_drafted(noted: Sequence[Noted]) -> None:
    """Write the plan and where each of its people is; the database refuses a person in two places."""
    for one in noted:
        fact: PlanDrafted = one.fact
        values: dict[str, Any] = {name: getattr(fact, name) for name in PLAIN}
        values |= {name: to_json(getattr(fact, name)) for name in JSON}
        row = GuardPlan.objects.create(**values, made_at=one.recorded_at, made_by=one.stamp.actor)
        GuardDuty.objects.bulk_create(_duties(row, fact), batch_size=BATCH)


def plans_checked(noted: Sequence[Noted]) -> None:
    """Keep the last word of each party."""
    for one in noted:
        PlanCheck.objects.update_or_create(
            plan_id=one.fact.plan,
            party=one.fact.party,
            defaults={"verdict": one.fact.verdict, "note": one.fact.note, "at": one.recorded_at},
        )


def plans_issued(noted: Sequence[Noted]) -> None:
    """Put each plan in force; the one before it is amended."""
    for one in noted:
        GuardPlan.objects.filter(state=PlanState.ISSUED).update(state=PlanState.AMENDED)
        GuardPlan.objects.filter(plan=one.fact.plan).update(
            state=PlanState.ISSUED, issued_at=one.recorded_at, letter=one.fact.letter, despite=one.fact.despite
        )


def plans_withdrawn(noted: Sequence[Noted]) -> None:
    """Set each plan aside with its reason."""
    for one in noted:
        GuardPlan.objects.filter(plan=one.fact.plan).update(state=PlanState.WITHDRAWN, withdrawn_reason=one.fact.reason)


def absences_reported(noted: Sequence[Noted]) -> None:
    """Keep the last report of each person."""
    for one in noted:
        Absence.objects.update_or_create(
            person=one.fact.person,
            defaults={
                "reason": one.fact.reason,
                "since": one.fact.since,
                "told_by": one.stamp.party,
                "reported_at": one.recorded_at,
            },
        )


def absences_ended(noted: Sequence[Noted]) -> None:
    """Forget the absence; the journal remembers it."""
    Absence.objects.filter(person__in=[one.fact.person for one in noted]).delete()


def _duties(row: GuardPlan, fact: PlanDrafted) -> Iterator[GuardDuty]:
    for post in standing(fact.body):
        yield GuardDuty(plan=row, person=post.person, shift="", task=post.kind, at=post.at)
    for turn in fact.body.turns:
        yield GuardDuty(plan=row, person=turn.person, shift=turn.shift, task=turn.task, at=turn.at)
