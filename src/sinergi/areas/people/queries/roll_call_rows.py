"""What comes out of the queries of roll-calls: frozen rows. Names and phones stand in the own party's lines only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sinergi.areas.people.facts import Answered, Channel, Duty
from sinergi.areas.people.rules.roll_calls import CallState, CallStep, Reached, Tally
from sinergi.vocabulary.viewer import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCallRow:
    """One roll-call in a list. ``held`` and ``answered`` (inside the window) are of all five parties; 0 before it."""

    call: str
    title: str
    note: str
    party: Party
    starts_at: datetime
    ends_at: datetime
    opened_at: datetime | None
    state: CallState
    reason: str
    held: int
    answered: int
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTally:
    """How many posts of one party stand where."""

    party: Party
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTally:
    """How many posts of all parties stand where in one village; an empty ``code``: offices of the kecamatan."""

    code: str
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCallView:
    """A roll-call with its result. Before it is opened the sums are those of today: who could be called at all."""

    row: RollCallRow
    total: Tally
    own: Tally
    by_party: tuple[PartyTally, ...]
    by_place: tuple[PlaceTally, ...]
    may: frozenset[CallStep]


@dataclass(frozen=True, slots=True, kw_only=True)
class TryRow:
    """One message or call that left the own office."""

    channel: Channel
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One post of the own party in a roll-call. ``token`` proves its reply link; empty for a vacant post."""

    post: str
    label: str
    duty: Duty
    at: str
    place: str  # code of the village; empty: the kecamatan
    place_name: str
    name: str
    phone: str
    state: Reached
    tries: tuple[TryRow, ...]
    answered_at: datetime | None
    how: Answered | None
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePage:
    """One page of lines, by place and post; ``places`` (code, name) and ``tally`` are of all lines of the party."""

    rows: tuple[LineRow, ...]
    total: int
    page: int  # from 1
    pages: int
    places: tuple[tuple[str, str], ...]
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """What a reply link or a card shows. No name stands here: whoever opens the link knows who they are."""

    call: str
    title: str
    post: str
    label: str
    starts_at: datetime
    ends_at: datetime
    state: CallState
    answered_at: datetime | None
    how: Answered | None
