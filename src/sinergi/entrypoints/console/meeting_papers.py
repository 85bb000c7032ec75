"""Downloads of a meeting: invitation, calendar entry, list of attendance, slips, minutes, press release, chat texts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sinergi import documents
from sinergi.areas.meetings import queries
from sinergi.areas.meetings.queries import MeetingView, papers
from sinergi.areas.places.letters import Office
from sinergi.areas.places.queries import offices
from sinergi.areas.rulebook import queries as rulebook
from sinergi.entrypoints.console import meeting_message
from sinergi.entrypoints.console.asking import Asking, require_office
from sinergi.vocabulary.viewer import Action, Viewer

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CALENDAR: Final = "text/calendar; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"
BETWEEN: Final = "\n\n----------\n\n"  # chat messages in one file: each is copied by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a paper is made from. ``here``: makes the whole address of a path on this server."""

    viewer: Viewer
    view: MeetingView
    office: Office
    link: str
    here: Callable[[str], str]


@never_cache
@require_safe
def paper(request: Asking, meeting: str, what: str) -> HttpResponseBase:
    """Hand out one paper of a meeting."""
    asked = _asked(request, meeting)
    made_as, make = PAPERS[what]
    stem, _dot, kind = what.rpartition(".")
    number = re.sub(r"[^A-Za-z0-9]+", "-", asked.view.row.number).strip("-").lower()
    return _file(make(asked), made_as, f"{stem}-{number or 'rapat'}.{kind}")


def _asked(request: Asking, meeting: str) -> Asked:
    require_office(request)
    rulebook.require(request.viewer, Action.EXPORT, "calendar")
    return Asked(
        viewer=request.viewer,
        view=queries.meeting(request.viewer, meeting=meeting),
        office=offices.office(request.viewer),
        link=meeting_message.link_of(request, meeting),
        here=request.build_absolute_uri,
    )


def _file(content: bytes, made_as: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=made_as)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-SHA256"] = hashlib.sha256(content).hexdigest()
    return response


def _invitation_pdf(asked: Asked) -> bytes:
    letter = papers.invitation(asked.view, office=asked.office, link=asked.link)
    return documents.official_pdf(letter, made_at=asked.view.called_at)


def _invitation_docx(asked: Asked) -> bytes:
    letter = papers.invitation(asked.view, office=asked.office, link=asked.link)
    return documents.official_docx(letter, made_at=asked.view.called_at)


def _invitation_ics(asked: Asked) -> bytes:
    view = asked.view
    events = papers.invitation_events(view, office=asked.office, link=asked.link)
    written = view.changes[-1].at if view.changes else view.called_at
    return documents.calendar(events, name=f"Rapat {asked.office.district}", made_at=written)


def _attendance_pdf(asked: Asked) -> bytes:
    sheet = papers.attendance_sheet(asked.view, office=asked.office, link=asked.link)
    return documents.official_pdf(sheet, made_at=asked.view.called_at)


def _passes_pdf(asked: Asked) -> bytes:
    """Return the slips: the host's office prints all of them, another party's those of its own seats."""
    row, party = asked.view.row, asked.viewer.party
    addresses = {
        one.seat: asked.here(_check_in(row.meeting, one.seat))
        for one in asked.view.seats
        if party in (row.host, one.party)
    }
    slips = papers.attendance_passes(asked.view, office=asked.office, addresses=addresses)
    return documents.passes_pdf(slips, made_at=asked.view.called_at)


def _check_in(meeting: str, seat: str) -> str:
    token = queries.seat_token(meeting, seat)
    return reverse("check_in", kwargs={"meeting": meeting, "seat": seat, "token": token})


def _minutes_pdf(asked: Asked) -> bytes:
    book = papers.minutes(asked.view, office=asked.office, link=asked.link)
    return documents.official_pdf(book, made_at=asked.view.called_at)


def _minutes_docx(asked: Asked) -> bytes:
    book = papers.minutes(asked.view, office=asked.office, link=asked.link)
    return documents.official_docx(book, made_at=asked.view.called_at)


def _press_pdf(asked: Asked) -> bytes:
    return documents.official_pdf(papers.press_release(asked.view, office=asked.office), made_at=asked.view.called_at)


def _press_docx(asked: Asked) -> bytes:
    return documents.official_docx(papers.press_release(asked.view, office=asked.office), made_at=asked.view.called_at)


def _invitation_txt(asked: Asked) -> bytes:
    return BETWEEN.join(papers.invitation_text(asked.view, office=asked.office, link=asked.link)).encode()


def _minutes_txt(asked: Asked) -> bytes:
    return BETWEEN.join(papers.minutes_text(asked.view, office=asked.office, link=asked.link)).encode()


PAPERS: Final[Mapping[str, tuple[str, Callable[[Asked], bytes]]]] = {
    "undangan.pdf": (PDF, _invitation_pdf),
    "undangan.docx": (DOCX, _invitation_docx),
    "undangan.ics": (CALENDAR, _invitation_ics),
    "daftar-hadir.pdf": (PDF, _attendance_pdf),
    "kode-hadir.pdf": (PDF, _passes_pdf),
    "notulen.pdf": (PDF, _minutes_pdf),
    "notulen.docx": (DOCX, _minutes_docx),
    "siaran-pers.pdf": (PDF, _press_pdf),
    "siaran-pers.docx": (DOCX, _press_docx),
    "pesan-undangan.txt": (TEXT, _invitation_txt),
    "pesan-hasil.txt": (TEXT, _minutes_txt),
}
NAMES: Final = {
    "undangan": "invitation", "daftar-hadir": "sheet", "kode-hadir": "passes", "notulen": "minutes",
    "siaran-pers": "press", "pesan-undangan": "invitation", "pesan-hasil": "minutes",
}  # fmt: skip

urlpatterns: list[URLPattern] = [
    *(
        path(
            f"<str:meeting>/{what}",
            paper,
            {"what": what},
            name=f"meeting_{NAMES[what.partition('.')[0]]}_{what.partition('.')[2]}",
        )
        for what in PAPERS
    ),
    path("<str:meeting>/periksa-pesan/", meeting_message.check_message, name="meeting_message_check"),
]
