"""The model of the roster: how many people of a kind work which set of shifts, and how many of them do which task.

People who stand the same shifts anyway and may do the same tasks are alike: a model that counts them decides the same
as one with a 0-1 variable for each person, shift and task, and stays small however many they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.engine.drafting import Draft
from sinergi.planner.deployment.roster.duty import Duty

Pattern = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """People who are alike: the same ``fixed`` shifts that they stand anyway, the same ``tasks`` (numbers) they may do.

    ``patterns`` are the sets of shifts that one of them may work; ``had`` counts who worked them in the plan before.
    """

    people: tuple[str, ...]
    fixed: Pattern
    tasks: tuple[int, ...]
    patterns: tuple[Pattern, ...]
    had: Mapping[Pattern, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A task as the model sees it: its shift (number) and the people it asks for."""

    shift: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """How many people of each kind work each pattern and do each task; keys are (kind, pattern) and (kind, task).

    No roster leaves fewer seats empty than ``unmet_bound``; none that leaves as few as this is fairer than ``bound``.
    """

    works: dict[tuple[int, Pattern], int]
    does: dict[tuple[int, int], int]
    bound: int
    unmet: int
    unmet_bound: int
    nodes: int
    solves: int


class Model:
    """The counts as columns, solved for one goal after the other."""

    def __init__(
        self,
        *,
        duty: Duty,
        kinds: Sequence[Kind],
        calls: Sequence[Call],
        apart: Sequence[tuple[int, int]],
        nodes: int,
        seconds: float | None,
    ) -> None:
        """Write the rows; ``apart`` are kinds of one person each that never share a task."""
        self._duty, self._most_nodes, self._seconds = duty, max(nodes, 1), seconds
        self._draft = Draft()
        self._kinds = kinds
        self._works = {
            (number, pattern): self._draft.column(upper=len(kind.people))
            for number, kind in enumerate(kinds)
            for pattern in kind.patterns
        }
        self._does = {
            (number, task): self._draft.column(upper=min(len(kind.people), calls[task].people))
            for number, kind in enumerate(kinds)
            for task in kind.tasks
        }
        self._empty = [self._draft.column(upper=call.people) for call in calls]
        self._nodes = self._solves = 0
        self._rows(calls, apart)

    def solve(self) -> Rota | None:
        """Return the best counts: fewest empty seats, then the fairest, then most people with the shifts they had."""
        unmet: dict[int, float] = dict.fromkeys(self._empty, 1.0)
        first = self._run(self._draft.model(unmet))
        if not len(first.x):
            return None
        self._draft.row(unmet, upper=first.objective)
        x, bound = self._fairest(first.x)
        x = self._kept(x)
        return Rota(
            works={key: round(x[column]) for key, column in self._works.items() if x[column] > 0},
            does={key: round(x[column]) for key, column in self._does.items() if x[column] > 0},
            bound=bound,
            unmet=round(first.objective),
            unmet_bound=max(round(first.bound), 0),
            nodes=self._nodes,
            solves=self._solves,
        )

    def _rows(self, calls: Sequence[Call], apart: Sequence[tuple[int, int]]) -> None:
        for number, kind in enumerate(self._kinds):
            own = {pattern: self._works[number, pattern] for pattern in kind.patterns}
            self._draft.row(dict.fromkeys(own.values(), 1.0), lower=len(kind.people), upper=len(kind.people))
            for shift in sorted({calls[task].shift for task in kind.tasks}):
                here = {column: 1.0 for pattern, column in own.items() if shift in pattern}
                busy = {self._does[number, task]: -1.0 for task in kind.tasks if calls[task].shift == shift}
                self._draft.row(here | busy, lower=0.0, upper=0.0)
        for task, call in enumerate(calls):
            seats = {column: 1.0 for (_, done), column in self._does.items() if done == task}
            self._draft.row(seats | {self._empty[task]: 1.0}, lower=call.people, upper=call.people)
            for a, b in apart:
                both = {self._does[kind, task]: 1.0 for kind in (a, b) if (kind, task) in self._does}
                self._draft.row(both, upper=1.0)

    def _run(self, model: highs.Model) -> highs.Answer:
        answer = highs.solve(model, nodes=self._most_nodes, seconds=self._seconds)
        self._nodes, self._solves = self._nodes + answer.nodes, self._solves + 1
        return answer

    def _fairest(self, x: highs.Floats) -> tuple[highs.Floats, int]:
        """Look for a narrower window of minutes that holds everyone who works; return the counts and a true bound.

        A window that cannot hold them rules out all windows inside it, so one look for each least number of minutes is
        enough unless it succeeds.
        """
        length = {column: self._duty.length(pattern) for (_, pattern), column in self._works.items()}
        levels = sorted({minutes for minutes in length.values() if minutes})
        worked = [minutes for column, minutes in length.items() if minutes and x[column] > 0]
        width = max(worked) - min(worked) if worked else 0
        bound = width
        for least in levels:
            for most in reversed([level for level in levels if least <= level < least + width]):
                if most - least >= width:
                    continue
                answer = self._within(length, least, most)
                if not len(answer.x):
                    bound = bound if answer.ended is highs.Ended.INFEASIBLE else 0
                    break
                x = answer.x
                held = [minutes for column, minutes in length.items() if minutes and x[column] > 0]
                width = max(held) - min(held)
        self._window(length, x, width)
        return x, min(bound, width)

    def _within(self, length: Mapping[int, int], least: int, most: int) -> highs.Answer:
        """Look for counts in which everyone who works has from ``least`` to ``most`` minutes."""
        model = self._draft.model({})
        for column, minutes in length.items():
            if minutes and not least <= minutes <= most:
                model.upper[column] = 0.0
        return self._run(model)

    def _window(self, length: Mapping[int, int], x: highs.Floats, width: int) -> None:
        """Close all sets of shifts outside the window that the counts in ``x`` use."""
        held = [minutes for column, minutes in length.items() if minutes and x[column] > 0]
        for column, minutes in length.items():
            if minutes and held and not min(held) <= minutes <= min(held) + width:
                self._draft.limit(column, upper=0.0)

    def _kept(self, x: highs.Floats) -> highs.Floats:
        """Give as many people as can be the shifts they had."""
        same: dict[int, float] = {}
        for number, kind in enumerate(self._kinds):
            for pattern, count in sorted(kind.had.items()):
                if (number, pattern) in self._works:
                    column = self._draft.column(upper=count)
                    self._draft.row({column: 1.0, self._works[number, pattern]: -1.0}, upper=0.0)
                    same[column] = -1.0
        if not same:
            return x
        answer = self._run(self._draft.model(same))
        return answer.x if len(answer.x) else x
