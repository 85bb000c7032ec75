"""A synthetic kabupaten: many kecamatan that share the police of the regency's own station (BKO)."""

from __future__ import annotations

from typing import Final

import numpy as np

from sinergi.planner.deployment.nation import synthetic
from sinergi.planner.deployment.problem import Officer, Problem

DISTRICTS: Final = 20
OFFICERS: Final = 684  # a kabupaten's order of February 2024: 684 police for 2,893 TPS
STATIONS: Final = 2_893
POOLED: Final = 0.16  # share of BKO among the police: Indragiri Hilir got 110 for its 574 own


def kabupaten(*, seed: int, districts: int = DISTRICTS, officers: int = OFFICERS, stations: int = STATIONS) -> Problem:
    """Return a synthetic kabupaten: ``officers`` police, BKO among them, for exactly ``stations`` TPS.

    Kecamatan have sizes in the proportions of the real ones and lie side by side, 25 km apart; the BKO wait at the
    first kecamatan's Polsek. Organic officers serve their own kecamatan only.
    """
    chance = synthetic.stream(seed=seed, number=0)
    sizes = shares([synthetic.size(chance) for _ in range(districts)], stations, least=min(8, stations // districts))
    wide = int(np.ceil(np.sqrt(districts)))
    lands = tuple(
        synthetic.district(
            chance, code=f"R{index + 1:05d}", stations=count, origin=(25.0 * (index % wide), 25.0 * (index // wide))
        )
        for index, count in enumerate(sizes)
    )
    pool = round(officers * POOLED)
    organic = shares(list(sizes), officers - pool, least=min(2, (officers - pool) // districts))
    people = [officer for land, count in zip(lands, organic, strict=True) for officer in _own(chance, land, count)]
    bko = synthetic.police(chance, lands[0], pool, district="")
    return synthetic.problem(chance, lands, (*people, *bko))


def _own(chance: np.random.Generator, land: synthetic.District, count: int) -> tuple[Officer, ...]:
    return synthetic.police(chance, land, count)


def shares(weights: list[int], total: int, *, least: int) -> list[int]:
    """Split ``total`` in the proportions of ``weights`` by largest remainders, at least ``least`` each."""
    rest = total - least * len(weights)
    exact = [rest * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(weights)), key=lambda index: (parts[index] - exact[index], index))
    for index in order[: rest - sum(parts)]:
        parts[index] += 1
    return [least + part for part in parts]
