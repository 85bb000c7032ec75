"""Set a roll-call, open it by hand, call it off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sinergi.areas.people import commands, queries
from sinergi.entrypoints.console import roll_calls
from sinergi.entrypoints.console.asking import Asking, require_office, stamp_of
from sinergi.entrypoints.console.meeting_fields import GATES
from sinergi.entrypoints.console.roll_call_forms import CancelForm, ScheduleForm
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused


@never_cache
@require_http_methods(["GET", "POST"])
def schedule(request: Asking) -> HttpResponseBase:
    """Set a roll-call of all five parties."""
    require_office(request)
    form = ScheduleForm(request.POST or None, initial=ScheduleForm.tonight())
    if form.done(lambda: _schedule(request, form)):
        messages.success(request, gettext("Panggilan uji dijadwalkan; pada waktunya terbuka sendiri."))
        return redirect("roll_calls")
    return render(request, "console/roll_calls/new.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_POST
def open_now(request: Asking, call: str) -> HttpResponseBase:
    """Open a roll-call by hand."""
    require_office(request)
    try:
        commands.open_roll_call(viewer=request.viewer, stamp=stamp_of(request), call=call)
    except Refused as error:
        if error.code.startswith(GATES) or error.code.endswith(".unknown"):
            raise
        view = queries.roll_call(request.viewer, call=call, now=clock.now())
        return roll_calls.show(request, view, refused=error)
    messages.success(request, gettext("Panggilan uji dibuka. Hubungi pemegang pos Anda sekarang."))
    return redirect("roll_call_lines", call=call)


@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: Asking, call: str) -> HttpResponseBase:
    """Call a roll-call off, with a reason."""
    require_office(request)
    row, _may = queries.roll_call_head(request.viewer, call=call, now=clock.now())
    form = CancelForm(request.POST or None)
    if form.done(lambda: _cancel(request, call, form)):
        messages.success(request, gettext("Panggilan uji dibatalkan."))
        return redirect("roll_call", call=call)
    context = {"form": form, "row": row}
    return render(request, "console/roll_calls/cancel.html", context, status=422 if form.errors else 200)


def _schedule(request: Asking, form: ScheduleForm) -> str:
    starts_at, ends_at = form.window()
    return commands.schedule_roll_call(
        viewer=request.viewer,
        stamp=stamp_of(request),
        title=form.cleaned_data["title"],
        starts_at=starts_at,
        ends_at=ends_at,
        note=form.cleaned_data["note"],
    )


def _cancel(request: Asking, call: str, form: CancelForm) -> None:
    reason = form.cleaned_data["reason"]
    commands.cancel_roll_call(viewer=request.viewer, stamp=stamp_of(request), call=call, reason=reason)
