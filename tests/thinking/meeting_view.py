"""A meeting made by hand, as the five offices see it: seats, notes, decisions with dissent, promises. All invented."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

from sinergi.areas.meetings.facts import Ask, EvidenceKind, MeetingState, Noting, Presence, PromiseState, Stance
from sinergi.areas.meetings.queries.rows import (
    AnswerRow,
    CorrectionRow,
    DecisionRow,
    ItemRow,
    MeetingRow,
    MeetingView,
    NoteRow,
    PlaceRow,
    PromiseRow,
    SeatRow,
    WaitRow,
)
from sinergi.areas.places.letters import Office
from sinergi.areas.rulebook.queries import load
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party

START = datetime(2024, 11, 12, 2, 0, tzinfo=UTC)  # 09.00 WIB
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LINK = "https://sinergi.example/rapat/m3/"
OFFICE = Office(district="Kempas", regency="Indragiri Hilir", province="Riau", zone="Asia/Jakarta",
                synthetic=True, pack=load("pilkada-2024"))  # fmt: skip
REASON = "Gudang itu milik keluarga peserta; jarak ke permukiman belum diukur."
TITLES = ("Kapolsek Kempas", "Danramil Kempas", "Camat Kempas", "Ketua PPK Kempas", "Ketua Panwaslu Kecamatan Kempas")
AGENDA = ("Kesiapan gudang dan distribusi logistik", "Pengamanan masa tenang", "Lain-lain")


def answer(party: Party, *, note: str = "") -> AnswerRow:
    """Return a dissent with ``note``, or a confirmation."""
    return AnswerRow(party=party, stance=Stance.DISSENTED if note else Stance.CONFIRMED, note=note, at=START + HOUR)


def correction(text: str, **more: object) -> CorrectionRow:
    """Return what a line said before."""
    made = CorrectionRow(text=text, at=START + 5 * HOUR, party=Party.PPK, reason="salah dengar")
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the row


def seat(number: int, party: Party, **more: object) -> SeatRow:
    """Return a seat; the third is represented, the fifth stays empty."""
    found = Presence.REPRESENTED if number % 5 == 3 else Presence.MISSED if number % 5 == 0 else Presence.ATTENDED
    title = TITLES[number - 1] if number <= len(TITLES) else f"Anggota {number}"
    made = SeatRow(seat=f"s{number}", party=party, title=title, post="", name=f"Nama Rekaan {number:03d}",
                   presence=found, deputy="Sekretaris Camat" if found is Presence.REPRESENTED else "",
                   how=Noting.BY_DESK, noted_at=START)  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the row


def note(number: int, item: int, text: str, **more: object) -> NoteRow:
    """Return a line of the minutes."""
    made = NoteRow(note=f"n{number}", item=item, order=number, text=text, party=FIVE_PARTIES[number % 5],
                   at=START + HOUR, struck=False, history=())  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the row


def decision(number: int, text: str, **more: object) -> DecisionRow:
    """Return a decision of the PPK, due in a week, not public."""
    made = DecisionRow(decision=f"d{number}", number=number, item=1, text=text, party=Party.PPK,
                       due=START + 7 * DAY + 7 * HOUR, information_only=False, public=False, struck=False,
                       at=START + HOUR, history=(), answers=())  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the row


def promise(number: int, text: str, **more: object) -> PromiseRow:
    """Return a pending promise, due in five days."""
    due = START + 5 * DAY + 7 * HOUR
    made = PromiseRow(promise=f"p{number}", number=number, party=FIVE_PARTIES[number % 5], post="", post_label="",
                      holder="", text=text, due=due, first_due=due, given_at=START, given_by=Party.KECAMATAN,
                      state=PromiseState.PENDING, late=False, blocked=False, postponed=0, ask=Ask(), progress=0,
                      meeting="m3", meeting_number="005/12/KPS/2024", decision="", duty="", places=(), waits=(),
                      answers=(), late_told_at=None, closed_at=None, closed_by=None, closed_entry=None,
                      synthetic=True)  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the row


def row(state: MeetingState = MeetingState.CLOSED, **more: object) -> MeetingRow:
    """Return the meeting in a list."""
    begun = state not in (MeetingState.CALLED, MeetingState.CANCELLED)
    made = MeetingRow(meeting="m3", number="005/12/KPS/2024", title="Rapat Koordinasi Pilkada Kecamatan Kempas",
                      starts_at=START, ends_at=START + 3 * HOUR, venue="Aula Kantor Camat Kempas",
                      host=Party.KECAMATAN, state=state, revision=0, opened_at=START if begun else None,
                      closed_at=START + 2.5 * HOUR if state is MeetingState.CLOSED else None, reason="", seats=5,
                      present=4, decisions=3, promises=3, synthetic=True)  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the row


def decisions() -> tuple[DecisionRow, ...]:
    """Return three decisions: one public with a dissent, one corrected, one for information only and struck."""
    return (
        decision(1, "Gudang logistik kecamatan memakai GOR Kempas, dijaga 24 jam sejak logistik tiba.", public=True,
                 answers=(answer(Party.POLSEK), answer(Party.PPK), answer(Party.PANWASCAM, note=REASON))),
        decision(2, "Distribusi ke Desa Danau Pulai Indah memakai pompong dari dermaga Pekan Tua.", item=2,
                 party=Party.KORAMIL, answers=tuple(answer(party) for party in FIVE_PARTIES),
                 history=(correction("Distribusi ke Desa Danau Pulai Indah memakai truk."),)),
        decision(3, "Nomor darurat Posko ditempel di setiap TPS.", item=3, party=None, due=None,
                 information_only=True, struck=True),
    )  # fmt: skip


def promises() -> tuple[PromiseRow, ...]:
    """Return three promises: with a dissent, waiting for another one, and kept."""
    waits = WaitRow(promise="p13", number=13, party=Party.PPK, text="Daftar isi gudang", state=PromiseState.PENDING)
    return (
        promise(13, "Menyerahkan daftar isi gudang kepada kelima pihak.", party=Party.PPK,
                ask=Ask(evidence=EvidenceKind.DOCUMENT), answers=(answer(Party.PANWASCAM, note="Perlu hari ini."),)),
        promise(14, "Menyiapkan dua truk dan satu pompong.", party=Party.KORAMIL, blocked=True, waits=(waits,),
                ask=Ask(evidence=EvidenceKind.COUNT, number=3), postponed=1, first_due=START + 3 * DAY,
                places=(PlaceRow(code="1404192001001", name="TPS 001 Danau Pulai Indah"),)),
        promise(15, "Mencetak nomor darurat Posko.", party=Party.KECAMATAN, state=PromiseState.KEPT,
                closed_at=START + 2 * DAY, closed_by=Party.KECAMATAN, post_label="Sekretariat Kecamatan"),
    )  # fmt: skip


def carried() -> tuple[PromiseRow, ...]:
    """Return two promises of earlier meetings, one of them late."""
    return (
        promise(3, "Menyerahkan daftar TPS rawan kepada PPK.", party=Party.POLSEK, late=True, due=START - 2 * DAY,
                first_due=START - 2 * DAY, answers=(answer(Party.PPK, note="Daftar yang diterima belum lengkap."),)),
        promise(7, "Memeriksa penerangan di 12 TPS.", party=Party.KECAMATAN, ask=Ask(evidence=EvidenceKind.PHOTO)),
    )  # fmt: skip


def view(state: MeetingState = MeetingState.CLOSED, **more: object) -> MeetingView:
    """Return the meeting with all that was written in it."""
    taken = decisions()
    notes = (
        note(1, 0, "Polsek melaporkan daftar TPS rawan masih diperiksa; diserahkan hari ini pukul 16.00."),
        note(2, 1, "PPK: 124 kotak suara tiba tanggal 20 November.", history=(correction("PPK: 142 kotak tiba."),)),
        note(3, 1, "Baris ini salah tempat.", struck=True),
        note(4, 2, "Patroli bersama dimulai pada malam pertama masa tenang."),
    )
    items = tuple(
        ItemRow(number=at, title=Sentence(title, title), notes=tuple(one for one in notes if one.item == at),
                decisions=tuple(one for one in taken if one.item == at))
        for at, title in enumerate(("Komitmen yang belum dipenuhi", *AGENDA))
    )  # fmt: skip
    made = MeetingView(
        row=row(state), note="Mohon hadir 15 menit sebelum acara dimulai.", called_at=START - 4 * DAY, items=items,
        carried=carried(), seats=tuple(seat(at, party) for at, party in enumerate(FIVE_PARTIES, 1)), decisions=taken,
        promises=promises(), changes=(), may=frozenset(),
    )  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the row


def long_view() -> MeetingView:
    """Return a long meeting: 200 lines, 40 decisions, 60 promises, 30 seats, 25 promises carried over."""
    words = "Isi baris catatan rapat koordinasi yang cukup panjang supaya memakan lebih dari satu baris kertas, nomor"
    notes = tuple(note(at, at % 8, f"{words} {at}.") for at in range(1, 201))
    taken = tuple(
        decision(at, f"{words} keputusan {at}.", item=at % 8,
                 answers=tuple(answer(party, note=f"{REASON} ({at})" if party is Party.PPK and at % 7 == 0 else "")
                               for party in FIVE_PARTIES)) for at in range(1, 41)
    )  # fmt: skip
    items = tuple(
        ItemRow(number=at, title=Sentence(f"Acara {at}", f"Item {at}"), notes=tuple(n for n in notes if n.item == at),
                decisions=tuple(d for d in taken if d.item == at)) for at in range(8)
    )  # fmt: skip
    return view(
        items=items, decisions=taken, seats=tuple(seat(at, FIVE_PARTIES[at % 5]) for at in range(1, 31)),
        promises=tuple(promise(100 + at, f"{words} komitmen {at}.") for at in range(60)),
        carried=tuple(promise(at, f"{words} tunggakan {at}.", late=at % 2 == 0) for at in range(1, 26)),
    )  # fmt: skip
