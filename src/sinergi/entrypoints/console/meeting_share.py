"""What is sent about a meeting: the sealed chat messages to copy, and the papers beside them."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sinergi.areas.meetings import queries
from sinergi.areas.meetings.queries import papers
from sinergi.areas.places.queries import offices
from sinergi.areas.rulebook import queries as rulebook
from sinergi.entrypoints.console import meeting_message
from sinergi.entrypoints.console.asking import Asking, require_office
from sinergi.vocabulary.viewer import Action


@never_cache
@require_safe
def messages(request: Asking, meeting: str) -> HttpResponseBase:
    """Show the messages of a meeting, the one that is wanted now first: its results once it has begun."""
    require_office(request)
    rulebook.require(request.viewer, Action.EXPORT, "calendar")
    view = queries.meeting(request.viewer, meeting=meeting)
    office, link = offices.office(request.viewer), meeting_message.link_of(request, meeting)
    context = {
        "meeting": view.row,
        "results": papers.minutes_text(view, office=office, link=link) if view.row.opened_at else (),
        "invitations": papers.invitation_text(view, office=office, link=link),
    }
    return render(request, "console/meetings/messages.html", context)
