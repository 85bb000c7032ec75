"""The sectors of a guard plan as a picture: numbered stops, rounds as lines, the reserve and the army beside them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from sinergi.areas.deployment.queries import PlanView, SectorRow, StandRow, StopRow
from sinergi.areas.places import queries as places
from sinergi.entrypoints.console import cartography
from sinergi.entrypoints.console.picture import Mark, Picture, Point, Round
from sinergi.entrypoints.console.templatetags.tata import duration, term
from sinergi.vocabulary.viewer import Viewer


def looks(view: PlanView) -> dict[str, int]:
    """Return the look (figure and tone) of each sector, by its code."""
    return {row.code: index for index, row in enumerate(view.sectors)}


def picture(viewer: Viewer, view: PlanView, *, only: str = "") -> Picture:
    """Return the map of a plan as ``viewer`` may see it; ``only`` one sector where a code is given."""
    ground = cartography.picture(
        villages=places.villages(viewer),
        boundaries=places.boundaries(viewer),
        sites=places.sites(viewer),
        links=places.links(viewer),
        lines=(),
    )
    look = looks(view)
    shown = [row for row in view.sectors if only in ("", row.code)]
    return dataclasses.replace(
        ground,
        marks=(
            *(mark for mark in ground.marks if mark.state != "crossing"),
            *(_stand(one, "camp") for one in view.army if _spot(one)),
            *(_stand(one, "team") for one in view.reserve if _spot(one)),
            *(_loose(one) for one in view.uncovered if _spot(one)),
            *(mark for row in shown for mark in _stops(row, look[row.code])),
        ),
        rounds=tuple(way for row in shown if (way := _round(row, look[row.code]))),
    )


def _stops(row: SectorRow, look: int) -> Iterator[Mark]:
    for stop in row.stops:
        if (at := _spot(stop)) is None:
            continue
        says = gettext("Sektor %(code)s, perhentian ke-%(n)s") % {"code": row.code, "n": stop.order}
        risk = term(stop.risk_class) if stop.risk_class else gettext("belum berkelas")
        yield Mark(
            code=stop.station,
            name=stop.name,
            state="base" if stop.post else "stop",
            at=at,
            href=reverse("station", args=[stop.station]),
            lines=(says, risk, *((gettext("Pos jaga"),) if stop.post else ())),
            label=str(stop.order),
            look=look,
            tag=row.code if stop.post else "",
        )


def _round(row: SectorRow, look: int) -> Round | None:
    points = [at for stop in row.stops if (at := _spot(stop))]
    post = next((at for stop in row.stops if stop.post and (at := _spot(stop))), None)
    if post is not None and points:
        points = [*points, post] if points[0] == post else [post, *points, post]
    text = gettext("Putaran %(code)s: %(time)s") % {"code": row.code, "time": duration(row.minutes)}
    return Round(look=look, points=tuple(points), text=text) if len(set(points)) > 1 else None


def _stand(row: StandRow, state: str) -> Mark:
    kind = gettext("Cadangan bergerak") if state == "team" else gettext("Cadangan statis TNI")
    people = gettext("%(n)s orang") % {"n": len(row.people)}
    return Mark(code=f"{state}:{row.site}", name=f"{kind}: {row.name}", state=state, at=_at(row), lines=(people,))


def _loose(row: StopRow) -> Mark:
    return Mark(
        code=row.station,
        name=row.name,
        state="loose",
        at=_at(row),
        href=reverse("station", args=[row.station]),
        lines=(gettext("Belum dijaga penuh"),),
    )


def _spot(row: StopRow | StandRow) -> Point | None:
    return (row.lon_e6, row.lat_e6) if row.lon_e6 is not None and row.lat_e6 is not None else None


def _at(row: StopRow | StandRow) -> Point:
    return (row.lon_e6 or 0, row.lat_e6 or 0)
