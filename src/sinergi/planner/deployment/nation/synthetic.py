"""Synthetic kecamatan: nobody lives there, but sizes, classes, villages and rivers are distributed as the real ones.

Each is drawn from (seed, number) by its own stream of numbers, so that it is the same whoever makes it, in any order.
Every code begins with ``R`` for "rekaan" and every name says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.problem import (
    Force,
    Limits,
    Officer,
    Pattern,
    Problem,
    Shift,
    Site,
    Soldier,
    Station,
    Task,
    Travel,
    Warden,
)

# TPS per kecamatan, Pilkada 27 November 2024 (election of governors): 7,199 kecamatan with 429,318 TPS of the public
# recapitulation charts, mean 59.6. The smallest (2) and largest (759) are cut to 8 and 300.
PERCENT: Final = (0.0, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 95.0, 97.5, 99.0, 100.0)
SIZES: Final = (8, 8, 11, 17, 24, 33, 43, 56, 71, 90, 123, 162, 209, 286, 300)
# Villages per kecamatan, from the public list of TPS per village, Pemilu 2024: they hardly grow with the size.
VILLAGE_PERCENT: Final = (0.0, 5.0, 25.0, 50.0, 75.0, 95.0, 100.0)
VILLAGES: Final = (2, 5, 7, 10, 14, 22, 40)
# Polri classes in the Pilkada of 2024 (Metro Jaya, Jawa Timur): 98.7 %, 1.2 %, 0.1 %; risk weights are ours.
SHARES: Final = (0.987, 0.012, 0.001)
RISKS: Final = ((1, 3), (4, 6), (7, 9))
PER_OFFICER: Final = (2.1, 2.7)  # TPS per officer: Indragiri Hilir had 646 police for 1,558 TPS, 2.4
PATTERNS: Final = (
    Pattern(code="kurang-rawan", police=2, stations=10, linmas=20),
    Pattern(code="rawan", police=2, stations=4, linmas=8),
    Pattern(code="sangat-rawan", police=2, stations=2, linmas=4),
)
ROAD, RIVER, TRACK = 25.0, 18.0, 15.0  # km/h between villages, by boat, inside a village
DETOUR: Final = 1.35  # a way is longer than the crow's
ABOARD: Final = 12  # minutes to change from road to boat
RIVERS, NO_ROAD = 0.35, 0.6  # kecamatan with a river; of the villages at it, those without a road
BOATMEN, BARRED, APART, MISSING = 0.25, 0.03, 0.01, 0.03  # of officers, people, neighbours in the list, villages
LEADER: Final = 3  # rank that may lead a sector
SHIFTS: Final = tuple(
    Shift(code=code, start=360 + 480 * (place - 3), end=840 + 480 * (place - 3))
    for place, code in enumerate(
        (
            "H-1 pagi", "H-1 siang", "H-1 malam", "H pagi", "H siang", "H malam", "H+1 pagi", "H+1 siang", "H+1 malam",
        )
    )
)  # fmt: skip
STORE: Final = ("H-1 siang", "H-1 malam", "H malam", "H+1 malam")  # two officers at the store of the ballot boxes
CROWD: Final = ("H-1 pagi", "H+1 pagi", "H+1 siang")  # the convoy, then the plenary


def kecamatan(*, seed: int, number: int, stations: int | None = None) -> Problem:
    """Return kecamatan ``number`` of ``seed``; ``stations`` (at least 1) sets its number of TPS instead of drawing it.

    Times are minutes, risk is 1 to 9. A single district: nobody is sent from elsewhere (see ``regency`` for that).
    """
    chance = stream(seed=seed, number=number)
    drawn = size(chance)
    land = district(chance, code=f"R{number:05d}", stations=drawn if stations is None else stations)
    officers = max(4, round(len(land.stations) / chance.uniform(*PER_OFFICER)))
    people = police(chance, land, officers)
    return problem(chance, (land,), people)


def stream(*, seed: int, number: int) -> np.random.Generator:
    """Return the stream of numbers that belongs to (seed, number) alone: PCG64."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, number))))


def size(chance: np.random.Generator) -> int:
    """Draw the number of TPS of one kecamatan: the public quantiles, log-linear in between."""
    return round(float(np.exp(np.interp(chance.uniform(0, 100), PERCENT, np.log(SIZES)))))


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """The land of one kecamatan. ``xy`` are km, TPS first and then sites; ``wet`` says who is reached by boat only."""

    code: str
    villages: tuple[str, ...]
    stations: tuple[Station, ...]
    sites: tuple[Site, ...]
    xy: NDArray[np.float64]
    wet: NDArray[np.bool_]


def district(
    chance: np.random.Generator, *, code: str, stations: int, origin: tuple[float, float] = (0.0, 0.0)
) -> District:
    """Draw the land of one kecamatan around ``origin`` (km): villages, their TPS, the sites, and who needs a boat."""
    count = min(stations, int(np.interp(chance.uniform(0, 100), VILLAGE_PERCENT, VILLAGES)))
    side = float(np.exp(chance.normal(np.log(14.0), 0.4)))  # km
    centres = chance.uniform(-side / 2, side / 2, (count, 2)) + origin
    weights = chance.gamma(3.0, size=count)
    of = np.sort(np.concatenate((np.arange(count), chance.choice(count, stations - count, p=weights / weights.sum()))))
    spots = centres[of] + chance.normal(0, side / 24, (stations, 2))
    river = chance.random() < RIVERS
    wet_village = _by_river(chance, centres[:, 0] - origin[0]) if river else np.zeros(count, dtype=np.bool_)
    villages = tuple(f"{code}.V{index + 1:02d}" for index in range(count))
    sites, site_spots, site_wet = _sites(chance, code, centres, wet_village)
    return District(
        code=code,
        villages=villages,
        stations=_stations(chance, code, villages, of, wet_village),
        sites=sites,
        xy=np.concatenate((spots, site_spots)),
        wet=np.concatenate((wet_village[of], site_wet)),
    )


def _by_river(chance: np.random.Generator, across: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Take the road from some of the villages nearest to a river that runs from south to north; never from all."""
    nearest = np.argsort(np.abs(across - chance.normal(0, 2.0)), kind="stable")[: max(0, len(across) // 4)]
    wet = np.zeros(len(across), dtype=np.bool_)
    wet[nearest] = chance.random(len(nearest)) < NO_ROAD
    return wet


def _stations(
    chance: np.random.Generator,
    code: str,
    villages: tuple[str, ...],
    of: NDArray[np.int64],
    wet: NDArray[np.bool_],
) -> tuple[Station, ...]:
    classes = chance.choice(len(SHARES), len(of), p=SHARES)
    risks = [int(chance.integers(low, high + 1)) for low, high in (RISKS[kind] for kind in classes)]
    first = {int(village): int(np.argmax(of == village)) for village in np.unique(of)}
    return tuple(
        Station(
            code=f"{villages[village]}.{place - first[int(village)] + 1:03d}",
            name=f"TPS rekaan {place - first[int(village)] + 1:03d}",
            pattern=PATTERNS[classes[place]].code,
            risk=risks[place],
            village=villages[village],
            district=code,
            needs=("boat",) if wet[village] else (),
        )
        for place, village in enumerate(of)
    )


def _sites(
    chance: np.random.Generator, code: str, centres: NDArray[np.float64], wet: NDArray[np.bool_]
) -> tuple[tuple[Site, ...], NDArray[np.float64], NDArray[np.bool_]]:
    """Polsek, Koramil and the store stand in the middle village with a road; some villages lend their office."""
    dry = np.flatnonzero(~wet) if not wet.all() else np.arange(len(wet))
    town = int(dry[np.argmin(((centres[dry] - centres.mean(axis=0)) ** 2).sum(axis=1))])
    offices = sorted(int(village) for village in chance.permutation(len(centres))[:6])
    spots = [centres[town] + chance.normal(0, 0.4, 2) for _ in range(3)] + [centres[village] for village in offices]
    sites = (
        Site(code=f"{code}.polsek", name="Polsek (rekaan)", district=code, reserve=True),
        Site(code=f"{code}.koramil", name="Koramil (rekaan)", district=code, army=True),
        Site(code=f"{code}.gudang", name="Gudang PPK (rekaan)", district=code, reserve=True, army=True),
        *(
            Site(code=f"{code}.desa{place + 1:02d}", name="Desa (rekaan)", district=code, reserve=True, army=True)
            for place in offices
        ),
    )  # fmt: skip
    return sites, np.array(spots), np.array([wet[town]] * 3 + [wet[village] for village in offices])


def police(
    chance: np.random.Generator, land: District, count: int, *, base: str = "", district: str | None = None
) -> tuple[Officer, ...]:
    """Draw ``count`` officers of ``land``: about a quarter have a boat's licence, about 60 in a hundred may lead.

    Some live in a village of theirs, a few may not guard a certain TPS. ``base`` defaults to the Polsek, ``district``
    to the land's own.
    """
    boat, rank = chance.random(count) < BOATMEN, chance.choice(5, count, p=(0.15, 0.25, 0.3, 0.2, 0.1)) + 1
    home, barred = chance.integers(0, 2 * len(land.villages), count), chance.random(count) < BARRED
    at, own = base or f"{land.code}.polsek", land.code if district is None else district
    label = land.code if own else "RBKO"
    return tuple(
        Officer(
            code=f"{label}.P{index + 1:04d}",
            base=at,
            rank=int(rank[index]),
            skills=("boat",) if boat[index] else (),
            village=land.villages[home[index]] if home[index] < len(land.villages) else "",
            district=own,
            unit="Polres (rekaan)" if not own else "Polsek (rekaan)",
            barred=(land.stations[int(chance.integers(len(land.stations)))].code,) if barred[index] else (),
        )
        for index in range(count)
    )


def problem(chance: np.random.Generator, lands: tuple[District, ...], officers: tuple[Officer, ...]) -> Problem:
    """Put lands and police together, with army, Linmas, roster and the ways between all places."""
    reserve = 0 if len(officers) < 12 else 1 if len(officers) < 40 else 2 + len(lands) // 5  # noqa: PLR2004 -- teams
    spare = 2 if len(officers) >= 10 else 0  # noqa: PLR2004 -- two guard the store while the others rest
    return Problem(
        patterns=PATTERNS,
        stations=tuple(station for land in lands for station in land.stations),
        officers=officers,
        travel=_travel(lands),
        soldiers=tuple(
            Soldier(code=f"{land.code}.T{index + 1:03d}", base=f"{land.code}.koramil")
            for land in lands
            for index in range(2 + len(land.stations) // 8)
        ),
        wardens=tuple(warden for land in lands for warden in _wardens(chance, land)),
        sites=tuple(site for land in lands for site in land.sites),
        shifts=SHIFTS,
        tasks=_tasks(lands) if spare else (),
        apart=tuple(
            (first.code, second.code)
            for first, second in pairwise(officers)
            if chance.random() < APART and first.district == second.district
        ),
        limits=Limits(
            pairs=max(1, (len(officers) - 2 * reserve - spare) // 2),
            leader_rank=LEADER,
            reserve_teams=reserve,
            guard_shifts=("H pagi", "H siang"),
        ),
    )


def _wardens(chance: np.random.Generator, land: District) -> list[Warden]:
    """Draw two per TPS from its village; now and then one is missing, and a few may not stand at a certain TPS."""
    found = []
    for village in land.villages:
        codes = [station.code for station in land.stations if station.village == village]
        for index in range(2 * len(codes) - int(chance.random() < MISSING)):
            barred = (codes[int(chance.integers(len(codes)))],) if chance.random() < BARRED else ()
            found.append(Warden(code=f"{village}.L{index + 1:03d}", village=village, barred=barred))
    return found


def _tasks(lands: tuple[District, ...]) -> tuple[Task, ...]:
    """Guard the first land's store at night; convoy and plenary take more, and two of the army go with them."""
    store = f"{lands[0].code}.gudang"
    return (
        *(Task(code=f"gudang {shift}", at=store, shift=shift, people=2) for shift in STORE),
        *(Task(code=f"kawal {shift}", at=store, shift=shift, people=4) for shift in CROWD),
        *(Task(code=f"tni {shift}", at=store, shift=shift, people=2, force=Force.ARMY) for shift in CROWD),
    )


def _travel(lands: tuple[District, ...]) -> Travel:
    """Minutes by road, by boat between two places of the river, and with a change of craft where only one is on it."""
    places = tuple(
        code for land in lands for code in (*(s.code for s in land.stations), *(site.code for site in land.sites))
    )
    xy, wet = np.concatenate([land.xy for land in lands]), np.concatenate([land.wet for land in lands])
    far = np.sqrt(((xy[:, None, :] - xy[None, :, :]) ** 2).sum(axis=2)) * DETOUR
    speed = np.where(far < 2.0, TRACK, ROAD)  # noqa: PLR2004 -- km: within a village
    speed = np.where(wet[:, None] & wet[None, :], RIVER, speed)
    minutes = np.maximum(1, np.rint(far / speed * 60)) + np.where(wet[:, None] ^ wet[None, :], ABOARD, 0)
    np.fill_diagonal(minutes, 0)
    return Travel(places=places, minutes=minutes.astype(np.int32))
