"""What changes a promise: the small forms of its page, and the pages where one is written down, corrected, assigned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Draft
from sinergi.areas.meetings.queries import PromiseRow, PromiseStep, PromiseView, numbered
from sinergi.areas.people import queries as people
from sinergi.areas.places import queries as places
from sinergi.entrypoints.console.asking import Asking, require_office, stamp_of
from sinergi.entrypoints.console.promise_deeds import DEEDS, form_of
from sinergi.entrypoints.console.promise_forms import AssignForm
from sinergi.entrypoints.console.promise_page import show
from sinergi.entrypoints.console.promise_terms import CorrectForm, NewForm, Terms, terms_of
from sinergi.entrypoints.console.templatetags.tata import sentence
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party

GATES: Final = ("access.", "rulebook.", "form.")  # refusals that no other word in the form would change
DIGITS: Final = 8  # a longer number is no number of a promise


@never_cache
@require_POST
def act(request: Asking, promise: str, what: str) -> HttpResponseBase:
    """Do one thing with a promise; refused, its page comes back with what was typed."""
    require_office(request)
    view = _view(request, promise)
    form = form_of(what, view, request=request)
    if form.is_valid():
        try:
            DEEDS[what].do(request, promise, form)
        except Refused as error:
            if error.code.startswith(GATES):
                raise
            form.refuse(error)
            view = _view(request, promise)
        else:
            messages.success(request, sentence(DEEDS[what].done))
            return redirect("promise", promise=promise)
    return show(request, view, sent=(what, form))


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: Asking) -> HttpResponseBase:
    """Write down a promise without a meeting."""
    require_office(request)
    form = NewForm(
        request.POST or None,
        initial={"party": request.viewer.party, "stations": request.GET.get("tempat", "")[:80]},
        villages=places.villages(request.viewer),
        records=queries.offered_records(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            draft = _draft(form, due=form.due())
            made = commands.give_promise(viewer=request.viewer, stamp=stamp_of(request), draft=draft)
        except Refused as error:
            _raise_gate(error)
            form.refuse(error)
        else:
            messages.success(request, gettext("Komitmen dicatat. Pihaknya melihatnya di halaman ini."))
            return redirect("promise", promise=made)
    return render(request, "console/promises/new.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def correct(request: Asking, promise: str) -> HttpResponseBase:
    """Put right what was written down wrongly."""
    require_office(request)
    view, villages = _view(request, promise), places.villages(request.viewer)
    form = CorrectForm(
        request.POST or None,
        initial=terms_of(view.row, villages=villages),
        villages=villages,
        records=queries.offered_records(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.correct_promise(
                viewer=request.viewer,
                stamp=stamp_of(request),
                promise=promise,
                draft=_draft(form, due=view.row.due, before=view.row),
                reason=form.cleaned_data["reason"].strip(),
            )
        except Refused as error:
            _raise_gate(error)
            form.refuse(error)
        else:
            messages.success(request, gettext("Koreksi dicatat; kata-kata lama tetap terbaca di riwayat."))
            return redirect("promise", promise=promise)
    context = {"form": form, "row": view.row, "may": PromiseStep.CORRECT in view.may}
    return render(request, "console/promises/correct.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def assign(request: Asking, promise: str) -> HttpResponseBase:
    """Say which duty post of the own party does it."""
    require_office(request)
    view = _view(request, promise)
    form = AssignForm(request.POST or None, initial={"post": view.row.post}, posts=_posts(request, view.row))
    if request.method == "POST" and form.is_valid():
        try:
            commands.assign_promise(
                viewer=request.viewer, stamp=stamp_of(request), promise=promise, post=form.cleaned_data["post"]
            )
        except Refused as error:
            _raise_gate(error)
            form.refuse(error)
        else:
            messages.success(request, gettext("Pelaksana dicatat."))
            return redirect("promise", promise=promise)
    context = {"form": form, "row": view.row, "may": PromiseStep.ASSIGN in view.may}
    return render(request, "console/promises/assign.html", context, status=422 if form.errors else 200)


def _view(request: Asking, promise: str) -> PromiseView:
    return queries.promise(request.viewer, promise=promise, now=clock.now())


def _raise_gate(error: Refused) -> None:
    if error.code.startswith(GATES):
        raise error


def _draft(form: Terms, *, due: datetime, before: PromiseRow | None = None) -> Draft:
    """Return what the form says; a correction keeps the post where the party stays."""
    party = Party(form.cleaned_data["party"])
    return Draft(
        party=party,
        text=form.cleaned_data["text"].strip(),
        due=due,
        post=before.post if before is not None and before.party is party else "",
        ask=form.ask(),
        waits_for=_waits(form.waits()),
        places=form.places(),
    )


def _waits(typed: Sequence[str]) -> tuple[str, ...]:
    """Return the promises that were named by their numbers; what is no number of any is refused by the rules."""
    numbers = {one: one.upper().removeprefix("K").removeprefix("-").strip() for one in typed}
    wanted = tuple(int(one) for one in numbers.values() if one.isascii() and one.isdigit() and len(one) < DIGITS)
    known = numbered.promises(wanted)
    return tuple(known.get(int(number), one) if number.isdecimal() else one for one, number in numbers.items())


def _posts(request: Asking, row: PromiseRow) -> list[tuple[str, str]]:
    """Return the duty posts of the party that promised, for that party alone."""
    if row.party is not request.viewer.party:
        return []
    found = people.posts(request.viewer, party=row.party)
    return [(one.post, f"{one.label}: {one.name}" if one.name else one.label) for one in found]
