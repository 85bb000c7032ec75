"""The tables of places. Derived: the journal rebuilds them; only ``apply`` writes them.

Every row keeps ``entry`` (id of the last fact about it), ``told_by`` (the party that said it) and ``recorded_at``.
Coordinates are whole microdegrees. Null means not known, never zero.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Length, Replace, Substr
from django.db.models.lookups import Exact, In

from sinergi.areas.places.facts import Access, Season, SiteKind, Supply, VillageKind, Way

LAT_MAX = 90_000_000
LON_MAX = 180_000_000


def _one_of(
    field: str, kind: type[VillageKind | Access | Season | SiteKind | Supply | Way], *, name: str
) -> models.CheckConstraint:
    allowed = [one.value for one in kind]
    return models.CheckConstraint(condition=Q(**{f"{field}__in": allowed}), name=name)


def _on_earth(name: str) -> models.CheckConstraint:
    lat = Q(lat_e6__isnull=True) | Q(lat_e6__range=(-LAT_MAX, LAT_MAX))
    lon = Q(lon_e6__isnull=True) | Q(lon_e6__range=(-LON_MAX, LON_MAX))
    return models.CheckConstraint(condition=lat & lon, name=name)


def _not_negative(fields: tuple[str, ...], *, name: str) -> models.CheckConstraint:
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0})
    return models.CheckConstraint(condition=condition, name=name)


class Told(models.Model):
    """What every derived row says of its origin."""

    entry = models.UUIDField()
    told_by = models.CharField(max_length=16)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class Region(Told):
    """A province, kabupaten or kecamatan."""

    code = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=120)
    lat_e6 = models.IntegerField(null=True)
    lon_e6 = models.IntegerField(null=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=In(Length("code"), [2, 5, 8]), name="places_region_code"),
            _on_earth("places_region_on_earth"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Village(Told):
    """A desa or kelurahan."""

    code = models.CharField(max_length=13, primary_key=True)  # dotted
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    district = models.CharField(max_length=8, db_index=True)  # dotted
    district_name = models.CharField(max_length=120, blank=True)
    lat_e6 = models.IntegerField(null=True)
    lon_e6 = models.IntegerField(null=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(Exact(Length("code"), 13), Exact(Substr("code", 1, 8), F("district"))),
                name="places_village_code",
            ),
            _one_of("kind", VillageKind, name="places_village_kind"),
            _on_earth("places_village_on_earth"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Boundary(Told):
    """The outline of a village or region: polygons of rings of [lon_e6, lat_e6]."""

    code = models.CharField(max_length=13, primary_key=True)
    polygons = models.JSONField()
    official = models.BooleanField()
    source = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"boundary of {self.code}"


class Station(Told):
    """A TPS. A withdrawn one stays, flagged."""

    code = models.CharField(max_length=13, primary_key=True)
    village = models.ForeignKey(Village, on_delete=models.DO_NOTHING, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=400, blank=True)
    lat_e6 = models.IntegerField(null=True)
    lon_e6 = models.IntegerField(null=True)
    voters_male = models.IntegerField(null=True)
    voters_female = models.IntegerField(null=True)
    voters_total = models.IntegerField(null=True)  # only where L or P is not known
    disability_physical = models.IntegerField(null=True)
    disability_intellectual = models.IntegerField(null=True)
    disability_mental = models.IntegerField(null=True)
    disability_sensory_speech_hearing = models.IntegerField(null=True)
    disability_sensory_sight = models.IntegerField(null=True)
    access = models.CharField(max_length=8, blank=True)
    power = models.CharField(max_length=8, blank=True)
    signal = models.CharField(max_length=8, blank=True)
    flood_prone = models.BooleanField(null=True)
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    withdrawn = models.BooleanField(default=False)
    withdrawn_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["village", "number"], name="places_station_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 999)), name="places_station_number"),
            models.CheckConstraint(
                condition=Q(
                    Exact(Length("code"), 13),
                    Exact(Substr("code", 1, 10), Replace("village_id", Value("."), Value(""))),
                    Exact(Cast(Substr("code", 11, 3), models.IntegerField()), F("number")),
                ),
                name="places_station_code",
            ),
            _not_negative(
                (
                    "voters_male",
                    "voters_female",
                    "voters_total",
                    "disability_physical",
                    "disability_intellectual",
                    "disability_mental",
                    "disability_sensory_speech_hearing",
                    "disability_sensory_sight",
                ),
                name="places_station_counts",
            ),
            _on_earth("places_station_on_earth"),
        )

    def __str__(self) -> str:
        return self.code


class Site(Told):
    """A post, a store, or a crossing of the travel network."""

    code = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    village = models.CharField(max_length=13, blank=True)
    lat_e6 = models.IntegerField(null=True)
    lon_e6 = models.IntegerField(null=True)
    party = models.CharField(max_length=16, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = (
            _one_of("kind", SiteKind, name="places_site_kind"),
            _on_earth("places_site_on_earth"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Link(Told):
    """A road or a river between two places."""

    code = models.CharField(max_length=60, primary_key=True)
    start = models.CharField(max_length=60, db_index=True)
    end = models.CharField(max_length=60, db_index=True)
    way = models.CharField(max_length=8)
    metres = models.PositiveIntegerField()
    minutes_car = models.PositiveIntegerField(null=True)
    minutes_motorcycle = models.PositiveIntegerField(null=True)
    minutes_boat = models.PositiveIntegerField(null=True)
    minutes_foot = models.PositiveIntegerField(null=True)
    season = models.CharField(max_length=8)
    one_way = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(start=F("end")), name="places_link_two_ends"),
            _one_of("way", Way, name="places_link_way"),
            _one_of("season", Season, name="places_link_season"),
        )

    def __str__(self) -> str:
        return f"{self.start} - {self.end}"


class ImportRun(Told):
    """A table file that was applied, and what it left behind."""

    what = models.CharField(max_length=16)
    actor = models.CharField(max_length=80)
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    mapping = models.CharField(max_length=120, blank=True)
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    left_out = models.JSONField()
    entry = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return f"{self.what} {self.file_name}"


class ImportMapping(Told):
    """A user's column mapping under a name."""

    key = models.CharField(max_length=140, primary_key=True)  # what/name
    name = models.CharField(max_length=120)
    what = models.CharField(max_length=16)
    columns = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["what", "name"], name="places_mapping_once"),)

    def __str__(self) -> str:
        return self.key
