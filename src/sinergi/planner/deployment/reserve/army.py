"""The army: soldiers wait at sites outside every TPS, spread so that the farthest TPS is near."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.problem import NO_WAY, Problem, Site, Soldier
from sinergi.planner.deployment.reserve.centers import p_center
from sinergi.planner.deployment.reserve.covers import Staffing
from sinergi.planner.deployment.reserve.seating import NOWHERE, Seats, seat
from sinergi.planner.deployment.result import Camp, Shortage
from sinergi.vocabulary.sentence import Sentence

TOGETHER: Final = 2  # soldiers that wait at one site at least, where numbers allow


@dataclass(frozen=True, slots=True, kw_only=True)
class Camped:
    """Camps in the order of their sites, and soldiers who found no place as shortage ``army``."""

    camps: tuple[Camp, ...]
    shortages: tuple[Shortage, ...]


def camps(problem: Problem) -> Camped:
    """Send every soldier to a site for the army: at most ``limits.army_at_site`` at one, two at least where possible.

    As many sites are used as can have two soldiers (more only if they would not hold all). Ranked: risk of TPS out of
    reach, minutes to the farthest other TPS, sites of the plan before that stay, minutes weighted with risk; then
    people: nobody without a place, fewest moved, short ways from the base. A site is never a TPS, so neither is a camp.
    """
    sites = tuple(sorted((one for one in problem.sites if one.army), key=lambda one: one.code))
    soldiers = tuple(sorted(problem.soldiers, key=lambda one: one.code))
    most = problem.limits.army_at_site
    if not soldiers or not sites or not most:
        return Camped(camps=(), shortages=_short(len(soldiers)))
    number = {code: place for place, code in enumerate(problem.travel.places)}
    columns = [number[one.code] for one in sites]
    ways = problem.travel.minutes[np.ix_([number[one.base] for one in soldiers], columns)].astype(np.int32)
    chosen = _chosen(problem, sites, ways, columns=columns, most=most)
    found = _seated(problem, soldiers, sites, ways, chosen=chosen)
    if NOWHERE in found and len(chosen) < len(sites):
        chosen = tuple(range(len(sites)))
        found = _seated(problem, soldiers, sites, ways, chosen=chosen)
    held = [tuple(one.code for one, at in zip(soldiers, found, strict=True) if at == i) for i in range(len(chosen))]
    return Camped(
        camps=tuple(Camp(site=sites[site].code, soldiers=own) for site, own in zip(chosen, held, strict=True) if own),
        shortages=_short(found.count(NOWHERE)),
    )


def standing(problem: Problem) -> Camped | None:
    """Return the camps of ``problem.before``, for a caller who knows that since then people were only lost.

    None when a soldier of a camp is gone: then they must be made anew.
    """
    before = problem.before.camps if problem.before is not None else ()
    here = {one.code for one in problem.soldiers}
    camped = {who for camp in before for who in camp.soldiers}
    return Camped(camps=before, shortages=_short(len(here - camped))) if before and camped <= here else None


def _chosen(
    problem: Problem, sites: Sequence[Site], ways: NDArray[np.int32], *, columns: Sequence[int], most: int
) -> tuple[int, ...]:
    """Choose the sites, spread over the TPS, such that each can have its least; all sites when none can."""
    stations = sorted(problem.stations, key=lambda one: one.code)
    number = {code: place for place, code in enumerate(problem.travel.places)}
    had = {one.site for one in problem.before.camps} if problem.before else set()
    may = ways != NO_WAY
    kinds, supply = np.unique(may, axis=0, return_counts=True)
    people = int(may.any(axis=1).sum())
    for count in range(min(len(sites), max(math.ceil(people / most), people // TOGETHER)), 0, -1):
        size = min(TOGETHER, most, people // count)
        center = p_center(
            minutes=problem.travel.minutes[np.ix_(columns, [number[one.code] for one in stations])].astype(np.int32),
            p=count,
            weights=np.array([one.risk for one in stations], dtype=np.int64),
            keep=[i for i, one in enumerate(sites) if one.code in had],
            staffing=None if may.all() else Staffing(may=kinds, supply=tuple(supply.tolist()), size=size),
        )
        if center is not None:
            return center.chosen
    return tuple(range(len(sites)))


def _seated(
    problem: Problem,
    soldiers: Sequence[Soldier],
    sites: Sequence[Site],
    ways: NDArray[np.int32],
    *,
    chosen: Sequence[int],
) -> tuple[int, ...]:
    most = problem.limits.army_at_site
    codes = [sites[one].code for one in chosen]
    before: dict[int, int] = {}
    if problem.before is not None:
        had = {code: camp.site for camp in problem.before.camps for code in camp.soldiers}
        before = {
            i: codes.index(had[one.code])
            for i, one in enumerate(soldiers)
            if one.code in had and had[one.code] in codes
        }
    return seat(
        Seats(minutes=ways[:, list(chosen)], least=min(TOGETHER, most), most=most, everybody=True, before=before)
    )


def _short(missing: int) -> tuple[Shortage, ...]:
    if not missing:
        return ()
    text = Sentence(
        f"Kurang tempat siaga TNI untuk {missing} prajurit.", f"No site for the army is left for {missing} soldiers."
    )
    return (Shortage(kind="army", missing=missing, at="", message=text),)
