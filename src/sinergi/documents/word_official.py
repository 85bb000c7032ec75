"""Official papers as DOCX: the same content as the PDF, to be worked on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from sinergi.documents.content import Table, code_of
from sinergi.documents.official import Block, Official, Paragraphs, Signature
from sinergi.documents.text import lines
from sinergi.documents.word_parts import Docx, new_book, packed, put_line, put_marked, put_qr, put_standing, put_table

WIDTH: Final = 16.5  # centimetres between the margins
SIGN: Final = "\n\n\n\n"


def official_docx(paper: Official, *, made_at: datetime | None = None) -> bytes:
    """Return the paper on upright pages; heads of tables repeat. The same content and date give the same bytes."""
    book = new_book(paper, made_at, landscape=False)
    put_standing(book, paper)
    _top(book, paper)
    for row in paper.addressed and ("Kepada",):
        put_line(book, "\n".join([row, *_addressed(paper.addressed), "di Tempat"]))
    for one in paper.opening:
        put_line(book, one)
    _rows(book, paper.details, indent=1.0)
    _blocks(book, paper.blocks)
    for one in paper.closing:
        put_line(book, one)
    _signatures(book, paper)
    if paper.copies:
        put_line(book, "Tembusan:\n" + "\n".join(f"{at}. {one}" for at, one in enumerate(paper.copies, 1)))
    if paper.annexes:
        book.add_page_break()
        if paper.annex_head:
            put_line(book, "\n".join(paper.annex_head), size=9)
        _blocks(book, paper.annexes)
    return packed(book)


def _top(book: Docx, paper: Official) -> None:
    cells = book.add_table(rows=1, cols=2).rows[0].cells
    cells[0].width, cells[1].width = Cm(WIDTH - 4.5), Cm(4.5)
    paragraph = cells[0].paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(lines("\n".join(paper.letterhead))).bold = True
    if paper.link:
        cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        about = f"Kode QR untuk membuka {paper.about_link}, kode periksa {code_of(paper)}"
        put_qr(cells[1].paragraphs[0], paper.link, about=about)
    _rule(book)
    if paper.letter:
        put_line(book, paper.dated)
        book.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        book.add_heading(lines(paper.title).upper(), 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
        if paper.subtitle:
            put_line(book, paper.subtitle, centred=True)
        if paper.headline:
            book.add_heading(lines(paper.headline), 2).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _rows(book, paper.head)


def _rule(book: Docx) -> None:
    """Draw the double line below the letterhead: the border of an empty paragraph."""
    edge = OxmlElement("w:bottom")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "1"), ("color", "auto")):
        edge.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(edge)
    book.add_paragraph()._p.get_or_add_pPr().append(borders)  # noqa: SLF001 -- python-docx has no borders


def _addressed(items: Sequence[str]) -> list[str]:
    if len(items) == 1:
        return [f"Yth. {items[0]}"]
    return [f"{'Yth. ' if at == 1 else ''}{at}. {one}" for at, one in enumerate(items, 1)]


def _rows(book: Docx, rows: Sequence[tuple[str, str]], *, indent: float = 0.0) -> None:
    if not rows:
        return
    made = book.add_table(rows=0, cols=2)
    for name, said in rows:
        cells = made.add_row().cells
        cells[0].width, cells[1].width = Cm(3.5 + indent), Cm(WIDTH - 3.5 - indent)
        cells[0].text, cells[1].text = lines(name), f": {lines(said)}"
        cells[0].paragraphs[0].paragraph_format.left_indent = Cm(indent)
        for cell in cells:
            cell.paragraphs[0].paragraph_format.space_after = 0
    put_line(book, "", size=4)


def _blocks(book: Docx, blocks: Sequence[Block]) -> None:
    for one in blocks:
        if isinstance(one, Table):
            put_table(book, one, width=WIDTH)
        else:
            _paragraphs(book, one)


def _paragraphs(book: Docx, block: Paragraphs) -> None:
    if block.title:
        book.add_heading(lines(block.title), block.level)
    if block.note:
        put_line(book, block.note, size=8.5)
    for at, one in enumerate(block.lines, 1):
        said = f"{at}. {one}" if block.numbered and len(block.lines) > 1 else f"\u2013 {one}" if block.bulleted else one
        put_marked(book.add_paragraph(), said, mark=block.bold)


def _signatures(book: Docx, paper: Official) -> None:
    if not paper.signatures:
        return
    if paper.dated and not paper.letter:
        put_line(book, paper.dated)
        book.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made: list[Signature | None] = list(paper.signatures)
    signed = [None, *made] if len(made) % 2 else made
    table = book.add_table(rows=0, cols=2)
    for at in range(0, len(signed), 2):
        for cell, one in zip(table.add_row().cells, signed[at : at + 2], strict=False):
            if one is not None:
                paragraph = cell.paragraphs[0]
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.paragraph_format.keep_together = True
                paragraph.add_run(lines("\n".join(one.office))).bold = True
                paragraph.add_run(SIGN + lines("\n".join(one.below)))
