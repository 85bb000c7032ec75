"""The draft of a press release: who met, when and where, and the decisions marked public. Nothing else of a meeting.

Left out on purpose: the agenda, notes, promises, other decisions and how many there are, reasons of a dissent, names.
"""

from __future__ import annotations

from sinergi.areas.meetings import letters
from sinergi.areas.meetings.facts import Presence, Stance
from sinergi.areas.meetings.queries.papers.words import full, head, local_day
from sinergi.areas.meetings.queries.rows import DecisionRow, MeetingView
from sinergi.areas.places.letters import Office
from sinergi.documents import dates
from sinergi.documents.official import Official, Paragraphs
from sinergi.documents.text import plain
from sinergi.vocabulary.viewer import Party


def press_release(view: MeetingView, *, office: Office) -> Official:
    """Return the draft; a heading, a dateline, a lead, one paragraph for each public decision, a close."""
    row = view.row
    public = [one for one in view.decisions if one.public and not one.struck]
    told = tuple(_decision(at, one, office, only=len(public) == 1) for at, one in enumerate(public))
    common = head(view, office=office, link="", standing=letters.DRAFT_PRESS)
    common["version"] = f"Siaran pers {dates.day(local_day(row.starts_at, office))}"
    return Official(
        title="Siaran pers",
        headline=_title(view, office, len(public)),
        **common,
        opening=(_lead(view, office), _count(len(public))),
        blocks=(Paragraphs(lines=told),),
        closing=(
            letters.press_end(office),
            "\u2013 selesai \u2013",
            f"Narahubung: {letters.DOTS * 2} (telepon {letters.DOTS})",
        ),
    )


def _title(view: MeetingView, office: Office, count: int) -> str:
    title, place = plain(view.row.title), office.district
    where = title if place.casefold() in title.casefold() else f"{title} Kecamatan {place}"
    return f"{where} Hasilkan {letters.counted(count).capitalize()} Keputusan untuk Masyarakat" if count else where


def _lead(view: MeetingView, office: Office) -> str:
    row = view.row
    day = local_day(row.starts_at, office)
    came = frozenset(
        seat.party for seat in view.seats if seat.presence in (Presence.ATTENDED, Presence.REPRESENTED)
    ) | {row.host}  # fmt: skip
    bodies = letters.listed(tuple(letters.BODIES[party] for party in letters.in_order(came)))
    title = plain(row.title)
    there = "" if office.district.casefold() in title.casefold() else f" di Kecamatan {office.district}"
    return (
        f"{office.district}, {dates.day(day)} \u2013 {bodies}{there} {letters.MET[row.state]} "
        f"{title} di {plain(row.venue)}, {dates.DAYS[day.weekday()]} ({day.day}/{day.month}/{day.year}). "
        f"{letters.BODIES[row.host]} menjadi tuan rumah."
    )


def _count(count: int) -> str:
    if not count:
        return "Belum ada keputusan yang disampaikan kepada masyarakat."
    return f"Ada {letters.counted(count)} keputusan yang disampaikan kepada masyarakat."


def _decision(at: int, row: DecisionRow, office: Office, *, only: bool) -> str:
    first = letters.ORDINALS[at] if at < len(letters.ORDINALS) else f"Ke-{at + 1}"
    first = "Rapat memutuskan" if only else first
    text = full(row.text)
    said = f"{first}: {text}{'' if text.endswith(('.', '!', '?')) else '.'}"
    if row.party is not None:
        hour = f", paling lambat {dates.weekday(local_day(row.due, office))}" if row.due is not None else ""
        said += f" Pelaksana keputusan ini {letters.BODIES[row.party]}{hour}."
    against = tuple(letters.BODIES[party] for party in letters.in_order(_against(row)))
    return said + (
        f" Keputusan ini diambil dengan catatan keberatan dari {letters.listed(against)}." if against else ""
    )


def _against(row: DecisionRow) -> frozenset[Party]:
    return frozenset(one.party for one in row.answers if one.stance is Stance.DISSENTED)
