"""The tiny kecamatan with guards: classes for its TPS, police, soldiers and Linmas; everything synthetic.

Ten police (a boat, leaders, one barred from the far village), three soldiers, two Linmas for each TPS. Built through
the areas' commands only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sinergi.areas.people import commands as people
from sinergi.areas.people.facts import Craft, Duty, DutyPostFilled, DutyPostRegistered
from sinergi.areas.places import commands as places
from sinergi.areas.places.facts import SiteKind, SiteRegistered
from sinergi.areas.risk import commands as risk
from sinergi.areas.risk.facts import StationClassed
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Party, Role, Viewer
from tests import cast
from tests.world import FAR, NEAR, STATIONS

CLASSES = dict(zip(STATIONS, (RiskClass.LOW, RiskClass.HIGH, RiskClass.LOW, RiskClass.VERY_HIGH), strict=True))
RANKS = ("Bripka", "Bripda", "Aipda", "Bripda", "Aiptu", "Briptu", "Bripka", "Briptu", "Bripda", "Brigpol")
HEADS = {Party.POLSEK: cast.kapolsek, Party.KORAMIL: cast.danramil, Party.KECAMATAN: cast.camat}


@dataclass(frozen=True, slots=True)
class Guards:
    """Who was registered, by id, and the field card of one person of each force."""

    police: tuple[str, ...]
    army: tuple[str, ...]
    linmas: tuple[str, ...]
    names: dict[Party, tuple[str, ...]] = field(default_factory=dict)
    cards: dict[Party, Viewer] = field(default_factory=dict)


def staff() -> Guards:
    """Register everybody in the tiny kecamatan at hand."""
    site = SiteRegistered(
        code="koramil",
        name="Pos Koramil",
        kind=SiteKind.POST,
        village=NEAR,
        party="koramil",
        lat_e6=-563_000,
        lon_e6=103_101_000,
        synthetic=True,
    )
    places.register_site(viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair), fact=site)
    risk.classify_stations(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), facts=classed())
    police = _register(Party.POLSEK, _police())
    army = _register(Party.KORAMIL, _army())
    linmas = _register(Party.KECAMATAN, _linmas())
    posts = _posts(police, army, linmas)
    cards = {party: _card(HEADS[party], post) for party, post in posts.items()}
    names = {Party.POLSEK: _names(_police()), Party.KORAMIL: _names(_army()), Party.KECAMATAN: _names(_linmas())}
    return Guards(police, army, linmas, names, cards)


def classed(**changes: RiskClass) -> list[StationClassed]:
    """Return the class of every TPS of the tiny kecamatan."""
    source = "Penilaian rekaan, November 2024"
    return [
        StationClassed(station=code, risk_class=changes.get(code, one), source=source, synthetic=True)
        for code, one in CLASSES.items()
    ]


def _police() -> list[people.PersonEntry]:
    return [
        people.PersonEntry(
            name=f"Polisi Rekaan Ke{'abcdefghij'[number]}",
            phone=f"+6281177780{number:02d}",
            party=Party.POLSEK,
            duty=Duty.POLICE,
            unit="Polsek Contoh",
            home_unit="Polres Rekaan" if number > 6 else "",
            rank=rank,
            craft=(Craft.BOAT,) if number in (2, 5, 7) else (Craft.MOTORCYCLE,),
            barred=(FAR,) if number == 3 else (),
            home_village=NEAR if number == 8 else "",
            synthetic=True,
        )
        for number, rank in enumerate(RANKS)
    ]


def _army() -> list[people.PersonEntry]:
    return [
        people.PersonEntry(
            name=f"Prajurit Rekaan Ke{'abc'[number]}",
            phone=f"+6281177781{number:02d}",
            party=Party.KORAMIL,
            duty=Duty.ARMY,
            unit="Pos Koramil",
            rank="Sertu",
            synthetic=True,
        )
        for number in range(3)
    ]


def _linmas() -> list[people.PersonEntry]:
    return [
        people.PersonEntry(
            name=f"Linmas Rekaan Ke{'abcdefgh'[number]}",
            phone=f"+6281177782{number:02d}",
            party=Party.KECAMATAN,
            duty=Duty.LINMAS,
            unit="Linmas",
            home_village=NEAR if number < 4 else FAR,
            synthetic=True,
        )
        for number in range(8)
    ]


def _names(entries: list[people.PersonEntry]) -> tuple[str, ...]:
    return tuple(one.name for one in entries)


def _register(party: Party, entries: list[people.PersonEntry]) -> tuple[str, ...]:
    return people.register_persons(viewer=HEADS[party], stamp=cast.stamp(HEADS[party]), entries=entries)


def _posts(police: tuple[str, ...], army: tuple[str, ...], linmas: tuple[str, ...]) -> dict[Party, str]:
    """Seat a police officer and a soldier at their posts, and the second four of Linmas at the TPS they know."""
    for party, duty, at, who in (
        (Party.POLSEK, Duty.POLICE, "polsek", police[0]),
        (Party.KORAMIL, Duty.ARMY, "koramil", army[0]),
    ):
        post = DutyPostRegistered(post=f"anggota-{party}", party=party, duty=duty, at=at, label=f"Anggota {party}")
        people.register_posts(viewer=HEADS[party], stamp=cast.stamp(HEADS[party]), facts=[post])
        seat = DutyPostFilled(post=post.post, person=who)
        people.fill_posts(viewer=HEADS[party], stamp=cast.stamp(HEADS[party]), facts=[seat])
    seats = [
        DutyPostFilled(post=f"linmas-{code}", person=who)
        for code, who in zip(STATIONS, (linmas[3], linmas[0], linmas[7], linmas[4]), strict=True)
    ]
    people.fill_posts(viewer=cast.camat, stamp=cast.stamp(cast.camat), facts=seats)
    return {
        Party.POLSEK: "anggota-polsek",
        Party.KORAMIL: "anggota-koramil",
        Party.KECAMATAN: f"linmas-{STATIONS[0]}",
    }


def _card(head: Viewer, post: str) -> Viewer:
    until = clock.now() + timedelta(days=30)
    made = people.issue_card(viewer=head, stamp=cast.stamp(head), post=post, valid_until=until)
    return Viewer(party=made.party, role=Role.FIELD, account=f"card:{made.card}", post=made.at)
