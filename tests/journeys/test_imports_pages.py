"""Impor: from the statement of what is needed, over a messy file and its marked copy, to what was applied."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from sinergi.areas.places import queries
from sinergi.journal import vault
from tests import cast
from tests.journeys.office import signed_in
from tests.world import NEAR, World

pytestmark = pytest.mark.django_db

HEAD = ("Kode Desa", "No TPS", "Nama TPS", "DPT L", "DPT P")
GOOD = (NEAR, "7", "Balai Desa", "201", "199")
BAD = (NEAR, "8", "SDN 009", "-5", "180")


def messy(*rows: tuple[object, ...]) -> bytes:
    """Return a workbook as an office makes it: a title, a merged blank line, headers in row 3, a total at the end."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Rekap"
    sheet.append(["DAFTAR TPS KECAMATAN"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    for row in (HEAD, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def ppk(world: World) -> Client:
    """The office of the PPK, signed in."""
    return signed_in(cast.ppk_chair)


def upload(client: Client, data: bytes, *, name: str = "tps.xlsx", what: str = "tps") -> HttpResponse:
    """Send a file and follow to its preview."""
    answer: HttpResponse = client.post("/impor/", {"apa": what, "berkas": SimpleUploadedFile(name, data)}, follow=True)
    return answer


def token(answer: HttpResponse) -> str:
    """Return the token of an upload."""
    found = re.search(r"/impor/([0-9a-f]{32})/", answer.content.decode())
    assert found, answer.content.decode()[-3000:]
    return found.group(1)


def apply(client: Client, where: str, choice: str = "block") -> HttpResponse:
    """Press "Terapkan" on a preview."""
    page = client.get(f"/impor/{where}/?galat={choice}").content.decode()
    data = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1)  # type: ignore[union-attr]
        for name in ("kiriman", "galat", "dilihat")
    }
    answer: HttpResponse = client.post(f"/impor/{where}/terapkan/", data, follow=True)
    return answer


@pytest.mark.parametrize("what", ["wilayah", "desa", "tps", "lokasi", "jalur", "personel"])
def test_what_is_needed_is_said_first_with_a_template(ppk: Client, what: str) -> None:
    """Each kind names its columns and hands out a template that opens."""
    page = ppk.get(f"/impor/?apa={what}").content.decode()
    assert "Kolom yang dibaca" in page
    assert "Wajib" in page
    assert "MB" in page
    template = ppk.get(f"/impor/templat/{what}.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(template.content)).sheetnames


def test_a_clean_file_goes_in_and_the_same_again_changes_nothing(ppk: Client) -> None:
    """Preview, apply, result; the same file again has nothing to apply."""
    before = len(queries.stations(cast.ppk_chair))
    where = token(upload(ppk, messy(GOOD)))
    assert len(queries.stations(cast.ppk_chair)) == before
    done = apply(ppk, where).content.decode()
    assert "Sudah diterapkan" in done
    assert len(queries.stations(cast.ppk_chair)) == before + 1
    again = upload(ppk, messy(GOOD)).content.decode()
    assert "tidak mengubah apa pun" in again
    assert "Terapkan</button>" not in again


def test_an_error_blocks_everything_until_a_choice_is_made(ppk: Client) -> None:
    """The bad cell is named by row and column; leaving the row out says so, applies the rest, and is in the journal."""
    answer = upload(ppk, messy(GOOD, BAD))
    page = answer.content.decode()
    where = token(answer)
    assert "Terapkan</button>" not in page
    assert re.search(r'data-label="Baris">5<', page)
    assert re.search(r'data-label="Kolom">D<', page)
    left = ppk.get(f"/impor/{where}/?galat=leave-out").content.decode()
    assert "Rekap!5" in left
    done = apply(ppk, where, "leave-out").content.decode()
    assert "Rekap!5" in done
    (row,) = queries.imports(cast.ppk_chair)
    assert row.left_out == ("Rekap!5",)
    assert [one.number for one in queries.stations(cast.ppk_chair, village=NEAR)] == [1, 2, 7]


def test_a_bad_cell_can_be_taken_as_blank(ppk: Client) -> None:
    """The row goes in, the cell is not known, and both are said."""
    where = token(upload(ppk, messy(GOOD, BAD)))
    assert "Rekap!D5" in ppk.get(f"/impor/{where}/?galat=blank").content.decode()
    apply(ppk, where, "blank")
    (row,) = [one for one in queries.stations(cast.ppk_chair, village=NEAR) if one.number == 8]
    assert row.voters_male is None
    assert row.voters_female == 180


def test_the_marked_copy_is_the_users_own_file(ppk: Client) -> None:
    """It opens, it still holds the user's rows, and the problem stands in it; the CSV lists the same."""
    where = token(upload(ppk, messy(GOOD, BAD)))
    copy = openpyxl.load_workbook(io.BytesIO(ppk.get(f"/impor/{where}/berkas-bertanda.xlsx").content))
    sheet = copy["Rekap"]
    assert sheet["C5"].value == "SDN 009"
    assert sheet["D5"].fill.fgColor.rgb != sheet["D4"].fill.fgColor.rgb
    table = b"".join(ppk.get(f"/impor/{where}/masalah.csv").streaming_content).decode("utf-8-sig")
    assert "Rekap;5;D;error" in table


def test_unknown_headers_are_mapped_and_the_mapping_is_kept(ppk: Client) -> None:
    """Columns are chosen once, under a name, and offered for the next file."""
    data = b"wilayah kerja;nomor urut;bangunan\n1404192001;9;Balai\n"
    where = token(upload(ppk, data, name="aneh.csv"))
    page = ppk.get(f"/impor/{where}/kolom/")
    assert "wilayah kerja" in page.content.decode()
    kiriman = re.search(r'name="kiriman" value="([^"]*)"', page.content.decode()).group(1)  # type: ignore[union-attr]
    chosen = {"kolom-0": "village", "kolom-1": "number", "kolom-2": "name"}
    unnamed = ppk.post(f"/impor/{where}/kolom/", {"kiriman": kiriman, **chosen, "nama": ""})
    assert unnamed.status_code == 422
    twice = ppk.post(f"/impor/{where}/kolom/", {"kiriman": kiriman, "kolom-0": "name", "kolom-1": "name", "nama": "x"})
    assert twice.status_code == 422
    mapped = ppk.post(f"/impor/{where}/kolom/", {"kiriman": kiriman, **chosen, "nama": "Buku besar"}, follow=True)
    assert "Buku besar" in mapped.content.decode()
    apply(ppk, where)
    assert any(one.number == 9 for one in queries.stations(cast.ppk_chair, village=NEAR))
    assert "Buku besar" in ppk.get("/impor/?apa=tps").content.decode()


def rekap() -> bytes:
    """Return a rekap with merged titles, villages merged over their TPS, totals by formula, and a signature."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["REKAPITULASI DPT"])
    sheet.append(["NO", "KODE DESA", "TPS", "JUMLAH PEMILIH", None, None])
    sheet.append([None, None, None, "L", "P", "L+P"])
    sheet.append([1, NEAR, "TPS 07", 201, 199, 400])
    sheet.append([None, None, "TPS 08", 180, 190, 370])
    sheet.append(["JUMLAH", None, None, "=SUM(D4:D5)", "=SUM(E4:E5)", "=SUM(F4:F5)"])
    sheet.append([None, "Mengetahui,", None, None, "Ketua PPK"])
    for cells in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:F2", "A4:A5", "B4:B5", "A6:C6"):
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_rekap_of_an_office_goes_in_as_it_is(ppk: Client) -> None:
    """Merged cells, totals and signatures need no cleaning by hand."""
    apply(ppk, token(upload(ppk, rekap(), name="rekap.xlsx")))
    got = {one.number: (one.voters_male, one.voters_female) for one in queries.stations(cast.ppk_chair, village=NEAR)}
    assert (got[7], got[8]) == ((201, 199), (180, 190))


def test_a_list_of_villages_is_explained_on_the_page(ppk: Client) -> None:
    """What is no list of TPS says what a list of TPS needs, and nothing can be applied."""
    page = upload(ppk, b"NO;DESA;JUMLAH TPS\n1;Pekan Tua;4\n", name="desa.csv").content.decode()
    assert "Kolom untuk mengenali baris belum lengkap" in page
    assert "Terapkan</button>" not in page


def test_uploads_belong_to_their_uploader_and_leave_no_file(ppk: Client, data_dir: Path) -> None:
    """Another account does not find it; the bytes are for the owner only, and gone once applied."""
    where = token(upload(ppk, messy(GOOD)))
    assert signed_in(cast.camat).get(f"/impor/{where}/").status_code == 404
    files = list((data_dir / "uploads").iterdir())
    assert files
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)
    apply(ppk, where)
    assert not list((data_dir / "uploads").glob("*.data"))


def test_who_may_not_write_places_may_not_import_them(world: World) -> None:
    """Panwascam uploads a TPS file: refused by name, nothing changed."""
    before = queries.stations(cast.ppk_chair)
    answer = upload(signed_in(cast.panwascam), messy(GOOD))
    assert answer.status_code in (403, 422)
    assert "access." in answer.content.decode()
    assert queries.stations(cast.ppk_chair) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [("kosong.xlsx", b""), ("rusak.xlsx", b"PK\x03\x04bukan"), ("gambar.png", b"\x89PNG\r\n\x1a\n")],
)
def test_an_unreadable_file_is_refused_by_name(ppk: Client, name: str, data: bytes) -> None:
    """An empty, a broken and a foreign file get a sentence and a code."""
    answer = upload(ppk, data, name=name)
    assert answer.status_code == 422
    assert "import.no-file" in answer.content.decode() or "sheet." in answer.content.decode() or not data


def test_a_file_above_the_limit_is_refused(ppk: Client, settings: object) -> None:
    """The size is said before and after."""
    settings.SINERGI_UPLOAD_LIMIT = 1000  # type: ignore[attr-defined]
    answer = upload(ppk, b"x" * 2000, name="besar.csv")
    assert answer.status_code == 422
    assert "paling besar" in answer.content.decode()


def test_a_nik_column_is_refused(ppk: Client) -> None:
    """No voter data comes in by this door."""
    answer = upload(ppk, b"kode desa;no tps;nik\n1404192001;9;1404190101900001\n", name="pemilih.csv")
    assert "sheet.nik" in answer.content.decode()


def test_people_come_in_by_the_same_door_for_the_own_party_only(world: World) -> None:
    """Names go to the vault; the uploaded file is gone afterwards; another party's row is not taken."""
    camat = signed_in(cast.camat)
    data = b"Nama;Tugas;Telepon\nSiti Rekaan;linmas;0811 2345 6789\n"
    answer = upload(camat, data, name="linmas.csv", what="personel")
    done = apply(camat, token(answer)).content.decode()
    assert "Sudah diterapkan" in done
    assert "Siti Rekaan" in camat.get("/orang/").content.decode()
    foreign = b"Nama;Tugas;Pihak\nOrang Lain;polri;polsek\n"
    refused = upload(camat, foreign, name="polisi.csv", what="personel").content.decode()
    assert "Terapkan</button>" not in refused


def test_a_waiting_file_is_not_readable_on_the_disk(ppk: Client, data_dir: Path) -> None:
    """Names and numbers of officers wait sealed; when the vault's key has changed, the upload is simply gone."""
    answer = upload(ppk, b"Nama;Tugas\nRekaan Tersegel;KPPS\n", name="orang.csv", what="personel")
    kept = [path.read_bytes() for path in (data_dir / "uploads").iterdir()]
    assert len(kept) == 2
    assert not [one for one in kept if b"Rekaan" in one]
    where = token(answer)
    vault.rotate()
    assert ppk.get(f"/impor/{where}/masalah.csv").status_code == 404


def test_a_waiting_file_is_gone_after_a_day(ppk: Client, data_dir: Path) -> None:
    """Asking for it is enough; nobody has to upload another file first."""
    where = token(upload(ppk, messy(GOOD)))
    for path in (data_dir / "uploads").iterdir():
        os.utime(path, (0, 0))
    assert ppk.get(f"/impor/{where}/").status_code == 404
    assert list((data_dir / "uploads").iterdir()) == []
