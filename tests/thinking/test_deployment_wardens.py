"""Linmas at the gates: own village only, as many as there are, and whoever stood there stays."""

from __future__ import annotations

import dataclasses
from itertools import product

import numpy as np
import pytest

from sinergi.planner.deployment.people.wardens import gates
from sinergi.planner.deployment.problem import Officer, Pattern, Problem, Station, Travel, Warden
from sinergi.planner.deployment.result import Gate, Plan

pytestmark = pytest.mark.quick
PATTERNS = (
    Pattern(code="a", police=2, stations=10, linmas=20),
    Pattern(code="b", police=2, stations=2, linmas=3),
    Pattern(code="c", police=2, stations=3, linmas=3),
)


def made(stations: tuple[Station, ...], wardens: tuple[Warden, ...], **other: object) -> Problem:
    """Return a problem with these TPS and Linmas, and one officer."""
    places = (*(one.code for one in stations), "B")
    return Problem(
        patterns=PATTERNS,
        stations=stations,
        officers=(Officer(code="P1", base="B"),),
        travel=Travel(places=places, minutes=np.zeros((len(places), len(places)), dtype=np.int32)),
        wardens=wardens,
        **other,  # type: ignore[arg-type]
    )


def drawn(seed: int) -> Problem:
    """Return a small problem with barred and apart Linmas, and some earlier gates."""
    draw = np.random.Generator(np.random.PCG64(seed))
    stations = tuple(
        Station(
            code=f"T{i}",
            pattern=str(draw.choice(["a", "b", "c"])),
            risk=int(draw.integers(1, 4)),
            village=str(draw.choice(["V1", "V2"])),
        )
        for i in range(int(draw.integers(1, 4)))
    )
    codes = [one.code for one in stations]
    wardens = tuple(
        Warden(
            code=f"L{i}",
            village=str(draw.choice(["V1", "V2"])),
            barred=tuple(code for code in codes if draw.random() < 0.15),
        )
        for i in range(int(draw.integers(0, 7)))
    )
    people = [one.code for one in wardens]
    apart = tuple((a, b) for a in people for b in people if a < b and draw.random() < 0.1)
    stood = {code: str(draw.choice([*codes, ""])) for code in people}
    before = Plan(
        gates=tuple(Gate(station=at, wardens=tuple(c for c in people if stood[c] == at)) for at in codes),
    )
    return made(stations, wardens, apart=apart, before=before if draw.random() < 0.7 else None)


def need(station: Station) -> int:
    """Return how many Linmas a TPS asks for: 20 per 10, 3 per 2 rounded up, 3 per 3."""
    return {"a": 2, "b": 2, "c": 1}[station.pattern]


def tried(problem: Problem) -> tuple[int, int]:
    """Return the least points, and then the fewest who leave their gate, of every way to place everyone."""
    stations = {one.code: one for one in problem.stations}
    before = problem.before.gates if problem.before else ()
    stood = {code: one.station for one in before for code in one.wardens}
    options = [
        ["", *(code for code, one in stations.items() if one.village == who.village and code not in who.barred)]
        for who in problem.wardens
    ]
    values = []
    for choice in product(*options):
        found = {who.code: at for who, at in zip(problem.wardens, choice, strict=True)}
        count = {code: choice.count(code) for code in stations}
        if any(found[a] and found[a] == found[b] for a, b in problem.apart):
            continue
        if any(count[code] > need(one) for code, one in stations.items()):
            continue
        points = sum(one.risk * (need(one) - count[code] + (count[code] == 0)) for code, one in stations.items())
        values.append((points, sum(found[code] != at for code, at in stood.items())))
    return min(values)


def test_no_other_way_is_better() -> None:
    """On 200 small problems points and moves equal the best of everything tried, and no rule is broken."""
    for seed in range(200):
        problem = drawn(seed)
        gated = gates(problem)
        assert (gated.points, gated.moved) == tried(problem), seed
        assert (gated.points_bound, gated.moved_bound) == (gated.points, gated.moved)
        held = {one.station: one.wardens for one in gated.gates}
        by_code = {one.code: one for one in problem.wardens}
        stands = [code for people in held.values() for code in people]
        assert len(stands) == len(set(stands))
        assert list(held) == sorted(one.code for one in problem.stations)
        for one in problem.stations:
            assert all(by_code[code].village == one.village for code in held[one.code])
            assert all(one.code not in by_code[code].barred for code in held[one.code])
            assert not any(a in held[one.code] and b in held[one.code] for a, b in problem.apart)
        missing = {one.code: need(one) - len(held[one.code]) for one in problem.stations}
        assert {one.at: one.missing for one in gated.shortages} == {at: n for at, n in missing.items() if n}


def test_what_is_missing_is_said() -> None:
    """A gate without people is a shortage with a sentence in two languages."""
    problem = made((Station(code="T1", pattern="a", risk=1, village="V1", name="TPS 001 Kempas"),), ())
    (one,) = gates(problem).shortages
    assert (one.kind, one.missing, one.at) == ("linmas", 2, "T1")
    assert (one.message.id, one.message.en) == (
        "Kurang 2 Linmas di TPS 001 Kempas.",
        "2 Linmas are missing at TPS 001 Kempas.",
    )


def test_the_order_of_the_file_changes_nothing() -> None:
    """Linmas and TPS in another order stand at the same gates."""
    for seed in range(20):
        problem = drawn(seed)
        turned = dataclasses.replace(
            problem, wardens=tuple(reversed(problem.wardens)), stations=tuple(reversed(problem.stations))
        )
        assert gates(turned) == gates(problem)


@pytest.mark.parametrize("seed", [2, 29, 37, 41, 45])
def test_neither_order_nor_the_side_of_a_pair_matters(seed: int) -> None:
    """People in another order, and those kept apart named the other way round, stand at the same gates."""
    draw = np.random.Generator(np.random.PCG64(seed))
    stations = tuple(Station(code=f"T{i}", pattern="b", risk=1, village="V") for i in range(5))
    wardens = tuple(Warden(code=f"L{i:02}", village="V") for i in range(12))
    apart = tuple((a.code, b.code) for a in wardens for b in wardens if a.code < b.code and draw.random() < 0.15)
    told = made(stations, wardens, apart=apart)
    other = tuple(wardens[i] for i in draw.permutation(12))
    assert gates(made(stations, other, apart=tuple((b, a) for a, b in reversed(apart)))).gates == gates(told).gates
