"""What a guard plan stands on: TPS, classes, people, sites, ways and the rule pack, and the problem they make."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.areas.people.facts import Duty, PersonRegistered
from sinergi.areas.places.facts import Access, SiteKind, SiteRegistered, StationRegistered, VillageRegistered
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.areas.rulebook.rules.pack import GuardShift, GuardTask, RulePack
from sinergi.planner.deployment.problem import (
    NO_WAY,
    PAIR,
    Force,
    Frozen,
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
from sinergi.planner.deployment.result import Plan
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party

BOAT: Final = "boat"
SHOWN: Final = 5  # TPS named in a refusal
Minutes = tuple[tuple[int | None, ...], ...]
_BARE_VILLAGE = re.compile(r"(\d{2})(\d{2})(\d{2})(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is known on the day of planning. ``places`` orders the matrices ``land`` and ``water`` (minutes)."""

    pack: RulePack
    stations: Mapping[str, StationRegistered]  # those that stand
    villages: Mapping[str, VillageRegistered]
    sites: Mapping[str, SiteRegistered]
    classes: Mapping[str, RiskClass]
    people: Mapping[str, PersonRegistered]  # police, army and Linmas that can come
    held: Mapping[str, tuple[str, ...]]  # where the posts are that a Linmas holds
    places: tuple[str, ...]
    land: Minutes  # by motorcycle
    water: Minutes  # by motorcycle and boat
    names: Mapping[str, str]  # what people call each place


def places_of(stations: Iterable[str], sites: Iterable[SiteRegistered]) -> tuple[str, ...]:
    """Return the codes that travel is asked for: TPS, and sites where people wait or guard, in order."""
    useful = (one.code for one in sites if one.kind is not SiteKind.CROSSING)
    return tuple(sorted({*stations, *useful}))


def problem(
    ground: Ground, *, before: Plan | None = None, frozen: tuple[Frozen, ...] = (), pairs: int | None = None
) -> Problem:
    """Return the problem that ``ground`` poses, with at most ``pairs`` sectors; None: no officer is kept back.

    Raises Refused ``deployment.*``: no TPS, no police, no post of the police, TPS without class, TPS out of reach.
    """
    officers = tuple(_officers(ground))
    if (refused := _why_not(ground, officers)) is not None:
        raise refused
    boats = by_boat(ground, officers)
    shifts = tuple(Shift(code=one.code, start=one.span()[0], end=one.span()[1]) for one in _shifts(ground.pack))
    return Problem(
        patterns=tuple(_patterns(ground.pack)),
        stations=tuple(_station(ground, code, boat=code in boats) for code in sorted(ground.stations)),
        officers=officers,
        travel=Travel(places=ground.places, minutes=_minutes(ground, boats)),
        soldiers=tuple(_soldiers(ground)),
        wardens=tuple(_wardens(ground)),
        sites=tuple(_sites(ground)),
        shifts=shifts,
        tasks=tuple(_tasks(ground)),
        frozen=frozen,
        limits=dataclasses.replace(_limits(ground.pack), pairs=pairs),
        before=before,
    )


def sparing(problem: Problem, *, spare: int) -> Problem:
    """Return ``problem`` with so few sectors that ``spare`` officers stay without a post, where that is enough."""
    limits = problem.limits
    free = len(problem.officers) - limits.reserve_teams * limits.reserve_size - spare
    patterns = {one.code: one for one in problem.patterns}
    needed = sum(Fraction(patterns[s.pattern].police, patterns[s.pattern].stations) for s in problem.stations) / PAIR
    if free // PAIR < needed:
        return problem
    return dataclasses.replace(problem, limits=dataclasses.replace(limits, pairs=free // PAIR))


def by_boat(ground: Ground, officers: Sequence[Officer]) -> frozenset[str]:
    """Return the TPS that one reaches by boat only: registered so, or no way over land leads there from any base."""
    at = {place: i for i, place in enumerate(ground.places)}
    bases = sorted({at[one.base] for one in officers})
    found = set()
    for code, one in ground.stations.items():
        dry = any(ground.land[base][at[code]] is not None for base in bases)
        wet = any(ground.water[base][at[code]] is not None for base in bases)
        if one.access is Access.RIVER or (wet and not dry):
            found.add(code)
    return frozenset(found)


def _why_not(ground: Ground, officers: Sequence[Officer]) -> Refused | None:
    if not ground.stations:
        return Refused("deployment.station.none", id="Belum ada TPS yang terdaftar.", en="No TPS is registered yet.")
    if not any(one.duty is Duty.POLICE for one in ground.people.values()):
        return Refused(
            "deployment.officer.none",
            id="Belum ada anggota Polri yang dapat bertugas.",
            en="There is no police officer who can come.",
        )
    if not officers:
        return Refused(
            "deployment.site.police",
            id="Pos Polsek belum terdaftar sebagai lokasi, sehingga jarak dari sana tidak diketahui.",
            en="The police post is not registered as a site, so that no way from there is known.",
        )
    unclassed = [code for code in sorted(ground.stations) if code not in ground.classes]
    if unclassed:
        some = _some(ground, unclassed)
        return Refused(
            "deployment.station.unclassed",
            id=f"{len(unclassed)} TPS belum diberi kelas kerawanan oleh Polri: {some}.",
            en=f"{len(unclassed)} TPS have no risk class of the police yet: {some}.",
        )
    at = {place: i for i, place in enumerate(ground.places)}
    bases = sorted({at[one.base] for one in officers})
    lost = [
        code
        for code in sorted(ground.stations)
        if all(ways[base][at[code]] is None for ways in (ground.land, ground.water) for base in bases)
    ]
    if lost:
        some = _some(ground, lost)
        return Refused(
            "deployment.station.unreachable",
            id=f"{len(lost)} TPS tanpa waktu tempuh dari pos mana pun; isi titik koordinat atau jalurnya: {some}.",
            en=f"{len(lost)} TPS have no travel time from any post; give their position or a link: {some}.",
        )
    return None


def _some(ground: Ground, codes: Sequence[str]) -> str:
    shown = ", ".join(ground.names.get(code, code) for code in codes[:SHOWN])
    return shown + (" …" if len(codes) > SHOWN else "")


def _minutes(ground: Ground, boats: Collection[str]) -> NDArray[np.int32]:
    """Return the matrix: over land, and with a boat on every way from or to a TPS that one reaches by boat only."""
    size = len(ground.places)

    def filled(rows: Minutes) -> NDArray[np.int32]:
        return np.array([[NO_WAY if m is None else m for m in row] for row in rows], dtype=np.int32).reshape(size, size)

    wet = np.array([code in boats for code in ground.places], dtype=np.bool_)
    return np.where(wet[:, None] | wet[None, :], filled(ground.water), filled(ground.land)).astype(np.int32)


def _patterns(pack: RulePack) -> Iterator[Pattern]:
    for risk_class in RiskClass:
        one = pack.pattern(risk_class)
        yield Pattern(code=one.code, police=one.police, stations=one.stations, linmas=one.linmas)


def _station(ground: Ground, code: str, *, boat: bool) -> Station:
    one, risk_class = ground.stations[code], ground.classes[code]
    return Station(
        code=code,
        pattern=ground.pack.pattern(risk_class).code,
        risk=ground.pack.weight(risk_class),
        village=one.village,
        district=_district(ground, one.village),
        name=ground.names.get(code, code),
        needs=(BOAT,) if boat else (),
    )


def _officers(ground: Ground) -> Iterator[Officer]:
    posts = _posts(ground, Party.POLSEK)
    for code, one in _of(ground, Duty.POLICE):
        base = posts.get(_said(one.unit)) or posts.get("")
        if base is None or ground.pack.guard.commands(one.rank):
            continue
        yield Officer(
            code=code,
            base=base,
            rank=ground.pack.guard.rank_of(one.rank),
            skills=_skills(one),
            village=one.home_village,
            district="" if one.home_unit else _district(ground, ground.sites[base].village),
            unit=one.unit,
            barred=_codes(one.barred),
        )


def _skills(one: PersonRegistered) -> tuple[str, ...]:
    return tuple(sorted({*(str(craft) for craft in one.craft), *(_said(skill) for skill in one.skills)} - {""}))


def _soldiers(ground: Ground) -> Iterator[Soldier]:
    posts = _posts(ground, Party.KORAMIL) or _posts(ground, Party.POLSEK)
    for code, one in _of(ground, Duty.ARMY):
        yield Soldier(code=code, base=posts.get(_said(one.unit)) or posts[""])


def _wardens(ground: Ground) -> Iterator[Warden]:
    at = {code: one.village for code, one in ground.sites.items() if one.village}
    at |= {code: one.village for code, one in ground.stations.items()} | {code: code for code in ground.villages}
    for code, one in _of(ground, Duty.LINMAS):
        village = village_served(one, ground.held.get(code, ()), at)
        if village:
            barred = _codes(one.barred)
            stations = {s.code for s in ground.stations.values() if s.code in barred or s.village in barred}
            yield Warden(code=code, village=village, barred=tuple(sorted(stations)))


def village_served(one: PersonRegistered, held: Iterable[str], villages: Mapping[str, str]) -> str:
    """Return where a Linmas serves: the village (``villages`` by place) of the first post they hold, or their own."""
    return next((villages[at] for at in held if at in villages), one.home_village)


def own_gates(ground: Ground) -> dict[str, str]:
    """Return the TPS whose post each Linmas holds; the first one of several."""
    stations = {person: [at for at in held if at in ground.stations] for person, held in ground.held.items()}
    return {person: held[0] for person, held in stations.items() if held}


def _sites(ground: Ground) -> Iterator[Site]:
    for code, one in sorted(ground.sites.items()):
        if one.kind is not SiteKind.CROSSING:
            post = one.kind is SiteKind.POST
            yield Site(code=code, name=one.name, district=_district(ground, one.village), reserve=post, army=post)


def _tasks(ground: Ground) -> Iterator[Task]:
    for task in ground.pack.guard_tasks:
        for site in _where(ground, task):
            many = len(_where(ground, task)) > 1
            yield Task(
                code=f"{task.code}-{site}" if many else task.code,
                at=site,
                shift=task.shift,
                people=task.people,
                force=Force(task.duty),
            )


def _where(ground: Ground, task: GuardTask) -> tuple[str, ...]:
    if task.where == SiteKind.STORE:
        return tuple(sorted(code for code, one in ground.sites.items() if one.kind is SiteKind.STORE))
    found = sorted(c for c, one in ground.sites.items() if one.kind is SiteKind.POST and one.party == task.where)
    return tuple(found[:1])


def _limits(pack: RulePack) -> Limits:
    rules = pack.guard
    return Limits(
        roam=rules.roam or None,
        leader_rank=rules.rank_of(rules.leader_rank),
        home_barred=rules.home_barred,
        reserve_teams=rules.reserve_teams,
        reserve_size=rules.reserve_size,
        army_at_site=rules.army_at_site,
        rest=rules.rest,
        spell=rules.spell,
        total=rules.total,
        guard_shifts=tuple(one.code for one in _shifts(pack) if one.guards),
    )


def raised(ground: Ground, stations: Collection[str]) -> Ground:
    """Return the ground on which the police call ``stations`` very risky."""
    return dataclasses.replace(ground, classes={**ground.classes, **dict.fromkeys(stations, RiskClass.VERY_HIGH)})


def without(ground: Ground, *, people: Collection[str] = (), stations: Collection[str] = ()) -> Ground:
    """Return the ground without some people and some TPS."""
    return dataclasses.replace(
        ground,
        people={code: one for code, one in ground.people.items() if code not in people},
        stations={code: one for code, one in ground.stations.items() if code not in stations},
    )


def _shifts(pack: RulePack) -> list[GuardShift]:
    return sorted(pack.guard_shifts, key=lambda one: one.span())


def _of(ground: Ground, duty: Duty) -> Iterator[tuple[str, PersonRegistered]]:
    return ((code, one) for code, one in sorted(ground.people.items()) if one.duty is duty)


def _posts(ground: Ground, party: Party) -> dict[str, str]:
    """Return the posts of a party by name; under "" the first of them."""
    found = {c: one for c, one in sorted(ground.sites.items()) if one.kind is SiteKind.POST and one.party == party}
    named = {_said(one.name): code for code, one in found.items()}
    return {**named, "": next(iter(found))} if found else {}


def _district(ground: Ground, village: str) -> str:
    return ground.villages[village].district if village in ground.villages else ""


def _codes(barred: Iterable[str]) -> tuple[str, ...]:
    """Return codes of villages dotted, as places writes them."""
    found = set()
    for code in barred:
        match = _BARE_VILLAGE.fullmatch(code)
        found.add(".".join(match.groups()) if match else code)
    return tuple(sorted(found))


def _said(text: str) -> str:
    return " ".join(text.casefold().split())
