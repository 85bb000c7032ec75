"""The problem file: read strictly, written canonically, and every bad one refused by name with its place."""

from __future__ import annotations

import copy
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.planner.deployment import form
from sinergi.planner.deployment.form import reading
from sinergi.vocabulary.refusal import Refused

PLACES = ["t1", "t2", "t3", "polsek", "koramil"]
SECTOR = {"code": "R01", "post": "t1", "stations": ["t1", "t2"], "officers": ["o1", "o2"]}
GOOD: dict[str, Any] = {
    "patterns": [
        {"code": "low", "police": 2, "stations": 10, "linmas": 20},
        {"code": "high", "police": 6, "stations": 2, "linmas": 4},
    ],
    "stations": [
        {"code": "t1", "pattern": "low", "risk": 1, "village": "v1", "district": "d"},
        {"code": "t2", "pattern": "low", "risk": 2, "village": "v2", "district": "d", "needs": ["boat"]},
        {"code": "t3", "pattern": "high", "risk": 9, "village": "v2", "district": "e"},
    ],
    "officers": [
        {"code": "o1", "base": "polsek", "rank": 5, "barred": ["t3"]},
        {"code": "o2", "base": "polsek", "skills": ["boat"], "village": "v2", "district": "d"},
        {"code": "o3", "base": "koramil", "district": "e"},
    ],
    "soldiers": [{"code": "s1", "base": "koramil"}],
    "wardens": [{"code": "w1", "village": "v1"}, {"code": "w2", "village": "v1", "barred": ["t1"]}],
    "sites": [{"code": "polsek", "reserve": True}, {"code": "koramil", "army": True}],
    "shifts": [{"code": "am", "start": -480, "end": 0}, {"code": "pm", "start": 0, "end": 480}],
    "tasks": [{"code": "convoy", "at": "polsek", "shift": "am", "people": 2, "force": "army"}],
    "apart": [["o1", "o3"], ["w1", "w2"]],
    "frozen": [],
    "limits": {"reserve_teams": 1, "guard_shifts": ["pm"], "roam": None},
    "travel": {"places": PLACES, "minutes": [[abs(a - b) * 5 for a in range(5)] for b in range(5)]},
    "before": {"sectors": [SECTOR], "spare": ["gone"]},
}
MISSING = object()
BAD: list[tuple[tuple[str | int, ...], object, str, str]] = [  # where, what is put there, the refusal, what it names
    (("officers",), [], "plan.officers.none", "officers"),
    (("officers",), MISSING, "plan.officers.none", "officers"),
    (("patterns",), [], "plan.patterns.none", "patterns"),
    (("stations",), [], "plan.stations.none", "stations"),
    (("travel",), MISSING, "plan.key.missing", "travel"),
    (("officer",), [], "plan.key.unknown", "Did you mean 'officers'?"),
    (("stations", 1, "riks"), 3, "plan.key.unknown", "Did you mean 'risk'?"),
    (("limits", "pears"), 3, "plan.key.unknown", "limits.pears"),
    (("format",), "sinergi.deployment.problem.v9", "plan.file.format", "v9"),
    (("stations", 1, "pattern"), MISSING, "plan.station.pattern", "stations[1].pattern"),
    (("stations", 1, "pattern"), "", "plan.station.pattern", "stations[1].pattern"),
    (("stations", 1, "pattern"), None, "plan.station.pattern", "stations[1].pattern"),
    (("stations", 1, "pattern"), "hihg", "plan.station.pattern", "stations[1].pattern"),
    (("stations", 1, "risk"), 0, "plan.number.range", "stations[1].risk"),
    (("stations", 1, "risk"), 1.0, "plan.number.fraction", "stations[1].risk"),
    (("stations", 1, "risk"), float("nan"), "plan.number.fraction", "stations[1].risk"),
    (("stations", 1, "risk"), True, "plan.kind", "stations[1].risk"),
    (("stations", 1, "risk"), "2", "plan.kind", "stations[1].risk"),
    (("stations", 1, "risk"), None, "plan.kind", "stations[1].risk"),
    (("stations", 1, "code"), "t1", "plan.place.twice", "stations[1].code"),
    (("stations", 1, "code"), "", "plan.text.empty", "stations[1].code"),
    (("stations", 1, "code"), 7, "plan.kind", "stations[1].code"),
    (("stations", 1, "code"), "t\u0000", "plan.text.bad", "stations[1].code"),
    (("stations", 1, "code"), "\ud800", "plan.text.bad", "stations[1].code"),
    (("stations", 1, "name"), "x" * 201, "plan.text.bad", "stations[1].name"),
    (("stations", 1, "needs"), ["boat", "boat"], "plan.list.twice", "stations[1].needs"),
    (("stations", 1, "needs"), "boat", "plan.kind", "stations[1].needs"),
    (("stations", 1, "needs"), ["leader"], "plan.skill.name", "stations[1].needs"),
    (("stations", 1), [], "plan.kind", "stations[1]"),
    (("stations",), {}, "plan.kind", "stations"),
    (("sites", 0, "code"), "t1", "plan.place.twice", "sites[0].code"),
    (("sites", 0, "reserve"), 1, "plan.kind", "sites[0].reserve"),
    (("officers", 1, "code"), "o1", "plan.person.twice", "officers[1].code"),
    (("soldiers", 0, "code"), "o1", "plan.person.twice", "soldiers[0].code"),
    (("wardens", 1, "code"), "s1", "plan.person.twice", "wardens[1].code"),
    (("wardens", 0, "village"), "", "plan.text.empty", "wardens[0].village"),
    (("officers", 0, "base"), "nowhere", "plan.travel.place", "officers[0].base"),
    (("patterns", 1, "code"), "low", "plan.pattern.twice", "patterns[1].code"),
    (("patterns", 0, "stations"), 0, "plan.number.range", "patterns[0].stations"),
    (("patterns", 0, "police"), -2, "plan.number.range", "patterns[0].police"),
    (("travel", "places", 0), "t9", "plan.travel.place", "t1"),
    (("travel", "places", 1), "t1", "plan.list.twice", "travel.places"),
    (("travel", "minutes", 0, 1), -5, "plan.travel.negative", "travel.minutes[0][1]"),
    (("travel", "minutes", 0, 1), 1.5, "plan.number.fraction", "travel.minutes[0][1]"),
    (("travel", "minutes", 0, 1), True, "plan.kind", "travel.minutes[0][1]"),
    (("travel", "minutes", 0, 1), 10**30, "plan.number.range", "travel.minutes[0][1]"),
    (("travel", "minutes", 0, 0), 3, "plan.travel.diagonal", "travel.minutes[0][0]"),
    (("travel", "minutes", 0, 0), None, "plan.travel.diagonal", "travel.minutes[0][0]"),
    (("travel", "minutes", 0), [0, 1], "plan.travel.square", "travel.minutes[0]"),
    (("travel", "minutes"), [], "plan.travel.square", "travel.minutes"),
    (("travel", "kmh"), 5, "plan.travel.form", "travel"),
    (("travel", "miles"), 5, "plan.travel.key", "travel.miles"),
    (("travel",), {"points": {}, "kmh": 0, "detour_pct": 140}, "plan.number.range", "travel.kmh"),
    (("travel",), {"points": {"t1": [1]}, "kmh": 9, "detour_pct": 140}, "plan.travel.point", "travel.points.t1"),
    (("travel",), {"points": {"t1": [1, 2]}, "kmh": 9, "detour_pct": 140}, "plan.travel.place", "t2"),
    (("travel",), {"points": {"t1": [-0.5, 102.1]}, "kmh": 9, "detour_pct": 140}, "plan.number.fraction", "t1[0]"),
    (("shifts", 1, "start"), -10, "plan.shift.overlap", "shifts[1]"),
    (("shifts", 1, "end"), 0, "plan.shift.length", "shifts[1]"),
    (("shifts", 1, "code"), "am", "plan.shift.twice", "shifts[1]"),
    (("tasks", 0, "shift"), "night", "plan.shift.unknown", "tasks[0].shift"),
    (("tasks", 0, "at"), "nowhere", "plan.task.place", "tasks[0].at"),
    (("tasks", 0, "force"), "navy", "plan.choice", "tasks[0].force"),
    (("tasks", 0, "code"), "guard", "plan.task.name", "tasks[0].code"),
    (("tasks",), [GOOD["tasks"][0]] * 2, "plan.task.twice", "tasks[1]"),
    (("limits", "guard_shifts"), ["night"], "plan.shift.unknown", "limits.guard_shifts[0]"),
    (("limits", "reserve_teams"), -1, "plan.number.range", "limits.reserve_teams"),
    (("apart", 0), ["o1", "o1"], "plan.apart.self", "apart[0]"),
    (("apart", 0), ["o1", "w1"], "plan.apart.person", "apart[0]"),
    (("apart", 0), ["o1", "o9"], "plan.apart.person", "apart[0]"),
    (("apart", 0), ["o1", "o2", "o3"], "plan.pair", "apart[0]"),
    (("before", "sectors", 0, "minutes"), -2, "plan.number.range", "before.sectors[0].minutes"),
    (("before", "squads"), [], "plan.key.unknown", "before.squads"),
]
FROZEN: list[tuple[list[dict[str, Any]], str]] = [
    ([{"post": "t2", "stations": ["t1"]}], "plan.frozen.post"),
    ([{"post": "t9", "stations": ["t9"]}], "plan.frozen.unknown"),
    ([{"post": "t1", "stations": ["t1"], "officers": ["o9"]}], "plan.frozen.unknown"),
    ([{"post": "t1", "stations": ["t1"]}, {"post": "t2", "stations": ["t1", "t2"]}], "plan.frozen.station"),
    ([{"post": "t3", "stations": ["t3"]}] * 3, "plan.frozen.station"),
    (
        [
            {"post": "t1", "stations": ["t1"], "officers": ["o1"]},
            {"post": "t2", "stations": ["t2"], "officers": ["o1"]},
        ],
        "plan.frozen.officer",
    ),
    ([{"post": "t3", "stations": ["t3"], "officers": ["o1"]}], "plan.frozen.barred"),
    ([{"post": "t2", "stations": ["t2"], "officers": ["o2"]}], "plan.frozen.barred"),
    ([{"post": "t1", "stations": ["t1"], "officers": ["o3"]}], "plan.frozen.away"),
    ([{"post": "t1", "stations": ["t1", "t3"]}], "plan.frozen.district"),
    ([{"post": "t1", "stations": ["t1"], "officers": ["o1", "o2", "o3"]}], "plan.frozen.pair"),
]


def damaged(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """Return the good problem with one thing put in, or taken out."""
    found = copy.deepcopy(GOOD)
    place: Any = found
    for step in path[:-1]:
        place = place[step]
    if value is MISSING:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return found


def refusal(value: object) -> Refused:
    """Return how a file is refused."""
    with pytest.raises(Refused) as caught:
        form.read(value if isinstance(value, bytes) else json.dumps(value).encode())
    return caught.value


def test_a_good_file_is_read_and_written_the_same() -> None:
    """Reading what was written gives the same file, and every default stands in it."""
    problem = form.read(json.dumps(GOOD).encode())
    written = form.write(problem)
    assert form.write(form.read(written)) == written
    assert json.loads(written)["limits"]["rest"] == 480
    assert problem.before is not None
    assert problem.before.sectors[0].officers == ("o1", "o2")
    assert problem.travel.minutes.dtype == np.int32


def test_the_hash_is_of_the_meaning() -> None:
    """Spaces, the order of keys and defaults written out change nothing; a risk of one more does."""
    plain = form.input_hash(form.read(json.dumps(GOOD).encode()))
    other = {**dict(reversed(GOOD.items())), "format": "sinergi.deployment.problem.v1"}
    assert form.input_hash(form.read(b"\xef\xbb\xbf" + json.dumps(other, indent=4).encode())) == plain
    assert form.input_hash(form.read(json.dumps(damaged(("stations", 0, "risk"), 2)).encode())) != plain


def test_no_way_is_null_or_minus_one() -> None:
    """Both words for no way mean the same."""
    one, two = (form.read(json.dumps(damaged(("travel", "minutes", 0, 1), way)).encode()) for way in (None, -1))
    assert one.travel.minutes[0, 1] == -1
    assert form.input_hash(one) == form.input_hash(two)


def test_points_give_an_estimate_rounded_up() -> None:
    """One degree of latitude is 111.2 km; 40 % of detour at 25 km/h makes it 373.6 minutes."""
    points = {"t1": [0, 0], "t2": [1_000_000, 0], "t3": [0, 1], "polsek": [0, 0], "koramil": [0, 0]}
    travel = form.read(
        json.dumps(damaged(("travel",), {"points": points, "kmh": 25, "detour_pct": 140})).encode()
    ).travel
    assert travel.minutes[0, 1] == travel.minutes[1, 0] == 374
    assert travel.minutes[0, 2] == 0  # eleven centimetres are no metre
    assert travel.minutes[0, 3] == 0


@pytest.mark.parametrize(("path", "value", "code", "named"), BAD, ids=[f"{b[2]} {b[0]}" for b in BAD])
def test_what_makes_no_sense_is_refused_in_its_place(
    path: tuple[str | int, ...], value: object, code: str, named: str
) -> None:
    """Each trouble has a name, and the refusal says in both languages where it is."""
    refused = refusal(damaged(path, value))
    assert refused.code == code
    assert named.rsplit(" you mean ", maxsplit=1)[-1].rstrip("?") in refused.sentence.id
    assert named in refused.sentence.en


@pytest.mark.parametrize(("frozen", "code"), FROZEN, ids=[f"{i} {code}" for i, (_, code) in enumerate(FROZEN)])
def test_frozen_posts_that_contradict_are_refused(frozen: list[dict[str, Any]], code: str) -> None:
    """No plan could keep them, and the refusal says which."""
    assert refusal(damaged(("frozen",), frozen)).code == code


def test_frozen_posts_contradict_limits_and_roads() -> None:
    """Frozen officers apart, too many frozen sectors, and a frozen TPS out of reach are refused."""
    both = [{"post": "t1", "stations": ["t1"], "officers": ["o1", "o2"]}]
    assert refusal({**damaged(("frozen",), both), "apart": [["o1", "o2"]]}).code == "plan.frozen.apart"
    assert refusal({**damaged(("frozen",), both), "limits": {"pairs": 0}}).code == "plan.frozen.pairs"
    far = [{"post": "t1", "stations": ["t1", "t2"]}]
    assert refusal({**damaged(("frozen",), far), "limits": {"roam": 4}}).code == "plan.frozen.way"
    cut = damaged(("travel", "minutes", 0, 1), None)
    assert refusal({**cut, "frozen": far}).code == "plan.frozen.way"


def test_a_frozen_officer_without_a_way_to_the_post_is_refused() -> None:
    """Nobody can be kept at a post that no road or river leads to from the base."""
    file = damaged(("frozen",), [{"post": "t1", "stations": ["t1"], "officers": ["o1"]}])
    places, base = file["travel"]["places"], file["officers"][0]["base"]
    assert form.read(json.dumps(file).encode()).frozen
    file["travel"]["minutes"][places.index(base)][places.index("t1")] = None
    assert refusal(file).code == "plan.frozen.approach"


def test_a_frozen_pair_of_a_tps_of_many_pairs_is_fine() -> None:
    """Six police for two TPS are a pair and a half: two frozen sectors there contradict nothing."""
    file = damaged(("frozen",), [{"post": "t3", "stations": ["t3"]}] * 2)
    assert len(form.read(json.dumps(file).encode()).frozen) == 2


def test_overfull_frozen_sectors_are_refused() -> None:
    """Eleven TPS of one pair per ten are one too many."""
    many = [{"code": f"x{i}", "pattern": "low", "risk": 1} for i in range(11)]
    codes = [one["code"] for one in many]
    file = {
        "patterns": GOOD["patterns"],
        "stations": many,
        "officers": [{"code": "o1", "base": "x0"}],
        "travel": {"places": codes, "minutes": [[0] * 11 for _ in codes]},
    }
    form.read(json.dumps({**file, "frozen": [{"post": "x0", "stations": codes[:10]}]}).encode())
    assert refusal({**file, "frozen": [{"post": "x0", "stations": codes}]}).code == "plan.frozen.load"


def test_the_first_of_many_is_told_with_their_number() -> None:
    """Three TPS of unknown patterns: the first in full, and that there are two more."""
    file = copy.deepcopy(GOOD)
    for station in file["stations"]:
        station["pattern"] = "none"
    refused = refusal(file)
    assert "stations[0]" in refused.sentence.en
    assert "(and 2 more of the kind)" in refused.sentence.en
    assert "(dan 2 masalah sejenis lainnya)" in refused.sentence.id


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "plan.file.json"),
        (b"[1", "plan.file.json"),
        (b"{} {}", "plan.file.json"),
        (b"\x89PNG\r\n", "plan.file.encoding"),
        ("{}".encode("utf-16"), "plan.file.encoding"),
        (b"[" * 200_000, "plan.file.deep"),
        (b'{"a":' * 200_000, "plan.file.deep"),
        (b"9" * 100_000, "plan.file.json"),
        (b"[]", "plan.kind"),
        (b"null", "plan.kind"),
        (b'{"officers": [], "officers": []}', "plan.key.twice"),
        (b'{"officers": NaN}', "plan.kind"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_problem_file_is_refused(data: bytes, code: str) -> None:
    """Nothing but one JSON object in UTF-8, with each key once, is read."""
    assert refusal(data).code == code


def test_a_large_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than the most bytes are not even decoded."""
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    assert refusal(b"\xff" * 101).code == "plan.file.large"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data(), value=values)
def test_nothing_but_a_refusal_comes_of_damage(data: st.DataObject, value: object) -> None:
    """Whatever is put anywhere, the file is read or refused by name in both languages, never a failure."""
    found = copy.deepcopy(GOOD)
    place: Any = found
    while True:
        step = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[step], dict | list) or not place[step] or data.draw(st.booleans()):
            place[step] = value
            break
        place = place[step]
    try:
        form.read(json.dumps(found).encode())
    except Refused as error:
        refused = error
    else:
        return
    assert refused.code.startswith("plan.")
    assert refused.sentence.id
    assert refused.sentence.en
