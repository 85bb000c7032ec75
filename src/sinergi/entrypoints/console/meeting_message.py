"""Is this forwarded message what the page of a meeting says? Paste it, and read one of three answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi.areas.meetings import queries
from sinergi.areas.meetings.queries import MeetingView, papers
from sinergi.areas.places.queries import offices
from sinergi.entrypoints.console import message_check
from sinergi.entrypoints.console.asking import Asking, require_office
from sinergi.vocabulary.sentence import Sentence

MEETINGS: Final = Sentence("Rapat", "Meetings")
BACK: Final = Sentence("Kembali ke rapat", "Back to the meeting")
ANSWERS: Final = {
    "same": Sentence(
        "Utuh, dan sama dengan isi rapat ini sekarang.",
        "Unchanged, and the same as this meeting says now.",
    ),
    "other": Sentence(
        "Utuh menurut kodenya, tetapi berbeda dari isi rapat ini sekarang. Mungkin dari rapat lain, dibuat sebelum ada "
        "perubahan, atau kodenya dibuat orang lain: yang berlaku adalah halaman rapat.",
        "Unchanged by its code, but not what this meeting says now. It may be of another meeting, older than a "
        "change, or somebody made the code: what counts is the page of the meeting.",
    ),
    "changed": Sentence(
        "Sudah diubah, terpotong, atau tanpa kode. Jangan diikuti; buka halaman rapat atau tanya tuan rumahnya.",
        "Changed, cut off, or without a code. Do not follow it; open the page of the meeting or ask its host.",
    ),
}


@never_cache
@require_http_methods(["GET", "POST"])
def check_message(request: Asking, meeting: str) -> HttpResponseBase:
    """Show the form; for a pasted text, say whether it is whole, and whether this meeting says so."""
    require_office(request)
    view = queries.meeting(request.viewer, meeting=meeting)
    trail = ((reverse("meetings"), MEETINGS), (reverse("meeting", kwargs={"meeting": meeting}), BACK))
    return message_check.page(request, trail=trail, answers=ANSWERS, messages=lambda: _messages(request, view))


def link_of(request: Asking, meeting: str) -> str:
    """Return the whole address of the page of a meeting."""
    return request.build_absolute_uri(reverse("meeting", kwargs={"meeting": meeting}))


def _messages(request: Asking, view: MeetingView) -> Iterator[str]:
    office, link = offices.office(request.viewer), link_of(request, view.row.meeting)
    yield from papers.invitation_text(view, office=office, link=link)
    yield from papers.minutes_text(view, office=office, link=link)
