"""One tiny kecamatan for everybody: 2 desa, 4 TPS, a river between them; everything synthetic.

    Seberang Tiga (2001)  TPS 001, TPS 002   on the road; Polsek and PPK are here
    Hilir Sembilan (2002) TPS 001, TPS 002   beyond the river; a jetty on each bank

It is built through the areas' commands only, so that it can hold no state that the program cannot reach.
"""

from __future__ import annotations

from dataclasses import dataclass

from sinergi.areas.people import commands as people
from sinergi.areas.people.facts import Duty, DutyPostRegistered
from sinergi.areas.places import commands as places
from sinergi.areas.places.facts import (
    Access,
    LinkRegistered,
    RegionRegistered,
    SiteKind,
    SiteRegistered,
    StationRegistered,
    Supply,
    VillageKind,
    VillageRegistered,
    Way,
)
from sinergi.areas.rulebook import commands as rulebook
from sinergi.vocabulary.viewer import Party
from tests import cast

DISTRICT, DISTRICT_NAME = "14.04.19", "Kecamatan Contoh"
NEAR, FAR = "14.04.19.2001", "14.04.19.2002"
STATIONS = ("1404192001001", "1404192001002", "1404192002001", "1404192002002")
SYNTHETIC = "Seluruh isi: kecamatan rekaan untuk pengujian."


@dataclass(frozen=True, slots=True)
class World:
    """The codes of what was built."""

    district: str
    villages: tuple[str, ...]
    stations: tuple[str, ...]
    posts: tuple[str, ...]


def small() -> World:
    """Build the tiny kecamatan in the database at hand and return its codes."""
    rulebook.adopt_pack(
        viewer=cast.ppk_chair,
        stamp=cast.stamp(cast.ppk_chair),
        name="pilkada-2024",
        district=DISTRICT,
        district_name=DISTRICT_NAME,
        timezone="Asia/Jakarta",
        synthetic=SYNTHETIC,
    )
    _land()
    _water()
    return World(DISTRICT, (NEAR, FAR), STATIONS, _posts())


def station(code: str, **changes: object) -> StationRegistered:
    """Return a plausible, complete TPS fact for ``code``, with ``changes``."""
    usual: dict[str, object] = {
        "code": code,
        "village": f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:10]}",
        "number": int(code[10:]),
        "name": "Balai Desa",
        "lat_e6": -550_000 - int(code[9:10]) * 20_000 - int(code[10:]) * 3_000,
        "lon_e6": 103_100_000 + int(code[10:]) * 4_000,
        "voters_male": 200,
        "voters_female": 210,
        "access": Access.ROAD,
        "power": Supply.GOOD,
        "signal": Supply.WEAK,
        "flood_prone": False,
        "synthetic": True,
        "source": "rekaan",
    }
    return StationRegistered(**{**usual, **changes})  # type: ignore[arg-type] # keyword values by field name


def _land() -> None:
    viewer, stamp = cast.ppk_chair, cast.stamp(cast.ppk_chair)
    places.register_region(viewer=viewer, stamp=stamp, fact=RegionRegistered(code=DISTRICT, name=DISTRICT_NAME))
    for code, name, lat in ((NEAR, "Seberang Tiga", -560_000), (FAR, "Hilir Sembilan", -620_000)):
        village = VillageRegistered(
            code=code,
            name=name,
            kind=VillageKind.DESA,
            district=DISTRICT,
            district_name=DISTRICT_NAME,
            lat_e6=lat,
            lon_e6=103_100_000,
            source="rekaan",
        )
        places.register_village(viewer=viewer, stamp=stamp, fact=village)
    for code in STATIONS:
        access = Access.ROAD if code.startswith("1404192001") else Access.RIVER
        places.register_station(viewer=viewer, stamp=stamp, fact=station(code, access=access))


def _water() -> None:
    viewer, stamp = cast.ppk_chair, cast.stamp(cast.ppk_chair)
    sites = (
        ("polsek", "Polsek Contoh", SiteKind.POST, NEAR, "polsek", -561_000),
        ("gudang-ppk", "Gudang PPK", SiteKind.STORE, NEAR, "ppk", -562_000),
        ("jeti-dekat", "Jeti Seberang Tiga", SiteKind.CROSSING, NEAR, "", -585_000),
        ("jeti-jauh", "Jeti Hilir Sembilan", SiteKind.CROSSING, FAR, "", -595_000),
    )
    for code, name, kind, village, party, lat in sites:
        site = SiteRegistered(
            code=code,
            name=name,
            kind=kind,
            village=village,
            party=party,
            lat_e6=lat,
            lon_e6=103_101_000,
            synthetic=True,
        )
        places.register_site(viewer=viewer, stamp=stamp, fact=site)
    links = (
        ("jalan-polsek", NEAR, "polsek", Way.ROAD, 800, 2, 2, None, 10),
        ("jalan-gudang", NEAR, "gudang-ppk", Way.ROAD, 900, 3, 2, None, 12),
        ("jalan-jeti-dekat", NEAR, "jeti-dekat", Way.ROAD, 3_000, 6, 5, None, 40),
        ("sungai", "jeti-dekat", "jeti-jauh", Way.RIVER, 1_200, None, None, 9, None),
        ("jalan-jeti-jauh", "jeti-jauh", FAR, Way.ROAD, 2_500, None, 7, None, 35),
    )
    for code, start, end, way, metres, car, motorcycle, boat, foot in links:
        link = LinkRegistered(
            code=code,
            start=start,
            end=end,
            way=way,
            metres=metres,
            minutes_car=car,
            minutes_motorcycle=motorcycle,
            minutes_boat=boat,
            minutes_foot=foot,
            synthetic=True,
        )
        places.register_link(viewer=viewer, stamp=stamp, fact=link)


def _posts() -> tuple[str, ...]:
    posts = tuple(
        DutyPostRegistered(
            post=f"linmas-{code}",
            party=Party.KECAMATAN,
            duty=Duty.LINMAS,
            at=code,
            label=f"Linmas TPS {code[10:]}",
            synthetic=True,
        )
        for code in STATIONS
    )
    people.register_posts(viewer=cast.camat, stamp=cast.stamp(cast.camat), facts=posts)
    return tuple(post.post for post in posts)
