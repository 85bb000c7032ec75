"""A meeting, a promise and a roll-call for the tests of every address: the things of Panwascam, at its hour."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Final

from django.urls import reverse
from PIL import Image

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import Ask, EvidenceKind, Seat
from sinergi.areas.people import commands as people
from sinergi.areas.people.queries import calling
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Party, Role, Viewer
from tests import cast

CHAIR: Final = Viewer(party=Party.PANWASCAM, role=Role.CHAIR, account=f"ketua-{Party.PANWASCAM}")
WORDS: Final = "Kotak suara dihitung dua orang"  # stands in the note, for tests that search


def made() -> dict[str, str]:
    """Hold a running meeting with a note, a decision and a reported promise, open a roll-call; return ids by name."""
    now = clock.now()
    said = commands.Invitation(
        number="9/XI",
        title="Rapat alamat",
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        venue="Aula",
        agenda=("Logistik",),
        seats=(Seat(seat="", party=Party.PANWASCAM, title="Ketua Panwascam"),),
    )
    stamp = cast.stamp(CHAIR, at=now)
    meeting = commands.call_meeting(viewer=CHAIR, stamp=stamp, invitation=said)
    commands.open_meeting(viewer=CHAIR, stamp=stamp, meeting=meeting)
    note = commands.take_note(viewer=CHAIR, stamp=stamp, meeting=meeting, item=1, text=WORDS)
    decision = commands.take_decision(
        viewer=CHAIR, stamp=stamp, meeting=meeting, item=1, text="Sekadar tahu", information_only=True
    )
    draft = commands.Draft(
        party=Party.PANWASCAM, text="Foto kotak", due=now + timedelta(days=1), ask=Ask(evidence=EvidenceKind.PHOTO)
    )
    promise = commands.give_promise(viewer=CHAIR, stamp=stamp, draft=draft)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    commands.report_promise(viewer=CHAIR, stamp=stamp, promise=promise, files=(picture.getvalue(),))
    events = queries.promise(CHAIR, promise=promise, now=now).events
    vault = next(file.vault for event in events for file in event.files)
    call = people.schedule_roll_call(
        viewer=CHAIR, stamp=stamp, title="Uji", starts_at=now, ends_at=now + timedelta(hours=2)
    )
    people.open_roll_call(viewer=CHAIR, stamp=stamp, call=call)
    seat = queries.meeting(CHAIR, meeting=meeting).seats[0].seat
    return {
        "meeting": meeting,
        "note": note,
        "decision": decision,
        "promise": promise,
        "vault": vault,
        "call": call,
        "seat": seat,
    }


def address(name: str, things: dict[str, str], *, post: str) -> str | None:
    """Return the address called ``name``, or None when it is about none of these things."""
    match name.partition("_")[0]:
        case "promise" if name != "promise_new":
            wanted = ("promise", "vault") if name == "promise_file" else ("promise",)
        case "meeting" if name != "meeting_new":
            own = {"decision": "decision", "confirm": "decision", "dissent": "decision", "note": "note"}
            more = own.get(name.removeprefix("meeting_"))
            wanted = ("meeting", more) if more else ("meeting",)
        case "roll":
            if name in ("roll_calls", "roll_call_new"):
                return None
            if name == "roll_reply":
                token = calling.reply_token(call=things["call"], post=post)
                return reverse(name, kwargs={"call": things["call"], "post": post, "token": token})
            wanted = ("call",)
        case "check":
            token = queries.seat_token(things["meeting"], things["seat"])
            return reverse(name, kwargs={"meeting": things["meeting"], "seat": things["seat"], "token": token})
        case "calendar" if name == "calendar_feed":
            token = queries.feed_token(Party.PANWASCAM)
            return reverse(name, kwargs={"party": "panwascam", "token": token})
        case _:
            return None
    return reverse(name, kwargs={one: things[one] for one in wanted})
