"""A week of promises for the browser: one of each kind, so that every part of the pages is on screen."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta

from PIL import Image

from sinergi.areas.meetings import commands
from sinergi.areas.meetings.commands import Draft
from sinergi.areas.meetings.facts import Ask, EvidenceKind, Stance
from sinergi.areas.places import queries as places
from sinergi.areas.risk.facts import StationClassed
from sinergi.journal import clock
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast

WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Story:
    """The ids of the promises."""

    late: str
    counted: str
    photo: str
    dissented: str
    record: str
    kept: str


def stamp(viewer: Viewer, *, at: datetime | None = None) -> Stamp:
    """Return the envelope of what ``viewer`` says, now or ``at``."""
    return cast.stamp(viewer, at=at or clock.now())


def give(viewer: Viewer, text: str, *, due: datetime, at: datetime | None = None, **said: object) -> str:
    """Write down a promise of ``party`` (by default the viewer's) and return its id."""
    known: dict[str, object] = {"party": viewer.party, **said}
    draft = Draft(text=text, due=due, **known)  # type: ignore[arg-type] # keyword values by field name
    return commands.give_promise(viewer=viewer, stamp=stamp(viewer, at=at), draft=draft)


def picture() -> bytes:
    """Return a small photograph."""
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "#778899").save(file, "JPEG")
    return file.getvalue()


def story() -> Story:
    """Give the promises and let them come to different states."""
    now = clock.now()
    then = now - WEEK
    first, second = [one.code for one in places.stations(cast.ppk_chair)][:2]
    late = give(
        cast.kapolsek,
        "Menyerahkan daftar TPS rawan kepada PPK dan Panwascam",
        due=now - 52 * HOUR,
        at=then,
        places=(first,),
    )
    counted = give(
        cast.ppk_chair,
        "Menyerahkan 24 kotak suara ke gudang kecamatan, dijaga dua anggota Polsek dan satu Babinsa sampai ke PPS",
        due=now + 20 * HOUR,
        at=then,
        ask=Ask(evidence=EvidenceKind.COUNT, number=24),
        waits_for=(late,),
    )
    photo = give(
        cast.danramil,
        "Memasang perahu karet di dermaga",
        due=now + 3 * HOUR,
        at=then,
        ask=Ask(evidence=EvidenceKind.PHOTO),
    )
    commands.report_promise(
        viewer=cast.danramil, stamp=stamp(cast.danramil), promise=photo, files=[picture()], note="Dua perahu siap"
    )
    dissented = give(cast.ppk_chair, "Menutup jalan poros", due=now + 70 * HOUR, at=then, party=Party.KECAMATAN)
    note = "Jalan poros adalah satu-satunya jalan evakuasi"
    commands.answer(
        viewer=cast.danramil, stamp=stamp(cast.danramil), about=dissented, stance=Stance.DISSENTED, note=note
    )
    commands.answer(viewer=cast.camat, stamp=stamp(cast.camat), about=dissented, stance=Stance.CONFIRMED)
    record = give(
        cast.kapolsek,
        "Memberi kelas kepada TPS",
        due=now + 90 * HOUR,
        at=then,
        ask=Ask(evidence=EvidenceKind.RECORD, number=2, record=StationClassed.KIND),
        places=(first, second),
    )
    kept = give(cast.kapolsek, "Mengirim nomor telepon posko", due=now + 9 * HOUR, at=then)
    commands.keep_promise(viewer=cast.kapolsek, stamp=stamp(cast.kapolsek), promise=kept, note="Sudah dikirim")
    commands.postpone_promise(
        viewer=cast.kapolsek,
        stamp=stamp(cast.kapolsek),
        promise=record,
        due=now + 99 * HOUR,
        reason="Menunggu hasil survei banjir",
    )
    return Story(late, counted, photo, dissented, record, kept)
