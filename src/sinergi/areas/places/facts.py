"""What is recorded of places. Coordinates: whole microdegrees, WGS 84. None: not known, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from sinergi.vocabulary.facts import Fact, Visibility


class VillageKind(StrEnum):
    """A kelurahan is led by a civil servant, a desa by an elected head."""

    KELURAHAN = "kelurahan"
    DESA = "desa"


class Access(StrEnum):
    """How one gets to a TPS."""

    ROAD = "road"
    RIVER = "river"
    BOTH = "both"


class Supply(StrEnum):
    """Electricity or phone signal at a TPS."""

    GOOD = "good"
    WEAK = "weak"
    ABSENT = "absent"


class SiteKind(StrEnum):
    """Places of work that are not TPS."""

    POST = "post"  # posko, Polsek, Koramil, PPK office
    STORE = "store"  # gudang
    CROSSING = "crossing"  # a junction or a jetty: a node of the travel network only


class Way(StrEnum):
    """What a link is made of."""

    ROAD = "road"
    RIVER = "river"


class Season(StrEnum):
    """When a link can be used."""

    ALWAYS = "always"
    DRY = "dry"
    WET = "wet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disability:
    """Registered voters with a disability, as counts, by the five KPU kinds."""

    physical: int | None = None
    intellectual: int | None = None
    mental: int | None = None
    sensory_speech_hearing: int | None = None
    sensory_sight: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageRegistered(Fact):
    """A desa or kelurahan is known, or known better: the whole new state."""

    KIND: ClassVar[str] = "places.village.registered.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.PUBLIC

    code: str  # dotted, 14.04.19.2001
    name: str
    kind: VillageKind
    district: str  # dotted, 14.04.19
    district_name: str
    lat_e6: int | None = None
    lon_e6: int | None = None
    source: str = ""

    @property
    def place(self) -> str:
        """The village."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRegistered(Fact):
    """A province (14), kabupaten (14.04) or kecamatan (14.04.19) is known, or known better; its code says the level."""

    KIND: ClassVar[str] = "places.region.registered.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.PUBLIC

    code: str  # dotted
    name: str
    lat_e6: int | None = None
    lon_e6: int | None = None
    source: str = ""

    @property
    def place(self) -> str:
        """The region."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryDrawn(Fact):
    """The outline of a desa or region: polygons of rings of (lon_e6, lat_e6); the first ring is the shell."""

    KIND: ClassVar[str] = "places.boundary.drawn.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.PUBLIC

    code: str  # of a village or region, dotted
    polygons: tuple[tuple[tuple[tuple[int, ...], ...], ...], ...]
    official: bool  # False: an estimate for orientation, said so on the map
    source: str

    @property
    def place(self) -> str:
        """The village or region."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRegistered(Fact):
    """A TPS is known, or known better: the whole new state (a correction is a later fact)."""

    KIND: ClassVar[str] = "places.station.registered.v1"

    code: str  # 13 digits
    village: str  # dotted
    number: int  # 1 to 999; 901 and above are special locations
    name: str = ""  # of the site: "SDN 009", "Balai Desa"
    address: str = ""
    lat_e6: int | None = None
    lon_e6: int | None = None
    voters_male: int | None = None  # DPT L
    voters_female: int | None = None  # DPT P
    voters_total: int | None = None  # DPT J, only where L or P is not known; else it is their sum
    disability: Disability = Disability()
    access: Access | None = None
    power: Supply | None = None
    signal: Supply | None = None
    flood_prone: bool | None = None
    synthetic: bool = False
    source: str = ""

    @property
    def place(self) -> str:
        """The TPS."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class StationWithdrawn(Fact):
    """A TPS is not, or no longer, one; its history stays."""

    KIND: ClassVar[str] = "places.station.withdrawn.v1"

    code: str
    reason: str

    @property
    def place(self) -> str:
        """The TPS."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRegistered(Fact):
    """A post, store or crossing is known, or known better."""

    KIND: ClassVar[str] = "places.site.registered.v1"

    code: str  # short and stable within the installation: "polsek", "gudang-ppk", "simpang-lintas"
    name: str
    kind: SiteKind
    village: str = ""
    lat_e6: int | None = None
    lon_e6: int | None = None
    party: str = ""  # whose post it is; empty for a crossing
    synthetic: bool = False

    @property
    def place(self) -> str:
        """The site."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRegistered(Fact):
    """Two places are joined by road or river; both directions unless ``one_way``."""

    KIND: ClassVar[str] = "places.link.registered.v1"

    code: str
    start: str  # a village, station or site code
    end: str
    way: Way
    metres: int
    minutes_car: int | None = None  # None: impassable for this vehicle
    minutes_motorcycle: int | None = None
    minutes_boat: int | None = None
    minutes_foot: int | None = None
    season: Season = Season.ALWAYS
    one_way: bool = False
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRemoved(Fact):
    """A link is not, or no longer, there."""

    KIND: ClassVar[str] = "places.link.removed.v1"

    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportApplied(Fact):
    """A table file was applied: what came in, and exactly what was left behind."""

    KIND: ClassVar[str] = "places.import.applied.v1"

    what: str  # "tps", "desa", "wilayah", "batas", "lokasi", "jalur", "personel"
    file_name: str
    file_sha256: str
    mapping: str  # name of the layout or saved mapping that read it
    new: int
    changed: int
    unchanged: int
    left_out: tuple[str, ...] = ()  # "Sheet1!12" for a row, "Sheet1!C12" for a cell taken as blank


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingSaved(Fact):
    """A user's column mapping has a name, to be used again."""

    KIND: ClassVar[str] = "places.mapping.saved.v1"

    name: str
    what: str
    columns: dict[str, str]  # header in the file -> column key of the schema; "" = ignore
