"""The demo's meetings: three that were held and one that is called, with what was decided and promised. All fictional.

Days and hours are local (WIB). The order is that of the days, so that K-1 is the first promise of the first meeting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sinergi.areas.meetings.facts import Ask, EvidenceKind
from sinergi.entrypoints.cli.demo_places import VILLAGES
from sinergi.vocabulary.viewer import Party

ZONE = ZoneInfo("Asia/Jakarta")
POLSEK, KORAMIL, KECAMATAN, PPK, PANWASCAM = (
    Party.POLSEK, Party.KORAMIL, Party.KECAMATAN, Party.PPK, Party.PANWASCAM,
)  # fmt: skip
WORD = Ask()
PHOTO = Ask(evidence=EvidenceKind.PHOTO)
CLASSED = Ask(evidence=EvidenceKind.RECORD, record="risk.station.classed.v1", number=74)
ISSUED = Ask(evidence=EvidenceKind.RECORD, record="deployment.plan.issued.v1")
CHECKED = Ask(evidence=EvidenceKind.RECORD, record="deployment.plan.checked.v1")


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of 2024 in the demo's zone."""
    return datetime(2024, month, day, hour, minute, tzinfo=ZONE)


def counted(number: int) -> Ask:
    """Return the evidence "so many"."""
    return Ask(evidence=EvidenceKind.COUNT, number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A promise of the story, and what became of it until the demo begins."""

    party: Party
    text: str
    due: datetime
    ask: Ask = WORD
    places: tuple[str, ...] = ()
    waits_for: tuple[int, ...] = ()  # numbers of promises
    kept: datetime | None = None  # its party says so, or reports it
    number: int = 0  # what it reports
    checked_by: Party | None = None  # who looks at the evidence; None: nobody yet
    postponed: tuple[datetime, datetime, str] | None = None  # when said, new hour, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision of the story: without a party it is for information only."""

    item: int
    text: str
    party: Party | None = None
    due: datetime | None = None
    public: bool = False
    dissent: tuple[Party, str] | None = None
    owed: tuple[Owed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A meeting of the story; ``rulings`` are empty for one that is only called."""

    number: str
    title: str
    host: Party
    start: datetime
    end: datetime
    venue: str
    agenda: tuple[str, ...]
    notes: tuple[tuple[int, str], ...] = ()
    rulings: tuple[Ruling, ...] = ()
    missing: tuple[Party, ...] = ()
    deputies: tuple[tuple[Party, str], ...] = ()
    called: datetime = field(default_factory=lambda: at(11, 1, 9))


FLOODED: Final = tuple(str(one.code) for one in VILLAGES if one.flooded)  # named by the flood survey of January 2024


ACROSS: Final = tuple(str(one.code) for one in VILLAGES if one.river)  # reached by water


_GUARDING: Final = (
    Owed(
        party=POLSEK,
        text="Menetapkan kelas kerawanan 74 TPS dan membukanya bagi kelima pihak.",
        due=at(11, 12, 16),
        ask=CLASSED,
    ),
    Owed(
        party=KORAMIL,
        text="Menyiagakan tujuh Babinsa sebagai cadangan statis di luar TPS.",
        due=at(11, 18, 16),
        ask=counted(7),
        kept=at(11, 15, 10),
        number=7,
        checked_by=POLSEK,
    ),
    Owed(
        party=KECAMATAN,
        text="Menetapkan 148 anggota Linmas TPS dengan surat tugas.",
        due=at(11, 15, 16),
        ask=counted(148),
        kept=at(11, 14, 15),
        number=148,
        checked_by=PPK,
    ),
    Owed(
        party=POLSEK,
        text="Patroli dialogis bersama ke TPS rawan banjir.",
        due=at(11, 14, 20),
        ask=PHOTO,
        places=FLOODED,
        postponed=(at(11, 14, 9), at(11, 21, 20), "Air sungai tinggi, pompong belum aman pada malam hari."),
    ),
)
_SUPPLYING: Final = (
    Owed(
        party=PPK,
        text="Memasang kamera dan penerangan di gudang logistik PPK.",
        due=at(11, 19, 16),
        ask=PHOTO,
    ),
    Owed(
        party=KECAMATAN,
        text="Menyiapkan dua pompong untuk desa seberang.",
        due=at(11, 20, 10),
        places=ACROSS,
    ),
    Owed(
        party=PPK,
        text="Menyerahkan daftar lokasi 74 TPS kepada Polsek dan Koramil.",
        due=at(11, 8, 16),
        kept=at(11, 8, 11),
    ),
)
FIRST: Final = Gathering(
    number="005/118/XI/2024/peragaan",
    title="Rapat koordinasi pertama: sinergi pengamanan dan pengawasan Pilkada",
    host=KECAMATAN,
    called=at(11, 1, 9),
    start=at(11, 5, 9),
    end=at(11, 5, 11, 30),
    venue="Aula Kantor Camat Kempas",
    agenda=(
        "Pembukaan dan arahan",
        "Kerawanan dari masa kampanye sampai hari pemungutan suara",
        "Pengamanan setiap TPS dan patroli rutin",
        "Kesiapan logistik dan TPS",
        "Pengawasan dan netralitas",
    ),
    notes=(
        (1, "Kelima pihak sepakat berbagi satu gambaran keadaan; wilayah relatif kondusif, kewaspadaan dinaikkan."),
        (2, "Enam TPS pernah masuk survei rawan banjir Januari 2024; pasang tertinggi bertepatan dengan H-1."),
        (4, "Gudang PPK berada di dataran tinggi, belum berkamera."),
    ),
    rulings=(
        Ruling(
            item=1,
            text="Kelima pihak bertemu setiap pekan sampai rekapitulasi dan memakai satu daftar komitmen bersama.",
            public=True,
        ),
        Ruling(
            item=3,
            text="Setiap TPS dijaga menurut kelas kerawanan, dengan patroli rutin siang dan malam.",
            party=POLSEK,
            due=at(11, 20, 12),
            public=True,
            owed=_GUARDING,
        ),
        Ruling(
            item=4,
            text="Kebutuhan teknis dan logistik TPS siap paling lambat H-1 tanpa kendala.",
            party=PPK,
            due=at(11, 26, 17),
            public=True,
            owed=_SUPPLYING,
        ),
        Ruling(
            item=5,
            text="Setiap TPS mempunyai pengawas yang dilantik.",
            party=PANWASCAM,
            due=at(11, 16, 16),
            owed=(
                Owed(
                    party=PANWASCAM,
                    text="Melantik PTPS untuk 74 TPS; dua TPS belum mendapat pelamar.",
                    due=at(11, 16, 16),
                    ask=counted(74),
                ),
                Owed(
                    party=PANWASCAM,
                    text="Membagikan nomor posko pengaduan kepada kelima pihak.",
                    due=at(11, 8, 16),
                    kept=at(11, 7, 14),
                ),
            ),
        ),
    ),
    deputies=((KORAMIL, "Danpos"),),
)
