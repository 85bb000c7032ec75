"""A sheet of people in: every problem at its cell, the same file twice changes nothing, no name in the journal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sinergi.areas.people import commands, queries
from sinergi.areas.people.columns import SCHEMA
from sinergi.areas.people.commands.imports import EXAMPLE
from sinergi.areas.people.facts import Craft, Duty
from sinergi.areas.places.facts import ImportApplied, MappingSaved
from sinergi.journal.models import Entry, Secret
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Role, Viewer
from tests import cast

pytestmark = pytest.mark.django_db

HEAD = "Nama;No HP;Tugas;Satuan;Pangkat;Kode desa asal;Kendaraan\r\n"
GOOD = (
    HEAD
    + "Rekaan Satu;0811-1111-1111;Linmas;Satlinmas A;;14.04.19.2001;motor; \r\n"
    + "Rekaan Dua;081222222222;Satpol PP;Kantor Camat;II/a;1404192002;perahu\r\n"
    + "Rekaan Tiga;;linmas;Satlinmas B;;;\r\n"
).replace("motor; ", "motor")
BAD = HEAD + (
    "Rekaan Satu;bukan nomor;Linmas;Satlinmas A;;14.04.19.2001;motor\r\n"
    "Rekaan Dua;081222222222;Linmas;Satlinmas A;;;helikopter\r\n"
    ";081222222223;Linmas;Satlinmas A;;;\r\n"
    "Rekaan Empat;081222222224;Polri;Polsek;;;\r\n"
    "Rekaan Lima;081222222225;Linmas;Satlinmas B;;;\r\n"
)


@pytest.fixture(autouse=True)
def _own_folder(data_dir: Path) -> None:
    """Every test has a vault key of its own."""


def preview(text: str = GOOD, *, viewer: Viewer = cast.camat, **options: Any) -> commands.ImportPreview:  # noqa: ANN401 -- any option
    """Preview a sheet."""
    return commands.preview_import(viewer=viewer, data=text.encode(), file_name="daftar.csv", **options)


def apply(
    text: str = GOOD,
    *,
    viewer: Viewer = cast.camat,
    name: str = "daftar.csv",
    **options: Any,  # noqa: ANN401 -- any option
) -> commands.ImportOutcome:
    """Apply a sheet."""
    stamp = cast.stamp(viewer)
    return commands.apply_import(viewer=viewer, stamp=stamp, data=text.encode(), file_name=name, **options)


def counts(found: commands.ImportPreview | commands.ImportOutcome) -> tuple[int, int, int]:
    """Return new, changed, unchanged."""
    return (found.new, found.changed, found.unchanged)


def test_a_good_sheet_comes_in_and_again_changes_nothing() -> None:
    """A preview writes nothing; applying registers all; the same file again records nothing at all."""
    seen = preview()
    assert (counts(seen), seen.blocked) == ((3, 0, 0), False)
    assert not [one for one in seen.problems if one.severity == "error"]
    assert not Entry.objects.exists()
    assert counts(apply(seen=seen.fingerprint)) == (3, 0, 0)
    entries, secrets = Entry.objects.count(), {one.ref: bytes(one.sealed) for one in Secret.objects.all()}
    again = apply()
    assert (counts(again), again.recorded) == ((0, 0, 3), False)
    assert Entry.objects.count() == entries
    assert {one.ref: bytes(one.sealed) for one in Secret.objects.all()} == secrets
    rows = {row.name: row for row in queries.persons(cast.camat)}
    assert (rows["Rekaan Satu"].phone, rows["Rekaan Satu"].craft) == ("+6281111111111", (Craft.MOTORCYCLE,))
    assert (rows["Rekaan Dua"].duty, rows["Rekaan Dua"].home_village) == (Duty.SATPOL, "14.04.19.2002")


def test_a_changed_row_changes_one_person() -> None:
    """Another unit is found by the phone, another phone by name and unit; a blank cell erases nothing."""
    apply()
    before = {row.name: row.person for row in queries.persons(cast.camat)}
    text = HEAD + (
        "Rekaan Satu;081111111111;Linmas;Satlinmas C;;;\r\n"
        "Rekaan Dua;081299999999;Satpol PP;Kantor Camat;;;\r\n"
        "Rekaan Tiga;;Linmas;Satlinmas B;;;\r\n"
    )
    seen = preview(text)
    assert counts(seen) == (0, 2, 1)
    assert [row.fields for row in seen.rows] == [("unit",), ("phone",), ()]
    apply(text)
    after = {row.name: row for row in queries.persons(cast.camat)}
    assert {name: row.person for name, row in after.items()} == before
    assert (after["Rekaan Satu"].unit, after["Rekaan Satu"].craft) == ("Satlinmas C", (Craft.MOTORCYCLE,))
    assert (after["Rekaan Dua"].phone, after["Rekaan Dua"].rank) == ("+6281299999999", "II/a")


def test_a_shared_phone_is_nobodys_name() -> None:
    """Two people with one phone are two people, now and when the file comes again."""
    text = HEAD + "Rekaan Satu;0811 1111 1111;Linmas;A;;;\r\nRekaan Dua;0811 1111 1111;Linmas;A;;;\r\n"
    assert counts(apply(text)) == (2, 0, 0)
    assert counts(apply(text)) == (0, 0, 2)
    third = HEAD + "Rekaan Tiga;0811 1111 1111;Linmas;A;;;\r\n"
    assert counts(preview(third)) == (1, 0, 0)


def test_every_problem_is_named_at_its_cell() -> None:
    """Phone, vehicle, missing name, foreign duty: all at once, and nothing is written."""
    seen = preview(BAD)
    errors = {(one.row, one.column, one.code) for one in seen.problems if one.severity == "error"}
    assert {(2, "B", "people.person.phone"), (3, "G", "people.person.craft"), (5, "C", "people.person.duty")} <= errors
    assert {row for row, _, _ in errors} == {2, 3, 4, 5}
    assert seen.blocked
    with pytest.raises(Refused) as refused:
        apply(BAD)
    assert refused.value.code == "people.import.errors"
    assert not Entry.objects.exists()
    assert not Secret.objects.exists()


def test_rows_with_errors_can_be_left_out() -> None:
    """What remains goes in, and the journal says exactly which rows stayed behind."""
    outcome = apply(BAD, on_errors="leave-out")
    assert (counts(outcome), len(outcome.left_out)) == ((1, 0, 0), 4)
    assert [where.rsplit("!", 1)[-1] for where in outcome.left_out] == ["2", "3", "4", "5"]
    assert [row.name for row in queries.persons(cast.camat)] == ["Rekaan Lima"]


def test_cells_with_errors_can_be_blank() -> None:
    """Phone and vehicle can be done without, a name or duty cannot; the cells taken as blank are told."""
    outcome = apply(BAD, on_errors="blank")
    assert counts(outcome) == (3, 0, 0)
    assert [where.rsplit("!", 1)[-1] for where in outcome.left_out] == ["B2", "G3", "4", "5"]
    rows = {row.name: row for row in queries.persons(cast.camat)}
    assert (rows["Rekaan Satu"].phone, rows["Rekaan Dua"].craft) == ("", ())


def test_a_nik_column_is_refused() -> None:
    """A sheet with a NIK goes nowhere."""
    text = "Nama;NIK;Tugas\r\nRekaan Satu;1404190101900001;Linmas\r\n"
    for attempt in (preview, apply):
        with pytest.raises(Refused) as refused:
            attempt(text)
        assert refused.value.code == "sheet.nik"
    assert not Secret.objects.exists()


def test_no_name_reaches_the_journal() -> None:
    """Neither the facts nor the recorded file name hold a name, though the file is called after somebody."""
    apply(name="data REKAAN satu.csv")
    bodies = " ".join(Entry.objects.values_list("body", flat=True)).casefold()
    assert "rekaan" not in bodies
    assert "1111111" not in bodies
    assert '"file_name":"personel.csv"' in Entry.objects.get(kind=ImportApplied.KIND).body


def test_another_partys_people_do_not_come_in() -> None:
    """A row of another party is an error at its party cell; a card and the public import nothing."""
    text = "Nama;Tugas;Pihak\r\nRekaan Satu;KPPS;PPK\r\n"
    (error,) = [one for one in preview(text).problems if one.severity == "error"]
    assert (error.column, error.code) == ("C", "access.personnel.write.own")
    assert counts(preview(text, viewer=cast.ppk_operator)) == (1, 0, 0)
    field = Viewer(party=cast.camat.party, role=Role.FIELD, account="card:X", post="1404192001001")
    for viewer in (field, cast.outsider):
        with pytest.raises(Refused):
            preview(viewer=viewer)


def test_a_preview_that_is_no_longer_true_is_refused() -> None:
    """Between preview and apply somebody else imported: the agreed fingerprint no longer fits."""
    seen = preview()
    apply(HEAD + "Rekaan Satu;0811-1111-1111;Linmas;Satlinmas A;;;\r\n")
    with pytest.raises(Refused) as refused:
        apply(seen=seen.fingerprint)
    assert refused.value.code == "people.import.moved"


def test_a_mapping_reads_other_headers() -> None:
    """The user's own headers are read by a mapping, and nothing is guessed; unknown names are refused."""
    text = "Siapa;Ngapain;Catatan\r\nRekaan Satu;linmas;x\r\n"
    mapping = {"Siapa": "name", "Ngapain": "duty", "Catatan": ""}
    found = commands.preview_import(viewer=cast.camat, data=text.encode(), file_name="a.csv", mapping=mapping)
    assert counts(found) == (1, 0, 0)
    assert MappingSaved.KIND not in Entry.objects.values_list("kind", flat=True)
    bad_options: tuple[dict[str, Any], ...] = ({"mapping": "tak ada"}, {"what": "tps"}, {"on_errors": "semau saya"})
    for bad in bad_options:
        with pytest.raises(Refused):
            preview(**bad)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_template_reads_back(language: str) -> None:
    """Our own template is read without an error, and its example row is nobody; written by hand, it would come in."""
    data = commands.import_template(language=language)
    found = commands.preview_import(viewer=cast.camat, data=data, file_name="templat.xlsx")
    assert [one.code for one in found.problems if one.severity == "error"] == []
    assert counts(found) == (0, 0, 0)
    titles = [SCHEMA.column(key).title.in_(language) for key in EXAMPLE]
    by_hand = "\t".join(titles) + "\r\n" + "\t".join(EXAMPLE.values()) + "\r\n"
    assert counts(preview(by_hand)) == (1, 0, 0)


def test_the_marked_copy_is_a_table() -> None:
    """The user's own file comes back as xlsx."""
    data = BAD.encode()
    copy = commands.marked_copy(data=data, file_name="a.csv", problems=preview(BAD).problems)
    assert copy.startswith(b"PK")
