"""The paper map: pure markup from a picture; what is unknown is not drawn, what is written is escaped."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from sinergi.entrypoints.console.picture import RANK, Line, Mark, Outline, Picture, to_json
from sinergi.entrypoints.console.svgmap import SHAPES, WIDTH, draw, frame, shape

SVG = "{http://www.w3.org/2000/svg}"
points = st.tuples(st.integers(102_000_000, 104_000_000), st.integers(-1_500_000, 500_000))


def marks(*states: str) -> tuple[Mark, ...]:
    """Return one mark for each state, side by side."""
    return tuple(
        Mark(code=str(n), name=f"TPS {n}", state=state, at=(103_000_000 + n * 9_000, -500_000))
        for n, state in enumerate(states)
    )


def test_an_empty_picture_draws_nothing() -> None:
    """Without a single position there is no map, and the page says so itself."""
    assert draw(Picture(), title="Peta") == ""
    assert frame(Picture()) is None


def test_every_state_has_its_own_shape() -> None:
    """No two states look alike, so the map reads without colour."""
    assert set(SHAPES) == set(RANK) - {"stop", "base"}  # these two bear the figure of their sector
    outlines = {re.sub(r'(fill|stroke)(-\w+)?="[^"]*"', "", drawn) for drawn in SHAPES.values()}
    assert len(outlines) == len(SHAPES)
    assert "<svg" in shape("road")


def test_the_worst_is_drawn_last() -> None:
    """Nothing hides a TPS that needs attention; the one that the page is about lies over all."""
    picture = Picture(marks=marks("hard", "complete", "gap", "post"))
    assert [mark.state for mark in picture.sorted_marks()] == ["post", "complete", "gap", "hard"]
    here = Mark(code="9", name="TPS 9", state="complete", at=(103_000_000, -500_000), here=True)
    assert Picture(marks=(here, *marks("hard"))).sorted_marks()[-1] is here


def test_names_are_escaped() -> None:
    """A name cannot become markup."""
    nasty = '<script>alert("x")</script>&'
    outline = Outline(code="1", name=nasty, centre=(103_000_000, -500_000))
    mark = Mark(code="2", name=nasty, state="gap", at=(103_010_000, -510_000), lines=(nasty,))
    text = draw(Picture(outlines=(outline,), marks=(mark,)), title=nasty, note=nasty)
    assert "<script" not in text
    ET.fromstring(text)


def test_river_and_road_differ_by_more_than_colour() -> None:
    """A river is dashed, a road is solid; an estimated outline is dashed, an official one is not."""
    ring = ((103_000_000, 0), (103_100_000, 0), (103_100_000, 100_000), (103_000_000, 0))
    picture = Picture(
        outlines=(
            Outline(code="1", name="A", polygons=((ring,),), official=False),
            Outline(code="2", name="B", polygons=((ring,),)),
        ),
        lines=(Line(way="river", points=ring[:2]), Line(way="road", points=ring[1:3])),
    )
    paths = [path.get("stroke-dasharray") for path in ET.fromstring(draw(picture, title="x")).iter(f"{SVG}path")]
    assert [bool(dashes) for dashes in paths[:4]] == [True, False, True, False]


@given(st.lists(points, min_size=1, max_size=20))
def test_everything_stays_on_the_sheet(spots: list[tuple[int, int]]) -> None:
    """Whatever the extent, every point falls inside the sheet, north is up and east is right."""
    picture = Picture(marks=tuple(Mark(code=str(n), name="", state="place", at=at) for n, at in enumerate(spots)))
    sheet = frame(picture)
    assert sheet is not None
    for x, y in map(sheet.place, spots):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= sheet.height
    north, east = max(spots, key=lambda at: at[1]), max(spots)
    assert all(sheet.place(north)[1] <= sheet.place(at)[1] for at in spots)
    assert all(sheet.place(east)[0] >= sheet.place(at)[0] for at in spots)


def test_the_map_data_is_in_degrees_latitude_first() -> None:
    """Leaflet wants [lat, lon]; five decimals are a metre."""
    data = to_json(Picture(marks=(Mark(code="1", name="TPS", state="gap", at=(102_815_347, -555_978)),)))
    assert data["marks"][0]["at"] == [-0.55598, 102.81535]  # type: ignore[index] # known shape
