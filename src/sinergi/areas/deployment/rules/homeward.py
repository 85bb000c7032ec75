"""Linmas whom the planner may exchange stand at the gate whose post they hold: their families know the way."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from sinergi.planner.deployment.problem import Problem
from sinergi.planner.deployment.result import Gate, Plan


def homeward(problem: Problem, plan: Plan, *, held: Mapping[str, str]) -> Plan:
    """Return ``plan`` with Linmas of a village exchanged so that more stand at the TPS whose post they hold (``held``).

    Every gate keeps its number of people; who is barred or kept apart is not exchanged. No goal changes.
    """
    gates = {gate.station: list(gate.wardens) for gate in plan.gates}
    swaps = _Swaps(problem, gates, held)
    for station in sorted(gates):
        for person in sorted(gates[station]):
            swaps.home(person, station)
    return dataclasses.replace(
        plan, gates=tuple(Gate(station=gate.station, wardens=tuple(gates[gate.station])) for gate in plan.gates)
    )


class _Swaps:
    """Exchanges of two Linmas, as far as the rules allow them."""

    def __init__(self, problem: Problem, gates: dict[str, list[str]], held: Mapping[str, str]) -> None:
        """Exchange people of ``gates`` in place."""
        self.gates, self.held = gates, held
        self.village = {one.code: one.village for one in problem.stations}
        self.barred = {one.code: frozenset(one.barred) for one in problem.wardens}
        self.apart = {frozenset(pair) for pair in problem.apart}

    def home(self, person: str, station: str) -> None:
        """Bring ``person`` from the gate of ``station`` to their own, if somebody there may leave it for this one."""
        own = self.held.get(person, "")
        if own == station or own not in self.gates or self.village.get(own) != self.village.get(station):
            return
        others = [one for one in self.gates[own] if self.held.get(one) != own]
        for other in sorted(others, key=lambda one: (self.held.get(one) != station, one)):
            here = [one for one in self.gates[station] if one != person]
            there = [one for one in self.gates[own] if one != other]
            if self._may(other, station, here) and self._may(person, own, there):
                self.gates[station], self.gates[own] = [*here, other], [*there, person]
                return

    def _may(self, person: str, station: str, beside: list[str]) -> bool:
        return station not in self.barred.get(person, ()) and not any(
            frozenset((person, one)) in self.apart for one in beside
        )
