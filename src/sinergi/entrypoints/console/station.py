"""TPS: one page with everything about one polling station, for whoever may see it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import conditional_page, require_safe

from sinergi.areas.people import queries as people
from sinergi.areas.places import queries as places
from sinergi.areas.places.facts import SiteKind
from sinergi.areas.rulebook import queries as rulebook
from sinergi.entrypoints.console import board, cartography
from sinergi.entrypoints.console.asking import Asking
from sinergi.entrypoints.console.picture import Picture, Point, to_json
from sinergi.entrypoints.console.svgmap import draw
from sinergi.journal import read
from sinergi.vocabulary.viewer import FIVE_PARTIES, PUBLIC, Action, Level, Party, Role, Viewer

NEIGHBOURS: Final = 5
AROUND: Final = 40_000  # microdegrees, about 4.5 km each way: what the small map shows
HISTORY: Final = 50
CRAFTS: Final = ("car", "motorcycle", "motorcycle-boat", "foot")
RECORDS: Final = ("polling_station", "personnel", "logistics", "incident", "journal")
LOOKERS: Final = (*(Viewer(party=party, role=Role.OPERATOR) for party in FIVE_PARTIES), PUBLIC)


@dataclass(frozen=True, slots=True)
class Ballots:
    """How many ballots of one election this TPS gets; None where the voters are not known."""

    election: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """How long it takes from one post, by each craft; None: no way, or none better than on foot."""

    start: str
    by: tuple[places.Travel | None, ...]

    @property
    def estimated(self) -> bool:
        """Whether any of it rests on distance alone."""
        return any(one is not None and one.estimated for one in self.by)


@dataclass(frozen=True, slots=True)
class Watch:
    """One duty post: who holds it and whom to call, as far as the viewer may know."""

    post: people.PostRow
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What one party, or the public, may see of one record."""

    record: str
    levels: tuple[Level, ...]


@require_safe
def station(request: Asking, code: str) -> HttpResponse:
    """Show everything about a TPS that the viewer may see."""
    viewer = request.viewer
    row = places.station(viewer, code=code)
    context = {
        "line": board.line(row),
        "row": row,
        "title": cartography.title(row),
        "svg": draw(surroundings(viewer, row), title=gettext("Peta sekitar TPS")),
        "history": read.entries(viewer, place=code, limit=HISTORY),
        "sight": tuple(sight()),
        "parties": (*FIVE_PARTIES, Party.PUBLIC),
        "may_write": rulebook.why_not(viewer, Action.WRITE, "polling_station") is None,
    }
    if row.full:
        context |= inside(viewer, row)
    return render(request, "console/station.html", context)


@require_safe
@conditional_page
def station_map(request: Asking, code: str) -> HttpResponse:
    """Answer the small map as data."""
    row = places.station(request.viewer, code=code)
    response = JsonResponse(to_json(surroundings(request.viewer, row)))
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def inside(viewer: Viewer, row: places.StationRow) -> dict[str, object]:
    """Return what only those see who see more than the location."""
    return {
        "disability": dataclasses.asdict(row.disability),
        "ballots": ballots(row.voters),
        "norm": rulebook.pack().station_norm,
        "posts": tuple(watch(viewer, row.code)),
        "reaches": tuple(reaches(viewer, row.code)),
        "crafts": CRAFTS,
        "neighbours": neighbours(places.stations(viewer), row),
    }


def ballots(voters: int | None) -> tuple[Ballots, ...]:
    """Return the ballots of every election by the rule of the pack in force."""
    pack = rulebook.pack()
    number = None if voters is None else pack.ballots.ballots(voters)
    return tuple(Ballots(name, number) for name in pack.election.ballots)


def reaches(viewer: Viewer, code: str) -> Iterator[Reach]:
    """Yield how long it takes from every post and store."""
    if viewer.role is Role.FIELD:
        return
    sites = [site for site in places.sites(viewer) if site.kind is not SiteKind.CROSSING]
    found = places.travels(viewer, starts=[site.code for site in sites], end=code, crafts=CRAFTS)
    for site, (*ridden, walked) in zip(sites, found, strict=True):
        by = (one if one and not (walked and one.minutes >= walked.minutes) else None for one in ridden)
        yield Reach(site.name, (*by, walked))


def watch(viewer: Viewer, code: str) -> Iterator[Watch]:
    """Yield the duty posts at a place, with whom to call where the viewer may know it."""
    contacts = {one.post: one for one in people.contacts(viewer, at=code)}
    for post in people.posts(viewer, at=code):
        contact = contacts.get(post.post)
        yield Watch(
            post, post.name or (contact.name if contact else ""), post.phone or (contact.phone if contact else "")
        )


def neighbours(
    rows: tuple[places.StationRow, ...], row: places.StationRow
) -> tuple[tuple[places.StationRow, int], ...]:
    """Return the nearest TPS that stand, with the straight distance in metres."""
    here = _spot(row)
    if here is None:
        return ()
    known = [(one, spot) for one in rows if one.code != row.code and not one.withdrawn and (spot := _spot(one))]
    nearest = sorted((_metres(here, spot), one.code, one) for one, spot in known)[:NEIGHBOURS]
    return tuple((one, metres) for metres, _code, one in nearest)


def sight() -> Iterator[Sight]:
    """Yield who may see what of a TPS, read off the matrix in force."""
    for record in RECORDS:
        yield Sight(record, tuple(rulebook.grant(viewer, record).most() for viewer in LOOKERS))


def surroundings(viewer: Viewer, row: places.StationRow) -> Picture:
    """Return the small map: this TPS in its desa, with whatever of the network lies near."""
    here = _spot(row)
    if here is None:
        return Picture()
    near = tuple(one for one in places.stations(viewer) if _near(here, _spot(one)) and not one.withdrawn)
    return cartography.picture(
        villages=tuple(one for one in places.villages(viewer) if one.code == row.village),
        boundaries=places.boundaries(viewer),
        sites=tuple(one for one in places.sites(viewer) if _near(here, _spot(one))),
        links=tuple(
            one for one in places.links(viewer) if _near(here, _swap(one.start_at)) and _near(here, _swap(one.end_at))
        ),
        lines=(*(board.line(one) for one in near if one.code != row.code), board.line(row)),
        here=row.code,
    )


def _spot(row: places.StationRow | places.SiteRow) -> Point | None:
    return (row.lon_e6, row.lat_e6) if row.lon_e6 is not None and row.lat_e6 is not None else None


def _swap(at: tuple[int, int] | None) -> Point | None:
    return (at[1], at[0]) if at else None


def _near(here: Point, there: Point | None) -> bool:
    return there is not None and abs(here[0] - there[0]) < AROUND and abs(here[1] - there[1]) < AROUND


def _metres(a: Point, b: Point) -> int:
    return round(math.hypot(a[0] - b[0], a[1] - b[1]) * 0.111_32)
