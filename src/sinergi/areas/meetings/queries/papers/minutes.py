"""The minutes of a meeting: who came, what was said, decided and promised, who dissents, and what was put right."""

from __future__ import annotations

from sinergi.areas.meetings import letters
from sinergi.areas.meetings.facts import Presence
from sinergi.areas.meetings.queries.papers.tables import (
    carried_table,
    decisions_table,
    promises_table,
    seats_table,
)
from sinergi.areas.meetings.queries.papers.words import corrections, full, head, hours, leader, local_day
from sinergi.areas.meetings.queries.rows import ItemRow, MeetingView, NoteRow
from sinergi.areas.places.letters import Office
from sinergi.documents import dates
from sinergi.documents.official import Block, Official, Paragraphs, Signature
from sinergi.documents.text import plain


def minutes(view: MeetingView, *, office: Office, link: str) -> Official:
    """Return the minutes with decisions, promises and the list of attendance; ``link`` opens the meeting's page."""
    row = view.row
    chair, name = leader(view, office=office)
    standing = letters.minutes_standing(row.state, reason=full(row.reason))
    day = local_day(row.opened_at or row.starts_at, office)
    return Official(
        title="Notulen rapat",
        subtitle=plain(row.title),
        **head(view, office=office, link=link, standing=standing),
        head=(
            ("Nomor", plain(row.number)),
            ("Hari, tanggal", dates.weekday(day)),
            ("Pukul", hours(row.opened_at or row.starts_at, row.closed_at, office)),
            ("Tempat", plain(row.venue)),
            ("Pimpinan rapat", ", ".join(chair)),
            *_came(view),
        ),
        blocks=(
            carried_table(view.carried, office=office, title=f"A. {letters.OPENING} sebelum rapat ini"),
            *_said(view, office),
            decisions_table(view.decisions, office=office, title="C. Keputusan"),
            promises_table(view.promises, office=office, title="D. Komitmen"),
        ),
        closing=letters.minutes_end(),
        dated=f"{office.district}, {dates.day(local_day(row.closed_at or row.starts_at, office))}",
        signatures=(
            Signature(office=("NOTULIS,",), below=(letters.DOTS * 2,)),
            Signature(office=("PIMPINAN RAPAT,", *chair), below=(name,)),
        ),
        annex_head=(f"LAMPIRAN NOTULEN RAPAT NOMOR {plain(row.number)}", dates.weekday(day).upper()),
        annexes=(seats_table(view.seats, title="Daftar hadir"),),
    )


def _came(view: MeetingView) -> tuple[tuple[str, str], ...]:
    """Return who came as rows: counts, and by name of the office who was represented or absent."""
    found: dict[Presence | None, list[str]] = {}
    for seat in view.seats:
        found.setdefault(seat.presence, []).append(plain(seat.title))
    total = len(view.seats)
    rows = [("Hadir", f"{len(found.get(Presence.ATTENDED, ()))} dari {total} undangan (daftar hadir terlampir)")]
    for key, title in ((Presence.REPRESENTED, "Diwakili"), (Presence.MISSED, "Tidak hadir"), (None, "Belum dicatat")):
        if key in found:
            rows.append((title, f"{len(found[key])}: {'; '.join(found[key])}"))
    return tuple(rows)


def _said(view: MeetingView, office: Office) -> list[Block]:
    blocks: list[Block] = [Paragraphs(title="B. Jalannya rapat", lines=() if view.items else ("Tidak ada catatan.",))]
    told = (item for item in view.items if item.number or item.notes or item.decisions)
    return [*blocks, *(_item(item, office) for item in told)]


def _item(item: ItemRow, office: Office) -> Paragraphs:
    """Return what was said under one item, in the order in which it was written, and the numbers of its decisions."""
    lines = [_line(note, office) for note in item.notes]
    numbers = ", ".join(str(one.number) for one in item.decisions)
    lines += [f"Keputusan nomor {numbers}."] if numbers else []
    first = f"{item.number}. " if item.number else "Pembukaan: "
    return Paragraphs(
        title=f"{first}{plain(item.title.id)}",
        lines=tuple(lines) or ("Tidak ada catatan.",),
        bold=letters.BOLD,
        level=3,
        bulleted=bool(lines),
    )


def _line(note: NoteRow, office: Office) -> str:
    said = f"{letters.STRUCK}\n{full(note.text)}" if note.struck else full(note.text)
    return "\n".join([said, *corrections(note.text, note.history, office)])
