"""From a plan, as one viewer may see it, to what papers say: the order, the roster, cards of TPS. Nothing is looked up.

What the view leaves out (names of other parties, where the reserve waits) no paper can say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from sinergi.areas.deployment import columns, letters
from sinergi.areas.deployment.queries.annexes import annexes, craft, people, risk, shift_name, task_name, who
from sinergi.areas.deployment.queries.rows import PlanView, SectorRow, StopRow, TurnRow
from sinergi.areas.places.letters import Office, letterhead
from sinergi.documents import dates
from sinergi.documents.content import Cards, Column, Letter, Report, StationCard, Table, Watch
from sinergi.documents.text import plain
from sinergi.vocabulary.viewer import Party


class Head(TypedDict):
    """What every paper of a plan has in common: fields of ``documents.content.Paper``."""

    letterhead: tuple[str, ...]
    standing: str
    standing_note: str
    synthetic: str
    version: str
    link: str


def sprin(view: PlanView, *, office: Office, link: str) -> Letter:
    """Return the Surat Perintah of a plan with its annexes; ``link`` is the address of the plan's page."""
    row = view.row
    given = letters.number(plain(row.letter), day=row.day)
    issued = dates.day(local(row.issued_at, office)) if row.issued_at is not None else ""
    guards = [one for sector in view.sectors for one in sector.officers] + [
        one for s in view.reserve for one in s.people
    ]
    guards += [turn.guard for turn in view.turns if turn.guard.party is Party.POLSEK]
    officers = len({one.person for one in guards})
    return Letter(
        title="Surat Perintah",
        **head(view, office=office, link=link),
        number=given,
        considering=letters.considering(office),
        basis=letters.basis(office, patterns=row.patterns),
        basis_note=letters.basis_note(office),
        addressed=letters.addressed(officers=officers, sectors=len(view.sectors)),
        orders=letters.orders(office),
        place=office.district,
        issued=issued,
        signer=letters.signer(office),
        signer_below=(letters.DOTS * 2, f"PANGKAT / NRP {letters.DOTS}"),
        copies=letters.copies(office),
        annex_head=letters.annex_head(office, letter=given, issued=issued),
        annexes=annexes(view, office=office),
    )


def roster(view: PlanView, *, office: Office, link: str) -> Report:
    """Return the roster: a line for each person, a column for each turn, and the hours of each."""
    shifts = _shifts(view.turns)
    persons: dict[str, list[TurnRow]] = {}
    for turn in view.turns:
        persons.setdefault(turn.guard.person, []).append(turn)
    zone = office.zone
    titles = [
        Column(title=f"{shift_name(code, office)}\n{dates.span(start, end, zone=zone)}", share=5)
        for code, (start, end) in shifts.items()
    ]
    lines = sorted((_roster_line(view, turns, shifts, office) for turns in persons.values()), key=_unit_first)
    name = dates.zone_of(view.row.day, zone=zone)
    return Report(
        title="Daftar jaga",
        subtitle=f"Kecamatan {office.district} · {dates.weekday(view.row.day)} (hari H)",
        **head(view, office=office, link=link),
        intro=(f"Jam dalam {name}. Kolom giliran kosong: lepas jaga.",),
        tables=(
            Table(
                title=f"Personel menurut giliran ({len(lines)} orang)",
                columns=(*columns.ROSTER_HEAD, *titles, columns.ROSTER_TOTAL),
                rows=tuple(lines),
                empty="Daftar jaga belum disusun.",
            ),
        ),
    )


def cards(view: PlanView, *, office: Office, link: str, sector: str = "") -> Cards:
    """Return one card for each TPS, of one sector where ``sector`` is given; a TPS without guard says so."""
    chosen = [one for one in view.sectors if sector in ("", one.code)]
    watches: dict[str, list[Watch]] = {}
    stops: dict[str, StopRow] = {}
    for one in chosen:
        for stop in one.stops:
            stops.setdefault(stop.station, stop)
            watches.setdefault(stop.station, []).append(_watch(one, stop))
    for stop in view.uncovered if not sector else ():
        stops.setdefault(stop.station, stop)
    made = [_card(stop, tuple(watches.get(code, ())), view) for code, stop in sorted(stops.items())]
    return Cards(
        title="Kartu TPS",
        **head(view, office=office, link=link),
        day=dates.weekday(view.row.day),
        hours=office.hours(),
        cards=tuple(made),
    )


def sheet(view: PlanView, *, office: Office, code: str) -> tuple[tuple[object, ...], ...]:
    """Return the rows of ``columns.SHEET``; ``code`` is the check code of the order, said in each row."""
    mark, _sentence = letters.standing(view.row.state.value, office=office)
    said = " · ".join(one for one in (mark, version(view), "data sintetis" if view.row.synthetic else "", code) if one)
    rows: list[tuple[object, ...]] = []
    for one in view.sectors:
        officers = people(one.officers, "; ")
        rows += [(one.code, stop.order, *_sheet_stop(stop), one.post_name, officers, people(stop.wardens, "; "),
                  craft(one), said) for stop in one.stops]  # fmt: skip
    rows += [("", None, *_sheet_stop(stop), "", "", people(stop.wardens, "; "), "", f"TANPA PENJAGAAN · {said}")
             for stop in view.uncovered]  # fmt: skip
    return tuple(rows)


def head(view: PlanView, *, office: Office, link: str) -> Head:
    """Return what every paper of a plan has in common, as arguments of a paper."""
    mark, sentence = letters.standing(view.row.state.value, office=office)
    return {
        "letterhead": letterhead(party=Party.POLSEK, office=office),
        "standing": mark,
        "standing_note": sentence,
        "synthetic": letters.SYNTHETIC if view.row.synthetic or office.synthetic else "",
        "version": version(view),
        "link": link,
    }


def version(view: PlanView) -> str:
    """Return what people call the plan."""
    return f"Rencana ke-{view.row.number}"


def local(moment: datetime, office: Office) -> datetime:
    """Return a moment in the office's own time."""
    return moment.astimezone(ZoneInfo(office.zone))


def _shifts(turns: Sequence[TurnRow]) -> dict[str, tuple[datetime, datetime]]:
    found = {turn.shift: (turn.start, turn.end) for turn in turns}
    return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))


def _roster_line(view: PlanView, turns: Sequence[TurnRow], shifts: Iterable[str], office: Office) -> tuple[str, ...]:
    sectors = {guard.person: one.code for one in view.sectors for guard in one.officers}
    doing = {  # where the reserve waits is not for a wall
        turn.shift: f"Sektor {sectors[turn.guard.person]}\n{plain(turn.at_name)}"
        if turn.task == "guard" and turn.guard.person in sectors
        else task_name(turn.task, office)
        if turn.task == "reserve"
        else f"{task_name(turn.task, office)}\n{plain(turn.at_name)}"
        for turn in turns
    }
    guard = turns[0].guard
    minutes = sum(int((turn.end - turn.start).total_seconds()) for turn in turns) // 60
    hours = f"{minutes // 60}" + (f",{minutes % 60 * 10 // 60}" if minutes % 60 else "")
    rank = f"{plain(guard.name)} ({plain(guard.rank)})" if guard.name else plain(guard.label)
    said = rank + (" \u2013 BERHALANGAN" if guard.absent else "")
    return (said, plain(guard.unit), *(doing.get(code, "") for code in shifts), hours)


def _unit_first(line: tuple[str, ...]) -> tuple[str, str]:
    return line[1], line[0]


def _watch(sector: SectorRow, stop: StopRow) -> Watch:
    place = sector.stops.index(stop)
    last = place + 1 == len(sector.stops)
    return Watch(
        sector=sector.code,
        order=stop.order,
        stops=len(sector.stops),
        before=plain(sector.stops[place - 1].name) if place else "",
        after="" if last else plain(sector.stops[place + 1].name),
        post=plain(sector.post_name),
        people=tuple(who(guard) for guard in sector.officers),
    )


def _card(stop: StopRow, watches: tuple[Watch, ...], view: PlanView) -> StationCard:
    named = any(guard.name for sector in view.sectors for guard in sector.officers)
    return StationCard(
        code=stop.station,
        name=plain(stop.name),
        village=plain(stop.village_name),
        risk=risk(stop),
        watches=watches,
        wardens=tuple(who(guard) for guard in stop.wardens),
        phones=named,
    )


def _sheet_stop(stop: StopRow) -> tuple[object, ...]:
    lat, lon = (None if one is None else one / 1_000_000 for one in (stop.lat_e6, stop.lon_e6))
    return stop.station, stop.name, stop.village, stop.village_name, risk(stop), lat, lon, stop.minutes
