"""Is this forwarded message what the plan says? Paste it, and read one of three answers; nothing is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Final

from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi import documents
from sinergi.areas.deployment import queries
from sinergi.areas.deployment.queries import PlanView, rounds
from sinergi.areas.places.queries import offices
from sinergi.entrypoints.console import message_check
from sinergi.entrypoints.console.asking import Asking, require_office
from sinergi.vocabulary.sentence import Sentence

GUARD: Final = Sentence("Pengamanan", "Guard")
BACK: Final = Sentence("Kembali ke rencana", "Back to the plan")
ANSWERS: Final = {
    "same": Sentence(
        "Utuh, dan sama dengan rencana ini.",
        "Unchanged, and the same as this plan.",
    ),
    "other": Sentence(
        "Utuh menurut kodenya, tetapi bukan pesan rencana ini. Mungkin dari rencana lain, atau kodenya dibuat orang "
        "lain: yang berlaku adalah rencana di halaman.",
        "Unchanged by its code, but no message of this plan. It may be of another plan, or somebody made the code: "
        "what counts is the plan on the page.",
    ),
    "changed": Sentence(
        "Sudah diubah, terpotong, atau tanpa kode. Jangan diikuti; buka rencana atau tanya Posko.",
        "Changed, cut off, or without a code. Do not follow it; open the plan or ask the Posko.",
    ),
}


@never_cache
@require_http_methods(["GET", "POST"])
def check_message(request: Asking, plan: str) -> HttpResponseBase:
    """Show the form; for a pasted text, say whether it is whole, and whether this plan says so."""
    require_office(request)
    view = queries.plan(request.viewer, plan=plan)
    trail = ((reverse("guard"), GUARD), (reverse("guard_plan", kwargs={"plan": plan}), BACK))
    return message_check.page(request, trail=trail, answers=ANSWERS, messages=lambda: _messages(request, view))


def _messages(request: Asking, view: PlanView) -> Iterator[str]:
    """Yield what this plan says now, as the police and as the viewer print it."""
    own = offices.office(request.viewer)
    for office in (own, dataclasses.replace(own, reader="")):
        yield from documents.messages(rounds.rounds(view, office=office, link="", names=False))
        for sector in view.sectors:
            yield from documents.messages(rounds.rounds(view, office=office, link="", sector=sector.code))
