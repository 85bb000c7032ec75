"""Two versions side by side, what-if without recording anything, and why somebody does not stand elsewhere."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sinergi.areas.deployment import queries
from sinergi.areas.deployment.queries import Comparison, PlanState, PlanView
from sinergi.entrypoints.console import guard, guard_rows, guard_words
from sinergi.entrypoints.console.asking import FIELD, Asking, fresh_id, require_office
from sinergi.vocabulary.refusal import Refused


@never_cache
@require_safe
def compare(request: Asking) -> HttpResponseBase:
    """Show who moves between two versions and what gets better or worse."""
    require_office(request)
    known = queries.plans(request.viewer)
    ids = {row.plan for row in known}
    old, new = (request.GET.get(name, "") for name in ("lama", "baru"))
    newer = next((row for row in known if row.plan == new), None)
    context: dict[str, object] = {"plans": known, "old": old, "new": new, "may": guard.may(request.viewer)}
    if old in ids and newer is not None:
        found = queries.compare(request.viewer, old=old, new=new)
        context |= _context(found) | {"newer": newer, "is_open": newer.state in guard.OPEN}
    return render(request, "console/guard/compare.html", context)


@never_cache
@require_safe
def what_if(request: Asking, plan: str) -> HttpResponseBase:
    """Try something on a plan: people who cannot come, a TPS of more risk, a TPS less. Nothing is recorded."""
    require_office(request)
    view = queries.plan(request.viewer, plan=plan)
    absent, raised, withdrawn = (
        tuple(dict.fromkeys(one for one in request.GET.getlist(name) if one))
        for name in ("absent", "raised", "withdrawn")
    )
    if not (absent or raised or withdrawn):
        return guard.show(request, view)
    try:
        found = queries.what_if(request.viewer, plan=plan, absent=absent, raised=raised, withdrawn=withdrawn)
    except Refused as error:
        if error.code.startswith(("access.", "rulebook.")):
            raise
        return guard.show(request, view, refused=error)
    names = {stop.station: stop.name for row in view.sectors for stop in row.stops}
    context = _context(found) | {
        "plan": view.row,
        "absent": [one for one in guard_rows.officers(view) if one.guard.person in absent],
        "raised": [names.get(code, code) for code in raised],
        "withdrawn": [names.get(code, code) for code in withdrawn],
        "may": guard.may(request.viewer),
        "is_in_force": view.row.state is PlanState.ISSUED,
        "field": FIELD,
        "sending": fresh_id(),
    }
    return render(request, "console/guard/what_if.html", context)


@never_cache
@require_safe
def why(request: Asking, plan: str) -> HttpResponseBase:
    """Answer why an officer does not stand in a sector: what it would cost, or which rules forbid it."""
    require_office(request)
    view = queries.plan(request.viewer, plan=plan)
    person, post = request.GET.get("person", ""), request.GET.get("post", "")
    placed = next((one for one in guard_rows.officers(view) if one.guard.person == person), None)
    if placed is None or not post:
        return guard.show(request, view)
    try:
        answer = queries.why_not(request.viewer, plan=plan, person=person, post=post)
    except Refused as error:
        if error.code.startswith(("access.", "rulebook.")):
            raise
        return guard.show(request, view, refused=error)
    context = {
        "plan": view.row,
        "placed": placed,
        "place": _place(view, post),
        "answer": answer,
        "costs": guard_words.costs(answer.cost),
        "others": [one for one in guard_rows.officers(view) if one.guard.person in answer.moved],
    }
    return render(request, "console/guard/why.html", context)


def _place(view: PlanView, post: str) -> str:
    return next((f"{row.code} {row.post_name}" for row in view.sectors if post in (row.code, row.post)), post)


def _context(found: Comparison) -> dict[str, object]:
    return {
        "found": found,
        "changes": guard_words.changes(found.goals),
        "mover": guard_words.movers(found.moves),
    }
