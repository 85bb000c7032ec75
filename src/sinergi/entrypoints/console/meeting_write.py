"""What changes a meeting: open, close, reopen, call off, one more item, one more seat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.queries import MeetingStep
from sinergi.entrypoints.console import meetings
from sinergi.entrypoints.console.asking import Asking, require_office, stamp_of
from sinergi.entrypoints.console.meeting_fields import GATES, Said
from sinergi.entrypoints.console.meeting_forms import ItemForm, ReasonForm, SeatForm
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from sinergi.areas.meetings.queries import MeetingRow, MeetingView


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a page with one form: heading, what it means, the button; ``anchor``: where one comes back to."""

    title: str | _StrPromise
    lead: str | _StrPromise
    button: str | _StrPromise
    step: MeetingStep | None = None  # that the state and the viewer must allow; None: always allowed
    anchor: str = ""
    grave: bool = False


ITEM = Asked(
    gettext_lazy("Tambah acara"),
    gettext_lazy("Acara baru berdiri paling akhir; yang lain tetap pada nomornya."),
    gettext_lazy("Tambahkan"),
    MeetingStep.EXTEND,
    "acara",
)
SEAT = Asked(
    gettext_lazy("Tambah peserta"),
    gettext_lazy("Untuk yang datang tanpa tercantum dalam undangan."),
    gettext_lazy("Tambahkan"),
    MeetingStep.ATTEND,
    "hadir",
)
REOPEN = Asked(
    gettext_lazy("Buka kembali rapat?"),
    gettext_lazy("Rapat berlangsung lagi dan notulennya dapat ditambah. Yang sudah tercatat tetap ada."),
    gettext_lazy("Buka kembali"),
    MeetingStep.REOPEN,
)
CANCEL = Asked(
    gettext_lazy("Batalkan rapat?"),
    gettext_lazy("Peserta membaca pembatalan dan alasannya. Undangan lama tetap tercatat."),
    gettext_lazy("Batalkan rapat"),
    MeetingStep.CANCEL,
    grave=True,
)


@never_cache
@require_POST
def begin(request: Asking, meeting: str) -> HttpResponseBase:
    """Open the meeting: it starts with the unmet promises."""
    done = gettext("Rapat dibuka. Mulailah dengan komitmen lama.")
    return _at_once(request, meeting, commands.open_meeting, done)


@never_cache
@require_POST
def close(request: Asking, meeting: str) -> HttpResponseBase:
    """End the meeting; from now on its minutes are only corrected."""
    return _at_once(request, meeting, commands.close_meeting, gettext("Rapat ditutup. Notulen siap diunduh."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: Asking, meeting: str) -> HttpResponseBase:
    """Go on with a meeting that was closed too early."""
    form = ReasonForm(request.POST or None)
    return ask(request, meeting, form, REOPEN, lambda: _with_reason(request, meeting, form, commands.open_meeting))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: Asking, meeting: str) -> HttpResponseBase:
    """Call a meeting off."""
    form = ReasonForm(request.POST or None)
    return ask(request, meeting, form, CANCEL, lambda: _with_reason(request, meeting, form, commands.cancel_meeting))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: Asking, meeting: str) -> HttpResponseBase:
    """Add an agenda item at the end."""
    form = ItemForm(request.POST or None)

    def do() -> None:
        title = form.cleaned_data["title"].strip()
        commands.extend_agenda(viewer=request.viewer, stamp=stamp_of(request), meeting=meeting, title=title)

    return ask(request, meeting, form, ITEM, do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: Asking, meeting: str) -> HttpResponseBase:
    """Add somebody who came without being on the list."""
    form = SeatForm(request.POST or None, initial={"party": request.viewer.party})

    def do() -> None:
        party, title = Party(form.cleaned_data["party"]), form.cleaned_data["title"].strip()
        commands.add_seat(viewer=request.viewer, stamp=stamp_of(request), meeting=meeting, party=party, title=title)

    return ask(request, meeting, form, SEAT, do)


def ask(
    request: Asking, meeting: str, form: Said, asked: Asked, do: Callable[[], object], *, said: str = ""
) -> HttpResponseBase:
    """Show a form about a meeting, or do what it says; ``said``: what the form is about, shown above it."""
    require_office(request)
    view = queries.meeting(request.viewer, meeting=meeting)
    if asked.step is not None:
        require_step(request, view, asked.step)
    if form.done(do):
        messages.success(request, gettext("Tersimpan."))
        return back(view.row, asked.anchor)
    return page(request, view.row, form, asked, said=said)


def require_step(request: Asking, view: MeetingView, step: MeetingStep) -> None:
    """Raise Refused ``form.step.not-allowed`` where somebody opens a form that the page of the meeting does not offer.

    What is sent is judged by the rules of the area, which say more exactly why not.
    """
    if request.method != "POST" and step not in view.may:
        raise Refused(
            "form.step.not-allowed",
            id="Langkah ini tidak tersedia bagi Anda pada rapat ini sekarang. Halaman rapat menunjukkan yang bisa.",
            en="This step is not yours to take in this meeting now. Its page shows what you may do.",
        )


def page(request: Asking, row: MeetingRow, form: Said, asked: Asked, *, said: str = "") -> HttpResponse:
    """Return the page with one form, and what was refused."""
    context = {"form": form, "meeting": row, "asked": asked, "said": said}
    return render(request, "console/meetings/form.html", context, status=422 if form.errors else 200)


def back(row: MeetingRow, anchor: str = "") -> HttpResponseBase:
    """Go back to the page of the meeting, to where something changed."""
    answer = redirect("meeting", meeting=row.meeting)
    if anchor:
        answer["Location"] += f"#{anchor}"
    return answer


def _at_once(request: Asking, meeting: str, do: Callable[..., object], done: str) -> HttpResponseBase:
    require_office(request)
    try:
        do(viewer=request.viewer, stamp=stamp_of(request), meeting=meeting)
    except Refused as error:
        if error.code.startswith(GATES) or error.code.endswith(".unknown"):
            raise
        return meetings.show(request, queries.meeting(request.viewer, meeting=meeting), refused=error)
    messages.success(request, done)
    return redirect("meeting", meeting=meeting)


def _with_reason(request: Asking, meeting: str, form: Said, do: Callable[..., object]) -> None:
    do(viewer=request.viewer, stamp=stamp_of(request), meeting=meeting, reason=form.cleaned_data["reason"].strip())
