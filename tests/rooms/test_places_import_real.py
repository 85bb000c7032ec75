"""The real public files: every defect at its cell, as a plain reading finds it; the same file again changes nothing."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from sinergi.areas.places import commands, queries
from sinergi.areas.places.commands import ImportPreview
from sinergi.areas.places.models import ImportRun, Station, Village
from sinergi.journal.models import Entry
from tests.cast import ppk_operator, stamp

pytestmark = pytest.mark.django_db
LEGAL, NORM = 800, 600  # pack pilkada-2024
COLUMNS = {"dpt_l": "R", "dpt_p": "S", "dpt_j": "T"}  # of the Sirekap files
FILES = {
    "pilpres2024_tps_kempas.csv": (131, 12),
    "pilpres2024_tps_inhil.csv": (2_252, 236),
    "pilpres2024_tps_riau.csv.gz": (19_360, 1_861),
}


def plain(data: bytes, name: str) -> list[dict[str, str]]:
    """Read a file as nobody in the program does."""
    text = gzip.decompress(data) if name.endswith(".gz") else data
    return list(csv.DictReader(io.StringIO(text.decode())))


def defects(rows: list[dict[str, str]]) -> Iterator[tuple[int, str, str]]:
    """Yield (row, column letter, code) of every defect of the DPT columns, by hand."""
    for number, row in enumerate(rows, 2):
        male, female, total = (int(row[name]) if row[name] else None for name in ("dpt_l", "dpt_p", "dpt_j"))
        blank = [name for name in ("dpt_l", "dpt_p") if not row[name]]
        blank += ["dpt_j"] if blank and total is None else []
        yield from ((number, COLUMNS[name], "places.voters.missing") for name in blank)
        over = [name for name, count in zip(COLUMNS, (male, female, total), strict=True) if count and count > LEGAL]
        yield from ((number, COLUMNS[name], "places.voters.too-many") for name in over)
        if None not in (male, female, total) and male + female != total:  # type: ignore[operator]
            yield number, "T", "places.voters.sum"
        elif total == 0:
            yield number, "T", "places.voters.zero"
        elif not over and total and NORM < total <= LEGAL:
            yield number, "T", "places.voters.above-norm"
        if int(row["no_tps"]) > 900:
            yield number, "J", "places.station.special"


def preview(data: bytes, name: str, *, on_errors: str = "block") -> ImportPreview:
    """Return the preview of a TPS file as PPK."""
    return commands.preview_import(
        viewer=ppk_operator, what="tps", data=data, file_name=name, on_errors=on_errors,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_every_defect_is_listed_at_its_cell(shared_data: Path, name: str) -> None:
    """The list of findings on the DPT is exactly the one that the csv module gives."""
    data = (shared_data / "tps" / name).read_bytes()
    rows = plain(data, name)
    expected = set(defects(rows))
    found = preview(data, name)
    codes = {code for _, _, code in expected}
    listed = [(one.row, one.column, one.code) for one in found.problems if one.code in codes]
    assert len(listed) == len(set(listed))
    assert set(listed) == expected
    assert {one.code for one in found.problems if one.severity == "error"} <= codes
    wrong = {row for row, _, code in expected if code in ("places.voters.sum", "places.voters.too-many")}
    assert (len(rows), found.layout_name) == (FILES[name][0], "Sirekap TPS")
    assert found.new == len(rows) - len(wrong)
    assert found.blocked is bool(wrong)


@pytest.mark.parametrize("name", ["pilpres2024_tps_kempas.csv", "pilpres2024_tps_inhil.csv"])
def test_leaving_out_says_what_stays_behind_and_again_changes_nothing(shared_data: Path, name: str) -> None:
    """Rows with errors stay behind by name, the rest is recorded; the same file again records nothing."""
    data = (shared_data / "tps" / name).read_bytes()
    rows = plain(data, name)
    wrong = {row for row, _, code in defects(rows) if code in ("places.voters.sum", "places.voters.too-many")}
    seen = preview(data, name, on_errors="leave-out")
    assert Entry.objects.count() == 0
    outcome = commands.apply_import(
        viewer=ppk_operator, stamp=stamp(), what="tps", data=data, file_name=name, on_errors="leave-out",
        seen=seen.fingerprint,
    )  # fmt: skip
    sheet = seen.rows[0].sheet
    assert outcome.left_out == tuple(f"{sheet}!{row}" for row in sorted(wrong))
    assert outcome.new == Station.objects.count() == len(rows) - len(wrong)
    assert Village.objects.count() == outcome.alongside == FILES[name][1]
    assert ImportRun.objects.get().left_out == list(outcome.left_out)
    expected = {
        row["tps_code"]: (int(row["dpt_l"]) if row["dpt_l"] else None, int(row["dpt_p"]) if row["dpt_p"] else None)
        for number, row in enumerate(rows, 2)
        if number not in wrong
    }
    kept = {one.code: (one.voters_male, one.voters_female) for one in queries.stations(ppk_operator)}
    assert kept == expected
    entries = Entry.objects.count()
    again = commands.apply_import(
        viewer=ppk_operator, stamp=stamp(), what="tps", data=data, file_name=name, on_errors="leave-out"
    )
    assert (again.new, again.changed, again.unchanged) == (0, 0, len(rows) - len(wrong))
    assert not again.recorded
    assert Entry.objects.count() == entries
