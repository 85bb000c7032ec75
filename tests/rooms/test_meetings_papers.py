"""Papers of a meeting that was really held: from commands to PDF and DOCX, the same for each of the five offices."""

from __future__ import annotations

import dataclasses
import io

import docx
import pytest
from pypdf import PdfReader

from sinergi import documents
from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import Presence, Stance
from sinergi.areas.meetings.queries import papers
from sinergi.areas.places.letters import Office
from sinergi.areas.places.queries import offices
from sinergi.documents.official import Official
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast, promises
from tests.meetings import DUE, invitation, running, seat, soldier, stamp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
WHY = "Gudang itu dekat sungai."


def office(viewer: Viewer = cast.camat) -> Office:
    """Return the office whose letters ``viewer`` prints."""
    return offices.office(viewer)


def held() -> str:
    """Hold a meeting: two seats, a line, a public decision with a dissent, another with a correction, a promise."""
    seats = (seat(), seat(Party.KORAMIL, "Danramil", soldier()))
    meeting = running(invitation(seats=seats))
    view = queries.meeting(cast.camat, meeting=meeting)
    for one, presence in zip(view.seats, (Presence.ATTENDED, Presence.MISSED), strict=True):
        commands.note_attendance(
            viewer=cast.camat, stamp=stamp(), meeting=meeting, seat=one.seat, presence=presence
        )  # fmt: skip
    line = commands.take_note(
        viewer=cast.ppk_chair, stamp=stamp(cast.ppk_chair), meeting=meeting, item=1, text="142 kotak"
    )
    commands.correct_note(
        viewer=cast.ppk_chair, stamp=stamp(cast.ppk_chair), note=line, text="124 kotak", reason="salah dengar"
    )
    first = commands.take_decision(viewer=cast.camat, stamp=stamp(), meeting=meeting, item=2, text="Gudang di GOR",
                                   party=Party.PPK, due=DUE, public=True)  # fmt: skip
    commands.take_decision(viewer=cast.camat, stamp=stamp(), meeting=meeting, item=2, text="Nomor posko dirahasiakan",
                           information_only=True)  # fmt: skip
    commands.answer(
        viewer=cast.panwascam, stamp=stamp(cast.panwascam), about=first, stance=Stance.DISSENTED, note=WHY
    )  # fmt: skip
    promises.give(Party.KORAMIL, meeting=meeting, text="Menyiapkan dua perahu")
    commands.close_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    return meeting


def minutes(meeting: str, viewer: Viewer = cast.camat) -> Official:
    """Return the minutes as ``viewer`` prints them."""
    return papers.minutes(queries.meeting(viewer, meeting=meeting), office=office(viewer), link="")


def texts(paper: Official) -> tuple[str, str]:
    """Return the text of the PDF and of the DOCX, each in one line."""
    reader = PdfReader(io.BytesIO(documents.official_pdf(paper)))
    body = docx.Document(io.BytesIO(documents.official_docx(paper))).element.body
    return " ".join(" ".join(p.extract_text() for p in reader.pages).split()), " ".join(
        "".join(body.itertext()).split()
    )


def test_minutes_tell_what_was_recorded() -> None:
    """Line and correction, decisions, dissent with its reason, promise, who came: in both files."""
    for text in texts(minutes(held())):
        for piece in (
            "005/101/2024", "124 kotak", "semula: \u201c142 kotak\u201d", "salah dengar", "Gudang di GOR",
            f"KEBERATAN Panwascam: {WHY}", "Nomor posko dirahasiakan", "Informasi saja", "K-1", "Menyiapkan dua perahu",
            "1 dari 2 undangan", "1: Danramil", "Budi Rekaan",
        ):  # fmt: skip
            assert piece in text, piece
        assert "DRAF" not in text


@pytest.mark.parametrize("viewer", [cast.kapolsek, cast.danramil, cast.ppk_chair, cast.panwascam])
def test_five_offices_print_the_same_minutes(viewer: Viewer) -> None:
    """Who holds the posts at the table is known to all who sat there: word for word one paper."""
    meeting = held()
    assert minutes(meeting, viewer) == minutes(meeting)


def test_the_press_learns_only_what_is_public() -> None:
    """The public decision and who dissents go out; the other decision, the line, the promise and names do not."""
    view = queries.meeting(cast.camat, meeting=held())
    for text in texts(papers.press_release(view, office=office())):
        assert "Gudang di GOR" in text
        assert "catatan keberatan dari Panwaslu Kecamatan" in text
        for secret in (WHY, "dirahasiakan", "kotak", "perahu", "Budi", "Danramil", "Logistik"):
            assert secret not in text, secret


def test_a_decision_that_is_no_longer_public_leaves_the_press_release() -> None:
    """A correction takes the mark away, or strikes the decision: the next draft does not have it, the minutes do."""
    meeting = held()
    (one, _other) = queries.meeting(cast.camat, meeting=meeting).decisions
    commands.correct_decision(
        viewer=cast.camat, stamp=stamp(), decision=one.decision, text=one.text, party=one.party, due=one.due,
        information_only=False, public=False, struck=False, reason="belum waktunya",
    )  # fmt: skip
    view = queries.meeting(cast.camat, meeting=meeting)
    assert all("GOR" not in text for text in texts(papers.press_release(view, office=office())))
    assert all(f"KEBERATAN Panwascam: {WHY}" in text for text in texts(minutes(meeting)))
    assert all("belum waktunya" in text for text in texts(minutes(meeting)))


def test_the_next_invitation_opens_with_what_is_late() -> None:
    """What was promised here and not kept stands first in the invitation to a later meeting."""
    held()
    later = cast.H_DAY.replace(month=12, day=10)
    said = invitation(number="005/102/2024", starts_at=later, ends_at=later.replace(hour=later.hour + 2))
    meeting = commands.call_meeting(viewer=cast.camat, stamp=stamp(), invitation=said)
    view = queries.meeting(cast.ppk_chair, meeting=meeting)
    for text in texts(papers.invitation(view, office=office(), link="")):
        assert "komitmen yang belum dipenuhi (1): K-1 Koramil" in text
        assert "Menyiapkan dua perahu" in text


def test_the_letterhead_is_of_the_host() -> None:
    """The Camat's invitation stands under the head of the kecamatan, whoever prints it."""
    meeting = running()
    for viewer in (cast.camat, cast.kapolsek):
        letter = papers.invitation(queries.meeting(viewer, meeting=meeting), office=office(viewer), link="")
        assert letter.letterhead[-1] == "KECAMATAN CONTOH"
        assert dataclasses.replace(letter, link="") == letter
