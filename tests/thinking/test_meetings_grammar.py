"""The grammar of lines typed in a meeting: what it reads, what it refuses by name, and that it never breaks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sinergi.areas.meetings.facts import Ask, EvidenceKind
from sinergi.areas.meetings.rules.grammar import parse
from sinergi.areas.meetings.rules.grammar_lines import (
    AgendaLine,
    DecisionLine,
    HelpLine,
    ItemLine,
    NoteLine,
    PromiseLine,
)
from sinergi.areas.meetings.rules.grammar_words import MARKS, PARTIES
from sinergi.entrypoints.console.capture_words import EXAMPLES
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party
from tests.thinking.line_reading import TODAY, VOTING, at, promised, read


def code_of(text: str) -> str:
    """The code under which a line is refused."""
    with pytest.raises(Refused) as refused:
        read(text)
    assert refused.value.sentence.id
    assert refused.value.sentence.en
    return refused.value.code


@pytest.mark.parametrize(
    "text", ["Logistik tiba 12/2.", "@Polsek hadir", "#publik", "12/2 16.00", "tunggu K-3", "\uff0fkomitmen", "\u200b…"]
)
def test_without_a_slash_it_is_a_note(text: str) -> None:
    """What does not begin with a slash is a note, word for word."""
    assert read(text) == NoteLine(text=text)


def test_a_note_keeps_its_words_and_loses_only_space() -> None:
    """Runs of spaces, NBSP and line ends become one space; a command for notes does the same."""
    assert read("  dua\u00a0 kata\n lagi ") == NoteLine(text="dua kata lagi")
    assert read("/catatan /komitmen ditulis begini") == NoteLine(text="/komitmen ditulis begini")
    assert read("/note x") == NoteLine(text="x")


def test_invisible_signs_before_the_slash_do_not_make_a_command_a_note() -> None:
    """A pasted line may begin with a mark of order or direction; it stays a command."""
    assert read("\ufeff/acara 2") == ItemLine(number=2)
    assert read("\u200f/acara 2") == ItemLine(number=2)


def test_a_full_promise() -> None:
    """Everything that can stand in a promise, in one line."""
    line = promised(
        "/komitmen @Koramil antar truk, 2 unit &TPS 3 Kempas Jaya &Sungai Ara #jumlah 24 #keputusan 2 #pos POS-1 "
        "tunggu K-12, K-3 dan K-4 paling lambat Rabu, 12 Februari 2025 pukul 16.00 WIB"
    )
    assert line == PromiseLine(
        party=Party.KORAMIL,
        text="antar truk, 2 unit",
        due=at(2, 12, 16, year=2025),
        hour_given=True,
        ask=Ask(evidence=EvidenceKind.COUNT, number=24),
        places=("1404192001003", "14.04.19.2003"),
        waits_for=(12, 3, 4),
        decision=2,
        post="POS-1",
    )


def test_a_decision_with_owner_and_hour() -> None:
    """Owner, text, due time and whether the public may read it."""
    assert read("/keputusan @camat Gudang = GOR 12/2 16.00 #publik") == DecisionLine(
        text="Gudang = GOR", party=Party.KECAMATAN, due=at(2, 12, 16, year=2025), hour_given=True, public=True
    )


@pytest.mark.parametrize("command", ["/keputusan", "/komitmen", "/decision", "/promise"])
def test_information_only_keeps_every_word(command: str) -> None:
    """What is for information only needs no owner and no hour, and 3/4 or K-3 in it stay words."""
    line = read(f"{command} kuorum 3/4 hadir, tunggu K-3 &Kempas besok #info")
    assert line == DecisionLine(text="kuorum 3/4 hadir, tunggu K-3 &Kempas besok", information_only=True)


@pytest.mark.parametrize(
    ("said", "due", "given_hour"),
    [
        ("12/2 16.00", at(2, 12, 16, year=2025), True),
        ("12/2", at(2, 12, year=2025), False),
        ("12-2", at(2, 12, year=2025), False),
        ("12/2/2024 16:00", at(2, 12, 16), True),
        ("12/2/25", at(2, 12, year=2025), False),
        ("2025-02-12 16:00", at(2, 12, 16, year=2025), True),
        ("12.2.2025", at(2, 12, year=2025), False),
        ("20/11", at(11, 20), False),
        ("19/11", at(11, 19, year=2025), False),
        ("12 Feb 16.00", at(2, 12, 16, year=2025), True),
        ("12 FEBRUARI", at(2, 12, year=2025), False),
        ("1 Agustus 2025 jam 7", at(8, 1, 7, year=2025), True),
        ("3 May 2025 at 07:30", at(5, 3, 7, 30, year=2025), True),
        ("H-3 16.00", at(11, 24, 16), True),
        ("H+1", at(11, 28), False),
        ("H\u22123", at(11, 24), False),
        ("H", at(11, 27), False),
        ("hari H 06.00", at(11, 27, 6), True),
        ("besok 08.00", at(11, 21, 8), True),
        ("besok jam 4 sore", at(11, 21, 16), True),
        ("besok pukul 12 siang", at(11, 21, 12), True),
        ("besok 7.30 malam", at(11, 21, 19, 30), True),
        ("besok 24.00", at(11, 22, 0), True),
        ("lusa", at(11, 22), False),
        ("hari ini 17.00", at(11, 20, 17), True),
        ("today 17:00", at(11, 20, 17), True),
        ("Jumat 10.00", at(11, 22, 10), True),
        ("hari Jum'at pukul 10.00", at(11, 22, 10), True),
        ("Jumat ini", at(11, 22), False),
        ("Rabu", at(11, 27), False),
        ("Kamis, 21/11 08.00", at(11, 21, 8), True),
        ("16.00 12/2", at(2, 12, 16, year=2025), True),
        ("pukul 16.00 tanggal 12/2", at(2, 12, 16, year=2025), True),
        ("12/2 16.00.", at(2, 12, 16, year=2025), True),
        ("(12/2 16.00)", at(2, 12, 16, year=2025), True),
    ],
)
def test_due_times(said: str, due: datetime, given_hour: bool) -> None:
    """Each way of writing a due time, and the hour that stands for none; the text before it stays whole."""
    line = promised(f"/komitmen @ppk kirim daftar sebelum {said}")
    assert (line.due, line.hour_given, line.text) == (due, given_hour, "kirim daftar")


@pytest.mark.parametrize(
    "lead",
    [
        *("paling lambat", "paling lama", "selambat-lambatnya", "sebelum", "pada", "pada hari", "tanggal", "tgl."),
        *("sampai dengan", "s.d.", "s/d", "hingga", "tenggat:", "by", "before", "no later than", "-", ",", "pukul"),
    ],
)
def test_what_leads_up_to_the_due_time_goes_with_it(lead: str) -> None:
    """Prepositions before the due time are not part of what was promised."""
    assert promised(f"/komitmen @ppk kirim daftar {lead} 12/2 16.00").text == "kirim daftar"


@pytest.mark.parametrize(
    ("text", "left", "due"),
    [
        ("kirim 3/4 TPS besok", "kirim 3/4 TPS", at(11, 21)),
        ("rapat 10/12 dibahas 12/2 16.00", "rapat 10/12 dibahas", at(2, 12, 16, year=2025)),
        ("besok 08.00 cek 3/4 TPS", "cek 3/4 TPS", at(11, 21, 8)),
        ("12 Feb 2025 kirim daftar", "kirim daftar", at(2, 12, year=2025)),
        ("piket tiap Jumat mulai besok", "piket tiap Jumat mulai", at(11, 21)),
        ("H-3 dan H-1 patroli H-1 16.00", "H-3 dan H-1 patroli", at(11, 26, 16)),
        ("jaga 24 jam 12/2 16.00", "jaga 24 jam", at(2, 12, 16, year=2025)),
        ("piket 3 hari besok", "piket 3 hari", at(11, 21)),
        ("siaga setiap hari mulai besok", "siaga setiap hari mulai", at(11, 21)),
        ("TPS di SD 12/2 16.00", "TPS di SD", at(2, 12, 16, year=2025)),
        ("pasang garis batas besok", "pasang garis batas", at(11, 21)),
        ("bayar Rp 12.500 besok", "bayar Rp 12.500", at(11, 21)),
    ],
)
def test_the_last_day_wins_and_a_part_of_something_is_no_day(text: str, left: str, due: datetime) -> None:
    """A fraction in the text is not eaten; the last day is the due day."""
    line = promised(f"/komitmen @ppk {text}")
    assert (line.text, line.due) == (left, due)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("/komitmen @ppk kirim 3/4 TPS", "meetings.line.due-place"),
        ("/komitmen @ppk kirim 31/2", "meetings.line.day"),
        ("/komitmen @ppk kirim 29/2", "meetings.line.day"),
        ("/komitmen @ppk kirim 2/14", "meetings.line.day"),
        ("/komitmen @ppk kirim 0/5 16.00", "meetings.line.day"),
        ("/komitmen @ppk kirim 12/2 25.00", "meetings.line.hour"),
        ("/komitmen @ppk kirim 12/2 16.75", "meetings.line.hour"),
        ("/komitmen @ppk kirim 12/2 24.01", "meetings.line.hour"),
        ("/komitmen @ppk kirim besok jam 14 pagi", "meetings.line.hour"),
        ("/komitmen @ppk kirim besok 16.00 - 18.00", "meetings.line.hour-twice"),
        ("/komitmen @ppk kirim besok 16.00 WIT", "meetings.line.zone"),
        ("/komitmen @ppk kirim Jumat depan", "meetings.line.vague"),
        ("/komitmen @ppk kirim minggu depan", "meetings.line.vague"),
        ("/komitmen @ppk kirim minggu ini", "meetings.line.vague"),
        ("/promise @ppk send next Friday", "meetings.line.vague"),
        ("/komitmen @ppk kirim pukul 08.00 di gudang besok", "meetings.line.hour-apart"),
        ("/komitmen @ppk kirim besok pagi", "meetings.line.due-place"),
        ("/komitmen @ppk kirim Kamis 12/2 10.00", "meetings.line.weekday"),
        ("/komitmen @ppk kirim 16.00", "meetings.line.day-missing"),
        ("/komitmen @ppk kirim", "meetings.line.due-missing"),
        ("/komitmen @ppk kirim selama 2 minggu", "meetings.line.due-missing"),
        ("/komitmen @ppk kirim \u0661\u0662/\u0662", "meetings.line.due-missing"),
        ("/komitmen @ppk 12/2", "meetings.text.missing"),
        ("/komitmen kirim besok", "meetings.line.party-missing"),
        ("/komitmen kirim @ppk besok", "meetings.line.party-place"),
        ("/keputusan gudang di GOR 12/2", "meetings.line.party-missing"),
        ("/komitmen @Kodim kirim besok", "meetings.line.party"),
        ("/komitmen @ kirim besok", "meetings.line.party"),
        ("/komitmen @ppk @polsek kirim besok", "meetings.line.two-parties"),
        ("/komitmen @ppk dan @polsek kirim besok", "meetings.line.two-parties"),
        ("/komitmen @ppk kirim besok #publick", "meetings.line.mark"),
        ("/komitmen @ppk kirim besok #foto #dokumen", "meetings.line.marks-twice"),
        ("/komitmen @ppk kirim besok #publik", "meetings.line.mark-elsewhere"),
        ("/keputusan @ppk kirim besok #foto", "meetings.line.mark-elsewhere"),
        ("/komitmen @ppk kirim besok #jumlah banyak", "meetings.line.number"),
        ("/komitmen @ppk kirim besok #jumlah 0", "meetings.line.number"),
        ("/komitmen @ppk kirim besok #jumlah \u0662\u0664", "meetings.line.number"),
        ("/komitmen @ppk kirim besok #jumlah", "meetings.line.number"),
        ("/komitmen @ppk kirim besok #pos a\x00b", "meetings.line.number"),
        ("/komitmen @ppk kirim besok #catatan angin", "meetings.line.record"),
        ("/komitmen @ppk kirim &TPS 3 Kempus besok", "meetings.line.place"),
        ("/komitmen @ppk kirim &TPS besok", "meetings.line.place"),
        ("/acara", "meetings.line.item"),
        ("/acara Judul", "meetings.line.item"),
        ("/acara \u0663", "meetings.line.item"),
        ("/acara +", "meetings.text.missing"),
        ("/keputsan @ppk kirim besok", "meetings.line.command"),
        ("/", "meetings.line.command"),
        ("", "meetings.text.missing"),
        ("\u00a0\n", "meetings.text.missing"),
        ("/catatan", "meetings.text.missing"),
        ("nol\x00byte", "meetings.text.signs"),
        ("x" * 2001, "meetings.text.too-large"),
        ("/komitmen @ppk " + "x" * 1_000_000 + " besok", "meetings.text.too-large"),
        ("/acara + " + "x" * 201, "meetings.text.too-large"),
        ("hubungi 0812-3456-7890", "people.person.outside-vault"),
    ],
)
def test_refusals_by_name(text: str, code: str) -> None:
    """What is not understood is refused under a name of its own; nothing is guessed."""
    assert code_of(text) == code


def test_a_refusal_names_the_piece() -> None:
    """The sentence holds the very piece that was not understood, and the nearest known word."""
    for text, pieces in (
        ("/komitmen @ppk kirim 31/2", ("31/2",)),
        ("/komitmen @Koramill kirim besok", ("@Koramill", "@koramil")),
        ("/komitmen @ppk x besok #fotoo", ("#fotoo", "#foto")),
        ("/komitmn x", ("/komitmn", "/komitmen")),
    ):
        with pytest.raises(Refused) as refused:
            read(text)
        assert all(piece in refused.value.sentence.id for piece in pieces)


@pytest.mark.parametrize("said", ["@POLSEK", "@kapolsek", "@Polsek,", "@polsek:"])
def test_spellings_of_a_party(said: str) -> None:
    """Parties are known by their offices, in any case, with the signs of a sentence behind them."""
    assert promised(f"/komitmen {said} jaga gudang besok").party is Party.POLSEK


def test_each_party_has_a_spelling_of_its_own() -> None:
    """All five parties can be named, and no word stands for the public."""
    assert set(PARTIES.values()) == set(FIVE_PARTIES)


def test_places_by_name_and_code() -> None:
    """A TPS and a village by name (the longest one that is known) and by code in both forms, each once."""
    line = promised(
        "/komitmen @ppk kirim &tps 003 desa kempas jaya &Kempas &14.04.19.2001 &1404192001003 &1404192001 besok"
    )
    assert line.places == ("1404192001003", "14.04.19.2002", "14.04.19.2001")
    assert line.text == "kirim"


def test_signs_that_are_only_words_stay_words() -> None:
    """An ampersand between words, a number after #, a party in the text, K-3 without “tunggu”."""
    line = promised("/komitmen @ppk kirim teh & kopi #1 ke @polsek seperti K-3 besok")
    assert line.text == "kirim teh & kopi #1 ke @polsek seperti K-3"
    assert (line.places, line.waits_for) == ((), ())


def test_evidence_from_the_system() -> None:
    """A record by its short word or its full kind, with a number before it, after it, or none."""
    assert promised("/komitmen @ppk daftar besok #catatan 24 tps").ask == Ask(
        evidence=EvidenceKind.RECORD, number=24, record="places.station.registered.v1"
    )
    after = promised("/komitmen @ppk daftar #catatan tps 24 besok")
    assert (after.ask.number, after.text) == (24, "daftar")
    assert promised("/komitmen @ppk daftar besok #catatan tps 24.").ask.number == 24
    dated = promised("/komitmen @ppk daftar #catatan tps 26 November 2024 16.00")
    assert (dated.ask.number, dated.text, dated.due.day) == (0, "daftar", 26)
    lasting = promised("/komitmen @ppk #catatan tps 24 jam dijaga 26/11 16.00")
    assert (lasting.ask.number, lasting.text) == (0, "24 jam dijaga")
    kind = "deployment.plan.issued.v1"
    assert promised(f"/komitmen @ppk daftar besok #catatan {kind}").ask.record == kind


def test_items_and_help() -> None:
    """Go to an item, add one, ask how lines are written."""
    assert read("/acara 3") == ItemLine(number=3)
    assert read("/ITEM 0") == ItemLine(number=0)
    assert read("/acara + Judul baru") == AgendaLine(title="Judul baru")
    assert read("/agenda +Judul") == AgendaLine(title="Judul")
    assert read("/bantuan") == read("/help apa saja") == HelpLine()


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"])
def test_hours_are_those_of_the_place(zone: str) -> None:
    """The due time is in the zone of the installation, and its own name is accepted."""
    name = datetime(2024, 11, 20, tzinfo=ZoneInfo(zone)).tzname()
    line = parse(f"/komitmen @ppk x besok 08.00 {name}", today=TODAY, zone=zone, election_day=VOTING, parties=PARTIES)
    assert isinstance(line, PromiseLine)
    assert line.due == datetime(2024, 11, 21, 8, tzinfo=ZoneInfo(zone))


def test_every_mark_is_known_to_the_refusal() -> None:
    """The refusal of an unknown mark lists one word of each mark there is."""
    with pytest.raises(Refused) as refused:
        read("/komitmen @ppk x besok #apaini")
    assert all(f"#{mark}" in refused.value.sentence.id for mark in set(MARKS.values()))


def test_a_changed_line_is_another_line() -> None:
    """The fuzz compares what it says it compares: a changed number makes another line."""
    line = promised("/komitmen @ppk x besok #jumlah 3")
    assert replace(line, ask=Ask(evidence=EvidenceKind.COUNT, number=4)) != line


def test_what_the_page_and_the_manual_show_can_be_typed() -> None:
    """Every example on the page, in both languages, and every line of the manual is understood."""
    shown = [text for one in EXAMPLES for text in (one.line.id, one.line.en)]
    manual = (Path(__file__).parents[2] / "docs" / "how-to" / "meetings.md").read_text(encoding="utf-8")
    shown += [found[1] for found in re.finditer(r"^    (/\S.*?)(?:  .*)?$", manual, re.MULTILINE)]
    assert len(shown) > 2 * len(EXAMPLES)
    for text in shown:
        assert not isinstance(read(text), NoteLine) or not text.startswith("/")
