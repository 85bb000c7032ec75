"""GPX and KML: read back as XML and compared with the rounds; names are text, places without coordinates are named."""

from __future__ import annotations

import dataclasses
from xml.etree import ElementTree as ET

from sinergi.areas.deployment.queries import rounds
from sinergi.documents import gpx, kml
from sinergi.documents.content import Map
from tests.thinking.guard_plan import HOSTILE, LINK, OFFICE, sector, stop, view

G = "{http://www.topografix.com/GPX/1/1}"
K = "{http://www.opengis.net/kml/2.2}"


def sheet(**more: object) -> Map:
    """Return the rounds of a plan."""
    return rounds.rounds(dataclasses.replace(view(), **more), office=OFFICE, link=LINK)  # type: ignore[arg-type] # fields


def test_gpx_has_a_route_for_each_sector_in_order() -> None:
    """Names, numbers and coordinates to the sixth decimal; the order of elements is that of the GPX schema."""
    made = sheet()
    root = ET.fromstring(gpx(made))
    assert root.tag == f"{G}gpx"
    assert (root.get("version"), root.get("creator")) == ("1.1", "Sinergi")
    assert [child.tag for child in root] == [f"{G}metadata", *[f"{G}rte"] * 6]
    for route, element in zip(made.routes, root.iter(f"{G}rte"), strict=True):
        assert [child.tag for child in element] == [f"{G}name", f"{G}desc", *[f"{G}rtept"] * len(route.stops)]
        assert element.findtext(f"{G}name") == f"Sektor {route.code}"
        for each, point in zip(route.stops, element.iter(f"{G}rtept"), strict=True):
            assert [child.tag for child in point] == [f"{G}name", f"{G}desc"]
            assert point.findtext(f"{G}name") == f"{each.order}. {each.name}"
            assert each.at == (round(float(point.attrib["lat"]) * 1e6), round(float(point.attrib["lon"]) * 1e6))


def test_kml_has_a_folder_for_each_sector_and_its_round() -> None:
    """Longitude comes first; the line goes back to where it began; every style that is used is there."""
    made = sheet()
    root = ET.fromstring(kml(made))
    assert root.tag == f"{K}kml"
    (document,) = root
    styles = {f"#{style.get('id')}" for style in document.iter(f"{K}Style")}
    assert {one.text for one in document.iter(f"{K}styleUrl")} == styles
    for route, folder in zip(made.routes, document.findall(f"{K}Folder"), strict=True):
        points = [one.text for one in folder.findall(f"{K}Placemark/{K}Point/{K}coordinates")]
        assert points == [f"{s.lon_e6 / 1e6:.6f},{s.lat_e6 / 1e6:.6f}" for s in route.stops if s.lon_e6 and s.lat_e6]
        (line,) = folder.iter(f"{K}LineString")
        assert line.findtext(f"{K}coordinates", "").split() == [*points, points[0]]


def test_a_stop_without_coordinates_is_named_and_not_placed() -> None:
    """Nothing is put at 0, 0; the description says who is missing from the track."""
    lost = stop(2, 2, lat_e6=None, lon_e6=None)
    made = sheet(sectors=(sector(1, stop(1, 1), lost, stop(3, 3)),), uncovered=(stop(1, 9),))
    for content, prefix, tag in ((gpx(made), G, "rtept"), (kml(made), K, "Point")):
        root = ET.fromstring(content)
        assert len(list(root.iter(f"{prefix}{tag}"))) == 2 + (tag == "Point")  # KML also places the unguarded TPS
        assert f"Tanpa koordinat: {lost.name}" in content.decode()
        assert "belum ada penjagaan" in content.decode()
    (waiting,) = ET.fromstring(gpx(made)).findall(f"{G}wpt")
    assert waiting.findtext(f"{G}name") == "TPS 009 Kempas Jaya (belum ada penjagaan)"


def test_the_equator_and_the_meridian_are_places() -> None:
    """A coordinate of zero is a coordinate, and the south keeps its sign."""
    made = sheet(sectors=(sector(1, stop(1, 1, lat_e6=0, lon_e6=0), stop(2, 2, lat_e6=-1, lon_e6=100_000_000)),))
    places = [(point.get("lat"), point.get("lon")) for point in ET.fromstring(gpx(made)).iter(f"{G}rtept")]
    assert places == [("0.000000", "0.000000"), ("-0.000001", "100.000000")]


def test_draft_and_synthetic_are_said() -> None:
    """What is on the phone says what it is."""
    for content in (gpx(sheet()), kml(sheet())):
        assert "DRAF. Belum diterbitkan" in content.decode()
        assert "rekaan" in content.decode()
        assert "Rencana ke-3" in content.decode()


def test_hostile_names_are_text() -> None:
    """Markup and control signs in a name neither break the file nor become elements."""
    made = sheet(sectors=(sector(1, stop(1, 1, name=HOSTILE), stop(2, 2, name="]]><x/>\ud800\ufffe")),), uncovered=())
    for content, tags in ((gpx(made), {f"{G}b", f"{G}x"}), (kml(made), {f"{K}b", f"{K}x"})):
        root = ET.fromstring(content)
        assert not {one.tag for one in root.iter()} & tags
        assert "<b> &amp;]]> \U0001f600" in "".join(root.itertext()).replace("<b>&amp;", "<b> &amp;")


def test_the_same_rounds_give_the_same_bytes() -> None:
    """No clock and no chance goes in."""
    assert gpx(sheet()) == gpx(sheet())
    assert kml(sheet()) == kml(sheet())
