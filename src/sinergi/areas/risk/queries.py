"""The classes of TPS, for who may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sinergi.areas.places import queries as places
from sinergi.areas.risk.facts import StationClassed
from sinergi.areas.risk.models import StationClass
from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action, Viewer

RECORD = "risk_class"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """A TPS that stands, its class (None: nobody said), the assessment that says so, and where the row comes from."""

    station: str
    village: str
    village_name: str
    number: int
    risk_class: RiskClass | None
    source: str
    synthetic: bool
    entry: UUID | None
    told_by: str
    recorded_at: datetime | None


def classes(viewer: Viewer) -> dict[str, RiskClass]:
    """Return the class of every TPS that has one, by code. Raises Refused ``access.risk_class.read``."""
    rulebook.require(viewer, Action.READ, RECORD)
    return known_classes()


def class_rows(viewer: Viewer) -> tuple[ClassRow, ...]:
    """Return every TPS that stands with its class or None, in order of code. Raises as ``classes`` does."""
    rulebook.require(viewer, Action.READ, RECORD)
    found = {row.station: row for row in StationClass.objects.all()}
    rows = []
    for one in places.stations(viewer, state="standing"):
        row = found.get(one.code)
        rows.append(
            ClassRow(
                station=one.code,
                village=one.village,
                village_name=one.village_name,
                number=one.number,
                risk_class=RiskClass(row.risk_class) if row else None,
                source=row.source if row else "",
                synthetic=row.synthetic if row else False,
                entry=row.entry if row else None,
                told_by=row.told_by if row else "",
                recorded_at=row.recorded_at if row else None,
            )
        )
    return tuple(rows)


def known_classes() -> dict[str, RiskClass]:
    """Return the class of every TPS that has one: for commands that decide, nothing is redacted."""
    rows = StationClass.objects.order_by("station").values_list("station", "risk_class")
    return {station: RiskClass(risk_class) for station, risk_class in rows}


def known_facts() -> dict[str, StationClassed]:
    """Return the last fact about each TPS: what a command compares with."""
    return {
        row.station: StationClassed(
            station=row.station,
            risk_class=RiskClass(row.risk_class),
            source=row.source,
            synthetic=row.synthetic,
        )
        for row in StationClass.objects.all()
    }


def why_not(viewer: Viewer, action: Action) -> Refused | None:
    """Return why ``viewer`` may not read, write or export classes, or None."""
    return rulebook.why_not(viewer, action, RECORD)
