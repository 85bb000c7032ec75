"""Ids and area codes: made from what the caller gives, checked on the way in."""

from __future__ import annotations

import re
from typing import NewType
from uuid import UUID

from sinergi.vocabulary.refusal import Refused

VillageCode = NewType("VillageCode", str)  # Kemendagri form, 14.04.19.2001
StationCode = NewType("StationCode", str)  # KPU form, 13 digits: village without dots + number

_VILLAGE = re.compile(r"(\d{2})\.?(\d{2})\.?(\d{2})\.?(\d{4})")
_STATION = re.compile(r"\d{13}")
_DISTRICT = re.compile(r"(\d{2})\.?(\d{2})\.?(\d{2})")


def uuid7(*, unix_ms: int, random: bytes) -> UUID:
    """Return the UUIDv7 (RFC 9562) of a time in milliseconds and 10 random bytes."""
    value = (unix_ms & ((1 << 48) - 1)) << 80 | int.from_bytes(random[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def village_code(text: str) -> VillageCode:
    """Return the dotted Kemendagri form of a village code given in either form."""
    match = _VILLAGE.fullmatch(text.strip())
    if not match:
        raise Refused(
            "code.village",
            id=f"Kode desa “{text}” tidak berbentuk 14.04.19.2001 atau 1404192001.",
            en=f"Village code “{text}” is not of the form 14.04.19.2001 or 1404192001.",
        )
    return VillageCode(".".join(match.groups()))


def district_code(text: str) -> str:
    """Return the dotted form of a kecamatan code (14.04.19) given in either form."""
    match = _DISTRICT.fullmatch(text.strip())
    if not match:
        raise Refused(
            "code.district",
            id=f"Kode kecamatan “{text}” tidak berbentuk 14.04.19 atau 140419.",
            en=f"Kecamatan code “{text}” is not of the form 14.04.19 or 140419.",
        )
    return ".".join(match.groups())


def station_code(text: str) -> StationCode:
    """Return a 13-digit KPU polling-station code, or refuse."""
    bare = text.strip().replace(".", "")
    if not _STATION.fullmatch(bare):
        raise Refused(
            "code.station",
            id=f"Kode TPS “{text}” bukan 13 angka (kode desa 10 angka + nomor TPS 3 angka).",
            en=f"TPS code “{text}” is not 13 digits (10 of the village + 3 of the TPS number).",
        )
    return StationCode(bare)


def station_of(village: VillageCode, number: int) -> StationCode:
    """Return the station code of TPS ``number`` (1 to 999) in ``village``."""
    return station_code(f"{village.replace('.', '')}{number:03d}")


def village_of(station: StationCode) -> VillageCode:
    """Return the village in which a station stands, read off its code."""
    return village_code(station[:10])


def number_of(station: StationCode) -> int:
    """Return the TPS number, read off its code; 901 and above are special locations."""
    return int(station[10:])
