"""Decisions and promises by the numbers that people call them by. Nothing is redacted: only ids and numbers."""

from __future__ import annotations

from collections.abc import Iterable

from sinergi.areas.meetings.models import Decision, Note, Promise


def promises(numbers: Iterable[int]) -> dict[int, str]:
    """Return the ids of the promises K-1, K-2 ... by number; those that do not exist are missing."""
    return dict(Promise.objects.filter(number__in=set(numbers)).values_list("number", "promise"))


def decision(meeting: str, number: int) -> str:
    """Return the id of a decision that stands, by its number in its meeting; empty: there is none."""
    rows = Decision.objects.filter(meeting=meeting, number=number, struck=False)
    return rows.values_list("decision", flat=True).first() or ""


def number_of_promise(promise: str) -> int:
    """Return the number of a promise; 0: there is none."""
    return Promise.objects.filter(promise=promise).values_list("number", flat=True).first() or 0


def number_of_decision(decision: str) -> int:
    """Return the number of a decision in its meeting; 0: there is none."""
    return Decision.objects.filter(decision=decision).values_list("number", flat=True).first() or 0


def number_of_note(note: str) -> int:
    """Return the number of a line in its minutes; 0: there is none."""
    return Note.objects.filter(note=note).values_list("order", flat=True).first() or 0
