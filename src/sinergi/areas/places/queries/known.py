"""Facts as they stand: what a command compares with. For commands only; no redaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final, TypeVar

from django.db.models import Manager, Model

from sinergi.areas.places import facts, models
from sinergi.areas.places.rules.travel import Spot
from sinergi.vocabulary.facts import Fact

F = TypeVar("F", bound=Fact)
CHUNK: Final = 500  # names in one IN (...); SQLite takes 999 values in a statement
DISABILITY: Final = tuple(field.name for field in dataclasses.fields(facts.Disability))


def villages() -> dict[str, facts.VillageRegistered]:
    """Return every village by code."""
    return {row.code: village_fact(row) for row in models.Village.objects.order_by("code").iterator()}


def regions() -> dict[str, facts.RegionRegistered]:
    """Return every region by code."""
    return {row.code: _same(facts.RegionRegistered, row) for row in models.Region.objects.order_by("code").iterator()}


def stations(codes: Collection[str]) -> dict[str, facts.StationRegistered]:
    """Return the TPS among ``codes`` that are known, the withdrawn included."""
    return {row.code: station_fact(row) for row in _rows(models.Station, codes)}


def standing() -> dict[str, facts.StationRegistered]:
    """Return every TPS that stands, by code."""
    return {row.code: station_fact(row) for row in models.Station.objects.filter(withdrawn=False).order_by("code")}


def withdrawn(codes: Collection[str]) -> frozenset[str]:
    """Return those of ``codes`` that were withdrawn."""
    return frozenset(
        code
        for chunk in _chunks(sorted(codes))
        for code in models.Station.objects.filter(code__in=chunk, withdrawn=True).values_list("code", flat=True)
    )


def boundaries(codes: Collection[str]) -> dict[str, facts.BoundaryDrawn]:
    """Return the outlines among ``codes`` that are known."""
    return {
        row.code: facts.BoundaryDrawn(
            code=row.code, polygons=as_polygons(row.polygons), official=row.official, source=row.source
        )
        for row in _rows(models.Boundary, codes)
    }


def sites() -> dict[str, facts.SiteRegistered]:
    """Return every post, store and crossing by code."""
    return {
        row.code: _same(facts.SiteRegistered, row, kind=facts.SiteKind(row.kind))
        for row in models.Site.objects.order_by("code")
    }


def links() -> dict[str, facts.LinkRegistered]:
    """Return every link by code."""
    return {row.code: link_fact(row) for row in models.Link.objects.order_by("code")}


def mapping(*, what: str, name: str) -> dict[str, str] | None:
    """Return the columns of a saved mapping; None when there is none of that name."""
    row = models.ImportMapping.objects.filter(what=what, name=name).first()
    return None if row is None else dict(row.columns)


def mapping_names(*, what: str) -> tuple[str, ...]:
    """Return the names of the saved mappings for one kind of file."""
    return tuple(models.ImportMapping.objects.filter(what=what).order_by("name").values_list("name", flat=True))


def spots() -> dict[str, Spot]:
    """Return the coordinates (lat_e6, lon_e6) of every village, TPS and site that has them."""
    found: dict[str, Spot] = {}
    managers: tuple[Manager[Any], ...] = (models.Village.objects, models.Station.objects, models.Site.objects)
    for manager in managers:
        rows = manager.filter(lat_e6__isnull=False, lon_e6__isnull=False)
        found.update((code, (lat, lon)) for code, lat, lon in rows.values_list("code", "lat_e6", "lon_e6"))
    return found


def homes() -> dict[str, str]:
    """Return the village of every TPS and site."""
    found = dict(models.Station.objects.values_list("code", "village_id"))
    found.update(models.Site.objects.exclude(village="").values_list("code", "village"))
    return found


def place_names() -> dict[str, str]:
    """Return the name of every village and region by code."""
    found = dict(models.Region.objects.values_list("code", "name"))
    found.update(models.Village.objects.values_list("code", "name"))
    return found


def node_names() -> dict[str, str]:
    """Return what people call each place that a link may join: "TPS 001 Kempas Jaya", not its thirteen digits."""
    names = place_names()
    names.update(models.Site.objects.values_list("code", "name"))
    for code, number, village in models.Station.objects.values_list("code", "number", "village_id"):
        names[code] = f"TPS {number:03d} {names.get(village, village)}"
    return names


def nodes() -> frozenset[str]:
    """Return every code that a link may join."""
    codes: set[str] = set(models.Station.objects.values_list("code", flat=True))
    codes.update(models.Site.objects.values_list("code", flat=True))
    return frozenset(codes.union(models.Village.objects.values_list("code", flat=True)))


def village_fact(row: models.Village) -> facts.VillageRegistered:
    """Return the fact that a village row stands for."""
    return _same(facts.VillageRegistered, row, kind=facts.VillageKind(row.kind))


def station_fact(row: models.Station) -> facts.StationRegistered:
    """Return the fact that a TPS row stands for."""
    return _same(
        facts.StationRegistered,
        row,
        village=row.village_id,
        disability=facts.Disability(**{name: getattr(row, f"disability_{name}") for name in DISABILITY}),
        access=facts.Access(row.access) if row.access else None,
        power=facts.Supply(row.power) if row.power else None,
        signal=facts.Supply(row.signal) if row.signal else None,
    )


def link_fact(row: models.Link) -> facts.LinkRegistered:
    """Return the fact that a link row stands for."""
    return _same(facts.LinkRegistered, row, way=facts.Way(row.way), season=facts.Season(row.season))


def as_polygons(value: Any) -> tuple[tuple[tuple[tuple[int, ...], ...], ...], ...]:  # noqa: ANN401 -- JSON
    """Return the polygons of a JSON column as a fact holds them."""
    return tuple(tuple(tuple(tuple(point) for point in ring) for ring in rings) for rings in value)


def _same(cls: type[F], row: Model, **other: Any) -> F:  # noqa: ANN401 -- any field of any fact
    names = {field.name for field in dataclasses.fields(cls)} - set(other)
    return cls(**{name: getattr(row, name) for name in names}, **other)


def _rows(model: type[Any], codes: Collection[str]) -> Iterator[Any]:
    for chunk in _chunks(sorted(codes)):
        yield from model.objects.filter(code__in=chunk)


def _chunks(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(codes), CHUNK):
        yield codes[at : at + CHUNK]
