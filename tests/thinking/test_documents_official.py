"""Official papers and chat parcels: read back from the files; nothing lost, nothing alone, the same bytes each time."""

from __future__ import annotations

import dataclasses
import io
from datetime import UTC, datetime

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from sinergi import documents
from sinergi.areas.places.letters import letterhead
from sinergi.documents.content import Column, code_of
from sinergi.documents.message import MOST, same, verify
from sinergi.documents.official import Official, Paragraphs, Pass, Passes, Sheet, Signature
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party
from tests.thinking.guard_plan import HOSTILE, OFFICE

COLUMNS = (Column(title="Nomor baris", share=2), Column(title="Isi", share=6), Column(title="Tanda tangan", share=4))


def paper(**changes: object) -> Official:
    """Return a small paper with every part."""
    made = Official(
        title="Notulen rapat", subtitle="Rapat rekaan", letterhead=("PEMERINTAH KABUPATEN REKAAN", "KECAMATAN REKAAN"),
        version="Rapat nomor 1", link="https://sinergi.example/rapat/1/", about_link="halaman rapat",
        head=(("Nomor", "1"), ("Tempat", "Aula")), dated="Kempas, 12 November 2024", opening=("Kalimat pembuka.",),
        blocks=(
            Paragraphs(title="Jalannya rapat", lines=("Baris satu.", "KEBERATAN PPK: sebab."), bold=("KEBERATAN",)),
            Sheet(title="Keputusan", columns=COLUMNS, rows=(("1", "Isi\nKEBERATAN PPK: sebab.", ""),), room=10,
                  bold=("KEBERATAN",)),
        ),
        closing=("Demikian.",), signatures=(Signature(office=("NOTULIS,",), below=("....",)),
                                            Signature(office=("PIMPINAN RAPAT,", "Camat Rekaan"), below=("Nama",))),
        copies=("Arsip", "Bupati"), annexes=(Sheet(title="Daftar hadir", columns=COLUMNS, rows=(("1", "Camat", ""),)),),
        annex_head=("LAMPIRAN",),
    )  # fmt: skip
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type] # fields of the paper


def pages(content: bytes) -> list[str]:
    """Return the text of each page, in one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def word_text(content: bytes) -> str:
    """Return all text of a DOCX in reading order, in one line."""
    return " ".join("".join(docx.Document(io.BytesIO(content)).element.body.itertext()).split())


def test_every_part_is_on_paper_and_in_word() -> None:
    """What the content says, both files say; the PDF in the order of a naskah dinas."""
    said = ("KECAMATAN REKAAN", "NOTULEN RAPAT", "Rapat rekaan", "Aula", "Kalimat pembuka.", "Jalannya rapat",
            "KEBERATAN PPK: sebab.", "Keputusan", "Demikian.", "NOTULIS,", "PIMPINAN RAPAT,", "Nama", "Tembusan:",
            "2. Bupati", "LAMPIRAN", "Daftar hadir")  # fmt: skip
    text, word = " ".join(pages(documents.official_pdf(paper()))), word_text(documents.official_docx(paper()))
    for one in said:
        assert one in text, one
        assert one in word, one
    places = [text.index(one) for one in said if one not in ("Nama", "Aula", "Keputusan", "KEBERATAN PPK: sebab.")]
    assert places == sorted(places)


def test_a_letter_has_its_rows_above_and_one_heading() -> None:
    """Nomor, Sifat, Lampiran and Hal stand above the addressee; Hal is the heading that screen readers find."""
    head = (("Nomor", "005"), ("Sifat", "Penting"), ("Lampiran", "-"), ("Hal", "Undangan rekaan"))
    letter = paper(letter=True, head=head, addressed=("Camat", "Kapolsek"), details=(("pukul", "09.00"),))
    (first, *_rest) = pages(documents.official_pdf(letter))
    at = [first.index(one) for one in ("005", "Undangan rekaan", "Yth.", "2. Kapolsek", "pembuka", "09.00", "NOTULIS")]
    assert at == sorted(at)
    word = word_text(documents.official_docx(letter))
    assert all(one in word for one in ("Undangan rekaan", "Yth. 1. Camat", "2. Kapolsek", ": 09.00"))


def test_signatures_of_two_stand_level_and_never_alone() -> None:
    """However far the table reaches down the page, the sentence before the signatures is on their page."""
    for count in range(20, 32):
        rows = tuple((str(at), "Isi", "") for at in range(count))
        every = pages(documents.official_pdf(paper(blocks=(Sheet(title="K", columns=COLUMNS, rows=rows),), annexes=())))
        (signed,) = [page for page in every if "PIMPINAN RAPAT" in page]
        assert "Demikian." in signed, count


def test_the_head_of_a_table_repeats_and_no_row_is_lost() -> None:
    """A table over many pages says on each of them what its columns are; each row is there once, and not split."""
    rows = tuple((f"baris-{at:03d}", f"isi {at:03d} " * 12 + f"akhir-{at:03d}", "") for at in range(150))
    every = pages(documents.official_pdf(paper(blocks=(Sheet(title="K", columns=COLUMNS, rows=rows),), annexes=())))
    text = " ".join(every)
    assert len(every) > 5
    for page in every:
        assert ("Nomor baris" in page) == ("baris-" in page)
    for at in range(150):
        assert text.count(f"baris-{at:03d}") == 1
        (home,) = [page for page in every if f"baris-{at:03d}" in page]
        assert f"akhir-{at:03d}" in home
    word = docx.Document(
        io.BytesIO(documents.official_docx(paper(blocks=(Sheet(title="K", columns=COLUMNS, rows=rows),))))
    )
    head = next(table for table in word.tables if len(table.rows) == 151).rows[0]
    assert "tblHeader" in head._tr.xml


def test_a_cell_longer_than_a_page_is_told_to_its_end() -> None:
    """Five dissents of 2000 letters each fill more than a page: the row is split, and no word falls off its foot."""
    cell = "\n".join(f"KEBERATAN pihak{at}: " + "kata " * 400 + f"ujung{at}" for at in range(5))
    sheet = Sheet(title="K", columns=COLUMNS, rows=(("1", cell, ""),), bold=("KEBERATAN",), room=10)
    text = " ".join(pages(documents.official_pdf(paper(blocks=(sheet,)))))
    assert all(f"ujung{at}" in text for at in range(5))


def test_room_to_sign_is_room() -> None:
    """Rows with 20 mm each take more pages than rows without."""

    def long(room: int) -> int:
        rows = tuple((str(at), "Isi", "") for at in range(60))
        return len(
            pages(documents.official_pdf(paper(blocks=(Sheet(title="K", columns=COLUMNS, rows=rows, room=room),))))
        )

    assert long(20) > long(0) + 2


def test_dissent_is_bold_in_both() -> None:
    """The line that begins with KEBERATAN is set in bold, the one beside it is not."""
    fonts: dict[str, str] = {}

    def seen(text: str, _matrix: object, _place: object, font: dict[str, str] | None, _size: float) -> None:
        for word in ("KEBERATAN", "Baris"):
            if word in text and font is not None:
                fonts[word] = font["/BaseFont"]

    PdfReader(io.BytesIO(documents.official_pdf(paper()))).pages[0].extract_text(visitor_text=seen)
    assert "Bold" in fonts["KEBERATAN"]
    assert "Bold" not in fonts["Baris"]
    book = docx.Document(io.BytesIO(documents.official_docx(paper())))
    runs = [run for line in book.paragraphs for run in line.runs]
    runs += [run for table in book.tables for cell in table._cells for line in cell.paragraphs for run in line.runs]
    assert {run.text.strip(): run.bold for run in runs if run.text.startswith("KEBERATAN")} == {
        "KEBERATAN PPK: sebab.": True
    }
    assert not next(run for run in runs if run.text.startswith("Isi\n")).bold


@pytest.mark.parametrize("party", FIVE_PARTIES)
def test_each_party_has_its_own_head_and_no_crest(party: Party) -> None:
    """Five parties, five letterheads that name the kecamatan; what is not known of the regions is left out."""
    head = letterhead(party=party, office=OFFICE)
    assert len({letterhead(party=one, office=OFFICE) for one in FIVE_PARTIES}) == 5
    assert "KEMPAS" in head[-1]
    assert any("INDRAGIRI HILIR" in line for line in head)
    bare = letterhead(party=party, office=dataclasses.replace(OFFICE, regency="", province=""))
    assert not any("INDRAGIRI" in line or line.endswith(" ") for line in bare)
    city = letterhead(party=party, office=dataclasses.replace(OFFICE, regency="Dumai", city=True))
    assert not any("KABUPATEN" in line for line in city)


def test_whatever_is_typed_makes_a_paper() -> None:
    """Formula signs, markup, control and bidi signs, emoji and very long words print, and leave no instruction."""
    bad = paper(
        title=HOSTILE, subtitle=HOSTILE, head=((HOSTILE, HOSTILE),), opening=(HOSTILE,),
        blocks=(Paragraphs(title=HOSTILE, lines=(HOSTILE, "x" * 2000)), Sheet(title=HOSTILE, columns=COLUMNS,
                rows=((HOSTILE, "y" * 2000, HOSTILE),))),
    )  # fmt: skip
    assert len(pages(documents.official_pdf(bad))) >= 2
    assert "HYPERLINK" in word_text(documents.official_docx(bad))


def test_papers_keep_the_archive_rules_and_their_bytes() -> None:
    """PDF/A-2a and PDF/UA-1 are claimed; the same content makes the same bytes, another link the same code."""
    for made in (documents.official_pdf, documents.official_docx):
        assert made(paper(), made_at=datetime(2024, 11, 8, tzinfo=UTC)) == made(
            paper(), made_at=datetime(2024, 11, 8, tzinfo=UTC)
        )
    meta = PdfReader(io.BytesIO(documents.official_pdf(paper()))).xmp_metadata
    assert meta is not None
    said = meta.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert code_of(paper()) == code_of(paper(link="https://lain.example/"))
    assert code_of(paper()) != code_of(paper(closing=("Demikian!",)))
    assert code_of(paper()) in " ".join(pages(documents.official_pdf(paper())))


def test_slips_are_eight_to_a_page_with_an_address_each() -> None:
    """Every seat has its own slip; the address is in the picture only, so that nobody reads it from the text."""
    sheet = Passes(title="Kartu hadir", subtitle="Rapat", version="1", lines=("Selasa",), note="Gunting.", passes=tuple(
        Pass(title=f"Jabatan {at:02d}", party="PPK", address=f"https://sinergi.example/hadir/RAHASIA{at}/")
        for at in range(17)))  # fmt: skip
    every = pages(documents.passes_pdf(sheet))
    assert [page.count("Sekali pakai") for page in every] == [8, 8, 1]
    assert all(f"Jabatan {at:02d}" in " ".join(every) for at in range(17))
    assert "RAHASIA" not in " ".join(every)


words = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf"]), min_size=1, max_size=2100)


@given(st.lists(st.lists(words, min_size=1, max_size=6), max_size=6))
def test_parcels_lose_nothing_and_are_never_too_long(blocks: list[list[str]]) -> None:
    """All that was given is in the messages in its order; each is at most 4096 units and carries a right code."""
    made = documents.parcels(["*KEPALA*"], [[line for line in block if line.split()] for block in blocks], ["EKOR"])
    assert all(len(one.encode("utf-16-le")) // 2 <= MOST for one in made)
    assert all(verify(one) for one in made)
    bodies = [line for one in made for line in one.split("\n")[1:-3] if not line.startswith("(lanjutan)")]
    found = "".join("".join(line.split()) for line in bodies)
    assert found == "".join("".join(line.split()) for block in blocks for line in block)


@given(st.text(alphabet="abc def*_\n", min_size=1), st.integers(min_value=0), st.sampled_from("xyz0"))
def test_an_edited_parcel_is_found_out(text: str, at: int, sign: str) -> None:
    """One letter put in anywhere breaks the code; bold signs and spaces that a chat program changes do not."""
    (made,) = documents.parcels(["KEPALA"], [text.split("\n")], ["EKOR"])
    place = at % (len(made) + 1)
    assert verify(made)
    assert not verify(made[:place] + sign + made[place:])
    assert same(made, made.replace("*", "").replace("\n", "\n "))


def test_a_head_that_leaves_no_room_is_a_fault() -> None:
    """A head as long as a message is refused at once; it cannot be made to fit."""
    with pytest.raises(ValueError, match="head and tail leave"):
        documents.parcels(["x" * 4000], [["isi"]], [])
