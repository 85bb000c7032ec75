"""The rows of a TPS file: who they are, what they say, what is to be remarked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sinergi.areas.places.facts import Access, Disability, StationRegistered, Supply, VillageRegistered
from sinergi.areas.places.rules import stations
from sinergi.areas.places.rules.checks import kind_of, village_findings
from sinergi.areas.places.rules.findings import Finding, error, info, refusal, warning
from sinergi.areas.places.rules.gazetteer import Gazetteer
from sinergi.areas.places.rules.reading import plain_build
from sinergi.areas.places.rules.stations import Limits
from sinergi.areas.places.rules.words import from_slug, same_name
from sinergi.sheets.rows import Row
from sinergi.vocabulary.ids import (
    StationCode,
    VillageCode,
    number_of,
    station_code,
    station_of,
    village_code,
    village_of,
)
from sinergi.vocabulary.refusal import Refused

DISABILITY: Final = tuple(field.name for field in dataclasses.fields(Disability))
FIELDS: Final = {
    "lat": "lat_e6",
    "lon": "lon_e6",
    **{f"disability_{name}": f"disability.{name}" for name in DISABILITY},
}
TEXTS: Final = (
    "name",
    "address",
    "lat",
    "lon",
    "voters_male",
    "voters_female",
    "voters_total",
    "flood_prone",
    "synthetic",
)
SAID: Final = (*TEXTS, *(f"disability_{name}" for name in DISABILITY))
PARTS: Final = ("voters_male", "voters_female")
Answer = tuple[VillageCode, int] | tuple[Finding, ...]


class TpsReader:
    """Reads TPS rows against what is known. Villages that the file itself names are collected in ``alongside``."""

    hard = frozenset({"code", "village", "village_name", "region_text", "number"})
    own_kind = False

    def __init__(
        self,
        *,
        villages: Mapping[str, VillageRegistered],
        limits: Limits,
        district: str,
        source: str,
    ) -> None:
        """Take what the rules are told: known villages, the pack's limits, the own kecamatan."""
        self.gazetteer = Gazetteer(villages)
        self.withdrawn: frozenset[str] = frozenset()  # told by whoever loads the known TPS
        self.limits = limits
        self.district = district
        self.source = source
        self.alongside: dict[str, VillageRegistered] = {}
        self._told: set[tuple[str, str]] = set()

    def identify(self, row: Row) -> str | tuple[Finding, ...]:
        """Return the 13-digit code of a row, read off its code or made of village and number."""
        if any(one.severity == "error" and one.key in self.hard for one in row.problems):
            return ()
        try:
            return self._from_code(row) if row.values.get("code") else self._from_parts(row)
        except Refused as refused:
            field = "village" if refused.code == "code.village" else "code"
            return (Finding(field=field, severity="error", code=refused.code, message=refused.sentence),)

    def bare(self, key: str) -> StationRegistered:
        """Return a TPS of which only the code is known."""
        code = StationCode(key)
        return StationRegistered(code=key, village=village_of(code), number=number_of(code), source=self.source)

    def said(self, row: Row) -> dict[str, Any]:
        """Return what a row says beside its code."""
        values: dict[str, Any] = {key: row.values.get(key) for key in SAID}
        access, power, signal = (row.values.get(key) for key in ("access", "power", "signal"))
        values["access"] = Access(str(access)) if access else None
        values["power"] = Supply(str(power)) if power else None
        values["signal"] = Supply(str(signal)) if signal else None
        return {key: value for key, value in values.items() if value is not None and value != ""}

    def build(self, base: StationRegistered, said: Mapping[str, Any]) -> StationRegistered:
        """Return the TPS with what is said. It stays synthetic until a file says otherwise, or says its L and P."""
        fact = plain_build(base, {**said, "source": self.source}, fields=FIELDS)
        if "voters_total" not in said and fact.voters_male is not None and fact.voters_female is not None:
            fact = dataclasses.replace(fact, voters_total=None)
        if fact.synthetic and "synthetic" not in said and all(part in said for part in PARTS):
            fact = dataclasses.replace(fact, synthetic=False)
        return fact

    def findings(self, fact: StationRegistered) -> Iterable[Finding]:
        """Yield what is wrong with the TPS as it would stand."""
        village = self.gazetteer.villages.get(fact.village) or self.alongside.get(fact.village)
        return stations.station_findings(
            fact,
            limits=self.limits,
            village=village,
            villages=self.gazetteer.names,
            withdrawn=fact.code in self.withdrawn,
        )

    def tidy(self, fact: StationRegistered) -> StationRegistered:
        """Return the TPS with its total only where that is all that is known."""
        return stations.tidy(fact)

    def needs(self, key: str) -> tuple[str, ...]:
        """Return the village of a TPS when this file brings it."""
        village = village_of(StationCode(key))
        return (village,) if village in self.alongside else ()

    def remarks(self, row: Row, key: str) -> Iterator[Finding]:
        """Yield what is to be said of blanks, code forms and kecamatan."""
        yield from _blanks(row)
        village = village_of(StationCode(key))
        text = str(row.values.get("village") or "")
        if text and "." not in text and self._first("form", row.sheet):
            yield info(
                "village",
                "places.code.form",
                id=f"Kode desa bentuk KPU (tanpa titik) dibaca sebagai bentuk Kemendagri: {text} menjadi {village}.",
                en=f"Village codes in KPU form (no dots) are read in Kemendagri form: {text} becomes {village}.",
            )
        yield from self._village_remarks(row, village)

    def _village_remarks(self, row: Row, village: VillageCode) -> Iterator[Finding]:
        field = next((one for one in ("village", "code", "village_name") if one in row.column_of), "number")
        district = village[:8]
        if self.district and district != self.district and self._first("district", district):
            yield info(
                field,
                "places.district.outside",
                id=f"Kecamatan {district} bukan kecamatan pemasangan ini ({self.district}); TPS-nya tetap dimuat.",
                en=f"Kecamatan {district} is not the one of this installation ({self.district}); its TPS are taken.",
            )
        if village in self.alongside and self._first("new", village):
            one = self.alongside[village]
            yield info(
                field,
                "places.village.added",
                id=f"Desa {village} “{one.name}” belum terdaftar; didaftarkan dari berkas ini. Periksa ejaannya.",
                en=f"Village {village} “{one.name}” was not registered; this file registers it. Check the spelling.",
            )
        known, name = self.gazetteer.villages.get(village), str(row.values.get("village_name") or "")
        if known and name and same_name(name) != same_name(known.name) and self._first("name", village):
            yield warning(
                "village_name",
                "places.village.name-differs",
                id=f"Desa {village} tercatat “{known.name}”, di berkas “{name}”. Nama yang tercatat dipertahankan.",
                en=f"Village {village} is recorded as “{known.name}”, the file says “{name}”. The recorded name stays.",
                suggestion=known.name,
            )

    def _from_code(self, row: Row) -> str | tuple[Finding, ...]:
        code = station_code(str(row.values["code"]))
        if number_of(code) == 0:
            return (dataclasses.replace(stations.wrong_number("0"), field="code"),)
        village = village_code(str(row.values["village"])) if row.values.get("village") else village_of(code)
        number = row.values.get("number")
        number = number if isinstance(number, int) else number_of(code)
        if village != village_of(code) or number != number_of(code):
            return (stations.code_mismatch(code, village=village, number=number),)
        self._meet(village, row)
        return code

    def _from_parts(self, row: Row) -> str | tuple[Finding, ...]:
        number = row.values.get("number")
        if not isinstance(number, int) or not 1 <= number <= stations.NUMBER_MAX:
            return (stations.wrong_number("" if number is None else str(number)),)
        if row.values.get("village"):
            village = village_code(str(row.values["village"]))
            self._meet(village, row)
            return station_of(village, number)
        found = self._by_name(row)
        return (found,) if isinstance(found, Finding) else station_of(VillageCode(found), number)

    def _by_name(self, row: Row) -> str | Finding:
        name, district = str(row.values.get("village_name") or ""), str(row.values.get("district_name") or "")
        field = "village_name"
        if not name and row.values.get("region_text"):
            parts = [part.strip() for part in str(row.values["region_text"]).split(",")]
            name, district, field = parts[0], parts[1] if len(parts) > 1 else district, "region_text"
        if not name:
            has = (one for one in ("village_name", "village", "region_text", "code") if one in row.column_of)
            return error(
                next(has, "number"),
                "places.village.missing",
                id="Desa tidak disebut: isi kode desa, nama desa, atau kode TPS.",
                en="No village is named: give the village code, its name, or the TPS code.",
            )
        return self.gazetteer.find(name, district=district, field=field)

    def _meet(self, village: VillageCode, row: Row) -> None:
        """Remember a village that nobody registered when the row says what it is called."""
        name = str(row.values.get("village_name") or "")
        if village in self.gazetteer.villages or village in self.alongside or not name:
            return
        fact = VillageRegistered(
            code=village,
            name=from_slug(name)[:120],
            kind=kind_of(village),
            district=village[:8],
            district_name=from_slug(str(row.values.get("district_name") or ""))[:120],
            source=self.source,
        )
        if refusal(village_findings(fact)) is None:  # otherwise the rows say that their village is not known
            self.alongside[village] = fact

    def _first(self, subject: str, key: str) -> bool:
        if (subject, key) in self._told:
            return False
        self._told.add((subject, key))
        return True


def _blanks(row: Row) -> Iterator[Finding]:
    misread = {one.key for one in row.problems}
    blank = [key for key in PARTS if key in row.column_of and row.values.get(key) is None]
    unknown = any(row.values.get(key) is None for key in PARTS)
    if unknown and "voters_total" in row.column_of and row.values.get("voters_total") is None:
        blank.append("voters_total")
    for key in blank:
        if key in misread:
            continue
        letter = {"voters_male": "L", "voters_female": "P", "voters_total": "J"}[key]
        yield warning(
            key,
            "places.voters.missing",
            id=f"DPT {letter} kosong: belum diketahui, bukan nol. Nilai yang sudah tercatat tidak dihapus.",
            en=f"DPT {letter} is blank: not known, not zero. A value recorded before is not erased.",
        )
