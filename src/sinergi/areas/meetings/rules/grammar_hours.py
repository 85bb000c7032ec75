"""Hours as people type them: 16.00, pukul 16.00 WIB, jam 4 sore. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sinergi.areas.meetings.rules.grammar_words import BEFORE_HOUR, ZONES, bare
from sinergi.vocabulary.refusal import Refused

_CLOCK: Final = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})(wib|wita|wit)?")
_BEGINS: Final = re.compile(r"[0-9]{1,2}[.:][0-9]{2}(?![0-9.])")
_HOUR: Final = re.compile(r"[0-9]{1,2}")
_PARTS: Final[Mapping[str, tuple[range, int]]] = {  # part of the day: hours that are so called, and what is added
    "pagi": (range(13), 0),
    "am": (range(12), 0),
    "siang": (range(1, 5), 12),
    "sore": (range(1, 8), 12),
    "petang": (range(1, 8), 12),
    "malam": (range(5, 13), 12),
    "pm": (range(1, 12), 12),
}
_AS_SAID: Final[Mapping[str, range]] = {  # hours of the 24-hour clock that are so called as they stand
    "siang": range(10, 16),
    "sore": range(14, 20),
    "petang": range(14, 20),
    "malam": range(18, 25),
    "pm": range(12, 24),
}
MIDNIGHT: Final = 24 * 60
HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour that stands at some words: how many they are, and minutes since midnight (24.00 is 1440) or why not."""

    words: int
    value: int | Refused


def hour_at(words: Sequence[str], index: int, zone: str) -> Hour | None:
    """Return the hour that begins at ``words[index]``, or None; a lone number is an hour only after “jam”."""
    if index >= len(words):
        return None
    start = index + 1 if bare(words[index]) in BEFORE_HOUR else index
    if start >= len(words):
        return None
    word, end = bare(words[start]), start + 1
    match = _CLOCK.fullmatch(word)
    if match is None and not (start > index and _HOUR.fullmatch(word)):
        return None
    minutes = int(match[1]) * HOUR + int(match[2]) if match else int(word) * HOUR
    wrong = minutes > MIDNIGHT or (match is not None and int(match[2]) >= HOUR)
    value: int | Refused = no_such_hour(words[start]) if wrong else minutes
    if end < len(words) and bare(words[end]) in _PARTS:
        value, end = (value if wrong else _in_part(minutes, words[start : end + 1])), end + 1
    named = (match[3] or "") if match else ""
    if not named and end < len(words) and bare(words[end]) in ZONES.values():
        named, end = bare(words[end]), end + 1
    if named and named != ZONES.get(zone, named):
        value = _other_zone(named)
    return Hour(end - index, value)


def hours_in(words: Sequence[str]) -> str:
    """Return the first word that looks like an hour, or nothing."""
    return next((word for word in words if _BEGINS.match(bare(word))), "")


def no_such_hour(text: str) -> Refused:
    """Return the refusal of a piece that looks like an hour and is none."""
    return Refused(
        "meetings.line.hour",
        id=f"“{text}” bukan jam yang ada. Tulis jam 00.00 sampai 24.00, misalnya 16.00.",
        en=f"“{text}” is no hour of the day. Write an hour from 00.00 to 24.00, such as 16.00.",
    )


def _in_part(minutes: int, said: Sequence[str]) -> int | Refused:
    """Return the minutes of “4.00 sore”; an hour that no part of the day is called so is refused."""
    hour, part = minutes // HOUR, bare(said[-1])
    if hour in _AS_SAID.get(part, range(0)):
        return minutes
    called, more = _PARTS[part]
    return minutes + more * HOUR if hour in called else no_such_hour(" ".join(said))


def _other_zone(named: str) -> Refused:
    return Refused(
        "meetings.line.zone",
        id=f"Jam ditulis dalam {named.upper()}, bukan waktu setempat. Tulis jam setempat.",
        en=f"The hour is in {named.upper()}, not in local time. Write the local hour.",
    )
