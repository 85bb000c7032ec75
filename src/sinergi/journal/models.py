"""The journal's tables. On both engines a trigger refuses UPDATE and DELETE on all but the queue and the vault."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One fact. Append-only; ``body`` and ``salt`` may be emptied once, through an ``Erasure``."""

    id = models.UUIDField(primary_key=True)  # UUIDv7 of the sender
    kind = models.CharField(max_length=80)  # with version, places.village.registered.v1
    party = models.CharField(max_length=16)
    actor = models.CharField(max_length=80)
    device = models.CharField(max_length=80)
    place = models.CharField(max_length=80, blank=True)
    happened_at = models.DateTimeField()  # claimed
    recorded_at = models.DateTimeField(db_index=True)  # ours
    visibility = models.CharField(max_length=12)
    body = models.TextField()  # canonical JSON; empty once erased
    salt = models.BinaryField(max_length=32)  # empty once erased
    commitment = models.CharField(max_length=64)  # hex HMAC-SHA256(salt, canonical document); see canonical.py

    class Meta:
        indexes = (models.Index(fields=["kind", "place"], name="journal_entry_kind_place"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Epoch(models.Model):
    """One public log: from number ``start`` on, under this origin and key. A second one only follows a disaster."""

    start = models.BigIntegerField(primary_key=True)  # number of its first leaf; its tree counts from there
    origin = models.CharField(max_length=200, unique=True)
    vkey = models.CharField(max_length=400)  # note verifier key

    def __str__(self) -> str:
        return f"{self.origin} from {self.start}"


class Leaf(models.Model):
    """A numbered entry and the bytes that the public tree holds for it. Append-only."""

    number = models.BigIntegerField(primary_key=True)  # from 0, without gaps inside an epoch
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf")
    data = models.BinaryField()  # canonical JSON; what stands in tile/entries
    hash = models.BinaryField(max_length=32)  # RFC 6962 leaf hash

    def __str__(self) -> str:
        return f"#{self.number}"


class Checkpoint(models.Model):
    """A signed tree head. Append-only."""

    end = models.BigIntegerField(primary_key=True)  # number after its last leaf: epoch's start + tree size
    root = models.BinaryField(max_length=32)
    note = models.TextField()  # the signed note, to the byte

    def __str__(self) -> str:
        return f"up to {self.end}"


class Erasure(models.Model):
    """The permit without which no entry can be emptied; itself append-only.

    Reason, time and actor stand in the ``permit``, a ``journal.entry.erased`` fact that is numbered like any other.
    """

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="erasure")
    permit = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="permits")

    def __str__(self) -> str:
        return f"erased {self.entry_id}"


class Waiting(models.Model):
    """The queue between ``record`` and the sequencer. Rows are deleted when they have a number."""

    id = models.BigAutoField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="waiting")

    def __str__(self) -> str:
        return f"waiting {self.entry_id}"


class Secret(models.Model):
    """One row of the vault: personal data or a card's verifier, encrypted. Not derived, not replayed, erasable."""

    ref = models.CharField(max_length=80, primary_key=True)
    sealed = models.BinaryField()  # MultiFernet token; it also holds the reference, so that rows cannot be swapped

    def __str__(self) -> str:
        return self.ref
