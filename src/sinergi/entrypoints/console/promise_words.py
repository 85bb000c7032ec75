"""What a police chief reads of a promise: where it stands, how much time is left, what happened to it.

Pure: rows in, sentences out, in both languages. Shape and word carry the meaning, never colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sinergi.areas.meetings.facts import (
    AnswerGiven,
    EvidenceKind,
    Nudge,
    PromiseAssigned,
    PromiseCorrected,
    PromiseDropped,
    PromiseGiven,
    PromiseKept,
    PromisePostponed,
    PromiseReminded,
    PromiseReopened,
    PromiseReported,
    PromiseState,
    Stance,
)
from sinergi.areas.meetings.queries import AnswerRow, PromiseRow
from sinergi.vocabulary.sentence import Sentence

MINUTE, HOUR, DAY = 60, 3600, 86_400
HOURS_UP_TO: Final = 48  # hours are told up to two days, then days
SHAPES: Final[Mapping[PromiseState, str]] = {
    PromiseState.PENDING: "○",
    PromiseState.REPORTED: "◐",
    PromiseState.KEPT: "●",
    PromiseState.DROPPED: "✕",
}
LATE: Final = "▲"
CLOSED: Final = (PromiseState.KEPT, PromiseState.DROPPED)
TABS: Final[Mapping[str, Sentence]] = {
    "milik-saya": Sentence("Milik saya", "Mine"),
    "pihak-saya": Sentence("Pihak saya", "My party"),
    "terlambat": Sentence("Terlambat", "Late"),
    "menunggu": Sentence("Menunggu pihak lain", "Waiting for others"),
    "periksa": Sentence("Perlu saya periksa", "For me to check"),
    "semua": Sentence("Semua yang terbuka", "All open"),
    "selesai": Sentence("Selesai", "Closed"),
}
EMPTY: Final[Mapping[str, Sentence]] = {
    "milik-saya": Sentence("Tidak ada komitmen yang menunggu Anda.", "No promise waits for you."),
    "pihak-saya": Sentence("Pihak Anda tidak punya komitmen yang terbuka.", "Your party has no open promise."),
    "terlambat": Sentence("Tidak ada komitmen yang terlambat.", "No promise is late."),
    "menunggu": Sentence("Tidak ada yang menunggu pihak lain.", "Nothing waits for other parties."),
    "periksa": Sentence("Tidak ada bukti yang perlu Anda periksa.", "There is no evidence for you to check."),
    "semua": Sentence("Belum ada komitmen yang terbuka.", "There is no open promise yet."),
    "selesai": Sentence("Belum ada komitmen yang selesai.", "No promise is closed yet."),
}
NUDGES: Final[Mapping[Nudge, Sentence]] = {
    Nudge.HALF: Sentence("separuh waktu sudah lewat", "half of the time has passed"),
    Nudge.DAY: Sentence("tenggat tinggal sehari", "one day is left"),
    Nudge.HOUR: Sentence("tenggatnya sekarang", "it is due now"),
    Nudge.LATE: Sentence("tenggat sudah lewat", "its hour has passed"),
}
HAPPENED: Final[Mapping[str, Sentence]] = {
    PromiseGiven.KIND: Sentence("Komitmen dibuat", "Promise given"),
    PromiseCorrected.KIND: Sentence("Dikoreksi", "Corrected"),
    PromiseAssigned.KIND: Sentence("Pelaksana ditetapkan", "Assigned"),
    PromisePostponed.KIND: Sentence("Ditunda", "Postponed"),
    PromiseReported.KIND: Sentence("Dilaporkan selesai", "Reported done"),
    PromiseKept.KIND: Sentence("Dipenuhi", "Kept"),
    PromiseDropped.KIND: Sentence("Tidak dilanjutkan", "Dropped"),
    PromiseReopened.KIND: Sentence("Belum dipenuhi, dibuka lagi", "Not kept, open again"),
    PromiseReminded.KIND: Sentence("Pengingat ditampilkan di halaman ini", "Reminder shown on this page"),
    AnswerGiven.KIND: Sentence("Tanggapan", "Answer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """A promise as a row of the ledger: ``left`` says how much time there is, or how late it is."""

    row: PromiseRow
    shape: str
    left: Sentence
    dissents: tuple[AnswerRow, ...]
    waits: tuple[int, ...]  # numbers of the promises that are still open
    told: bool  # its head was told that it is late
    asked: Sentence


def line(row: PromiseRow, *, now: datetime) -> PromiseLine:
    """Return ``row`` as it is shown at ``now``."""
    return PromiseLine(
        row=row,
        shape=LATE if row.late else SHAPES[row.state],
        left=left(row, now=now),
        dissents=tuple(one for one in row.answers if one.stance is Stance.DISSENTED),
        waits=tuple(one.number for one in row.waits if one.state not in CLOSED),
        told=row.late and row.late_told_at is not None,
        asked=asked(row),
    )


def left(row: PromiseRow, *, now: datetime) -> Sentence:
    """Return how much time is left, how late it is, for whom it waits, or how it was closed against its hour."""
    if row.closed_at is None:
        span = _span(abs((row.due - now).total_seconds()))
        if row.due < now and row.state is PromiseState.REPORTED:
            return Sentence("tinggal diperiksa pihak lain", "others have to check")
        if row.due < now:
            return Sentence(f"lewat {span.id}", f"{span.en} late")
        return Sentence(f"sisa {span.id}", f"{span.en} left")
    if row.state is PromiseState.DROPPED:
        return Sentence("tidak dilanjutkan", "dropped")
    late = (row.closed_at - row.due).total_seconds()
    if late <= 0:
        return Sentence("tepat waktu", "in time")
    span = _span(late)
    return Sentence(f"terlambat {span.id}", f"{span.en} late")


def asked(row: PromiseRow) -> Sentence:
    """Return the evidence that a promise asks for, and how far it is: "2 dari 24"."""
    wanted = max(row.ask.number, 1)
    match row.ask.evidence:
        case EvidenceKind.NONE:
            return Sentence("cukup kata pihaknya", "its party's word is enough")
        case EvidenceKind.PHOTO:
            return Sentence("foto", "a photograph")
        case EvidenceKind.DOCUMENT:
            return Sentence("dokumen", "a document")
        case EvidenceKind.COUNT:
            return Sentence(f"jumlah: {row.progress} dari {wanted}", f"a count: {row.progress} of {wanted}")
        case EvidenceKind.RECORD:
            return Sentence(f"catatan sistem: {row.progress} dari {wanted}", f"records: {row.progress} of {wanted}")


def _span(seconds: float) -> Sentence:
    """Return a length of time in its largest sensible unit, rounded down; under a minute is said as such."""
    if seconds < MINUTE:
        return Sentence("kurang dari semenit", "less than a minute")
    if seconds < HOUR:
        return _many(int(seconds // MINUTE), "menit", "minute")
    if seconds < HOURS_UP_TO * HOUR:
        return _many(int(seconds // HOUR), "jam", "hour")
    return _many(int(seconds // DAY), "hari", "day")


def _many(count: int, unit: str, english: str) -> Sentence:
    return Sentence(f"{count} {unit}", f"{count} {english}{'s' if count > 1 else ''}")
