"""Travel times between places, as far as the links and coordinates can tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypedDict

from sinergi.areas.places.facts import LinkRegistered, Season
from sinergi.areas.places.queries import known, seen
from sinergi.areas.places.rules import travel as rules
from sinergi.areas.places.rules.travel import Craft, Spot, Travel
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
            raise _unknown(code)
    links, spots, homes = tuple(known.links().values()), known.spots(), known.homes()

    def one(start: str, craft: Craft) -> Travel | None:
        return rules.travel(
            start=start, end=end, craft=craft, season=Season(season), links=links, spots=spots, homes=homes
        )

    return tuple(tuple(one(start, Craft(craft)) for craft in crafts) for start in starts)


def matrix(
    viewer: Viewer, *, places: Sequence[str], craft: Craft | str, season: Season | str = Season.ALWAYS
) -> tuple[tuple[int | None, ...], ...]:
    """Return minutes from each of ``places`` to each (None: no way), the network read once. Raises as ``travel`` does.

    A TPS without coordinates is taken to be where its village is: the nearest that anybody can say.
    """
    if viewer.role is Role.FIELD or not seen.sees_everything(viewer):
        raise seen.denied()
    return known_matrix(places=places, craft=craft, season=season)


def known_matrix(
    *, places: Sequence[str], craft: Craft | str, season: Season | str = Season.ALWAYS
) -> tuple[tuple[int | None, ...], ...]:
    """Return what ``matrix`` returns, for commands that decide: whoever asks."""
    return rules.matrix(places=places, craft=Craft(craft), season=Season(season), **_network(places))


def known_legs(
    *, pairs: Sequence[tuple[str, str]], craft: Craft | str, season: Season | str = Season.ALWAYS
) -> tuple[int | None, ...]:
    """Return the minutes of each of ``pairs``, as ``matrix`` would say; for callers who redact what they show."""
    network = _network([place for pair in pairs for place in pair])
    return rules.legs(pairs=pairs, craft=Craft(craft), season=Season(season), **network)


class _Network(TypedDict):
    links: tuple[LinkRegistered, ...]
    spots: dict[str, Spot]
    homes: dict[str, str]


def _network(places: Iterable[str]) -> _Network:
    nodes = known.nodes()
    for code in places:
        if code not in nodes:
            raise _unknown(code)
    spots, homes = known.spots(), known.homes()
    spots |= {code: spots[home] for code, home in homes.items() if code not in spots and home in spots}
    return _Network(links=tuple(known.links().values()), spots=spots, homes=homes)


def _unknown(code: str) -> Refused:
    return Refused(
        "places.travel.unknown-place",
        id=f"Tempat “{code}” tidak terdaftar.",
        en=f"The place “{code}” is not registered.",
    )
