"""The list of attendance before the meeting: a sheet to sign, and a slip with a one-time QR for each seat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sinergi.areas.meetings.queries.papers.tables import seats_table
from sinergi.areas.meetings.queries.papers.words import head, hours, invitation_standing, local_day
from sinergi.areas.meetings.queries.rows import MeetingView
from sinergi.areas.places.letters import Office
from sinergi.documents import dates
from sinergi.documents.official import Official, Pass, Passes
from sinergi.documents.text import plain
from sinergi.vocabulary.terms import label as term

SPARE: Final = 5  # empty rows for who was not on the list


def attendance_sheet(view: MeetingView, *, office: Office, link: str) -> Official:
    """Return the blank list: one row for each seat with room to sign, and some for guests."""
    row = view.row
    return Official(
        title="Daftar hadir",
        subtitle=plain(row.title),
        **head(view, office=office, link=link, standing=invitation_standing(row)),
        head=(
            ("Nomor", plain(row.number)),
            ("Hari, tanggal", dates.weekday(local_day(row.starts_at, office))),
            ("Pukul", hours(row.starts_at, row.ends_at, office)),
            ("Tempat", plain(row.venue)),
        ),
        opening=("Yang mewakili menulis jabatannya sendiri di kolom Kehadiran.",),
        blocks=(seats_table(view.seats, title="", blank=True, spare=SPARE),),
    )


def attendance_passes(view: MeetingView, *, office: Office, addresses: Mapping[str, str]) -> Passes:
    """Return a slip for each seat that ``addresses`` (seat -> address of its check-in) knows."""
    row = view.row
    common = head(view, office=office, link="", standing=invitation_standing(row))
    return Passes(
        title="Kartu hadir",
        subtitle=plain(row.title),
        letterhead=common["letterhead"],
        standing=common["standing"],
        standing_note=common["standing_note"],
        synthetic=common["synthetic"],
        version=common["version"],
        note="Gunting, serahkan langsung kepada yang diundang. Tiap kode mencatat satu kursi dan hanya sekali.",
        lines=(
            plain(row.title),
            dates.weekday(local_day(row.starts_at, office)),
            f"pukul {hours(row.starts_at, row.ends_at, office)}",
            plain(row.venue),
        ),
        passes=tuple(
            Pass(title=plain(seat.title), party=term(seat.party.value), address=addresses[seat.seat])
            for seat in view.seats
            if seat.seat in addresses
        ),
    )
