"""Meeting mode: one field that takes notes, decisions and promises by keyboard, and what was written so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Captured, Written
from sinergi.areas.meetings.queries.rows import DecisionRow, MeetingView, NoteRow, PromiseRow
from sinergi.entrypoints.console.asking import FIELD, Asking, fresh_id, require_office, stamp_of
from sinergi.entrypoints.console.capture_words import DUES, EXAMPLES, proof
from sinergi.vocabulary.refusal import Refused

GATES: Final = ("access.", "rulebook.", "meetings.meeting.unknown")  # refusals that no other line would change
LINE, ITEM, NEW, USUAL, HELP = "baris", "butir", "baru", "jam", "bantuan"  # names of fields and of what links carry
DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A note or a decision as it stands in the list; one of the two rows is there."""

    note: NoteRow | None
    decision: DecisionRow | None

    @property
    def row(self) -> NoteRow | DecisionRow:
        """The row that is there."""
        row = self.note or self.decision
        if row is None:
            raise TypeError
        return row


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the last line of this page became."""

    line: Line | None
    promise: PromiseRow | None
    usual_hour: bool

    @property
    def proof(self) -> object:
        """What the promise asks for, in words."""
        return proof(self.promise.ask) if self.promise else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def capture(request: Asking, meeting: str) -> HttpResponseBase:
    """Take a line that was typed; a refused one stays in the field with the reason."""
    require_office(request)
    if request.method != "POST":
        return show(request, queries.meeting(request.viewer, meeting=meeting))
    try:
        done = commands.capture(
            viewer=request.viewer,
            stamp=stamp_of(request),
            meeting=meeting,
            item=_number(request.POST.get(ITEM, "")),
            text=request.POST.get(LINE, ""),
        )
    except Refused as error:
        if error.code.startswith(GATES):
            raise
        return show(request, queries.meeting(request.viewer, meeting=meeting), refused=error)
    return HttpResponseRedirect(_after(request, meeting, done))


def show(request: Asking, view: MeetingView, *, refused: Refused | None = None) -> HttpResponse:
    """Return the page, with the line that was just refused back in its field."""
    lines = _lines(view)
    context = {
        "view": view,
        "meeting": view.row,
        "writable": "write" in view.may,
        "lines": lines,
        "promises": sorted(view.promises, key=lambda one: one.number, reverse=True),
        "decisions": len(view.decisions),
        "chosen": _chosen(request, view, lines),
        "typed": request.POST.get(LINE, ""),
        "recorded": _recorded(view, lines, request),
        "refused": refused,
        "examples": EXAMPLES,
        "dues": DUES,
        "help": request.GET.get(HELP) == "1",
        "field": FIELD,
        "sending": fresh_id(),
    }
    return render(request, "console/meetings/capture.html", context, status=200 if refused is None else 422)


def _after(request: Asking, meeting: str, done: Captured) -> str:
    """Return where to go on typing: the same page, which shows what was recorded."""
    said = {
        ITEM: str(done.item),
        NEW: done.id,
        USUAL: "1" if done.usual_hour else "",
        HELP: "1" if done.kind is Written.HELP else "",
        "layar": "1" if request.GET.get("layar") == "1" else "",
    }
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{reverse('meeting_capture', kwargs={'meeting': meeting})}?{query}"


def _lines(view: MeetingView) -> tuple[Line, ...]:
    """Return notes and decisions of all items, the latest first."""
    found = [Line(note, None) for item in view.items for note in item.notes]
    found += [Line(None, decision) for item in view.items for decision in item.decisions]
    return tuple(sorted(found, key=_order, reverse=True))


def _order(line: Line) -> tuple[object, ...]:
    number = line.note.order if line.note else line.decision.number if line.decision else 0
    return line.row.at, line.note is None, number


def _chosen(request: Asking, view: MeetingView, lines: tuple[Line, ...]) -> int:
    """Return the item to write under: the one that was chosen, or that of the last line, or the first."""
    asked = _number(request.POST.get(ITEM) or request.GET.get(ITEM, ""))
    last = lines[0].row.item if lines else 1
    return next((one for one in (asked, last) if 0 <= one < len(view.items)), 0)


def _recorded(view: MeetingView, lines: tuple[Line, ...], request: Asking) -> Recorded | None:
    identity = request.GET.get(NEW, "")
    if not identity:
        return None
    names = {one.note.note if one.note else one.decision.decision if one.decision else "": one for one in lines}
    promise = next((one for one in view.promises if one.promise == identity), None)
    line = names.get(identity)
    return Recorded(line, promise, request.GET.get(USUAL) == "1") if line or promise else None


def _number(text: str) -> int:
    """Return the number of an item; what is no number is no item."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else -1
