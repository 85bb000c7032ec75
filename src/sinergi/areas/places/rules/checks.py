"""What may be said of villages, regions, outlines, sites and links."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from sinergi.areas.places.facts import (
    BoundaryDrawn,
    LinkRegistered,
    RegionRegistered,
    SiteRegistered,
    VillageKind,
    VillageRegistered,
)
from sinergi.areas.places.rules.findings import Finding, error, warning
from sinergi.areas.places.rules.ground import in_box, position_findings
from sinergi.areas.places.rules.stations import unknown_village
from sinergi.areas.places.rules.words import needed, text_findings
from sinergi.sheets.suggest import suggest
from sinergi.vocabulary.ids import village_code
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES

_REGION: Final = re.compile(r"\d{2}(\.\d{2}){0,2}")
_SHORT: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
KINDS: Final = {"1": VillageKind.KELURAHAN, "2": VillageKind.DESA}  # 7th digit of the code
LONGEST_LINK_M: Final = 500_000
SLOWEST_MIN: Final = 2_880
FASTEST_KMH: Final = {"car": 100, "motorcycle": 100, "boat": 60, "foot": 10}
RING_LEAST: Final = 4  # a triangle, closed


def kind_of(code: str) -> VillageKind:
    """Return what the code says a village is: its 7th digit is 1 for a kelurahan, 2 for a desa."""
    return KINDS.get(code[9:10], VillageKind.DESA)


def region_code(text: str) -> str:
    """Return the dotted form of a province, kabupaten or kecamatan code in either form, or refuse."""
    bare = text.strip().replace(".", "")
    dotted = ".".join(bare[at : at + 2] for at in range(0, len(bare), 2))
    if not _REGION.fullmatch(dotted):
        raise Refused(
            "code.region",
            id=f"Kode wilayah “{text}” tidak berbentuk 14, 14.04, atau 14.04.19.",
            en=f"Region code “{text}” is not of the form 14, 14.04 or 14.04.19.",
        )
    return dotted


def village_findings(fact: VillageRegistered) -> Iterator[Finding]:
    """Yield everything that is wrong or remarkable about a village."""
    try:
        plain = village_code(fact.code)
    except Refused as refused:
        yield Finding(field="code", severity="error", code=refused.code, message=refused.sentence)
        return
    if plain != fact.code or fact.district != fact.code[:8]:
        yield error(
            "code",
            "places.village.district",
            id=f"Desa {fact.code} tidak berada di kecamatan {fact.district}.",
            en=f"Village {fact.code} is not in kecamatan {fact.district}.",
        )
        return
    if fact.kind is not kind_of(fact.code):
        yield warning(
            "kind",
            "places.village.kind",
            id=f"Menurut kodenya {fact.code} adalah {kind_of(fact.code)}, tetapi tertulis {fact.kind}.",
            en=f"By its code {fact.code} is a {kind_of(fact.code)}, but it says {fact.kind}.",
        )
    yield from needed("name", fact.name)
    yield from text_findings(fact, {"name": 120, "district_name": 120, "source": 200})
    yield from position_findings((fact.lat_e6, fact.lon_e6))


def region_findings(fact: RegionRegistered) -> Iterator[Finding]:
    """Yield everything that is wrong about a province, kabupaten or kecamatan."""
    if not _REGION.fullmatch(fact.code):
        yield error(
            "code",
            "code.region",
            id=f"Kode wilayah “{fact.code}” tidak berbentuk 14, 14.04, atau 14.04.19.",
            en=f"Region code “{fact.code}” is not of the form 14, 14.04 or 14.04.19.",
        )
        return
    yield from needed("name", fact.name)
    yield from text_findings(fact, {"name": 120, "source": 200})
    yield from position_findings((fact.lat_e6, fact.lon_e6))


def boundary_findings(fact: BoundaryDrawn, *, names: Mapping[str, str]) -> Iterator[Finding]:
    """Yield everything that is wrong about an outline; ``names`` are the known villages and regions by code."""
    if fact.code not in names:
        near = suggest(fact.code, names)
        yield error(
            "code",
            "places.boundary.unknown-place",
            id=f"Batas untuk {fact.code}, yang belum terdaftar sebagai desa atau wilayah.",
            en=f"An outline for {fact.code}, which is registered neither as a village nor as a region.",
            suggestion=near[0] if near else "",
        )
    rings = [ring for polygon in fact.polygons for ring in polygon]
    if not rings or any(len(ring) < RING_LEAST or ring[0] != ring[-1] for ring in rings):
        yield error(
            "polygons",
            "places.boundary.open",
            id="Batas harus berupa cincin tertutup dengan paling sedikit tiga sudut.",
            en="An outline must be closed rings of at least three corners.",
        )
    elif any(not in_box(lat, lon) for ring in rings for lon, lat in ring):
        yield error(
            "polygons",
            "places.position.outside",
            id=f"Batas {fact.code} keluar dari Indonesia.",
            en=f"The outline of {fact.code} leaves Indonesia.",
        )


def site_findings(fact: SiteRegistered, *, villages: Mapping[str, str]) -> Iterator[Finding]:
    """Yield everything that is wrong about a post, store or crossing; ``villages`` are names by code."""
    yield from short_code_findings(fact.code)
    yield from needed("name", fact.name)
    yield from text_findings(fact, {"name": 200})
    if fact.village and fact.village not in villages:
        yield unknown_village(fact.village, villages=villages)
    if fact.party and fact.party not in {party.value for party in FIVE_PARTIES}:
        yield error(
            "party",
            "places.site.party",
            id=f"“{fact.party}” bukan salah satu dari lima pihak.",
            en=f"“{fact.party}” is not one of the five parties.",
        )
    yield from position_findings((fact.lat_e6, fact.lon_e6))


def link_findings(fact: LinkRegistered, *, places: Collection[str]) -> Iterator[Finding]:
    """Yield everything that is wrong about a link; ``places`` are the codes it may join."""
    yield from short_code_findings(fact.code)
    for field in ("start", "end"):
        code = getattr(fact, field)
        if code not in places:
            near = suggest(code, places)
            yield error(
                field,
                "places.link.unknown-place",
                id=f"Tempat “{code}” belum terdaftar sebagai desa, TPS, atau lokasi.",
                en=f"The place “{code}” is registered neither as a village nor as a TPS or site.",
                suggestion=near[0] if near else "",
            )
    if fact.start == fact.end:
        yield error(
            "end",
            "places.link.one-place",
            id="Jalur harus menghubungkan dua tempat yang berbeda.",
            en="A link must join two different places.",
        )
    if not 0 < fact.metres <= LONGEST_LINK_M:
        yield error(
            "metres",
            "places.link.length",
            id=f"Panjang jalur {fact.metres} m harus 1 sampai {LONGEST_LINK_M} m.",
            en=f"A link of {fact.metres} m must be 1 to {LONGEST_LINK_M} m long.",
        )
        return
    yield from _minutes_findings(fact)


def _minutes_findings(fact: LinkRegistered) -> Iterator[Finding]:
    said = {craft: getattr(fact, f"minutes_{craft}") for craft in FASTEST_KMH}
    if all(minutes is None for minutes in said.values()):
        yield error(
            "minutes_motorcycle",
            "places.link.impassable",
            id="Isi sedikitnya satu waktu tempuh: mobil, motor, perahu, atau jalan kaki.",
            en="Give at least one travel time: car, motorcycle, boat or on foot.",
        )
    for craft, minutes in said.items():
        if minutes is None:
            continue
        if not 0 < minutes <= SLOWEST_MIN:
            yield error(
                f"minutes_{craft}",
                "places.link.minutes",
                id=f"Waktu tempuh {minutes} menit harus 1 sampai {SLOWEST_MIN}.",
                en=f"A travel time of {minutes} minutes must be 1 to {SLOWEST_MIN}.",
            )
        elif fact.metres * 60 > FASTEST_KMH[craft] * 1000 * minutes:
            yield warning(
                f"minutes_{craft}",
                "places.link.too-fast",
                id=f"{fact.metres} m dalam {minutes} menit lebih cepat dari {FASTEST_KMH[craft]} km/jam.",
                en=f"{fact.metres} m in {minutes} minutes is faster than {FASTEST_KMH[craft]} km/h.",
            )


def short_code_findings(code: str) -> Iterator[Finding]:
    """Yield what is wrong with the short code of a site or link."""
    if not _SHORT.fullmatch(code):
        yield error(
            "code",
            "places.code.short",
            id=f"Kode “{code}” harus huruf kecil, angka, dan tanda hubung, paling banyak 60: gudang-ppk.",
            en=f"The code “{code}” must be small letters, digits and hyphens, 60 at most: gudang-ppk.",
        )
