"""The matrix of minutes says for all pairs at once what a journey says for one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sinergi.areas.places.facts import LinkRegistered, Season, Way
from sinergi.areas.places.rules.travel import Craft, legs, matrix, travel

PLACES = ("v1", "v2", "v3", "t1", "t2", "t3", "s1", "s2")
HOMES = {"t1": "v1", "t2": "v2", "t3": "v3", "s1": "v1"}
MINUTES = st.one_of(st.none(), st.integers(1, 60))
LINKS = st.lists(
    st.builds(
        LinkRegistered,
        code=st.uuids().map(str),
        start=st.sampled_from(PLACES[:6]),
        end=st.sampled_from(PLACES[:6]),
        way=st.sampled_from(Way),
        metres=st.integers(1, 9000),
        minutes_car=MINUTES,
        minutes_motorcycle=MINUTES,
        minutes_boat=MINUTES,
        minutes_foot=MINUTES,
        season=st.sampled_from(Season),
        one_way=st.booleans(),
    ).filter(lambda link: link.start != link.end),
    max_size=10,
)
SPOTS = st.fixed_dictionaries({}, optional={place: st.tuples(*[st.integers(0, 90_000)] * 2) for place in PLACES})


@given(links=LINKS, spots=SPOTS, craft=st.sampled_from(Craft), season=st.sampled_from(Season))
def test_the_matrix_equals_all_journeys(
    links: list[LinkRegistered], spots: dict[str, tuple[int, int]], craft: Craft, season: Season
) -> None:
    """Over random networks with gaps, one-way and seasonal links, and places without coordinates."""
    found = matrix(places=PLACES, craft=craft, season=season, links=links, spots=spots, homes=HOMES)
    pairs = [(start, end) for start in PLACES for end in PLACES]
    expected = []
    for start, end in pairs:
        one = travel(start=start, end=end, craft=craft, season=season, links=links, spots=spots, homes=HOMES)
        expected.append(one.minutes if one is not None else None)
    assert [minutes for row in found for minutes in row] == expected
    assert list(legs(pairs=pairs, craft=craft, season=season, links=links, spots=spots, homes=HOMES)) == expected
