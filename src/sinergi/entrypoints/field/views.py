"""The phone of a card holder: sign in with a printed card, see the own post, reach the posko."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sinergi.areas.people import commands as people
from sinergi.areas.people import queries
from sinergi.areas.places import queries as places
from sinergi.entrypoints.field import throttle
from sinergi.entrypoints.field.absence import duty
from sinergi.entrypoints.field.asking import FieldRequest
from sinergi.entrypoints.field.promises import own_promises
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Role

SESSION_KEY: Final = "card"  # the viewer middleware reads it
SESSION_SECONDS: Final = 6 * 3600


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: FieldRequest) -> HttpResponseBase:
    """Show the form, or let a card in by its four words or by the token of its QR code."""
    if request.method == "GET":
        return redirect("card_mine") if request.viewer.role is Role.FIELD else _form(request)
    card = request.POST.get("card", "").strip().upper()[:16]
    try:
        throttle.check(address=request.address, card=card)
        people.sign_in_card(
            card=card,
            words=request.POST.get("words", ""),
            token=request.POST.get("token", ""),
            now=clock.now(),
        )
    except Refused as error:
        if error.code != "access.throttled":
            throttle.wrong(address=request.address, card=card)
        return _form(request, card=card, error=error)
    logout(request)
    request.session.cycle_key()
    request.session[SESSION_KEY] = card
    request.session.set_expiry(SESSION_SECONDS)
    return redirect("card_mine")


@never_cache
@require_GET
def mine(request: FieldRequest) -> HttpResponseBase:
    """Show the own post and the TPS it is at."""
    if request.viewer.role is not Role.FIELD:
        return redirect("card")
    card = next(iter(queries.cards(request.viewer)))
    context = {
        "card": card,
        "station": places.station(request.viewer, code=card.at) if card.at.isdigit() else None,
        "duty": duty(request.viewer),
        "call": queries.card_roll_call(request.viewer, now=clock.now()),
        **own_promises(request.viewer),
        "posko_phone": settings.SINERGI_POSKO_PHONE,
    }
    return render(request, "field/mine.html", context)


@require_POST
def sign_out(request: FieldRequest) -> HttpResponseBase:
    """Forget the card on this phone."""
    request.session.flush()
    return redirect("card")


def _form(request: FieldRequest, *, card: str = "", error: Refused | None = None) -> HttpResponse:
    context = {
        "card": card,
        "error": error.sentence.in_(get_language() or "id") if error else "",
        "demo": _demo_cards(),
        "posko_phone": settings.SINERGI_POSKO_PHONE,
    }
    status = 200 if error is None else 429 if error.code == "access.throttled" else 422
    return render(request, "field/sign_in.html", context, status=status)


def _demo_cards() -> list[dict[str, str]]:
    path = Path(settings.SINERGI_DATA) / "demo.json"
    if not settings.SINERGI_DEMO or not path.is_file():
        return []
    cards: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["cards"]
    return cards
