"""Linmas at the gates: each TPS takes its own village's people, as many as its pattern asks for.

The least risk x missing people first, an empty gate counting double; then as many as can stay where they stood before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sinergi.planner.deployment.engine import highs
from sinergi.planner.deployment.engine.rows import Rows
from sinergi.planner.deployment.problem import Problem, Station, Warden
from sinergi.planner.deployment.result import Gate, Shortage
from sinergi.vocabulary.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Gated:
    """The gates of all TPS, by code.

    ``points``: risk x missing people, twice where the gate is empty; ``moved``: people who stood at a gate before and
    now do not stand there. Both bounds hold over all plans (``moved``: with as few points).
    """

    gates: tuple[Gate, ...]
    shortages: tuple[Shortage, ...]
    points: int = 0
    points_bound: int = 0
    moved: int = 0
    moved_bound: int = 0


def gates(problem: Problem) -> Gated:
    """Return who guards each gate. Nobody stands outside the own village or where barred; apart stays apart."""
    patterns = {one.code: one for one in problem.patterns}
    stations = sorted(problem.stations, key=lambda one: one.code)
    wanted = {one.code: math.ceil(patterns[one.pattern].linmas / patterns[one.pattern].stations) for one in stations}
    flow = _Flow(problem, stations, wanted)
    points, points_bound = flow.minimise(flow.points)
    kept, kept_bound = flow.minimise(flow.moves) if flow.stood else (0, 0)
    held = flow.held()
    return Gated(
        gates=tuple(Gate(station=one.code, wardens=tuple(held[one.code])) for one in stations),
        shortages=tuple(
            _short(one, missing) for one in stations if (missing := wanted[one.code] - len(held[one.code]))
        ),
        points=points,
        points_bound=points_bound,
        moved=len(flow.stood) + kept,
        moved_bound=len(flow.stood) + kept_bound,
    )


def standing(problem: Problem) -> Gated | None:
    """Return the gates of ``problem.before`` as they are, for a caller who knows that since then people were only lost.

    None when somebody of a gate is gone, or a TPS came or went: then they must be made anew.
    """
    before = problem.before.gates if problem.before is not None else ()
    here = {one.code for one in problem.wardens}
    stations = {one.code: one for one in problem.stations}
    if {gate.station for gate in before} != stations.keys() or any(not here.issuperset(g.wardens) for g in before):
        return None
    patterns = {one.code: one for one in problem.patterns}
    missing = {
        gate.station: math.ceil(
            patterns[stations[gate.station].pattern].linmas / patterns[stations[gate.station].pattern].stations
        )
        - len(gate.wardens)
        for gate in before
    }
    if min(missing.values(), default=0) < 0:
        return None
    short = tuple(_short(stations[code], count) for code, count in sorted(missing.items()) if count)
    return Gated(gates=before, shortages=short)


def _short(station: Station, missing: int) -> Shortage:
    name = station.name or f"TPS {station.code}"
    text = Sentence(
        f"Kurang {missing} Linmas di {name}.",
        f"{missing} Linmas {'are' if missing > 1 else 'is'} missing at {name}.",
    )
    return Shortage(kind="linmas", missing=missing, at=station.code, message=text)


class _Flow:
    """Columns: per group of equal wardens and TPS of their village one, then per TPS the first and other missing."""

    def __init__(self, problem: Problem, stations: Sequence[Station], wanted: dict[str, int]) -> None:
        codes = {one.code for one in problem.wardens}
        before = problem.before.gates if problem.before is not None else ()
        self.stood = {person: gate.station for gate in before for person in gate.wardens if person in codes}
        apart = {(min(a, b), max(a, b)) for a, b in problem.apart if a in codes and b in codes and a != b}
        self.groups = _alike(problem.wardens, self.stood, {one for pair in apart for one in pair})
        of_village: dict[str, list[str]] = {}
        for one in stations:
            of_village.setdefault(one.village, []).append(one.code)
        self.arcs = [
            (group, code)
            for group, held in enumerate(self.groups)
            for code in of_village.get(held[0].village, ())
            if code not in held[0].barred
        ]
        self.chosen = [0] * len(self.arcs)
        self.stations, self.wanted = stations, wanted
        risk = [one.risk for one in stations]
        self.points = [*([0] * len(self.arcs)), *(2 * one for one in risk), *risk]
        keeps = [-(self.stood.get(self.groups[group][0].code) == code) for group, code in self.arcs]
        self.moves = [*keeps, *([0] * 2 * len(stations))]
        self.rows = self._rows(apart)

    def _rows(self, apart: set[tuple[str, str]]) -> Rows:
        rows, size = Rows(), len(self.stations)
        of_group: list[list[int]] = [[] for _ in self.groups]
        of_station: dict[str, list[int]] = {one.code: [] for one in self.stations}
        for column, (group, code) in enumerate(self.arcs):
            of_group[group].append(column)
            of_station[code].append(column)
        for held, columns in zip(self.groups, of_group, strict=True):
            rows.add(columns, 1, lower=0, upper=len(held))
        first = len(self.arcs)
        for number, one in enumerate(self.stations):
            slack = [first + number, first + size + number]
            rows.add([*of_station[one.code], *slack], 1, lower=self.wanted[one.code], upper=self.wanted[one.code])
        at = {arc: column for column, arc in enumerate(self.arcs)}
        alone = {held[0].code: group for group, held in enumerate(self.groups) if len(held) == 1}
        for a, b in sorted(apart):
            for one in self.stations:
                pair = [at[key] for key in ((alone[a], one.code), (alone[b], one.code)) if key in at]
                if len(pair) == 2:  # noqa: PLR2004 -- both could stand here
                    rows.add(pair, 1, lower=0, upper=1)
        return rows

    def minimise(self, costs: Sequence[int]) -> tuple[int, int]:
        """Return the least of ``costs`` and its bound, and hold later goals to it."""
        upper = [len(self.groups[group]) for group, _ in self.arcs]
        most = [self.wanted[one.code] for one in self.stations]
        first, others = [min(one, 1) for one in most], [max(one - 1, 0) for one in most]
        lower = [0] * len(costs)
        model = self.rows.model(cost=costs, lower=lower, upper=[*upper, *first, *others], whole=True)
        answer = highs.solve(model)
        if answer.ended is not highs.Ended.OPTIMAL:
            raise RuntimeError(f"Linmas: {answer.ended}")
        self.chosen = [round(value) for value in answer.x[: len(self.arcs)]]
        value = round(answer.objective)
        columns = [column for column, cost in enumerate(costs) if cost]
        self.rows.add(columns, [costs[column] for column in columns], lower=-highs.INFINITY, upper=value)
        return value, round(answer.bound)

    def held(self) -> dict[str, list[str]]:
        """Return who stands at each TPS; of people whom nothing tells apart the first code goes to the first TPS."""
        left = [list(one) for one in self.groups]
        found: dict[str, list[str]] = {one.code: [] for one in self.stations}
        for (group, code), count in zip(self.arcs, self.chosen, strict=True):
            for _ in range(count):
                found[code].append(left[group].pop(0).code)
        return {code: sorted(people) for code, people in found.items()}


def _alike(wardens: Sequence[Warden], stood: dict[str, str], tied: set[str]) -> list[list[Warden]]:
    found: dict[tuple[object, ...], list[Warden]] = {}
    for one in sorted(wardens, key=lambda one: one.code):
        key = (one.village, tuple(sorted(one.barred)), stood.get(one.code), one.code if one.code in tied else "")
        found.setdefault(key, []).append(one)
    return list(found.values())
