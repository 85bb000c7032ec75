"""The invitation to a meeting: a letter to the seats, and an entry for their calendars."""

from __future__ import annotations

from typing import Final

from sinergi.areas.meetings import letters
from sinergi.areas.meetings.facts import MeetingState
from sinergi.areas.meetings.queries.papers.tables import carried_table
from sinergi.areas.meetings.queries.papers.words import DASH, full, head, hours, invitation_standing, local_day
from sinergi.areas.meetings.queries.rows import MeetingView, PromiseRow
from sinergi.areas.places.letters import Office
from sinergi.documents import dates
from sinergi.documents.content import Column, Duty, Table
from sinergi.documents.official import Block, Official, Paragraphs, Signature
from sinergi.documents.text import plain
from sinergi.vocabulary.terms import label as term

MOST: Final = 10  # seats that are addressed on the letter itself; more stand on a list behind it


def invitation(view: MeetingView, *, office: Office, link: str) -> Official:
    """Return the letter of invitation, or the one that takes it back; ``link`` opens the page of the meeting."""
    row = view.row
    gone, many = _gone(view), len(view.seats) > MOST
    annexes = _annexes(view, office)
    return Official(
        title=_about(view),
        **head(view, office=office, link=link, standing=invitation_standing(row)),
        letter=True,
        head=(
            ("Nomor", plain(row.number)),
            ("Sifat", "Penting"),
            ("Lampiran", "1 (satu) berkas" if annexes else DASH),
            ("Hal", _about(view)),
        ),
        dated=f"{office.district}, {_dated(view, office)}",
        addressed=("daftar undangan terlampir",) if many else tuple(plain(seat.title) for seat in view.seats),
        opening=(letters.calling_off(full(row.reason)),) if gone else (*_changed(view), letters.inviting(office)),
        details=_details(view, office),
        blocks=() if gone else _business(view),
        closing=letters.calling_off_ends() if gone else letters.inviting_ends(),
        signatures=(Signature(office=(letters.head_of(row.host, office=office).upper(),), below=(letters.DOTS * 2,)),),
        annex_head=(f"LAMPIRAN UNDANGAN NOMOR {plain(row.number)}",),
        annexes=annexes,
    )


def invitation_events(view: MeetingView, *, office: Office, link: str = "") -> tuple[Duty, ...]:
    """Return the meeting for calendars: the same uid for life, a sequence that grows, cancelled when it is."""
    row = view.row
    agenda = [f"{one.number}. {plain(one.title.id)}" for one in view.items if one.number]
    gone = _gone(view)
    said = [f"Nomor: {plain(row.number)}", f"Tuan rumah: {term(row.host.value)}"]
    said += [f"DIBATALKAN: {full(row.reason)}"] if gone else []
    said += [letters.SYNTHETIC] if row.synthetic or office.synthetic else []
    return (
        Duty(
            uid=f"{row.meeting}@sinergi",
            start=row.starts_at,
            end=row.ends_at,
            summary=plain(row.title),
            location=plain(row.venue),
            description="\n".join([*said, *_opens(view.carried), *agenda, *([link] if link else [])]),
            sequence=row.revision,
            firm=True,
            cancelled=gone,
        ),
    )


def _gone(view: MeetingView) -> bool:
    return view.row.state is MeetingState.CANCELLED


def _dated(view: MeetingView, office: Office) -> str:
    """Return the day of the letter; that of a letter which takes an invitation back is filled in by hand."""
    written = view.changes[-1].at if view.changes else view.called_at
    return letters.DOTS * 2 if _gone(view) else dates.day(local_day(written, office))


def _details(view: MeetingView, office: Office) -> tuple[tuple[str, str], ...]:
    row = view.row
    return (
        ("hari, tanggal", dates.weekday(local_day(row.starts_at, office))),
        ("pukul", hours(row.starts_at, row.ends_at, office)),
        ("tempat", plain(row.venue)),
        ("acara", plain(row.title)),
    )


def _business(view: MeetingView) -> tuple[Block, ...]:
    """Return the agenda, which opens with what is owed, and the note."""
    return (
        Paragraphs(title="Susunan acara", lines=_opens(view.carried)),
        Paragraphs(lines=tuple(plain(one.title.id) for one in view.items if one.number), numbered=True),
        *([Paragraphs(title="Catatan", lines=(full(view.note),))] if view.note else []),
    )


def _annexes(view: MeetingView, office: Office) -> tuple[Block, ...]:
    owed = view.carried and not _gone(view)
    made: list[Block] = [carried_table(view.carried, office=office, title=letters.OPENING)] if owed else []
    return (*made, _seats(view)) if len(view.seats) > MOST else tuple(made)


def _opens(carried: tuple[PromiseRow, ...]) -> tuple[str, ...]:
    if not carried:
        return (f"Pembukaan: {letters.OPENING[:1].lower()}{letters.OPENING[1:]} (tidak ada).",)
    numbers = ", ".join(f"K-{one.number} {term(one.party.value)}" for one in carried[:MOST])
    more = f", dan {len(carried) - MOST} lagi" if len(carried) > MOST else ""
    return (f"Pembukaan: {letters.OPENING[:1].lower()}{letters.OPENING[1:]} ({len(carried)}): {numbers}{more}.",)


def _about(view: MeetingView) -> str:
    row = view.row
    if _gone(view):
        return f"Pembatalan {plain(row.title)}"
    return f"Undangan {plain(row.title)}" + (" (perubahan)" if row.revision else "")


def _changed(view: MeetingView) -> tuple[str, ...]:
    if not view.changes:
        return ()
    last = view.changes[-1]
    why = f": {full(last.reason)}" if last.reason else ""
    return (f"Undangan ini mengganti undangan sebelumnya (perubahan ke-{view.row.revision}){why}.",)


def _seats(view: MeetingView) -> Table:
    return Table(
        title="Daftar undangan",
        columns=(Column(title="No"), Column(title="Jabatan", share=10), Column(title="Pihak", share=6)),
        rows=tuple((str(at), plain(seat.title), term(seat.party.value)) for at, seat in enumerate(view.seats, 1)),
    )  # fmt: skip
