"""What the pages of meetings say in sentences: how late a promise is, who came, what is best done next.

Pure: rows in, sentences out, in both languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sinergi.areas.meetings.facts import Presence, PromiseState
from sinergi.areas.meetings.queries import PromiseRow, SeatRow
from sinergi.vocabulary.sentence import Sentence

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
OPEN: Final = (PromiseState.PENDING, PromiseState.REPORTED)
THERE: Final = (Presence.ATTENDED, Presence.REPRESENTED)


def lateness(due: datetime, *, now: datetime) -> Sentence:
    """Return how far ``due`` lies behind ``now``, or ahead of it: whole hours up to two days, then days."""
    gap = abs(now - due)
    if gap >= 2 * DAY:
        count, unit, units = gap // DAY, ("hari", "day"), "days"
    else:
        count, unit, units = gap // HOUR, ("jam", "hour"), "hours"
    english = f"{count} {unit[1] if count == 1 else units}"
    if not count:
        return (
            Sentence("baru saja lewat", "just past") if now > due else Sentence("kurang dari sejam", "within an hour")
        )
    if now > due:
        return Sentence(f"lewat {count} {unit[0]}", f"{english} late")
    return Sentence(f"{count} {unit[0]} lagi", f"in {english}")


def attendance(seats: Sequence[SeatRow], *, begun: bool) -> Sentence:
    """Return how many of those who were asked to come are there, and of how many nothing is known."""
    here = sum(one.presence in THERE for one in seats)
    open_ = sum(one.presence is None for one in seats)
    if not begun and open_ == len(seats):
        return Sentence(f"{len(seats)} peserta diundang", f"{len(seats)} asked to come")
    said = Sentence(f"{here} dari {len(seats)} hadir", f"{here} of {len(seats)} present")
    if not open_:
        return said
    return Sentence(f"{said.id}, {open_} belum dicatat", f"{said.en}, {open_} not noted yet")


def carried(rows: Sequence[PromiseRow], *, begun: bool = False) -> Sentence:
    """Return how many promises a meeting opens with, or opened with, and how many are late or done by now."""
    if not rows:
        return Sentence("Tidak ada komitmen lama yang terbuka", "No earlier promise is open")
    count, late = len(rows), sum(one.late for one in rows)
    done = sum(one.state not in OPEN for one in rows)
    if begun:
        said = Sentence(
            f"Dibuka dengan {count} komitmen lama", f"Opened with {count} earlier promise{'s' * (count > 1)}"
        )
    else:
        verb = "promise is" if count == 1 else "promises are"
        said = Sentence(f"{count} komitmen lama belum selesai", f"{count} earlier {verb} open")
    now = ("kini ", "now ") if begun else ("", "")
    parts = [(f"{now[0]}{late} terlambat", f"{now[1]}{late} late")] if late else []
    parts += [(f"{done} sudah ditutup", f"{done} closed since")] if done else []
    return Sentence(", ".join([said.id, *(one[0] for one in parts)]), ", ".join([said.en, *(one[1] for one in parts)]))
