"""What the journal is told about the areas above it, without importing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from sinergi.journal.facts import OWN
from sinergi.vocabulary.facts import Fact, Json, from_json
from sinergi.vocabulary.stamp import Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A fact as the journal hands it to ``apply``: with its id, its envelope and our clock."""

    id: UUID
    fact: Any  # the Fact of the kind that the apply-function was wired to
    stamp: Stamp
    recorded_at: datetime


Apply = Callable[[Sequence[Noted]], None]
Upcast = Callable[[dict[str, Json]], dict[str, Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """Kinds of facts, who hears them, and how an old version becomes the next one.

    ``upcasts`` maps an old kind to the next kind and a function from old body to new body.
    ``derived`` names the Django app labels whose tables replay empties and rebuilds.
    """

    hears: Mapping[type[Fact], tuple[Apply, ...]]
    derived: tuple[str, ...]
    upcasts: Mapping[str, tuple[str, Upcast]] = field(default_factory=dict)

    def kinds(self) -> dict[str, type[Fact]]:
        """Return the fact class of every current kind, the journal's own included."""
        return {cls.KIND: cls for cls in (*OWN, *self.hears)}

    def revive(self, kind: str, body: dict[str, Json]) -> Fact:
        """Return the fact that ``body`` of ``kind`` means today: the one place where old versions are upcast.

        Raises LookupError for a kind that nobody knows and ValueError for a body that does not fit.
        """
        while kind in self.upcasts:
            kind, upcast = self.upcasts[kind]
            body = upcast(body)
        return from_json(self.kinds()[kind], body)


@cache
def wiring() -> Wiring:
    """Return the wiring that the settings name."""
    found: Wiring = import_string(settings.SINERGI_WIRING)
    return found
