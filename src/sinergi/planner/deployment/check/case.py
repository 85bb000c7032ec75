"""What the checker looks at: a problem and its answer as plain JSON, indexed; the form of the answer is held first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import Any

GOALS = ("uncovered", "response", "travel", "approach", "changes", "fairness")
STATUSES = ("optimal", "feasible", "short", "conflict")
SENTENCE = {"id": str, "en": str}
SECTOR = {
    "code": str,
    "post": str,
    "stations": [str],
    "officers": [str],
    "leader": str,
    "load": int,
    "capacity": int,
    "minutes": int,
    "dedicated": bool,
}
PLAN = {
    "sectors": [SECTOR],
    "teams": [{"site": str, "officers": [str], "answers": [str], "minutes": int}],
    "camps": [{"site": str, "soldiers": [str]}],
    "gates": [{"station": str, "wardens": [str]}],
    "turns": [{"person": str, "shift": str, "task": str, "at": str}],
    "uncovered": [str],
    "spare": [str],
}
RESULT = {
    "format": str,
    "status": str,
    "plan": PLAN,
    "goals": [{"goal": str, "value": int, "bound": int}],
    "objective": int,
    "bound": int,
    "gap": float,
    "shortages": [{"kind": str, "missing": int, "at": str, "message": SENTENCE}],
    "conflict": [{"code": str, "message": SENTENCE}],
    "reasons": [{"person": str, "at": str, "lines": [SENTENCE]}],
    "engine": str,
    "version": str,
    "seed": int,
    "budget_used": dict,
    "input_hash": str,
}


class Case:
    """A problem and its answer, with everything found by its code."""

    def __init__(self, problem: Mapping[str, Any], result: Mapping[str, Any], /) -> None:
        self.problem, self.result = problem, result
        self.plan: Mapping[str, Any] = result["plan"]
        self.limits: Mapping[str, Any] = problem["limits"]
        self.stations = _by_code(problem["stations"])
        self.sites = _by_code(problem["sites"])
        self.officers = _by_code(problem["officers"])
        self.soldiers = _by_code(problem["soldiers"])
        self.wardens = _by_code(problem["wardens"])
        self.shifts = _by_code(problem["shifts"])
        self.tasks = _by_code(problem["tasks"])
        self.patterns = _by_code(problem["patterns"])
        self.apart = {frozenset(pair) for pair in problem["apart"]}
        self._rows = {code: at for at, code in enumerate(problem["travel"]["places"])}

    def minutes(self, start: str, end: str, /) -> int | None:
        """Return the minutes of a way, or None where there is none."""
        found = self.problem["travel"]["minutes"][self._rows[start]][self._rows[end]]
        return None if found is None or found < 0 else int(found)

    def pairs(self, station: str, /) -> Fraction:
        """Return how many police pairs the pattern of a TPS asks for."""
        pattern = self.patterns[self.stations[station]["pattern"]]
        return Fraction(pattern["police"], 2 * pattern["stations"])

    def sectors_of(self, station: str, /) -> int:
        """Return in how many sectors a TPS must be."""
        return ceil(self.pairs(station))

    def wardens_of(self, station: str, /) -> int:
        """Return how many Linmas the gate of a TPS needs."""
        pattern = self.patterns[self.stations[station]["pattern"]]
        return ceil(Fraction(pattern["linmas"], pattern["stations"]))

    def missing(self, kind: str, /) -> int:
        """Return how many of one kind the answer says are missing."""
        return sum(item["missing"] for item in self.result["shortages"] if item["kind"] == kind)

    def strangers(self) -> list[str]:
        """Return the faults of naming what does not exist; without them every look-up succeeds."""
        plan = self.plan
        named: list[tuple[str, Iterable[str], Mapping[str, Any]]] = [
            ("station", (code for one in plan["sectors"] for code in (one["post"], *one["stations"])), self.stations),
            ("station", (code for one in plan["teams"] for code in one["answers"]), self.stations),
            ("station", (one["station"] for one in plan["gates"]), self.stations),
            ("station", plan["uncovered"], self.stations),
            ("officer", (code for one in plan["sectors"] for code in one["officers"]), self.officers),
            ("officer", (code for one in plan["teams"] for code in one["officers"]), self.officers),
            ("officer", plan["spare"], self.officers),
            ("soldier", (code for one in plan["camps"] for code in one["soldiers"]), self.soldiers),
            ("warden", (code for one in plan["gates"] for code in one["wardens"]), self.wardens),
            ("site", (one["site"] for one in (*plan["teams"], *plan["camps"])), self.sites),
            ("shift", (one["shift"] for one in plan["turns"]), self.shifts),
            ("place", (one["at"] for one in plan["turns"]), self._rows),
            ("person", (one["person"] for one in plan["turns"]), {**self.officers, **self.soldiers}),
        ]
        return [
            f"stranger.{kind}: {code!r} is not in the problem"
            for kind, codes, known in named
            for code in codes
            if code not in known
        ]


def misshapen(result: object, /) -> list[str]:
    """Return the faults in the form of an answer: missing or unknown fields, and values of the wrong kind."""
    return [f"shape: {fault}" for fault in _misshapen(result, RESULT, "result")]


def _misshapen(value: object, wanted: Any, at: str) -> Iterator[str]:  # noqa: ANN401 -- a form
    if isinstance(wanted, dict):
        if not isinstance(value, dict):
            yield f"{at} is no object"
            return
        yield from (f"{at}.{key} is missing" for key in wanted if key not in value)
        yield from (f"{at}.{key} is unknown" for key in value if key not in wanted)
        for key in wanted.keys() & value.keys():
            yield from _misshapen(value[key], wanted[key], f"{at}.{key}")
    elif isinstance(wanted, list):
        if not isinstance(value, list):
            yield f"{at} is no array"
            return
        for place, item in enumerate(value):
            yield from _misshapen(item, wanted[0], f"{at}[{place}]")
    elif not isinstance(value, (int, float) if wanted is float else wanted) or (
        isinstance(value, bool) and wanted is not bool
    ):
        yield f"{at} is no {wanted.__name__}"


def _by_code(items: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {item["code"]: item for item in items}
