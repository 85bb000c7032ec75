"""Travel times: the quickest way over the links, against every way there is; estimates only where links are missing."""

from __future__ import annotations

from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from sinergi.areas.places.facts import LinkRegistered, Season, Way
from sinergi.areas.places.rules.travel import Craft, great_circle_m, travel

NODES = ("a", "b", "c", "d")
SPOTS = {name: (-500_000 - 10_000 * at, 102_800_000) for at, name in enumerate(NODES)}


def link(code: str, start: str, end: str, **other: object) -> LinkRegistered:
    """Return a link of 1 km with the minutes given."""
    usual: dict[str, object] = {"way": Way.ROAD, "metres": 1_000}
    return LinkRegistered(code=code, start=start, end=end, **{**usual, **other})  # type: ignore[arg-type]


minutes = st.one_of(st.integers(1, 9), st.integers(10, 60), st.none())
links = st.lists(
    st.builds(
        lambda ends, metres, car, boat, foot, season, one_way: link(
            "",
            *ends,
            metres=metres,
            minutes_car=car,
            minutes_boat=boat,
            minutes_foot=foot,
            season=season,
            one_way=one_way,
        ),
        st.sampled_from(tuple(permutations(NODES, 2))),
        st.integers(1, 9_000),
        minutes,
        minutes,
        minutes,
        st.sampled_from(Season),
        st.booleans(),
    ),
    min_size=3,
    max_size=10,
)


def brute(found: list[LinkRegistered], start: str, end: str, craft: Craft, season: Season) -> tuple[int, int] | None:
    """Return the least (minutes, metres) over all simple paths, by trying each of them."""
    hops: dict[tuple[str, str], tuple[int, int]] = {}
    for one in found:
        usable = [m for part in (*craft.split("-"), "foot") if (m := getattr(one, f"minutes_{part}")) is not None]
        if not usable or one.season not in (Season.ALWAYS, season):
            continue
        for pair in [(one.start, one.end)] + ([] if one.one_way else [(one.end, one.start)]):
            cost = (min(usable), one.metres)
            hops[pair] = min(cost, hops.get(pair, cost))
    best: list[tuple[int, int]] = []
    inner = [name for name in NODES if name not in (start, end)]
    for size in range(len(inner) + 1):
        for middle in permutations(inner, size):
            path = (start, *middle, end)
            costs = [hops.get(pair) for pair in pairwise(path)]
            if None not in costs:
                best.append((sum(c[0] for c in costs if c), sum(c[1] for c in costs if c)))
    return min(best, default=None)


@settings(max_examples=150)
@given(links, st.sampled_from(Craft), st.sampled_from(Season))
def test_the_quickest_way_is_the_least_of_all_ways(found: list[LinkRegistered], craft: Craft, season: Season) -> None:
    """Dijkstra agrees with brute force on small graphs, and its path adds up."""
    found = [link(str(at), **_fields(one)) for at, one in enumerate(found)]
    answer = travel(start="a", end="d", craft=craft, season=season, links=found, spots={}, homes={})
    expected = brute(found, "a", "d", craft, season)
    assert (None if answer is None else (answer.minutes, answer.metres)) == expected
    if answer is not None:
        assert (answer.via[0], answer.via[-1], answer.estimated) == ("a", "d", False)
        assert sum(leg.minutes for leg in answer.legs) == answer.minutes


def _fields(one: LinkRegistered) -> dict[str, object]:
    names = ("start", "end", "metres", "minutes_car", "minutes_boat", "minutes_foot", "season", "one_way")
    return {name: getattr(one, name) for name in names}


def test_a_place_off_the_network_is_joined_to_its_village_by_an_estimate() -> None:
    """The leg from a TPS to its village is an estimate and says so; the road is not."""
    roads = [link("r", "a", "b", minutes_motorcycle=7)]
    answer = travel(
        start="tps",
        end="b",
        craft=Craft.MOTORCYCLE,
        season=Season.ALWAYS,
        links=roads,
        spots={"tps": (-501_000, 102_801_000), **SPOTS},
        homes={"tps": "a"},
    )
    assert answer is not None
    assert (answer.via, [leg.estimated for leg in answer.legs]) == (("tps", "a", "b"), [True, False])
    assert answer.estimated
    assert answer.legs[0].metres == round(great_circle_m((-501_000, 102_801_000), SPOTS["a"]) * 1.4)


def test_no_estimate_leads_across_a_river_that_the_links_know() -> None:
    """Where links join two places and none suits the craft, the answer is none: not a straight line over water."""
    river = [link("s", "a", "b", way=Way.RIVER, minutes_boat=9)]
    ask = {"start": "a", "end": "b", "season": Season.ALWAYS, "links": river, "spots": SPOTS, "homes": {}}
    assert travel(craft=Craft.CAR, **ask) is None  # type: ignore[arg-type]
    by_boat = travel(craft=Craft.BOAT, **ask)  # type: ignore[arg-type]
    assert by_boat is not None
    assert (by_boat.minutes, by_boat.estimated) == (9, False)


def test_without_any_link_the_whole_way_is_an_estimate() -> None:
    """Great circle times detour at a plain speed; a place without coordinates gives nothing."""
    answer = travel(start="a", end="d", craft=Craft.CAR, season=Season.WET, links=[], spots=SPOTS, homes={})
    assert answer is not None
    assert answer.estimated
    assert answer.metres == round(great_circle_m(SPOTS["a"], SPOTS["d"]) * 1.4)
    assert travel(start="a", end="x", craft=Craft.CAR, season=Season.WET, links=[], spots=SPOTS, homes={}) is None


def test_great_circle_of_one_degree_on_the_equator() -> None:
    """One degree is 111.195 km on the mean sphere."""
    assert great_circle_m((0, 100_000_000), (0, 101_000_000)) == 111_195
    assert great_circle_m((0, 100_000_000), (0, 100_000_000)) == 0
