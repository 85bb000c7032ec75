"""Panggilan uji: who would truly be reached tonight, by party and by village."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sinergi.areas.people import queries
from sinergi.areas.people.queries import RollCallView
from sinergi.areas.rulebook import queries as rulebook
from sinergi.entrypoints.console import roll_call_words
from sinergi.entrypoints.console.asking import FIELD, Asking, fresh_id, require_office
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.terms import label as term


@never_cache
@require_safe
def roll_calls(request: Asking) -> HttpResponseBase:
    """List roll-calls, the latest first."""
    require_office(request)
    context = {"rows": queries.roll_calls(request.viewer, now=clock.now())}
    return render(request, "console/roll_calls/list.html", context)


@never_cache
@require_safe
def roll_call(request: Asking, call: str) -> HttpResponseBase:
    """Show one roll-call and its result."""
    require_office(request)
    return show(request, queries.roll_call(request.viewer, call=call, now=clock.now()))


def show(request: Asking, view: RollCallView, *, refused: Refused | None = None) -> HttpResponse:
    """Return the page of a roll-call, with what was just refused on top of it."""
    context = {
        "view": view,
        "row": view.row,
        "may": {str(step): True for step in view.may},
        "percent": roll_call_words.percent(view.total),
        "parties": [(term(one.party), one.tally, roll_call_words.percent(one.tally)) for one in view.by_party],
        "places": [(one.name, one.tally, roll_call_words.percent(one.tally)) for one in view.by_place],
        "begun": view.row.opened_at is not None,
        "refused": refused,
        "field": FIELD,
        "sending": fresh_id(),
    }
    return render(request, "console/roll_calls/roll_call.html", context, status=422 if refused else 200)


@never_cache
@require_safe
def message(request: Asking, call: str) -> HttpResponseBase:
    """Show the result as a text for WhatsApp, with its check code."""
    require_office(request)
    now = clock.now()
    view = queries.roll_call(request.viewer, call=call, now=now)
    text = roll_call_words.result_text(view, now=now, synthetic=rulebook.installation().synthetic)
    context = {"row": view.row, "text": text, "share": roll_call_words.share(text)}
    return render(request, "console/roll_calls/message.html", context)
