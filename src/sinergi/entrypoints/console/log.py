"""Jurnal: who did what when; one entry with its receipt; and the check of everything, asked for by a button."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sinergi.entrypoints.console import reading
from sinergi.entrypoints.console.asking import Asking, require_office
from sinergi.journal import read, verify
from sinergi.vocabulary.viewer import FIVE_PARTIES, Viewer

PAGE: Final = 100
SCAN: Final = 1000  # entries looked at in one go for a date
SCANS: Final = 50
MOST_ON_SCREEN: Final = 100_000  # beyond that the check takes minutes, and the command line shows how far it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader of the journal asked for."""

    kind: str = ""
    party: str = ""
    place: str = ""
    day: str = ""  # ISO
    before: int | None = None
    after: int | None = None

    def query(self, **cursor: object) -> str:
        """Return the query string of the same question at another place of the journal."""
        said = {"jenis": self.kind, "pihak": self.party, "tempat": self.place, "tanggal": self.day, **cursor}
        return "?" + urlencode({key: value for key, value in said.items() if value not in ("", None)})


@dataclass(frozen=True, slots=True)
class Hidden:
    """A run of entries that the viewer may not read: how many, from which number to which."""

    visibility: str
    count: int
    first: int | None
    last: int | None


def folded(found: Iterable[read.EntryRow]) -> Iterator[read.EntryRow | Hidden]:
    """Yield the rows with every run of unreadable ones folded into one line."""
    for (readable, visibility), run in groupby(found, key=lambda row: (row.readable, row.visibility)):
        rows_ = tuple(run)
        if readable:
            yield from rows_
        else:
            yield Hidden(visibility, len(rows_), rows_[-1].number, rows_[0].number)


def asked(query: Mapping[str, str]) -> Asked:
    """Return what a query string asks for; nonsense is taken as not asked."""
    return Asked(
        kind=query.get("jenis", "")[:80],
        party=query.get("pihak", "") if query.get("pihak", "") in FIVE_PARTIES else "",
        place=query.get("tempat", "").strip()[:80],
        day=_day(query.get("tanggal", "")),
        before=_number(query.get("sebelum", "")),
        after=_number(query.get("sesudah", "")),
    )


def rows(viewer: Viewer, wanted: Asked) -> tuple[read.EntryRow, ...]:
    """Return one page of the journal, newest first."""
    if wanted.day:
        return _on_day(viewer, wanted)
    found = _page(viewer, wanted, before=wanted.before, after=wanted.after, limit=PAGE)
    return found[::-1] if wanted.after is not None and wanted.before is None else found


@require_safe
def log(request: Asking) -> HttpResponse:
    """Show the journal as the viewer may read it."""
    wanted = asked(request.GET)
    found = rows(request.viewer, wanted)
    numbers = [row.number for row in found if row.number is not None]
    context = {
        "asked": wanted,
        "rows": tuple(folded(found)),
        "kinds": read.kinds(request.viewer),
        "parties": FIVE_PARTIES,
        "older": wanted.query(sebelum=min(numbers)) if numbers and min(numbers) > 0 and len(found) >= PAGE else "",
        "newer": wanted.query(sesudah=max(numbers)) if numbers and (wanted.before or wanted.after) else "",
        "here": request.get_full_path(),
    }
    return render(request, "console/log.html", context)


@require_safe
def entry(request: Asking, entry_id: UUID) -> HttpResponse:
    """Show one entry: its envelope, its body in official words, its number."""
    row = read.entry(request.viewer, id=entry_id)
    return render(
        request, "console/log_entry.html", {"row": row, "fields": tuple(reading.fields(reading.ordered(row)))}
    )


@require_safe
def receipt(request: Asking, entry_id: UUID) -> HttpResponse:
    """Hand out the proof that the entry stands in the log."""
    row = read.entry(request.viewer, id=entry_id)
    response = HttpResponse(read.receipt(entry_id), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="sinergi-{row.number}.tlog-proof"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Asking) -> HttpResponse:
    """Recompute everything on demand, and say what was found."""
    require_office(request)
    size = read.position()
    run = request.method == "POST" and size <= MOST_ON_SCREEN
    context = {"size": size, "most": MOST_ON_SCREEN, "report": verify.verify_all() if run else None}
    return render(request, "console/log_check.html", context)


def _page(
    viewer: Viewer, wanted: Asked, *, before: int | None, after: int | None, limit: int
) -> tuple[read.EntryRow, ...]:
    return read.entries(
        viewer,
        after=after,
        before=before,
        kind=wanted.kind,
        party=wanted.party,
        place=wanted.place,
        limit=limit,
    )


def _on_day(viewer: Viewer, wanted: Asked) -> tuple[read.EntryRow, ...]:
    """Return a page of what was recorded on one local day; numbers grow with time, so the walk stops before it."""
    found: list[read.EntryRow] = []
    before = wanted.before
    for _scan in range(SCANS):
        chunk = _page(viewer, wanted, before=before, after=None, limit=SCAN)
        days = [(timezone.localtime(row.recorded_at).date().isoformat(), row) for row in chunk if row.recorded_at]
        found += [row for day, row in days if day == wanted.day]
        numbers = [row.number for row in chunk if row.number is not None]
        if len(found) >= PAGE or len(chunk) < SCAN or not numbers or any(day < wanted.day for day, _row in days):
            break
        before = min(numbers)
    return tuple(found[:PAGE])


def _day(text: str) -> str:
    """Return a date as ISO, however the reader writes it; empty when it is none."""
    try:
        found = forms.DateField(required=False).clean(text)
    except forms.ValidationError:
        return ""
    return found.isoformat() if found else ""


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 16 else None  # noqa: PLR2004 -- more digits are no number
