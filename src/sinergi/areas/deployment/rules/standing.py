"""Where each person of a plan stands on voting day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sinergi.planner.deployment.result import Plan


class Kind(StrEnum):
    """What one may do in a plan."""

    SECTOR = "sector"
    RESERVE = "reserve"
    ARMY = "army"
    GATE = "gate"
    SPARE = "spare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One person, what for, at which TPS or site (empty: spare), and in which sector (empty: none)."""

    person: str
    kind: Kind
    at: str
    sector: str = ""


def standing(plan: Plan) -> Iterator[Standing]:
    """Yield everybody of ``plan``, in its order; somebody named twice comes twice."""
    for sector in plan.sectors:
        for person in sector.officers:
            yield Standing(person=person, kind=Kind.SECTOR, at=sector.post, sector=sector.code)
    for team in plan.teams:
        for person in team.officers:
            yield Standing(person=person, kind=Kind.RESERVE, at=team.site)
    for camp in plan.camps:
        for person in camp.soldiers:
            yield Standing(person=person, kind=Kind.ARMY, at=camp.site)
    for gate in plan.gates:
        for person in gate.wardens:
            yield Standing(person=person, kind=Kind.GATE, at=gate.station)
    for person in plan.spare:
        yield Standing(person=person, kind=Kind.SPARE, at="")
