"""Calendars that a telephone subscribes to: the stages for everybody, what a party owes behind its secret address."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sinergi.areas.meetings import commands, queries
from sinergi.areas.rulebook import queries as rulebook
from sinergi.entrypoints.console.asking import Asking, require_office, stamp_of
from sinergi.entrypoints.console.templatetags.tata import term
from sinergi.journal import clock
from sinergi.vocabulary.viewer import PUBLIC


@require_safe
def stages(_request: HttpRequest) -> HttpResponseBase:
    """Hand out stages and deadlines, for everybody."""
    now = clock.now()
    name = gettext("Tahapan pemilihan, %(district)s") % {"district": rulebook.installation().district_name}
    made = queries.feed_file(queries.calendar(PUBLIC, now=now), name=name, made_at=now)
    return _file(made, name="tahapan.ics", cache="public, max-age=3600")


@require_safe
def feed(_request: HttpRequest, party: str, token: str) -> HttpResponseBase:
    """Hand out what a party owes and where it sits, to whoever knows the address."""
    now = clock.now()
    rows = queries.feed(party, token, now=now)
    made = queries.feed_file(rows, name=f"Sinergi {term(party)}", made_at=now)
    return _file(made, name=f"sinergi-{party}.ics", cache="private, no-store")


@never_cache
@require_POST
def renew(request: Asking) -> HttpResponseBase:
    """Give the feed of the own party a new address; the old one opens nothing any more."""
    require_office(request)
    commands.renew_feed(viewer=request.viewer, stamp=stamp_of(request))
    messages.success(request, gettext("Alamat kalender diganti; alamat lama tidak berlaku lagi."))
    return redirect("calendar")


def _file(content: bytes, *, name: str, cache: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = cache
    return response
