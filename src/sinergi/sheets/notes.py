"""The sentences on books, sheets, headers and rows; those on single cells stand beside their readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sinergi.sheets.book import Book, Cell, Sheet
from sinergi.sheets.header import Header
from sinergi.sheets.marks import PROBLEM_COLUMN
from sinergi.sheets.problems import Problem, Severity, letter, number
from sinergi.sheets.reading import Issue, quote
from sinergi.sheets.schema import Schema, Value
from sinergi.sheets.suggest import suggest
from sinergi.vocabulary.sentence import Sentence

_SHOWN = 12


def _at(sheet: str, row: int, column: str, severity: Severity, code: str, *, id: str, en: str) -> Problem:  # noqa: A002 -- "id" is the language
    return Problem(sheet=sheet, row=row, column=column, severity=severity, code=code, message=Sentence(id=id, en=en))


def of_book(book: Book) -> Iterable[Problem]:
    """Yield what is to be said on how the file was read."""
    name = book.sheets[0].name
    if "cp1252" in book.notes:
        yield _at(
            name,
            0,
            "",
            "info",
            "sheet.encoding-old",
            id="Berkas bukan UTF-8; dibaca sebagai Windows-1252. Periksa huruf beraksen; sebaiknya simpan sebagai "
            "“CSV UTF-8”.",
            en="The file is not UTF-8; it was read as Windows-1252. Check accented letters; better save as “CSV "
            "UTF-8”.",
        )
    if "wrapped" in book.notes:
        yield _at(
            name,
            0,
            "",
            "warning",
            "sheet.wrapped-lines",
            id="Setiap baris berada di dalam satu pasang tanda kutip; kutipnya dibuka. Periksa pratinjau kolom demi "
            "kolom.",
            en="Every line stood inside one pair of quotation marks; they were removed. Check the preview by column.",
        )
    if "macros" in book.notes:
        yield _at(
            name,
            0,
            "",
            "info",
            "sheet.macros",
            id="Buku kerja memuat makro. Makro tidak dijalankan dan tidak disimpan.",
            en="The workbook holds macros. They are neither run nor kept.",
        )


def of_header(sheet: Sheet, header: Header, *, schema: Schema, strict: bool) -> list[Problem]:
    """Return the problems of a header: required columns missing, columns twice, columns not used."""
    problems = [_missing(sheet, header, key, schema=schema) for key in header.missing if schema.column(key).required]
    if len(problems) < len(header.missing):
        problems.append(_unidentified(sheet, header, schema=schema))
    for key, columns, equal in header.twice:
        problems.append(_twice(sheet, header, key, columns, equal=equal, schema=schema))
    unused = [at for at in header.unmapped() if header.titles[at - 1] != PROBLEM_COLUMN]
    free = [column for column in schema.columns if column.key not in header.columns and not column.required]
    names = {name: column for column in free for name in column.names()}
    plain = []
    for at in unused:
        near = suggest(header.titles[at - 1], names)
        if near and not strict:
            problems.append(_similar(sheet, header, at, names[near[0]].title))
        else:
            plain.append(header.titles[at - 1])
    if plain and not strict:
        shown = ", ".join(quote(title) for title in plain[:_SHOWN]) + (" …" if len(plain) > _SHOWN else "")
        problems.append(
            _at(
                sheet.name,
                header.row,
                "",
                "info",
                "sheet.column-unused",
                id=f"{len(plain)} kolom tidak dipakai: {shown}. Bila perlu, petakan kolomnya.",
                en=f"{len(plain)} columns are not used: {shown}. Map them if they are needed.",
            )
        )
    return problems


def _missing(sheet: Sheet, header: Header, key: str, *, schema: Schema) -> Problem:
    column = schema.column(key)
    titles = [header.titles[at - 1] for at in header.unmapped()]
    near = next((found for name in column.names() for found in suggest(name, titles)), "")
    hint_id = f" Apakah maksudnya kolom “{near}”? Petakan, atau ganti judulnya." if near else ""
    hint_en = f" Is the column “{near}” meant? Map it, or change its title." if near else ""
    return Problem(
        sheet=sheet.name,
        row=header.row,
        column=letter(column=header.titles.index(near) + 1) if near else "",
        severity="error",
        code="sheet.header-missing",
        message=Sentence(
            id=f"Kolom wajib “{column.title.id}” tidak ditemukan di baris judul {header.row}.{hint_id}",
            en=f"The required column “{column.title.en}” was not found in header row {header.row}.{hint_en}",
        ),
        key=key,
        suggestion=near,
    )


def _unidentified(sheet: Sheet, header: Header, *, schema: Schema) -> Problem:
    """Return the error of a sheet whose rows nothing names: it has no whole set of ``Schema.identity``."""
    seen = [schema.column(key).title for keys in schema.identity for key in keys if key in header.columns]
    have_id = ", ".join(dict.fromkeys(f"“{title.id}”" for title in seen)) or "tidak ada"
    have_en = ", ".join(dict.fromkeys(f"“{title.en}”" for title in seen)) or "none"
    sets = [[schema.column(key).title for key in keys] for keys in schema.identity]
    wanted_id = ", atau ".join(" dan ".join(f"“{title.id}”" for title in titles) for titles in sets)
    wanted_en = ", or ".join(" and ".join(f"“{title.en}”" for title in titles) for titles in sets)
    return _at(
        sheet.name,
        header.row,
        "",
        "error",
        "sheet.header-missing",
        id=f"Kolom untuk mengenali baris belum lengkap. Perlu {wanted_id}. Yang ditemukan di baris judul "
        f"{header.row}: {have_id}. Tambahkan kolomnya di lembar ini, atau petakan.",
        en=f"The columns that say what a row is about are not complete. Needed: {wanted_en}. Found in header row "
        f"{header.row}: {have_en}. Add the column to this sheet, or map it.",
    )


def _twice(sheet: Sheet, header: Header, key: str, columns: Sequence[int], *, equal: bool, schema: Schema) -> Problem:
    letters = ", ".join(letter(column=at) for at in columns)
    first = letter(column=columns[0])
    title = schema.column(key).title
    return Problem(
        sheet=sheet.name,
        row=header.row,
        column=letter(column=columns[1]),
        severity="error" if equal else "warning",
        code="sheet.header-twice",
        message=Sentence(
            id=f"Kolom {letters} sama-sama berarti “{title.id}”. "
            + ("Hapus atau ganti judul salah satunya." if equal else f"Yang dipakai kolom {first}."),
            en=f"Columns {letters} all mean “{title.en}”. "
            + ("Delete or rename all but one." if equal else f"Column {first} is used."),
        ),
        key=key,
    )


def _similar(sheet: Sheet, header: Header, at: int, title: Sentence) -> Problem:
    return Problem(
        sheet=sheet.name,
        row=header.row,
        column=letter(column=at),
        severity="warning",
        code="sheet.header-similar",
        message=Sentence(
            id=f"Judul {quote(header.titles[at - 1])} tidak dikenal dan kolomnya tidak dipakai. Maksud Anda "
            f"“{title.id}”? "
            "Ganti judulnya atau petakan.",
            en=f"The header {quote(header.titles[at - 1])} is not known and its column is not used. Did you mean "
            f"“{title.en}”? Rename or map it.",
        ),
        suggestion=title.id,
    )


def of_other_sheet(sheet: Sheet, header: Header | None, *, schema: Schema, some: bool) -> list[Problem]:
    """Return the note on a sheet that was not read; a warning when it looks much like one that should be."""
    near = header is not None and len(header.columns) > 1
    if not some:
        return []
    if near and header is not None:
        lacking = ", ".join(schema.column(key).title.id for key in header.missing)
        lacking_en = ", ".join(schema.column(key).title.en for key in header.missing)
        return [
            _at(
                sheet.name,
                header.row,
                "",
                "warning",
                "sheet.sheet-skipped",
                id=f"Lembar “{sheet.name}” mirip tetapi tidak dibaca: kolom wajib {lacking} tidak ada.",
                en=f"Sheet “{sheet.name}” is similar but was not read: it lacks the required {lacking_en}.",
            )
        ]
    return [
        _at(
            sheet.name,
            0,
            "",
            "info",
            "sheet.sheet-skipped",
            id=f"Lembar “{sheet.name}” tidak dibaca: judul kolomnya bukan {schema.title.id}.",
            en=f"Sheet “{sheet.name}” was not read: its headers are not those of {schema.title.en}.",
        )
    ]


def no_header(book: Book, *, schema: Schema) -> Problem:
    """Return the error of a file in which not one header is known."""
    wanted_id = ", ".join(f"“{column.title.id}”" for column in schema.columns if column.required)
    wanted_en = ", ".join(f"“{column.title.en}”" for column in schema.columns if column.required)
    return _at(
        book.sheets[0].name,
        0,
        "",
        "error",
        "sheet.no-header",
        id=f"Baris judul {schema.title.id} tidak ditemukan. Kolom wajib: {wanted_id}. Petakan kolomnya, atau pakai "
        f"templat.",
        en=f"No header of {schema.title.en} was found. Required columns: {wanted_en}. Map the columns or use the "
        f"template.",
    )


def no_rows(sheet: str) -> Problem:
    """Return the note on a header without data below."""
    return _at(
        sheet,
        0,
        "",
        "warning",
        "sheet.no-rows",
        id="Tidak ada baris data di bawah judul. Isi datanya, atau pilih berkas lain.",
        en="There is no data row below the header. Fill in the data or choose another file.",
    )


def of_hidden(sheet: Sheet, rows: Sequence[int], letters: Mapping[str, str]) -> list[Problem]:
    """Return the notes on hidden rows, columns or a whole hidden sheet that were read all the same."""
    problems = []
    hidden = [row for row in rows if row in sheet.hidden_rows]
    columns = sorted(set(letters.values()) & {letter(column=at) for at in sheet.hidden_columns})
    for what, code, shown, what_en in (
        ("Baris tersembunyi", "sheet.hidden-rows", [str(row) for row in hidden], "Hidden rows"),
        ("Kolom tersembunyi", "sheet.hidden-columns", columns, "Hidden columns"),
    ):
        if shown:
            listed = ", ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else "")
            problems.append(
                _at(
                    sheet.name,
                    hidden[0] if code == "sheet.hidden-rows" else 0,
                    shown[0] if code == "sheet.hidden-columns" else "",
                    "info",
                    code,
                    id=f"{what} ikut dibaca: {listed}. Tampilkan (unhide) dan periksa.",
                    en=f"{what_en} were read too: {listed}. Unhide and check them.",
                )
            )
    if sheet.hidden:
        problems.append(
            _at(
                sheet.name,
                0,
                "",
                "info",
                "sheet.hidden-sheet",
                id="Lembar ini tersembunyi, tetapi ikut dibaca. Tampilkan dan periksa.",
                en="This sheet is hidden, but was read too. Unhide and check it.",
            )
        )
    return problems


def of_width(
    sheet: Sheet, row: int, cells: tuple[Cell, ...], *, width: int, csv: bool, letters: Mapping[str, str]
) -> list[Problem]:
    """Return what is to be said of a row that is wider or narrower than the header."""
    if not csv or len(cells) == width:
        return []
    if any(cell is not None for cell in cells[width:]):
        return [
            _at(
                sheet.name,
                row,
                letter(column=width + 1),
                "error",
                "sheet.extra-cells",
                id=f"Baris ini {len(cells)} sel, judulnya {width}: isinya bergeser, mungkin pemisah ada di dalam "
                f"teks. Apit "
                "teks itu dengan tanda kutip.",
                en=f"This row has {len(cells)} cells, the header {width}: it is shifted, perhaps by a delimiter "
                f"inside a "
                "text. Put that text in quotation marks.",
            )
        ]
    if len(cells) < max((number(letters=one) for one in letters.values()), default=0):
        return [
            _at(
                sheet.name,
                row,
                "",
                "warning",
                "sheet.short-row",
                id=f"Baris ini hanya {len(cells)} sel dari {width}; sisanya dibaca kosong. Periksa apakah terpotong.",
                en=f"This row has only {len(cells)} of {width} cells; the rest is read as blank. Check if it was cut.",
            )
        ]
    return []


def excel_error(text: str) -> Issue:
    """Return the issue of a cell that holds an Excel error."""
    return Issue(
        "error",
        "sheet.excel-error",
        Sentence(
            id=f"sel berisi galat Excel {text}. Perbaiki rumusnya, lalu tempel nilainya.",
            en=f"the cell holds the Excel error {text}. Repair the formula, then paste its value.",
        ),
    )


def formula(cell: Cell) -> Issue:
    """Return the issue of a formula in a column that is read."""
    seen = "" if cell is None else quote(cell)
    return Issue(
        "error",
        "sheet.formula",
        Sentence(
            id=f"sel berisi rumus; hasil tersimpannya {seen or 'kosong'} belum tentu benar. Salin kolom ini, lalu "
            f"Tempel "
            "Khusus > Nilai.",
            en=f"the cell holds a formula; its stored result {seen or '(blank)'} may be out of date. Copy the column "
            f"and "
            "Paste Special > Values.",
        ),
        "" if cell is None else quote(cell).strip("“”"),
    )


def derived_formula(cell: Cell) -> Issue:
    """Return the issue of a formula in a column that is only compared."""
    if cell is None:
        return Issue(
            "warning",
            "sheet.formula-check",
            Sentence(
                id="sel berisi rumus tanpa hasil tersimpan; tidak dibandingkan.",
                en="the cell holds a formula without a stored result; nothing is compared.",
            ),
        )
    return Issue(
        "warning",
        "sheet.formula-check",
        Sentence(
            id=f"sel berisi rumus dengan hasil tersimpan {quote(cell)}; hanya dipakai sebagai pembanding.",
            en=f"the cell holds a formula with the stored result {quote(cell)}; it is only used to compare.",
        ),
    )


def merged_number() -> Issue:
    """Return the issue of a number merged over several rows."""
    return Issue(
        "error",
        "sheet.merged",
        Sentence(
            id="sel digabung dengan sel di atasnya, sehingga angkanya tidak jelas milik baris mana. Pisahkan "
            "(unmerge), lalu "
            "isi tiap baris.",
            en="the cell is merged with the one above, so that it is unclear to which row the number belongs. Unmerge "
            "and "
            "fill in each row.",
        ),
    )


def wrong_sum(stated: int, parts: Sequence[Value], added: int) -> Issue:
    """Return the issue of a total that is not the sum of its parts."""
    worked = " + ".join(str(part) for part in parts)
    return Issue(
        "warning",
        "sheet.sum",
        Sentence(
            id=f"tertulis {stated}, padahal {worked} = {added}. Periksa angka mana yang keliru.",
            en=f"says {stated}, but {worked} = {added}. Check which number is wrong.",
        ),
    )
