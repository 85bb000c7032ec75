"""What the tests of typed lines share: a day, a place, and the reader as it would be called there."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sinergi.areas.meetings.rules.grammar import parse
from sinergi.areas.meetings.rules.grammar_lines import Line, PromiseLine
from sinergi.areas.meetings.rules.grammar_words import PARTIES, RECORDS
from sinergi.vocabulary.ids import VillageCode

TODAY = date(2024, 11, 20)  # a Wednesday, a week before voting
VOTING = date(2024, 11, 27)
ZONE = ZoneInfo("Asia/Jakarta")
VILLAGES = {
    "kempas jaya": VillageCode("14.04.19.2001"),
    "kempas": VillageCode("14.04.19.2002"),
    "sungai ara": VillageCode("14.04.19.2003"),
}


def read(text: str) -> Line:
    """Parse a line as it would be typed on 20 November 2024 in Kempas."""
    return parse(
        text,
        today=TODAY,
        zone="Asia/Jakarta",
        election_day=VOTING,
        parties=PARTIES,
        villages=VILLAGES,
        records=RECORDS,
    )


def promised(text: str) -> PromiseLine:
    """Parse a line that must be a promise."""
    line = read(text)
    assert isinstance(line, PromiseLine)
    return line


def at(month: int, day: int, hour: int = 17, minute: int = 0, *, year: int = 2024) -> datetime:
    """A moment of the local clock."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)
