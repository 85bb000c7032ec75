"""Whatever is typed in a meeting is a line or a refusal by name, and what is written is read the same."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sinergi.areas.meetings.facts import Ask, EvidenceKind
from sinergi.areas.meetings.rules.grammar_lines import DecisionLine, Line, NoteLine, PromiseLine
from sinergi.areas.meetings.rules.grammar_words import RECORDS
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES
from tests.thinking.line_reading import TODAY, ZONE, promised, read

PLACES = ("1404192001003", "1404192003012", "14.04.19.2001", "14.04.19.2002")
KINDS = (EvidenceKind.PHOTO, EvidenceKind.DOCUMENT, EvidenceKind.COUNT, EvidenceKind.RECORD)
SIGNS = st.sampled_from(list("/@#&+-.:,0123456789 HhKk\u00a0\u200f\u202e\x00\ud800😀é१\u0661\n'\"()"))
PIECES = st.one_of(
    st.sampled_from(
        [
            *(
                "/komitmen",
                "/keputusan",
                "/catatan",
                "/acara",
                "/promise",
                "@polsek",
                "@Koramil",
                "@x",
                "#foto",
                "#info",
            ),
            *(
                "#jumlah",
                "#catatan",
                "#publik",
                "#pos",
                "24",
                "tps",
                "&TPS",
                "&Kempas",
                "Jaya",
                "&1404192001003",
                "tunggu",
            ),
            *(
                "K-12",
                "dan",
                "12/2",
                "31/2",
                "16.00",
                "25.00",
                "pukul",
                "jam",
                "4",
                "sore",
                "besok",
                "H-3",
                "H",
                "hari",
            ),
            *(
                "ini",
                "Jumat",
                "depan",
                "minggu",
                "12",
                "Feb",
                "2025",
                "paling",
                "lambat",
                "WIB",
                "WIT",
                "kirim",
                "+",
                "3",
            ),
        ]
    ),
    st.text(SIGNS, max_size=8),
    st.text(max_size=8),
)


@settings(max_examples=1200, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join))
@example("/komitmen @ppk x 12/2/9999")
@example("/komitmen @ppk x 31/12/2099 24.00")
@example("/komitmen @ppk x H-999 &")
def test_whatever_is_typed_is_a_line_or_a_named_refusal(text: str) -> None:
    """Nothing but Refused ever comes out; what is read holds what a record must hold."""
    line: Line | None
    try:
        line = read(text)
    except Refused as refused:
        known = refused.code.startswith(("meetings.", "people.person.", "code."))
        line = NoteLine(text="") if known else None
    assert line is not None
    if isinstance(line, PromiseLine):
        assert line.text.strip()
        assert line.due.tzinfo is not None
        assert text.split()[1:]
    if isinstance(line, DecisionLine):
        assert line.information_only or (line.party is not None and line.due is not None)
    if isinstance(line, NoteLine):
        assert line.text in " ".join(text.split())


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_a_note_is_read_the_same_again(text: str) -> None:
    """Reading what was read changes nothing."""
    try:
        line = read("/catatan " + text)
    except Refused:
        return
    assert isinstance(line, NoteLine)
    assert read("/catatan " + line.text) == line


WORDS = st.sampled_from(
    ["kirim", "daftar", "TPS", "rawan", "24", "kotak", "suara", "ke", "gudang", "3/4", "K-9", "=", "&", "50", "persen"]
)
TEXTS = st.lists(WORDS, max_size=6).map(lambda words: " ".join(["antar", *words, "segera"]))
DUES = st.datetimes(datetime(2024, 11, 20), datetime(2030, 12, 31)).map(  # noqa: DTZ001 -- the zone follows
    lambda one: one.replace(second=0, microsecond=0, tzinfo=ZONE)
)
ASKS = st.builds(
    lambda kind, number, record: Ask(
        evidence=kind,
        number=number if kind in (EvidenceKind.COUNT, EvidenceKind.RECORD) else 0,
        record=record if kind is EvidenceKind.RECORD else "",
    ),
    st.sampled_from((EvidenceKind.NONE, *KINDS)),
    st.integers(1, 10_000),
    st.sampled_from(sorted(RECORDS.values())),
)
PROMISES = st.builds(
    PromiseLine,
    party=st.sampled_from(FIVE_PARTIES),
    text=TEXTS,
    due=DUES,
    hour_given=st.just(True),
    ask=ASKS,
    places=st.lists(st.sampled_from(PLACES), unique=True, max_size=3).map(tuple),
    waits_for=st.lists(st.integers(1, 999), unique=True, max_size=3).map(tuple),
    decision=st.integers(0, 20),
    post=st.sampled_from(["", "POS-1", "1404192001001"]),
)


def written(line: PromiseLine) -> str:
    """Write a promise as somebody would type it."""
    ask = {
        EvidenceKind.NONE: "",
        EvidenceKind.PHOTO: "#foto",
        EvidenceKind.DOCUMENT: "#dokumen",
        EvidenceKind.COUNT: f"#jumlah {line.ask.number}",
        EvidenceKind.RECORD: f"#catatan {line.ask.number} {line.ask.record}",
    }[line.ask.evidence]
    parts = [
        f"/komitmen @{line.party}",
        line.text,
        ask,
        *(f"&{place}" for place in line.places),
        f"#keputusan {line.decision}" if line.decision else "",
        f"#pos {line.post}" if line.post else "",
        "tunggu " + " dan ".join(f"K-{one}" for one in line.waits_for) if line.waits_for else "",
        f"paling lambat {line.due:%d/%m/%Y} pukul {line.due:%H.%M}",
    ]
    return " ".join(part for part in parts if part)


@settings(max_examples=400, deadline=None)
@given(PROMISES)
def test_a_promise_that_is_written_is_read_the_same(line: PromiseLine) -> None:
    """Writing a promise and reading it gives the same one; in any case of letters and with odd spaces, too."""
    text = written(line)
    assert read(text) == line
    assert read(text.replace(" ", " \u00a0 ")) == line
    assert read(text.replace("/komitmen @", "/KOMITMEN @").replace("#foto", "#FOTO").replace("pukul", "PUKUL")) == line


@settings(max_examples=150, deadline=None)
@given(st.dates(TODAY, TODAY + timedelta(days=365)))
def test_a_day_without_a_year_is_the_first_one_from_the_meeting_on(day: date) -> None:
    """Day and month alone mean the next such day, however they are written; the meeting's own day counts."""
    if day == TODAY + timedelta(days=365):
        day = TODAY
    for said in (f"{day:%d/%m}", f"{day.day}-{day.month}", f"{day.day} {day:%B}"):
        assert promised(f"/komitmen @ppk kirim {said} 09.00").due.date() == day
