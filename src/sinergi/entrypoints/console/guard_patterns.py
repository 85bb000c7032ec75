"""Pola: how many police and Linmas for how many TPS of a class; the pack offers patterns, the police choose."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi.areas.rulebook import commands
from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.rulebook.facts import PatternChosen, RiskClass
from sinergi.entrypoints.console.asking import FIELD, Asking, fresh_id, require_office, stamp_of
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action, Party


@never_cache
@require_http_methods(["GET", "POST"])
def patterns(request: Asking) -> HttpResponseBase:
    """Show the patterns of each class with their source; record the one that the police choose."""
    require_office(request)
    rulebook.require(request.viewer, Action.READ, "deployment", party=Party.POLSEK)
    if request.method == "POST":
        try:
            return _record(request)
        except Refused as error:
            if error.code.startswith("access."):
                raise
            return _page(request, refused=error)
    return _page(request)


def _page(request: Asking, *, refused: Refused | None = None) -> HttpResponse:
    pack = rulebook.pack_for_guarding()
    context = {
        "kinds": [
            (kind, [one for one in pack.guard_patterns if one.risk_class is kind], pack.pattern(kind))
            for kind in RiskClass
        ],
        "may_write": rulebook.why_not(request.viewer, Action.WRITE, "deployment", party=Party.POLSEK) is None,
        "source": request.POST.get("source", ""),
        "chosen": request.POST.get("risk_class", ""),
        "refused": refused,
        "field": FIELD,
        "sending": fresh_id(),
    }
    return render(request, "console/guard/patterns.html", context, status=200 if refused is None else 422)


def _record(request: Asking) -> HttpResponseBase:
    kind = request.POST.get("risk_class", "")
    if kind not in set(RiskClass):
        raise Refused("form.class", id="Pilih kelas TPS.", en="Choose a class of TPS.")
    fact = PatternChosen(
        risk_class=RiskClass(kind),
        pattern=request.POST.get("pattern", ""),
        source=" ".join(request.POST.get("source", "").split()),
    )
    commands.choose_pattern(viewer=request.viewer, stamp=stamp_of(request), fact=fact)
    messages.success(request, gettext("Pola disimpan. Rencana berikutnya memakainya."))
    return redirect("guard_patterns")
