"""The promises of the own post on the phone of a card holder: to be read here, and written down by the office."""

from __future__ import annotations

from typing import Any, Final

from sinergi.areas.meetings import queries
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Viewer

SHOWN: Final = 20


def own_promises(viewer: Viewer) -> dict[str, Any]:
    """Return the open promises of the card's post, soonest first, and how many more there are; none for a stranger."""
    try:
        found = queries.ledger(viewer, tab=queries.Tab.OPEN, now=clock.now())
    except Refused as error:
        if error.code.startswith("access."):
            return {"promises": (), "more": 0}
        raise
    return {"promises": found.rows[:SHOWN], "more": max(0, found.total - SHOWN)}
