"""What stands below a table: who signed, where and when, sources and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sinergi.sheets.book import Cell

_SIGNED = re.compile(
    r"\s*(?:mengetahui|menyetujui|disetujui|diperiksa|disahkan|ditetapkan|dibuat|yang membuat|hormat kami|tertanda"
    r"|ttd|t\.t\.d|ketua|sekretaris|anggota|operator|panitia pemilihan|komisi pemilihan|camat|lurah|kepala desa|kasi"
    r"|an\.|a\.n\.?|nip\b|catatan|keterangan|sumber|tembusan|nb\b|\*\)|\*\*)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"[^\d,]{2,60},\s*(?:tanggal\s*)?[\d.\s_…]*(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober"
    r"|november|nopember|desember)\b",
    re.IGNORECASE,
)


def is_signed(cells: Iterable[Cell]) -> bool:
    """Whether a row begins the foot of a table: "Mengetahui", "Ketua PPK", "Kempas, 21 September 2024", "*) …"."""
    return any(isinstance(cell, str) and (_SIGNED.match(cell) or _DATED.match(cell.strip())) for cell in cells)
