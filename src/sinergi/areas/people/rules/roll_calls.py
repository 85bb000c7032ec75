"""When a roll-call may be set, opened and answered, and what its lines add up to. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sinergi.areas.people.rules import why_not_text
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Role, Viewer

TITLE: Final = 200
NOTE: Final = 400
SHORTEST: Final = timedelta(minutes=10)
LONGEST: Final = timedelta(hours=12)
FARTHEST: Final = timedelta(days=366)
EARLY: Final = timedelta(minutes=15)  # a head may open it so long before its hour
LATE: Final = timedelta(hours=12)  # answers are still taken down so long after the window; they do not count as reached


class CallState(StrEnum):
    """Where a roll-call stands at one moment."""

    SCHEDULED = "scheduled"
    OPEN = "open-now"
    OVER = "over"
    LAPSED = "lapsed"  # its window passed and nobody opened it
    CANCELLED = "cancelled"


class Reached(StrEnum):
    """What is known of one post in a roll-call. There is no “delivered”: we cannot see another phone."""

    VACANT = "vacant-post"
    NO_PHONE = "no-phone"
    UNTOUCHED = "not-contacted"
    SENT = "sent-by-us"
    ANSWERED = "answered"
    LATE = "answered-late"


class CallStep(StrEnum):
    """What an office may do with a roll-call."""

    OPEN = "open"
    CANCEL = "cancel"
    TRY = "try"  # contact its own posts
    TELL = "tell"  # write down answers that it heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The hours of a roll-call, and what became of it."""

    call: str
    starts_at: datetime
    ends_at: datetime
    opened_at: datetime | None
    cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many posts stand where. ``posts`` is the sum of all others."""

    posts: int = 0
    vacant: int = 0
    no_phone: int = 0
    untouched: int = 0
    sent: int = 0
    answered: int = 0
    late: int = 0

    @property
    def held(self) -> int:
        """How many posts somebody holds: those who could be reached tonight, were everything well."""
        return self.posts - self.vacant


def state(window: Window, *, now: datetime) -> CallState:
    """Return where a roll-call stands ``now``."""
    if window.cancelled:
        return CallState.CANCELLED
    if window.opened_at is None:
        return CallState.SCHEDULED if now < window.ends_at else CallState.LAPSED
    return CallState.OPEN if now < window.ends_at else CallState.OVER


def why_not_schedule(
    *, title: str, note: str, starts_at: datetime, ends_at: datetime, others: Iterable[Window], now: datetime
) -> Refused | None:
    """Return why a roll-call cannot be set so, or None. ``others`` are the ones that were set and not cancelled.

    Two never overlap: a phone that rings once, for one question, is answered; and one evening has one result.
    """
    if not title.strip() or len(title) > TITLE or len(note) > NOTE:
        return Refused(
            "people.roll-call.title",
            id=f"Judul wajib diisi, paling panjang {TITLE} huruf; keterangan paling panjang {NOTE} huruf.",
            en=f"A title is required, at most {TITLE} letters; a note of at most {NOTE} letters.",
        )
    if starts_at.tzinfo is None or ends_at.tzinfo is None or not SHORTEST <= ends_at - starts_at <= LONGEST:
        return Refused(
            "people.roll-call.window",
            id="Waktu selesai harus 10 menit sampai 12 jam setelah waktu mulai.",
            en="The end must be 10 minutes to 12 hours after the start.",
        )
    if ends_at <= now:
        return Refused(
            "people.roll-call.past",
            id="Waktu panggilan sudah lewat; pilih waktu yang akan datang.",
            en="The time of the roll-call has passed; choose one to come.",
        )
    if starts_at - now > FARTHEST:
        return Refused(
            "people.roll-call.far",
            id="Panggilan uji paling lama setahun lagi. Periksa tahunnya.",
            en="A roll-call lies at most one year ahead. Check the year.",
        )
    if any(one.starts_at < ends_at and starts_at < one.ends_at and not one.cancelled for one in others):
        return Refused(
            "people.roll-call.overlap",
            id="Sudah ada panggilan uji lain pada waktu itu. Satu malam satu panggilan, agar petugas tidak bingung.",
            en="There is another roll-call at that time. One at a time, so that nobody is confused.",
        )
    return why_not_text(texts=(title, note))


def why_not_open(window: Window, *, viewer: Viewer, others: Iterable[Window], now: datetime) -> Refused | None:
    """Return why ``viewer`` may not open a roll-call by hand, or None; the machine opens it at its hour anyway.

    ``others`` are the ones that have not ended: while one is open, the next waits.
    """
    if viewer.role is not Role.CHAIR:
        return Refused(
            "people.roll-call.chair",
            id="Hanya pimpinan pihak yang membuka panggilan dengan tangan; pada waktunya terbuka sendiri.",
            en="Only the head of a party opens a roll-call by hand; at its hour it opens by itself.",
        )
    if (refused := _why_not_alive(window, now=now)) is not None:
        return refused
    if window.opened_at is not None:
        return Refused(
            "people.roll-call.already-open", id="Panggilan ini sudah dibuka.", en="This roll-call is open already."
        )
    if now < window.starts_at - EARLY:
        return Refused(
            "people.roll-call.early",
            id="Belum waktunya: panggilan dibuka paling cepat 15 menit sebelum jam mulai.",
            en="Too early: a roll-call opens 15 minutes before its start at the earliest.",
        )
    if any(one.call != window.call and state(one, now=now) is CallState.OPEN for one in others):
        return Refused(
            "people.roll-call.waits",
            id="Panggilan uji lain masih berlangsung. Panggilan ini dibuka sesudah itu selesai.",
            en="Another roll-call is still open. This one opens when that is over.",
        )
    return None


def why_not_cancel(window: Window, *, viewer: Viewer, owner: Party, reason: str, now: datetime) -> Refused | None:
    """Return why ``viewer`` may not call a roll-call off, or None."""
    if viewer.party is not owner:
        return Refused(
            "people.roll-call.not-allowed",
            id="Hanya pihak yang menjadwalkan panggilan ini yang membatalkannya.",
            en="Only the party that set this roll-call calls it off.",
        )
    if (refused := _why_not_alive(window, now=now)) is not None:
        return refused
    if not reason.strip() or len(reason) > NOTE:
        return Refused(
            "people.roll-call.reason",
            id=f"Sebutkan alasan pembatalan, paling panjang {NOTE} huruf.",
            en=f"Say why it is called off, in at most {NOTE} letters.",
        )
    return why_not_text(texts=(reason,))


def why_not_try(window: Window, *, now: datetime) -> Refused | None:
    """Return why nobody is contacted for a roll-call ``now``, or None."""
    if (refused := _why_not_alive(window, now=now)) is not None:
        return refused
    return _closed() if window.opened_at is None else None


def why_not_answer(window: Window, *, now: datetime) -> Refused | None:
    """Return why no answer is taken down ``now``, or None; a late one is, and is shown as late."""
    if window.cancelled:
        return _cancelled()
    if window.opened_at is None:
        return _closed()
    return _over() if now >= window.ends_at + LATE else None


def reached(*, held: bool, phone: bool, tried: bool, answered_at: datetime | None, ends_at: datetime) -> Reached:
    """Return what is known of one post: an answer weighs more than a missing number."""
    if answered_at is not None:
        return Reached.ANSWERED if answered_at < ends_at else Reached.LATE
    if not held:
        return Reached.VACANT
    if tried:
        return Reached.SENT
    return Reached.UNTOUCHED if phone else Reached.NO_PHONE


def tally(states: Iterable[Reached]) -> Tally:
    """Count the lines."""
    every = list(states)
    return Tally(
        posts=len(every),
        vacant=every.count(Reached.VACANT),
        no_phone=every.count(Reached.NO_PHONE),
        untouched=every.count(Reached.UNTOUCHED),
        sent=every.count(Reached.SENT),
        answered=every.count(Reached.ANSWERED),
        late=every.count(Reached.LATE),
    )


def _why_not_alive(window: Window, *, now: datetime) -> Refused | None:
    if window.cancelled:
        return _cancelled()
    return _over() if now >= window.ends_at else None


def _cancelled() -> Refused:
    return Refused(
        "people.roll-call.already-cancelled",
        id="Panggilan ini sudah dibatalkan.",
        en="This roll-call was called off.",
    )


def _over() -> Refused:
    return Refused("people.roll-call.already-over", id="Panggilan ini sudah selesai.", en="This roll-call is over.")


def _closed() -> Refused:
    return Refused("people.roll-call.not-open", id="Panggilan ini belum dibuka.", en="This roll-call is not open yet.")
