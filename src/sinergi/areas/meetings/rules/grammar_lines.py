"""What a line that was typed in a meeting can be, once it is understood. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sinergi.areas.meetings.facts import Ask
from sinergi.vocabulary.viewer import Party

NO_ASK: Final = Ask()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A line of the minutes."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """Something that was decided. Unless it is for information only, ``party`` and ``due`` are there."""

    text: str
    party: Party | None = None
    due: datetime | None = None  # aware, in the zone that was asked for
    hour_given: bool = False  # False: the hour is the usual one
    information_only: bool = False
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """Something that a party promised."""

    party: Party
    text: str
    due: datetime  # aware, in the zone that was asked for
    hour_given: bool = False
    ask: Ask = NO_ASK
    places: tuple[str, ...] = ()  # codes of TPS (13 digits) or villages (14.04.19.2001)
    waits_for: tuple[int, ...] = ()  # numbers of promises: K-12
    decision: int = 0  # number of a decision of this meeting; 0: none
    post: str = ""  # code of a duty post


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """Go to the agenda item ``number``; 0 is the unmet promises."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """Add an item to the agenda."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """Show how lines are written."""


Line = NoteLine | DecisionLine | PromiseLine | ItemLine | AgendaLine | HelpLine
