"""The tables of people, posts, cards and accounts. All derived; no column holds a name, a phone or a secret."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sinergi.areas.people.facts import Answered


class Person(models.Model):
    """An officer or member of staff. Name and phone stand in the vault under ``vault``."""

    person = models.CharField(max_length=40, primary_key=True)
    party = models.CharField(max_length=16, db_index=True)
    duty = models.CharField(max_length=16)
    vault = models.CharField(max_length=80)
    seal = models.CharField(max_length=64)
    unit = models.CharField(max_length=120, blank=True)
    home_unit = models.CharField(max_length=120, blank=True)
    rank = models.CharField(max_length=80, blank=True)
    skills = models.JSONField(default=list)
    home_village = models.CharField(max_length=16, blank=True)
    craft = models.JSONField(default=list)
    barred = models.JSONField(default=list)
    synthetic = models.BooleanField(default=False)
    erased = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["party", "duty"], name="people_person_party_duty"),)

    def __str__(self) -> str:
        return self.person


class DutyPost(models.Model):
    """A post that somebody must fill."""

    post = models.CharField(max_length=80, primary_key=True)
    party = models.CharField(max_length=16, db_index=True)
    duty = models.CharField(max_length=16)
    at = models.CharField(max_length=80, db_index=True)
    label = models.CharField(max_length=160)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["party", "duty"], name="people_post_party_duty"),)

    def __str__(self) -> str:
        return self.post


class Holding(models.Model):
    """Who holds a post now. No row: vacant."""

    post = models.OneToOneField(DutyPost, primary_key=True, on_delete=models.PROTECT, related_name="holding")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} at {self.post_id}"


class Card(models.Model):
    """A field card. What proves it stands in the vault."""

    card = models.CharField(max_length=16, primary_key=True)
    post = models.ForeignKey(DutyPost, on_delete=models.PROTECT, related_name="cards")
    valid_until = models.DateTimeField()
    issued_at = models.DateTimeField()
    revoked = models.BooleanField(default=False)
    reason = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.card


class Account(models.Model):
    """The rights of an office account. Its password and second factor are not here."""

    account = models.CharField(max_length=80, primary_key=True)
    party = models.CharField(max_length=16, db_index=True)
    role = models.CharField(max_length=16)
    label = models.CharField(max_length=160)
    closed = models.BooleanField(default=False)
    reason = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.account


class RollCall(models.Model):
    """A test of the duty holders' channels. Whether it is over says the clock, not a column."""

    call = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    note = models.CharField(max_length=400, blank=True)
    party = models.CharField(max_length=16)  # who set it
    scheduled_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="people_roll_call_ends_after_start"),
        )

    def __str__(self) -> str:
        return self.call


class Contact(models.Model):
    """A post in an opened roll-call, with who held it then (none: vacant), what was tried and what came back."""

    call = models.ForeignKey(RollCall, on_delete=models.CASCADE, related_name="contacts")
    post = models.ForeignKey(DutyPost, on_delete=models.PROTECT, related_name="contacts")
    party = models.CharField(max_length=16)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="contacts")
    tries = models.JSONField(default=list)  # {"channel", "at"}, in order
    tried_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["call", "post"], name="people_contact_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, how="")
                | Q(answered_at__isnull=False, how__in=[one.value for one in Answered]),
                name="people_contact_answered_somehow",
            ),
        )
        indexes = (models.Index(fields=["call", "party"], name="people_contact_call_party"),)

    def __str__(self) -> str:
        return f"{self.call_id} {self.post_id}"
