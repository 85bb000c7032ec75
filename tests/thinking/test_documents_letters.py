"""The order, the roster, cards and the map: read back from the files, and compared with their plan."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from sinergi import documents
from sinergi.areas.deployment import columns
from sinergi.areas.deployment.facts import PlanState
from sinergi.areas.deployment.queries import papers, rounds
from sinergi.areas.deployment.queries.rows import PlanView
from sinergi.documents import text as texts
from sinergi.documents.content import code_of
from sinergi.sheets.export import xlsx_file
from tests.thinking import guard_plan
from tests.thinking.guard_plan import HOSTILE, LINK, OFFICE, guard, sector, stop, view

PDFS = ("sprin", "roster", "cards", "map")


def made(view: PlanView, what: str) -> bytes:
    """Return one of the papers as PDF."""
    match what:
        case "sprin":
            return documents.letter_pdf(papers.sprin(view, office=OFFICE, link=LINK))
        case "roster":
            return documents.report_pdf(papers.roster(view, office=OFFICE, link=LINK))
        case "cards":
            return documents.cards_pdf(papers.cards(view, office=OFFICE, link=LINK))
        case _:
            return documents.map_pdf(rounds.rounds(view, office=OFFICE, link=LINK))


def pages(content: bytes) -> list[str]:
    """Return the text of each page, in one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def hostile(number: int = 1) -> PlanView:
    """Return a plan whose every piece of text is meant to break something."""
    bad = stop(
        1, number, name=f"{HOSTILE} {number}", village_name=HOSTILE, wardens=(guard(9, label=HOSTILE, name=HOSTILE),)
    )
    people = (guard(1, name=HOSTILE, label=HOSTILE, unit=HOSTILE, rank=HOSTILE, leads=True), guard(2, name="=1+1"))
    one = sector(1, bad, stop(2, 2), officers=people, post_name=HOSTILE)
    return dataclasses.replace(view(), sectors=(one,), turns=guard_plan.turns((one,)), uncovered=(bad,))


def test_the_order_says_who_stands_where_and_when() -> None:
    """Every sector, TPS, officer, warden, task and shortage of the plan is on paper."""
    plan = view()
    text = " ".join(pages(made(plan, "sprin")))
    for one in plan.sectors:
        assert one.code in text
        for person in one.officers:
            assert f"{person.name} ({person.label})" in text
        for each in one.stops:
            assert f"{each.order}. {each.name}" in text
            assert each.station in text
    for piece in (
        "SEKTOR KEMPAS", "RESOR INDRAGIRI HILIR", "SURAT PERINTAH", "Pertimbangan", "Dasar", "DIPERINTAHKAN", "Kepada",
        "Untuk", "Selesai.", "Dikeluarkan di", "pada tanggal", "KEPALA KEPOLISIAN SEKTOR KEMPAS", "Tembusan:",
        "Rabu, 27 November 2024", "PKPU 2/2024", "Linmas 2:4:8 (Polres Pagar", "Pompong/perahu", "Kurang 1 perahu.",
        "TPS tanpa penjagaan: TPS 099", "H-1 malam 26/11 20.00\u201305.00 (+1)", "Jaga gudang logistik", "Gudang PPK",
    ):  # fmt: skip
        assert piece in text, piece


def test_a_signature_never_stands_alone() -> None:
    """However long the basis is, the page that is signed also holds what is ordered."""
    codes = tuple(one.code for one in OFFICE.pack.guard_patterns)
    for patterns in (codes[:1], codes[:4], codes):
        every = pages(made(dataclasses.replace(view(), row=guard_plan.row(patterns=patterns)), "sprin"))
        (signed,) = [page for page in every if "PANGKAT / NRP" in page]
        assert "Untuk" in signed
        assert "Selesai." in signed


@pytest.mark.parametrize(
    ("state", "mark"),
    [(PlanState.DRAFT, "DRAF"), (PlanState.CHECKED, "DRAF"), (PlanState.OBJECTED, "DRAF"),
     (PlanState.AMENDED, "DIGANTI"), (PlanState.WITHDRAWN, "DICABUT"), (PlanState.ISSUED, "")],
)  # fmt: skip
def test_what_is_not_in_force_says_so(state: PlanState, mark: str) -> None:
    """The mark of a plan stands on its papers, in every state but issued; then number and day stand there."""
    text = " ".join(pages(made(view(state), "sprin")))
    assert all((word in text) == (word == mark) for word in ("DRAF", "DIGANTI", "DICABUT"))
    assert ("Nomor: Sprin/12/XI/2024" in text) == (not mark)
    assert ("20 November 2024" in text) == (not mark)


def test_another_partys_print_is_a_copy_without_names() -> None:
    """The view of another party has no names; its print of the plan in force is marked as a copy."""
    plan = view(PlanState.ISSUED)
    blind = tuple(
        dataclasses.replace(one, officers=tuple(dataclasses.replace(p, name="") for p in one.officers))
        for one in plan.sectors
    )
    seen = dataclasses.replace(plan, sectors=blind, turns=(), reserve=())
    office = dataclasses.replace(OFFICE, reader="PPK")
    text = " ".join(pages(documents.letter_pdf(papers.sprin(seen, office=office, link=LINK))))
    assert "SALINAN" in text
    assert "Nama Rekaan" not in text
    assert "Cadangan bergerak" not in text
    assert "HP" not in " ".join(pages(documents.cards_pdf(papers.cards(seen, office=office, link=LINK))))


def test_the_reserve_stands_on_a_sheet_apart() -> None:
    """Where the reserve waits is on the last pages only, and the roster for the wall does not say it."""
    plan = view()
    every = pages(made(plan, "sprin"))
    assert "Pos Simpang" in every[-1]
    assert "jangan disertakan pada tembusan" in every[-1]
    assert not any("Pos Simpang" in page for page in every[:-1])
    waiting = dataclasses.replace(plan.turns[0], task="reserve", at_name="Pos Simpang")
    assert "Pos Simpang" not in " ".join(pages(made(dataclasses.replace(plan, turns=(waiting,)), "roster")))


@pytest.mark.parametrize("what", PDFS)
def test_papers_are_archive_and_accessible_pdf(what: str) -> None:
    """Each declares PDF/A-2a and PDF/UA-1, a language, a title and tags, and holds every font that it uses."""
    reader = PdfReader(io.BytesIO(made(view(), what)))
    root: Any = reader.trailer["/Root"]
    about = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>2<", about)
    assert re.search(r"pdfaid:conformance>A<", about)
    assert re.search(r"pdfuaid:part>1<", about)
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            assert "+" in font.get_object()["/BaseFont"]


@pytest.mark.parametrize("what", PDFS)
def test_every_page_carries_code_and_label(what: str) -> None:
    """The check code of the content and the label of synthetic data stand on each page; real data has no label."""
    plan = view()
    code = {
        "sprin": lambda: code_of(papers.sprin(plan, office=OFFICE, link="")),
        "roster": lambda: code_of(papers.roster(plan, office=OFFICE, link="https://else.example/")),
        "cards": lambda: code_of(papers.cards(plan, office=OFFICE, link=LINK)),
        "map": lambda: code_of(rounds.rounds(plan, office=OFFICE, link=LINK)),
    }[what]()
    every = pages(made(plan, what))
    assert all(code in page and "DATA SINTETIS" in page for page in every)
    if what != "cards":
        assert all(f"Halaman {at} dari {len(every)}" in page for at, page in enumerate(every, 1))
    real = dataclasses.replace(plan, row=guard_plan.row(synthetic=False))
    office = dataclasses.replace(OFFICE, synthetic=False)
    assert not papers.head(real, office=office, link="")["synthetic"]


@pytest.mark.parametrize("what", PDFS)
def test_the_same_plan_gives_the_same_bytes(what: str) -> None:
    """No clock and no chance goes into a paper; another plan gives another one."""
    assert made(view(), what) == made(view(), what)
    assert made(view(), what) != made(view(sectors=5), what)


@pytest.mark.parametrize("what", PDFS)
def test_hostile_text_is_text(what: str) -> None:
    """Markup, formulas, turned text, emoji and endless names break no paper, and nothing is run."""
    text = " ".join(pages(made(hostile(), what)))
    assert "#strong[*a*] $x$" in text
    assert "\u202e" not in text
    assert "\x1b" not in text


def test_the_roster_has_a_line_for_each_person() -> None:
    """A person's turns stand in their line, with the hours; nobody is lost or doubled."""
    plan = view()
    (table,) = papers.roster(plan, office=OFFICE, link="").tables
    people = {turn.guard.person for turn in plan.turns}
    assert len(table.rows) == len(people)
    for one in plan.sectors:
        for person in one.officers:
            (line,) = [row for row in table.rows if row[0].startswith(person.name)]
            assert sum(f"Sektor {one.code}" in cell for cell in line) == 2
            assert line[-1] == "16"
    assert [column.title.split("\n")[-1] for column in table.columns[2:-1]] == [
        "26/11 20.00\u201305.00 (+1)", "27/11 05.00\u201313.00", "27/11 13.00\u201321.00",
    ]  # fmt: skip


def test_each_tps_has_one_card() -> None:
    """Four cards a page, in order of code; before and after in the round; an unguarded TPS says so."""
    plan = view()
    cards = papers.cards(plan, office=OFFICE, link=LINK).cards
    assert [card.code for card in cards] == sorted({s.station for one in plan.sectors for s in one.stops} | {
        s.station for s in plan.uncovered})  # fmt: skip
    every = pages(made(plan, "cards"))
    assert len(every) == -(-len(cards) // 4)
    assert sum(page.count("BELUM ADA PENJAGAAN POLRI") for page in every) == 1
    (second,) = [card for card in cards if card.code == plan.sectors[0].stops[1].station]
    (watch,) = second.watches
    assert (watch.order, watch.stops) == (2, 4)
    assert (watch.before, watch.after) == (plan.sectors[0].stops[0].name, plan.sectors[0].stops[2].name)


def test_a_tps_of_several_pairs_has_one_card_with_all_of_them() -> None:
    """A dedicated TPS is in several sectors: its card names every pair, in small letters if it must, and loses none."""
    only = stop(1, 1)
    every = tuple(sector(number, only) for number in range(1, 6))
    plan = dataclasses.replace(view(), sectors=every, uncovered=())
    (card,) = papers.cards(plan, office=OFFICE, link=LINK).cards
    assert [watch.sector for watch in card.watches] == ["R01", "R02", "R03", "R04", "R05"]
    (text,) = pages(made(plan, "cards"))
    assert all(person.name in text for one in every for person in one.officers)


def test_the_map_has_a_page_for_each_sector_and_says_what_it_cannot_draw() -> None:
    """Overview, then the sectors with their stops; a TPS without coordinates is named."""
    plan = view()
    every = pages(made(plan, "map"))
    assert len(every) == 1 + len(plan.sectors)
    assert "Tanpa koordinat, tidak tergambar: TPS 099 Sungai Gantang" in every[0]
    assert re.search(r"\b(k?m)\b", every[0])
    for one, page in zip(plan.sectors, every[1:], strict=True):
        assert f"Sektor {one.code}" in page
        assert all(each.name in page for each in one.stops)


def test_a_plan_without_anything_still_prints() -> None:
    """No sector, no turn, no coordinates: the papers say so."""
    empty = dataclasses.replace(view(), sectors=(), turns=(), reserve=(), army=(), uncovered=())
    for what in PDFS:
        assert made(empty, what).startswith(b"%PDF")
    assert "Daftar jaga belum disusun" in " ".join(pages(made(empty, "roster")))
    assert "Belum ada TPS dengan koordinat" in " ".join(pages(made(empty, "map")))


@pytest.mark.parametrize("plan", [view(), hostile()], ids=["plan", "hostile"])
def test_word_files_hold_the_same(plan: PlanView) -> None:
    """DOCX: headings, tables with a repeated head, page numbers, the same code, cells as in the content; same bytes."""
    letter, report = papers.sprin(plan, office=OFFICE, link=LINK), papers.roster(plan, office=OFFICE, link=LINK)
    for content, tables in (
        (documents.letter_docx(letter), letter.annexes),
        (documents.report_docx(report), report.tables),
    ):
        book: Any = docx.Document(io.BytesIO(content))
        body = "\n".join(paragraph.text for paragraph in book.paragraphs)
        assert all(table.title in [p.text for p in book.paragraphs if p.style.name == "Heading 2"] for table in tables)
        assert "DRAF" in body
        grids = [table for table in book.tables if table.style.name == "Table Grid"]
        for table, grid in zip([one for one in tables if one.rows], grids, strict=True):
            assert "w:tblHeader" in grid.rows[0]._tr.xml
            assert [[cell.text for cell in row.cells] for row in grid.rows[1:]] == [
                [texts.lines(cell) for cell in row] for row in table.rows
            ]
        foot = book.sections[0].footer.paragraphs[0]
        assert "Kode periksa" in foot.text
        assert foot._p.xml.count("w:fldSimple ") == 2
    assert documents.letter_docx(letter) == documents.letter_docx(letter)
    moment = datetime(2024, 11, 18, tzinfo=UTC)
    with zipfile.ZipFile(io.BytesIO(documents.report_docx(report, made_at=moment))) as package:
        assert {info.date_time for info in package.infolist()} == {(2024, 11, 27, 0, 0, 0)}
        assert b"2024-11-18" in package.read("docProps/core.xml")


@pytest.mark.parametrize("plan", [view(), hostile()], ids=["plan", "hostile"])
def test_the_sheet_has_a_row_for_each_tps_in_each_sector(plan: PlanView) -> None:
    """XLSX: one row per stop and one per unguarded TPS; nothing is a formula."""
    rows = papers.sheet(plan, office=OFFICE, code="AAAA-AAAA")
    with xlsx_file(columns.SHEET, rows, title="Penjagaan TPS") as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(columns.SHEET)
    assert sheet.max_row == 1 + sum(len(one.stops) for one in plan.sectors) + len(plan.uncovered)
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert "DRAF" in str(sheet.cell(2, len(columns.SHEET)).value)
    assert "TANPA PENJAGAAN" in str(sheet.cell(sheet.max_row, len(columns.SHEET)).value)
