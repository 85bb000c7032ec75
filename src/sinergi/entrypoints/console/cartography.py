"""From rows to a picture: who stands where on the map, in which shape, and what the popup says."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext

from sinergi.areas.places.queries import BoundaryRow, LinkRow, SiteRow, StationRow, VillageRow
from sinergi.entrypoints.console.board import Line as BoardLine
from sinergi.entrypoints.console.picture import Line, Mark, Outline, Picture, Point
from sinergi.entrypoints.console.templatetags.tata import distance, number, sentence, term


def picture(
    *,
    villages: Iterable[VillageRow],
    boundaries: Iterable[BoundaryRow],
    sites: Iterable[SiteRow],
    links: Iterable[LinkRow],
    lines: Iterable[BoardLine],
    village: str = "",
    here: str = "",
) -> Picture:
    """Return the picture of what the viewer was given; what has no position is not drawn, and the table says so."""
    villages, sites, lines = tuple(villages), tuple(sites), tuple(lines)
    placed: tuple[VillageRow | SiteRow | StationRow, ...] = (*villages, *sites, *(one.row for one in lines))
    known = {row.code: spot for row in placed if (spot := _spot(row))}
    drawn = {row.code: row for row in boundaries}
    return Picture(
        outlines=tuple(_outline(row, drawn.get(row.code), chosen=row.code == village) for row in villages),
        lines=tuple(line for row in links if (line := _line(row))),
        marks=(
            *(Mark(code=s.code, name=s.name, state=s.kind, at=known[s.code]) for s in sites if s.code in known),
            *(station(one, here=one.row.code == here) for one in lines if one.row.code in known),
        ),
    )


def station(one: BoardLine, *, here: bool = False) -> Mark:
    """Return the mark of a TPS that has a position."""
    row, says = one.row, []
    if one.condition != "place":
        reasons = ", ".join(sentence(reason) for reason in one.reasons)
        says.append(sentence(one.word) + (f": {reasons}" if reasons else ""))
        says.append(gettext("DPT: %(n)s") % {"n": number(row.voters)})
    if one.vacant:
        says.append(gettext("Pos kosong: %(duties)s") % {"duties": ", ".join(term(duty) for duty in one.vacant)})
    return Mark(
        code=row.code,
        name=title(row),
        state=one.condition,
        at=(row.lon_e6 or 0, row.lat_e6 or 0),
        href=reverse("station", args=[row.code]),
        lines=tuple(part for part in (row.name, *says) if part),
        here=here,
    )


def title(row: StationRow) -> str:
    """Return the name of a TPS as people say it: "TPS 003 Kerta Jaya"."""
    return f"TPS {row.number:03d} {row.village_name}"


def _spot(row: VillageRow | SiteRow | StationRow) -> Point | None:
    return (row.lon_e6, row.lat_e6) if row.lon_e6 is not None and row.lat_e6 is not None else None


def _outline(row: VillageRow, boundary: BoundaryRow | None, *, chosen: bool) -> Outline:
    return Outline(
        code=row.code,
        name=row.name,
        polygons=tuple(
            tuple(tuple((point[0], point[1]) for point in ring) for ring in rings) for rings in boundary.polygons
        )
        if boundary
        else (),
        centre=_spot(row),
        official=boundary.official if boundary else True,
        chosen=chosen,
    )


def _line(row: LinkRow) -> Line | None:
    if row.start_at is None or row.end_at is None:
        return None
    points = ((row.start_at[1], row.start_at[0]), (row.end_at[1], row.end_at[0]))
    return Line(way=row.way, points=points, text=f"{term(row.way)}, {distance(row.metres)}")
