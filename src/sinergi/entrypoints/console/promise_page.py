"""One promise: where it stands, its history, its evidence, what waits for what, and what the viewer may do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sinergi.areas.meetings import queries
from sinergi.areas.meetings.facts import PromiseReminded, PromiseReported, Stance
from sinergi.areas.meetings.queries import AnswerRow, EventRow, FileRow, PromiseStep, PromiseView
from sinergi.entrypoints.console import promise_reminder
from sinergi.entrypoints.console.asking import Asking, require_office
from sinergi.entrypoints.console.promise_deeds import DEEDS, Deed, fitting, form_of
from sinergi.entrypoints.console.promise_forms import Said
from sinergi.entrypoints.console.promise_words import HAPPENED, NUDGES, line
from sinergi.journal import clock
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A deed on the page with its form; ``open``: its form is shown, not folded away."""

    name: str
    address: str
    deed: Deed
    form: Said
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of the history."""

    what: Sentence
    row: EventRow
    note: Sentence | str
    machine: bool  # the machine did it, no party


@dataclass(frozen=True, slots=True)
class Report:
    """What a party reported; its files carry one count over all reports, so that each has a name of its own."""

    row: EventRow
    files: tuple[tuple[int, FileRow], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySaid:
    """What one of the five parties says; ``row`` None: nothing yet."""

    party: Party
    row: AnswerRow | None
    dissents: bool


@never_cache
@require_safe
def promise(request: Asking, promise: str) -> HttpResponseBase:
    """Show one promise."""
    require_office(request)
    return show(request, queries.promise(request.viewer, promise=promise, now=clock.now()))


def show(request: Asking, view: PromiseView, *, sent: tuple[str, Said] | None = None) -> HttpResponse:
    """Return the page of a promise; ``sent`` is a form that was refused, shown again as it was filled in."""
    now, viewer = clock.now(), request.viewer
    offered = tuple(_offered(view, viewer.party, sent))
    context = {
        "view": view,
        "row": view.row,
        "line": line(view.row, now=now),
        "history": tuple(_happened(one) for one in reversed(view.events)),
        "reports": tuple(_reports(view)),
        "answers": tuple(_answers(view)),
        "first": tuple(one for one in offered if one.deed.first),
        "more": tuple(one for one in offered if not one.deed.first),
        "may_assign": PromiseStep.ASSIGN in view.may,
        "may_correct": PromiseStep.CORRECT in view.may,
        "reminder": promise_reminder.reminder(request, view.row, now=now),
        "form": sent[1] if sent else None,
        "here": request.path if request.method == "GET" else "",
    }
    return render(request, "console/promises/promise.html", context, status=422 if sent else 200)


def _offered(view: PromiseView, party: Party, sent: tuple[str, Said] | None) -> Iterator[Offered]:
    known = fitting(view, party=party)
    name, refused = sent or ("", None)
    if refused is not None and name not in known:
        known[name] = DEEDS[name]  # no longer possible: what was typed stays to be copied
    for one, deed in known.items():
        form = refused if refused is not None and one == name else form_of(one, view)
        yield Offered(name=one, address=f"promise_{one}", deed=deed, form=form, open=deed.first or one == name)


def _happened(event: EventRow) -> Happened:
    note: Sentence | str = event.note
    if event.kind == PromiseReminded.KIND:
        note = next((words for nudge, words in NUDGES.items() if nudge == event.note), event.note)
    return Happened(
        what=HAPPENED.get(event.kind, Sentence(event.kind, event.kind)),
        row=event,
        note=note,
        machine=event.kind == PromiseReminded.KIND,
    )


def _reports(view: PromiseView) -> Iterator[Report]:
    count = 0
    for event in view.events:
        if event.kind == PromiseReported.KIND:
            yield Report(event, tuple(enumerate(event.files, start=count + 1)))
            count += len(event.files)


def _answers(view: PromiseView) -> Iterator[PartySaid]:
    known = {one.party: one for one in view.row.answers}
    for party in FIVE_PARTIES:
        row = known.get(party)
        yield PartySaid(party=party, row=row, dissents=row is not None and row.stance is Stance.DISSENTED)
