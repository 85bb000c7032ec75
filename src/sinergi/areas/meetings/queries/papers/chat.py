"""Invitation and outcome as chat messages, with a code that exposes an edited forward. No name stands in them."""

from __future__ import annotations

from typing import Final

from sinergi.areas.meetings import letters
from sinergi.areas.meetings.facts import MeetingState, Presence
from sinergi.areas.meetings.queries.papers.tables import due
from sinergi.areas.meetings.queries.papers.words import (
    asked,
    dissents,
    full,
    hours,
    invitation_standing,
    local_day,
    stances,
    when,
)
from sinergi.areas.meetings.queries.rows import DecisionRow, MeetingView, PromiseRow
from sinergi.areas.places.letters import Office
from sinergi.documents import dates, parcels
from sinergi.documents.text import plain
from sinergi.vocabulary.terms import label as term

TAIL: Final = "Untuk kelima pihak; yang berlaku adalah halaman rapat di Sinergi."


def invitation_text(view: MeetingView, *, office: Office, link: str = "") -> tuple[str, ...]:
    """Return the invitation as messages of at most 4096 units each."""
    row = view.row
    changed = f" (perubahan ke-{row.revision})" if row.revision else ""
    mark, sentence = invitation_standing(row)
    blocks = [
        [f"*{mark}.* {sentence}"] if mark else [],
        [f"Kepada: {'; '.join(plain(seat.title) for seat in view.seats)}"] if view.seats else [],
        _carried(view, office),
        ["*Acara:*", *(f"{one.number}. {plain(one.title.id)}" for one in view.items if one.number)],
        ["*Catatan:*", full(view.note)] if view.note else [],
    ]
    return parcels(_head(view, office, f"UNDANGAN RAPAT{changed}"), _spaced(blocks), _tail(link))


def minutes_text(view: MeetingView, *, office: Office, link: str = "") -> tuple[str, ...]:
    """Return decisions and promises as messages; who dissents stands right below what it is about."""
    state = view.row.state
    mark, sentence = letters.minutes_standing(state, reason=full(view.row.reason))
    came = sum(seat.presence in (Presence.ATTENDED, Presence.REPRESENTED) for seat in view.seats)
    blocks = [
        [f"*{mark}.* {sentence}"] if mark else [],
        [f"Hadir atau diwakili: {came} dari {len(view.seats)} undangan"] if state is not MeetingState.CALLED else [],
        *([_decision(one, office) for one in view.decisions] or [["Tidak ada keputusan."]]),
        *([_promise(one, office) for one in view.promises] or [["Tidak ada komitmen baru."]]),
        _carried(view, office),
    ]
    return parcels(_head(view, office, "HASIL RAPAT"), _spaced(blocks), _tail(link))


def _head(view: MeetingView, office: Office, title: str) -> list[str]:
    row = view.row
    lines = [
        f"*{title}*",
        plain(row.title),
        f"Nomor {plain(row.number)}",
        f"{dates.weekday(local_day(row.starts_at, office))}, pukul {hours(row.starts_at, row.ends_at, office)}",
        f"Tempat: {plain(row.venue)}",
    ]
    return [*lines, *([f"DATA SINTETIS. {letters.SYNTHETIC}"] if row.synthetic or office.synthetic else [])]


def _tail(link: str) -> list[str]:
    return [TAIL, *([link] if link else [])]


def _spaced(blocks: list[list[str]]) -> list[list[str]]:
    return [[*block, ""] for block in blocks if block]


def _carried(view: MeetingView, office: Office) -> list[str]:
    if not view.carried:
        return [f"*{letters.OPENING} sebelum rapat ini:* tidak ada"]
    return [f"*{letters.OPENING} ({len(view.carried)}):*", *(_owed(one, office) for one in view.carried)]


def _owed(row: PromiseRow, office: Office) -> str:
    mark = "TERLAMBAT" if row.late else term(row.state.value)
    said = f"K-{row.number} {term(row.party.value)}, {when(row.due, office)}, {mark}: {full(row.text)}"
    return " ".join([said, *(f"[{one}]" for one in dissents(row.answers))])


def _decision(row: DecisionRow, office: Office) -> list[str]:
    struck = f" \u2013 {letters.STRUCK}" if row.struck else ""
    hour = due(row, office=office)
    return [
        f"*Keputusan {row.number}*{struck}",
        full(row.text),
        f"Pelaksana: {term(row.party.value)}, {hour}" if row.party is not None else hour,
        *map(_strong, stances(row.answers, asked=not row.struck)),
    ]


def _promise(row: PromiseRow, office: Office) -> list[str]:
    said = [f"*Komitmen K-{row.number}* {term(row.party.value)}, tenggat {when(row.due, office)}", full(row.text)]
    said += [f"Untuk: {', '.join(plain(one.name) for one in row.places)}"] if row.places else []
    proof = asked(row.ask)
    said += [f"Bukti: {proof}"] if proof != "\u2013" else []
    said += [f"Keadaan: {'TERLAMBAT, ' if row.late else ''}{term(row.state.value)}"]
    return [*said, *map(_strong, dissents(row.answers))]


def _strong(line: str) -> str:
    return f"*{letters.DISSENT}*{line.removeprefix(letters.DISSENT)}" if line.startswith(letters.DISSENT) else line
