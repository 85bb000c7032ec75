"""One problem that uses everything: two districts, dedicated pairs, a river, frozen posts, reserve, army, a roster."""

from __future__ import annotations

from typing import Any

STATIONS = {  # code -> (pattern, risk, village, district, needs, position)
    "t1": ("low", 1, "v1", "d1", [], 0),
    "t2": ("low", 2, "v1", "d1", [], 4),
    "t3": ("some", 3, "v2", "d1", [], 9),
    "t4": ("some", 2, "v2", "d1", ["boat"], 20),
    "t5": ("more", 9, "v3", "d1", [], 26),
    "t6": ("low", 1, "v4", "d2", [], 40),
    "t7": ("some", 5, "v4", "d2", [], 45),
}
BASES = {"polsek": 12, "post": 42, "koramil": 15, "bridge": 30}
LIMITS = {
    "leader_rank": 3,
    "reserve_teams": 1,
    "roam": 30,
    "army_at_site": 2,
    "rest": 240,
    "spell": 480,
    "total": 1200,
    "guard_shifts": ["h-am", "h-pm"],
}


def officer(number: int, **other: Any) -> dict[str, Any]:  # noqa: ANN401 -- fields of an officer
    """Return an officer of the first district's station."""
    return {"code": f"o{number:02}", "base": "polsek", "rank": number % 5, "skills": [], **other}


def problem() -> dict[str, Any]:
    """Return the problem as a file would hold it; people are enough for everything but one gate."""
    spots = {code: row[5] for code, row in STATIONS.items()} | BASES
    return {
        "patterns": [
            {"code": "low", "police": 2, "stations": 10, "linmas": 10},
            {"code": "some", "police": 2, "stations": 4, "linmas": 8},
            {"code": "more", "police": 6, "stations": 2, "linmas": 4},
        ],
        "stations": [
            {"code": code, "pattern": row[0], "risk": row[1], "village": row[2], "district": row[3], "needs": row[4]}
            for code, row in STATIONS.items()
        ],
        "officers": [
            officer(1, skills=["boat"], barred=["t5"]),
            officer(2, village="v1"),
            officer(3, rank=4),
            officer(4, rank=4, district="d1"),
            officer(5, rank=3, skills=["boat"]),
            officer(6),
            officer(7),
            officer(8, rank=4, barred=["v2"]),
            officer(9, base="post", district="d2", rank=4),
            officer(10, base="post", district="d2"),
            officer(11),
            officer(12, base="post"),
            officer(13, rank=4),
            officer(14),
        ],
        "soldiers": [{"code": f"s{i}", "base": "koramil"} for i in range(4)],
        "wardens": [
            {"code": f"w{i:02}", "village": STATIONS[station][2]}
            for i, station in enumerate([code for code in STATIONS for _ in range(2)][:-1])
        ]
        + [{"code": "w99", "village": "v1", "barred": ["t1"]}],
        "sites": [
            {"code": "polsek", "reserve": True},
            {"code": "bridge", "reserve": True, "army": True},
            {"code": "koramil", "army": True},
            {"code": "post", "district": "d2"},
        ],
        "shifts": [
            {"code": "eve", "start": -480, "end": -240},
            {"code": "h-am", "start": 300, "end": 540},
            {"code": "h-pm", "start": 540, "end": 780},
            {"code": "night", "start": 1200, "end": 1440},
        ],
        "tasks": [
            {"code": "store", "at": "polsek", "shift": "eve", "people": 3},
            {"code": "convoy", "at": "t7", "shift": "night", "people": 2},
            {"code": "depot", "at": "koramil", "shift": "eve", "people": 2, "force": "army"},
        ],
        "apart": [["o03", "o06"], ["o11", "o12"], ["w02", "w03"]],
        "frozen": [{"post": "t1", "stations": ["t1", "t2"], "officers": ["o03"]}],
        "limits": LIMITS,
        "travel": {
            "places": list(spots),
            "minutes": [[abs(one - two) for two in spots.values()] for one in spots.values()],
        },
    }
