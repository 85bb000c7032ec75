"""What may be said of a TPS."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sinergi.areas.places.facts import StationRegistered, VillageRegistered
from sinergi.areas.places.rules.findings import Finding, error, info, warning
from sinergi.areas.places.rules.ground import position_findings
from sinergi.areas.places.rules.words import text_findings
from sinergi.sheets.suggest import suggest
from sinergi.vocabulary.ids import station_code, village_code
from sinergi.vocabulary.refusal import Refused

NUMBER_MAX: Final = 999
SPECIAL_FROM: Final = 901  # lokasi khusus: prisons, hospitals, plantations
COUNTS: Final = ("voters_male", "voters_female", "voters_total")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many voters one TPS may have, by the rule pack in force: the norm warns, the law refuses."""

    norm: int
    legal: int


def total(fact: StationRegistered) -> int | None:
    """Return the DPT of a TPS: L + P, or else the total where only that is known; None when not known."""
    if fact.voters_male is not None and fact.voters_female is not None:
        return fact.voters_male + fact.voters_female
    return fact.voters_total


def tidy(fact: StationRegistered) -> StationRegistered:
    """Return the fact with ``voters_total`` only where L or P is not known: one number is kept in one place."""
    if fact.voters_male is not None and fact.voters_female is not None and fact.voters_total is not None:
        return dataclasses.replace(fact, voters_total=None)
    return fact


def station_findings(
    fact: StationRegistered,
    *,
    limits: Limits,
    village: VillageRegistered | None,
    villages: Mapping[str, str],
    withdrawn: bool = False,
) -> tuple[Finding, ...]:
    """Return everything that is wrong or remarkable about a TPS as it would stand.

    ``fact.voters_total`` is what was said as J, also when L and P are said. ``villages`` are names by code, for
    suggestions.
    """
    shape = tuple(code_findings(fact))
    if shape:
        return shape
    found: list[Finding] = []
    if village is None:
        found.append(unknown_village(fact.village, villages=villages))
    if withdrawn:
        found.append(_is_withdrawn(fact.code))
    found.extend(voter_findings(fact, limits=limits))
    found.extend(_disability_findings(fact))
    found.extend(text_findings(fact, {"name": 200, "address": 400, "source": 200}))
    centre = (village.lat_e6, village.lon_e6) if village else (None, None)
    found.extend(position_findings((fact.lat_e6, fact.lon_e6), centre=centre))
    if fact.number >= SPECIAL_FROM:
        found.append(
            info(
                "number",
                "places.station.special",
                id=f"TPS {fact.number:03d} adalah TPS lokasi khusus.",
                en=f"TPS {fact.number:03d} is a special-location TPS.",
            )
        )
    return tuple(found)


def code_findings(fact: StationRegistered) -> Iterator[Finding]:
    """Yield what is wrong with code, village and number, together and alone."""
    for field, read in (("code", station_code), ("village", village_code)):
        try:
            plain = read(getattr(fact, field))
        except Refused as refused:
            yield Finding(field=field, severity="error", code=refused.code, message=refused.sentence)
            return
        if plain != getattr(fact, field):
            yield error(
                field,
                f"code.{'station' if field == 'code' else 'village'}",
                id=f"Tulis kode sebagai {plain}.",
                en=f"Write the code as {plain}.",
                suggestion=plain,
            )
            return
    if not 1 <= fact.number <= NUMBER_MAX:
        yield wrong_number(str(fact.number))
    elif fact.code != f"{fact.village.replace('.', '')}{fact.number:03d}":
        yield code_mismatch(fact.code, village=fact.village, number=fact.number)


def wrong_number(text: str) -> Finding:
    """Return the finding for a TPS number outside 1 to 999."""
    return error(
        "number",
        "places.station.number",
        id=f"Nomor TPS “{text}” harus 1 sampai 999 (901 ke atas: lokasi khusus).",
        en=f"TPS number “{text}” must be 1 to 999 (901 and above: special locations).",
    )


def code_mismatch(code: str, *, village: str, number: int) -> Finding:
    """Return the finding for a TPS code that says another village or number than its row."""
    right = f"{village.replace('.', '')}{number:03d}"
    return error(
        "code",
        "places.station.code-mismatch",
        id=f"Kode TPS {code} tidak cocok dengan desa {village} dan TPS {number:03d}; seharusnya {right}.",
        en=f"TPS code {code} does not match village {village} and TPS {number:03d}; it should be {right}.",
        suggestion=right,
    )


def unknown_village(code: str, *, villages: Mapping[str, str]) -> Finding:
    """Return the finding for a village that nobody registered, with the nearest known one."""
    near = suggest(code, villages)
    hint_id = f" Maksud Anda {near[0]} ({villages[near[0]]})?" if near else ""
    hint_en = f" Did you mean {near[0]} ({villages[near[0]]})?" if near else ""
    return error(
        "village",
        "places.village.unknown",
        id=f"Desa {code} belum terdaftar.{hint_id} Impor daftar desa lebih dahulu, atau perbaiki kodenya.",
        en=f"Village {code} is not registered.{hint_en} Import the villages first, or correct the code.",
        suggestion=near[0] if near else "",
    )


def voter_findings(fact: StationRegistered, *, limits: Limits) -> Iterator[Finding]:
    """Yield what is wrong with DPT L, P and J."""
    flagged = False
    for field in COUNTS:
        count = getattr(fact, field)
        if count is None or 0 <= count <= limits.legal:
            continue
        flagged = True
        yield negative(field, count) if count < 0 else _too_many(field, count, limits=limits)
    male, female, said = fact.voters_male, fact.voters_female, fact.voters_total
    if male is not None and female is not None and said is not None and male + female != said:
        yield _sum(male, female, said)
        return
    count = total(fact)
    if flagged or count is None:
        return
    field = "voters_total" if said is not None else "voters_male"
    if count > limits.legal:
        yield _too_many(field, count, limits=limits)
    elif count > limits.norm:
        yield warning(
            field,
            "places.voters.above-norm",
            id=f"DPT {count} melebihi {limits.norm} pemilih per TPS yang lazim; periksa apakah benar.",
            en=f"DPT {count} is above the norm of {limits.norm} voters per TPS; check that it is right.",
        )
    elif count == 0:
        yield warning(
            field,
            "places.voters.zero",
            id="DPT tertulis nol. Jika belum diketahui, kosongkan; nol dicatat sebagai nol.",
            en="DPT is written as zero. If it is not known, leave it blank; zero is recorded as zero.",
        )


def negative(field: str, count: int) -> Finding:
    """Return the finding for a count below zero."""
    return error(
        field,
        "places.count.negative",
        id=f"Jumlah {count} tidak mungkin: tidak boleh kurang dari nol.",
        en=f"A count of {count} cannot be: it must not be below zero.",
    )


def _too_many(field: str, count: int, *, limits: Limits) -> Finding:
    return error(
        field,
        "places.voters.too-many",
        id=f"DPT {count} melebihi batas hukum {limits.legal} pemilih per TPS; periksa pada daftar asli.",
        en=f"DPT {count} is above the legal limit of {limits.legal} voters per TPS; check the original list.",
    )


def _sum(male: int, female: int, said: int) -> Finding:
    return error(
        "voters_total",
        "places.voters.sum",
        id=f"DPT L + P = {male} + {female} = {male + female}, tetapi J tertulis {said}. Perbaiki yang salah.",
        en=f"DPT L + P = {male} + {female} = {male + female}, but J says {said}. Correct the wrong one.",
    )


def _is_withdrawn(code: str) -> Finding:
    return error(
        "code",
        "places.station.withdrawn",
        id=f"TPS {code} sudah ditarik. Daftarkan kembali dengan sengaja di halaman TPS jika ternyata dipakai.",
        en=f"TPS {code} was withdrawn. Register it again on purpose, on its page, if it is used after all.",
    )


def _disability_findings(fact: StationRegistered) -> Iterator[Finding]:
    known = 0
    for field in dataclasses.fields(fact.disability):
        count = getattr(fact.disability, field.name)
        if count is None:
            continue
        known += count
        if count < 0:
            yield negative(f"disability_{field.name}", count)
    voters = total(fact)
    if voters is not None and known > voters:
        yield error(
            "disability_physical",
            "places.disability.too-many",
            id=f"Pemilih disabilitas {known} melebihi DPT {voters} di TPS ini.",
            en=f"{known} voters with a disability are more than the DPT of {voters} at this TPS.",
        )
