"""The QR of a seat: who was invited says on their own phone that they, or a deputy, have come. It works once."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import MeetingState, Presence
from sinergi.areas.meetings.queries import Invited
from sinergi.entrypoints.field import throttle
from sinergi.entrypoints.field.asking import FieldRequest
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused

SAYS: Final = (Presence.ATTENDED, Presence.REPRESENTED)
RAISED: Final = ("access.", "meetings.check-in.", "meetings.meeting.")  # refusals that no other word would change
NAMED: Final = "meetings.text.name"
LONGEST: Final = 160


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: FieldRequest, meeting: str, seat: str, token: str) -> HttpResponseBase:
    """Show the meeting and the office that is invited; take down who came."""
    found = _invited(request, meeting, seat, token)
    if request.method != "POST":
        return _page(request, found)
    given, deputy = request.POST.get("presence", ""), request.POST.get("deputy", "").strip()
    if given not in SAYS:
        return _page(request, found, error=gettext("Pilih “Saya hadir” atau “Saya mewakili”."), deputy=deputy)
    if given == Presence.REPRESENTED and not deputy:
        return _page(request, found, error=gettext("Tulis jabatan Anda yang mewakili."))
    try:
        commands.check_in(
            meeting=meeting, seat=seat, token=token, presence=Presence(given), deputy=deputy, at=clock.now()
        )
    except Refused as error:
        if error.code.startswith(RAISED):
            raise
        if error.code == NAMED:  # who tries names one after another learns soon no more
            throttle.wrong(address=request.address, card=f"seat:{seat[:80]}")
        return _page(request, found, error=error.sentence.in_(get_language() or "id"), deputy=deputy)
    return redirect("check_in", meeting=meeting, seat=seat, token=token)


def _page(request: FieldRequest, found: Invited, *, error: str = "", deputy: str = "") -> HttpResponse:
    context = {
        "meeting": found.row,
        "seat": found.seat,
        "noted": found.seat.presence in SAYS,
        "open": found.row.state in (MeetingState.CALLED, MeetingState.RUNNING),
        "error": error,
        "deputy": deputy,
        "longest": LONGEST,
    }
    response = render(request, "field/check_in.html", context, status=422 if error else 200)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _invited(request: FieldRequest, meeting: str, seat: str, token: str) -> Invited:
    """Return what the QR opens; count a wrong one against where it comes from."""
    throttle.check(address=request.address, card=f"seat:{seat[:80]}")
    try:
        return queries.invited(meeting, seat, token)
    except Refused:
        throttle.wrong(address=request.address, card=f"seat:{seat[:80]}")
        raise
