"""The demo's meetings, recorded through the commands that people use, each at its own day. May be repeated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import EvidenceKind, Noting, Presence, Seat, Stance
from sinergi.areas.people import commands as calling
from sinergi.areas.people import queries as people
from sinergi.entrypoints.cli import boot, demo_later, demo_meetings
from sinergi.entrypoints.cli.demo_meetings import Gathering, Owed, Ruling
from sinergi.journal import clock
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party

HEADS = {
    Party.POLSEK: "Kapolsek",
    Party.KORAMIL: "Danramil",
    Party.KECAMATAN: "Camat",
    Party.PPK: "Ketua PPK",
    Party.PANWASCAM: "Ketua Panwascam",
}


def run(*, classes: Callable[[datetime], None], plan: Callable[[datetime], None]) -> None:
    """Hold the three meetings and call the fourth; between them the TPS are classed and the guard plan is issued."""
    if queries.meetings(boot.operator(Party.KECAMATAN)).total:
        classes(demo_meetings.at(11, 11, 10))
        plan(demo_meetings.at(11, 19, 9))
        return
    numbers: dict[int, str] = {}
    _hold(demo_meetings.FIRST, numbers)
    classes(demo_meetings.at(11, 11, 10))
    _hold(demo_later.SECOND, numbers)
    plan(demo_meetings.at(11, 19, 9))
    _hold(demo_later.THIRD, numbers)
    _call(demo_later.CALLED)
    calling.schedule_roll_call(
        viewer=boot.operator(Party.KECAMATAN),
        stamp=stamp(Party.KECAMATAN, demo_meetings.at(11, 20, 15, 50)),
        title="Panggilan uji H-7",
        starts_at=demo_meetings.at(11, 20, 19),
        ends_at=demo_meetings.at(11, 20, 21),
        note="Siapa yang benar-benar terjangkau malam ini?",
        synthetic=True,
    )
    commands.note_duties(now=clock.now())
    commands.remind(now=clock.now())


def stamp(party: Party, moment: datetime) -> Stamp:
    """Return the envelope of what ``party`` says at ``moment``."""
    return Stamp(party=party, actor="cli", device="cli", happened_at=moment)


def _call(one: Gathering) -> str:
    return commands.call_meeting(
        viewer=boot.operator(one.host),
        stamp=stamp(one.host, one.called),
        invitation=commands.Invitation(
            number=one.number,
            title=one.title,
            starts_at=one.start,
            ends_at=one.end,
            venue=one.venue,
            agenda=one.agenda,
            seats=tuple(_seat(party) for party in FIVE_PARTIES),
        ),
        synthetic=True,
    )


def _seat(party: Party) -> Seat:
    title = HEADS[party]
    rows = people.posts(boot.operator(party), party=party)
    post = next((row.post for row in rows if row.label == title), "")
    return Seat(seat="", party=party, title=title, post=post)  # the command gives it an id


def _hold(one: Gathering, numbers: dict[int, str]) -> None:
    host, meeting = boot.operator(one.host), _call(one)
    commands.open_meeting(viewer=host, stamp=stamp(one.host, one.start), meeting=meeting)
    _attend(one, meeting)
    moment = one.start
    for item, text in one.notes:
        moment += timedelta(minutes=5)
        commands.take_note(viewer=host, stamp=stamp(one.host, moment), meeting=meeting, item=item, text=text)
    for ruling in one.rulings:
        moment += timedelta(minutes=10)
        _rule(ruling, one=one, meeting=meeting, moment=moment, numbers=numbers)
    commands.close_meeting(viewer=host, stamp=stamp(one.host, one.end), meeting=meeting)


def _attend(one: Gathering, meeting: str) -> None:
    deputies = dict(one.deputies)
    for row in queries.meeting(boot.operator(one.host), meeting=meeting).seats:
        deputy = deputies.get(row.party, "")
        presence = Presence.REPRESENTED if deputy else Presence.ATTENDED
        commands.note_attendance(
            viewer=boot.operator(one.host),
            stamp=stamp(one.host, one.start),
            meeting=meeting,
            seat=row.seat,
            presence=Presence.MISSED if row.party in one.missing else presence,
            how=Noting.BY_SHEET,
            deputy=deputy,
        )


def _rule(ruling: Ruling, *, one: Gathering, meeting: str, moment: datetime, numbers: dict[int, str]) -> None:
    decision = commands.take_decision(
        viewer=boot.operator(one.host),
        stamp=stamp(one.host, moment),
        meeting=meeting,
        item=ruling.item,
        text=ruling.text,
        party=ruling.party,
        due=ruling.due,
        information_only=ruling.party is None,
        public=ruling.public,
    )
    for party in FIVE_PARTIES:
        if party in one.missing:
            continue
        against = ruling.dissent if ruling.dissent and ruling.dissent[0] is party else None
        commands.answer(
            viewer=boot.operator(party),
            stamp=stamp(party, one.end),
            about=decision,
            stance=Stance.DISSENTED if against else Stance.CONFIRMED,
            note=against[1] if against else "",
        )
    for owed in ruling.owed:
        promise = commands.give_promise(
            viewer=boot.operator(one.host),
            stamp=stamp(one.host, moment),
            draft=commands.Draft(
                party=owed.party,
                text=owed.text,
                due=owed.due,
                meeting=meeting,
                decision=decision,
                ask=owed.ask,
                places=owed.places,
                waits_for=tuple(numbers[number] for number in owed.waits_for),
            ),
            synthetic=True,
        )
        numbers[len(numbers) + 1] = promise
        _live(owed, promise)


def _live(owed: Owed, promise: str) -> None:
    """Tell what became of a promise until the demo begins."""
    owner = boot.operator(owed.party)
    if owed.postponed:
        said, due, reason = owed.postponed
        commands.postpone_promise(viewer=owner, stamp=stamp(owed.party, said), promise=promise, due=due, reason=reason)
    if owed.kept and owed.ask.evidence is EvidenceKind.NONE:
        commands.keep_promise(viewer=owner, stamp=stamp(owed.party, owed.kept), promise=promise)
    elif owed.kept:
        commands.report_promise(viewer=owner, stamp=stamp(owed.party, owed.kept), promise=promise, number=owed.number)
        if owed.checked_by:
            commands.keep_promise(
                viewer=boot.operator(owed.checked_by),
                stamp=stamp(owed.checked_by, owed.kept + timedelta(hours=20)),
                promise=promise,
            )
