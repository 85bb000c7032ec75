"""Daftar hadir: who came, who was represented, who stayed away; all seats on one page, typed from the signed sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import Noting
from sinergi.areas.meetings.queries import MeetingStep
from sinergi.entrypoints.console.asking import Asking, require_office, stamp_of
from sinergi.entrypoints.console.meeting_forms import SheetForm
from sinergi.entrypoints.console.meeting_write import back, require_step

WAYS = (Noting.BY_DESK, Noting.BY_SHEET)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: Asking, meeting: str) -> HttpResponseBase:
    """Note attendance: the host for every seat, another party for its own."""
    require_office(request)
    view = queries.meeting(request.viewer, meeting=meeting)
    require_step(request, view, MeetingStep.ATTEND)
    own = request.viewer.party
    seats = [one for one in view.seats if own in (one.party, view.row.host)]
    form = SheetForm(request.POST or None, seats=seats)

    def do() -> None:
        given = request.POST.get("how", "")
        how = Noting(given) if given in WAYS else Noting.BY_DESK
        said = tuple(form.changed())
        if said:
            commands.note_attendances(
                viewer=request.viewer, stamp=stamp_of(request), meeting=meeting, attendances=said, how=how
            )

    if form.done(do):
        messages.success(request, gettext("Kehadiran dicatat."))
        return back(view.row, "hadir")
    context = {
        "form": form,
        "meeting": view.row,
        "ways": WAYS,
        "how": request.POST.get("how", Noting.BY_DESK),
        "others": len(view.seats) - len(seats),
    }
    return render(request, "console/meetings/attendance.html", context, status=422 if form.errors else 200)
