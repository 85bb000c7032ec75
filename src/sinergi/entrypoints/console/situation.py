"""Situasi: the map and its table twin, the counts above them, the filter beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import conditional_page, require_safe

from sinergi.areas.meetings import queries as meetings
from sinergi.areas.people import queries as people
from sinergi.areas.people.facts import Duty
from sinergi.areas.places import queries as places
from sinergi.areas.rulebook import queries as rulebook
from sinergi.entrypoints.console import board, cartography
from sinergi.entrypoints.console.asking import Asking
from sinergi.entrypoints.console.picture import Picture, to_json
from sinergi.entrypoints.console.svgmap import draw
from sinergi.entrypoints.console.templatetags.tata import moment
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Level, Role, Viewer

FULL = (Level.READ, Level.WRITE, Level.WRITE_OWN)
OFFICES = (Role.CHAIR, Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything on the page, for one viewer and one question."""

    asked: board.Asked
    full: bool  # False: the viewer sees where the TPS are, and nothing else
    lines: tuple[board.Line, ...]  # all of them
    found: tuple[board.Line, ...]
    villages: tuple[places.VillageRow, ...]
    lacking: tuple[str, ...]  # duties that somebody lacks somewhere
    boundaries: tuple[places.BoundaryRow, ...]

    @property
    def counts(self) -> board.Counts:
        """The totals of the whole kecamatan, whatever was asked for."""
        return board.counts(self.lines)

    @property
    def estimated(self) -> bool:
        """Whether some outline is not the official one."""
        return not all(one.official for one in self.boundaries)

    @property
    def page(self) -> Page[board.Line]:
        """The rows of this page; one page unless there are very many."""
        return Paginator(self.found, board.PAGE_SIZE).get_page(self.asked.page)

    @property
    def voters(self) -> int | None:
        """The voters of the rows found, as far as known."""
        return board.counts(self.found).voters


@require_safe
def situation(request: Asking) -> HttpResponse:
    """Show the board; for htmx only what a filter changes, and for a live refresh not even the paper map."""
    viewer = request.viewer
    now = look(viewer, board.asked(request.GET))
    part, live = bool(request.headers.get("HX-Request")), request.GET.get("segar") == "1"
    context = {
        "situation": now,
        "svg": None if part and live else paper_map(viewer, now),
        "heads": people.headcount(viewer) if now.full else (),
        "states": board.STATES,
        "attention": meetings.attention(viewer, now=clock.now()) if viewer.role in OFFICES else None,
    }
    response = render(request, f"console/{'situation_part' if part else 'situation'}.html", context)
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_safe
@conditional_page
def map_data(request: Asking) -> HttpResponse:
    """Answer the same picture as data for the map script; unchanged, it is not sent again."""
    viewer = request.viewer
    response = JsonResponse(to_json(picture(viewer, look(viewer, board.asked(request.GET)))))
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def network(request: Asking) -> HttpResponse:
    """Show what the map shows besides TPS, as tables: posts, stores, crossings, roads and rivers."""
    context = {"sites": places.sites(request.viewer), "links": places.links(request.viewer)}
    return render(request, "console/network.html", context)


def paper_map(viewer: Viewer, now: Situation) -> SafeString:
    """Return the map for paper and for readers without scripts, with the moment that it shows."""
    note = moment(clock.now())
    return draw(picture(viewer, now), title=gettext("Peta TPS, pos, jalan, dan sungai"), note=note)


def look(viewer: Viewer, asked: board.Asked) -> Situation:
    """Return the situation as ``viewer`` may see it."""
    full = rulebook.level(viewer, "polling_station") in FULL
    vacant, boundaries = vacancies(viewer), places.boundaries(viewer)
    lines = tuple(board.line(row, vacant=vacant.get(row.code, ())) for row in places.stations(viewer))
    return Situation(
        asked=asked,
        full=full,
        lines=lines,
        found=board.chosen(lines, asked),
        villages=places.villages(viewer),
        lacking=tuple(duty for duty in Duty if any(duty in one.vacant for one in lines)),
        boundaries=boundaries,
    )


def vacancies(viewer: Viewer) -> Mapping[str, tuple[str, ...]]:
    """Return which duties are not fully manned at which place, as far as the viewer may know."""
    found: dict[str, set[str]] = defaultdict(set)
    for post in people.posts(viewer, vacant=True):
        found[post.at].add(post.duty)
    return {at: tuple(duty for duty in Duty if duty in duties) for at, duties in found.items()}


def picture(viewer: Viewer, now: Situation) -> Picture:
    """Return the map of a situation: the ground, and the TPS that were asked for."""
    return cartography.picture(
        villages=now.villages,
        boundaries=now.boundaries,
        sites=places.sites(viewer) if now.full else (),
        links=places.links(viewer) if now.full else (),
        lines=now.found,
        village=now.asked.village,
    )
