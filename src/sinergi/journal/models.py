"""The journal's tables. A trigger refuses UPDATE and DELETE on the first four, on both engines."""

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
    commitment = models.CharField(max_length=64)  # hex HMAC-SHA256(salt, body)

    class Meta:
        indexes = (models.Index(fields=["kind", "place"], name="journal_entry_kind_place"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Leaf(models.Model):
    """A numbered entry and the bytes that the public tree holds for it. Append-only."""

    number = models.BigIntegerField(primary_key=True)  # from 0, without gaps
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf")
    data = models.BinaryField()  # canonical JSON; what stands in tile/entries
    hash = models.BinaryField(max_length=32)  # RFC 6962 leaf hash

    def __str__(self) -> str:
        return f"#{self.number}"


class Checkpoint(models.Model):
    """A signed tree head. Append-only."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()  # the signed note, to the byte
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.size} entries"


class Erasure(models.Model):
    """The permit without which no entry can be emptied; itself append-only."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="erasure")
    reason = models.CharField(max_length=400)
    actor = models.CharField(max_length=80)
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"erased {self.entry_id}"


class Waiting(models.Model):
    """The queue between ``record`` and the sequencer. Rows are deleted when they have a number."""

    id = models.BigAutoField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="waiting")

    def __str__(self) -> str:
        return f"waiting {self.entry_id}"


class Contradiction(models.Model):
    """A resend whose content differs from what was recorded under the same id: refused, kept as evidence."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="contradictions")
    kind = models.CharField(max_length=80)
    party = models.CharField(max_length=16)
    actor = models.CharField(max_length=80)
    device = models.CharField(max_length=80)
    body = models.TextField()
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"contradicts {self.entry_id}"


class Secret(models.Model):
    """One row of the vault: personal data or a card's verifier, encrypted. Not derived, not replayed, erasable."""

    ref = models.CharField(max_length=80, primary_key=True)
    sealed = models.BinaryField()  # MultiFernet token
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.ref
