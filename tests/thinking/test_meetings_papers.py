"""The papers of a meeting made by hand: dissent survives each of them, and nothing that is not public is published."""

from __future__ import annotations

import dataclasses
import io
import json
from datetime import timedelta

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from pypdf import PdfReader

from sinergi import documents
from sinergi.areas.meetings.facts import MeetingState, Presence
from sinergi.areas.meetings.queries import papers
from sinergi.areas.meetings.queries.rows import MeetingView
from sinergi.documents import verify
from sinergi.documents.content import code_of
from sinergi.documents.official import Official
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party
from tests.thinking import meeting_view
from tests.thinking.meeting_view import LINK, OFFICE, REASON, START, answer, correction, decision, note, promise, view


def pdf_text(paper: Official) -> str:
    """Return the text of a paper as PDF, in one line."""
    reader = PdfReader(io.BytesIO(documents.official_pdf(paper)))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def word_text(paper: Official) -> str:
    """Return the text of a paper as DOCX, in one line."""
    body = docx.Document(io.BytesIO(documents.official_docx(paper))).element.body
    return " ".join("".join(body.itertext()).split())


def minutes(seen: MeetingView) -> Official:
    """Return the minutes."""
    return papers.minutes(seen, office=OFFICE, link=LINK)


def press(seen: MeetingView) -> Official:
    """Return the draft of a press release."""
    return papers.press_release(seen, office=OFFICE)


def said(paper: object) -> str:
    """Return all that a paper says, as one text."""
    return json.dumps(dataclasses.asdict(paper), ensure_ascii=False)  # type: ignore[call-overload] # a dataclass


def lines_of(seen: MeetingView) -> list[str]:
    """Return the words of all decisions and promises."""
    return [one.text for one in seen.decisions] + [one.text for one in seen.promises]


def test_dissent_survives_every_export() -> None:
    """Who dissents stands beside the decision with the reason: on paper, in Word, in the chat; who, in the press."""
    chat = "\n".join(papers.minutes_text(view(), office=OFFICE))
    for text in (pdf_text(minutes(view())), word_text(minutes(view())), " ".join(chat.replace("*", "").split())):
        assert f"KEBERATAN Panwascam: {REASON}" in text
        assert "KEBERATAN Panwascam: Perlu hari ini." in text
        assert "KEBERATAN PPK: Daftar yang diterima belum lengkap." in text
        assert "Setuju: Polsek, PPK" in text
        assert "Belum menanggapi: Koramil, Kecamatan" in text
    for text in (pdf_text(press(view())), word_text(press(view()))):
        assert "dengan catatan keberatan dari Panwaslu Kecamatan" in text
        assert REASON not in text


def test_dissent_stands_in_the_row_of_its_decision() -> None:
    """The cell with the dissent is in the row of the decision that it is about, in the words of the party."""
    book = docx.Document(io.BytesIO(documents.official_docx(minutes(view()))))
    rows = [[cell.text for cell in row.cells] for table in book.tables for row in table.rows]
    (row,) = [one for one in rows if any(REASON in cell for cell in one)]
    assert row[0] == "1"
    assert "GOR Kempas" in row[1]


def test_minutes_say_what_the_meeting_was() -> None:
    """Head, who came, what was owed, said, decided and promised, what was put right, and who signs."""
    for text in (pdf_text(minutes(view())), word_text(minutes(view()))):
        for piece in (
            "NOTULEN RAPAT", "005/12/KPS/2024", "Selasa, 12 November 2024", "09.00 s.d. 11.30 WIB", "Aula Kantor Camat",
            "3 dari 5 undangan", "1: Camat Kempas", "1: Ketua Panwaslu Kecamatan Kempas", "K-3", "TERLAMBAT",
            "124 kotak suara", "semula: \u201cPPK: 142 kotak tiba.\u201d", "salah dengar", "DICORET",
            "semula: \u201cDistribusi ke Desa Danau Pulai Indah memakai truk.\u201d", "Informasi saja",
            "19 November 2024",
            "K-14", "menunggu K-13 (PPK)", "ditunda 1 kali", "Jumlah: 3", "Untuk: TPS 001 Danau Pulai Indah",
            "Dipenuhi", "NOTULIS,", "PIMPINAN RAPAT,", "a.n. Camat Kempas", "Sekretaris Camat", "Daftar hadir",
            "Diwakili: Sekretaris Camat", "Tidak hadir", "Nama Rekaan 001", "Tanda tangan", "DATA SINTETIS",
        ):  # fmt: skip
            assert piece in text, piece


@pytest.mark.parametrize(
    ("state", "mark"),
    [(MeetingState.CALLED, "DRAF"), (MeetingState.RUNNING, "DRAF"), (MeetingState.CLOSED, ""),
     (MeetingState.CANCELLED, "DIBATALKAN")],
)  # fmt: skip
def test_minutes_of_an_open_meeting_are_a_draft(state: MeetingState, mark: str) -> None:
    """Until the meeting is closed its minutes say that they are not complete; those of a cancelled one say that."""
    seen = view(state, row=meeting_view.row(state, reason="banjir"))
    text, chat = pdf_text(minutes(seen)), papers.minutes_text(seen, office=OFFICE)[0]
    for one in ("DRAF", "DIBATALKAN"):
        assert (one in text) == (one in chat) == (one == mark)
    assert ("banjir" in text) == (mark == "DIBATALKAN")


def test_whoever_of_the_five_prints_prints_the_same() -> None:
    """The minutes are one paper: the party that prints them changes neither words nor code."""
    for reader in ("", "Koramil", "PPK"):
        office = dataclasses.replace(OFFICE, reader=reader)
        assert code_of(papers.minutes(view(), office=office, link="")) == code_of(minutes(view()))


def test_the_head_of_the_host_signs_and_nobody_else() -> None:
    """A secretary whose seat comes first is no chair; a chair who came signs by name; one who did not, by none."""
    secretary = meeting_view.seat(1, Party.KECAMATAN, title="Sekretaris Camat", name="Orang Lain")
    camat = meeting_view.seat(2, Party.KECAMATAN, title="Camat Kempas", name="Orang Pertama")
    present = minutes(view(seats=(secretary, camat))).signatures[1]
    assert (present.office[-1], present.below) == ("Camat Kempas", ("Orang Pertama",))
    absent = minutes(view(seats=(secretary, dataclasses.replace(camat, presence=Presence.MISSED))))
    assert "Orang" not in "".join(absent.signatures[1].below)
    assert "Camat" not in dict(absent.head)["Pimpinan rapat"]


def test_an_invitation_opens_with_what_is_owed() -> None:
    """Day, hour, place; the unmet promises stand first in the order of business, in full behind the letter."""
    letter = papers.invitation(view(MeetingState.CALLED), office=OFFICE, link=LINK)
    for text in (pdf_text(letter), word_text(letter)):
        for piece in (
            "PEMERINTAH KABUPATEN INDRAGIRI HILIR", "KECAMATAN KEMPAS", "Kempas, 8 November 2024", "Kapolsek Kempas",
            "Selasa, 12 November 2024", "09.00 s.d. 12.00 WIB", "Aula Kantor Camat", "CAMAT KEMPAS",
            "Menyerahkan daftar TPS rawan kepada PPK.", "TERLAMBAT", "Mohon hadir 15 menit",
        ):  # fmt: skip
            assert piece in text, piece
        assert text.index("komitmen yang belum dipenuhi (2): K-3 Polsek") < text.index("Kesiapan gudang")
        assert "Nama Rekaan" not in text


def test_a_changed_or_cancelled_invitation_says_so() -> None:
    """A later invitation says that it replaces the earlier one and why; that of a cancelled meeting is marked."""
    row = meeting_view.row(MeetingState.CALLED, revision=2)
    seen = view(MeetingState.CALLED, row=row, changes=(correction("Pukul 08.00", reason="aula dipakai"),))
    assert "perubahan ke-2): aula dipakai" in pdf_text(papers.invitation(seen, office=OFFICE, link=LINK))
    gone = view(MeetingState.CANCELLED, row=meeting_view.row(MeetingState.CANCELLED, reason="banjir", revision=3))
    text = pdf_text(papers.invitation(gone, office=OFFICE, link=LINK))
    assert "DIBATALKAN. Rapat ini dibatalkan: banjir" in text
    assert "Pembatalan Rapat Koordinasi" in text
    assert "mengundang" not in text
    assert "DIBATALKAN" in papers.invitation_text(gone, office=OFFICE)[0]


def test_a_long_list_of_guests_stands_behind_the_letter() -> None:
    """Thirty seats do not fit between number and greeting: the letter points to a list, and everybody is on it."""
    seats = tuple(meeting_view.seat(at, FIVE_PARTIES[at % 5], title=f"Undangan {at:02d}") for at in range(30))
    text = pdf_text(papers.invitation(view(MeetingState.CALLED, seats=seats), office=OFFICE, link=LINK))
    assert "Yth. daftar undangan terlampir" in text
    assert all(text.count(f"Undangan {at:02d}") == 1 for at in range(30))


def test_the_calendar_follows_the_meeting() -> None:
    """One UID for life, a growing sequence, UTC hours; a cancelled meeting takes itself out of calendars."""

    def read(seen: MeetingView) -> Calendar:
        events = papers.invitation_events(seen, office=OFFICE, link=LINK)
        return Calendar.from_ical(documents.calendar(events, name="Rapat", made_at=START))

    first, gone = (
        read(view(MeetingState.CALLED)),
        read(view(MeetingState.CANCELLED, row=meeting_view.row(MeetingState.CANCELLED, revision=1, reason="banjir"))),
    )
    (one,), (other,) = first.walk("VEVENT"), gone.walk("VEVENT")
    assert one["uid"] == other["uid"]
    assert (one["sequence"], other["sequence"]) == (0, 1)
    assert (one.decoded("dtstart"), one.decoded("dtend")) == (START, START + timedelta(hours=3))
    assert (str(one["status"]), str(other["status"])) == ("CONFIRMED", "CANCELLED")
    assert (str(first["method"]), str(gone["method"])) == ("PUBLISH", "CANCEL")
    assert "K-3" in str(one["description"])


def test_a_sheet_to_sign_has_every_seat_and_some_more() -> None:
    """The blank list names every seat, says nothing of who came, and leaves rows for guests."""
    sheet = papers.attendance_sheet(view(), office=OFFICE, link=LINK)
    text = pdf_text(sheet)
    assert all(title in text for title in meeting_view.TITLES)
    assert "Diwakili" not in text
    assert "Hadir " not in text.replace("Daftar hadir", "")
    assert len(sheet.blocks[-1].rows) == len(meeting_view.TITLES) + 5  # type: ignore[union-attr] # a table


def test_slips_are_made_for_the_seats_that_were_asked_for() -> None:
    """Only seats with an address get a slip."""
    slips = papers.attendance_passes(view(), office=OFFICE, addresses={"s2": "https://sinergi.example/hadir/x/"})
    assert [(one.title, one.party) for one in slips.passes] == [("Danramil Kempas", "Koramil")]


def test_a_press_release_reads_like_one() -> None:
    """A heading, dateline and lead with who, what, where and when; a close; a contact left blank; marked as a draft."""
    text = pdf_text(press(view()))
    assert "SIARAN PERS" in text
    assert "Hasilkan Satu Keputusan untuk Masyarakat" in text
    assert (
        "Kempas, 12 November 2024 \u2013 Polsek, Koramil, Pemerintah Kecamatan, dan Panitia Pemilihan Kecamatan (PPK) "
        "menggelar Rapat Koordinasi Pilkada Kecamatan Kempas di Aula Kantor Camat Kempas, Selasa (12/11/2024)."
    ) in text
    assert "Rapat memutuskan: Gudang logistik kecamatan memakai GOR Kempas" in text
    assert "paling lambat Selasa, 19 November 2024" in text
    assert "Narahubung: ....." in text
    assert "DRAF" in text
    assert "https" not in said(press(view()))
    coming = pdf_text(press(view(MeetingState.CALLED)))
    assert "akan menggelar" in coming


def token(name: str, at: int) -> str:
    """Return a word that nothing else contains."""
    return f"zq{name}{at}qz"


flags = st.tuples(st.booleans(), st.booleans(), st.sets(st.sampled_from(FIVE_PARTIES)))


@given(st.lists(flags, max_size=6), st.integers(min_value=0, max_value=4))
def test_nothing_that_is_not_public_is_published(made: list[tuple[bool, bool, set[Party]]], count: int) -> None:
    """Whatever was decided, noted, promised, corrected or answered, and whoever sat there: only public words go out."""
    taken = tuple(
        decision(at, token("keputusan", at), public=public, struck=struck,
                 history=(correction(token("semula", at), reason=token("alasan", at)),),
                 answers=tuple(answer(party, note=token("sebab", at)) for party in sorted(against)))
        for at, (public, struck, against) in enumerate(made, 1)
    )  # fmt: skip
    seen = view(
        decisions=taken, note=token("pesan", 0),
        items=tuple(
            dataclasses.replace(item, title=dataclasses.replace(item.title, id=token("acara", item.number)),
                                notes=(note(1, item.number, token("catatan", item.number)),), decisions=taken)
            for item in view().items
        ),
        promises=tuple(promise(at, token("komitmen", at), post_label=token("pos", at)) for at in range(count)),
        carried=tuple(promise(90 + at, token("utang", at)) for at in range(count)),
        seats=tuple(dataclasses.replace(one, name=token("nama", 1), title=token("jabatan", 1), deputy=token("wakil", 1))
                    for one in view().seats),
    )  # fmt: skip
    out = said(press(seen))
    public = {at for at, (marked, struck, _) in enumerate(made, 1) if marked and not struck}
    assert {at for at in range(1, len(made) + 1) if token("keputusan", at) in out} == public
    assert out.count("zq") == len(public)
    assert out.count("catatan keberatan dari") == sum(bool(made[at - 1][2]) for at in public)


def test_chat_texts_hold_everything_and_no_name() -> None:
    """A long meeting makes several messages; each has its code, all decisions and promises are there, names are not."""
    seen = meeting_view.long_view()
    made = papers.minutes_text(seen, office=OFFICE, link=LINK)
    text = "\n".join(made)
    assert len(made) > 3
    assert all(verify(one) and len(one.encode("utf-16-le")) // 2 <= 4096 for one in made)
    assert all(text.count(f"\n{one}\n") == 1 for one in lines_of(seen))
    assert text.count("KEBERATAN") == sum(one.stance == "dissented" for row in seen.decisions for one in row.answers)
    assert "Nama Rekaan" not in text + "".join(papers.invitation_text(seen, office=OFFICE))


def test_texts_of_full_length_are_not_cut() -> None:
    """A decision, its reason of dissent and a promise of 2000 letters each stand whole on paper and in the chat."""
    long = "kata " * 399 + "ujung"
    seen = view(decisions=(decision(1, f"{long}1", public=True, answers=(answer(Party.PPK, note=f"{long}2"),)),),
                promises=(promise(5, f"{long}3", answers=(answer(Party.PPK, note=f"{long}4"),)),))  # fmt: skip
    chat = "\n".join(papers.minutes_text(seen, office=OFFICE, link=LINK))
    for text in (pdf_text(minutes(seen)), word_text(minutes(seen)), chat):
        assert all(f"ujung{at}" in text for at in (1, 2, 3, 4))
    assert all(verify(one) for one in papers.minutes_text(seen, office=OFFICE, link=LINK))
    assert "ujung1" in pdf_text(press(seen))


def test_a_long_meeting_is_told_whole() -> None:
    """200 lines, 40 decisions, 60 promises: each is there once; every page with a table says what its columns are."""
    seen = meeting_view.long_view()
    reader = PdfReader(io.BytesIO(documents.official_pdf(minutes(seen))))
    every = [" ".join(page.extract_text().split()) for page in reader.pages]
    text = " ".join(every)
    for one in (*(line.text for item in seen.items for line in item.notes), *lines_of(seen)):
        assert text.count(one) == 1, one
    assert all("Tanggapan pihak" in page for page in every if "Belum menanggapi" in page or "Setuju: " in page)
    assert text.count("KEBERATAN PPK") == 5
