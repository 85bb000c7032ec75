"""What the journal records about itself. Nobody hears these facts: they change no derived table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sinergi.vocabulary.facts import Fact, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryErased(Fact):
    """An entry's body and salt were emptied on request or at the end of their term."""

    KIND: ClassVar[str] = "journal.entry.erased.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    entry: str  # its id
    reason: str
    remains: dict[str, str]  # its envelope, so that what is left of it stays tamper-evident


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionKept(Fact):
    """A resend came under a known id with other content: refused, and kept here as evidence."""

    KIND: ClassVar[str] = "journal.contradiction.kept.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    entry: str  # the id that came twice
    kind: str
    body: str  # canonical JSON of what was refused; empty when it was sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochOpened(Fact):
    """The old public log could not go on; this one starts where its last checkpoint says it ended."""

    KIND: ClassVar[str] = "journal.epoch.opened.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.PUBLIC

    old_checkpoint: str  # the signed note, to the byte
    missing: int  # entries that the old log shows and this journal no longer has
    reason: str


OWN: tuple[type[Fact], ...] = (EntryErased, ContradictionKept, EpochOpened)
