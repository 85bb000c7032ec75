"""Titles that offices merge over a group of columns."""

from __future__ import annotations

from typing import Final

VOTERS: Final = (  # what stands over L and P in a rekap; never DPTb or DPK
    "dpt",
    "pemilih",
    "pemilih tetap",
    "daftar pemilih tetap",
    "daftar pemilih tetap (dpt)",
    "jumlah dpt",
    "jumlah pemilih",
    "jumlah pemilih tetap",
    "jumlah pemilih dpt",
    "jumlah pemilih (dpt)",
    "jumlah pemilih dalam dpt",
    "data pemilih",
    "jenis kelamin",
    "dpt jenis kelamin",
    "dpt jumlah pemilih",
    "jumlah pemilih jenis kelamin",
)
DISABLED: Final = ("disabilitas", "jenis disabilitas", "ragam disabilitas", "pemilih disabilitas")
AREA: Final = ("wilayah",)
