"""Orang: the people and posts of one's own party by name, of others in numbers; cards for the field."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sinergi.areas.people import commands as people
from sinergi.areas.people import queries
from sinergi.areas.people.columns import PersonEntry
from sinergi.areas.people.facts import Craft, Duty, DutyPostFilled
from sinergi.areas.places import queries as places
from sinergi.entrypoints.console.asking import Asking, require_office, stamp_of
from sinergi.entrypoints.console.people_forms import FillForm, PersonForm, ReasonForm, person_initial
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action, Party

PAGE: Final = 100


@never_cache
@require_GET
def persons(request: Asking) -> HttpResponseBase:
    """List people, with the headcount of every party above."""
    require_office(request)
    viewer, text = request.viewer, request.GET.get("cari", "").strip()
    party = _party(request) or viewer.party
    duty = _duty(request)
    found = queries.persons(viewer, party=party, duty=duty, text=text)
    page = _page(request, len(found))
    context = {
        "found": found[page * PAGE : (page + 1) * PAGE],
        "total": len(found),
        "headcount": (headcount := queries.headcount(viewer)),
        "party": party,
        "duty": duty or "",
        "text": text,
        "duties": [row.duty for row in headcount if row.party is party],
        "may_write": queries.why_not(viewer, Action.WRITE, party=party) is None,
        **_pages(page, len(found)),
    }
    return render(request, "console/people/persons.html", context)


@never_cache
@require_GET
def person(request: Asking, person: str) -> HttpResponseBase:
    """Show one person of one's own party."""
    require_office(request)
    row = queries.person(request.viewer, person=person)
    context = {
        "row": row,
        "home": next((v.name for v in places.villages(request.viewer) if v.code == row.home_village), row.home_village),
        "may_write": queries.why_not(request.viewer, Action.WRITE, party=row.party) is None,
    }
    return render(request, "console/people/person.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: Asking, person: str = "") -> HttpResponseBase:
    """Add a person, or correct one: the whole new state, as a later fact."""
    require_office(request)
    row = queries.person(request.viewer, person=person) if person else None
    party = row.party if row else request.viewer.party
    if (refused := queries.why_not(request.viewer, Action.WRITE, party=party)) is not None:
        raise refused
    form = PersonForm(
        request.POST or None,
        initial=person_initial(row) if row else {},
        villages=places.villages(request.viewer),
        duties=_duties(request, party),
    )
    if request.method == "POST" and form.is_valid():
        try:
            known = people.register_person(
                viewer=request.viewer, stamp=stamp_of(request), entry=_entry(form, party=party, person=person)
            )
            messages.success(request, gettext("Tersimpan."))
            return redirect("person", person=known)
        except Refused as error:
            form.refuse(error)
    return render(request, "console/people/edit.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def erase(request: Asking, person: str) -> HttpResponseBase:
    """Destroy what the vault holds of a person; the journal stays whole and says nothing."""
    require_office(request)
    row = queries.person(request.viewer, person=person)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people.erase_person(
                viewer=request.viewer,
                stamp=stamp_of(request),
                person=person,
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, gettext("Nama dan telepon sudah dihapus untuk selamanya."))
            return redirect("persons")
        except Refused as error:
            form.refuse(error)
    return render(request, "console/people/erase.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@never_cache
@require_GET
def posts(request: Asking) -> HttpResponseBase:
    """List duty posts and who holds them."""
    require_office(request)
    viewer = request.viewer
    party, at = _party(request) or viewer.party, request.GET.get("di", "").strip()
    vacant = True if request.GET.get("kosong") == "1" else None
    found = queries.posts(viewer, at=at, party=party, duty=_duty(request), vacant=vacant)
    page = _page(request, len(found))
    context = {
        "found": found[page * PAGE : (page + 1) * PAGE],
        "total": len(found),
        "headcount": [row for row in queries.headcount(viewer) if row.posts],
        "party": party,
        "vacant": vacant,
        "at": at,
        "may_write": queries.why_not(viewer, Action.WRITE, party=party) is None,
        **_pages(page, len(found)),
    }
    return render(request, "console/people/posts.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def fill(request: Asking, post: str) -> HttpResponseBase:
    """Seat a person at a post, or say that it is vacant."""
    require_office(request)
    row = next((one for one in queries.posts(request.viewer, party=request.viewer.party) if one.post == post), None)
    if row is None:
        raise Refused("people.post.unknown", id="Pos ini tidak ada atau tidak untuk Anda.", en="Post unknown to you.")
    form = FillForm(
        request.POST or None,
        initial={"person": row.person},
        persons=[one for one in queries.persons(request.viewer, party=row.party, duty=row.duty) if not one.erased],
    )
    if request.method == "POST" and form.is_valid():
        try:
            fact = DutyPostFilled(post=post, person=form.cleaned_data["person"])
            people.fill_posts(viewer=request.viewer, stamp=stamp_of(request), facts=(fact,))
            messages.success(request, gettext("Tersimpan."))
            return redirect("posts")
        except Refused as error:
            form.refuse(error)
    return render(request, "console/people/fill.html", {"form": form, "row": row}, status=422 if form.errors else 200)


def _entry(form: PersonForm, *, party: Party, person: str) -> PersonEntry:
    said = form.cleaned_data
    return PersonEntry(
        person=person,
        name=said["name"],
        phone=said["phone"],
        party=party,
        duty=Duty(said["duty"]),
        unit=said["unit"],
        home_unit=said["home_unit"],
        rank=said["rank"],
        skills=form.texts("skills"),
        home_village=said["home_village"],
        craft=tuple(Craft(one) for one in said["craft"]),
        barred=form.texts("barred"),
    )


def _duties(request: Asking, party: Party) -> list[Duty]:
    return [
        duty
        for duty in Duty
        if people.why_not_register(viewer=request.viewer, entry=PersonEntry(name="?", party=party, duty=duty)) is None
    ]


def _party(request: Asking) -> Party | None:
    given = request.GET.get("pihak", "")
    return Party(given) if given in set(Party) else None


def _duty(request: Asking) -> Duty | None:
    given = request.GET.get("tugas", "")
    return Duty(given) if given in set(Duty) else None


def _page(request: Asking, total: int) -> int:
    given = request.GET.get("hal", "1")
    last = max(0, (total - 1) // PAGE)
    return min(max(int(given) - 1, 0), last) if given.isascii() and given.isdigit() else 0


def _pages(page: int, total: int) -> dict[str, int]:
    last = max(0, (total - 1) // PAGE) + 1
    return {"page": page + 1, "last": last, "before": page, "after": page + 2 if page + 1 < last else 0}
