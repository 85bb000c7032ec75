"""Answers to a roll-call: the link of a message, and the button on the card page.

Chat programs open links by themselves to show a preview; so opening one records nothing, only the button does.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sinergi.areas.people import commands, queries
from sinergi.areas.people.queries import CallState, ReplyView
from sinergi.entrypoints.field import throttle
from sinergi.entrypoints.field.asking import FieldRequest
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Role

DEVICE = "card"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: FieldRequest, call: str, post: str, token: str) -> HttpResponseBase:
    """Show the button to whoever has the link; pressed, take the answer down once."""
    view = _seen(request, call, post, token)
    if request.method == "POST":
        commands.answer_by_link(call=call, post=post, token=token, at=clock.now())
        return redirect("roll_reply", call=call, post=post, token=token)
    context = {
        "view": view,
        "asked": view.answered_at is None and view.state in (CallState.OPEN, CallState.OVER),
        "late": view.answered_at is not None and view.answered_at >= view.ends_at,
    }
    response = render(request, "field/reply.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_POST
def connected(request: FieldRequest) -> HttpResponseBase:
    """Take down that the holder of this card is there."""
    if request.viewer.role is not Role.FIELD:
        return redirect("card")
    asked = queries.card_roll_call(request.viewer, now=clock.now())
    if asked is None:
        raise Refused(
            "people.roll-call.already-over",
            id="Panggilan uji ini sudah selesai.",
            en="This roll-call is over already.",
        )
    viewer = request.viewer
    stamp = Stamp(party=viewer.party, actor=viewer.account, device=DEVICE, happened_at=clock.now())
    commands.answer_by_card(viewer=viewer, stamp=stamp, call=asked.call)
    messages.success(request, gettext("Tercatat: Anda terhubung."))
    return redirect("card_mine")


def _seen(request: FieldRequest, call: str, post: str, token: str) -> ReplyView:
    """Return what the link opens; count a wrong one against where it comes from."""
    throttle.check(address=request.address, card=f"reply:{post[:80]}")
    try:
        return queries.reply(call=call, post=post, token=token, now=clock.now())
    except Refused:
        throttle.wrong(address=request.address, card=f"reply:{post[:80]}")
        raise
