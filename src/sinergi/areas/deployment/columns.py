"""What the tables of a guard plan look like: annexes of the order, the roster, and the sheet of TPS."""

from __future__ import annotations

from typing import Final

from sinergi.documents.content import Column

SECTORS: Final = (
    Column(title="Sektor", share=2),
    Column(title="Pos menunggu", share=5),
    Column(title="Personel", share=9),
    Column(title="TPS menurut urutan ronde", share=9),
    Column(title="Menit ronde", share=2, right=True),
    Column(title="Sarana", share=3),
)
STANDS: Final = (
    Column(title="Tempat", share=5),
    Column(title="Personel", share=8),
    Column(title="Menjangkau TPS", share=9),
    Column(title="Menit terjauh", share=2, right=True),
)
CAMPS: Final = (Column(title="Tempat", share=4), Column(title="Personel", share=8))
WARDENS: Final = (
    Column(title="Kode TPS", share=4),
    Column(title="TPS", share=6),
    Column(title="Desa/kelurahan", share=5),
    Column(title="Kelas", share=3),
    Column(title="Sektor", share=2),
    Column(title="Linmas", share=9),
)
TURNS: Final = (
    Column(title="Giliran", share=5),
    Column(title="Tugas", share=5),
    Column(title="Tempat", share=5),
    Column(title="Personel", share=12),
)
SHORT: Final = (Column(title="Kekurangan", share=12), Column(title="Jumlah", share=2, right=True))
ROSTER_HEAD: Final = (Column(title="Personel", share=8), Column(title="Satuan", share=5))
ROSTER_TOTAL: Final = Column(title="Jam", share=2, right=True)

SHEET: Final = (  # one row for each TPS in each sector
    "Sektor",
    "Urutan",
    "Kode TPS",
    "TPS",
    "Kode desa",
    "Desa/kelurahan",
    "Kelas kerawanan",
    "Lintang",
    "Bujur",
    "Menit dari perhentian sebelumnya",
    "Pos menunggu",
    "Personel Polri",
    "Linmas",
    "Sarana",
    "Keterangan",
)
