"""Finding a village by its code, or by the names that a file gives."""

from __future__ import annotations

from collections.abc import Mapping

from sinergi.areas.places.facts import VillageRegistered
from sinergi.areas.places.rules.findings import Finding, error
from sinergi.areas.places.rules.words import same_name
from sinergi.sheets.suggest import suggest


class Gazetteer:
    """The known villages, by code and by the letters of their names."""

    def __init__(self, villages: Mapping[str, VillageRegistered]) -> None:
        """Index the villages."""
        self.villages = villages
        self.names = {code: one.name for code, one in villages.items()}
        self._by_name: dict[str, list[str]] = {}
        for code, one in villages.items():
            self._by_name.setdefault(same_name(one.name), []).append(code)
        self._answers: dict[tuple[str, str], str | Finding] = {}

    def find(self, name: str, *, district: str, field: str) -> str | Finding:
        """Return the code of the village that is called so, in the kecamatan called ``district`` where one is given.

        Otherwise the finding for the cell ``field``: unknown, with the nearest name, or ambiguous, with the codes.
        """
        asked = (same_name(name), same_name(district))
        if asked not in self._answers:
            self._answers[asked] = self._search(name, district=district, field=field)
        return self._answers[asked]

    def _search(self, name: str, *, district: str, field: str) -> str | Finding:
        codes = self._by_name.get(same_name(name), [])
        if district:
            there = [code for code in codes if same_name(self.villages[code].district_name) == same_name(district)]
            unsaid = [code for code in codes if not self.villages[code].district_name]
            codes = there or unsaid
        if len(codes) == 1:
            return codes[0]
        return _ambiguous(name, codes, field) if codes else self._unknown(name, district=district, field=field)

    def _unknown(self, name: str, *, district: str, field: str) -> Finding:
        inside = same_name(district)
        names = {
            one.name: code
            for code, one in self.villages.items()
            if not inside or same_name(one.district_name) == inside
        }
        near = suggest(name, names)
        hint_id = f" Maksud Anda “{near[0]}” ({names[near[0]]})?" if near else ""
        hint_en = f" Did you mean “{near[0]}” ({names[near[0]]})?" if near else ""
        where = f" ({district})" if district else ""
        return error(
            field,
            "places.village.unknown",
            id=f"Desa “{name}”{where} belum terdaftar.{hint_id} Impor dahulu daftar desa dengan kodenya, "
            "atau tambahkan kolom Kode Desa/Kelurahan pada berkas ini.",
            en=f"Village “{name}”{where} is not registered.{hint_en} First import the villages with their codes, "
            "or add the column of village codes to this file.",
            suggestion=near[0] if near else "",
        )


def _ambiguous(name: str, codes: list[str], field: str) -> Finding:
    some = ", ".join(sorted(codes)[:5])
    return error(
        field,
        "places.village.ambiguous",
        id=f"Ada {len(codes)} desa bernama “{name}” ({some}). Tulis kode desanya.",
        en=f"There are {len(codes)} villages named “{name}” ({some}). Write the village code.",
    )
