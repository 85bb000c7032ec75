"""What the viewer of a meeting's page best does next: one thing, said first and largest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.urls import NoReverseMatch, reverse

from sinergi.areas.meetings.facts import MeetingState
from sinergi.areas.meetings.queries import DecisionRow, MeetingStep, MeetingView
from sinergi.entrypoints.console import meeting_words
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import Party, Viewer

EARLY: Final = timedelta(hours=2)  # from then on a meeting that was called is best opened


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do: why, the words on the button, where it leads; ``sends``: a form, not a link."""

    why: Sentence
    button: Sentence | None = None
    href: str = ""
    sends: bool = False


def next_step(view: MeetingView, *, viewer: Viewer, now: datetime) -> NextStep:
    """Return what ``viewer`` best does about the meeting at ``now``."""
    match view.row.state:
        case MeetingState.CALLED:
            return _called(view, viewer=viewer, now=now)
        case MeetingState.RUNNING:
            return _running(view)
        case MeetingState.CLOSED:
            return _closed(view, viewer=viewer)
        case MeetingState.CANCELLED:
            why = Sentence("Rapat ini dibatalkan; tidak ada yang perlu dilakukan.", "This meeting was cancelled.")
            return NextStep(why, Sentence("Undang rapat baru", "Call another meeting"), reverse("meeting_new"))


def unanswered(view: MeetingView, *, party: Party) -> tuple[DecisionRow, ...]:
    """Return the decisions that ``party`` has said nothing about."""
    return tuple(
        row
        for row in view.decisions
        if not row.struck and party not in {one.party for one in row.answers if one.stance}
    )


def door(name: str, arguments: Mapping[str, str]) -> str:
    """Return the address of a page, or nothing where the installation has none."""
    try:
        return reverse(name, kwargs=dict(arguments))
    except NoReverseMatch:
        return ""


def _called(view: MeetingView, *, viewer: Viewer, now: datetime) -> NextStep:
    meeting = {"meeting": view.row.meeting}
    if MeetingStep.OPEN in view.may and now >= view.row.starts_at - EARLY:
        why = Sentence("Peserta sudah berkumpul? Rapat dibuka dengan", "Is everybody there? The meeting opens with")
        said = meeting_words.carried(view.carried)
        both = Sentence(f"{why.id}: {_lower(said.id)}.", f"{why.en}: {_lower(said.en)}.")
        return NextStep(both, Sentence("Buka rapat", "Open the meeting"), reverse("meeting_open", kwargs=meeting), True)  # noqa: FBT003 -- a form
    if MeetingStep.OPEN in view.may:
        why = Sentence("Sampaikan undangan kepada kelima pihak.", "Send the invitation to the five parties.")
        return NextStep(
            why, Sentence("Ambil undangan", "Get the invitation"), reverse("meeting_messages", kwargs=meeting)
        )
    mine = [one for one in view.carried if one.party is viewer.party]
    if mine:
        late = sum(one.late for one in mine)
        why = Sentence(
            f"Rapat ini akan menanyakan {len(mine)} komitmen pihak Anda; {late} terlambat.",
            f"This meeting will ask about {len(mine)} of your promises; {late} late.",
        )
        return NextStep(why, Sentence("Lihat komitmen", "See the promises"), "#acara-0")
    why = Sentence("Hadiri rapat ini; pihak pengundang akan membukanya.", "Attend; the host will open the meeting.")
    return NextStep(why, Sentence("Lihat acara", "See the agenda"), "#acara")


def _running(view: MeetingView) -> NextStep:
    meeting = {"meeting": view.row.meeting}
    if MeetingStep.ATTEND in view.may and view.seats and all(one.presence is None for one in view.seats):
        why = Sentence("Rapat berlangsung; belum ada kehadiran tercatat.", "The meeting is running; nobody is noted.")
        return NextStep(
            why, Sentence("Isi daftar hadir", "Note who is there"), reverse("meeting_attendance", kwargs=meeting)
        )
    href = door("meeting_capture", meeting)
    why = Sentence("Rapat berlangsung. Kelima pihak dapat mencatat.", "The meeting is running. All five may write.")
    return NextStep(why, Sentence("Catat rapat", "Write the minutes"), href or "#acara")


def _closed(view: MeetingView, *, viewer: Viewer) -> NextStep:
    open_ = unanswered(view, party=viewer.party)
    if count := len(open_):
        noun = "decision awaits" if count == 1 else "decisions await"
        why = Sentence(f"{count} keputusan menunggu jawaban pihak Anda.", f"{count} {noun} your party's answer.")
        return NextStep(why, Sentence("Jawab keputusan", "Answer the decisions"), f"#keputusan-{open_[0].number}")
    unknown = sum(one.presence is None for one in view.seats)
    if unknown and viewer.party is view.row.host and MeetingStep.ATTEND in view.may:
        why = Sentence(
            f"Rapat selesai; kehadiran {unknown} peserta belum dicatat.",
            f"The meeting is over; of {unknown} seat{'s' * (unknown > 1)} nobody has said who came.",
        )
        href = reverse("meeting_attendance", kwargs={"meeting": view.row.meeting})
        return NextStep(why, Sentence("Isi daftar hadir", "Note who is there"), href)
    why = Sentence("Rapat selesai. Notulen siap dibagikan.", "The meeting is over. Its minutes are ready.")
    href = reverse("meeting_messages", kwargs={"meeting": view.row.meeting})
    return NextStep(why, Sentence("Bagikan notulen", "Share the minutes"), href)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
