"""No voter data here: a file with NIK, or one that lists voters by name, is refused before anyone sees a row of it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from sinergi.sheets.book import Cell, Sheet
from sinergi.sheets.problems import address, letter
from sinergi.sheets.suggest import fold
from sinergi.vocabulary.refusal import Refused

_TOP = 100  # rows in which a header can stand
_NIK_WORDS = {"nik", "nkk"}
_NIK_PHRASES = {
    "no ktp",
    "nomor ktp",
    "no ktp el",
    "nomor ktp el",
    "no e ktp",
    "nomor e ktp",
    "no kk",
    "nomor kk",
}
_NIK_PHRASES |= {"nomor induk kependudukan", "nomor kartu keluarga", "no kartu keluarga", "no induk kependudukan"}
_NIK_COMPANY = _NIK_WORDS | {
    "no",
    "nomor",
    "ktp",
    "el",
    "e",
    "kk",
    "16",
    "digit",
    "angka",
    "pemilih",
    "petugas",
    "kepala",
}
_NIK_COMPANY |= {"keluarga", "penduduk", "ketua", "anggota", "lengkap", "kpps", "atau", "dan", "asli", "sesuai", "nama"}
_VOTER_PHRASES = {"nama pemilih", "nama lengkap pemilih", "nama pemilih terdaftar", "nama nama pemilih", "voter name"}
_VOTER_PHRASES |= {"status perekaman ktp el", "status perekaman", "status perkawinan pemilih", "name of voter"}
_VOTER_SIGNS = (
    {"tempat lahir", "tempat tanggal lahir", "ttl"},
    {"tanggal lahir", "tgl lahir", "usia", "umur"},
    {"jenis kelamin", "jk", "l p", "kelamin", "sex"},
    {"status kawin", "status perkawinan", "b s p", "kawin"},
    {"rt", "rt rw"},
    {"rw"},
    {"disabilitas", "jenis disabilitas"},
    {"alamat", "alamat jalan", "jalan dukuh", "dukuh"},
)
_NAME = {"nama", "nama lengkap", "name"}
_STAFF = {"jabatan", "tugas", "pangkat", "satuan", "kesatuan", "nrp", "nip", "instansi", "unit kerja", "duty", "rank"}
_MANY_SIGNS = 4
_SPACING = re.compile(r"[\s'\u2019`\-]")
_SIXTEEN = re.compile(r"(?<![\d.,])\d{16}(?!\d|[.,]\d)", re.ASCII)
_LENGTH = 16
_SHORTEST = 10  # characters of a NIK in scientific notation
_DOTTED = re.compile(r"\d{2,8}(\.\d{2,8}){2,7}", re.ASCII)
_SCIENTIFIC = re.compile(r"[1-9][.,]\d+E\+?15", re.IGNORECASE)
_LEAST = 1e15  # the smallest number of 16 digits
_FEW = 3  # so many 16-digit values in a column are no accident, whatever their inner form
_MASKED = re.compile(r"\d{4,12}[*xX•]{4,12}\d{0,4}")


def refuse_private(sheets: tuple[Sheet, ...]) -> None:
    """Refuse a book in which any sheet holds NIK or a list of voters."""
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:_TOP], sheet.first_row):
            _refuse_header(sheet.name, at, row)
        _refuse_numbers(sheet)


def _refuse_header(sheet: str, at: int, row: tuple[Cell, ...]) -> None:
    words = [fold(cell) if isinstance(cell, str) and len(cell) <= 60 else "" for cell in row]  # noqa: PLR2004 -- a title
    if 2 * sum(1 for word in words if any(map(str.isalpha, word))) < sum(1 for cell in row if cell is not None):
        return  # mostly numbers: a row of data
    for column, word in enumerate(words, 1):
        if not word:
            continue
        parts = word.split()
        if word in _NIK_PHRASES or (_NIK_WORDS & set(parts) and set(parts) <= _NIK_COMPANY):
            raise _nik(address(sheet=sheet, row=at, column=letter(column=column)))
        if word in _VOTER_PHRASES:
            raise _voters(address(sheet=sheet, row=at, column=letter(column=column)))
    present = set(words)
    if present & _NAME and not present & _STAFF and sum(1 for signs in _VOTER_SIGNS if signs & present) >= _MANY_SIGNS:
        raise _voters(address(sheet=sheet, row=at))


def _refuse_numbers(sheet: Sheet) -> None:
    """Refuse one value with the inner form of a NIK, or a few whole cells of 16 digits in one column."""
    loose: Counter[int] = Counter()
    for at, row in enumerate(sheet.rows, sheet.first_row):
        for column, cell in enumerate(row, 1):
            if isinstance(cell, str):
                found = _sixteen(cell) if len(cell) >= _SHORTEST else ""
            elif isinstance(cell, (int, float)) and _LEAST <= cell < 10 * _LEAST and cell == int(cell):
                found = f"{int(cell)}"
            else:
                continue
            if not found:
                continue
            loose[column] += found[0] != "~"
            if _is_nik(found.lstrip("~")) or loose[column] >= _FEW:
                raise _nik(address(sheet=sheet.name, row=at, column=letter(column=column)))


def _sixteen(text: str) -> str:
    """Return the 16 digits in a text, after "~" when a part of it; a word for a disguise; or nothing."""
    bare = _SPACING.sub("", text).removesuffix(".0")
    if _DOTTED.fullmatch(bare):
        bare = bare.replace(".", "")
    if match := _SIXTEEN.search(bare):
        return match.group() if len(match.group()) == len(bare) else f"~{match.group()}"
    if len(bare) == _LENGTH and _MASKED.fullmatch(bare):
        return "masked"
    return "scientific" if _SCIENTIFIC.fullmatch(bare) else ""


def _is_nik(digits: str) -> bool:
    """Whether 16 digits have the inner form of a NIK or family-card number: area, date (day +40 for women), order."""
    if not digits.isdigit():
        return False
    province, regency, district = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    if not (11 <= province <= 99 and 1 <= regency <= 79 and district >= 1):  # noqa: PLR2004 -- Kemendagri area codes
        return False
    try:
        date(2000 + year, month, day - 40 if day > 40 else day)  # noqa: PLR2004 -- +40 marks a woman
    except ValueError:
        return False
    return True


def _nik(place: str) -> Refused:
    return Refused(
        "sheet.nik",
        id=f"Berkas ini memuat NIK atau nomor KK (mulai di {place}). Sinergi tidak menyimpan data pemilih maupun NIK. "
        "Hapus kolom itu dari semua lembar, simpan, lalu unggah lagi.",
        en=f"The file holds NIK or family-card numbers (from {place}). Sinergi keeps no voter data and no NIK. Delete "
        "that column from every sheet, save and upload it again.",
    )


def _voters(place: str) -> Refused:
    return Refused(
        "sheet.voter-data",
        id=f"Berkas ini berisi daftar pemilih per orang (terlihat di {place}). Sinergi hanya menerima jumlah, tidak "
        "pernah pemilih. Unggah rekapitulasi jumlah per TPS.",
        en=f"The file lists voters one by one (seen at {place}). Sinergi takes counts, never voters. Upload the totals "
        "per TPS.",
    )
