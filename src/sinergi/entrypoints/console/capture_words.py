"""What the meeting mode says in sentences: how lines are written, and what a promise asks for."""

from __future__ import annotations

from typing import Final, NamedTuple

from sinergi.areas.meetings.facts import Ask, EvidenceKind
from sinergi.vocabulary.sentence import Sentence


class Example(NamedTuple):
    """A line as it may be typed, and what comes of it."""

    line: Sentence
    means: Sentence


EXAMPLES: Final = (
    Example(
        Sentence("Logistik tiba pukul 10.", "Logistics arrive at 10."),
        Sentence("Tanpa garis miring: catatan.", "Without a slash: a note."),
    ),
    Example(
        Sentence(
            "/komitmen @Koramil truk 2 unit 12/2 16.00 #foto",
            "/promise @Koramil two trucks 12/2 16.00 #photo",
        ),
        Sentence("Komitmen: pihak, isi, tenggat, bukti.", "A promise: party, what, due time, evidence."),
    ),
    Example(
        Sentence(
            "/komitmen @PPK antar kotak H-1 17.00 #jumlah 24 &TPS 3 Kempas Jaya tunggu K-12",
            "/promise @PPK bring boxes H-1 17.00 #count 24 &TPS 3 Kempas Jaya wait K-12",
        ),
        Sentence(
            "Dengan jumlah, tempat, dan komitmen yang ditunggu.",
            "With a number, a place, and the promise that it waits for.",
        ),
    ),
    Example(
        Sentence(
            "/keputusan @Kecamatan gudang di GOR besok 08.00 #publik",
            "/decision @Kecamatan store in the hall tomorrow 08.00 #public",
        ),
        Sentence("Keputusan; #publik boleh masuk siaran pers.", "A decision; #public may stand in the press release."),
    ),
    Example(
        Sentence("/keputusan rapat berikut tetap di aula #info", "/decision we meet in the hall again #info"),
        Sentence("Informasi saja: tanpa pihak dan tenggat.", "For information only: no party, no due time."),
    ),
    Example(
        Sentence("/acara 3", "/item 3"),
        Sentence("Pindah ke butir 3.", "Go to item 3."),
    ),
    Example(
        Sentence("/acara + Judul baru", "/item + New title"),
        Sentence("Tambah butir acara.", "Add an agenda item."),
    ),
)
DUES: Final = Sentence(
    "Tenggat ditulis di akhir: 12/2 16.00 · 12 Feb 16.00 · H-3 16.00 · besok 08.00 · hari ini 17.00 · Jumat 10.00. "
    "Tanpa jam berarti 17.00.",
    "The due time comes last: 12/2 16.00 · 12 Feb 16.00 · H-3 16.00 · tomorrow 08.00 · today 17.00 · Friday 10.00. "
    "Without an hour it is 17.00.",
)


def proof(ask: Ask) -> Sentence | None:
    """Return what a promise asks for as evidence; None: its party's word is enough."""
    match ask.evidence:
        case EvidenceKind.NONE:
            return None
        case EvidenceKind.PHOTO:
            return Sentence("bukti: foto", "evidence: a photograph")
        case EvidenceKind.DOCUMENT:
            return Sentence("bukti: dokumen", "evidence: a document")
        case EvidenceKind.COUNT:
            return Sentence(f"bukti: jumlah {ask.number}", f"evidence: a count of {ask.number}")
        case EvidenceKind.RECORD:
            return Sentence("bukti: catatan sistem", "evidence: a record of the system")
