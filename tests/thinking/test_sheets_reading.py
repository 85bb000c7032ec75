"""The same table is read the same, however it was exported."""

from __future__ import annotations

import gzip
import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sinergi.sheets.book import Limits
from sinergi.sheets.parse import Parsed, parse
from sinergi.sheets.read import read_book
from sinergi.sheets.schema import Layout, Schema
from sinergi.sheets.suggest import suggest
from sinergi.vocabulary.refusal import Refused
from tests.bad_sheets import making as make
from tests.bad_sheets.making import GOOD, HEAD, NEXT, SCHEMA, csv, xlsx

EXPECTED = {
    "code": "1404191002001",
    "village": "14.04.19.1002",
    "number": 1,
    "name": "SDN 009",
    "male": 120,
    "female": 130,
    "total": 250,
    "power": "good",
    "flood": None,
    "lat": -555_978,
    "lon": 102_815_347,
    "since": None,
    "site": None,
}


def read(data: bytes, name: str = "data.csv", schema: Schema = SCHEMA) -> Parsed:
    """Return what a file says."""
    return parse(read_book(data, file_name=name), schema=schema)


def codes(parsed: Parsed) -> set[str]:
    """Return the codes of all problems."""
    return {problem.code for problem in parsed.problems}


QUOTED = csv(GOOD, (*NEXT[:3], '"Balai; Desa\nlama"', *NEXT[4:]))
FORMS: dict[str, tuple[bytes, str]] = {
    "semicolon": (csv(GOOD, NEXT).encode(), "data.csv"),
    "comma": (csv(GOOD, NEXT, delimiter=",").encode(), "data.csv"),
    "tab": (csv(GOOD, NEXT, delimiter="\t").encode(), "data.tsv"),
    "pipe": (csv(GOOD, NEXT, delimiter="|").encode(), "data.txt"),
    "decimal commas": (csv(GOOD, NEXT).replace("0.5", "0,5").replace("102.8", "102,8").encode(), "data.csv"),
    "dos lines": (csv(GOOD, NEXT, end="\r\n").encode(), "data.csv"),
    "old mac lines": (csv(GOOD, NEXT, end="\r").encode(), "data.csv"),
    "no last line end": (csv(GOOD, NEXT).rstrip("\n").encode(), "data.csv"),
    "ctrl-z": (csv(GOOD, NEXT).encode() + b"\x1a", "data.csv"),
    "mark of utf-8": (csv(GOOD, NEXT).encode("utf-8-sig"), "data.csv"),
    "utf-16 little": (b"\xff\xfe" + csv(GOOD, NEXT).encode("utf-16-le"), "data.csv"),
    "utf-16 big": (b"\xfe\xff" + csv(GOOD, NEXT).encode("utf-16-be"), "data.csv"),
    "utf-16 unmarked": (csv(GOOD, NEXT).encode("utf-16-le"), "data.csv"),
    "sep line": (b"sep=;\r\n" + csv(GOOD, NEXT).encode(), "data.csv"),
    "quoted line ends": (QUOTED.encode(), "data.csv"),
    "gzip": (gzip.compress(csv(GOOD, NEXT).encode()), "data.csv.gz"),
    "two gzip members": (gzip.compress(csv(GOOD).encode()) + gzip.compress(csv(head=NEXT).encode()), "data.csv.gz"),
    "xlsx": (xlsx(GOOD, NEXT), "data.xlsx"),
    "xlsx with a number for a code": (xlsx((1404191002001, *GOOD[1:]), NEXT), "data.xlsx"),
    "xlsx with text numbers": (
        xlsx((*GOOD[:2], "001", "SDN 009", " 120 ", "130", "250", *GOOD[7:]), NEXT),
        "data.xlsx",
    ),
    "xlsx with TPS before the number": (xlsx((*GOOD[:2], "TPS 001", *GOOD[3:]), NEXT), "data.xlsx"),
    "xls": (make.compound(make.biff([HEAD, GOOD, NEXT])), "data.xls"),
    "ods": (make.ods(*make.ods_rows(GOOD, NEXT)), "data.ods"),
    "no ending": (csv(GOOD, NEXT).encode(), "unggahan"),
}


@pytest.mark.parametrize("form", FORMS)
def test_one_table_in_many_forms(form: str) -> None:
    """Two rows, the first always the same, and nothing to complain about."""
    parsed = read(*FORMS[form])
    assert [row.values["number"] for row in parsed.rows] == [1, 2]
    assert parsed.rows[0].values == EXPECTED
    assert parsed.rows[0].number == 2
    assert parsed.problems == ()


def _two_levels(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 4)
    sheet["A1"] = "DAFTAR TPS KECAMATAN KEMPAS"
    sheet.merge_cells("A1:J1")
    sheet["A2"] = "Kabupaten"
    sheet["B2"] = "Indragiri Hilir"
    for column in "ABCDHIJ":
        sheet[f"{column}4"] = sheet[f"{column}5"].value
        sheet[f"{column}5"] = None
        sheet.merge_cells(f"{column}4:{column}5")
    sheet["E4"] = "DPT"
    sheet.merge_cells("E4:G4")
    for column, title in zip("EFG", ("Laki-laki", "Perempuan", "Jml."), strict=True):
        sheet[f"{column}5"] = title


def test_a_header_over_two_rows_below_a_title() -> None:
    """A title "DPT" merged over L, P and Jumlah gives three columns; rows are numbered as Excel shows them."""
    parsed = read(xlsx(GOOD, NEXT, change=_two_levels), "data.xlsx")
    assert parsed.rows[0].values == EXPECTED
    assert [row.number for row in parsed.rows] == [6, 7]
    assert parsed.sheet_maps[0].header_row == 4
    assert parsed.sheet_maps[0].header_rows == 2
    assert parsed.sheet_maps[0].columns["female"] == "F"
    assert parsed.problems == ()


def test_a_header_over_two_rows_in_csv() -> None:
    """Where merged cells became blanks, a title reaches over the blanks that have something below."""
    top = ("Kode TPS", "Kode Desa", "No TPS", "Nama Lokasi", "DPT", "", "", "Listrik", "Lintang", "Bujur")
    low = ("", "", "", "", "L", "P", "Jumlah", "", "", "")
    parsed = read(csv(low, GOOD, NEXT, head=top).encode())
    assert parsed.rows[0].values == EXPECTED
    assert parsed.problems == ()


def test_names_merged_over_rows_belong_to_each() -> None:
    """A village code merged over its TPS is read for each of them."""

    def change(sheet: Worksheet) -> None:
        sheet["B3"] = None
        sheet.merge_cells("B2:B3")

    parsed = read(xlsx(GOOD, NEXT, change=change), "data.xlsx")
    assert [row.values["village"] for row in parsed.rows] == ["14.04.19.1002", "14.04.19.1002"]


def test_sheets_are_chosen_by_their_headers() -> None:
    """Every sheet with the header is read; the others are named; our own dictionary is not mentioned."""
    book = openpyxl.Workbook()
    for name, rows in (("TPS 1", (HEAD, GOOD)), ("Catatan", (("Hal", "Isi"),)), ("TPS 2", (HEAD, NEXT))):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    parsed = read(out.getvalue(), "data.xlsx")
    assert [(row.sheet, row.number) for row in parsed.rows] == [("TPS 1", 2), ("TPS 2", 2)]
    assert [(p.sheet, p.severity, p.code) for p in parsed.problems] == [("Catatan", "info", "sheet.sheet-skipped")]


def test_totals_are_checked_by_group_and_in_all() -> None:
    """Subtotals of each group and a grand total are all right; then one of them is wrong."""
    third, fourth = ("1404191003001", *NEXT[1:]), ("1404191003002", *NEXT[1:])

    def total(word: str, male: int) -> tuple[object, ...]:
        return ("", "", "", word, male)

    rows = (GOOD, NEXT, total("Jumlah Kel. A", 230), third, fourth, total("Sub Total", 220), total("TOTAL", 450))
    right = read(xlsx(*rows), "data.xlsx")
    assert codes(right) == {"sheet.subtotal"}
    assert len(right.rows) == 4
    wrong = read(xlsx(*rows[:-1], total("TOTAL", 451)), "data.xlsx")
    assert [p.cell for p in wrong.problems if p.code == "sheet.total-mismatch"] == ["Data!E8"]


REKAP = """REKAPITULASI DAFTAR PEMILIH TETAP;;;;;
KECAMATAN KEMPAS;;;;;
;;;;;
Kode TPS;No TPS;DPT;;;Ket
;;L;P;Jumlah;
(1);(2);(3);(4);(5);(6)
KELURAHAN KEMPAS JAYA;;;;;
1404191002001;1;120;130;250;
1404191002002;2;110;99;209;
JUMLAH;2;230;229;459;
;;;;;
Sumber: contoh;;;;;
"""


def test_a_sheet_as_offices_make_them() -> None:
    """Title, two-level header, column numbers, section title, totals with the number of TPS, a source: two rows."""
    parsed = read(REKAP.encode())
    assert [row.number for row in parsed.rows] == [8, 9]
    assert [(p.row, p.code) for p in parsed.problems] == [
        (4, "sheet.column-unused"),
        (6, "sheet.column-numbers"),
        (7, "sheet.lone-cell"),
        (10, "sheet.subtotal"),
        (12, "sheet.lone-cell"),
    ]


def test_what_is_no_voter_data_passes() -> None:
    """A list of officers, a word in a cell, long numbers that are no NIK: read, not refused."""
    for data in (
        b"Nama;Jabatan;Tempat Lahir;Tanggal Lahir;Jenis Kelamin;Alamat;RT;RW\nContoh;KPPS;X;1;L;Y;1;2\n",
        b"Kode TPS;No TPS;Nama Lokasi\n1404191002001;1;NIK\n",
        b"Kode TPS;No TPS;Nama Lokasi\n1404191002001;1;0.555978 102.815347\n",
        b"Kode TPS;No TPS;Nama Lokasi\n1404191002001;1;https://contoh/1404191002001-20240214-160147.jpg\n",
        b"Kode TPS;No TPS;Nama Lokasi\n1404191002001;1;0811 2345 6789 0812\n",
    ):
        assert read_book(data, file_name="a.csv").sheets[0].rows


def test_totals_by_formula_are_no_error() -> None:
    """=SUM in a row of totals is what everybody writes; it is not data."""
    parsed = read(xlsx(GOOD, NEXT, ("Jumlah", None, None, None, "=SUM(E2:E3)")), "data.xlsx")
    assert codes(parsed) == {"sheet.subtotal"}


def test_a_total_is_seen_without_required_columns() -> None:
    """A schema in which nothing is required still tells totals from data."""
    loose = Schema(key="x", title=SCHEMA.title, columns=SCHEMA.columns[3:6])
    parsed = read(b"Nama Lokasi;DPT L;DPT P\nSDN 1;1;2\nJumlah;1;2\n", schema=loose)
    assert [row.values["male"] for row in parsed.rows] == [1]


def test_identity_needs_one_whole_set() -> None:
    """A sheet with neither code nor village and number is told what it lacks."""
    columns = tuple(make.column(one.key, one.title.id, one.kind, digits=one.digits) for one in SCHEMA.columns[:6])
    loose = Schema(key="x", title=SCHEMA.title, columns=columns, identity=(("code",), ("village", "number")))
    fine = read(b"Kode Desa;No TPS;DPT L\n1404191002;1;5\n", schema=loose)
    assert not fine.has_error
    lacking = read(b"Kode Desa;DPT L;DPT P\n1404191002;1;5\n", schema=loose)
    said = next(problem for problem in lacking.problems if problem.code == "sheet.header-missing")
    assert (said.row, said.severity, "“No TPS”" in said.message.id) == (1, "error", True)
    assert lacking.rows == ()


SIREKAP = Layout(
    name="sirekap",
    what="tps",
    columns={"tps_code": "code", "kode_desa": "village", "no_tps": "number", "dpt_l": "male", "ts_kpu": ""},
    required=("tps_code", "no_tps"),
)


def test_a_known_layout_is_recognised() -> None:
    """All its required headers are there; what it ignores is not mentioned."""
    data = b"tps_code,kode_desa,no_tps,ts_kpu,dpt_l\n1404191002001,1404191002,001,2024-02-15,120\n"
    parsed = parse(read_book(data, file_name="a.csv"), schema=SCHEMA, known=(SIREKAP,))
    assert parsed.layout_name == "sirekap"
    assert parsed.rows[0].values["male"] == 120
    assert parsed.problems == ()


def test_a_users_mapping_is_the_only_word() -> None:
    """With a mapping, a header that would be known by itself is not used."""
    mapping = Layout(name="punya saya", what="tps", columns={"A": "code", "B": "number", "DPT L": ""})
    data = b"A;B;DPT L\n1404191002001;1;120\n"
    parsed = parse(read_book(data, file_name="a.csv"), schema=SCHEMA, layout=mapping)
    assert parsed.layout_name == "punya saya"
    assert parsed.rows[0].values["male"] is None
    assert parsed.sheet_maps[0].columns == {"code": "A", "number": "B"}


def test_what_nobody_knows_can_be_mapped_by_hand() -> None:
    """Without one known header the titles are still given."""
    parsed = read(b"A;B\n1;2\n")
    assert parsed.has_error
    assert parsed.sheet_maps[0].headers == (("A", "A"), ("B", "B"))
    assert parsed.sheet_maps[0].unmapped == ("A", "B")


def test_limits_can_be_set() -> None:
    """A smaller limit refuses what the larger one takes."""
    data = csv(GOOD, NEXT).encode()
    with pytest.raises(Refused, match=r"sheet\.too-large"):
        read_book(data, file_name="a.csv", limits=Limits(file_bytes=50))
    with pytest.raises(Refused, match=r"sheet\.too-many-rows"):
        read_book(data, file_name="a.csv", limits=Limits(rows=2))
    with pytest.raises(Refused, match=r"sheet\.too-many-cells"):
        read_book(xlsx(GOOD, NEXT), file_name="a.xlsx", limits=Limits(cells=20))


def test_blank_is_not_zero() -> None:
    """A blank stays unknown, a zero stays zero."""
    rows = read(xlsx((*GOOD[:4], 0, None), NEXT), "data.xlsx").rows
    assert rows[0].values["male"] == 0
    assert rows[0].values["female"] is None


def test_did_you_mean() -> None:
    """Near words are suggested, far ones are not."""
    assert suggest("Sukamju", ["Sukamaju", "Kempas Jaya"]) == ("Sukamaju",)
    assert suggest("Xyz", ["Sukamaju", "Kempas Jaya"]) == ()
    problem = next(p for p in read(make.spoilt("power", "biak"), "data.xlsx").problems if p.code == "sheet.choice")
    assert problem.suggestion == "baik"
    assert "baik" in problem.message.id


def test_problems_as_scripts_see_them() -> None:
    """The six names that scripts rely on, and the second language."""
    problem = next(p for p in read(make.spoilt("male", -5), "data.xlsx").problems if p.severity == "error")
    assert problem.as_json() == {
        "sheet": "Data",
        "row": 3,
        "column": "E",
        "severity": "error",
        "code": "sheet.negative",
        "message": "DPT L: -5 negatif; jumlah tidak boleh negatif. Periksa sumbernya.",
        "message_en": "DPT L: -5 is negative; a count cannot be. Check the source.",
    }
