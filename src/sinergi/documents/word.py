"""Papers as DOCX, to be worked on: real headings, tables whose head repeats on each page, page numbers.

The same content and date give the same bytes: the package is written again with one constant time.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

import segno
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from sinergi.documents.content import Letter, Paper, Report, Table, code_of
from sinergi.documents.text import lines, plain

Docx: TypeAlias = Any  # python-docx hands out objects whose useful parts have no types
FONT: Final = "Arial"
MADE: Final = datetime(2024, 11, 27, tzinfo=UTC)  # where no date is given
ZIP_TIME: Final = (2024, 11, 27, 0, 0, 0)
A4: Final = (21.0, 29.7)  # centimetres


def letter_docx(letter: Letter, *, made_at: datetime | None = None) -> bytes:
    """Return the letter with its annexes on landscape pages."""
    book = _book(letter, made_at, landscape=False)
    _standing(book, letter)
    for line in letter.letterhead:
        _line(book, line, centred=False, bold=True)
    book.add_heading(lines(letter.title).upper(), 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(book, f"Nomor: {letter.number}", centred=True)
    parts = book.add_table(rows=0, cols=2)
    for name, items in (("Pertimbangan", letter.considering), ("Dasar", letter.basis)):
        _part(parts, name, items)
    if letter.basis_note:
        _line(book, letter.basis_note, size=8.5)
    _line(book, "DIPERINTAHKAN", centred=True, bold=True)
    parts = book.add_table(rows=0, cols=2)
    for name, items in (("Kepada", letter.addressed), ("Untuk", letter.orders)):
        _part(parts, name, items)
    _line(book, "Selesai.")
    _signature(book, letter)
    if letter.copies:
        _line(book, "Tembusan:\n" + "\n".join(f"{at}. {one}" for at, one in enumerate(letter.copies, 1)))
    for index, annex in enumerate(letter.annexes):
        if not index:
            _landscape(book.add_section())
        elif annex.apart:
            book.add_page_break()
        if not index or annex.apart:
            _line(book, "\n".join(letter.annex_head), size=9)
        _table(book, annex)
    return _bytes(book)


def report_docx(report: Report, *, made_at: datetime | None = None) -> bytes:
    """Return the report on landscape pages."""
    book = _book(report, made_at, landscape=True)
    _standing(book, report)
    book.add_heading(lines(report.title), 1)
    for line in (report.subtitle, *report.intro):
        if line:
            _line(book, line)
    for table in report.tables:
        _table(book, table, size=8)
    return _bytes(book)


def _book(paper: Paper, made_at: datetime | None, *, landscape: bool) -> Docx:
    book: Docx = Document()
    moment = (made_at or MADE).astimezone(UTC)
    known = book.core_properties
    known.title, known.language = plain(paper.title), "id-ID"
    known.author = known.last_modified_by = "Sinergi"
    known.created = known.modified = moment.replace(tzinfo=None)
    known.keywords, known.comments = code_of(paper), ""
    _styles(book)
    section = book.sections[0]
    if landscape:
        _landscape(section)
    else:
        section.page_width, section.page_height = Cm(A4[0]), Cm(A4[1])
        section.left_margin, section.right_margin = Cm(2.5), Cm(2.0)
        section.top_margin = section.bottom_margin = Cm(2.0)
    synthetic = " · DATA SINTETIS" if paper.synthetic else ""
    if paper.standing or synthetic:
        section.header.paragraphs[0].text = lines(f"{paper.standing}{synthetic}".removeprefix(" · "))
    foot = section.footer.paragraphs[0]
    foot.add_run(lines(f"{paper.version}{synthetic} · Kode periksa {code_of(paper)} · Halaman "))
    _field(foot, "PAGE")
    foot.add_run(" dari ")
    _field(foot, "NUMPAGES")
    return book


def _styles(book: Docx) -> None:
    for name, size in (("Normal", 11), ("Heading 1", 14), ("Heading 2", 11)):
        style = book.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0x12, 0x23, 0x3D)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[key]
    book.styles["Normal"].paragraph_format.space_after = Pt(4)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    book.styles["Normal"].element.get_or_add_rPr().append(language)


def _landscape(section: Docx) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(A4[1]), Cm(A4[0])
    section.left_margin = section.right_margin = Cm(1.6)
    section.top_margin = section.bottom_margin = Cm(1.6)


def _standing(book: Docx, paper: Paper) -> None:
    if paper.standing:
        _line(book, f"{paper.standing}. {paper.standing_note}", bold=True)
    if paper.synthetic:
        _line(book, f"DATA SINTETIS. {paper.synthetic}", bold=True)


def _line(book: Docx, text: str, *, centred: bool = False, bold: bool = False, size: float = 0) -> None:
    paragraph = book.add_paragraph()
    run = paragraph.add_run(lines(text))
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _part(table: Docx, name: str, items: tuple[str, ...]) -> None:
    cells = table.add_row().cells
    cells[0].width, cells[1].width = Cm(3.5), Cm(13.0)
    cells[0].text = f"{name} :"
    numbered = [f"{at}. {one}" for at, one in enumerate(items, 1)] if len(items) > 1 else list(items)
    cells[1].text = lines(numbered[0]) if numbered else ""
    for one in numbered[1:]:
        cells[1].add_paragraph(lines(one))


def _signature(book: Docx, letter: Letter) -> None:
    cells = book.add_table(rows=1, cols=2).rows[0].cells
    if letter.link:
        picture = io.BytesIO()
        segno.make(letter.link, error="m", micro=False).save(picture, kind="png", scale=6, border=4)
        picture.seek(0)
        shape = cells[0].paragraphs[0].add_run().add_picture(picture, width=Cm(2.4))
        properties = shape._inline.docPr  # noqa: SLF001 -- python-docx has no public door to the alternative text
        properties.set("descr", f"Kode QR ke halaman rencana, kode periksa {code_of(letter)}")
    issued = letter.issued or "...................."
    cells[1].text = lines(f"Dikeluarkan di: {letter.place}\npada tanggal: {issued}")
    paragraph = cells[1].add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(lines("\n".join(letter.signer))).bold = True
    paragraph.add_run("\n\n\n\n" + lines("\n".join(letter.signer_below)))


def _table(book: Docx, table: Table, *, size: float = 9) -> None:
    book.add_heading(lines(table.title), 2)
    if table.note:
        _line(book, table.note, size=8.5)
    if not table.rows:
        _line(book, table.empty)
        return
    made = book.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 -- python-docx cannot say "repeat this row"
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        _fill(cell, column.title, size=size, bold=True)
    total = sum(column.share for column in table.columns)
    for row in table.rows:
        for cell, text, column in zip(made.add_row().cells, row, table.columns, strict=True):
            _fill(cell, text, size=size, right=column.right)
            cell.width = Cm(26.0 * column.share / total)


def _fill(cell: Docx, text: str, *, size: float, bold: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(lines(text))
    run.bold, run.font.size = bold, Pt(size)
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _field(paragraph: Docx, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 -- python-docx has no fields


def _bytes(book: Docx) -> bytes:
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
