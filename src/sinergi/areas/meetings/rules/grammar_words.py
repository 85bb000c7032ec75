"""The words that the grammar of typed lines knows: commands, parties, marks, days, months. All lower case."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from sinergi.areas.meetings.facts import EvidenceKind
from sinergi.vocabulary.viewer import Party


class Command(StrEnum):
    """What a line asks for."""

    NOTE = "catatan"
    DECISION = "keputusan"
    PROMISE = "komitmen"
    ITEM = "acara"
    HELP = "bantuan"


class Mark(StrEnum):
    """What a word that begins with # says."""

    PUBLIC = "publik"
    INFORMATION = "info"
    PHOTO = "foto"
    DOCUMENT = "dokumen"
    COUNT = "jumlah"
    RECORD = "catatan"
    DECISION = "keputusan"
    POST = "pos"


COMMANDS: Final[Mapping[str, Command]] = {
    **dict.fromkeys(("catatan", "catat", "note"), Command.NOTE),
    **dict.fromkeys(("keputusan", "putusan", "decision"), Command.DECISION),
    **dict.fromkeys(("komitmen", "janji", "promise"), Command.PROMISE),
    **dict.fromkeys(("acara", "agenda", "item"), Command.ITEM),
    **dict.fromkeys(("bantuan", "help"), Command.HELP),
}
PARTIES: Final[Mapping[str, Party]] = {
    **dict.fromkeys(("polsek", "kapolsek", "polisi", "polri", "police"), Party.POLSEK),
    **dict.fromkeys(("koramil", "danramil", "tni", "army"), Party.KORAMIL),
    **dict.fromkeys(("kecamatan", "camat", "kec", "sekcam", "district"), Party.KECAMATAN),
    **dict.fromkeys(("ppk", "ketuappk", "ketua-ppk"), Party.PPK),
    **dict.fromkeys(("panwascam", "panwas", "panwaslu", "panwaslucam", "panwaslih", "supervisor"), Party.PANWASCAM),
}
MARKS: Final[Mapping[str, Mark]] = {
    **dict.fromkeys(("publik", "umum", "public"), Mark.PUBLIC),
    **dict.fromkeys(("info", "informasi", "information"), Mark.INFORMATION),
    **dict.fromkeys(("foto", "photo"), Mark.PHOTO),
    **dict.fromkeys(("dokumen", "document"), Mark.DOCUMENT),
    **dict.fromkeys(("jumlah", "hitung", "hitungan", "count"), Mark.COUNT),
    **dict.fromkeys(("catatan", "entri", "record"), Mark.RECORD),
    **dict.fromkeys(("keputusan", "putusan", "decision"), Mark.DECISION),
    **dict.fromkeys(("pos", "post"), Mark.POST),
}
EVIDENCE: Final[Mapping[Mark, EvidenceKind]] = {
    Mark.PHOTO: EvidenceKind.PHOTO,
    Mark.DOCUMENT: EvidenceKind.DOCUMENT,
    Mark.COUNT: EvidenceKind.COUNT,
    Mark.RECORD: EvidenceKind.RECORD,
}
WAITS: Final = frozenset({"tunggu", "menunggu", "wait", "waits", "after"})
AND: Final = frozenset({"dan", "and", "&", "+", "/", ","})

WEEKDAYS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("senin", "monday"), 0),
    **dict.fromkeys(("selasa", "tuesday"), 1),
    **dict.fromkeys(("rabu", "wednesday"), 2),
    **dict.fromkeys(("kamis", "thursday"), 3),
    **dict.fromkeys(("jumat", "jum'at", "friday"), 4),
    **dict.fromkeys(("sabtu", "saturday"), 5),
    **dict.fromkeys(("minggu", "ahad", "sunday"), 6),
}
WEEKDAY_NAMES: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
WEEKDAY_NAMES_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("jan", "januari", "january"), 1),
    **dict.fromkeys(("feb", "februari", "pebruari", "february"), 2),
    **dict.fromkeys(("mar", "maret", "march"), 3),
    **dict.fromkeys(("apr", "april"), 4),
    **dict.fromkeys(("mei", "may"), 5),
    **dict.fromkeys(("jun", "juni", "june"), 6),
    **dict.fromkeys(("jul", "juli", "july"), 7),
    **dict.fromkeys(("agu", "agt", "ags", "agust", "agustus", "aug", "august"), 8),
    **dict.fromkeys(("sep", "sept", "september"), 9),
    **dict.fromkeys(("okt", "oktober", "oct", "october"), 10),
    **dict.fromkeys(("nov", "nop", "november", "nopember"), 11),
    **dict.fromkeys(("des", "desember", "dec", "december"), 12),
}
AHEAD: Final[Mapping[str, int]] = {"besok": 1, "tomorrow": 1, "lusa": 2, "today": 0}
VAGUE: Final = frozenset(
    {"depan", "mendatang", "lalu", "kemarin", "next"}
)  # after or before a day: which one is meant?
_SPANS: Final = ("tiap", "setiap", "per", "every", "each", "se", "selama", "dalam", "awal", "akhir", "tengah")
_COUNTS: Final = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "beberapa")
NO_DAY: Final = frozenset({*_SPANS, *_COUNTS})  # before a weekday: no due day ("tiap Jumat", "dua minggu")
BEFORE_HOUR: Final = frozenset({"pukul", "pkl", "jam", "at"})
BEFORE_DAY: Final = frozenset({"hari", "tanggal", "tgl", "pada", "on"})
_BEFORE_DUE: Final = (
    *("selambat-lambatnya", "selambatnya", "sebelum", "sampai", "hingga", "s/d", "s.d", "tenggat"),
    *("deadline", "by", "before", "until", "due", "on", "at", "pada", "hari", "tanggal", "tgl", "pukul", "pkl", "jam"),
    *("-", ":", ",", ";", "("),
)
BEFORE_DUE: Final = (  # what leads up to a due time goes with it
    *(("paling", word) for word in ("lambat", "lama", "telat")),
    ("selambat", "lambatnya"),
    ("sampai", "dengan"),
    ("batas", "waktu"),
    ("at", "the", "latest"),
    ("no", "later", "than"),
    *((word,) for word in _BEFORE_DUE),
)
UNITS: Final = frozenset({"hari", "jam"})  # after a number they are part of the text: "jaga 24 jam"
ZONES: Final[Mapping[str, str]] = {
    "Asia/Jakarta": "wib",
    "Asia/Pontianak": "wib",
    "Asia/Makassar": "wita",
    "Asia/Jayapura": "wit",
}
_DASHES: Final = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212\u2019\u2018", "------''")


def bare(word: str) -> str:
    """Return a word as it is compared: usual signs, lower case, without the signs of a sentence around it."""
    plain = unicodedata.normalize("NFKC", word).translate(_DASHES).casefold()
    return plain.strip(',.;:!?()[]"') or plain.strip()


RECORDS: Final[Mapping[str, str]] = {  # what a promise may be kept by, in short words
    "tps": "places.station.registered.v1",
    "lokasi": "places.site.registered.v1",
    "petugas": "people.duty-post.filled.v1",
    "kelas": "risk.station.classed.v1",
    "pola": "rulebook.pattern.chosen.v1",
    "rencana-diperiksa": "deployment.plan.checked.v1",
    "rencana": "deployment.plan.issued.v1",
}
