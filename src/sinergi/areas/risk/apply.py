"""Facts of risk become rows."""

from __future__ import annotations

from collections.abc import Sequence

from sinergi.areas.risk.models import StationClass
from sinergi.journal.wiring import Noted

BATCH = 500


def stations_classed(noted: Sequence[Noted]) -> None:
    """Keep the last class of each TPS."""
    rows = {
        one.fact.station: StationClass(
            station=one.fact.station,
            risk_class=one.fact.risk_class,
            source=one.fact.source,
            synthetic=one.fact.synthetic,
            entry=one.id,
            told_by=one.stamp.party,
            recorded_at=one.recorded_at,
        )
        for one in noted
    }
    StationClass.objects.bulk_create(
        rows.values(),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["station"],
        update_fields=["risk_class", "source", "synthetic", "entry", "told_by", "recorded_at"],
    )
