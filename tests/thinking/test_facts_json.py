"""Every kind of fact goes to JSON and comes back the same: what ``record`` applies is what replay will apply."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinergi.areas.wiring import WIRING
from sinergi.vocabulary.facts import Fact, from_json, to_json

MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- the strategy adds the zone
st.register_type_strategy(datetime, MOMENTS)


@pytest.mark.parametrize("kind", list(WIRING.hears), ids=lambda cls: cls.KIND)
@settings(max_examples=25)  # for each of some twenty kinds; outlines are large
@given(data=st.data())
def test_facts_survive_their_json(kind: type[Fact], data: st.DataObject) -> None:
    """Any fact of any kind equals what its JSON text says."""
    fact = data.draw(st.builds(kind))
    assert from_json(kind, json.loads(json.dumps(to_json(fact)))) == fact
