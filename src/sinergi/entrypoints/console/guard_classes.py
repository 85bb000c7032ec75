"""Kelas TPS: the four classes of the police, seen by all five parties and set by the police alone, many at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi.areas.places import queries as places
from sinergi.areas.risk import commands
from sinergi.areas.risk import queries as risk
from sinergi.areas.risk.facts import RiskClass, StationClassed
from sinergi.entrypoints.console.asking import FIELD, Asking, fresh_id, require_office, stamp_of
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action

NONE: Final = "tanpa"  # filter: no class yet
PREFIX: Final = "kelas-"


@never_cache
@require_http_methods(["GET", "POST"])
def classes(request: Asking) -> HttpResponseBase:
    """Show the class of every TPS; record what a form of the police changes, and nothing that it leaves."""
    require_office(request)
    rows = risk.class_rows(request.viewer)
    if request.method == "POST":
        try:
            return _record(request, {one.station: one.risk_class for one in rows if one.risk_class})
        except Refused as error:
            if error.code.startswith(("access.", "rulebook.")):
                raise
            return _page(request, rows, refused=error)
    return _page(request, rows)


def _page(request: Asking, rows: Sequence[risk.ClassRow], *, refused: Refused | None = None) -> HttpResponse:
    village, wanted = request.GET.get("desa", ""), request.GET.get("kelas", "")
    found = [one for one in rows if village in ("", one.village) and _wanted(one, wanted)]
    context = {
        "lines": found,
        "total": len(rows),
        "counts": [(kind, sum(one.risk_class is kind for one in rows)) for kind in RiskClass],
        "unclassed": sum(one.risk_class is None for one in rows),
        "kinds": tuple(RiskClass),
        "villages": places.villages(request.viewer),
        "village": village,
        "wanted": wanted,
        "none": NONE,
        "may_write": risk.why_not(request.viewer, Action.WRITE) is None,
        "source": request.POST.get("source", ""),
        "refused": refused,
        "field": FIELD,
        "sending": fresh_id(),
    }
    return render(request, "console/guard/classes.html", context, status=200 if refused is None else 422)


def _record(request: Asking, known: Mapping[str, RiskClass]) -> HttpResponseBase:
    source = request.POST.get("source", "").strip()[:200]
    if not source:
        raise Refused(
            "form.source-missing",
            id="Sebutkan sumber penilaian, misalnya nomor dan tanggal surat.",
            en="Name the source of the assessment, such as the number and date of a letter.",
        )
    facts = [
        StationClassed(station=code, risk_class=kind, source=source)
        for code, kind in _said(request, known)
        if known.get(code) is not kind
    ]
    if facts:
        stamp = stamp_of(request, count=len(facts))
        commands.classify_stations(viewer=request.viewer, stamp=stamp, facts=facts)
    messages.success(request, gettext("%(n)s TPS diberi kelas.") % {"n": len(facts)})
    query = request.GET.urlencode()
    return redirect(f"{request.path}?{query}" if query else request.path)


def _said(request: Asking, known: Mapping[str, RiskClass]) -> Iterator[tuple[str, RiskClass]]:
    """Yield the class that the form says of each TPS: its own choice, or else the one for all without a class."""
    rest = request.POST.get("sisanya", "")
    for name, value in request.POST.items():
        if not name.startswith(PREFIX):
            continue
        code = name.removeprefix(PREFIX)
        chosen = value or (rest if code not in known else "")
        if chosen in set(RiskClass):
            yield code, RiskClass(chosen)


def _wanted(one: risk.ClassRow, wanted: str) -> bool:
    return wanted == "" or (one.risk_class is None if wanted == NONE else one.risk_class == wanted)
