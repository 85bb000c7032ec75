"""Kartu petugas: print cards for posts, show their secrets once, withdraw a lost one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import segno
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi import documents
from sinergi.areas.people import commands as people
from sinergi.areas.people import queries
from sinergi.areas.rulebook import queries as rulebook
from sinergi.entrypoints.console.asking import Asking, once, require_office, stamp_of
from sinergi.entrypoints.console.people_forms import CardsForm, ReasonForm
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action

if TYPE_CHECKING:
    from sinergi.areas.people.commands import IssuedCard

MOST: Final = 120  # cards in one go: each costs a deliberate 50 ms of hashing


@never_cache
@require_http_methods(["GET", "POST"])
def cards(request: Asking) -> HttpResponseBase:
    """List the cards of one's own party; issue cards for the posts that have none."""
    require_office(request)
    rulebook.require(request.viewer, Action.READ, "card")
    known = queries.cards(request.viewer)
    holding = {one.post for one in known if one.state == "open"}
    duty, at = request.GET.get("tugas", ""), request.GET.get("di", "").strip()
    seats = queries.posts(request.viewer, party=request.viewer.party, at=at)
    without = [one for one in seats if one.post not in holding]
    duties = list(dict.fromkeys(one.duty for one in without))
    without = [one for one in without if duty in ("", one.duty)]
    form = CardsForm(request.POST or None, posts=without[:MOST])
    if request.method == "POST" and form.is_valid():
        try:
            return _issue(request, form)
        except Refused as error:
            form.refuse(error)
    context = {
        "form": form,
        "cards": known,
        "without": without,
        "duty": duty,
        "duties": duties,
        "at": at,
        "may_write": rulebook.why_not(request.viewer, Action.WRITE, "card") is None,
        "most": MOST,
    }
    return render(request, "console/people/cards.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def revoke(request: Asking, card: str) -> HttpResponseBase:
    """Withdraw a lost or replaced card: it opens nothing from the next request on."""
    require_office(request)
    row = next((one for one in queries.cards(request.viewer) if one.card == card), None)
    if row is None:
        raise Refused("people.card.unknown", id="Kartu ini tidak ada atau tidak untuk Anda.", en="Card unknown to you.")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if "ganti" in request.POST:
                return _replace(request, form, card)
            people.revoke_card(
                viewer=request.viewer, stamp=stamp_of(request), card=card, reason=form.cleaned_data["reason"]
            )
            messages.success(request, gettext("Kartu dicabut dan langsung tidak berlaku."))
            return redirect("cards")
        except Refused as error:
            form.refuse(error)
    return render(request, "console/people/revoke.html", {"form": form, "row": row}, status=422 if form.errors else 200)


def _issue(request: Asking, form: CardsForm) -> HttpResponseBase:
    posts = form.chosen()
    stamp = stamp_of(request, count=len(posts))
    once(request)
    issued = people.issue_cards(
        viewer=request.viewer,
        stamp=stamp,
        posts=tuple(posts),
        valid_until=form.until(),
    )
    if request.POST.get("bentuk") == "layar":
        return render(request, "console/people/issued.html", {"cards": _shown(request, issued)})
    base = request.build_absolute_uri("/").rstrip("/")
    here = rulebook.installation()
    sheet = documents.card_sheet(
        issued, base=base, language=get_language() or "id", district=here.district_name, zone=here.timezone
    )
    response = HttpResponse(sheet, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="kartu-petugas.pdf"'
    return response


def _replace(request: Asking, form: ReasonForm, card: str) -> HttpResponseBase:
    once(request)
    made = people.reissue(
        viewer=request.viewer, stamp=stamp_of(request, count=2), card=card, reason=form.cleaned_data["reason"]
    )
    return render(request, "console/people/issued.html", {"cards": _shown(request, (made,))})


def _shown(request: Asking, issued: Sequence[IssuedCard]) -> list[dict[str, object]]:
    address = request.build_absolute_uri(reverse("card"))
    return [
        {"card": one, "qr": segno.make(f"{address}#{one.card}.{one.token}", error="m").svg_data_uri(scale=4, border=4)}
        for one in issued
    ]
