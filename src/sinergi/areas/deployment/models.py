"""The tables of guard plans. Derived; only ``apply`` writes them. No column holds a name: people are opaque ids."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sinergi.areas.deployment.facts import AbsenceReason, Cause, PlanState, Verdict
from sinergi.vocabulary.viewer import FIVE_PARTIES

STORED = (PlanState.DRAFT, PlanState.ISSUED, PlanState.AMENDED, PlanState.WITHDRAWN)


class GuardPlan(models.Model):
    """One version of the guard plan. What the parties say of a draft stands in ``PlanCheck``, not in ``state``."""

    plan = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveIntegerField(unique=True)
    day = models.DateField()
    cause = models.CharField(max_length=16)
    parent = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=400, blank=True)
    patterns = models.JSONField()
    shifts = models.JSONField()
    body = models.JSONField()
    status = models.CharField(max_length=16)
    goals = models.JSONField()
    gap_ppm = models.BigIntegerField()
    shortages = models.JSONField()
    conflict = models.JSONField()
    reasons = models.JSONField()
    engine = models.CharField(max_length=80, blank=True)
    version = models.CharField(max_length=80, blank=True)
    seed = models.BigIntegerField()
    input_hash = models.CharField(max_length=64, blank=True)
    synthetic = models.BooleanField(default=False)
    state = models.CharField(max_length=16, default=PlanState.DRAFT.value)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    issued_at = models.DateTimeField(null=True)
    letter = models.CharField(max_length=120, blank=True)
    despite = models.CharField(max_length=400, blank=True)
    withdrawn_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=PlanState.ISSUED.value), name="deployment_one_in_force"
            ),
            models.CheckConstraint(condition=Q(state__in=[one.value for one in STORED]), name="deployment_plan_state"),
            models.CheckConstraint(condition=Q(cause__in=[one.value for one in Cause]), name="deployment_plan_cause"),
            models.CheckConstraint(
                condition=~Q(state=PlanState.ISSUED.value) | Q(issued_at__isnull=False) & ~Q(letter=""),
                name="deployment_issued_by_letter",
            ),
            models.CheckConstraint(condition=Q(number__gte=1, gap_ppm__gte=0), name="deployment_plan_numbers"),
        )

    def __str__(self) -> str:
        return f"plan {self.number}"


class GuardDuty(models.Model):
    """Where one person of a plan is: in ``shift``, or with an empty shift where they stand on voting day.

    A person in two places at a time is impossible: see the constraint.
    """

    plan = models.ForeignKey(GuardPlan, on_delete=models.CASCADE, related_name="duties")
    person = models.CharField(max_length=40, db_index=True)
    shift = models.CharField(max_length=40, blank=True)
    task = models.CharField(max_length=60)  # sector, reserve, army, gate, spare; in a shift a task's code
    at = models.CharField(max_length=80, blank=True)  # a TPS or site; empty for who is spare

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "person", "shift"], name="deployment_one_place_at_a_time"),
            models.CheckConstraint(condition=~Q(person="") & ~Q(task=""), name="deployment_duty_whole"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.shift} {self.task}"


class PlanCheck(models.Model):
    """The last word of one party on one plan."""

    plan = models.ForeignKey(GuardPlan, on_delete=models.CASCADE, related_name="checks")
    party = models.CharField(max_length=16)
    verdict = models.CharField(max_length=16)
    note = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "party"], name="deployment_one_word_per_party"),
            models.CheckConstraint(
                condition=Q(party__in=[one.value for one in FIVE_PARTIES]), name="deployment_check_party"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=[one.value for one in Verdict]), name="deployment_check_verdict"
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.verdict}"


class Absence(models.Model):
    """Somebody who cannot come. The row goes when they are back."""

    person = models.CharField(max_length=40, primary_key=True)
    reason = models.CharField(max_length=16)
    since = models.DateTimeField()
    told_by = models.CharField(max_length=16)
    reported_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(reason__in=[one.value for one in AbsenceReason]), name="deployment_absence_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} absent"
