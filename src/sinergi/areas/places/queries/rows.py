"""What comes out of places: frozen rows. None or empty: not known, or not for this viewer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sinergi.areas.places.facts import Access, Disability, Season, SiteKind, Supply, VillageKind, Way

Ring = tuple[tuple[int, ...], ...]  # (lon_e6, lat_e6), closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where a row comes from: the last fact about it, which party said so, and when we recorded it."""

    entry: UUID
    told_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow(Told):
    """A province, kabupaten or kecamatan."""

    code: str
    name: str
    lat_e6: int | None
    lon_e6: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageRow(Told):
    """A desa or kelurahan; ``stations`` counts its TPS that stand (not the withdrawn)."""

    code: str
    name: str
    kind: VillageKind
    district: str
    district_name: str
    lat_e6: int | None
    lon_e6: int | None
    source: str
    stations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRow(Told):
    """A TPS. ``voters`` is L + P, or the total where only that is known. ``full`` False: location only."""

    code: str
    village: str
    village_name: str
    number: int
    name: str
    address: str = ""
    lat_e6: int | None
    lon_e6: int | None
    voters_male: int | None = None
    voters_female: int | None = None
    voters: int | None = None
    disability: Disability = field(default_factory=Disability)
    access: Access | None = None
    power: Supply | None = None
    signal: Supply | None = None
    flood_prone: bool | None = None
    synthetic: bool = False
    source: str = ""
    withdrawn: bool = False
    withdrawn_reason: str = ""
    full: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow(Told):
    """A post, store or crossing."""

    code: str
    name: str
    kind: SiteKind
    village: str
    lat_e6: int | None
    lon_e6: int | None
    party: str
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow(Told):
    """A road or a river between two places, with the names and points of its ends where they are known."""

    code: str
    start: str
    end: str
    start_name: str
    end_name: str
    way: Way
    metres: int
    minutes_car: int | None
    minutes_motorcycle: int | None
    minutes_boat: int | None
    minutes_foot: int | None
    season: Season
    one_way: bool
    synthetic: bool
    start_at: tuple[int, int] | None = None  # lat_e6, lon_e6
    end_at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryRow(Told):
    """The outline of a village or region. ``official`` False: an estimate, and the map says so."""

    code: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]
    official: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow(Told):
    """A file that was applied, and exactly what was left behind."""

    what: str
    actor: str
    file_name: str
    file_sha256: str
    mapping: str
    new: int
    changed: int
    unchanged: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingRow(Told):
    """A user's column mapping: header in the file -> column key."""

    name: str
    what: str
    columns: dict[str, str]
