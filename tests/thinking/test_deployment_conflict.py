"""Conflicts: what is said to contradict itself does, and would not without any one of its rules."""

from __future__ import annotations

import dataclasses

import pytest

from sinergi.planner.deployment.people import conflict as module
from sinergi.planner.deployment.people.conflict import conflict
from sinergi.planner.deployment.problem import Problem
from sinergi.planner.deployment.result import Rule, Sector
from tests.thinking.posting_cases import can_hold, small

pytestmark = pytest.mark.quick


def checked(problem: Problem, sectors: tuple[Sector, ...]) -> tuple[Rule, ...]:
    """Return the conflict of a problem after an oracle that tries every posting has verified it."""
    rules = conflict(problem, sectors)
    codes = {one.code for one in rules}
    if not rules:
        assert can_hold(problem, sectors, {f"pair:{one.code}" for one in sectors} | all_rules(problem, sectors))
        return rules
    assert not can_hold(problem, sectors, codes)
    assert all(can_hold(problem, sectors, codes - {code}) for code in codes)
    return rules


def all_rules(problem: Problem, sectors: tuple[Sector, ...]) -> set[str]:
    """Return the code of every rule that a problem has, apart from the pairs."""
    stations = {one.code: one for one in problem.stations}
    found = {f"skill:{need}:{s.code}" for s in sectors for code in s.stations for need in stations[code].needs}
    if problem.limits.leader_rank:
        found |= {f"leader:{s.code}" for s in sectors}
    found |= {f"barred:{one.code}:{code}" for one in problem.officers for code in one.barred}
    found |= {f"home:{one.village}" for one in problem.officers if problem.limits.home_barred}
    found |= {f"district:{one.district}" for one in problem.officers}
    found |= {f"way:{one.base}:{s.code}" for one in problem.officers for s in sectors}
    found |= {f"apart:{a}:{b}" for a, b in problem.apart}
    return found | {f"frozen:{code}" for one in problem.frozen for code in one.officers}


@pytest.mark.parametrize("large", [0, 40])
def test_conflicts_are_infeasible_and_irreducible(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On 300 problems that cannot be staffed: core infeasible, core minus any rule feasible; else none is named."""
    monkeypatch.setattr(module, "LARGE", large)
    impossible, seed, kinds = 0, 0, set()
    while impossible < 300:
        problem, sectors = small(seed, officers=5, sectors=2 + seed % 2, hard=1.5)
        if len(problem.officers) >= 2 * len(sectors) or seed % 10 == 0:
            rules = checked(problem, sectors)
            impossible += bool(rules)
            kinds |= {one.code.split(":")[0] for one in rules}
        seed += 1
    assert kinds == {"pair", "leader", "skill", "barred", "home", "district", "way", "apart", "frozen"}


def test_too_few_people_is_one_rule_that_counts_heads() -> None:
    """Where there are simply too few officers, leaders or boats, the conflict is one sentence with two numbers."""
    problem, sectors = small(0)
    problem = dataclasses.replace(problem, officers=(), frozen=(), apart=())
    (rule,) = conflict(problem, sectors)
    assert rule.code == "pair"
    assert rule.message.id == f"{len(sectors)} sektor perlu {2 * len(sectors)} petugas; hanya ada 0."
    assert rule.message.en == f"{len(sectors)} sectors need {2 * len(sectors)} officers; there are only 0."


def test_no_sector_no_conflict() -> None:
    """Nothing to staff is no contradiction."""
    assert conflict(small(3)[0], ()) == ()


def test_a_conflict_too_long_to_read_is_one_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more rules than anybody would read had to be named, one sentence says that all of them fail together."""
    monkeypatch.setattr(module, "LONGEST", 1)
    problem, sectors = next(
        (problem, sectors)
        for problem, sectors in (small(seed, hard=1.5) for seed in range(10_000))
        if len(problem.officers) >= 2 * len(sectors) and [one.code for one in conflict(problem, sectors)] == ["all"]
    )
    assert not can_hold(problem, sectors, {f"pair:{one.code}" for one in sectors} | all_rules(problem, sectors))
