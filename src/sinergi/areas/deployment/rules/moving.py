"""Moves by hand: what a move makes of a plan, and the hard rule that forbids it. What only costs is allowed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

import numpy as np

from sinergi.planner.deployment.people.ground import Ground
from sinergi.planner.deployment.problem import NO_WAY, PAIR, Problem
from sinergi.planner.deployment.result import Plan, Sector, Team
from sinergi.planner.deployment.sectors import items, tour
from sinergi.vocabulary.refusal import Refused

SITE = "site:"
SPARE = "spare"


def officer_moved(problem: Problem, plan: Plan, *, person: str, to: str, instead_of: str = "") -> Plan:
    """Return ``plan`` with ``person`` in the sector ``to``, at "site:<code>", or "spare".

    A full place needs ``instead_of``, who then takes the place that ``person`` leaves. Leaders, loads and everything
    that follows are another's work. Raises Refused ``deployment.move.*``.
    """
    if person not in {one.code for one in problem.officers}:
        raise _refused("person", "Orang ini bukan polisi yang dapat bertugas.", "This is no police officer on hand.")
    home = _place(plan, person)
    if home is None:
        raise _refused("not-in-plan", "Orang ini tidak ada dalam rencana.", "This person is not in the plan.")
    if to == home:
        raise _refused("same", "Orang ini sudah di sana.", "This person is there already.")
    there = _people(plan, to)
    if instead_of and instead_of not in there:
        raise _refused("not-there", "Yang diganti tidak berada di sana.", "Who is replaced is not there.")
    if not instead_of and to != SPARE and len(there) >= _seats(problem, to):
        raise _refused(
            "full",
            "Tempat ini sudah penuh; pilih siapa yang digantikan.",
            "This place is full; choose who is replaced.",
        )
    moved = _put(_put(plan, person, to), instead_of, home) if instead_of else _put(plan, person, to)
    require_allowed(problem, moved, [one for one in (person, instead_of) if one])
    return moved


def station_moved(problem: Problem, plan: Plan, *, station: str, to: str) -> Plan:
    """Return ``plan`` with the TPS ``station`` in the sector ``to``, both rounds made anew.

    A sector that loses its post stands at the TPS nearest to all its others; one that loses its last TPS is dissolved
    and its officers are spare. Raises Refused ``deployment.move.*``.
    """
    if station not in {one.code for one in problem.stations}:
        raise _refused("station", "TPS ini tidak ada dalam rencana.", "This TPS is not in the plan.")
    holds = [one for one in plan.sectors if station in one.stations]
    new = next((one for one in plan.sectors if one.code == to), None)
    if new is None:
        raise _unknown_place()
    if new in holds:
        raise _refused("same", "TPS ini sudah di sektor itu.", "This TPS is in that sector already.")
    if len(holds) > 1 or any(one.dedicated for one in (*holds, new)):
        raise _refused(
            "dedicated",
            "TPS yang dijaga lebih dari satu pasang tidak dapat dipindah tangan.",
            "A TPS with more than one pair cannot be moved by hand.",
        )
    sectors = []
    freed: tuple[str, ...] = ()
    for one in plan.sectors:
        if one in holds:
            rest = tuple(code for code in one.stations if code != station)
            freed += () if rest else one.officers
            sectors += [round_made(problem, one, rest)] if rest else []
        else:
            sectors.append(round_made(problem, one, (*one.stations, station)) if one is new else one)
    moved = dataclasses.replace(
        plan,
        sectors=tuple(sectors),
        spare=(*plan.spare, *freed),
        uncovered=tuple(code for code in plan.uncovered if code != station),
    )
    _require_fits(problem, next(one for one in sectors if one.code == to), station)
    require_allowed(problem, moved, new.officers)
    return moved


def round_made(problem: Problem, sector: Sector, stations: Sequence[str]) -> Sector:
    """Return ``sector`` with ``stations``: its post, its round, its load."""
    place = {code: at for at, code in enumerate(problem.travel.places)}
    minutes, risk = problem.travel.minutes, {one.code: one.risk for one in problem.stations}

    def travel(post: str) -> tuple[int, int, str]:
        ways = [(int(minutes[place[post], place[code]]), risk[code]) for code in stations]
        return sum(way == NO_WAY for way, _ in ways), sum(way * weight for way, weight in ways), post

    post = sector.post if sector.post in stations else min(stations, key=travel)
    codes = [post, *sorted(code for code in stations if code != post)]
    at = [place[code] for code in codes]
    order, total = tour.around(np.ascontiguousarray(minutes[np.ix_(at, at)]))
    loads = items.loads(problem)
    return dataclasses.replace(
        sector,
        post=post,
        stations=tuple(codes[i] for i in order),
        minutes=total,
        load=sum(loads[code] for code in stations),
        capacity=items.capacity(problem.patterns),
    )


def require_allowed(problem: Problem, plan: Plan, people: Iterable[str]) -> None:
    """Refuse when a rule keeps one of ``people`` away from where they stand in ``plan``: ``deployment.move.*``."""
    ground = Ground(problem, plan.sectors)
    for person in people:
        number = ground.number.get(person)
        for sector in plan.sectors if number is not None else ():
            if person in sector.officers and number is not None:
                _require_seat(ground, number, ground.sector_number[sector.code], sector.code)
    standing = [set(one.officers) for one in plan.sectors] + [set(one.officers) for one in plan.teams]
    for one, other in problem.apart:
        if any({one, other} <= people_ for people_ in standing):
            raise _refused(
                "apart",
                "Kedua orang ini tidak boleh bertugas bersama.",
                "These two may not stand together.",
            )


def _require_seat(ground: Ground, officer: int, sector: int, code: str) -> None:
    rules = (
        (
            "barred",
            ground.barred,
            "berhalangan di salah satu TPS atau desanya",
            "barred from one of its TPS or villages",
        ),
        ("home", ground.home, "warga desa salah satu TPS-nya", "at home in the village of one of its TPS"),
        ("district", ground.abroad, "bertugas di kecamatan lain", "bound to another kecamatan"),
    )
    for name, matrix, id_, en in rules:
        if matrix[officer, sector]:
            raise _refused(name, f"Tidak boleh ke sektor {code}: {id_}.", f"May not go to sector {code}: {en}.")
    if ground.minutes[officer, sector] == NO_WAY:
        raise _refused(
            "no-way", f"Tidak ada jalan dari pangkalan ke sektor {code}.", f"No way leads from the base to {code}."
        )


def _require_fits(problem: Problem, sector: Sector, station: str) -> None:
    if sector.load > sector.capacity:
        raise _refused(
            "load",
            f"Beban sektor {sector.code} melebihi pola pengamanan ({sector.load} dari {sector.capacity}).",
            f"The load of sector {sector.code} exceeds the guard pattern ({sector.load} of {sector.capacity}).",
        )
    if sector.minutes == NO_WAY:
        raise _refused("no-way", "Tidak ada jalan dari pos ke TPS ini.", "No way leads from the post to this TPS.")
    stations = {one.code: one for one in problem.stations}
    if len({stations[code].district for code in sector.stations}) > 1:
        raise _refused("district", "Sektor tidak melintasi kecamatan.", "A sector does not cross kecamatan.")
    place = {code: at for at, code in enumerate(problem.travel.places)}
    minutes = int(problem.travel.minutes[place[sector.post], place[station]])
    if minutes == NO_WAY or (problem.limits.roam is not None and minutes > problem.limits.roam):
        raise _refused("roam", "TPS ini terlalu jauh dari pos sektor.", "This TPS is too far from the sector's post.")


def _place(plan: Plan, person: str) -> str | None:
    for sector in plan.sectors:
        if person in sector.officers:
            return sector.code
    for team in plan.teams:
        if person in team.officers:
            return f"{SITE}{team.site}"
    return SPARE if person in plan.spare else None


def _people(plan: Plan, place: str) -> tuple[str, ...]:
    if place == SPARE:
        return plan.spare
    sector = next((one for one in plan.sectors if one.code == place), None)
    team = next((one for one in plan.teams if f"{SITE}{one.site}" == place), None)
    found = sector or team
    if found is None:
        raise _unknown_place()
    return found.officers


def _seats(problem: Problem, place: str) -> int:
    return problem.limits.reserve_size if place.startswith(SITE) else PAIR


def _put(plan: Plan, person: str, to: str) -> Plan:
    """Take ``person`` from wherever they are and put them ``to``."""

    def people(one: Sector | Team, place: str) -> tuple[str, ...]:
        rest = tuple(code for code in one.officers if code != person)
        return (*rest, person) if place == to else rest

    spare = tuple(code for code in plan.spare if code != person)
    return dataclasses.replace(
        plan,
        sectors=tuple(dataclasses.replace(one, officers=people(one, one.code)) for one in plan.sectors),
        teams=tuple(dataclasses.replace(one, officers=people(one, f"{SITE}{one.site}")) for one in plan.teams),
        spare=(*spare, person) if to == SPARE else spare,
    )


def _unknown_place() -> Refused:
    return _refused("place", "Sektor atau lokasi ini tidak ada dalam rencana.", "No such sector or site in the plan.")


def _refused(code: str, id_: str, en: str) -> Refused:
    return Refused(f"deployment.move.{code}", id=id_, en=en)
