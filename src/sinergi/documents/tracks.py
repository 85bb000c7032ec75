"""Rounds of sectors as GPX 1.1 and KML 2.2, for whatever map an officer has on the phone.

Latitude and longitude are degrees in WGS 84. A stop without coordinates is not in the track; the description names it.
"""

from __future__ import annotations

import io
from typing import Final
from xml.etree import ElementTree as ET

from sinergi.documents import sketch
from sinergi.documents.content import Map, Route, Stop
from sinergi.documents.text import lines, plain

GPX: Final = "http://www.topografix.com/GPX/1/1"
KML: Final = "http://www.opengis.net/kml/2.2"


def gpx(sheet: Map) -> bytes:
    """Return one ``rte`` for each sector, its stops in order of the round; TPS without a sector are way points."""
    root = ET.Element("gpx", {"xmlns": GPX, "version": "1.1", "creator": "Sinergi"})
    meta = ET.SubElement(root, "metadata")
    _text(meta, "name", sheet.title)
    _text(meta, "desc", _about(sheet))
    for stop in sheet.loose:
        _point(root, "wpt", stop, f"{stop.name} (belum ada penjagaan)")
    for route in sheet.routes:
        made = ET.SubElement(root, "rte")
        _text(made, "name", f"Sektor {route.code}")
        _text(made, "desc", _route_about(route))
        for stop in route.stops:
            _point(made, "rtept", stop, f"{stop.order}. {stop.name}")
    return _bytes(root)


def kml(sheet: Map) -> bytes:
    """Return one folder for each sector: numbered placemarks and the line of the round, back to its post."""
    root = ET.Element("kml", {"xmlns": KML})
    document = ET.SubElement(root, "Document")
    _text(document, "name", sheet.title)
    _text(document, "description", _about(sheet))
    for index in range(len(sheet.routes)):
        _style(document, index)
    for index, route in enumerate(sheet.routes):
        folder = ET.SubElement(document, "Folder")
        _text(folder, "name", f"Sektor {route.code}")
        _text(folder, "description", _route_about(route))
        for stop in route.stops:
            _placemark(folder, stop, f"{stop.order}. {stop.name}", f"#s{index}")
        _line(folder, route, f"#s{index}")
    for stop in sheet.loose:
        _placemark(document, stop, f"{stop.name} (belum ada penjagaan)", "")
    return _bytes(root)


def _about(sheet: Map) -> str:
    parts = (sheet.subtitle, sheet.day, sheet.version)
    marks = (f"{sheet.standing}. {sheet.standing_note}" if sheet.standing else "", sheet.synthetic)
    return "\n".join(part for part in (" · ".join(one for one in parts if one), *marks) if part)


def _route_about(route: Route) -> str:
    lost = [stop.name for stop in route.stops if stop.at is None]
    said = [f"Pos menunggu: {route.post}", f"Ronde {route.minutes} menit"]
    return "\n".join([*said, *([f"Tanpa koordinat: {'; '.join(lost)}"] if lost else [])])


def _point(parent: ET.Element, tag: str, stop: Stop, name: str) -> None:
    if stop.at is None:
        return
    point = ET.SubElement(parent, tag, {"lat": f"{stop.at[0] / 1e6:.6f}", "lon": f"{stop.at[1] / 1e6:.6f}"})
    _text(point, "name", name)
    _text(point, "desc", "; ".join(one for one in (stop.village, stop.note) if one))


def _placemark(parent: ET.Element, stop: Stop, name: str, style: str) -> None:
    if stop.at is None:
        return
    mark = ET.SubElement(parent, "Placemark")
    _text(mark, "name", name)
    _text(mark, "description", "; ".join(one for one in (stop.village, stop.note) if one))
    if style:
        _text(mark, "styleUrl", style)
    _text(ET.SubElement(mark, "Point"), "coordinates", _pair(stop.at))


def _line(parent: ET.Element, route: Route, style: str) -> None:
    pairs = [_pair(stop.at) for stop in route.stops if stop.at is not None]
    if len(pairs) < 2:  # noqa: PLR2004 -- a line has two ends
        return
    mark = ET.SubElement(parent, "Placemark")
    _text(mark, "name", f"Ronde {route.code}")
    _text(mark, "styleUrl", style)
    line = ET.SubElement(mark, "LineString")
    _text(line, "tessellate", "1")
    _text(line, "coordinates", " ".join([*pairs, pairs[0]]))


def _style(document: ET.Element, index: int) -> None:
    colour = sketch.COLOURS[index % len(sketch.COLOURS)]
    line = ET.SubElement(ET.SubElement(document, "Style", {"id": f"s{index}"}), "LineStyle")
    _text(line, "color", f"ff{colour[5:7]}{colour[3:5]}{colour[1:3]}")  # KML wants alpha, blue, green, red
    _text(line, "width", "3")


def _pair(at: tuple[int, int]) -> str:
    return f"{at[1] / 1e6:.6f},{at[0] / 1e6:.6f}"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    if text:
        ET.SubElement(parent, tag).text = lines(text) if "\n" in text else plain(text, longest=5_000)


def _bytes(root: ET.Element) -> bytes:
    out = io.BytesIO()
    ET.indent(root)
    ET.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue() + b"\n"
