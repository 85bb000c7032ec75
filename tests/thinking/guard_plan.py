"""A guard plan made by hand, as a viewer may see it: sectors, reserve, army, Linmas, turns, and what is missing."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

from sinergi.areas.deployment.facts import Cause, PlanState
from sinergi.areas.deployment.queries.rows import (
    GuardRow,
    PlanRow,
    PlanView,
    SectorRow,
    StandRow,
    StopRow,
    TurnRow,
)
from sinergi.areas.places.letters import Office
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.areas.rulebook.queries import load
from sinergi.planner.deployment.result import Shortage, Status
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import Party

H = date(2024, 11, 27)
LINK = "https://sinergi.example/pengamanan/p3/"
VILLAGES = ("Kempas Jaya", "Pekan Tua", "Sungai Gantang")
ISSUED_AT = datetime(2024, 11, 20, 3, tzinfo=UTC)
OFFICE = Office(district="Kempas", regency="Indragiri Hilir", province="Riau", zone="Asia/Jakarta",
                synthetic=True, pack=load("pilkada-2024"))  # fmt: skip
HOSTILE = '=HYPERLINK("x") #strong[*a*] $x$ \u202eabc\u202c \x00\x1b <b>&amp;]]> 😀 عربي ' + "panjang " * 60


def guard(number: int, *, party: Party = Party.POLSEK, **more: object) -> GuardRow:
    """Return a person with an invented name."""
    made = GuardRow(person=f"p{number:03d}", party=party, label="Bripka · Polsek Kempas",
                    name=f"Nama Rekaan {number:03d}", rank="Bripka", unit="Polsek Kempas")  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the row


def stop(order: int, number: int, village: int = 0, **more: object) -> StopRow:
    """Return a TPS in a round."""
    name = VILLAGES[village]
    made = StopRow(
        order=order, station=f"1404192{village:03d}{number:03d}", name=f"TPS {number:03d} {name}",
        village=f"14.04.19.2{village:03d}", village_name=name, risk_class=list(RiskClass)[number % 4],
        lat_e6=-600_000 - 4_000 * number - 20_000 * village, lon_e6=103_000_000 + 9_000 * ((number * 3) % 5) + village,
        minutes=7, wardens=tuple(guard(900 + 10 * number + n, party=Party.KECAMATAN, name="", label="Linmas · Kempas")
                                 for n in range(2)), post=order == 1,
    )  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the row


def sector(number: int, *stops: StopRow, **more: object) -> SectorRow:
    """Return a sector with two officers, the first of whom leads and brings a boat."""
    rounds = stops or tuple(stop(order, number * 4 + order, number % 3) for order in range(1, 5))
    made = SectorRow(
        code=f"R{number:02d}", post=rounds[0].station, post_name=rounds[0].name, stops=rounds,
        officers=(guard(2 * number, leads=True, craft=("boat",)), guard(2 * number + 1)),
        load=4, capacity=4, minutes=31, missing=(), needs=("boat",),
    )  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the row


def turns(sectors: tuple[SectorRow, ...]) -> tuple[TurnRow, ...]:
    """Return the turns of voting day, and one watch of the store in the night before."""
    morning = datetime(2024, 11, 26, 22, tzinfo=UTC)
    made = [
        TurnRow(guard=one, shift=shift, task="guard", at=each.post, at_name=each.post_name,
                start=morning + timedelta(hours=8 * at), end=morning + timedelta(hours=8 * at + 8))
        for at, shift in enumerate(("h-pagi", "h-sore")) for each in sectors for one in each.officers
    ]  # fmt: skip
    night = datetime(2024, 11, 26, 13, tzinfo=UTC)
    store = TurnRow(guard=guard(500), shift="h-1-malam", task="jaga-gudang-h-1", at="G1", at_name="Gudang PPK",
                    start=night, end=night + timedelta(hours=9))  # fmt: skip
    return (store, *made)


def row(state: PlanState = PlanState.DRAFT, **more: object) -> PlanRow:
    """Return the row of plan 3."""
    issued = state is PlanState.ISSUED
    made = PlanRow(
        plan="p3", number=3, parent="", parent_number=None, cause=Cause.FIRST, note="", state=state, day=H,
        made_at=datetime(2024, 11, 18, 2, 30, tzinfo=UTC), made_by="kapolsek", issued_at=ISSUED_AT if issued else None,
        letter="Sprin/12/XI/2024" if issued else "", despite="", status=Status.SHORT, goals=(), gap_ppm=0,
        shortages=(Shortage(kind="boat", missing=1, at="", message=Sentence(id="Kurang 1 perahu.", en="Short.")),),
        conflict=(),
        patterns=("kurang-rawan-pagar-alam-4",), checks=(), engine="test", version="1", seed=0, input_hash="ab" * 32,
        synthetic=True,
    )  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the row


def view(state: PlanState = PlanState.DRAFT, *, sectors: int = 6, **more: object) -> PlanView:
    """Return a plan of so many sectors, with everything that a plan can have."""
    every = tuple(map(sector, range(1, sectors + 1)))
    lost = stop(1, 99, 2, lat_e6=None, lon_e6=None)
    made = PlanView(
        row=row(state), sectors=every, turns=turns(every), uncovered=(lost,), spare=(guard(700),),
        reserve=(StandRow(site="S1", name="Pos Simpang", lat_e6=-600_000, lon_e6=103_000_000,
                          people=(guard(600), guard(601)), answers=(every[0].post,), minutes=14),),
        army=(StandRow(site="S2", name="Kantor Camat", lat_e6=None, lon_e6=None,
                       people=(guard(650, party=Party.KORAMIL, name="", label="Serda · Koramil"),), answers=(),
                       minutes=None),),
    )  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type] # fields of the view
