"""What an invitation may say: a number, a span of hours, an agenda, and who is expected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sinergi.areas.meetings.facts import Seat
from sinergi.areas.meetings.rules import texts
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party

NUMBER: Final = 80  # letters of a letter's number
OFFICE: Final = 160  # of the title of a seat
LONGEST: Final = timedelta(hours=24)
YEARS: Final = range(2000, 2100)  # of meetings


def one_line(text: str) -> str:
    """Return ``text`` on one line, without spaces at the ends or twice."""
    return " ".join(text.split())


def why_not_times(*, starts_at: datetime, ends_at: datetime) -> Refused | None:
    """Return why a meeting cannot last from ``starts_at`` to ``ends_at``, or None. Both must name a zone."""
    aware = starts_at.utcoffset() is not None and ends_at.utcoffset() is not None
    if aware and starts_at.year in YEARS and starts_at < ends_at <= starts_at + LONGEST:
        return None
    return Refused(
        "meetings.meeting.times",
        id="Waktu rapat tidak sah: selesai harus sesudah mulai, paling lama 24 jam, dengan zona waktu.",
        en="The times do not fit: the end must lie after the start, at most 24 hours later, in a time zone.",
    )


def why_not_agenda(agenda: Sequence[str]) -> Refused | None:
    """Return why ``agenda`` cannot be one, or None."""
    if not agenda:
        return Refused(
            "meetings.agenda.empty",
            id="Acara rapat masih kosong; isi paling sedikit satu butir.",
            en="The agenda is empty; name at least one item.",
        )
    if len(agenda) > texts.ITEMS:
        return Refused(
            "meetings.agenda.too-large",
            id=f"Butir acara paling banyak {texts.ITEMS}; ini {len(agenda)}.",
            en=f"An agenda has at most {texts.ITEMS} items; this one has {len(agenda)}.",
        )
    return next((refused for one in agenda if (refused := texts.why_not(one, longest=texts.TITLE))), None)


def why_not_seats(
    seats: Sequence[Seat], *, known: Collection[str] = (), posts: Mapping[str, Party], others: int = 0
) -> Refused | None:
    """Return why ``seats`` cannot be expected, or None.

    ``known`` are the seats that the meeting has, ``posts`` the parties of the duty posts named, ``others`` how many
    seats there are besides. A seat without an id is a new one.
    """
    if len(seats) + others > texts.SEATS:
        return Refused(
            "meetings.seats.too-large",
            id=f"Undangan paling banyak untuk {texts.SEATS} kursi; ini {len(seats) + others}.",
            en=f"At most {texts.SEATS} seats can be invited; these are {len(seats) + others}.",
        )
    named = [one.seat for one in seats if one.seat]
    if len(set(named)) != len(named) or not set(named) <= set(known):
        return unknown_seat()
    return next((refused for one in seats if (refused := _why_not_seat(one, posts))), None)


def why_not_seats_gone(seats: Iterable[Seat], *, kept: Collection[Seat], noted: Collection[str]) -> Refused | None:
    """Return why of ``seats`` only ``kept`` cannot stay as they are: somebody's attendance is ``noted`` on another."""
    if all(one in kept for one in seats if one.seat in noted):
        return None
    return Refused(
        "meetings.seat.already-noted",
        id="Kehadiran pada kursi itu sudah dicatat; kursinya tidak dapat diubah atau dihapus.",
        en="Attendance is noted on that seat; it can no longer be changed or taken off the list.",
    )


def unknown_seat() -> Refused:
    """Return the refusal of a seat that the meeting does not have."""
    return Refused(
        "meetings.seat.unknown",
        id="Kursi ini tidak ada dalam daftar undangan rapat.",
        en="There is no such seat on the meeting's list.",
    )


def _why_not_seat(seat: Seat, posts: Mapping[str, Party]) -> Refused | None:
    if seat.party not in FIVE_PARTIES:
        return Refused(
            "meetings.seat.party",
            id="Kursi rapat hanya untuk salah satu dari lima pihak.",
            en="A seat belongs to one of the five parties.",
        )
    if seat.post and posts.get(seat.post) is not seat.party:
        return Refused(
            "meetings.seat.post",
            id="Pos yang disebut tidak ada pada pihak itu.",
            en="That party has no such duty post.",
        )
    return texts.why_not(seat.title, longest=OFFICE)
