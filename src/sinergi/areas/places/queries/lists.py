"""The rows of places for one viewer, always in a stated order."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Count, Q
from django.db.models.functions import Length

from sinergi.areas.places import models
from sinergi.areas.places.facts import Season, SiteKind, VillageKind, Way
from sinergi.areas.places.queries import known, seen
from sinergi.areas.places.queries.rows import (
    BoundaryRow,
    ImportRow,
    LinkRow,
    MappingRow,
    RegionRow,
    SiteRow,
    StationRow,
    VillageRow,
)
from sinergi.areas.places.rules.stations import total
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Role, Viewer

LEVELS: Final = {"province": 2, "regency": 5, "district": 8, "village": 13}  # length of the dotted code
STATES: Final = ("", "standing", "withdrawn", "no-voters", "no-position")


def regions(viewer: Viewer) -> tuple[RegionRow, ...]:
    """Return the regions in order of code."""
    seen.require_rows(viewer)
    return tuple(
        RegionRow(**_told(row), code=row.code, name=row.name, lat_e6=row.lat_e6, lon_e6=row.lon_e6, source=row.source)
        for row in models.Region.objects.order_by("code")
    )


def villages(viewer: Viewer, *, district: str = "") -> tuple[VillageRow, ...]:
    """Return the villages in order of code, of one kecamatan when ``district`` (dotted) is given."""
    seen.require_rows(viewer)
    rows = models.Village.objects.filter(seen.own_villages(viewer)).order_by("code")
    if district:
        rows = rows.filter(district=district)
    standing = models.Station.objects.filter(seen.own_stations(viewer), withdrawn=False)
    counts = dict(standing.values_list("village_id").annotate(Count("code")).order_by())
    return tuple(_village_row(row, counts.get(row.code, 0)) for row in rows)


def village(viewer: Viewer, *, code: str) -> VillageRow:
    """Return one village. Raises Refused ``places.village.missing`` when it is not there for this viewer."""
    seen.require_rows(viewer)
    row = models.Village.objects.filter(seen.own_villages(viewer), code=code).first()
    if row is None:
        raise Refused("places.village.missing", id=f"Desa {code} tidak ditemukan.", en=f"Village {code} was not found.")
    standing = models.Station.objects.filter(seen.own_stations(viewer), village=code, withdrawn=False)
    return _village_row(row, standing.count())


def stations(viewer: Viewer, *, village: str = "", text: str = "", state: str = "") -> tuple[StationRow, ...]:
    """Return the TPS in order of code.

    ``state`` is "" (all), "standing", "withdrawn", "no-voters" or "no-position". Who sees the location only gets
    code, village, number, name and position, and only of TPS that stand.
    """
    seen.require_rows(viewer)
    if state not in STATES:
        raise Refused(
            "places.station.state", id=f"Keadaan “{state}” tidak dikenal.", en=f"The state “{state}” is not known."
        )
    rows = models.Station.objects.filter(seen.own_stations(viewer)).select_related("village").order_by("code")
    if village:
        rows = rows.filter(village=village)
    full = seen.sees_everything(viewer)
    rows = rows.filter(_in_state(state if full else "standing"))
    for word in text.split():
        rows = rows.filter(_has_word(word, full=full))
    return tuple(_station_row(row, full=full) for row in rows)


def station(viewer: Viewer, *, code: str) -> StationRow:
    """Return one TPS. Raises Refused ``places.station.missing`` when it is not there for this viewer."""
    seen.require_rows(viewer)
    full = seen.sees_everything(viewer)
    rows = models.Station.objects.filter(seen.own_stations(viewer), _in_state("" if full else "standing"))
    row = rows.select_related("village").filter(code=code).first()
    if row is None:
        raise Refused("places.station.missing", id=f"TPS {code} tidak ditemukan.", en=f"TPS {code} was not found.")
    return _station_row(row, full=full)


def sites(viewer: Viewer) -> tuple[SiteRow, ...]:
    """Return posts, stores and crossings in order of code; only crossings for who sees locations of TPS only."""
    seen.require_rows(viewer)
    rows = models.Site.objects.filter(seen.own_sites(viewer)).order_by("code")
    if not seen.sees_everything(viewer):
        rows = rows.filter(kind=SiteKind.CROSSING)
    return tuple(
        SiteRow(
            **_told(row),
            code=row.code,
            name=row.name,
            kind=SiteKind(row.kind),
            village=row.village,
            lat_e6=row.lat_e6,
            lon_e6=row.lon_e6,
            party=row.party,
            synthetic=row.synthetic,
        )
        for row in rows
    )


def links(viewer: Viewer) -> tuple[LinkRow, ...]:
    """Return the links in order of code; none for the public and for field cards (guard routes run over them)."""
    seen.require_rows(viewer)
    if viewer.role is Role.FIELD or not seen.sees_everything(viewer):
        return ()
    spots, names = known.spots(), known.node_names()
    return tuple(
        LinkRow(
            **_told(row),
            code=row.code,
            start=row.start,
            end=row.end,
            start_name=names.get(row.start, row.start),
            end_name=names.get(row.end, row.end),
            way=Way(row.way),
            metres=row.metres,
            minutes_car=row.minutes_car,
            minutes_motorcycle=row.minutes_motorcycle,
            minutes_boat=row.minutes_boat,
            minutes_foot=row.minutes_foot,
            season=Season(row.season),
            one_way=row.one_way,
            synthetic=row.synthetic,
            start_at=spots.get(row.start),
            end_at=spots.get(row.end),
        )
        for row in models.Link.objects.order_by("code")
    )


def boundaries(viewer: Viewer, *, level: str = "village") -> tuple[BoundaryRow, ...]:
    """Return the outlines of one ``level``: province, regency, district or village; in order of code."""
    seen.require_rows(viewer)
    if level not in LEVELS:
        raise Refused(
            "places.boundary.level", id=f"Tingkat “{level}” tidak dikenal.", en=f"The level “{level}” is not known."
        )
    rows = models.Boundary.objects.annotate(length=Length("code")).filter(length=LEVELS[level]).order_by("code")
    names = known.place_names()
    return tuple(
        BoundaryRow(
            **_told(row),
            code=row.code,
            name=names.get(row.code, row.code),
            polygons=known.as_polygons(row.polygons),
            official=row.official,
            source=row.source,
        )
        for row in rows
    )


def imports(viewer: Viewer) -> tuple[ImportRow, ...]:
    """Return the applied files, the latest first. Office accounts only."""
    seen.require_office(viewer)
    names = ("what", "actor", "file_name", "file_sha256", "mapping", "new", "changed", "unchanged")
    return tuple(
        ImportRow(**_told(row), **{name: getattr(row, name) for name in names}, left_out=tuple(row.left_out))
        for row in models.ImportRun.objects.order_by("-recorded_at", "-entry")
    )


def mappings(viewer: Viewer, *, what: str) -> tuple[MappingRow, ...]:
    """Return the saved column mappings for one kind of file, by name. Office accounts only."""
    seen.require_office(viewer)
    return tuple(
        MappingRow(**_told(row), name=row.name, what=row.what, columns=dict(row.columns))
        for row in models.ImportMapping.objects.filter(what=what).order_by("name")
    )


def _in_state(state: str) -> Q:
    match state:
        case "standing":
            return Q(withdrawn=False)
        case "withdrawn":
            return Q(withdrawn=True)
        case "no-voters":
            parts = Q(voters_male__isnull=True) | Q(voters_female__isnull=True)
            return Q(withdrawn=False, voters_total__isnull=True) & parts
        case "no-position":
            return Q(withdrawn=False) & (Q(lat_e6__isnull=True) | Q(lon_e6__isnull=True))
        case _:
            return Q()


def _has_word(word: str, *, full: bool) -> Q:
    found = Q(code__startswith=word) | Q(name__icontains=word) | Q(village__name__icontains=word)
    if full:
        found |= Q(address__icontains=word)
    return found | Q(number=int(word)) if word.isdecimal() and len(word) < 4 else found  # noqa: PLR2004 -- 999 at most


def _told(row: Any) -> dict[str, Any]:  # noqa: ANN401 -- any row of places
    return {"entry": row.entry, "told_by": row.told_by, "recorded_at": row.recorded_at}


def _village_row(row: models.Village, stations: int) -> VillageRow:
    return VillageRow(
        **_told(row),
        code=row.code,
        name=row.name,
        kind=VillageKind(row.kind),
        district=row.district,
        district_name=row.district_name,
        lat_e6=row.lat_e6,
        lon_e6=row.lon_e6,
        source=row.source,
        stations=stations,
    )


def _station_row(row: models.Station, *, full: bool) -> StationRow:
    location: dict[str, Any] = {
        **_told(row),
        "code": row.code,
        "village": row.village_id,
        "village_name": row.village.name,
        "number": row.number,
        "name": row.name,
        "lat_e6": row.lat_e6,
        "lon_e6": row.lon_e6,
        "synthetic": row.synthetic,
    }
    if not full:
        return StationRow(**location, full=False)
    fact = known.station_fact(row)
    return StationRow(
        **location,
        address=fact.address,
        voters_male=fact.voters_male,
        voters_female=fact.voters_female,
        voters=total(fact),
        disability=fact.disability,
        access=fact.access,
        power=fact.power,
        signal=fact.signal,
        flood_prone=fact.flood_prone,
        source=fact.source,
        withdrawn=row.withdrawn,
        withdrawn_reason=row.withdrawn_reason,
    )
