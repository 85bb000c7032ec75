"""What is written in a meeting: a decision, corrections that leave the old words readable, and each party's answer."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import Stance
from sinergi.areas.meetings.queries import MeetingStep
from sinergi.entrypoints.console import meetings
from sinergi.entrypoints.console.asking import Asking, require_office, stamp_of
from sinergi.entrypoints.console.meeting_fields import GATES
from sinergi.entrypoints.console.meeting_forms import DecisionCorrection, DecisionForm, NoteForm, ReasonForm
from sinergi.entrypoints.console.meeting_write import Asked, ask, back
from sinergi.entrypoints.console.moments import at, day_box, hour_box
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party

if TYPE_CHECKING:
    from sinergi.areas.meetings.queries import DecisionRow, MeetingView, NoteRow

CLOSING: Final = time(16)  # the hour of a day that is named without one
DECIDE = Asked(
    gettext_lazy("Tulis keputusan"),
    gettext_lazy("Keputusan punya pelaksana dan tenggat, atau ditandai informasi saja."),
    gettext_lazy("Simpan keputusan"),
    MeetingStep.WRITE,
    "acara",
)
CORRECT = Asked(
    gettext_lazy("Koreksi keputusan"),
    gettext_lazy("Yang tertulis semula tetap terbaca di sampingnya."),
    gettext_lazy("Simpan koreksi"),
    MeetingStep.CORRECT,
    "acara",
)
NOTE = Asked(
    gettext_lazy("Koreksi catatan"),
    gettext_lazy("Yang tertulis semula tetap terbaca di sampingnya."),
    gettext_lazy("Simpan koreksi"),
    MeetingStep.CORRECT,
    "acara",
)
OBJECT = Asked(
    gettext_lazy("Catat keberatan"),
    gettext_lazy("Keberatan pihak Anda berdiri di samping keputusan ini, dalam notulen dan setiap salinannya."),
    gettext_lazy("Catat keberatan"),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Asking, meeting: str) -> HttpResponseBase:
    """Write a decision by form; the meeting mode takes the same by keyboard."""
    require_office(request)
    view = queries.meeting(request.viewer, meeting=meeting)
    initial = {"item": request.GET.get("acara", ""), "due_hour": f"{CLOSING:%H.%M}"}
    form = DecisionForm(request.POST or None, items=view.items, initial=initial)

    def do() -> None:
        commands.take_decision(
            viewer=request.viewer,
            stamp=stamp_of(request),
            meeting=meeting,
            item=form.cleaned_data["item"],
            **_decided(form),
        )

    return ask(request, meeting, form, DECIDE, do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct_decision(request: Asking, meeting: str, decision: str) -> HttpResponseBase:
    """Put a decision right."""
    require_office(request)
    view = queries.meeting(request.viewer, meeting=meeting)
    row = _decision(view, decision)
    initial = {
        "text": row.text,
        "party": row.party or "",
        "due_day": day_box(row.due),
        "due_hour": hour_box(row.due),
        "information_only": row.information_only,
        "public": row.public,
        "struck": row.struck,
    }
    form = DecisionCorrection(request.POST or None, items=view.items, initial=initial)

    def do() -> None:
        commands.correct_decision(
            viewer=request.viewer,
            stamp=stamp_of(request),
            decision=decision,
            struck=form.cleaned_data["struck"],
            reason=form.cleaned_data["reason"].strip(),
            **_decided(form),
        )

    return ask(request, meeting, form, CORRECT, do, said=row.text)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct_note(request: Asking, meeting: str, note: str) -> HttpResponseBase:
    """Put a line of the minutes right, or strike it."""
    require_office(request)
    row = _note(queries.meeting(request.viewer, meeting=meeting), note)
    form = NoteForm(request.POST or None, initial={"text": row.text, "struck": row.struck})

    def do() -> None:
        said = form.cleaned_data
        commands.correct_note(
            viewer=request.viewer,
            stamp=stamp_of(request),
            note=note,
            text="" if said["struck"] else said["text"].strip(),
            reason=said["reason"].strip(),
        )

    return ask(request, meeting, form, NOTE, do, said=row.text)


@never_cache
@require_POST
def confirm(request: Asking, meeting: str, decision: str) -> HttpResponseBase:
    """Say for one's own party that it agrees."""
    require_office(request)
    view = queries.meeting(request.viewer, meeting=meeting)
    row = _decision(view, decision)
    try:
        _answer(request, row, Stance.CONFIRMED)
    except Refused as error:
        if error.code.startswith(GATES):
            raise
        return meetings.show(request, view, refused=error)
    messages.success(request, gettext("Pihak Anda setuju dengan keputusan %(n)s.") % {"n": row.number})
    return back(view.row, f"keputusan-{row.number}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dissent(request: Asking, meeting: str, decision: str) -> HttpResponseBase:
    """Say for one's own party that it objects, and why."""
    require_office(request)
    row = _decision(queries.meeting(request.viewer, meeting=meeting), decision)
    form = ReasonForm(request.POST or None)

    def do() -> None:
        _answer(request, row, Stance.DISSENTED, form.cleaned_data["reason"].strip())

    return ask(request, meeting, form, OBJECT, do, said=row.text)


def _answer(request: Asking, row: DecisionRow, stance: Stance, note: str = "") -> None:
    commands.answer(viewer=request.viewer, stamp=stamp_of(request), about=row.decision, stance=stance, note=note)


def _decided(form: DecisionForm) -> dict[str, Any]:
    """Return what the form says of owner and hour; a decision for information only has neither."""
    said = form.cleaned_data
    free = said["information_only"]
    return {
        "text": said["text"].strip(),
        "party": Party(said["party"]) if said["party"] and not free else None,
        "due": at(said["due_day"], said["due_hour"] or CLOSING) if said["due_day"] and not free else None,
        "information_only": free,
        "public": said["public"],
    }


def _decision(view: MeetingView, decision: str) -> DecisionRow:
    found = next((one for one in view.decisions if one.decision == decision), None)
    if found is None:
        raise _unknown()
    return found


def _note(view: MeetingView, note: str) -> NoteRow:
    found = next((one for item in view.items for one in item.notes if one.note == note), None)
    if found is None:
        raise _unknown()
    return found


def _unknown() -> Refused:
    return Refused(
        "form.line.unknown",
        id="Baris ini tidak ada dalam rapat tersebut.",
        en="There is no such line in this meeting.",
    )
