"""What the small forms of a promise call when they are sent: one command each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinergi.areas.meetings import commands
from sinergi.areas.meetings.facts import Stance
from sinergi.entrypoints.console.asking import Asking, stamp_of

if TYPE_CHECKING:
    from sinergi.entrypoints.console.promise_deed_forms import (
        AnswerForm,
        NoteForm,
        PostponeForm,
        ReasonForm,
        ReportForm,
    )


def report(request: Asking, promise: str, form: ReportForm) -> None:
    """Report a promise as done, with what shows it."""
    said = form.cleaned_data
    commands.report_promise(
        viewer=request.viewer,
        stamp=stamp_of(request),
        promise=promise,
        number=said.get("number") or 0,
        files=form.contents(),
        note=said["note"].strip(),
    )


def keep(request: Asking, promise: str, form: NoteForm) -> None:
    """Close a promise as kept."""
    note = form.cleaned_data["note"].strip()
    commands.keep_promise(viewer=request.viewer, stamp=stamp_of(request), promise=promise, note=note)


def return_(request: Asking, promise: str, form: ReasonForm) -> None:
    """Send a report back: it does not show it."""
    reason = form.cleaned_data["reason"].strip()
    commands.return_promise(viewer=request.viewer, stamp=stamp_of(request), promise=promise, reason=reason)


def reopen(request: Asking, promise: str, form: ReasonForm) -> None:
    """Owe a closed promise again."""
    reason = form.cleaned_data["reason"].strip()
    commands.reopen_promise(viewer=request.viewer, stamp=stamp_of(request), promise=promise, reason=reason)


def drop(request: Asking, promise: str, form: ReasonForm) -> None:
    """Owe a promise no longer."""
    reason = form.cleaned_data["reason"].strip()
    commands.drop_promise(viewer=request.viewer, stamp=stamp_of(request), promise=promise, reason=reason)


def postpone(request: Asking, promise: str, form: PostponeForm) -> None:
    """Move the hour of a promise."""
    reason = form.cleaned_data["reason"].strip()
    commands.postpone_promise(
        viewer=request.viewer, stamp=stamp_of(request), promise=promise, due=form.due(), reason=reason
    )


def answer(request: Asking, promise: str, form: AnswerForm) -> None:
    """Confirm a promise for the own party, or dissent."""
    said = form.cleaned_data
    commands.answer(
        viewer=request.viewer,
        stamp=stamp_of(request),
        about=promise,
        stance=Stance(said["stance"]),
        note=said["note"].strip(),
    )
