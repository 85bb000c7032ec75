"""The people of a roster: who stands anyway, who may do which task, and how counts of a model become names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from sinergi.planner.deployment.problem import NO_WAY, Force, Officer, Problem, Soldier, Task
from sinergi.planner.deployment.result import Plan, Turn
from sinergi.planner.deployment.roster.duty import Duty
from sinergi.planner.deployment.roster.rotas import Call, Kind, Pattern, Rota


class Crew:
    """Everyone in the roster of a problem and a plan; tasks in order of shift and code, people in order of code."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """Look up who stands where."""
        self._problem = problem
        self._everybody: tuple[Officer | Soldier, ...] = (*problem.officers, *problem.soldiers)
        shifts = tuple(sorted(problem.shifts, key=lambda one: one.start))
        self.duty = Duty(shifts=shifts, limits=problem.limits)
        self.shift = {one.code: number for number, one in enumerate(shifts)}
        self.guard_shifts = tuple(one.code for one in shifts if one.code in problem.limits.guard_shifts)
        self.stands: Pattern = tuple(self.shift[code] for code in self.guard_shifts)
        self.tasks = tuple(sorted(problem.tasks, key=lambda one: (self.shift[one.shift], one.code)))
        self.calls = tuple(Call(shift=self.shift[one.shift], people=one.people) for one in self.tasks)
        placed = {code: ("guard", sector.post) for sector in plan.sectors for code in sector.officers}
        placed |= {code: ("reserve", team.site) for team in plan.teams for code in team.officers}
        self.posts = {code: placed[code] for code in sorted(placed)} if self.stands else {}
        self._idle = placed.keys() - self.posts.keys()  # they stand somewhere, but nobody says when

    @cached_property
    def fixed(self) -> dict[str, Pattern]:
        """The shifts in which somebody stands anyway; empty for those who may get tasks only."""
        there = sorted(one.code for one in self._everybody if one.code not in self._idle)
        return {code: self.stands if code in self.posts else () for code in there}

    @cached_property
    def may(self) -> dict[str, tuple[int, ...]]:
        """The tasks (numbers) that each person may do."""
        number = {place: i for i, place in enumerate(self._problem.travel.places)}
        away = self._problem.travel.minutes == NO_WAY
        villages = {one.code: one.village for one in self._problem.stations}
        found: dict[str, tuple[int, ...]] = {}
        for person in self._everybody:
            if person.code in self.fixed:
                found[person.code] = tuple(
                    task
                    for task, one in enumerate(self.tasks)
                    if self.calls[task].shift not in self.fixed[person.code]
                    and not away[number[person.base], number[one.at]]
                    and self._suits(person, one, villages)
                )
        return found

    @cached_property
    def apart(self) -> tuple[tuple[str, str], ...]:
        """Pairs of people of the roster that may not do one task together."""
        pairs = {(min(a, b), max(a, b)) for a, b in self._problem.apart if a in self.fixed and b in self.fixed}
        return tuple(sorted(pair for pair in pairs if set(self.may[pair[0]]) & set(self.may[pair[1]])))

    @cached_property
    def _foes(self) -> dict[str, frozenset[str]]:
        return {
            code: frozenset({*chain(*(p for p in self.apart if code in p))}) - {code} for code in chain(*self.apart)
        }

    @cached_property
    def before(self) -> dict[str, dict[int, str]]:
        """The task of each person in each shift (number) of the plan before."""
        found: dict[str, dict[int, str]] = {}
        for turn in self._problem.before.turns if self._problem.before else ():
            if turn.shift in self.shift:
                found.setdefault(turn.person, {})[self.shift[turn.shift]] = turn.task
        return found

    def kinds(self, *, single: Collection[str], most: int) -> list[Kind] | None:
        """Return people who are alike together, those of ``single`` alone; None: too many sets of shifts."""
        known: dict[tuple[Pattern, frozenset[int]], tuple[Pattern, ...] | None] = {}
        alike: dict[tuple[Pattern, tuple[int, ...], str], list[str]] = {}
        for code, fixed in self.fixed.items():
            if fixed or self.may[code]:
                alike.setdefault((fixed, self.may[code], code if code in single else ""), []).append(code)
        found = []
        for (fixed, tasks, _), people in alike.items():
            free = frozenset(self.calls[task].shift for task in tasks)
            if (fixed, free) not in known:
                known[fixed, free] = self.duty.patterns(fixed=fixed, free=free, most=most)
            patterns = known[fixed, free]
            if patterns is None:
                return None
            had = Counter(tuple(sorted(self.before[code])) for code in people if code in self.before)
            found.append(Kind(people=tuple(people), fixed=fixed, tasks=tasks, patterns=patterns, had=had))
        return found

    def seated(self, kinds: Sequence[Kind], rota: Rota) -> list[Turn]:
        """Return the turns of all tasks: names for the counts, the same shifts and tasks as before where that fits."""
        turns: list[Turn] = []
        worked: dict[str, Pattern] = {}
        for number, kind in enumerate(kinds):
            worked |= self._dealt(kind, {one: rota.works.get((number, one), 0) for one in kind.patterns})
        at = {code: place for code, (_, place) in self.posts.items()}
        for task, one in enumerate(self.tasks):
            shift = self.calls[task].shift
            busy = {turn.person for turn in turns if turn.shift == one.shift}
            here: list[str] = []
            for number, kind in enumerate(kinds):
                ready = [code for code in kind.people if shift in worked[code] and code not in busy]
                for _ in range(rota.does.get((number, task), 0)):
                    best = min(ready, key=lambda code: self._fit(code, one, here, at))
                    ready.remove(best)
                    here.append(best)
            at |= dict.fromkeys(here, one.at)
            turns += [Turn(person=code, shift=one.shift, task=one.code, at=one.at) for code in here]
        return self._swapped(kinds, turns)

    def met(self, turns: Iterable[Turn]) -> frozenset[str]:
        """Return people who share a task although they may not."""
        held: dict[str, set[str]] = {}
        for turn in turns:
            held.setdefault(turn.task, set()).add(turn.person)
        return frozenset(
            code
            for people in held.values()
            for code in people
            if not self._foes.get(code, frozenset()).isdisjoint(people)
        )

    def parted(self, turns: Iterable[Turn]) -> list[Turn]:
        """Leave out turns of people who would share a task with somebody with whom they may not."""
        kept: list[Turn] = []
        for turn in turns:
            if not self.met([*kept, turn]):
                kept.append(turn)
        return kept

    def by_hand(self) -> list[Turn]:
        """Fill seat after seat with whoever may and has least duty so far: a roster without proof."""
        worked = {code: set(fixed) for code, fixed in self.fixed.items()}
        turns: list[Turn] = []
        for task, one in enumerate(self.tasks):
            shift = self.calls[task].shift
            here: list[Turn] = []
            able = [
                code
                for code, mine in worked.items()
                if task in self.may[code]
                and shift not in mine
                and self.duty.allows(mine | {shift}, fixed=self.fixed[code])
            ]
            for code in sorted(able, key=lambda code: (self.duty.length(worked[code]), code)):
                turn = Turn(person=code, shift=one.shift, task=one.code, at=one.at)
                if len(here) < one.people and not self.met([*here, turn]):
                    here.append(turn)
                    worked[code].add(shift)
            turns += here
        return turns

    def _suits(self, person: Officer | Soldier, task: Task, villages: dict[str, str]) -> bool:
        if isinstance(person, Soldier):
            return task.force is Force.ARMY and task.at not in villages
        village = villages.get(task.at, "")
        own = self._problem.limits.home_barred and village != "" and village == person.village
        return task.force is Force.POLICE and not own and not {task.at, village} & set(person.barred)

    def _dealt(self, kind: Kind, counts: dict[Pattern, int]) -> dict[str, Pattern]:
        """Deal the sets of shifts of a kind to its people, first to those who had the same before."""
        dealt: dict[str, Pattern] = {}
        for code in kind.people:
            had = tuple(sorted(self.before.get(code, ())))
            if code in self.before and counts.get(had, 0):
                dealt[code] = had
                counts[had] -= 1
        left = (pattern for pattern, count in counts.items() for _ in range(count))
        return dealt | {code: next(left) for code in kind.people if code not in dealt}

    def _swapped(self, kinds: Sequence[Kind], turns: list[Turn]) -> list[Turn]:
        """Let two people who are alike take each other's turns where fewer then meet whom they may not."""
        does: dict[str, set[str]] = {code: set() for code in self.fixed}
        for turn in turns:
            does[turn.person].add(turn.task)
        whom = {code: code for code in self.fixed}
        for kind in kinds:
            for one in [code for code in kind.people if self._clashes(code, does)]:
                for other in kind.people:
                    old = self._clashes(one, does) + self._clashes(other, does)
                    does[one], does[other] = does[other], does[one]
                    if self._clashes(one, does) + self._clashes(other, does) < old:
                        whom[one], whom[other] = whom[other], whom[one]
                    else:
                        does[one], does[other] = does[other], does[one]
        now = {had: code for code, had in whom.items()}
        return [replace(turn, person=now[turn.person]) for turn in turns]

    def _clashes(self, code: str, does: dict[str, set[str]]) -> int:
        return sum(len(does[code] & does[foe]) for foe in self._foes.get(code, ()))

    def _fit(self, code: str, task: Task, here: Sequence[str], at: dict[str, str]) -> tuple[bool, bool, bool, str]:
        """Rank somebody for a task: nobody there whom they may not meet, the task they had, the place they are at."""
        clash = not self._foes.get(code, frozenset()).isdisjoint(here)
        had = self.before.get(code, {}).get(self.shift[task.shift]) == task.code
        return clash, not had, at.get(code) != task.at, code
