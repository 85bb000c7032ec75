"""Who is asked to a meeting: the heads of the five parties, other offices that have a post, and free titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sinergi.areas.meetings.queries import SeatRow
from sinergi.areas.people import queries as people
from sinergi.areas.people.facts import Duty
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Viewer

HEADS: Final = {
    Party.POLSEK: "Kapolsek",
    Party.KORAMIL: "Danramil",
    Party.KECAMATAN: "Camat",
    Party.PPK: "Ketua PPK",
    Party.PANWASCAM: "Ketua Panwascam",
}
OFFICES: Final = (Duty.POLICE, Duty.ARMY, Duty.SECRETARIAT, Duty.SATPOL, Duty.PPK, Duty.PANWASCAM)
STATION_DIGITS: Final = 13
MARK: Final = "|"


@dataclass(frozen=True, slots=True)
class Offer:
    """An office that may be ticked. ``seat``: its id where it sits in this meeting already."""

    party: Party
    title: str
    post: str = ""
    seat: str = ""
    chosen: bool = False

    @property
    def extra(self) -> bool:
        """Whether it is somebody else than the head of the party, so that the party is worth saying."""
        return self.title != HEADS[self.party]

    @property
    def value(self) -> str:
        """What the form sends."""
        return MARK.join((self.party, self.post, self.title))


def offers(viewer: Viewer, *, seated: Sequence[SeatRow] = (), same: bool = False) -> tuple[Offer, ...]:
    """Return the offices to choose from, by party, its head first.

    ``seated``: who sits already (``same``: in this very meeting, so that ids are kept), or sat last time; they are
    ticked. With nobody seated, the five heads are.
    """
    found: dict[tuple[str, str], Offer] = {}
    for one in seated:
        found[one.party, one.title] = Offer(one.party, one.title, one.post, one.seat if same else "", chosen=True)
    rows = _posts(viewer)
    known = {(row.party, row.label.casefold()): row.post for row in rows}
    for party, title in HEADS.items():
        post = known.get((party, title.casefold()), "")
        found.setdefault((party, title), Offer(party, title, post, chosen=not seated))
    for row in rows:
        found.setdefault((row.party, row.label), Offer(row.party, row.label, row.post))
    return tuple(sorted(found.values(), key=_rank))


def _rank(one: Offer) -> tuple[int, bool, bool, str]:
    return FIVE_PARTIES.index(one.party), one.title != HEADS[one.party], not one.chosen, one.title


def _posts(viewer: Viewer) -> list[people.PostRow]:
    """Return the posts of the offices; those at a TPS are not asked to meetings of the kecamatan."""
    rows = (row for duty in OFFICES for row in people.posts(viewer, duty=duty))
    return [row for row in rows if not (len(row.at) == STATION_DIGITS and row.at.isdigit()) and MARK not in row.label]
