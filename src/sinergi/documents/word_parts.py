"""The parts of which papers in DOCX are made: page, header and footer, lines, tables, the package itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

import segno
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

from sinergi.documents.content import Paper, Table, code_of
from sinergi.documents.official import Sheet
from sinergi.documents.text import lines, plain

Docx: TypeAlias = Any  # python-docx hands out objects whose useful parts have no types
FONT: Final = "Arial"
MADE: Final = datetime(2024, 11, 27, tzinfo=UTC)  # where no date is given
ZIP_TIME: Final = (2024, 11, 27, 0, 0, 0)
A4: Final = (21.0, 29.7)  # centimetres


def new_book(paper: Paper, made_at: datetime | None, *, landscape: bool) -> Docx:
    """Return an empty book for ``paper`` with its page, header and footer."""
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
        to_landscape(section)
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
    for name, size in (("Normal", 11), ("Heading 1", 14), ("Heading 2", 11), ("Heading 3", 11)):
        style = book.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0x12, 0x23, 0x3D)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[key]
    book.styles["Normal"].paragraph_format.space_after = Pt(4)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    book.styles["Normal"].element.get_or_add_rPr().append(language)


def to_landscape(section: Docx) -> None:
    """Lay a section on its side."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(A4[1]), Cm(A4[0])
    section.left_margin = section.right_margin = Cm(1.6)
    section.top_margin = section.bottom_margin = Cm(1.6)


def put_standing(book: Docx, paper: Paper) -> None:
    """Say first what the paper is not, and that its data is made up."""
    if paper.standing:
        put_line(book, f"{paper.standing}. {paper.standing_note}", bold=True)
    if paper.synthetic:
        put_line(book, f"DATA SINTETIS. {paper.synthetic}", bold=True)


def put_line(book: Docx, text: str, *, centred: bool = False, bold: bool = False, size: float = 0) -> None:
    """Add one paragraph."""
    paragraph = book.add_paragraph()
    run = paragraph.add_run(lines(text))
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def put_qr(paragraph: Docx, link: str, *, about: str) -> None:
    """Add the QR of ``link``; ``about`` is said by screen readers."""
    picture = io.BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="png", scale=6, border=4)
    picture.seek(0)
    shape = paragraph.add_run().add_picture(picture, width=Cm(2.4))
    shape._inline.docPr.set("descr", about)  # noqa: SLF001 -- python-docx has no public door to the alternative text


def put_table(book: Docx, table: Table, *, size: float = 9, width: float = 26.0) -> None:
    """Add ``table`` over ``width`` centimetres, under its heading; its first row repeats on each page."""
    if table.title:
        book.add_heading(lines(table.title), 2)
    if table.note:
        put_line(book, table.note, size=8.5)
    if not table.rows:
        put_line(book, table.empty)
        return
    made = book.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 -- python-docx cannot say "repeat this row"
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        _fill(cell, column.title, size=size, bold=True)
    total = sum(column.share for column in table.columns)
    bold = table.bold if isinstance(table, Sheet) else ()
    for row in table.rows:
        added = made.add_row()
        if isinstance(table, Sheet) and table.room:
            added.height = Mm(table.room)
        for cell, text, column in zip(added.cells, row, table.columns, strict=True):
            _fill(cell, text, size=size, right=column.right, mark=bold)
            cell.width = Cm(width * column.share / total)


def put_marked(paragraph: Docx, text: str, *, mark: Sequence[str], size: float = 0, bold: bool = False) -> None:
    """Add ``text``; its lines that begin with one of ``mark`` are bold, and all of them with ``bold``."""
    said = lines(text)
    for part in said.splitlines(keepends=True) if mark else [said]:
        run = paragraph.add_run(part)
        if bold or part.startswith(tuple(mark)):
            run.bold = True
        if size:
            run.font.size = Pt(size)


def _fill(
    cell: Docx, text: str, *, size: float, bold: bool = False, right: bool = False, mark: Sequence[str] = ()
) -> None:
    paragraph = cell.paragraphs[0]
    put_marked(paragraph, text, mark=mark, size=size, bold=bold)
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


def packed(book: Docx) -> bytes:
    """Return the package, the same bytes at every run."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
