"""Undang: a new meeting, or another word on the invitation of one that has not begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.queries import MeetingStep
from sinergi.areas.rulebook import queries as rulebook
from sinergi.entrypoints.console import meeting_invite, meeting_seats
from sinergi.entrypoints.console.asking import Asking, require_office, stamp_of
from sinergi.entrypoints.console.meeting_write import require_step
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Action

if TYPE_CHECKING:
    from sinergi.areas.meetings.queries import MeetingView
    from sinergi.vocabulary.viewer import Viewer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Asking) -> HttpResponseBase:
    """Invite the five parties; the host is the party of who invites."""
    require_office(request)
    rulebook.require(request.viewer, Action.WRITE, "calendar")
    last = _last(request.viewer)
    offered = meeting_seats.offers(request.viewer, seated=last.seats if last else ())
    initial = meeting_invite.first(last, now=clock.now())
    form = meeting_invite.InvitationForm(request.POST or None, initial=initial, offered=offered)
    made: list[str] = []
    if form.done(lambda: made.append(_call(request, form))):
        messages.success(request, gettext("Rapat diundang. Surat dan pesannya siap diunduh."))
        return redirect("meeting", meeting=made[0])
    context = {"form": form, "meeting": None}
    return render(request, "console/meetings/invitation.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Asking, meeting: str) -> HttpResponseBase:
    """Change what the invitation says, with a reason that everybody reads."""
    require_office(request)
    view = queries.meeting(request.viewer, meeting=meeting)
    require_step(request, view, MeetingStep.CHANGE)
    offered = meeting_seats.offers(request.viewer, seated=view.seats, same=True)
    form = meeting_invite.InvitationForm(
        request.POST or None, initial=meeting_invite.present(view), offered=offered, change=True
    )
    if form.done(lambda: _change(request, meeting, form)):
        messages.success(request, gettext("Undangan diubah. Kirim yang baru kepada peserta."))
        return redirect("meeting", meeting=meeting)
    context = {"form": form, "meeting": view.row}
    return render(request, "console/meetings/invitation.html", context, status=422 if form.errors else 200)


def _call(request: Asking, form: meeting_invite.InvitationForm) -> str:
    return commands.call_meeting(viewer=request.viewer, stamp=stamp_of(request), invitation=form.invitation())


def _change(request: Asking, meeting: str, form: meeting_invite.InvitationForm) -> None:
    commands.change_meeting(
        viewer=request.viewer,
        stamp=stamp_of(request),
        meeting=meeting,
        invitation=form.invitation(),
        reason=form.cleaned_data["reason"].strip(),
    )


def _last(viewer: Viewer) -> MeetingView | None:
    """Return the meeting that was called for last: the next one is mostly where it was, with the same people."""
    rows = queries.meetings(viewer).rows
    newest = max(rows, key=lambda row: row.starts_at, default=None)
    return queries.meeting(viewer, meeting=newest.meeting) if newest else None
