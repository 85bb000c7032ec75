"""What is recorded fits the JSON Schemas that the reference publishes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from sinergi.journal.models import Entry
from tests.world import World

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "facts"


def test_every_recorded_body_fits_its_schema(world: World) -> None:
    """Every fact of the tiny kecamatan is what its published schema says, and nothing more."""
    assert world.stations
    entries = list(Entry.objects.order_by("recorded_at", "id"))
    assert {entry.kind.split(".")[0] for entry in entries} >= {"rulebook", "places", "people"}
    for entry in entries:
        schema = json.loads((SCHEMAS / f"{entry.kind}.schema.json").read_text())
        jsonschema.Draft202012Validator(schema).validate(json.loads(entry.body))


def test_a_schema_refuses_a_field_too_many(world: World) -> None:
    """The schemas are closed: a body with one more field is not that fact."""
    entry = Entry.objects.filter(kind="places.station.registered.v1", place=world.stations[0]).get()
    schema = json.loads((SCHEMAS / f"{entry.kind}.schema.json").read_text())
    body = {**json.loads(entry.body), "votes": 7}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(body)
