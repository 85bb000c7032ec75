"""What is recorded of people. No fact holds a name or a phone: ``vault`` is a reference, ``seal`` its commitment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sinergi.vocabulary.facts import Fact, Visibility
from sinergi.vocabulary.viewer import Party, Role


class Duty(StrEnum):
    """What a person is there for."""

    POLICE = "police"
    ARMY = "army"
    LINMAS = "linmas"
    SATPOL = "satpol"
    SECRETARIAT = "secretariat"
    PPK = "ppk"
    PPS = "pps"
    KPPS = "kpps"
    PANWASCAM = "panwascam"
    PKD = "pkd"
    PTPS = "ptps"


class Craft(StrEnum):
    """A vehicle or boat that a person can bring."""

    CAR = "car"
    MOTORCYCLE = "motorcycle"
    BOAT = "boat"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered(Fact):
    """A person of one party is known, or known better: the whole new state."""

    KIND: ClassVar[str] = "people.person.registered.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    person: str  # opaque id
    party: Party
    duty: Duty
    vault: str  # reference of the name and phone
    seal: str  # hex HMAC-SHA256 of the vault content under the vault row's salt
    unit: str = ""  # where they serve now
    home_unit: str = ""  # BKO: where they come from; empty when not BKO
    rank: str = ""
    skills: tuple[str, ...] = ()
    home_village: str = ""
    craft: tuple[Craft, ...] = ()
    barred: tuple[str, ...] = ()  # village or TPS codes that a family tie or office forbids
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased(Fact):
    """The vault content of a person was destroyed on request or at the end of its term."""

    KIND: ClassVar[str] = "people.person.erased.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    person: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPostRegistered(Fact):
    """A post that somebody must fill: KPPS chair of TPS 003, guard of TPS 003, supervisor of TPS 003."""

    KIND: ClassVar[str] = "people.duty-post.registered.v1"

    post: str
    party: Party
    duty: Duty
    at: str  # a TPS, village or site code
    label: str
    synthetic: bool = False

    @property
    def place(self) -> str:
        """Where the post is."""
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPostFilled(Fact):
    """A person holds a post; an empty ``person`` says that it is vacant again."""

    KIND: ClassVar[str] = "people.duty-post.filled.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    post: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardIssued(Fact):
    """A field card was made for a post. Its secret is kept beside the journal, never in it."""

    KIND: ClassVar[str] = "people.card.issued.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    card: str  # short number printed on the card
    post: str
    valid_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRevoked(Fact):
    """A card was lost, replaced or withdrawn; it opens nothing from now on."""

    KIND: ClassVar[str] = "people.card.revoked.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    card: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOpened(Fact):
    """An office account exists with these rights; its password and second factor are not in the journal."""

    KIND: ClassVar[str] = "people.account.opened.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    account: str  # the login name, made from party and office, never a person's name
    party: Party
    role: Role
    label: str  # office title shown on the screen: "Operator PPK"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosed(Fact):
    """An office account opens nothing from now on."""

    KIND: ClassVar[str] = "people.account.closed.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    account: str
    reason: str


class Channel(StrEnum):
    """How an office tries to reach who holds a post."""

    WHATSAPP = "whatsapp"
    SMS = "sms"
    PHONE = "phone-call"
    RADIO = "radio"
    CARD = "card-page"


class Answered(StrEnum):
    """How an answer to a roll-call came in."""

    BY_LINK = "by-link"  # the link in the message was opened and the button pressed
    BY_CARD = "by-card"  # on the page of a field card
    TOLD = "told-to-office"  # somebody in the office heard it, by telephone or radio


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCallScheduled(Fact):
    """A test of every duty holder's channels was set for a window of time."""

    KIND: ClassVar[str] = "people.roll-call.scheduled.v1"

    call: str  # opaque id
    title: str
    starts_at: datetime
    ends_at: datetime
    note: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCallOpened(Fact):
    """A roll-call began. Who held which post at this moment is who is called."""

    KIND: ClassVar[str] = "people.roll-call.opened.v1"

    call: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCallCancelled(Fact):
    """A roll-call does not take place, or was broken off."""

    KIND: ClassVar[str] = "people.roll-call.cancelled.v1"

    call: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTried(Fact):
    """The office of a post sent a message to its holder, or called: sent by us, and no more is known."""

    KIND: ClassVar[str] = "people.contact.tried.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    call: str
    post: str
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAnswered(Fact):
    """Who holds a post answered a roll-call; the first answer counts."""

    KIND: ClassVar[str] = "people.contact.answered.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.RESTRICTED

    call: str
    post: str
    how: Answered
