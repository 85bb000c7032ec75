"""Who may write places, and what the rule pack in force allows."""

from __future__ import annotations

from typing import Final

from sinergi.areas.places.rules.stations import Limits
from sinergi.areas.rulebook import queries as rulebook
from sinergi.vocabulary.viewer import Action, Role, Viewer

RECORD: Final = "polling_station"


def may_write(viewer: Viewer, *, party: str = "") -> None:
    """Refuse who may not write places; a party's office may always write what is its own."""
    if party and party == viewer.party and viewer.role in {Role.CHAIR, Role.OPERATOR}:
        return
    rulebook.require(viewer, Action.WRITE, RECORD)


def limits() -> Limits:
    """Return how many voters one TPS may have under the pack in force."""
    norm = rulebook.pack().station_norm
    return Limits(norm=norm.most_voters, legal=norm.legal_most_voters)
