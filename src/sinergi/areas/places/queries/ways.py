"""Travel times between places, as far as the links and coordinates can tell."""

from __future__ import annotations

from sinergi.areas.places.facts import Season
from sinergi.areas.places.queries import known, seen
from sinergi.areas.places.rules import travel as rules
from sinergi.areas.places.rules.travel import Craft, Travel
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Role, Viewer


def travel(
    viewer: Viewer, *, start: str, end: str, craft: Craft | str, season: Season | str = Season.ALWAYS
) -> Travel | None:
    """Return the quickest journey; None when this craft has no way or no coordinates can tell.

    Raises Refused ``places.travel.unknown-place`` for a code that is no place.
    """
    if viewer.role is Role.FIELD or not seen.sees_everything(viewer):
        raise seen.denied()
    places = known.nodes()
    for code in (start, end):
        if code not in places:
            raise Refused(
                "places.travel.unknown-place",
                id=f"Tempat “{code}” tidak terdaftar.",
                en=f"The place “{code}” is not registered.",
            )
    return rules.travel(
        start=start,
        end=end,
        craft=Craft(craft),
        season=Season(season),
        links=tuple(known.links().values()),
        spots=known.spots(),
        homes=known.homes(),
    )
