"""What may be done with a promise on its page: each deed is a small form, the step it takes, and what it calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sinergi.areas.meetings.facts import EvidenceKind
from sinergi.areas.meetings.queries import PromiseStep, PromiseView
from sinergi.entrypoints.console import promise_doing
from sinergi.entrypoints.console.asking import Asking
from sinergi.entrypoints.console.moments import day_box, hour_box
from sinergi.entrypoints.console.promise_deed_forms import (
    AnswerForm,
    NoteForm,
    PostponeForm,
    ReasonForm,
    ReportForm,
)
from sinergi.entrypoints.console.promise_forms import Said
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that may be done: under which address, with which form, and what it says before and after."""

    step: PromiseStep
    slug: str
    title: Sentence
    hint: Sentence
    button: Sentence
    done: Sentence
    form: type[Said]
    do: Callable[[Asking, str, Any], None]
    first: bool = False  # shown open: what the page is mostly opened for
    grave: bool = False


def fitting(view: PromiseView, *, party: Party) -> dict[str, Deed]:
    """Return the deeds that ``party`` may do now, by name, in order."""
    return {name: deed for name, deed in DEEDS.items() if deed.step in view.may and _sensible(name, view, party)}


def form_of(name: str, view: PromiseView, *, request: Asking | None = None) -> Said:
    """Return the form of a deed for a promise; with ``request`` the one that was sent."""
    deed, row = DEEDS[name], view.row
    sent: dict[str, Any] = {} if request is None else {"data": request.POST, "files": request.FILES}
    if deed.form is ReportForm:
        return ReportForm(**sent, row=row, auto_id=f"{deed.slug}_%s")
    start = {"due_day": day_box(row.due), "due_time": hour_box(row.due)} if deed.form is PostponeForm else {}
    return deed.form(**sent, initial=start, auto_id=f"{deed.slug}_%s")


def _sensible(name: str, view: PromiseView, party: Party) -> bool:
    """Say whether a deed that the rules allow also makes sense to offer."""
    own, kind = view.row.party is party, view.row.ask.evidence
    match name:
        case "report":
            return kind not in (EvidenceKind.NONE, EvidenceKind.RECORD)
        case "keep":
            return own
        case "accept":
            return not own
        case _:
            return True


DEEDS: Final[Mapping[str, Deed]] = {
    "report": Deed(
        step=PromiseStep.REPORT,
        slug="lapor",
        title=Sentence("Laporkan selesai", "Report it as done"),
        hint=Sentence(
            "Pihak lain memeriksa buktinya; baru sesudah itu komitmen ini selesai.",
            "Another party looks at the evidence; only then is this promise closed.",
        ),
        button=Sentence("Laporkan selesai", "Report it as done"),
        done=Sentence("Laporan dicatat; menunggu pemeriksaan pihak lain.", "Recorded; another party will look at it."),
        form=ReportForm,
        do=promise_doing.report,
        first=True,
    ),
    "keep": Deed(
        step=PromiseStep.KEEP,
        slug="penuhi",
        title=Sentence("Tandai dipenuhi", "Mark as kept"),
        hint=Sentence("Tanpa bukti: kata pihak Anda cukup.", "No evidence asked: your party's word is enough."),
        button=Sentence("Sudah dipenuhi", "It was kept"),
        done=Sentence("Komitmen dicatat dipenuhi.", "The promise is recorded as kept."),
        form=NoteForm,
        do=promise_doing.keep,
        first=True,
    ),
    "accept": Deed(
        step=PromiseStep.KEEP,
        slug="terima",
        title=Sentence("Terima buktinya", "Accept the evidence"),
        hint=Sentence("Anda memeriksa untuk kelima pihak.", "You check on behalf of the five parties."),
        button=Sentence("Terima, komitmen dipenuhi", "Accept: the promise was kept"),
        done=Sentence("Bukti diterima; komitmen dipenuhi.", "Evidence accepted; the promise was kept."),
        form=NoteForm,
        do=promise_doing.keep,
        first=True,
    ),
    "return": Deed(
        step=PromiseStep.RETURN,
        slug="kembalikan",
        title=Sentence("Kembalikan", "Return it"),
        hint=Sentence(
            "Buktinya belum menunjukkan bahwa komitmen dipenuhi.", "The evidence does not show that it was kept."
        ),
        button=Sentence("Kembalikan", "Return it"),
        done=Sentence("Dikembalikan; komitmen berjalan lagi.", "Returned; the promise is open again."),
        form=ReasonForm,
        do=promise_doing.return_,
        first=True,
    ),
    "answer": Deed(
        step=PromiseStep.ANSWER,
        slug="tanggapan",
        title=Sentence("Setuju atau keberatan", "Confirm or dissent"),
        hint=Sentence(
            "Untuk pihak Anda. Keberatan tetap berdiri di samping komitmen dalam setiap dokumen.",
            "For your party. A dissent stays beside the promise in every document.",
        ),
        button=Sentence("Catat pendapat", "Record the answer"),
        done=Sentence("Pendapat pihak Anda dicatat.", "Your party's answer is recorded."),
        form=AnswerForm,
        do=promise_doing.answer,
    ),
    "postpone": Deed(
        step=PromiseStep.POSTPONE,
        slug="tunda",
        title=Sentence("Tunda", "Postpone"),
        hint=Sentence("Kelima pihak melihat alasannya.", "All five parties see the reason."),
        button=Sentence("Tunda", "Postpone"),
        done=Sentence("Tenggat dipindahkan; pihak lain melihat alasannya.", "Postponed; the others see the reason."),
        form=PostponeForm,
        do=promise_doing.postpone,
    ),
    "drop": Deed(
        step=PromiseStep.DROP,
        slug="batal",
        title=Sentence("Tidak dilanjutkan", "Drop it"),
        hint=Sentence("Tidak ada yang wajib memenuhinya lagi.", "Nobody owes it any more."),
        button=Sentence("Jangan dilanjutkan", "Drop it"),
        done=Sentence("Dicatat: tidak dilanjutkan.", "Recorded: dropped."),
        form=ReasonForm,
        do=promise_doing.drop,
        grave=True,
    ),
    "reopen": Deed(
        step=PromiseStep.REOPEN,
        slug="buka",
        title=Sentence("Buka kembali", "Reopen it"),
        hint=Sentence("Komitmen ini wajib dipenuhi lagi.", "The promise is owed again."),
        button=Sentence("Buka kembali", "Reopen it"),
        done=Sentence("Komitmen dibuka kembali.", "The promise is open again."),
        form=ReasonForm,
        do=promise_doing.reopen,
    ),
}
