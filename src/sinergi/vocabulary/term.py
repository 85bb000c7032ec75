"""What a word of the screens is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the screens: ``key`` in code, ``english``, ``official`` Indonesian, ``short`` for a narrow column."""

    key: str
    english: str
    official: str
    short: str = ""
    source: str = ""
    note: str = ""
