"""Give a party's calendar feed a new address."""

from __future__ import annotations

from typing import Final

from sinergi.areas.meetings.facts import FeedRenewed
from sinergi.areas.meetings.queries import feeds
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Role, Viewer

RECORD: Final = "calendar"


def renew_feed(*, viewer: Viewer, stamp: Stamp) -> str:
    """Give the feed of ``viewer``'s party a new address and return its secret part; the old one opens nothing.

    Raises Refused ``access.calendar.write*``, ``meetings.feed.chair``.
    """
    rulebook.require(viewer, Action.WRITE, RECORD, party=viewer.party)
    if viewer.role is not Role.CHAIR:
        raise Refused(
            "meetings.feed.chair",
            id="Hanya pimpinan pihak yang mengganti alamat kalender.",
            en="Only the head of the party gives the calendar a new address.",
        )
    with book.writing():
        book.record(FeedRenewed(party=viewer.party), stamp=stamp)
        return feeds.feed_token(viewer.party)
