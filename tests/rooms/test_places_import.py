"""Importing tables: what the user chooses about errors, what blanks mean, and that nothing slips in between."""

from __future__ import annotations

import json

import pytest

from sinergi.areas.places import commands, queries
from sinergi.areas.places.commands import ImportOutcome, ImportPreview
from sinergi.areas.places.facts import (
    MappingSaved,
    StationRegistered,
    StationWithdrawn,
    VillageKind,
    VillageRegistered,
)
from sinergi.areas.places.models import Boundary, Station
from sinergi.journal.models import Entry
from sinergi.vocabulary.refusal import Refused
from tests.cast import kapolsek, ppk_operator, stamp
from tests.world import station as usual_station

pytestmark = pytest.mark.django_db
HEAD = "Kode Desa/Kelurahan;Nomor TPS;Nama Lokasi TPS;DPT L;DPT P;DPT J\n"


@pytest.fixture(autouse=True)
def _villages() -> None:
    """Two villages of one name in two kecamatan, and one of its own."""
    for code, name, district_name in (
        ("14.04.19.2001", "Pekan Tua", "Kempas"),
        ("14.04.09.2001", "Pekan Tua", "Enok"),
        ("14.04.19.2009", "Kerta Jaya", "Kempas"),
    ):
        fact = VillageRegistered(
            code=code, name=name, kind=VillageKind.DESA, district=code[:8], district_name=district_name
        )
        commands.register_village(viewer=ppk_operator, stamp=stamp(), fact=fact)


def preview(text: str, **other: object) -> ImportPreview:
    """Return the preview of a CSV as PPK."""
    asked: dict[str, object] = {"what": "tps", "file_name": "Sheet.csv", **other}
    return commands.preview_import(viewer=ppk_operator, data=text.encode(), **asked)  # type: ignore[arg-type]


def apply(text: str, **other: object) -> ImportOutcome:
    """Apply a CSV as PPK."""
    asked: dict[str, object] = {"what": "tps", "file_name": "Sheet.csv", "data": text.encode(), **other}
    return commands.apply_import(viewer=ppk_operator, stamp=stamp(), **asked)  # type: ignore[arg-type]


def errors(found: ImportPreview) -> list[tuple[int, str, str]]:
    """Return (row, column, code) of the errors."""
    return [(one.row, one.column, one.code) for one in found.problems if one.severity == "error"]


def test_errors_block_and_nothing_is_recorded() -> None:
    """One bad row holds the whole file; the refusal names its cell."""
    text = HEAD + "14.04.19.2001;1;SDN 1;100;110;210\n14.04.19.2001;2;SDN 2;100;110;300\n"
    before = Entry.objects.count()
    found = preview(text)
    assert (found.blocked, found.new, errors(found)) == (True, 1, [(3, "F", "places.voters.sum")])
    with pytest.raises(Refused) as refused:
        apply(text)
    assert refused.value.code == "places.import.errors"
    assert "F3" in refused.value.sentence.id
    assert Entry.objects.count() == before


def test_blank_takes_the_marked_cell_as_blank() -> None:
    """The row goes in without the bad cell, and the cell is named as left out; a bad key leaves the row out."""
    text = HEAD + "14.04.19.2001;1;SDN 1;142152;110;210\n14.04.19.2999;2;SDN 2;100;110;210\n"
    outcome = apply(text, on_errors="blank")
    assert outcome.left_out == ("Sheet!D2", "Sheet!F2", "Sheet!3")
    row = queries.station(ppk_operator, code="1404192001001")
    assert (row.voters_male, row.voters_female, row.voters, row.name) == (None, 110, None, "SDN 1")
    assert outcome.new == Station.objects.count() == 1


def test_a_blank_cell_or_an_absent_column_erases_nothing() -> None:
    """Blank is not said: the value recorded before stays, and so do columns that the file does not have."""
    apply(HEAD + "14.04.19.2001;1;SDN 1;100;110;210\n")
    outcome = apply("Kode TPS;DPT L;Sinyal\n1404192001001;;baik\n")
    row = queries.station(ppk_operator, code="1404192001001")
    assert (outcome.changed, row.voters_male, row.name, row.signal) == (1, 100, "SDN 1", "good")


def test_a_total_alone_is_kept_until_its_parts_are_known() -> None:
    """J stands where L and P are not known; later L and P replace it, and a later J must agree with them."""
    apply("Kode TPS;DPT J\n1404192001001;210\n")
    assert queries.station(ppk_operator, code="1404192001001").voters == 210
    apply("Kode TPS;DPT L;DPT P\n1404192001001;100;105\n")
    assert queries.station(ppk_operator, code="1404192001001").voters == 205
    assert Station.objects.get().voters_total is None
    assert errors(preview("Kode TPS;DPT J\n1404192001001;210\n")) == [(2, "B", "places.voters.sum")]


def test_each_row_that_cannot_be_told_apart_is_marked() -> None:
    """Duplicates that differ are all marked, a repeated row only where it repeats; codes must fit their rows."""
    text = (
        "Kode TPS;Kode Desa/Kelurahan;Nomor TPS;DPT L\n"
        "1404192001001;;;5\n1404192001001;14.04.19.2001;1;6\n"
        "1404192001002;;;7\n1404192001002;;;7\n"
        "1404192001003;14.04.19.2001;4;7\n1404192001003;14.04.19.2009;3;7\n"
    )
    assert errors(preview(text)) == [
        (2, "A", "places.import.duplicate"),
        (3, "A", "places.import.duplicate"),
        (5, "A", "places.import.duplicate"),
        (6, "A", "places.station.code-mismatch"),
        (7, "A", "places.station.code-mismatch"),
    ]


def test_an_error_without_a_column_stands_in_its_row() -> None:
    """Voters with a disability, recorded before, are more than the DPT that a file without such a column states."""
    apply("Kode TPS;DPT L;DPT P;Disabilitas Fisik\n1404192001001;100;100;3\n")
    text = "Desa;Kecamatan;TPS;DPT L;DPT P\nPekan Tua;Kempas;1;1;1\n"
    assert errors(preview(text)) == [(2, "A", "places.disability.too-many")]
    assert preview(text, on_errors="blank").left_out == ("Sheet!2",)


def test_villages_by_name() -> None:
    """A name in its kecamatan is enough; alone it may be ambiguous or misspelt, and the cell says so."""
    text = "Kecamatan;Desa/Kelurahan;Nomor TPS\n;Pekan Tua;2\nKempas;PEKANTUA;TPS 001\nKempas;Kerta Jayo;3\n"
    found = preview(text)
    assert errors(found) == [(2, "B", "places.village.ambiguous"), (4, "B", "places.village.unknown")]
    assert [one.suggestion for one in found.problems if one.code == "places.village.unknown"] == ["Kerta Jaya"]
    assert [row.key for row in found.rows] == ["1404192001001"]


def test_a_withdrawn_tps_does_not_come_back_by_a_file() -> None:
    """Only a deliberate registration reopens it."""
    fact = usual_station("1404192001001")
    commands.register_station(viewer=ppk_operator, stamp=stamp(), fact=fact)
    gone = StationWithdrawn(code=fact.code, reason="digabung")
    commands.withdraw_station(viewer=ppk_operator, stamp=stamp(), fact=gone)
    assert errors(preview("Kode TPS;DPT L\n1404192001001;5\n")) == [(2, "A", "places.station.withdrawn")]


def test_a_preview_that_no_longer_holds_is_refused() -> None:
    """Whoever agreed to a preview gets exactly that, or a refusal."""
    text = HEAD + "14.04.19.2001;1;SDN 1;100;110;210\n"
    seen = preview(text).fingerprint
    fact = StationRegistered(code="1404192001001", village="14.04.19.2001", number=1, voters_male=99)
    commands.register_station(viewer=ppk_operator, stamp=stamp(), fact=fact)
    with pytest.raises(Refused, match=r"places\.import\.moved"):
        apply(text, seen=seen)
    assert apply(text, seen=preview(text).fingerprint).changed == 1


def test_a_saved_mapping_reads_a_strange_file() -> None:
    """Headers that nobody knows are read once the user said what they are; a misspelt name gets the near one."""
    text = "wil;urut;lk;pr\n1404192001;1;100;110\n"
    assert preview(text).blocked
    assert preview(text).headers == ("wil", "urut", "lk", "pr")
    columns = {"wil": "village", "urut": "number", "lk": "voters_male", "pr": "voters_female"}
    fact = MappingSaved(name="Excel Sekretariat", what="tps", columns=columns)
    commands.save_mapping(viewer=ppk_operator, stamp=stamp(), fact=fact)
    assert preview(text, mapping=columns).new == 1
    outcome = apply(text, mapping="Excel Sekretariat")
    assert outcome.new == 1
    assert queries.imports(ppk_operator)[0].mapping == "Excel Sekretariat"
    assert queries.mappings(ppk_operator, what="tps")[0].columns == columns
    assert preview(text).layout_name == "Excel Sekretariat"
    with pytest.raises(Refused, match="Excel Sekretariat"):
        preview(text, mapping="Excel Sekretariet")


def test_who_may_not_write_may_not_import() -> None:
    """The TPS register is PPK's; a police office cannot change it, not even to look what a file would do."""
    with pytest.raises(Refused, match=r"access\.polling_station\.write"):
        commands.preview_import(viewer=kapolsek, what="tps", data=HEAD.encode(), file_name="x.csv")


def test_outlines_come_from_geojson_and_bad_polygons_stay_behind() -> None:
    """A crossed outline is explained and left out; a place that the file names is registered alongside."""
    good = [[[102.7, -0.5], [102.8, -0.5], [102.8, -0.6], [102.7, -0.5]]]
    crossed = [[[102.7, -0.5], [102.8, -0.6], [102.8, -0.5], [102.7, -0.6], [102.7, -0.5]]]
    features = [
        _feature({"kode": "14.04.19.2001", "nama": "Pekan Tua"}, good),
        _feature({"kode": "1404192010", "nama": "Kulim Jaya"}, good),
        _feature({"kode": "14.04.19.2009"}, crossed),
        _feature({"nama": "Tanpa Kode"}, good),
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    outcome = apply(text, what="batas", file_name="batas.geojson", on_errors="leave-out")
    assert (outcome.new, outcome.alongside, outcome.left_out) == (2, 1, ("GeoJSON!3", "GeoJSON!4"))
    assert {one.code for one in outcome.problems if one.severity == "error"} == {"geo.invalid", "places.boundary.code"}
    assert set(Boundary.objects.values_list("code", flat=True)) == {"14.04.19.2001", "14.04.19.2010"}
    assert (102_700_000, -500_000) in queries.boundaries(ppk_operator)[0].polygons[0][0]
    assert queries.village(ppk_operator, code="14.04.19.2010").name == "Kulim Jaya"
    assert not apply(text, what="batas", file_name="batas.geojson", on_errors="leave-out").recorded


def _feature(properties: dict[str, str], rings: list[list[list[float]]]) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": rings}}


def test_regions_sites_and_links_come_from_tables() -> None:
    """The other kinds of file, each once; a kecamatan brings its kabupaten; a link must join known places."""
    regions = "Kode Wilayah;Nama Wilayah;Kode Kabupaten/Kota;Kabupaten/Kota\n140419;Kempas;14.04;Indragiri Hilir\n"
    assert apply(regions, what="wilayah").alongside == 1
    assert [one.code for one in queries.regions(ppk_operator)] == ["14.04", "14.04.19"]
    sites = "Kode Lokasi;Nama Lokasi;Jenis;Kode Desa/Kelurahan;Pihak\ngudang-ppk;Gudang PPK;gudang;1404192001;ppk\n"
    assert apply(sites, what="lokasi").new == 1
    assert queries.sites(ppk_operator)[0].village == "14.04.19.2001"
    links = "Kode Jalur;Dari;Ke;Jenis Jalur;Panjang (meter);Menit Motor\n"
    ways = links + "j1;14.04.19.2001;gudang-ppk;jalan;900;2\nj2;14.04.19.2001;gudang-ppx;jalan;900;2\n"
    outcome = apply(ways, what="jalur", on_errors="leave-out")
    assert (outcome.new, outcome.left_out) == (1, ("Sheet!3",))
    journey = queries.travel(ppk_operator, start="14.04.19.2001", end="gudang-ppk", craft="motorcycle")
    assert journey is not None
    assert (journey.minutes, journey.estimated) == (2, False)


@pytest.mark.parametrize("what", ["tps", "desa", "wilayah", "lokasi", "jalur"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_template_is_read_by_the_schema_that_made_it(what: str, language: str) -> None:
    """The empty table has every header; only its rows are missing."""
    data = commands.import_template(what=what, language=language)
    found = commands.preview_import(viewer=ppk_operator, what=what, data=data, file_name="templat.xlsx")
    assert [one.code for one in found.problems] == ["sheet.no-rows"]
    assert found.unmapped == ()


def test_the_marked_copy_is_the_users_own_file() -> None:
    """A workbook comes back, and reading it again finds the same error."""
    text = HEAD + "14.04.19.2001;1;SDN 1;100;110;300\n"
    found = preview(text)
    copy = commands.marked_copy(data=text.encode(), file_name="Sheet.csv", problems=found.problems)
    again = commands.preview_import(viewer=ppk_operator, what="tps", data=copy, file_name="bertanda.xlsx")
    assert errors(again) == errors(found)
