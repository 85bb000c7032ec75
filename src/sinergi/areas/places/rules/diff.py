"""What a file or a form changes: new, changed, unchanged. Generic over facts; other areas may use it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sinergi.vocabulary.facts import Fact

F = TypeVar("F", bound=Fact)
SAID_BY = frozenset({"source"})  # where a value was read; another file that says the same changes nothing


class Change(StrEnum):
    """What becomes of one row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Generic[F]):
    """One fact beside what was known before; ``fields`` are the names that differ."""

    change: Change
    fact: F
    before: F | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff(Generic[F]):
    """All of them, in the order of the file."""

    rows: tuple[Compared[F], ...]

    def count(self, change: Change) -> int:
        """Return how many rows are ``change``."""
        return sum(1 for row in self.rows if row.change is change)

    def to_record(self) -> tuple[F, ...]:
        """Return what must be recorded: the new and the changed."""
        return tuple(row.fact for row in self.rows if row.change is not Change.UNCHANGED)


def compare(
    *,
    said: Iterable[F],
    known: Mapping[str, F],
    key: Callable[[F], str],
    ignoring: frozenset[str] = SAID_BY,
) -> Diff[F]:
    """Return each fact of ``said`` beside the fact of the same ``key`` in ``known``."""
    rows = []
    for fact in said:
        before = known.get(key(fact))
        if before is None:
            rows.append(Compared(change=Change.NEW, fact=fact, before=None))
            continue
        fields = differing(before, fact, ignoring=ignoring)
        change = Change.CHANGED if fields else Change.UNCHANGED
        rows.append(Compared(change=change, fact=fact, before=before, fields=fields))
    return Diff(rows=tuple(rows))


def differing(before: Fact, after: Fact, *, ignoring: frozenset[str] = SAID_BY) -> tuple[str, ...]:
    """Return the names of the fields in which two facts of one kind differ."""
    return tuple(
        field.name
        for field in dataclasses.fields(after)
        if field.name not in ignoring and getattr(before, field.name) != getattr(after, field.name)
    )


def merged(known: F, said: Mapping[str, Any]) -> F:
    """Return ``known`` with what is said; a blank (None or "") says nothing, so it erases nothing.

    A value for a field of a nested dataclass has its name after a dot: ``disability.mental``.
    """
    plain: dict[str, Any] = {}
    nested: dict[str, dict[str, Any]] = {}
    for name, value in said.items():
        if value is None or value == "":
            continue
        outer, _, inner = name.partition(".")
        if inner:
            nested.setdefault(outer, {})[inner] = value
        else:
            plain[outer] = value
    for outer, values in nested.items():
        plain[outer] = dataclasses.replace(getattr(known, outer), **values)
    return dataclasses.replace(known, **plain)
