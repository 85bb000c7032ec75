"""Kempas as the demo shows it: real desa (codes, names, coordinates), everything else synthetic and labelled so.

Sources of the real facts: Kemendagri codes 14.04.19.*; centroids and the number of TPS per desa in the
election of February 2024 (131) and of Pilkada 2024 (74 in all) from public tables. The split of the 74 over
the desa, the sites, the voters, the links and their minutes are made here from a fixed seed.
"""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shapely import GeometryCollection, MultiPoint, Point, voronoi_polygons

from sinergi.areas.places import facts
from sinergi.areas.risk.facts import RiskClass, StationClassed
from sinergi.areas.rulebook.facts import PatternChosen
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.ids import VillageCode, station_of
from sinergi.vocabulary.viewer import Party

DISTRICT, DISTRICT_NAME = "14.04.19", "Kempas"
STATIONS = 74  # Pilkada 2024, KPU recapitulation
VOTERS = 27_000  # about; synthetic per TPS
SEED = 20241127
KM_PER_DEGREE = 111.32
MADE = "sintetis (peragaan)"
PUBLIC_TABLE = "Kemendagri; tabel publik wilayah"


@dataclass(frozen=True, slots=True)
class Village:
    """One desa: official facts, and how many TPS it had in February 2024."""

    code: VillageCode
    name: str
    lat_e6: int
    lon_e6: int
    stations_february: int
    river: bool = False  # reached by water
    flooded: tuple[int, ...] = ()  # TPS numbers surveyed as flood-prone in January 2024, as far as they exist


VILLAGES = (
    Village(VillageCode("14.04.19.1002"), "Kempas Jaya", -555978, 102815347, 22, flooded=(1, 2, 9)),
    Village(VillageCode("14.04.19.1007"), "Harapan Tani", -607634, 102870057, 17),
    Village(VillageCode("14.04.19.2001"), "Pekan Tua", -502371, 102757215, 12, flooded=(7,)),
    Village(VillageCode("14.04.19.2003"), "Rumbai Jaya", -582723, 102920727, 11),
    Village(VillageCode("14.04.19.2004"), "Bayas Jaya", -488107, 102716260, 9),
    Village(VillageCode("14.04.19.2005"), "Sungai Ara", -565670, 102875198, 12),
    Village(VillageCode("14.04.19.2006"), "Sungai Gantang", -533725, 102919612, 25),
    Village(VillageCode("14.04.19.2008"), "Karya Tani", -611575, 102944882, 5),
    Village(VillageCode("14.04.19.2009"), "Kerta Jaya", -389055, 102788630, 3, river=True, flooded=(1, 2)),
    Village(VillageCode("14.04.19.2010"), "Kulim Jaya", -543725, 102746607, 3),
    Village(VillageCode("14.04.19.2011"), "Danau Pulai Indah", -559701, 102951719, 10),
    Village(VillageCode("14.04.19.2012"), "Sungai Rabit", -340712, 102740526, 2, river=True),
)
# Where the five parties and the logistics sit: code, name, kind, village, party, (lat_e6, lon_e6)
POST, STORE, CROSSING = facts.SiteKind.POST, facts.SiteKind.STORE, facts.SiteKind.CROSSING
SITES = (
    ("polsek", "Polsek Kempas", POST, "14.04.19.1007", Party.POLSEK, (-604100, 102873400)),
    ("koramil", "Pos Koramil", POST, "14.04.19.1007", Party.KORAMIL, (-606900, 102868200)),
    ("kantor-camat", "Kantor Camat Kempas", POST, "14.04.19.1007", Party.KECAMATAN, (-605800, 102871100)),
    ("ppk", "Sekretariat PPK", POST, "14.04.19.1007", Party.PPK, (-608700, 102872500)),
    ("panwascam", "Sekretariat Panwascam", POST, "14.04.19.1007", Party.PANWASCAM, (-609300, 102866900)),
    ("gudang-ppk", "Gudang logistik PPK", STORE, "14.04.19.1007", Party.PPK, (-608300, 102874000)),
    ("simpang-lintas", "Simpang lintas Rumbai Jaya", CROSSING, "14.04.19.2003", "", (-588200, 102906500)),
    ("dermaga-kempas", "Dermaga Kempas Jaya", CROSSING, "14.04.19.1002", "", (-528300, 102829400)),
    ("dermaga-pekan-tua", "Dermaga Pekan Tua", CROSSING, "14.04.19.2001", "", (-489700, 102763800)),
    ("dermaga-kerta", "Dermaga Kerta Jaya", CROSSING, "14.04.19.2009", "", (-441500, 102779300)),
    ("dermaga-rabit", "Dermaga Sungai Rabit", CROSSING, "14.04.19.2012", "", (-402600, 102738900)),
)
# Roads that a person would believe: start, end, detour over the straight line, km/h by car
ROADS = (
    ("14.04.19.1007", "simpang-lintas", 1.15, 45),
    ("simpang-lintas", "14.04.19.2003", 1.15, 45),
    ("14.04.19.2003", "14.04.19.2008", 1.25, 30),
    ("14.04.19.2003", "14.04.19.2011", 1.25, 30),
    ("14.04.19.2011", "14.04.19.2006", 1.3, 25),
    ("simpang-lintas", "14.04.19.2006", 1.3, 28),
    ("14.04.19.1007", "14.04.19.2005", 1.25, 32),
    ("14.04.19.2005", "14.04.19.2006", 1.35, 22),
    ("14.04.19.2005", "14.04.19.1002", 1.3, 28),
    ("14.04.19.1007", "14.04.19.1002", 1.25, 35),
    ("14.04.19.1002", "14.04.19.2010", 1.35, 22),
    ("14.04.19.2010", "14.04.19.2001", 1.35, 20),
    ("14.04.19.2001", "14.04.19.2004", 1.3, 22),
    ("14.04.19.1002", "dermaga-kempas", 1.2, 20),
    ("14.04.19.2001", "dermaga-pekan-tua", 1.2, 20),
    ("dermaga-kerta", "14.04.19.2009", 1.3, 0),
    ("dermaga-rabit", "14.04.19.2012", 1.3, 0),
    ("14.04.19.1007", "polsek", 1.1, 25),
    ("14.04.19.1007", "koramil", 1.1, 25),
    ("14.04.19.1007", "kantor-camat", 1.1, 25),
    ("14.04.19.1007", "ppk", 1.1, 25),
    ("14.04.19.1007", "panwascam", 1.1, 25),
    ("14.04.19.1007", "gudang-ppk", 1.1, 25),
)
RIVERS = (
    ("dermaga-kempas", "dermaga-pekan-tua", 1.35),
    ("dermaga-pekan-tua", "dermaga-kerta", 1.4),
    ("dermaga-kempas", "dermaga-kerta", 1.45),
    ("dermaga-kerta", "dermaga-rabit", 1.4),
    ("dermaga-pekan-tua", "dermaga-rabit", 1.45),
)
UNKNOWN: dict[str, dict[str, Any]] = {  # what nobody has told yet: blank is not zero, and the board says so
    "1404192003006": {"lat_e6": None, "lon_e6": None},
    "1404192006014": {"voters_male": None, "voters_female": None},
    "1404192011006": {"signal": None, "power": None},
}
VERY_HIGH = frozenset({"1404192006005"})
PATTERN = PatternChosen(
    risk_class=RiskClass.LOW, pattern="kurang-rawan-pagar-alam-8", source="sintetis (peragaan): 33 polisi untuk 74 TPS"
)
CLASSED = "sintetis (peragaan), bukan penilaian Polri"
SITE_NAMES = (
    "Balai desa",
    "SD",
    "Madrasah",
    "Balai RW",
    "Gedung serbaguna",
    "Halaman posyandu",
    "Lapangan voli",
    "Pos ronda",
)


def apportion(shares: tuple[int, ...], total: int) -> tuple[int, ...]:
    """Split ``total`` over ``shares`` by largest remainder, at least one each."""
    whole = sum(shares)
    exact = [total * share / whole for share in shares]
    seats = [max(1, math.floor(value)) for value in exact]
    order = sorted(range(len(shares)), key=lambda i: exact[i] - seats[i], reverse=True)
    for i in (order * 2)[: total - sum(seats)]:
        seats[i] += 1
    return tuple(seats)


def villages() -> Iterator[Fact]:
    """Yield the region, the desa and their estimated outlines."""
    yield facts.RegionRegistered(code="14", name="Riau", source=PUBLIC_TABLE)
    yield facts.RegionRegistered(code="14.04", name="Indragiri Hilir", source=PUBLIC_TABLE)
    yield facts.RegionRegistered(code=DISTRICT, name=DISTRICT_NAME, source=PUBLIC_TABLE)
    for one in VILLAGES:
        kind = facts.VillageKind.KELURAHAN if one.code[9] == "1" else facts.VillageKind.DESA
        yield facts.VillageRegistered(
            code=one.code,
            name=one.name,
            kind=kind,
            district=DISTRICT,
            district_name=DISTRICT_NAME,
            lat_e6=one.lat_e6,
            lon_e6=one.lon_e6,
            source=PUBLIC_TABLE,
        )
    yield from _outlines()


def _outlines() -> Iterator[Fact]:
    points = MultiPoint([(one.lon_e6 / 1e6, one.lat_e6 / 1e6) for one in VILLAGES])
    around = points.convex_hull.buffer(0.035)
    cells = voronoi_polygons(points, extend_to=around)
    assert isinstance(cells, GeometryCollection)
    for one in VILLAGES:
        centre = Point(one.lon_e6 / 1e6, one.lat_e6 / 1e6)
        cell = next(cell for cell in cells.geoms if cell.covers(centre)).intersection(around)
        ring = tuple((round(x * 1e6), round(y * 1e6)) for x, y in cell.simplify(0.0005).exterior.coords)
        yield facts.BoundaryDrawn(
            code=one.code, polygons=((ring,),), official=False, source="perkiraan peragaan, bukan batas resmi"
        )


def sites() -> Iterator[Fact]:
    """Yield posts, stores and crossings."""
    for code, name, kind, village, party, (lat, lon) in SITES:
        yield facts.SiteRegistered(
            code=code, name=name, kind=kind, village=village, lat_e6=lat, lon_e6=lon, party=party, synthetic=True
        )


def stations() -> list[facts.StationRegistered]:
    """Return the 74 TPS: how they are split over the desa, and all they hold, is synthetic."""
    dice = random.Random(SEED)  # noqa: S311 -- a reproducible demo, not a secret
    split = apportion(tuple(one.stations_february for one in VILLAGES), STATIONS)
    weights = [dice.uniform(0.55, 1.45) for _ in range(STATIONS)]
    voters = iter(round(VOTERS * w / sum(weights)) for w in weights)
    made = [
        _station(dice, village, number, next(voters))
        for village, count in zip(VILLAGES, split, strict=True)
        for number in range(1, count + 1)
    ]
    return [dataclasses.replace(one, **UNKNOWN.get(one.code, {})) for one in made]


def classes(stations_made: list[facts.StationRegistered]) -> Iterator[StationClassed]:
    """Yield the class of each TPS, invented; really about 99 % of all TPS are "kurang rawan"."""
    for one in stations_made:
        otherwise = RiskClass.HIGH if one.flood_prone else RiskClass.LOW
        yield StationClassed(
            station=one.code,
            risk_class=RiskClass.VERY_HIGH if one.code in VERY_HIGH else otherwise,
            source=CLASSED,
            synthetic=True,
        )


def _station(dice: random.Random, village: Village, number: int, voters: int) -> facts.StationRegistered:
    male = round(voters * dice.uniform(0.485, 0.53))
    angle, reach = dice.uniform(0, 2 * math.pi), dice.uniform(0.25, 1) * 0.016
    supply = facts.Supply
    return facts.StationRegistered(
        code=station_of(village.code, number),
        village=village.code,
        number=number,
        name=f"{SITE_NAMES[(number * 3 + len(village.name)) % len(SITE_NAMES)]} {village.name} {number}",
        address=f"RT {dice.randint(1, 9):02d} RW {dice.randint(1, 4):02d}",
        lat_e6=village.lat_e6 + round(reach * math.sin(angle) * 1e6),
        lon_e6=village.lon_e6 + round(reach * math.cos(angle) * 1e6),
        voters_male=male,
        voters_female=voters - male,
        disability=facts.Disability(
            physical=dice.choice((0, 0, 1, 1, 2)),
            intellectual=dice.choice((0, 0, 0, 1)),
            mental=dice.choice((0, 0, 0, 1)),
            sensory_speech_hearing=dice.choice((0, 0, 1)),
            sensory_sight=dice.choice((0, 0, 1)),
        ),
        access=facts.Access.RIVER if village.river else facts.Access.ROAD,
        power=dice.choice((supply.GOOD, supply.GOOD, supply.WEAK)) if not village.river else supply.WEAK,
        signal=dice.choice((supply.GOOD, supply.GOOD, supply.WEAK)) if not village.river else supply.ABSENT,
        flood_prone=number in village.flooded,
        synthetic=True,
        source=MADE,
    )


def links(stations_made: list[facts.StationRegistered]) -> Iterator[Fact]:
    """Yield roads, rivers and the last stretch to every TPS."""
    at: dict[str, tuple[int, int]] = {one.code: (one.lat_e6, one.lon_e6) for one in VILLAGES}
    at |= {code: point for code, _, _, _, _, point in SITES}
    for start, end, detour, speed in ROADS:
        yield _road(start, end, _metres(at[start], at[end], detour), speed)
    for start, end, detour in RIVERS:
        metres = _metres(at[start], at[end], detour)
        yield facts.LinkRegistered(
            code=_code(start, end),
            start=start,
            end=end,
            way=facts.Way.RIVER,
            metres=metres,
            minutes_boat=max(1, round(metres / 1000 / 18 * 60)),
            synthetic=True,
        )
    for one in stations_made:
        if one.lat_e6 is None or one.lon_e6 is None:
            continue  # no position yet: its desa is the nearest that anybody can say
        metres = _metres(at[one.village], (one.lat_e6, one.lon_e6), 1.3)
        yield _road(one.village, one.code, metres, 0 if one.access is facts.Access.RIVER else 20)


def _road(start: str, end: str, metres: int, car_speed: int) -> facts.LinkRegistered:
    def minutes(speed: float) -> int:
        return max(1, round(metres / 1000 / speed * 60))

    return facts.LinkRegistered(
        code=_code(start, end),
        start=start,
        end=end,
        way=facts.Way.ROAD,
        metres=metres,
        minutes_car=minutes(car_speed) if car_speed else None,  # paths beyond the river carry no cars
        minutes_motorcycle=minutes(max(15, car_speed * 0.9)),
        minutes_foot=minutes(4.5),
        synthetic=True,
    )


def _code(start: str, end: str) -> str:
    return f"{start}-ke-{end}".replace(".", "-")


def _metres(start: tuple[int, int], end: tuple[int, int], detour: float) -> int:
    north = (end[0] - start[0]) / 1e6 * KM_PER_DEGREE
    east = (end[1] - start[1]) / 1e6 * KM_PER_DEGREE * math.cos(math.radians(start[0] / 1e6))
    return max(50, round(math.hypot(north, east) * detour * 1000))
