"""Own duty on the phone of a card holder, and the word that they cannot come."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi.areas.deployment import commands, queries
from sinergi.areas.deployment.facts import AbsenceReason
from sinergi.entrypoints.field.asking import FieldRequest
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Role, Viewer

FIELD: Final = "kiriman"  # hidden field with an id of the form that was shown
DEVICE: Final = "card"
SAID: Final = "absence_said"  # session key: the form that was recorded last, so that a second click says nothing


@never_cache
@require_http_methods(["GET", "POST"])
def absent(request: FieldRequest) -> HttpResponseBase:
    """Ask for the reason, or record that the holder of this card cannot come; people decide what follows."""
    if request.viewer.role is not Role.FIELD:
        return redirect("card")
    if request.method == "GET":
        return _form(request)
    given = request.POST.get("reason", "")
    if given not in set(AbsenceReason):
        return _form(request, error=gettext("Pilih satu alasan."))
    identity = _identity(request)
    if request.session.get(SAID) == identity:
        return redirect("card_mine")
    try:
        commands.report_absence(viewer=request.viewer, stamp=_stamp(request.viewer), reason=AbsenceReason(given))
    except Refused as error:
        return _form(request, error=error.sentence.in_(get_language() or "id"), chosen=given)
    request.session[SAID] = identity
    messages.success(request, gettext("Tercatat; menunggu keputusan Kapolsek."))
    return redirect("card_mine")


def duty(viewer: Viewer) -> queries.DutyView | None:
    """Return what the holder does under the plan in force; None where it says nothing of them, or not to them."""
    try:
        return queries.own_duty(viewer)
    except Refused as error:
        if error.code.startswith("access."):
            return None
        raise


def _form(request: FieldRequest, *, error: str = "", chosen: str = "") -> HttpResponseBase:
    context = {
        "reasons": tuple(AbsenceReason),
        "chosen": chosen,
        "error": error,
        "field": FIELD,
        "sending": str(clock.new_id()),
        "duty": duty(request.viewer),
    }
    return render(request, "field/absent.html", context, status=422 if error else 200)


def _identity(request: FieldRequest) -> str:
    try:
        return str(UUID(request.POST.get(FIELD, "")))
    except ValueError as error:
        raise Refused(
            "form.id-missing",
            id="Formulir ini tidak lengkap. Muat ulang halaman lalu kirim sekali lagi.",
            en="This form is incomplete. Reload the page and send it again.",
        ) from error


def _stamp(viewer: Viewer) -> Stamp:
    return Stamp(party=viewer.party, actor=viewer.account, device=DEVICE, happened_at=clock.now())
