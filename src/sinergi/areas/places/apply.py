"""Facts of places → rows. The only writer of these tables; also what replay calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from sinergi.areas.places.models import (
    Boundary,
    ImportMapping,
    ImportRun,
    Link,
    Region,
    Site,
    Station,
    Village,
)
from sinergi.journal.wiring import Noted
from sinergi.vocabulary.facts import to_json

M = TypeVar("M", bound=Model)
BATCH = 500  # a PostgreSQL statement takes 65,535 values; the widest row here has 25


def villages_registered(noted: Sequence[Noted]) -> None:
    """Keep the last state of each village."""
    _keep(Village, (_plain(Village, one, one.fact, kind=one.fact.kind.value) for one in noted))


def regions_registered(noted: Sequence[Noted]) -> None:
    """Keep the last state of each province, kabupaten and kecamatan."""
    _keep(Region, (_plain(Region, one, one.fact) for one in noted))


def boundaries_drawn(noted: Sequence[Noted]) -> None:
    """Keep the last outline of each village and region."""
    _keep(Boundary, (_plain(Boundary, one, one.fact, polygons=to_json(one.fact.polygons)) for one in noted))


def stations_registered(noted: Sequence[Noted]) -> None:
    """Keep the last state of each TPS; a withdrawn one that is registered again is back."""
    _keep(Station, (_station(one) for one in noted))


def stations_withdrawn(noted: Sequence[Noted]) -> None:
    """Flag the TPS and say why; the row and its history stay."""
    for one in noted:
        Station.objects.filter(code=one.fact.code).update(
            withdrawn=True, withdrawn_reason=one.fact.reason, **_told(one)
        )


def sites_registered(noted: Sequence[Noted]) -> None:
    """Keep the last state of each post, store and crossing."""
    _keep(Site, (_plain(Site, one, one.fact, kind=one.fact.kind.value) for one in noted))


def links_registered(noted: Sequence[Noted]) -> None:
    """Keep the last state of each link."""
    _keep(
        Link,
        (_plain(Link, one, one.fact, way=one.fact.way.value, season=one.fact.season.value) for one in noted),
    )


def links_removed(noted: Sequence[Noted]) -> None:
    """Take the links off the network; the journal remembers them."""
    Link.objects.filter(code__in=[one.fact.code for one in noted]).delete()


def imports_applied(noted: Sequence[Noted]) -> None:
    """Keep one row per applied file."""
    _keep(
        ImportRun,
        (_plain(ImportRun, one, one.fact, actor=one.stamp.actor, left_out=list(one.fact.left_out)) for one in noted),
    )


def mappings_saved(noted: Sequence[Noted]) -> None:
    """Keep the last columns under each name."""
    _keep(
        ImportMapping,
        (
            _plain(ImportMapping, one, one.fact, key=f"{one.fact.what}/{one.fact.name}", columns=dict(one.fact.columns))
            for one in noted
        ),
    )


def _told(one: Noted) -> dict[str, Any]:
    return {"entry": one.id, "told_by": one.stamp.party.value, "recorded_at": one.recorded_at}


def _plain(model: type[M], one: Noted, fact: Any, **other: Any) -> M:  # noqa: ANN401 -- any fact of places, any column
    """Return the row whose columns have the names of the fact's fields, ``other`` excepted."""
    names = {field.attname for field in model._meta.concrete_fields} - set(other)  # noqa: SLF001 -- documented API
    values = {name: getattr(fact, name) for name in names if hasattr(fact, name)}
    return model(**values, **other, **_told(one))


def _station(one: Noted) -> Station:
    fact = one.fact
    return _plain(
        Station,
        one,
        fact,
        village_id=fact.village,
        disability_physical=fact.disability.physical,
        disability_intellectual=fact.disability.intellectual,
        disability_mental=fact.disability.mental,
        disability_sensory_speech_hearing=fact.disability.sensory_speech_hearing,
        disability_sensory_sight=fact.disability.sensory_sight,
        access=fact.access.value if fact.access else "",
        power=fact.power.value if fact.power else "",
        signal=fact.signal.value if fact.signal else "",
    )


def _keep(model: type[M], rows: Iterable[M]) -> None:
    """Write rows by primary key, the last one of a key winning, over whatever is there."""
    last = {row.pk: row for row in rows}
    meta = model._meta  # noqa: SLF001 -- documented API under an underscore
    key = meta.pk.attname
    others = [field.name for field in meta.concrete_fields if field.attname != key]
    model._default_manager.bulk_create(  # noqa: SLF001 -- documented API under an underscore
        list(last.values()), batch_size=BATCH, update_conflicts=True, unique_fields=[key], update_fields=others
    )
