"""A second engine, with a model of its own, finds the same values for officers on random problems."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from sinergi.planner.deployment.people.conflict import conflict
from sinergi.planner.deployment.people.officers import post
from sinergi.planner.deployment.problem import Budget, Problem
from sinergi.planner.deployment.result import Sector
from tests.thinking.posting_cases import keepable, may, small, with_before

Linear = Any  # an expression of the engine, which has no types to speak of
cp_model = pytest.importorskip("ortools.sat.python.cp_model", reason="the second engine (OR-Tools) is not installed")


class Second:
    """CP-SAT over one Boolean per officer and sector; shortages as Booleans, goals held one after the other."""

    def __init__(self, problem: Problem, sectors: Sequence[Sector]) -> None:
        self.problem, self.sectors = problem, sectors
        self.model: Any = cp_model.CpModel()
        self.officers = {one.code: one for one in problem.officers}
        self.a = {
            (code, at.code): self.model.new_bool_var("")
            for code, one in self.officers.items()
            for at in sectors
            if may(problem, one, at)
        }
        for code in self.officers:
            self.model.add_at_most_one(v for (c, _), v in self.a.items() if c == code)
        for at in sectors:
            self.model.add(sum(self.at(at, self.officers)) <= 2)
            for one, two in problem.apart:
                self.model.add(sum(self.at(at, (one, two))) <= 1)
        for code, to in keepable(problem, tuple(sectors)).items():
            self.model.add(self.a[code, to] == 1)

    def at(self, sector: Sector, codes: Iterable[str]) -> list[Any]:
        """Return the variables of ``codes`` in a sector."""
        return [self.a[code, sector.code] for code in codes if (code, sector.code) in self.a]

    def points(self) -> Linear:
        """Return what is lacking, as an expression."""
        total: Any = 0
        for sector in self.sectors:
            held = [one for one in self.problem.stations if one.code in sector.stations]
            risk = sum(one.risk for one in held)
            total += 2 * risk * (2 - sum(self.at(sector, self.officers)))
            least = self.problem.limits.leader_rank
            able = [[c for c, one in self.officers.items() if one.rank >= least]] if least else []
            skills = {need for one in held for need in one.needs}
            able += [[c for c, one in self.officers.items() if skill in one.skills] for skill in sorted(skills)]
            for codes in able:
                lacks = self.model.new_bool_var("")
                self.model.add(sum(self.at(sector, codes)) + lacks >= 1)
                total += risk * lacks
        return total

    def seats(self) -> Linear:
        """Return the empty seats of the reserve, as an expression."""
        wanted = self.problem.limits.reserve_teams * self.problem.limits.reserve_size
        empty = self.model.new_int_var(0, wanted, "")
        self.model.add(empty >= wanted - len(self.officers) + sum(self.a.values()))
        return empty

    def changes(self, seats: int) -> Linear:
        """Return how many known officers change place, as an expression; ``seats`` of the reserve are taken."""
        before, here = self.problem.before, self.officers
        if before is None:
            return 0
        stood = {code: one.post for one in before.sectors for code in one.officers if code in here}
        waited = {code for one in before.teams for code in one.officers if code in here}
        spare = {code for code in before.spare if code in here}
        total: Any = 0
        for code, place in stood.items():
            total += 1 - sum(self.a[code, s.code] for s in self.sectors if s.post == place and (code, s.code) in self.a)
        total += sum(v for (code, _), v in self.a.items() if code in waited | spare)
        refill = self.model.new_int_var(0, max(seats, 0), "")
        ready = [code for code in here if code not in spare]
        self.model.add(refill >= seats - len(ready) + sum(v for (code, _), v in self.a.items() if code in ready))
        return total + refill

    def approach(self) -> Linear:
        """Return the minutes from base to post, as an expression."""
        index, minutes = self.problem.travel.places.index, self.problem.travel.minutes
        posts = {one.code: one.post for one in self.sectors}
        return sum(int(minutes[index(self.officers[c].base), index(posts[s])]) * v for (c, s), v in self.a.items())

    def least(self, goal: Linear) -> int:
        """Return the least of ``goal`` and hold later goals to it."""
        self.model.minimize(goal)
        solver: Any = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        assert solver.solve(self.model) == cp_model.OPTIMAL
        value = round(solver.objective_value)
        self.model.add(goal <= value)
        return value


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_two_engines_agree(block: int) -> None:
    """On 200 random problems both engines give the same points, seats, changes, approach and feasibility."""
    for seed in range(10_000 + block * 20, 10_020 + block * 20):
        problem, sectors = small(seed, officers=12, sectors=5, hard=0.7)
        if seed % 2:
            problem = dataclasses.replace(problem, before=with_before(problem, sectors, seed))
        posted = post(problem, sectors, budget=Budget())
        wanted = problem.limits.reserve_teams * problem.limits.reserve_size
        empty = max(0, wanted - len(posted.spare))
        second = Second(problem, sectors)
        assert second.least(second.points()) == posted.points, seed
        assert second.least(second.seats()) == empty, seed
        assert second.least(second.changes(wanted - empty)) == posted.changes, seed
        assert second.least(second.approach()) == posted.approach, seed
        kept = keepable(problem, sectors)
        frozen = all(code in kept for one in problem.frozen for code in one.officers)
        assert bool(conflict(problem, sectors)) == (posted.points > 0 or not frozen), seed
