"""Reading and registering places: what each viewer gets, what the database refuses, what a resend answers."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from sinergi.areas.places import commands, queries
from sinergi.areas.places.facts import (
    LinkRegistered,
    LinkRemoved,
    SiteKind,
    SiteRegistered,
    StationRegistered,
    StationWithdrawn,
    Way,
)
from sinergi.areas.places.models import Station
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Role, Viewer
from tests import world as small
from tests.cast import fact_id, kapolsek, linmas_card, outsider, panwascam, ppk_operator, stamp
from tests.world import World

pytestmark = pytest.mark.django_db
FIRST = "1404192001001"


def test_the_register_in_full_for_the_five_parties(world: World) -> None:
    """Every field, in order of code, with names and totals."""
    rows = queries.stations(panwascam)
    assert tuple(row.code for row in rows) == world.stations
    assert (rows[0].village_name, rows[0].voters, rows[0].told_by) == ("Seberang Tiga", 410, "ppk")
    assert [row.stations for row in queries.villages(kapolsek)] == [2, 2]
    assert len(queries.stations(kapolsek, village=small.FAR)) == 2
    assert [row.number for row in queries.stations(kapolsek, text="hilir 2")] == [2]
    assert [row.code for row in queries.stations(kapolsek, text="1404192002002")] == ["1404192002002"]


def test_the_public_sees_where_a_tps_is_and_nothing_else(world: World) -> None:
    """No counts, no access, no posts, no links, no import papers; a withdrawn TPS is not shown."""
    row = queries.station(outsider, code=FIRST)
    assert (row.full, row.name, row.lat_e6 is not None) == (False, "Balai Desa", True)
    hidden = (row.voters, row.voters_male, row.access, row.signal, row.flood_prone)
    assert hidden == (None,) * 5
    shown = queries.features(outsider, layer="stations")["features"][0]["properties"]
    assert set(shown) == {"code", "village", "village_name", "number", "name", "synthetic"}
    assert queries.links(outsider) == ()
    assert {row.kind for row in queries.sites(outsider)} == {SiteKind.CROSSING}
    for ask in (lambda: queries.imports(outsider), lambda: queries.mappings(outsider, what="tps")):
        with pytest.raises(Refused, match=r"access\.polling_station"):
            ask()
    gone = StationWithdrawn(code=FIRST, reason="digabung")
    commands.withdraw_station(viewer=ppk_operator, stamp=stamp(), fact=gone)
    assert FIRST not in {row.code for row in queries.stations(outsider)}
    assert queries.station(kapolsek, code=FIRST).withdrawn
    with pytest.raises(Refused, match=r"places\.station\.missing"):
        queries.station(outsider, code=FIRST)


def test_a_card_sees_its_own_post_only(world: World) -> None:
    """A card of one TPS gets that TPS; a card of a village the TPS of that village; no links, no travel."""
    assert [row.code for row in queries.stations(linmas_card)] == [FIRST]
    assert [row.code for row in queries.villages(linmas_card)] == [small.NEAR]
    with pytest.raises(Refused, match=r"places\.station\.missing"):
        queries.station(linmas_card, code=world.stations[2])
    village_card = Viewer(party=Party.PANWASCAM, role=Role.FIELD, account="card:2", post=small.FAR)
    assert [row.village for row in queries.stations(village_card)] == [small.FAR, small.FAR]
    assert queries.links(village_card) == ()
    with pytest.raises(Refused, match=r"access\.polling_station"):
        queries.travel(village_card, start=small.NEAR, end=small.FAR, craft="boat")


def test_travel_by_road_and_not_over_water(world: World) -> None:
    """From a TPS to the Polsek: an estimated step to the village, then the road; by car no way across the river."""
    journey = queries.travel(kapolsek, start=FIRST, end="polsek", craft="motorcycle")
    assert journey is not None
    assert (journey.via, journey.estimated) == ((FIRST, small.NEAR, "polsek"), True)
    assert queries.travel(kapolsek, start=small.NEAR, end=small.FAR, craft="car") is None
    boat = queries.travel(kapolsek, start=small.NEAR, end=small.FAR, craft="boat")
    assert boat is not None
    assert (boat.minutes, boat.metres) == (40 + 9 + 35, 3_000 + 1_200 + 2_500)
    removed = LinkRemoved(code="sungai", reason="banjir")
    commands.remove_link(viewer=ppk_operator, stamp=stamp(), fact=removed)
    around = queries.travel(kapolsek, start=small.NEAR, end=small.FAR, craft="boat")
    assert around is not None
    assert around.estimated


def test_each_layer_is_geojson(world: World) -> None:
    """Longitude first, in degrees; a link is a line between its ends."""
    found = queries.features(kapolsek, layer="links")["features"]
    link = next(one for one in found if one["id"] == "sungai")
    assert link["geometry"] == {"type": "LineString", "coordinates": [[103.101, -0.585], [103.101, -0.595]]}
    for layer in ("villages", "stations", "sites", "boundaries"):
        assert queries.features(kapolsek, layer=layer)["type"] == "FeatureCollection"
    with pytest.raises(Refused, match=r"places\.layer"):
        queries.features(kapolsek, layer="votes")


def test_who_may_write_what(world: World) -> None:
    """The register is PPK's; a party says where its own posts are, and moves nobody else's."""
    fact = small.station("1404192001003")
    with pytest.raises(Refused, match=r"access\.polling_station\.write"):
        commands.register_station(viewer=kapolsek, stamp=stamp(kapolsek), fact=fact)
    own = SiteRegistered(code="pos-lintas", name="Pos Lintas", kind=SiteKind.POST, village=small.NEAR, party="polsek")
    assert commands.register_site(viewer=kapolsek, stamp=stamp(kapolsek), fact=own).fresh
    theirs = SiteRegistered(code="gudang-ppk", name="Gudang", kind=SiteKind.STORE, party="polsek")
    with pytest.raises(Refused, match=r"access\.polling_station\.write"):
        commands.register_site(viewer=kapolsek, stamp=stamp(kapolsek), fact=theirs)


def test_a_resend_is_the_same_answer_even_after_more_has_happened(world: World) -> None:
    """The phone that did not hear us may say it again; a withdrawn TPS comes back only on purpose."""
    fact = small.station("1404192001003")
    once = stamp(ids=(fact_id(1),))
    assert commands.register_station(viewer=ppk_operator, stamp=once, fact=fact).fresh
    gone = StationWithdrawn(code=fact.code, reason="digabung")
    commands.withdraw_station(viewer=ppk_operator, stamp=stamp(), fact=gone)
    assert not commands.register_station(viewer=ppk_operator, stamp=once, fact=fact).fresh
    with pytest.raises(Refused, match=r"places\.station\.withdrawn"):
        commands.register_station(viewer=ppk_operator, stamp=stamp(), fact=fact)
    commands.register_station(viewer=ppk_operator, stamp=stamp(), fact=fact, reopen=True)
    assert not queries.station(ppk_operator, code=fact.code).withdrawn


@pytest.mark.parametrize(
    "changes",
    [{"voters_male": -1}, {"number": 2}, {"village": small.FAR}, {"lat_e6": 91_000_000, "lon_e6": 0}],
)
def test_the_database_keeps_the_invariants(world: World, changes: dict[str, object]) -> None:
    """Even a fact that slipped past the rules cannot become a row."""
    fact = small.station(FIRST, **changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        book.record(fact, stamp=stamp())


def test_later_facts_win_inside_one_batch(world: World) -> None:
    """Two facts about one TPS in one record leave one row, the last, with its entry."""
    facts = [StationRegistered(code=FIRST, village=small.NEAR, number=1, voters_male=count) for count in (1, 2)]
    receipt = book.record(*facts, stamp=stamp())
    row = Station.objects.get(code=FIRST)
    assert (row.voters_male, row.entry) == (2, receipt.ids[1])


def test_links_call_a_tps_by_its_name(world: World) -> None:
    """Where a link ends at a TPS its number and desa stand, not thirteen digits."""
    fact = LinkRegistered(
        code="tps-ujung", start=world.stations[0], end=world.stations[1], way=Way.ROAD, metres=900, minutes_car=3
    )
    commands.register_link(viewer=ppk_operator, stamp=stamp(ppk_operator), fact=fact)
    ends = {name for row in queries.links(ppk_operator) for name in (row.start_name, row.end_name)}
    assert any(name.startswith("TPS ") for name in ends)
    assert not ends & set(world.stations)
