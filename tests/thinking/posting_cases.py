"""Small posting problems made from a seed, and an oracle that tries every posting by the words of the problem alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product

import numpy as np

from sinergi.planner.deployment.problem import (
    NO_WAY,
    Frozen,
    Limits,
    Officer,
    Pattern,
    Problem,
    Station,
    Travel,
)
from sinergi.planner.deployment.result import Plan, Sector, Team

PATTERN = Pattern(code="a", police=2, stations=2, linmas=4)
Places = dict[str, str]  # officer to sector


def small(seed: int, *, officers: int = 5, sectors: int = 3, hard: float = 1.0) -> tuple[Problem, tuple[Sector, ...]]:
    """Return a problem with at most so many officers and sectors; ``hard`` scales how often rules stand in the way."""
    draw = np.random.Generator(np.random.PCG64(seed))

    def chance(share: float) -> bool:
        return bool(draw.random() < share * hard)

    many, count = int(draw.integers(0, officers + 1)), int(draw.integers(1, sectors + 1))
    villages, districts = ("V1", "V2", "V3"), ("K1", "K2") if chance(0.3) else ("K1",)
    stations, made = [], []
    for number in range(1, count + 1):
        district, held = str(draw.choice(districts)), []
        for letter in "ab"[: int(draw.integers(1, 3))]:
            needs = tuple(one for one in ("boat", "P3K") if chance(0.15))
            held.append(f"T{number}{letter}")
            stations.append(
                Station(
                    code=held[-1],
                    pattern="a",
                    risk=int(draw.integers(1, 5)),
                    village=str(draw.choice(villages)),
                    district=district,
                    needs=needs,
                )
            )
        made.append(Sector(code=f"R{number:02d}", post=held[0], stations=tuple(held), officers=()))
    bases = tuple(f"B{i}" for i in range(int(draw.integers(1, 4))))
    people = tuple(
        Officer(
            code=f"P{number}",
            base=str(draw.choice(bases)),
            rank=int(draw.integers(0, 4)),
            skills=tuple(one for one in ("boat", "P3K") if draw.random() < 0.4),
            village=str(draw.choice(villages)) if chance(0.3) else "",
            district=str(draw.choice(districts)) if chance(0.3) else "",
            barred=tuple(one.code for one in stations if chance(0.1)) + (("V1",) if chance(0.05) else ()),
        )
        for number in range(many)
    )
    places = tuple(one.code for one in stations) + bases
    minutes = draw.integers(0, 12, (len(places), len(places))).astype(np.int32)
    minutes[draw.random(minutes.shape) < 0.06 * hard] = NO_WAY
    np.fill_diagonal(minutes, 0)
    codes = [one.code for one in people]
    frozen = ()
    if people and chance(0.2):
        frozen = (Frozen(post=made[0].post, stations=made[0].stations, officers=(str(draw.choice(codes)),)),)
    problem = Problem(
        patterns=(PATTERN,),
        stations=tuple(stations),
        officers=people,
        travel=Travel(places=places, minutes=minutes),
        apart=tuple(pair for pair in combinations(codes, 2) if chance(0.1)),
        frozen=frozen,
        limits=Limits(
            leader_rank=int(draw.integers(0, 3)),
            home_barred=bool(draw.random() < 0.8),
            reserve_teams=int(draw.integers(0, 2)),
        ),
    )
    return problem, tuple(made)


def with_before(problem: Problem, sectors: tuple[Sector, ...], seed: int) -> Plan:
    """Return some earlier plan for ``problem``: officers in its sectors, one team, the rest spare, a few not in it."""
    draw = np.random.Generator(np.random.PCG64(seed))
    known = [one.code for one in problem.officers if draw.random() < 0.85]
    draw.shuffle(known)
    posted, taken = [], 0
    for one in sectors:
        size = int(draw.integers(0, 3))
        posted.append(
            Sector(code=f"old-{one.code}", post=one.post, stations=one.stations, officers=tuple(known[taken:][:size]))
        )
        taken += size
    team = Team(site="S", officers=tuple(known[taken:][:1]), answers=(), minutes=0)
    return Plan(sectors=tuple(posted), teams=(team,), spare=tuple(known[taken + 1 :]))


def may(problem: Problem, officer: Officer, sector: Sector) -> bool:
    """Tell whether a rule keeps ``officer`` from ``sector``, read off the words of the problem."""
    stations = {one.code: one for one in problem.stations}
    at = problem.travel.places.index
    if problem.travel.minutes[at(officer.base), at(sector.post)] == NO_WAY:
        return False
    for code in sector.stations:
        one = stations[code]
        if code in officer.barred or (one.village and one.village in officer.barred):
            return False
        if problem.limits.home_barred and officer.village and officer.village == one.village:
            return False
        if officer.district and officer.district != one.district:
            return False
    return True


def postings(problem: Problem, sectors: tuple[Sector, ...], fixed: Places) -> Iterator[Places]:
    """Yield every posting that breaks no rule; ``fixed`` officers stand where it says."""
    by_code = {one.code: one for one in sectors}
    options = [
        [fixed[one.code]] if one.code in fixed else ["", *(s.code for s in sectors if may(problem, one, s))]
        for one in problem.officers
    ]
    for choice in product(*options):
        found = {one.code: at for one, at in zip(problem.officers, choice, strict=True) if at}
        crowded = any(list(found.values()).count(code) > 2 for code in by_code)
        together = any(a in found and b in found and found[a] == found[b] for a, b in problem.apart)
        if not crowded and not together:
            yield found


def keepable(problem: Problem, sectors: tuple[Sector, ...]) -> Places:
    """Return the frozen posting (there is at most one) if no rule is against it."""
    officers = {one.code: one for one in problem.officers}
    found = {}
    for one in problem.frozen:
        sector = next(s for s in sectors if s.post == one.post)
        found |= {code: sector.code for code in one.officers if may(problem, officers[code], sector)}
    return found


def lacking(problem: Problem, sector: Sector, people: list[Officer]) -> int:
    """Return the points of one sector."""
    held = [one for one in problem.stations if one.code in sector.stations]
    skills = {need for one in held for need in one.needs}
    lost = 2 * (2 - len(people)) + sum(not any(skill in one.skills for one in people) for skill in skills)
    if problem.limits.leader_rank and not any(one.rank >= problem.limits.leader_rank for one in people):
        lost += 1
    return lost * sum(one.risk for one in held)


def goals(problem: Problem, sectors: tuple[Sector, ...], found: Places) -> tuple[int, int, int, int]:
    """Return points, empty reserve seats, changes (0 without an earlier plan) and approach of a posting."""
    officers = {one.code: one for one in problem.officers}
    at = problem.travel.places.index
    points = sum(lacking(problem, s, [officers[code] for code, to in found.items() if to == s.code]) for s in sectors)
    wanted = problem.limits.reserve_teams * problem.limits.reserve_size
    free = [code for code in officers if code not in found]
    posts = {one.code: one.post for one in sectors}
    way = sum(int(problem.travel.minutes[at(officers[c].base), at(posts[s])]) for c, s in found.items())
    return points, max(0, wanted - len(free)), moved(problem, posts, found, min(wanted, len(free))), way


def moved(problem: Problem, posts: Places, found: Places, seats: int) -> int:
    """Return how many known officers change place, with those spare who must fill a seat of the reserve."""
    if problem.before is None:
        return 0
    here = {one.code for one in problem.officers}
    stood = {code: one.post for one in problem.before.sectors for code in one.officers if code in here}
    known = {
        code for code in (*problem.before.spare, *(c for t in problem.before.teams for c in t.officers)) if code in here
    }
    count = sum(posts.get(found.get(code, "")) != post for code, post in stood.items())
    count += sum(code in found for code in known)
    ready = sum(code not in found and code not in problem.before.spare for code in here)
    return count + max(0, seats - ready)


def best(problem: Problem, sectors: tuple[Sector, ...], fixed: Places) -> tuple[int, int, int, int]:
    """Return the best goals of all postings, in rank: changes before approach."""
    return min(goals(problem, sectors, found) for found in postings(problem, sectors, fixed))


def can_hold(problem: Problem, sectors: tuple[Sector, ...], rules: set[str]) -> bool:
    """Tell whether some posting keeps all ``rules`` (codes of a conflict) at once, and nothing else."""
    officers = problem.officers
    options = [["", *(s.code for s in sectors if not (rules & against(problem, one, s)))] for one in officers]
    wishes = wanted(problem, sectors, rules)
    for choice in product(*options):
        found = {one.code: to for one, to in zip(officers, choice, strict=True) if to}
        if any(list(found.values()).count(one.code) > 2 for one in sectors):
            continue
        if any(found.get(code) != to for code, to in wishes):
            continue
        if all(_kept(problem, sectors, found, rule) for rule in rules):
            return True
    return False


def against(problem: Problem, officer: Officer, sector: Sector) -> set[str]:
    """Return the codes of all rules that keep ``officer`` from ``sector``."""
    stations = {one.code: one for one in problem.stations}
    held = [stations[code] for code in sector.stations]
    at = problem.travel.places.index
    found = {
        f"barred:{officer.code}:{code}" for one in held for code in (one.code, one.village) if code in officer.barred
    }
    if problem.limits.home_barred and officer.village in {one.village for one in held}:
        found.add(f"home:{officer.village}")
    if officer.district and officer.district != held[0].district:
        found.add(f"district:{officer.district}")
    if problem.travel.minutes[at(officer.base), at(sector.post)] == NO_WAY:
        found.add(f"way:{officer.base}:{sector.code}")
    return found


def wanted(problem: Problem, sectors: tuple[Sector, ...], rules: set[str]) -> list[tuple[str, str]]:
    """Return the postings that rules of the kinds frozen and wish ask for."""
    found = [(rule.split(":")[1], rule.split(":")[2]) for rule in rules if rule.startswith("wish:")]
    for one in problem.frozen:
        sector = next(s for s in sectors if s.post == one.post)
        found += [(code, sector.code) for code in one.officers if f"frozen:{code}" in rules]
    return found


def _kept(problem: Problem, sectors: tuple[Sector, ...], found: Places, rule: str) -> bool:
    kind, *of = rule.split(":")
    people = {s.code: [one for one in problem.officers if found.get(one.code) == s.code] for s in sectors}
    asks: dict[str, Callable[[Sector], bool]] = {
        "pair": lambda s: len(people[s.code]) == 2,
        "leader": lambda s: any(one.rank >= problem.limits.leader_rank for one in people[s.code]),
        "skill": lambda s: any(of[0] in one.skills for one in people[s.code]),
    }
    if kind in asks:
        last = of[-1] if len(of) == (2 if kind == "skill" else 1) else ""
        if last:
            chosen = [s for s in sectors if s.code == last]
        elif kind == "skill":
            chosen = [
                s for s in sectors if any(of[0] in one.needs for one in problem.stations if one.code in s.stations)
            ]
        else:
            chosen = list(sectors)
        return all(asks[kind](s) for s in chosen)
    if kind == "apart":
        return not (of[0] in found and of[1] in found and found[of[0]] == found[of[1]])
    return True
