"""The tables of minutes: promises carried over, who came, decisions, promises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sinergi.areas.meetings import letters
from sinergi.areas.meetings.queries.papers.words import (
    DASH,
    asked,
    corrections,
    full,
    presence,
    promised,
    seat_name,
    stances,
    state,
    when,
)
from sinergi.areas.meetings.queries.rows import DecisionRow, PromiseRow, SeatRow
from sinergi.areas.places.letters import Office
from sinergi.documents.content import Column
from sinergi.documents.official import Sheet
from sinergi.vocabulary.terms import label as term

CARRIED: Final = (
    Column(title="No", share=8),
    Column(title="Pihak", share=15),
    Column(title="Komitmen", share=46),
    Column(title="Tenggat", share=18),
    Column(title="Keadaan", share=26),
)
PROMISES: Final = (
    Column(title="No", share=8),
    Column(title="Pihak", share=15),
    Column(title="Komitmen", share=40),
    Column(title="Tenggat", share=18),
    Column(title="Bukti", share=17),
    Column(title="Keadaan", share=23),
)
DECISIONS: Final = (
    Column(title="No", share=6),
    Column(title="Keputusan", share=44),
    Column(title="Pelaksana", share=16),
    Column(title="Tenggat", share=17),
    Column(title="Tanggapan pihak", share=38),
)
SEATS: Final = (
    Column(title="No", share=6),
    Column(title="Jabatan dan nama", share=42),
    Column(title="Pihak", share=17),
    Column(title="Kehadiran", share=25),
    Column(title="Tanda tangan", share=30),
)
ROOM: Final = 10  # millimetres to sign in


def carried_table(rows: Sequence[PromiseRow], *, office: Office, title: str) -> Sheet:
    """Return the promises that a meeting opens with, and where they stand now."""
    return Sheet(
        title=title,
        columns=CARRIED,
        rows=tuple(
            (f"K-{one.number}", term(one.party.value), promised(one), when(one.due, office), state(one, office))
            for one in rows
        ),
        empty="Tidak ada komitmen yang tertunggak.",
        bold=letters.BOLD,
    )


def promises_table(rows: Sequence[PromiseRow], *, office: Office, title: str) -> Sheet:
    """Return the promises of a meeting with the evidence that they ask for and where they stand."""
    return Sheet(
        title=title,
        note="Keadaan menurut saat naskah ini dicetak.",
        columns=PROMISES,
        rows=tuple(
            (
                f"K-{one.number}",
                term(one.party.value),
                promised(one),
                when(one.due, office),
                asked(one.ask),
                state(one, office),
            )
            for one in rows
        ),
        empty="Tidak ada komitmen baru.",
        bold=letters.BOLD,
    )


def decisions_table(rows: Sequence[DecisionRow], *, office: Office, title: str) -> Sheet:
    """Return the decisions: number, words with what they said before, owner, hour, and what each party says."""
    return Sheet(
        title=title,
        columns=DECISIONS,
        rows=tuple(
            (
                str(one.number),
                decided(one, office=office),
                term(one.party.value) if one.party is not None else DASH,
                due(one, office=office),
                "\n".join(stances(one.answers, asked=not one.struck)) or DASH,
            )
            for one in rows
        ),
        empty="Tidak ada keputusan.",
        bold=letters.BOLD,
    )


def decided(row: DecisionRow, *, office: Office) -> str:
    """Return a decision with its corrections; a struck one says so first."""
    first = f"{letters.STRUCK}\n{full(row.text)}" if row.struck else full(row.text)
    public = ["Boleh disiarkan."] if row.public and not row.struck else []
    return "\n".join([first, *public, *corrections(row.text, row.history, office)])


def due(row: DecisionRow, *, office: Office) -> str:
    """Return the hour of a decision, or that it has none."""
    if row.due is not None:
        return when(row.due, office)
    return "Informasi saja" if row.information_only else DASH


def seats_table(seats: Sequence[SeatRow], *, title: str, blank: bool = False, spare: int = 0) -> Sheet:
    """Return who was expected and who came, with room to sign; ``blank``: nothing is said yet, ``spare`` empty rows."""
    rows = [
        (str(at), seat_name(seat), term(seat.party.value), "" if blank else presence(seat), "")
        for at, seat in enumerate(seats, 1)
    ]
    rows += [(str(len(seats) + at), "", "", "", "") for at in range(1, spare + 1)]
    return Sheet(title=title, columns=SEATS, rows=tuple(rows), room=ROOM, empty="Belum ada undangan.")
