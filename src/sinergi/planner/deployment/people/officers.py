"""Two officers into every sector: what is lacking is priced and said, whom a rule keeps away is never considered."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

from sinergi.planner.deployment.people.assignment import Assigned, assign
from sinergi.planner.deployment.people.ground import LEADER, Ground
from sinergi.planner.deployment.problem import PAIR, Budget, Problem
from sinergi.planner.deployment.result import Sector, Shortage
from sinergi.vocabulary.sentence import Sentence

SKILLS: Final = {"boat": Sentence("perahu", "boat")}  # how a sentence says a skill; any other is said as it is written


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The sectors with their officers, and what is free. Values and bounds are those of ``result.Goal``.

    The bounds hold for the sectors given: ``points`` over all postings into them, ``approach`` and ``changes`` over all
    postings as good on the goals before. ``changes`` counts officers only, with those who must take the reserve seat
    of somebody sent to a sector.
    """

    sectors: tuple[Sector, ...]
    spare: tuple[str, ...]  # all officers without a sector, the coming reserve among them
    points: int
    points_bound: int
    approach: int
    approach_bound: int
    changes: int
    changes_bound: int
    shortages: tuple[Shortage, ...]
    work: dict[str, int]


def post(problem: Problem, sectors: Sequence[Sector], *, budget: Budget, seed: int = 0) -> Posted:
    """Return ``sectors``, in the order given, with the best officers for them.

    Ranked: fewest points missing, then fewest empty seats of the mobile reserve, then fewest changes against
    ``problem.before``, then fewest minutes of approach. Nothing is left to chance: ``seed`` changes nothing.
    """
    del seed
    ground = Ground(problem, sectors)
    found = assign(ground, nodes=budget.nodes)
    return posted(ground, found, order=[one.code for one in sectors])


def posted(ground: Ground, found: Assigned, *, order: Sequence[str]) -> Posted:
    """Return what was ``found`` in the words of a plan, the sectors by ``order`` of their codes."""
    filled = fill(ground, found.sector)
    return Posted(
        sectors=tuple(filled[code] for code in order),
        spare=tuple(one.code for i, one in enumerate(ground.officers) if i not in found.sector),
        points=found.points.value,
        points_bound=found.points.bound,
        approach=found.approach.value,
        approach_bound=found.approach.bound,
        changes=found.changes.value,
        changes_bound=found.changes.bound,
        shortages=shortages(ground, found.sector),
        work=dict(found.work),
    )


def fill(ground: Ground, sector_of: dict[int, int]) -> dict[str, Sector]:
    """Return each sector, by code, with the officers whose numbers ``sector_of`` sends there, the leader first."""
    filled, held = {}, _held(ground, sector_of)
    for number, sector in enumerate(ground.sectors):
        people = [ground.officers[i] for i in held[number]]
        people.sort(key=lambda one: (-one.rank, one.code))
        least = ground.problem.limits.leader_rank
        leads = people and people[0].rank >= least
        filled[sector.code] = dataclasses.replace(
            sector, officers=tuple(one.code for one in people), leader=people[0].code if leads else ""
        )
    return filled


def _held(ground: Ground, sector_of: dict[int, int]) -> list[list[int]]:
    held: list[list[int]] = [[] for _ in ground.sectors]
    for officer, sector in sorted(sector_of.items()):
        held[sector].append(officer)
    return held


def place(ground: Ground, sector: int) -> str:
    """Return how a sentence names a sector: its code and the name of its post."""
    one = ground.sectors[sector]
    return f"{one.code} ({ground.stations[one.post].name or f'TPS {one.post}'})"


def skill(kind: str) -> Sentence:
    """Return how a sentence says a skill."""
    return SKILLS.get(kind, Sentence(kind, kind))


def shortages(ground: Ground, sector_of: dict[int, int]) -> tuple[Shortage, ...]:
    """Return what each sector lacks, in the order of their codes: officers, leader, skills."""
    found = []
    for (number, sector), people in zip(enumerate(ground.sectors), _held(ground, sector_of), strict=True):
        name, missing = place(ground, number), PAIR - len(people)
        if missing:
            text = Sentence(
                f"Kurang {missing} petugas di {name}.",
                f"{missing} officer{'s are' if missing > 1 else ' is'} missing at {name}.",
            )
            found.append(Shortage(kind="officer", missing=missing, at=sector.post, message=text))
        lacking = [one.kind for one in ground.demands_of[number] if not one.of[people].any()]
        found += [Shortage(kind=kind, missing=1, at=sector.post, message=_lacks(kind, name)) for kind in lacking]
    return tuple(found)


def _lacks(kind: str, name: str) -> Sentence:
    if kind == LEADER:
        return Sentence(f"Kurang 1 kepala regu (padal) di {name}.", f"1 leader is missing at {name}.")
    word = skill(kind)
    if kind in SKILLS:
        return Sentence(f"Kurang 1 {word.id} dengan awaknya di {name}.", f"1 {word.en} with crew is missing at {name}.")
    return Sentence(
        f"Kurang 1 petugas dengan keahlian {word.id} di {name}.",
        f"1 officer with the skill {word.en} is missing at {name}.",
    )
