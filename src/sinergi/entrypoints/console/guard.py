"""Pengamanan: the versions of the guard plan, and one plan with its sectors on a map and as the same table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_safe

from sinergi.areas.deployment import queries
from sinergi.areas.deployment.facts import AbsenceReason, Verdict
from sinergi.areas.deployment.queries import AbsenceRow, PlanRow, PlanState, PlanView
from sinergi.areas.people import queries as people
from sinergi.areas.people.facts import Duty
from sinergi.areas.people.queries import PersonRow
from sinergi.areas.places import queries as places
from sinergi.areas.risk import queries as risk
from sinergi.entrypoints.console import guard_map, guard_rows, guard_words
from sinergi.entrypoints.console.asking import FIELD, Asking, fresh_id, require_office
from sinergi.entrypoints.console.picture import to_json
from sinergi.entrypoints.console.svgmap import draw
from sinergi.entrypoints.console.templatetags.tata import moment
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import Viewer

OPEN: Final = (PlanState.DRAFT, PlanState.CHECKED, PlanState.OBJECTED)
ACTIONS: Final = ("draft", "move", "propose", "check", "issue", "withdraw", "what_if", "why_not", "absence")
GUARDS: Final = (Duty.POLICE, Duty.ARMY, Duty.LINMAS)
PAST: Final = (PlanState.AMENDED, PlanState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One version in the list: its state and its worth in words."""

    row: PlanRow
    state: Sentence
    headline: Sentence
    agreed: int
    objected: int


@never_cache
@require_safe
def plans(request: Asking) -> HttpResponseBase:
    """List the versions, the one in force on top; with none yet, offer to make the first."""
    require_office(request)
    return overview(request)


def overview(request: Asking, *, refused: Refused | None = None) -> HttpResponse:
    """Return the list of versions, with what was just refused on top of it."""
    viewer = request.viewer
    lines = [_line(row) for row in queries.plans(viewer)]
    stations = [row for row in places.stations(viewer) if not row.withdrawn]
    classes = risk.classes(viewer)
    context = {
        "in_force": next((one for one in lines if one.row.state is PlanState.ISSUED), None),
        "open": [one for one in lines if one.row.state in OPEN],
        "past": [one for one in lines if one.row.state in PAST],
        "absences": (gone := queries.absences(viewer)),
        "reportable": _reportable(viewer, gone),
        "reasons": tuple(AbsenceReason),
        "stations": len(stations),
        "unclassed": sum(row.code not in classes for row in stations),
        "may": may(viewer),
        "refused": refused,
        **_form(),
    }
    return render(request, "console/guard/plans.html", context, status=200 if refused is None else 422)


@never_cache
@require_safe
def plan(request: Asking, plan: str) -> HttpResponseBase:
    """Show one version: how good it is, what is missing, who stands where, and what one may do about it."""
    require_office(request)
    return show(request, queries.plan(request.viewer, plan=plan))


@require_safe
@conditional_page
def map_data(request: Asking, plan: str) -> HttpResponse:
    """Answer the map of a plan as data; unchanged, it is not sent again."""
    require_office(request)
    view = queries.plan(request.viewer, plan=plan)
    shown = guard_map.picture(request.viewer, view, only=request.GET.get("sektor", ""))
    response = JsonResponse(to_json(shown))
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def show(request: Asking, view: PlanView, *, refused: Refused | None = None) -> HttpResponse:
    """Return the page of a plan, with what was just refused on top of it."""
    viewer, only = request.viewer, request.GET.get("sektor", "")
    officers, sectors = guard_rows.officers(view), guard_rows.sectors(view)
    status = view.row.state
    context = {
        "view": view,
        "plan": view.row,
        "state": guard_words.STATES[status],
        "is_open": status in OPEN,
        "is_in_force": status is PlanState.ISSUED,
        "movable": status not in PAST and may(viewer)["move"],
        "headline": guard_words.headline(view.row),
        "goals": guard_words.goals(view.row.goals),
        "warnings": guard_rows.warnings(view),
        "sectors": [one for one in sectors if only in ("", one.row.code)],
        "all_sectors": sectors,
        "only": only,
        "officers": officers,
        "tiles": guard_rows.tiles(view),
        "absent": guard_rows.absent(view),
        "spells": guard_rows.spells(view),
        "stops": [stop for one in view.sectors for stop in one.stops],
        "svg": paper_map(viewer, view, only=only),
        "base": _base(viewer, view.row),
        "may": may(viewer),
        "verdicts": tuple(Verdict),
        "chosen": {name: request.GET.get(name, "") for name in ("pindah", "tps", "orang", "ke")},
        "refused": refused,
        **_form(),
    }
    return render(request, "console/guard/plan.html", context, status=200 if refused is None else 422)


def paper_map(viewer: Viewer, view: PlanView, *, only: str = "") -> SafeString:
    """Return the map for paper and for readers without scripts, with the moment that it shows."""
    title = gettext("Peta sektor rencana %(n)s") % {"n": view.row.number}
    return draw(guard_map.picture(viewer, view, only=only), title=title, note=moment(clock.now()))


def may(viewer: Viewer) -> Mapping[str, bool]:
    """Return what the viewer may do with plans: the page offers no more."""
    return {action: queries.may(viewer, action) is None for action in ACTIONS}


def _line(row: PlanRow) -> PlanLine:
    said = [one.verdict for one in row.checks]
    return PlanLine(
        row=row,
        state=guard_words.STATES[row.state],
        headline=guard_words.headline(row),
        agreed=said.count(Verdict.AGREED),
        objected=said.count(Verdict.OBJECTED),
    )


def _base(viewer: Viewer, row: PlanRow) -> PlanRow | None:
    """Return the version that this one is best compared with: the one in force, or else its parent."""
    known = queries.plans(viewer)
    current = next((one for one in known if one.state is PlanState.ISSUED and one.plan != row.plan), None)
    return current or next((one for one in known if one.plan == row.parent), None)


def _reportable(viewer: Viewer, gone: Sequence[AbsenceRow]) -> tuple[PersonRow, ...]:
    """Return the guards of the own party of whom the viewer may say that they cannot come."""
    if not may(viewer)["absence"]:
        return ()
    known = {one.guard.person for one in gone}
    rows = people.persons(viewer, party=viewer.party)
    return tuple(row for row in rows if row.duty in GUARDS and row.name and row.person not in known)


def _form() -> dict[str, str]:
    return {"field": FIELD, "sending": fresh_id()}
