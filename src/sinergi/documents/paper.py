"""Papers as PDF: what ``content`` says, laid out by the templates. All are PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Final, cast

from sinergi.documents import engine, sketch
from sinergi.documents.content import Cards, Letter, Map, Paper, Report, Route, Stop, code_of
from sinergi.documents.official import Official, Passes
from sinergi.documents.qr import qr_svg
from sinergi.documents.text import Json

WIDE: Final = 186.0  # millimetres of a map on A4
SIZES: Final = ((14, 6.5), (10, 7.5), (8, 8.5))  # so many columns or more: so many points


def letter_pdf(letter: Letter, *, made_at: datetime | None = None) -> bytes:
    """Return the letter with its annexes; ``made_at`` is the date inside the file. Same content, same bytes."""
    return engine.pdf(template="letter", content=_content(letter), made_at=made_at, archive=True)


def report_pdf(report: Report, *, made_at: datetime | None = None) -> bytes:
    """Return the report; the more columns its widest table has, the smaller its letters."""
    widest = max((len(table.columns) for table in report.tables), default=0)
    size = next((points for columns, points in SIZES if widest >= columns), 9.0)
    return engine.pdf(
        template="report", content={**_content(report), "size": size}, made_at=made_at, archive=True
    )  # fmt: skip


def official_pdf(paper: Official, *, made_at: datetime | None = None) -> bytes:
    """Return an official paper on upright pages: heads of tables repeat, and no signature stands alone."""
    return engine.pdf(template="official", content=_content(paper), made_at=made_at, archive=True)


def passes_pdf(sheet: Passes, *, made_at: datetime | None = None) -> bytes:
    """Return the slips for the seats of a meeting, eight to a page, to be cut."""
    slips = [{"title": one.title, "party": one.party, "qr": qr_svg(one.address)} for one in sheet.passes]
    return engine.pdf(
        template="passes", content=_content(sheet) | {"passes": slips}, made_at=made_at, archive=True
    )  # fmt: skip


def cards_pdf(cards: Cards, *, made_at: datetime | None = None) -> bytes:
    """Return the cards of TPS, four A6 cards on each A4 page, to be cut."""
    return engine.pdf(template="stations", content=_content(cards), made_at=made_at, archive=True)


def map_pdf(sheet: Map, *, made_at: datetime | None = None) -> bytes:
    """Return the map: all sectors on the first page, then one page for each sector with its table of stops."""
    routes = list(enumerate(sheet.routes))
    legend = -(-len(routes) // 4) * 7.0  # millimetres that the key below the map takes
    stops = [stop for route in sheet.routes for stop in route.stops]
    content = _content(sheet) | {
        "overview": sketch.drawing(
            routes, loose=sheet.loose, width=WIDE, most=max(90.0, 195.0 - legend), names=False,
            alt=f"Peta {len(routes)} sektor dengan {len(stops)} perhentian bernomor; rinciannya di tabel tiap sektor.",
        ),
        "sectors": [_sector(index, route) for index, route in routes],
        "nowhere": [stop.name for stop in (*stops, *sheet.loose) if stop.at is None],
    }  # fmt: skip
    return engine.pdf(template="map", content=content, made_at=made_at, archive=True)


def _sector(index: int, route: Route) -> dict[str, Json]:
    return {
        **sketch.style(index),
        "code": route.code,
        "post": route.post,
        "people": list(route.people),
        "minutes": route.minutes,
        "drawing": sketch.drawing(
            [(index, route)], width=WIDE, most=125.0, names=True,
            alt=f"Peta sektor {route.code}: {len(route.stops)} perhentian, sama dengan tabel di bawahnya.",
        ),
        "stops": [
            {"order": s.order, "name": s.name, "village": s.village, "at": degrees(s), "note": s.note}
            for s in route.stops
        ],
    }  # fmt: skip


def degrees(stop: Stop) -> str:
    """Return the coordinates of a stop in degrees, latitude first, or a dash."""
    return "\u2013" if stop.at is None else f"{stop.at[0] / 1e6:.5f}, {stop.at[1] / 1e6:.5f}"


def _content(paper: Paper) -> dict[str, Json]:
    said = cast("dict[str, Json]", dataclasses.asdict(paper))
    return said | {"code": code_of(paper), "qr": qr_svg(paper.link) if paper.link else ""}
