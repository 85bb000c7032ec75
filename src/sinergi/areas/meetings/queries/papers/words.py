"""The words that papers of meetings share: hours, evidence, states, corrections, and who agrees or dissents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, TypedDict
from zoneinfo import ZoneInfo

from sinergi.areas.meetings import letters
from sinergi.areas.meetings.facts import Ask, EvidenceKind, MeetingState, Presence, PromiseState, Stance
from sinergi.areas.meetings.queries.rows import (
    AnswerRow,
    CorrectionRow,
    MeetingRow,
    MeetingView,
    PromiseRow,
    SeatRow,
)
from sinergi.areas.places.letters import Office, letterhead
from sinergi.documents import dates
from sinergi.documents.text import plain
from sinergi.vocabulary.terms import label as term
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party

LONG: Final = 2_200  # letters of a line: more than anybody may record
DASH: Final = "\u2013"


class Head(TypedDict):
    """What every paper of a meeting has in common: fields of ``documents.content.Paper``."""

    letterhead: tuple[str, ...]
    standing: str
    standing_note: str
    synthetic: str
    version: str
    link: str
    about_link: str


def head(view: MeetingView, *, office: Office, link: str, standing: tuple[str, str]) -> Head:
    """Return what every paper of a meeting has in common, as arguments of a paper."""
    row = view.row
    mark, sentence = standing
    return {
        "letterhead": letterhead(party=row.host, office=office),
        "standing": mark,
        "standing_note": sentence,
        "synthetic": letters.SYNTHETIC if row.synthetic or office.synthetic else "",
        "version": f"Rapat nomor {plain(row.number)}",
        "link": link,
        "about_link": "halaman rapat",
    }


def invitation_standing(row: MeetingRow) -> tuple[str, str]:
    """Return the mark across an invitation: only that of a cancelled meeting has one."""
    return letters.cancelled(full(row.reason)) if row.state is MeetingState.CANCELLED else ("", "")


def full(text: str) -> str:
    """Return what people wrote as one line, whole."""
    return plain(text, longest=LONG)


def local_day(moment: datetime, office: Office) -> date:
    """Return the day of ``moment`` in the office's own time."""
    return moment.astimezone(ZoneInfo(office.zone)).date()


def when(moment: datetime, office: Office) -> str:
    """Return "12 November 2024 16.00"."""
    return f"{dates.day(local_day(moment, office))} {dates.clock(moment, zone=office.zone)}"


def hours(start: datetime, end: datetime | None, office: Office) -> str:
    """Return "09.00 s.d. 11.30 WIB"; without ``end`` until it is over, over midnight with the day."""
    zone = dates.zone_name(start, zone=office.zone)
    first = dates.clock(start, zone=office.zone)
    if end is None:
        return f"{first} {zone} s.d. selesai"
    other = local_day(end, office) != local_day(start, office)
    last = f"{dates.day(local_day(end, office))} " if other else ""
    return f"{first} s.d. {last}{dates.clock(end, zone=office.zone)} {zone}"


def leader(view: MeetingView, *, office: Office) -> tuple[tuple[str, ...], str]:
    """Return the lines of the office of who leads the meeting, and the name below: dots where nobody is known.

    Who came instead of the head signs for them: "a.n. Camat Kempas", then their own office. Of a head who did not
    come nobody knows who led.
    """
    row = view.row
    of_host = (seat for seat in view.seats if seat.party is row.host)
    first = next((seat for seat in of_host if seat.title.casefold().startswith(letters.LEADS[row.host])), None)
    if first is not None and first.presence is Presence.REPRESENTED:
        stands = (plain(first.deputy),) if first.deputy else ()
        return (f"a.n. {letters.head_of(row.host, office=office)}", *stands), letters.DOTS * 2
    if first is not None and first.presence is Presence.MISSED:
        return (letters.DOTS * 2,), letters.DOTS * 2
    known = first is not None and first.presence is Presence.ATTENDED and first.name
    return (letters.head_of(row.host, office=office),), plain(first.name) if first and known else letters.DOTS * 2


def seat_name(seat: SeatRow) -> str:
    """Return a seat with the name of who holds its post, where it is known."""
    return f"{plain(seat.title)}\n{plain(seat.name)}" if seat.name else plain(seat.title)


def presence(seat: SeatRow) -> str:
    """Return whether a seat was taken, and by whom instead."""
    if seat.presence is None:
        return "Belum dicatat"
    said = term(seat.presence.value)
    return f"{said}: {plain(seat.deputy)}" if seat.presence is Presence.REPRESENTED and seat.deputy else said


def dissents(answers: Iterable[AnswerRow]) -> list[str]:
    """Return a line for each party that dissents, with its reason."""
    return [
        f"{letters.DISSENT} {term(one.party.value)}: {full(one.note)}"
        for one in _ordered(answers)
        if one.stance is Stance.DISSENTED
    ]


def stances(answers: Sequence[AnswerRow], *, asked: bool = True) -> list[str]:
    """Return what each of the five parties says: who dissents and why, who agrees; if ``asked``, who is silent."""
    agreed = [one.party for one in _ordered(answers) if one.stance is Stance.CONFIRMED]
    silent = [
        party
        for party in FIVE_PARTIES
        if not any(one.party is party and one.stance is not None for one in answers)
    ]  # fmt: skip
    said = dissents(answers)
    said += [f"Setuju: {names(agreed)}"] if agreed else []
    return said + ([f"Belum menanggapi: {names(silent)}"] if silent and asked else [])


def names(parties: Iterable[Party]) -> str:
    """Return parties, one after another."""
    return ", ".join(term(party.value) for party in parties)


def asked(ask: Ask) -> str:
    """Return the evidence that a promise asks for."""
    match ask.evidence:
        case EvidenceKind.NONE:
            return DASH
        case EvidenceKind.RECORD:
            times = f" ({ask.number} kali)" if ask.number > 1 else ""
            return f"{term(ask.evidence.value)}: {term(ask.record)}{times}"
        case EvidenceKind.COUNT:
            return f"{term(ask.evidence.value)}: {max(ask.number, 1)}"
        case _:
            return term(ask.evidence.value)


def state(row: PromiseRow, office: Office) -> str:
    """Return where a promise stands: late stands first; a moved hour and a kept one say when."""
    said = ["TERLAMBAT"] if row.late else []
    said.append(term(row.state.value))
    if row.closed_at is not None and row.state in (PromiseState.KEPT, PromiseState.DROPPED):
        said.append(when(row.closed_at, office))
    if row.ask.number > 0 and row.progress and row.state is not PromiseState.KEPT:
        said.append(f"{row.progress} dari {row.ask.number}")
    if row.postponed:
        said.append(f"ditunda {row.postponed} kali; {letters.BEFORE} {when(row.first_due, office)}")
    said += [f"menunggu K-{one.number} ({term(one.party.value)})" for one in row.waits if row.blocked]
    return "\n".join(said)


def promised(row: PromiseRow) -> str:
    """Return what was promised, for which places, by which post, and which party dissents."""
    said = [full(row.text)]
    if row.places:
        said.append(f"Untuk: {', '.join(plain(one.name) for one in row.places)}")
    if row.post_label:
        said.append(f"Pelaksana: {plain(row.post_label)}")
    return "\n".join([*said, *dissents(row.answers)])


def corrections(text: str, history: Sequence[CorrectionRow], office: Office) -> list[str]:
    """Return a line for each correction, the first first: what it said before, when, by whom, and why."""
    said = []
    for at, one in enumerate(history):
        after = history[at + 1].text if at + 1 < len(history) else text
        old = f"{letters.BEFORE}: \u201c{full(one.text)}\u201d; " if one.text != after else ""
        why = f": {full(one.reason)}" if one.reason else ""
        said.append(f"({old}dikoreksi {term(one.party.value)} {when(one.at, office)}{why})")
    return said


def _ordered(answers: Iterable[AnswerRow]) -> list[AnswerRow]:
    return sorted(answers, key=lambda one: FIVE_PARTIES.index(one.party))
