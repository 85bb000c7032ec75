"""Papers as DOCX, to be worked on: real headings, tables whose head repeats on each page, page numbers.

The same content and date give the same bytes: the package is written again with one constant time.
"""

from __future__ import annotations

from datetime import datetime

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from sinergi.documents.content import Letter, Report, code_of
from sinergi.documents.text import lines
from sinergi.documents.word_parts import Docx, new_book, packed, put_line, put_qr, put_standing, put_table, to_landscape


def letter_docx(letter: Letter, *, made_at: datetime | None = None) -> bytes:
    """Return the letter with its annexes on landscape pages."""
    book = new_book(letter, made_at, landscape=False)
    put_standing(book, letter)
    for line in letter.letterhead:
        put_line(book, line, centred=False, bold=True)
    book.add_heading(lines(letter.title).upper(), 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    put_line(book, f"Nomor: {letter.number}", centred=True)
    parts = book.add_table(rows=0, cols=2)
    for name, items in (("Pertimbangan", letter.considering), ("Dasar", letter.basis)):
        _part(parts, name, items)
    if letter.basis_note:
        put_line(book, letter.basis_note, size=8.5)
    put_line(book, "DIPERINTAHKAN", centred=True, bold=True)
    parts = book.add_table(rows=0, cols=2)
    for name, items in (("Kepada", letter.addressed), ("Untuk", letter.orders)):
        _part(parts, name, items)
    put_line(book, "Selesai.")
    _signature(book, letter)
    if letter.copies:
        put_line(book, "Tembusan:\n" + "\n".join(f"{at}. {one}" for at, one in enumerate(letter.copies, 1)))
    for index, annex in enumerate(letter.annexes):
        if not index:
            to_landscape(book.add_section())
        elif annex.apart:
            book.add_page_break()
        if not index or annex.apart:
            put_line(book, "\n".join(letter.annex_head), size=9)
        put_table(book, annex)
    return packed(book)


def report_docx(report: Report, *, made_at: datetime | None = None) -> bytes:
    """Return the report on landscape pages."""
    book = new_book(report, made_at, landscape=True)
    put_standing(book, report)
    book.add_heading(lines(report.title), 1)
    for line in (report.subtitle, *report.intro):
        if line:
            put_line(book, line)
    for table in report.tables:
        put_table(book, table, size=8)
    return packed(book)


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
        put_qr(cells[0].paragraphs[0], letter.link, about=f"Kode QR ke halaman rencana, kode periksa {code_of(letter)}")
    issued = letter.issued or "...................."
    cells[1].text = lines(f"Dikeluarkan di: {letter.place}\npada tanggal: {issued}")
    paragraph = cells[1].add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(lines("\n".join(letter.signer))).bold = True
    paragraph.add_run("\n\n\n\n" + lines("\n".join(letter.signer_below)))
