"""Downloads: what the viewer sees and not a cell more, harmless in a spreadsheet, with count and SHA-256."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest
from django.http import HttpResponseBase
from django.test import Client
from openpyxl import load_workbook

from sinergi.areas import tables
from sinergi.areas.places import commands as places
from sinergi.areas.places.facts import SiteKind, SiteRegistered
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Role, Viewer
from tests import cast
from tests.journeys import office
from tests.world import FAR, World, station

pytestmark = pytest.mark.django_db
WHATS = ("tps", "desa", "lokasi", "jalur", "personel", "jurnal")


def body(response: HttpResponseBase) -> bytes:
    """Return the streamed bytes."""
    return b"".join(response.streaming_content)  # type: ignore[attr-defined] # a streaming response


def table(response: HttpResponseBase) -> list[dict[str, str]]:
    """Return the rows of a CSV download."""
    return list(csv.DictReader(io.StringIO(body(response).decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_table_comes_with_count_and_digest(world: World, what: str, kind: str) -> None:
    """The headers say how many rows and which bytes; the file name says what and of which day."""
    response = office.signed_in(cast.ppk_operator).get(f"/unduh/{what}.{kind}")
    assert response.status_code == 200
    data = body(response)
    assert response.headers["X-Content-SHA256"] == hashlib.sha256(data).hexdigest()
    assert f"sinergi-{what}-20" in response.headers["Content-Disposition"]
    if kind == "csv":
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
        assert len(lines) - 1 == int(response.headers["X-Row-Count"])
    else:
        assert load_workbook(io.BytesIO(data)).worksheets[0].max_row - 1 == int(response.headers["X-Row-Count"])
    assert world.district


@pytest.mark.parametrize(("what", "count"), [("tps", 4), ("desa", 2), ("lokasi", 4), ("jalur", 5)])
def test_places_come_as_geojson(world: World, what: str, count: int) -> None:
    """One feature per row, longitude first."""
    response = office.signed_in(cast.kapolsek).get(f"/unduh/{what}.geojson")
    assert response.headers["Content-Type"] == "application/geo+json"
    layer = json.loads(body(response))
    assert layer["type"] == "FeatureCollection"
    assert len(layer["features"]) == count
    assert world.district


def test_the_public_takes_away_locations_only(world: World, client: Client) -> None:
    """No voters, no access, no network for who is not signed in; no people at all."""
    rows = table(client.get("/unduh/tps.csv"))
    assert len(rows) == len(world.stations)
    assert not [name for name in rows[0] if "DPT" in name or "Akses" in name or "Sinyal" in name]
    assert table(client.get("/unduh/jalur.csv")) == []
    assert client.get("/unduh/personel.csv").status_code in (302, 403)


def test_a_card_takes_nothing_away(world: World) -> None:
    """A field card is for its own post; exports are made from an office account."""
    viewer = Viewer(party=cast.linmas_card.party, role=Role.FIELD, account="card:X", post=world.stations[0])
    for what in WHATS:
        with pytest.raises(Refused, match=r"access\."):
            tables.export(viewer, what=what, kind="csv")


def test_formulas_are_harmless(world: World) -> None:
    """A name that looks like a formula comes out as text, in CSV and in XLSX."""
    fact = SiteRegistered(code="jahat", name="=cmd|' /C calc'!A0", kind=SiteKind.CROSSING, village=FAR)
    places.register_site(viewer=cast.ppk_chair, stamp=cast.stamp(), fact=fact)
    client = office.signed_in(cast.ppk_operator)
    names = [row["Nama Lokasi"] for row in table(client.get("/unduh/lokasi.csv"))]
    assert not [name for name in names if name.startswith("=")]
    sheet = load_workbook(io.BytesIO(body(client.get("/unduh/lokasi.xlsx")))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert world.district


def test_unknown_is_empty_and_not_zero(world: World) -> None:
    """A TPS whose voters are not known has an empty cell."""
    fact = station(world.stations[0], voters_male=None, voters_female=None)
    places.register_station(viewer=cast.ppk_chair, stamp=cast.stamp(), fact=fact)
    first = table(office.signed_in(cast.ppk_operator).get("/unduh/tps.csv"))[0]
    assert (first["DPT L"], first["DPT J"]) == ("", "")


def test_what_goes_out_can_come_in_again(world: World) -> None:
    """The TPS download is a file that the import reads: every row is known, no error."""
    client = office.signed_in(cast.ppk_operator)
    preview = places.preview_import(
        viewer=cast.ppk_operator, what="tps", data=body(client.get("/unduh/tps.csv")), file_name="tps.csv"
    )
    assert not [problem for problem in preview.problems if problem.severity == "error"]
    assert (preview.new, preview.changed + preview.unchanged) == (0, len(world.stations))


@pytest.mark.parametrize("name", ["tps.pdf", "suara.csv", "personel.geojson", "jurnal.geojson"])
def test_what_does_not_exist_is_refused_by_name(world: World, name: str) -> None:
    """There is no such download, and above all none of results."""
    assert office.signed_in(cast.ppk_operator).get(f"/unduh/{name}").status_code == 404
    assert world.district
