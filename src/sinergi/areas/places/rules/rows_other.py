"""The rows of village, region, site and link files, and the features of an outline file."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, Generic, TypeVar

from sinergi.areas.places.facts import (
    BoundaryDrawn,
    LinkRegistered,
    RegionRegistered,
    Season,
    SiteKind,
    SiteRegistered,
    VillageKind,
    VillageRegistered,
    Way,
)
from sinergi.areas.places.rules import checks
from sinergi.areas.places.rules.findings import Finding, error, info
from sinergi.areas.places.rules.ground import in_box
from sinergi.areas.places.rules.reading import plain_build
from sinergi.sheets.rows import Row
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.ids import village_code
from sinergi.vocabulary.refusal import Refused

F = TypeVar("F", bound=Fact)
FIELDS: Final = {"lat": "lat_e6", "lon": "lon_e6"}
ENUMS: Final[Mapping[str, Mapping[str, Callable[[str], Any]]]] = {
    "desa": {"kind": VillageKind},
    "lokasi": {"kind": SiteKind},
    "jalur": {"way": Way, "season": Season},
}


class KeyedReader(Generic[F]):
    """Base of readers whose rows have their key in the column ``code``."""

    hard: frozenset[str] = frozenset({"code", "name"})
    own_kind = False
    what = ""
    texts: tuple[str, ...] = ("name", "lat", "lon")

    def __init__(self, *, source: str) -> None:
        """Take the name of the file as the source of what it says."""
        self.source = source
        self.alongside: dict[str, Any] = {}

    def identify(self, row: Row) -> str | tuple[Finding, ...]:
        """Return the code of a row in its one form."""
        text = row.values.get("code")
        if not text or any(one.severity == "error" and one.key == "code" for one in row.problems):
            return ()
        try:
            return self.read_code(str(text))
        except Refused as refused:
            return (Finding(field="code", severity="error", code=refused.code, message=refused.sentence),)

    def read_code(self, text: str) -> str:
        """Return the code in its one form, or refuse."""
        return text.strip()

    def said(self, row: Row) -> dict[str, Any]:
        """Return what a row says beside its code."""
        enums = ENUMS.get(self.what, {})
        values: dict[str, Any] = {key: row.values.get(key) for key in self.texts}
        values.update({key: read(str(row.values[key])) for key, read in enums.items() if row.values.get(key)})
        return {key: value for key, value in values.items() if value is not None and value != ""}

    def build(self, base: F, said: Mapping[str, Any]) -> F:
        """Return ``base`` with what is said."""
        return plain_build(base, said, fields=FIELDS)

    def tidy(self, fact: F) -> F:
        """Return the fact as it is recorded."""
        return fact

    def remarks(self, row: Row, key: str) -> Iterable[Finding]:  # noqa: ARG002 -- readers with remarks need them
        """Yield what is to be said of the row itself."""
        return ()

    def needs(self, key: str) -> tuple[str, ...]:  # noqa: ARG002 -- readers that bring other facts need it
        """Return the keys of facts that must be registered alongside."""
        return ()


class VillageReader(KeyedReader[VillageRegistered]):
    """Reads village rows; the name of their kecamatan is taken from what is known where the file is silent."""

    what = "desa"
    texts = ("name", "district_name", "lat", "lon")

    def __init__(self, *, districts: Mapping[str, str], source: str) -> None:
        """Take the known names of kecamatan by code."""
        super().__init__(source=source)
        self.districts = districts

    def read_code(self, text: str) -> str:
        """Return the dotted code."""
        return village_code(text)

    def bare(self, key: str) -> VillageRegistered:
        """Return a village of which only the code is known."""
        return VillageRegistered(
            code=key,
            name="",
            kind=checks.kind_of(key),
            district=key[:8],
            district_name=self.districts.get(key[:8], ""),
            source=self.source,
        )

    def build(self, base: VillageRegistered, said: Mapping[str, Any]) -> VillageRegistered:
        """Return the village with what is said, by this file."""
        return plain_build(base, {**said, "source": self.source}, fields=FIELDS)

    def findings(self, fact: VillageRegistered) -> Iterable[Finding]:
        """Yield what is wrong with the village."""
        return checks.village_findings(fact)


class RegionReader(KeyedReader[RegionRegistered]):
    """Reads region rows; a kecamatan row may name its kabupaten and province, which come in alongside."""

    what = "wilayah"
    own_kind = True  # a kabupaten that has a row of its own is not brought alongside as well
    uppers: tuple[tuple[str, str], ...] = (("regency", "regency_name"), ("province", "province_name"))

    def __init__(self, *, regions: Collection[str], source: str) -> None:
        """Take the codes of the known regions."""
        super().__init__(source=source)
        self.regions = regions
        self._needs: dict[str, tuple[str, ...]] = {}

    def read_code(self, text: str) -> str:
        """Return the dotted code."""
        return checks.region_code(text)

    def bare(self, key: str) -> RegionRegistered:
        """Return a region of which only the code is known."""
        return RegionRegistered(code=key, name="", source=self.source)

    def build(self, base: RegionRegistered, said: Mapping[str, Any]) -> RegionRegistered:
        """Return the region with what is said, by this file."""
        return plain_build(base, {**said, "source": self.source}, fields=FIELDS)

    def findings(self, fact: RegionRegistered) -> Iterable[Finding]:
        """Yield what is wrong with the region."""
        return checks.region_findings(fact)

    def remarks(self, row: Row, key: str) -> Iterable[Finding]:
        """Remember the kabupaten and province that a row names, and say so once each."""
        found, needed = [], []
        for code_key, name_key in self.uppers:
            code, name = str(row.values.get(code_key) or ""), str(row.values.get(name_key) or "")
            if not code or not name:
                continue
            dotted = checks.region_code(code)
            if dotted in self.regions:
                continue
            needed.append(dotted)
            if dotted not in self.alongside:
                self.alongside[dotted] = RegionRegistered(code=dotted, name=name, source=self.source)
                found.append(_added(code_key, dotted, name))
        self._needs[key] = tuple(needed)
        return found

    def needs(self, key: str) -> tuple[str, ...]:
        """Return the kabupaten and province that this row brings."""
        return self._needs.get(key, ())


class SiteReader(KeyedReader[SiteRegistered]):
    """Reads posts, stores and crossings."""

    what = "lokasi"
    hard = frozenset({"code", "name", "kind"})
    texts = ("name", "village", "lat", "lon", "party", "synthetic")

    def __init__(self, *, villages: Mapping[str, str], source: str) -> None:
        """Take the names of the known villages by code."""
        super().__init__(source=source)
        self.villages = villages

    def bare(self, key: str) -> SiteRegistered:
        """Return a site of which only the code is known."""
        return SiteRegistered(code=key, name="", kind=SiteKind.POST)

    def build(self, base: SiteRegistered, said: Mapping[str, Any]) -> SiteRegistered:
        """Return the site with what is said; its village in dotted form."""
        plain = dict(said)
        if "village" in plain:
            with contextlib.suppress(Refused):  # site_findings names it as unknown, at its cell
                plain["village"] = village_code(str(plain["village"]))
        return plain_build(base, plain, fields=FIELDS)

    def findings(self, fact: SiteRegistered) -> Iterable[Finding]:
        """Yield what is wrong with the site."""
        return checks.site_findings(fact, villages=self.villages)


class LinkReader(KeyedReader[LinkRegistered]):
    """Reads road and river links."""

    what = "jalur"
    hard = frozenset({"code", "start", "end", "way", "metres"})
    texts = (
        "start",
        "end",
        "metres",
        "minutes_car",
        "minutes_motorcycle",
        "minutes_boat",
        "minutes_foot",
        "one_way",
        "synthetic",
    )

    def __init__(self, *, places: Collection[str], source: str) -> None:
        """Take the codes of every place that a link may join."""
        super().__init__(source=source)
        self.places = places

    def bare(self, key: str) -> LinkRegistered:
        """Return a link of which only the code is known; its findings ask for the rest."""
        return LinkRegistered(code=key, start="", end="", way=Way.ROAD, metres=0)

    def findings(self, fact: LinkRegistered) -> Iterable[Finding]:
        """Yield what is wrong with the link."""
        return checks.link_findings(fact, places=self.places)


class BoundaryReader(KeyedReader[BoundaryDrawn]):
    """Reads outlines: rows made of the features of a GeoJSON file, with their polygons beside them by row number."""

    what = "batas"
    hard = frozenset({"code", "polygons"})

    def __init__(self, *, names: Mapping[str, str], polygons: Mapping[int, Any], source: str) -> None:
        """Take the names of known places by code, and the polygons by feature number."""
        super().__init__(source=source)
        self.names = names
        self.polygons = polygons

    def read_code(self, text: str) -> str:
        """Return the dotted code of a village or region."""
        bare = text.strip().replace(".", "")
        return village_code(text) if len(bare) == 10 else checks.region_code(text)  # noqa: PLR2004 -- digits of a village

    def bare(self, key: str) -> BoundaryDrawn:
        """Return an outline without a line."""
        return BoundaryDrawn(code=key, polygons=(), official=False, source=self.source)

    def said(self, row: Row) -> dict[str, Any]:
        """Return the polygons of a feature; the place it names is remembered when nobody registered it."""
        return {"polygons": self.polygons.get(row.number) or None}

    def build(self, base: BoundaryDrawn, said: Mapping[str, Any]) -> BoundaryDrawn:
        """Return the outline with what is said, by this file."""
        return plain_build(base, {**said, "source": self.source}, fields=FIELDS)

    def findings(self, fact: BoundaryDrawn) -> Iterable[Finding]:
        """Yield what is wrong with the outline."""
        known = {code: one.name for code, one in self.alongside.items()}
        return checks.boundary_findings(fact, names={**known} if fact.code in known else self.names)

    def identify(self, row: Row) -> str | tuple[Finding, ...]:
        """Return the code of the feature, and remember the place when the file names one that is not registered."""
        if not row.values.get("code"):
            return (
                error(
                    "code",
                    "places.boundary.code",
                    id="Fitur tanpa kode: properti “kode” harus berisi kode desa atau wilayah.",
                    en="A feature without a code: its property “kode” must hold the code of a village or region.",
                ),
            )
        key = super().identify(row)
        name = str(row.values.get("name") or "")
        if isinstance(key, str) and name and key not in self.names and key not in self.alongside:
            self.alongside[key] = _place(key, name, row, source=self.source)
        return key

    def remarks(self, row: Row, key: str) -> Iterable[Finding]:  # noqa: ARG002 -- as the base says
        """Say which places this file registers."""
        if key in self.alongside:
            yield _added("code", key, self.alongside[key].name)

    def needs(self, key: str) -> tuple[str, ...]:
        """Return the place itself when this file brings it."""
        return (key,) if key in self.alongside else ()


def _place(code: str, name: str, row: Row, *, source: str) -> VillageRegistered | RegionRegistered:
    lat, lon = _spot(row)
    if len(code) == len("14.04.19.2001"):
        kind, district = checks.kind_of(code), code[:8]
        return VillageRegistered(
            code=code,
            name=name[:120],
            kind=kind,
            district=district,
            district_name="",
            lat_e6=lat,
            lon_e6=lon,
            source=source,
        )
    return RegionRegistered(code=code, name=name[:120], lat_e6=lat, lon_e6=lon, source=source)


def _spot(row: Row) -> tuple[int | None, int | None]:
    lat, lon = row.values.get("lat"), row.values.get("lon")
    if isinstance(lat, int) and isinstance(lon, int) and in_box(lat, lon):
        return lat, lon
    return None, None


def _added(field: str, code: str, name: str) -> Finding:
    return info(
        field,
        "places.region.added",
        id=f"{code} “{name}” belum terdaftar; didaftarkan dari berkas ini. Periksa ejaannya.",
        en=f"{code} “{name}” was not registered; this file registers it. Check the spelling.",
    )
