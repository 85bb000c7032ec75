"""The roster of the days around voting day: who stands guard when, and who does which other task between, with rest.

Everyone of a sector or a reserve team stands in every guard shift. Tasks go to whom rest, spell and total allow: spare
officers at any time, officers of sectors and teams in other shifts, soldiers for tasks of the army (a camp is where
soldiers wait while they have no task).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sinergi.planner.deployment.problem import Budget, Problem, Task
from sinergi.planner.deployment.result import Plan, Shortage, Turn
from sinergi.planner.deployment.roster.crew import Crew
from sinergi.planner.deployment.roster.rotas import Model, Rota
from sinergi.vocabulary.sentence import Sentence

MOST_PATTERNS: Final = 2_000  # sets of shifts that one person may work; with more, the roster is made by hand
MOST_COLUMNS: Final = 40_000  # of the model
ROUNDS: Final = 6  # in which people who met although they may not are told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Rostered:
    """Turns in order of shift, task and person, and what is missing: seats of a ``task``, or ``rest`` of the guard.

    ``fairness`` is what FAIRNESS counts: minutes of duty of the busiest minus the least busy, over all officers and
    soldiers with a turn, together; 0 for an empty roster. ``fairness_bound`` holds for every roster of the same sectors
    and teams that leaves as few seats of tasks empty; no roster of theirs leaves fewer empty than ``unmet_bound``.
    """

    turns: tuple[Turn, ...]
    fairness: int
    fairness_bound: int
    shortages: tuple[Shortage, ...]
    work: dict[str, int]
    unmet: int = 0
    unmet_bound: int = 0


def roster(problem: Problem, plan: Plan, *, budget: Budget) -> Rostered:
    """Fill the shifts of ``problem`` with the people of ``plan``. Ranked: seats filled, fairness, shifts as before.

    Nobody has two turns in a shift. A task is closed to somebody without a way to it from the base, to an officer who
    may not guard the TPS where it is, and to soldiers at a TPS; two who may not stand together never share a task.
    Minutes of travel between two turns are not counted. Without ``limits.guard_shifts`` people of sectors and teams are
    not in the roster. Where the guard alone breaks a limit it stands nevertheless, and ``rest`` says which.
    """
    crew = Crew(problem, plan)
    guard = tuple(
        Turn(person=code, shift=shift, task=word, at=at)
        for code, (word, at) in crew.posts.items()
        for shift in crew.guard_shifts
    )
    found, rota = _filled(crew, budget)
    turns = tuple(sorted((*guard, *found), key=lambda one: (crew.shift[one.shift], one.task, one.person)))
    fairness = _fairness(crew, turns)
    done = Counter(one.task for one in found)
    unmet = sum(task.people - done[task.code] for task in crew.tasks)
    surely = rota is not None and unmet == rota.unmet  # somebody left out: a roster as full may be fairer
    return Rostered(
        turns=turns,
        fairness=fairness,
        fairness_bound=min(rota.bound, fairness) if rota and surely else 0,
        shortages=(*_tired(crew), *_unmet(crew.tasks, done)),
        work={"roster_nodes": rota.nodes if rota else 0, "roster_solves": rota.solves if rota else 0},
        unmet=unmet,
        unmet_bound=min(rota.unmet_bound, unmet) if rota else 0,
    )


def _filled(crew: Crew, budget: Budget) -> tuple[list[Turn], Rota | None]:
    """Return the turns of the tasks and the last counts behind them.

    At first nobody is told apart who is alike otherwise. Where two then meet who may not, they become kinds
    of their own and the counts are made again: what a model leaves out makes it easier, so that every bound is true.
    """
    single: frozenset[str] = frozenset()
    rota: Rota | None = None
    turns: list[Turn] | None = None
    nodes = solves = 0
    for _ in range(ROUNDS):
        kinds = crew.kinds(single=single, most=MOST_PATTERNS)
        if kinds is None or sum(len(one.patterns) + len(one.tasks) for one in kinds) > MOST_COLUMNS:
            break
        number = {one.people[0]: i for i, one in enumerate(kinds)}
        apart = [(number[a], number[b]) for a, b in crew.apart if {a, b} <= single]
        counts = Model(
            duty=crew.duty, kinds=kinds, calls=crew.calls, apart=apart, nodes=budget.nodes, seconds=budget.seconds
        ).solve()
        if counts is None:
            break
        nodes, solves = nodes + counts.nodes, solves + counts.solves
        rota = replace(counts, nodes=nodes, solves=solves)
        turns = crew.seated(kinds, rota)
        met = crew.met(turns)
        if not met:
            break
        single |= met
    return crew.by_hand() if turns is None else crew.parted(turns), rota


def _fairness(crew: Crew, turns: Iterable[Turn]) -> int:
    minutes: Counter[str] = Counter()
    for one in turns:
        minutes[one.person] += crew.duty.length([crew.shift[one.shift]])
    return max(minutes.values()) - min(minutes.values()) if minutes else 0


def _unmet(tasks: Iterable[Task], done: Mapping[str, int]) -> tuple[Shortage, ...]:
    return tuple(
        Shortage(
            kind="task",
            missing=(missing := task.people - done[task.code]),
            at=task.code,
            message=Sentence(
                f"Tugas {task.code} (regu {task.shift}) kekurangan {missing} dari {task.people} orang.",
                f"The task {task.code} (shift {task.shift}) lacks {missing} of {task.people} people.",
            ),
        )
        for task in tasks
        if done[task.code] < task.people
    )


def _tired(crew: Crew) -> tuple[Shortage, ...]:
    """Say which limits the guard breaks by standing in all guard shifts."""
    limits, people = crew.duty.limits, len(crew.posts)
    worked = crew.stands
    if not people or not worked:
        return ()
    longest = max(crew.duty.length(run) for run in crew.duty.spells(worked))
    texts = {
        "rest": Sentence(
            f"Regu jaga melanggar batas istirahat {limits.rest} menit di antara dua giliran ({people} personel).",
            f"The guard shifts break the limit of {limits.rest} minutes of rest between two spells ({people} people).",
        ),
        "spell": Sentence(
            f"Regu jaga melanggar batas tugas tanpa istirahat: {longest} menit, paling lama {limits.spell} "
            f"({people} personel).",
            f"The guard shifts break the limit of duty without rest: {longest} minutes, {limits.spell} at most "
            f"({people} people).",
        ),
        "total": Sentence(
            f"Regu jaga melanggar batas jumlah jam tugas: {crew.duty.length(worked)} menit, paling banyak "
            f"{limits.total} ({people} personel).",
            f"The guard shifts break the limit of duty in all: {crew.duty.length(worked)} minutes, {limits.total} at "
            f"most ({people} people).",
        ),
    }
    return tuple(Shortage(kind="rest", missing=people, at="", message=texts[name]) for name in crew.duty.broken(worked))
