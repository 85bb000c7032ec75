"""The tables of meetings and promises. Derived; only ``apply`` writes them. No column holds a name."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sinergi.areas.meetings.facts import EvidenceKind, MeetingState, Presence, PromiseState, Stance
from sinergi.vocabulary.viewer import FIVE_PARTIES

PARTIES = [one.value for one in FIVE_PARTIES]
OPEN_MEETINGS = (MeetingState.CALLED.value, MeetingState.RUNNING.value)
CLOSED = (PromiseState.KEPT.value, PromiseState.DROPPED.value)


class Meeting(models.Model):
    """One meeting. ``number_key`` is its number without spaces and case: two open meetings cannot share it."""

    meeting = models.CharField(max_length=40, primary_key=True)
    number = models.CharField(max_length=80)
    number_key = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    venue = models.CharField(max_length=200)
    host = models.CharField(max_length=16)
    agenda = models.JSONField()
    note = models.CharField(max_length=2000, blank=True)
    state = models.CharField(max_length=16, default=MeetingState.CALLED.value)
    carried = models.JSONField(default=list)
    changes = models.JSONField(default=list)  # what the invitation said before, when and why it was changed
    revision = models.PositiveIntegerField(default=0)
    called_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)  # why it was cancelled or reopened
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["number_key"], condition=Q(state__in=OPEN_MEETINGS), name="meetings_one_open_per_number"
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in MeetingState]), name="meetings_state"),
            models.CheckConstraint(condition=Q(host__in=PARTIES), name="meetings_host"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meetings_ends_after_start"),
        )

    def __str__(self) -> str:
        return self.number


class Attendee(models.Model):
    """A seat of a meeting and whether it was taken; an empty ``presence``: nobody has said."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    seat = models.CharField(max_length=40)
    order = models.PositiveIntegerField()
    party = models.CharField(max_length=16)
    title = models.CharField(max_length=160)
    post = models.CharField(max_length=80, blank=True)
    presence = models.CharField(max_length=16, blank=True)
    deputy = models.CharField(max_length=160, blank=True)
    how = models.CharField(max_length=16, blank=True)
    noted_at = models.DateTimeField(null=True)
    checked_in = models.BooleanField(default=False)  # the QR of this seat was used
    person = models.CharField(max_length=40, blank=True)  # who held the post when attendance was noted

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "seat"], name="meetings_seat_once"),
            models.CheckConstraint(
                condition=Q(presence__in=["", *(one.value for one in Presence)]), name="meetings_presence"
            ),
            models.CheckConstraint(condition=Q(party__in=PARTIES), name="meetings_seat_party"),
        )

    def __str__(self) -> str:
        return self.title


class Note(models.Model):
    """A line of the minutes. ``history`` holds what it said before each correction."""

    note = models.CharField(max_length=40, primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    item = models.PositiveIntegerField()
    order = models.PositiveIntegerField()
    text = models.CharField(max_length=2000)
    party = models.CharField(max_length=16)
    written_at = models.DateTimeField()
    struck = models.BooleanField(default=False)
    history = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "order"], name="meetings_note_order"),)

    def __str__(self) -> str:
        return self.note


class Decision(models.Model):
    """A decision: with owner and hour, or for information only; the database holds it to that."""

    decision = models.CharField(max_length=40, primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField()  # in its meeting, from 1
    item = models.PositiveIntegerField()
    text = models.CharField(max_length=2000)
    party = models.CharField(max_length=16, blank=True)
    due = models.DateTimeField(null=True)
    met_at = models.DateTimeField()  # when the meeting starts
    information_only = models.BooleanField(default=False)
    public = models.BooleanField(default=False)
    struck = models.BooleanField(default=False)
    taken_at = models.DateTimeField()
    written_by = models.CharField(max_length=16)  # the party that wrote it down
    history = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_decision_number"),
            models.CheckConstraint(
                condition=Q(information_only=True) | Q(party__in=PARTIES, due__isnull=False),
                name="meetings_decision_owned_or_information",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(due__gt=F("met_at")), name="meetings_decision_due_after_meeting"
            ),
            models.CheckConstraint(condition=Q(party__in=["", *PARTIES]), name="meetings_decision_party"),
        )

    def __str__(self) -> str:
        return self.decision


class Promise(models.Model):
    """One promise: one party, one hour, one state."""

    promise = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveIntegerField(unique=True)  # what people call it: K-12
    party = models.CharField(max_length=16)
    post = models.CharField(max_length=80, blank=True, db_index=True)
    text = models.CharField(max_length=2000)
    due = models.DateTimeField()
    first_due = models.DateTimeField()
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=16)  # the party that wrote it down
    meeting = models.CharField(max_length=40, blank=True, db_index=True)
    decision = models.CharField(max_length=40, blank=True, db_index=True)
    duty = models.CharField(max_length=80, blank=True)
    met_at = models.DateTimeField(null=True)  # when its meeting starts
    evidence = models.CharField(max_length=16)
    asked = models.PositiveIntegerField(default=0)
    record = models.CharField(max_length=80, blank=True)
    progress = models.PositiveIntegerField(default=0)  # reported number, or facts that count
    places = models.JSONField(default=list)
    state = models.CharField(max_length=16, default=PromiseState.PENDING.value)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=16, blank=True)
    closed_entry = models.UUIDField(null=True)  # the journal entry that closed it
    postponed = models.PositiveIntegerField(default=0)
    due_set_at = models.DateTimeField()  # when the present hour was set
    reminded = models.JSONField(default=list)  # nudges sent for the present hour
    nudge_at = models.DateTimeField(null=True)  # when the clerk looks again; null: never
    late_told_at = models.DateTimeField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["duty"], condition=~Q(duty=""), name="meetings_duty_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in PromiseState]), name="meetings_promise_state"
            ),
            models.CheckConstraint(condition=Q(party__in=PARTIES), name="meetings_promise_owned"),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(due__gt=F("met_at")), name="meetings_promise_due_after_meeting"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | ~Q(state__in=CLOSED) & Q(closed_at__isnull=True),
                name="meetings_promise_closed_once",
            ),
            models.CheckConstraint(
                condition=Q(evidence__in=[one.value for one in EvidenceKind]), name="meetings_promise_evidence"
            ),
        )
        indexes = (
            models.Index(fields=["state", "due"], name="meetings_promise_state_due"),
            models.Index(fields=["party", "state", "due"], name="meetings_promise_party_due"),
            models.Index(fields=["record", "state"], name="meetings_promise_record"),
            models.Index(fields=["state", "nudge_at"], name="meetings_promise_nudge"),
        )

    def __str__(self) -> str:
        return f"K-{self.number}"


class Wait(models.Model):
    """``promise`` can only be kept after ``on``."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="waits")
    on = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="holds_up")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["promise", "on"], name="meetings_wait_once"),
            models.CheckConstraint(condition=~Q(promise=F("on")), name="meetings_no_wait_on_itself"),
        )

    def __str__(self) -> str:
        return f"{self.promise_id} waits for {self.on_id}"


class PromiseEvent(models.Model):
    """One thing that happened to a promise, as its page tells it."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="events")
    entry = models.UUIDField()
    kind = models.CharField(max_length=80)
    at = models.DateTimeField()
    party = models.CharField(max_length=16)
    note = models.CharField(max_length=2000, blank=True)
    due = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(default=0)
    files = models.JSONField(default=list)
    before = models.JSONField(default=dict)  # a correction: what it said before

    class Meta:
        constraints = (models.UniqueConstraint(fields=["promise", "entry"], name="meetings_event_once"),)

    def __str__(self) -> str:
        return f"{self.promise_id} {self.kind}"


class PromiseEvidence(models.Model):
    """A fact of the system that counts towards a promise; ``key`` keeps the same place from counting twice."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="evidences")
    key = models.CharField(max_length=80)
    entry = models.UUIDField()
    kind = models.CharField(max_length=80)
    place = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["promise", "key"], name="meetings_evidence_once"),)

    def __str__(self) -> str:
        return f"{self.promise_id} {self.key}"


class Answer(models.Model):
    """The last word of one party on one decision or promise."""

    about = models.CharField(max_length=40)
    party = models.CharField(max_length=16)
    stance = models.CharField(max_length=16)
    note = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["about", "party"], name="meetings_one_answer_per_party"),
            models.CheckConstraint(condition=Q(party__in=PARTIES), name="meetings_answer_party"),
            models.CheckConstraint(condition=Q(stance__in=[s.value for s in Stance]), name="meetings_answer_stance"),
            models.CheckConstraint(
                condition=Q(stance=Stance.CONFIRMED.value) | ~Q(note=""), name="meetings_dissent_has_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.stance}"


class Feed(models.Model):
    """How often a party's calendar feed was given a new address."""

    party = models.CharField(max_length=16, primary_key=True)
    generation = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.party
