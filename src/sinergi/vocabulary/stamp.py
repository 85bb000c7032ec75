"""Who says so, from which device, and when they say it happened."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from sinergi.vocabulary.viewer import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The envelope of every fact in one call of ``journal.book.record``.

    ``happened_at`` is the sender's claim (aware, any zone); the journal adds its own clock.
    ``ids`` are the sender's fact ids (UUIDv7), one per fact in order, so that a resend is
    recognised; where they are missing the journal makes them.
    """

    party: Party
    actor: str
    device: str
    happened_at: datetime
    ids: tuple[UUID, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse a claim without a zone: two clocks can only be compared when both have one."""
        if self.happened_at.tzinfo is None:
            message = "happened_at must be aware"
            raise ValueError(message)

    def fitting(self, count: int) -> Self:
        """Return the stamp for ``count`` facts: the sender's ids hold only when there is one for each."""
        return self if len(self.ids) == count else replace(self, ids=())
