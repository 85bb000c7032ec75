"""What changes a guard plan: each action makes a new version or a word about one, and shows what it means."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sinergi.areas.deployment import commands, queries
from sinergi.areas.deployment.facts import Verdict
from sinergi.areas.deployment.queries import CheckRow
from sinergi.entrypoints.console import guard, guard_rows
from sinergi.entrypoints.console.asking import FIELD, Asking, require_office, stamp_of
from sinergi.entrypoints.console.people_forms import Written
from sinergi.vocabulary.refusal import Refused

if TYPE_CHECKING:
    from sinergi.areas.deployment.queries import PlanView

GATES: Final = ("access.", "rulebook.")  # refusals that no other word in the form would change


class IssueForm(Written):
    """The number of the order, and why it is given although somebody has not agreed."""

    letter = forms.CharField(label=_("Nomor Sprin"), max_length=120, help_text=_("Misalnya Sprin/123/XI/2024."))
    despite = forms.CharField(
        label=_("Alasan menerbitkan walau belum semua pihak setuju"),
        max_length=400,
        required=False,
        help_text=_("Wajib bila ada pihak yang belum memeriksa atau keberatan. Masuk jurnal; jangan menulis nama."),
    )


class TakeBackForm(Written):
    """Why a version is set aside."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=400, help_text=_("Masuk jurnal untuk selamanya; jangan menulis nama.")
    )


@never_cache
@require_POST
def draft(request: Asking) -> HttpResponseBase:
    """Let the planner make a new version."""
    require_office(request)
    note = request.POST.get("note", "").strip()[:200]
    try:
        made = commands.draft_plan(viewer=request.viewer, stamp=stamp_of(request), note=note)
    except Refused as error:
        if error.code.startswith(GATES):
            raise
        return guard.overview(request, refused=error)
    messages.success(request, gettext("Rencana baru selesai disusun. Periksa sebelum diterbitkan."))
    return redirect("guard_plan", plan=made)


@never_cache
@require_POST
def move(request: Asking, plan: str) -> HttpResponseBase:
    """Move an officer; where the sector is full, ask whose place they take."""
    require_office(request)
    view = queries.plan(request.viewer, plan=plan)
    person, to, instead_of = (request.POST.get(name, "").strip() for name in ("person", "to", "instead_of"))
    if not person or not to:
        return guard.show(request, view, refused=_incomplete())
    others = [one for one in guard_rows.seated(view, to) if one.person != person]
    if others and not instead_of:
        return _swap(request, view, person=person, to=to)
    return _made(
        request,
        view,
        lambda: commands.move_officer(
            viewer=request.viewer, stamp=stamp_of(request), plan=plan, person=person, to=to, instead_of=instead_of
        ),
    )


@never_cache
@require_POST
def move_station(request: Asking, plan: str) -> HttpResponseBase:
    """Give a TPS to another sector."""
    require_office(request)
    view = queries.plan(request.viewer, plan=plan)
    station, to = request.POST.get("station", "").strip(), request.POST.get("to", "").strip()
    if not station or not to:
        return guard.show(request, view, refused=_incomplete())
    return _made(
        request,
        view,
        lambda: commands.move_station(
            viewer=request.viewer, stamp=stamp_of(request), plan=plan, station=station, to=to
        ),
    )


@never_cache
@require_POST
def propose(request: Asking, plan: str) -> HttpResponseBase:
    """Plan anew without some people, moving as few others as possible; a person issues it, or not."""
    require_office(request)
    view = queries.plan(request.viewer, plan=plan)
    absent = tuple(dict.fromkeys(one for one in request.POST.getlist("absent") if one))
    if not absent:
        return guard.show(request, view, refused=_incomplete())
    return _made(
        request,
        view,
        lambda: commands.propose(viewer=request.viewer, stamp=stamp_of(request), plan=plan, absent=absent),
    )


@never_cache
@require_POST
def absent(request: Asking) -> HttpResponseBase:
    """Record that somebody of one's own party cannot come, and show the proposal that answers it."""
    require_office(request)
    person, reason = request.POST.get("person", "").strip(), request.POST.get("reason", "").strip()
    if not person or not reason:
        return guard.overview(request, refused=_incomplete())
    try:
        made = commands.report_absence(viewer=request.viewer, stamp=stamp_of(request), reason=reason, person=person)
    except Refused as error:
        if error.code.startswith(GATES):
            raise
        return guard.overview(request, refused=error)
    messages.success(request, gettext("Tercatat: berhalangan."))
    current = queries.in_force(request.viewer)
    if not made or current is None:
        return redirect("guard")
    return HttpResponseRedirect(f"{reverse('guard_compare')}?{urlencode({'lama': current.row.plan, 'baru': made})}")


@never_cache
@require_POST
def back(request: Asking) -> HttpResponseBase:
    """Record that somebody of one's own party who could not come is back."""
    require_office(request)
    commands.end_absence(viewer=request.viewer, stamp=stamp_of(request), person=request.POST.get("person", "").strip())
    messages.success(request, gettext("Tercatat: sudah kembali."))
    return redirect("guard")


@never_cache
@require_POST
def check(request: Asking, plan: str) -> HttpResponseBase:
    """Say for one's own party that the plan is agreed to, or what is wrong with it."""
    require_office(request)
    view = queries.plan(request.viewer, plan=plan)
    given, note = request.POST.get("verdict", ""), request.POST.get("note", "").strip()[:400]
    if given not in set(Verdict):
        return guard.show(request, view, refused=_incomplete())
    try:
        commands.check_plan(
            viewer=request.viewer, stamp=stamp_of(request), plan=plan, verdict=Verdict(given), note=note
        )
    except Refused as error:
        return _again(request, view, error)
    messages.success(request, gettext("Pendapat pihak Anda dicatat."))
    return redirect("guard_plan", plan=plan)


@never_cache
@require_http_methods(["GET", "POST"])
def issue(request: Asking, plan: str) -> HttpResponseBase:
    """Put a plan in force: the head of the police post alone, with the number of the order."""
    require_office(request)
    _require(request, "issue")
    view = queries.plan(request.viewer, plan=plan)
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.issue_plan(
                viewer=request.viewer,
                stamp=stamp_of(request),
                plan=plan,
                letter=form.cleaned_data["letter"].strip(),
                despite=form.cleaned_data["despite"].strip(),
            )
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("Rencana berlaku. Surat perintah dan daftarnya siap diunduh."))
            return redirect("guard_plan", plan=plan)
    context = {"form": form, "view": view, "plan": view.row, "waiting": [one for one in view.row.checks if _open(one)]}
    return render(request, "console/guard/issue.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: Asking, plan: str) -> HttpResponseBase:
    """Set a draft aside, or call a plan in force back."""
    require_office(request)
    _require(request, "withdraw")
    view = queries.plan(request.viewer, plan=plan)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.withdraw_plan(
                viewer=request.viewer, stamp=stamp_of(request), plan=plan, reason=form.cleaned_data["reason"].strip()
            )
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("Rencana ditarik; riwayatnya tetap ada."))
            return redirect("guard")
    context = {"form": form, "view": view, "plan": view.row}
    return render(request, "console/guard/withdraw.html", context, status=422 if form.errors else 200)


def _require(request: Asking, action: str) -> None:
    if (refused := queries.may(request.viewer, action)) is not None:
        raise refused


def _made(request: Asking, view: PlanView, make: Callable[[], str]) -> HttpResponseBase:
    """Make a version, then show who moves; refused, show the plan again with the reason."""
    try:
        made = make()
    except Refused as error:
        return _again(request, view, error)
    query = urlencode({"lama": view.row.plan, "baru": made})
    return HttpResponseRedirect(f"{reverse('guard_compare')}?{query}")


def _again(request: Asking, view: PlanView, error: Refused) -> HttpResponseBase:
    if error.code.startswith(GATES):
        raise error
    return guard.show(request, view, refused=error)


def _swap(request: Asking, view: PlanView, *, person: str, to: str) -> HttpResponseBase:
    """Ask whose place the officer takes in a sector that has its pair already."""
    mover = next((one for one in guard_rows.officers(view) if one.guard.person == person), None)
    others = [one for one in guard_rows.seated(view, to) if one.person != person]
    context = {
        "plan": view.row,
        "mover": mover,
        "to": to,
        "others": others,
        "field": FIELD,
        "sending": request.POST.get(FIELD, ""),
    }
    return render(request, "console/guard/swap.html", context)


def _open(row: CheckRow) -> bool:
    return row.verdict is not Verdict.AGREED


def _incomplete() -> Refused:
    return Refused(
        "form.incomplete",
        id="Pilihan belum lengkap. Pilih orang atau TPS, lalu tujuannya.",
        en="The choice is incomplete. Choose a person or a TPS, then where to.",
    )
