"""Travel times between places, as far as the links and coordinates can tell."""

from __future__ import annotations

from collections.abc import Sequence

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
    ((found,),) = travels(viewer, starts=(start,), end=end, crafts=(craft,), season=season)
    return found


def travels(
    viewer: Viewer,
    *,
    starts: Sequence[str],
    end: str,
    crafts: Sequence[Craft | str],
    season: Season | str = Season.ALWAYS,
) -> tuple[tuple[Travel | None, ...], ...]:
    """Return, for each of ``starts``, the quickest journey to ``end`` with each of ``crafts``.

    The network is read once. Raises as ``travel`` does.
    """
    if viewer.role is Role.FIELD or not seen.sees_everything(viewer):
        raise seen.denied()
    places = known.nodes()
    for code in (*starts, end):
        if code not in places:
            raise Refused(
                "places.travel.unknown-place",
                id=f"Tempat “{code}” tidak terdaftar.",
                en=f"The place “{code}” is not registered.",
            )
    links, spots, homes = tuple(known.links().values()), known.spots(), known.homes()

    def one(start: str, craft: Craft) -> Travel | None:
        return rules.travel(
            start=start, end=end, craft=craft, season=Season(season), links=links, spots=spots, homes=homes
        )

    return tuple(tuple(one(start, Craft(craft)) for craft in crafts) for start in starts)
