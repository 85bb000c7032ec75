"""The demo's people: all fictional, in the real proportions of a kecamatan.

A TPS has 7 KPPS, 2 Linmas and 1 PTPS (two TPS without one: recruitment fell short in 125 kecamatan of Riau);
police stand at about 2.2 TPS an officer, some of them BKO from the Polres. Names join a given name with a
tree, a fish or a river, so that nobody can mistake them for a neighbour; telephone numbers start with +6280000,
which no operator hands out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources

from sinergi.areas.people.facts import Craft, Duty
from sinergi.areas.places.facts import Access, StationRegistered
from sinergi.entrypoints.cli.demo_places import SEED, STATIONS, VILLAGES
from sinergi.vocabulary.viewer import Party

_NAMES = (resources.files("sinergi.entrypoints.cli") / "demo_names.txt").read_text(encoding="utf-8")
GIVEN, FAMILY = (part.split() for part in _NAMES.split("\n\n"))
OFFICERS = round(STATIONS / 2.25)  # police, organic and BKO together
BKO = 12
WITHOUT_PTPS = 2
SECRETARIAT = ("Camat", "Sekretaris camat", "Kasi trantib")
POLICE_RANKS = ("Bripda", "Briptu", "Brigpol", "Bripka", "Aipda", "Aiptu")
ARMY_RANKS = ("Kopda", "Koptu", "Sertu", "Serka", "Serma", "Pelda")


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """One fictional person, and the post that they hold."""

    name: str
    phone: str
    party: Party
    duty: Duty
    unit: str
    home_unit: str = ""
    rank: str = ""
    skills: tuple[str, ...] = ()
    home_village: str = ""
    craft: tuple[Craft, ...] = ()
    at: str = ""  # where the post is
    label: str = ""  # what the post is called; empty: no post


@dataclass(slots=True)
class Names:
    """Names and numbers, each given out once."""

    dice: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 -- a demo, not a secret
    given: int = 0
    pool: list[str] = field(default_factory=lambda: [f"{first} {last}" for first in GIVEN for last in FAMILY])

    def __post_init__(self) -> None:
        """Shuffle once, from the seed."""
        self.dice.shuffle(self.pool)

    def take(self) -> tuple[str, str]:
        """Return the next name and telephone number."""
        self.given += 1
        return self.pool[self.given - 1], f"+6280000{self.given:06d}"


def people(stations: list[StationRegistered]) -> Iterator[Someone]:
    """Yield everybody, post by post."""
    names = Names()
    yield from _offices(names)
    yield from _villages(names)
    for index, station in enumerate(stations):
        yield from _station(names, station, supervised=index % (STATIONS // WITHOUT_PTPS) != STATIONS // 4)


def vacant_supervision(stations: list[StationRegistered]) -> list[StationRegistered]:
    """Return the TPS whose PTPS was not found in time."""
    return [one for i, one in enumerate(stations) if i % (STATIONS // WITHOUT_PTPS) == STATIONS // 4]


def village_name(station: StationRegistered) -> str:
    """Return the name of the desa in which a TPS stands."""
    return next(village.name for village in VILLAGES if village.code == station.village)


def _offices(names: Names) -> Iterator[Someone]:
    yield from _police(names)
    for number in range(8):
        rank = "Kapten Inf" if number == 0 else ARMY_RANKS[number % len(ARMY_RANKS)]
        label = "Danramil" if number == 0 else f"Babinsa {number}"
        yield _seated(names, Party.KORAMIL, Duty.ARMY, "Koramil 03/Tempuling", at="koramil", label=label, rank=rank)
    for label in SECRETARIAT:
        yield _seated(names, Party.KECAMATAN, Duty.SECRETARIAT, "Kantor Camat Kempas", at="kantor-camat", label=label)
    for _ in range(5):
        yield _seated(names, Party.KECAMATAN, Duty.SATPOL, "Satpol PP Kecamatan", at="kantor-camat", label="")
    for label in ("Ketua PPK", *(f"Anggota PPK {number}" for number in range(1, 5))):
        yield _seated(names, Party.PPK, Duty.PPK, "PPK Kempas", at="ppk", label=label)
    for label in ("Ketua Panwascam", "Anggota Panwascam 1", "Anggota Panwascam 2"):
        yield _seated(names, Party.PANWASCAM, Duty.PANWASCAM, "Panwascam Kempas", at="panwascam", label=label)


def _seated(names: Names, party: Party, duty: Duty, unit: str, *, at: str, label: str, rank: str = "") -> Someone:
    name, phone = names.take()
    return Someone(
        name=name,
        phone=phone,
        party=party,
        duty=duty,
        unit=unit,
        rank=rank,
        craft=(Craft.MOTORCYCLE,),
        at=at,
        label=label,
    )


def _police(names: Names) -> Iterator[Someone]:
    for number in range(OFFICERS):
        name, phone = names.take()
        boat, car = number % 8 == 0, number % 5 == 0
        yield Someone(
            name=name,
            phone=phone,
            party=Party.POLSEK,
            duty=Duty.POLICE,
            unit="Polsek Kempas",
            home_unit="Polres Indragiri Hilir" if number >= OFFICERS - BKO else "",
            rank="Iptu" if number == 0 else POLICE_RANKS[number % len(POLICE_RANKS)],
            skills=("mengemudi perahu",) if boat else ("P3K",) if number % 7 == 0 else (),
            home_village=VILLAGES[number % len(VILLAGES)].code if 0 < number < OFFICERS - BKO else "",
            craft=(Craft.BOAT,) if boat else (Craft.CAR, Craft.MOTORCYCLE) if car else (Craft.MOTORCYCLE,),
            at="polsek",
            label="Kapolsek" if number == 0 else "",
        )


def _villages(names: Names) -> Iterator[Someone]:
    for village in VILLAGES:
        for number in range(3):
            name, phone = names.take()
            yield Someone(
                name=name,
                phone=phone,
                party=Party.PPK,
                duty=Duty.PPS,
                unit=f"PPS {village.name}",
                home_village=village.code,
                at=village.code,
                label=f"{'Ketua' if number == 0 else 'Anggota'} PPS {village.name}",
            )
        name, phone = names.take()
        yield Someone(
            name=name,
            phone=phone,
            party=Party.PANWASCAM,
            duty=Duty.PKD,
            unit=f"PKD {village.name}",
            home_village=village.code,
            at=village.code,
            label=f"PKD {village.name}",
        )


def _station(names: Names, station: StationRegistered, *, supervised: bool) -> Iterator[Someone]:
    where = f"TPS {station.number:03d} {village_name(station)}"
    roles = [(Party.PPK, Duty.KPPS, f"Ketua KPPS {where}")]
    roles += [(Party.PPK, Duty.KPPS, f"Anggota KPPS {number} {where}") for number in range(2, 8)]
    roles += [(Party.KECAMATAN, Duty.LINMAS, f"Linmas {number} {where}") for number in (1, 2)]
    roles += [(Party.PANWASCAM, Duty.PTPS, f"PTPS {where}")] if supervised else []
    for party, duty, label in roles:
        name, phone = names.take()
        boat = (Craft.BOAT,) if station.access is Access.RIVER and duty is Duty.LINMAS else ()
        yield Someone(
            name=name,
            phone=phone,
            party=party,
            duty=duty,
            unit=where,
            home_village=station.village,
            craft=boat,
            at=station.code,
            label=label,
        )
