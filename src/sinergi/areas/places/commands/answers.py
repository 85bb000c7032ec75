"""What an import answers, before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sinergi.areas.places.rules.diff import Change
from sinergi.sheets.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One row that would go in: where it stands, its key, what becomes of it, and the fields that differ."""

    sheet: str
    row: int
    key: str
    change: Change
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What a file would do. Counts are of rows without errors; ``left_out`` are addresses of rows and cells.

    ``alongside`` counts the villages or regions that the file brings beside its rows. ``blocked``: nothing can be
    applied as asked. ``fingerprint`` names exactly what would be recorded: hand it to ``apply_import`` as ``seen``.
    """

    what: str
    new: int
    changed: int
    unchanged: int
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    rows: tuple[PreviewRow, ...]
    layout_name: str
    headers: tuple[str, ...]
    unmapped: tuple[str, ...]
    alongside: int
    blocked: bool
    sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What a file did. ``recorded`` is False when everything was known already: then nothing at all was written."""

    new: int
    changed: int
    unchanged: int
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    alongside: int
    recorded: bool
    ids: tuple[UUID, ...] = field(default=())
