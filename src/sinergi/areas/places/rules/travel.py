"""Travel times: shortest paths over road and river links, with a stated estimate where links are missing.

A journey uses the links of one craft, or of a motorcycle that goes aboard a boat, and may walk at any point. An
estimate is the great-circle distance times a detour factor, at a plain speed; whatever holds an estimate says so
(``Travel.estimated``).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sinergi.areas.places.facts import LinkRegistered, Season

EARTH_M: Final = 6_371_009  # mean radius
ROAD_DETOUR: Final = 1.4  # assumption: road length over great circle, lowland with canals
RIVER_DETOUR: Final = 1.6  # assumption: meanders


class Craft(StrEnum):
    """What one travels with."""

    CAR = "car"
    MOTORCYCLE = "motorcycle"
    BOAT = "boat"
    MOTORCYCLE_BOAT = "motorcycle-boat"  # a motorcycle goes aboard a pompong and rides on from the far bank
    FOOT = "foot"


SPEED_KMH: Final[Mapping[Craft, int]] = {  # assumptions for estimates only; links carry their own minutes
    Craft.CAR: 30,
    Craft.MOTORCYCLE: 25,
    Craft.BOAT: 15,
    Craft.MOTORCYCLE_BOAT: 25,
    Craft.FOOT: 4,
}

Spot = tuple[int, int]  # lat_e6, lon_e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One step of a journey; ``link`` is empty for an estimate."""

    start: str
    end: str
    minutes: int
    metres: int
    link: str = ""

    @property
    def estimated(self) -> bool:
        """Whether no link says so."""
        return not self.link


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """A journey: total minutes and metres, the places passed in order (both ends included), and its legs."""

    minutes: int
    metres: int
    via: tuple[str, ...]
    legs: tuple[Leg, ...]

    @property
    def estimated(self) -> bool:
        """Whether any part rests on distance alone."""
        return any(leg.estimated for leg in self.legs)


Graph = dict[str, list[Leg]]


def great_circle_m(a: Spot, b: Spot) -> int:
    """Return whole metres between two points given in microdegrees (haversine, mean radius)."""
    lat1, lon1, lat2, lon2 = (math.radians(value / 1e6) for value in (*a, *b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_M * math.asin(min(1.0, math.sqrt(half))))


def estimate(start: str, end: str, *, craft: Craft, spots: Mapping[str, Spot]) -> Leg | None:
    """Return the leg that distance alone suggests; None when a place has no coordinates."""
    if start not in spots or end not in spots:
        return None
    detour = RIVER_DETOUR if craft is Craft.BOAT else ROAD_DETOUR
    metres = round(great_circle_m(spots[start], spots[end]) * detour)
    minutes = math.ceil(metres * 60 / (SPEED_KMH[craft] * 1000))
    return Leg(start=start, end=end, minutes=minutes, metres=metres)


def network(links: Iterable[LinkRegistered], *, craft: Craft, season: Season) -> Graph:
    """Return the legs that leave each place, for one craft (and on foot) in one season.

    Asked for ``always``, only links count that can be used all year.
    """
    graph: Graph = {}
    for link in links:
        minutes = _minutes(link, craft)
        if minutes is None or link.season not in {Season.ALWAYS, season}:
            continue
        _add(graph, Leg(start=link.start, end=link.end, minutes=minutes, metres=link.metres, link=link.code))
        if not link.one_way:
            _add(graph, Leg(start=link.end, end=link.start, minutes=minutes, metres=link.metres, link=link.code))
    return graph


def shortest(graph: Mapping[str, Iterable[Leg]], *, start: str, end: str) -> Travel | None:
    """Return the quickest journey over ``graph`` (then the shortest); None when there is none. Dijkstra."""
    queue: list[tuple[int, int, str]] = [(0, 0, start)]
    best: dict[str, tuple[int, int]] = {start: (0, 0)}
    came: dict[str, Leg] = {}
    while queue:
        minutes, metres, here = heapq.heappop(queue)
        if here == end:
            return _journey(came, start=start, end=end, minutes=minutes, metres=metres)
        if (minutes, metres) > best[here]:
            continue
        for leg in graph.get(here, ()):
            cost = (minutes + leg.minutes, metres + leg.metres)
            if leg.end not in best or cost < best[leg.end]:
                best[leg.end], came[leg.end] = cost, leg
                heapq.heappush(queue, (*cost, leg.end))
    return None


def travel(
    *,
    start: str,
    end: str,
    craft: Craft,
    season: Season,
    links: Sequence[LinkRegistered],
    spots: Mapping[str, Spot],
    homes: Mapping[str, str],
) -> Travel | None:
    """Return the journey from ``start`` to ``end``; None when this craft has no way, or when nothing can tell.

    ``spots`` are coordinates by place; ``homes`` names the village of a place that may itself be no node of the
    network. Such a place is joined by an estimate to its village, or else to the nearest node. The whole way is an
    estimate only where links are missing: where links join two places and none of them suits the craft, there is
    no way, and an estimate across the river would be a lie.
    """
    land = _neighbours(links)
    anchors = tuple(_anchor(place, nodes=land, spots=spots, homes=homes) for place in (start, end))
    outside = start not in land and end not in land
    if start != end and (not all(anchors) or not _joined(land, *anchors) or (outside and anchors[0] == anchors[1])):
        return _alone(estimate(start, end, craft=craft, spots=spots))
    graph = network(links, craft=craft, season=season)
    access = Craft.FOOT if craft is Craft.BOAT else craft  # nobody steps off a boat at the door of a TPS
    for first, last in ((start, anchors[0]), (anchors[1], end)):
        leg = estimate(first, last, craft=access, spots=spots) if first != last else None
        if leg is not None:
            _add(graph, leg)
    return shortest(graph, start=start, end=end)


def matrix(
    *,
    places: Sequence[str],
    craft: Craft,
    season: Season,
    links: Sequence[LinkRegistered],
    spots: Mapping[str, Spot],
    homes: Mapping[str, str],
) -> tuple[tuple[int | None, ...], ...]:
    """Return minutes from each of ``places`` to each, None where nobody gets there: ``travel`` for all pairs at once.

    One Dijkstra for each place, over a network to which every place that is no node of it is joined as ``travel`` does.
    """
    ways = _Ways(places, craft=craft, season=season, links=links, spots=spots, homes=homes)
    return tuple(ways.minutes(start, places) for start in places)


def legs(
    *,
    pairs: Sequence[tuple[str, str]],
    craft: Craft,
    season: Season,
    links: Sequence[LinkRegistered],
    spots: Mapping[str, Spot],
    homes: Mapping[str, str],
) -> tuple[int | None, ...]:
    """Return the minutes of each of ``pairs``, as ``travel`` says; quick where the pairs are near."""
    places = sorted({place for pair in pairs for place in pair})
    ways = _Ways(places, craft=craft, season=season, links=links, spots=spots, homes=homes)
    return tuple(ways.minutes(start, (end,))[0] for start, end in pairs)


class _Ways:
    """The network of one craft with ``places`` joined to it."""

    def __init__(
        self,
        places: Iterable[str],
        *,
        craft: Craft,
        season: Season,
        links: Sequence[LinkRegistered],
        spots: Mapping[str, Spot],
        homes: Mapping[str, str],
    ) -> None:
        self.land, self.craft, self.spots = _neighbours(links), craft, spots
        self.parts, self.graph = _parts(self.land), network(links, craft=craft, season=season)
        self.anchors = {place: _anchor(place, nodes=self.land, spots=spots, homes=homes) for place in places}
        access = Craft.FOOT if craft is Craft.BOAT else craft
        for place, anchor in self.anchors.items():
            for start, end in ((place, anchor), (anchor, place)) if anchor not in ("", place) else ():
                leg = estimate(start, end, craft=access, spots=spots)
                if leg is not None:
                    _add(self.graph, leg)

    def minutes(self, start: str, ends: Sequence[str]) -> tuple[int | None, ...]:
        """Return the minutes from ``start`` to each of ``ends``."""
        lone = {end for end in ends if start != end and self._alone(start, end)}
        reached = _reached(self.graph, start, wanted=set(ends) - lone)
        return tuple(self._estimate(start, end) if end in lone else reached.get(end) for end in ends)

    def _estimate(self, start: str, end: str) -> int | None:
        leg = estimate(start, end, craft=self.craft, spots=self.spots)
        return leg.minutes if leg is not None else None

    def _alone(self, start: str, end: str) -> bool:
        """Return whether links are missing between two places, so that distance alone must tell."""
        one, other = self.anchors[start], self.anchors[end]
        outside = start not in self.land and end not in self.land
        return not one or not other or self.parts[one] != self.parts[other] or (outside and one == other)


def _reached(graph: Mapping[str, Iterable[Leg]], start: str, *, wanted: set[str]) -> dict[str, int]:
    """Return the least minutes from ``start`` to each of ``wanted`` that it reaches, and to others. Dijkstra."""
    queue, best, left = [(0, start)], {start: 0}, set(wanted)
    while queue and left:
        minutes, here = heapq.heappop(queue)
        if minutes > best[here]:
            continue
        left.discard(here)
        for leg in graph.get(here, ()):
            cost = minutes + leg.minutes
            if cost < best.get(leg.end, cost + 1):
                best[leg.end] = cost
                heapq.heappush(queue, (cost, leg.end))
    return best


def _parts(near: Mapping[str, set[str]]) -> dict[str, int]:
    """Return the number of the joined part of the network that each node is in."""
    parts: dict[str, int] = {}
    for number, node in enumerate(sorted(near)):
        todo = [node] if node not in parts else []
        while todo:
            here = todo.pop()
            parts[here] = number
            todo.extend(near[here] - parts.keys())
    return parts


def _neighbours(links: Iterable[LinkRegistered]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for link in links:
        near.setdefault(link.start, set()).add(link.end)
        near.setdefault(link.end, set()).add(link.start)
    return near


def _joined(near: Mapping[str, set[str]], start: str, end: str) -> bool:
    seen, todo = {start}, [start]
    while todo:
        fresh = near[todo.pop()] - seen
        seen |= fresh
        todo.extend(fresh)
    return end in seen


def _anchor(place: str, *, nodes: Collection[str], spots: Mapping[str, Spot], homes: Mapping[str, str]) -> str:
    if place in nodes:
        return place
    if homes.get(place, "") in nodes:
        return homes[place]
    near = [node for node in nodes if node in spots]
    if place not in spots or not near:
        return ""
    return min(near, key=lambda node: (great_circle_m(spots[place], spots[node]), node))


def _minutes(link: LinkRegistered, craft: Craft) -> int | None:
    by_craft = {
        Craft.CAR: (link.minutes_car,),
        Craft.MOTORCYCLE: (link.minutes_motorcycle,),
        Craft.BOAT: (link.minutes_boat,),
        Craft.MOTORCYCLE_BOAT: (link.minutes_motorcycle, link.minutes_boat),
        Craft.FOOT: (),
    }
    return min((m for m in (*by_craft[craft], link.minutes_foot) if m is not None), default=None)


def _add(graph: Graph, leg: Leg) -> None:
    graph.setdefault(leg.start, []).append(leg)


def _alone(leg: Leg | None) -> Travel | None:
    if leg is None:
        return None
    return Travel(minutes=leg.minutes, metres=leg.metres, via=(leg.start, leg.end), legs=(leg,))


def _journey(came: Mapping[str, Leg], *, start: str, end: str, minutes: int, metres: int) -> Travel:
    legs: list[Leg] = []
    here = end
    while here != start:
        legs.append(came[here])
        here = came[here].start
    legs.reverse()
    return Travel(minutes=minutes, metres=metres, via=(start, *(leg.end for leg in legs)), legs=tuple(legs))
