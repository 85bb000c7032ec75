"""A sheet of people in: say what it would do, then do exactly that, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sinergi.areas.people.columns import SCHEMA, WHAT
from sinergi.areas.people.commands.persons import record, registered
from sinergi.areas.people.commands.reading import Progress, Read, read_rows
from sinergi.areas.places.commands.answers import ImportOutcome, ImportPreview, PreviewRow
from sinergi.areas.places.facts import ImportApplied
from sinergi.areas.places.queries import known as places
from sinergi.areas.places.rules.diff import Change
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book
from sinergi.sheets.mark import mark
from sinergi.sheets.parse import Parsed, parse
from sinergi.sheets.problems import Problem, address, number
from sinergi.sheets.read import read_book
from sinergi.sheets.schema import Layout
from sinergi.sheets.template import template
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Viewer

OnErrors = Literal["block", "leave-out", "blank"]
TELLING = 3  # letters from which a part of a name says whose it is
EXAMPLE = {
    "name": "Contoh Nama",
    "phone": "0811 2345 6789",
    "party": "kecamatan",
    "duty": "linmas",
    "unit": "Satlinmas Desa Contoh",
    "skills": "P3K; mengemudi perahu",
    "home_village": "14.04.19.2001",
    "craft": "sepeda motor; perahu",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Everything that a file would do under one choice."""

    parsed: Parsed
    sha256: str
    read: tuple[Read, ...]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    blocked: bool

    def kept(self) -> tuple[Read, ...]:
        return tuple(one for one in self.read if one.entry is not None)

    def count(self, change: Change) -> int:
        return sum(1 for one in self.kept() if one.change is change)

    def fingerprint(self) -> str:
        said = [repr(one.entry) for one in self.kept() if one.change is not Change.UNCHANGED]
        return hashlib.sha256("\n".join((self.sha256, *self.left_out, *said)).encode()).hexdigest()


def preview_import(
    *,
    viewer: Viewer,
    data: bytes,
    file_name: str,
    what: str = WHAT,
    mapping: str | Mapping[str, str] | None = None,
    on_errors: OnErrors = "block",
    progress: Progress | None = None,
) -> ImportPreview:
    """Return what the file would do, with every problem at its cell. Writes nothing. Raises Refused."""
    plan = _plan(
        viewer=viewer,
        what=what,
        data=data,
        file_name=file_name,
        mapping=mapping,
        on_errors=on_errors,
        progress=progress,
    )
    headers = (title for one in plan.parsed.sheet_maps for _, title in one.headers)
    return ImportPreview(
        what=WHAT,
        new=plan.count(Change.NEW),
        changed=plan.count(Change.CHANGED),
        unchanged=plan.count(Change.UNCHANGED),
        left_out=plan.left_out,
        problems=plan.problems,
        rows=tuple(_preview_row(one) for one in plan.kept()),
        layout_name=plan.parsed.layout_name,
        headers=tuple(dict.fromkeys(headers)),
        unmapped=tuple(dict.fromkeys(title for one in plan.parsed.sheet_maps for title in one.unmapped)),
        alongside=0,
        blocked=plan.blocked,
        sha256=plan.sha256,
        fingerprint=plan.fingerprint(),
    )


def apply_import(
    *,
    viewer: Viewer,
    stamp: Stamp,
    data: bytes,
    file_name: str,
    what: str = WHAT,
    mapping: str | Mapping[str, str] | None = None,
    on_errors: OnErrors = "block",
    seen: str = "",
    progress: Progress | None = None,
) -> ImportOutcome:
    """Register what the file says, all or nothing; a file that says nothing new records nothing. Raises Refused.

    ``seen`` is the fingerprint of the preview that was agreed to; Refused ``people.import.moved`` when it is no longer
    so, ``people.import.errors`` when errors block.
    """
    with book.writing():
        plan = _plan(
            viewer=viewer,
            what=what,
            data=data,
            file_name=file_name,
            mapping=mapping,
            on_errors=on_errors,
            progress=progress,
        )
        _refuse_unsound(plan, seen=seen)
        changes = [one for one in plan.kept() if one.change is not Change.UNCHANGED]
        facts = registered(viewer=viewer, entries=[one.entry for one in changes if one.entry is not None])
        done = [*facts, _applied(plan, file_name=file_name)] if facts else []
        record(done, stamp=stamp)
    return ImportOutcome(
        new=plan.count(Change.NEW),
        changed=plan.count(Change.CHANGED),
        unchanged=plan.count(Change.UNCHANGED),
        left_out=plan.left_out,
        problems=plan.problems,
        alongside=0,
        recorded=bool(done),
    )


def import_template(*, what: str = WHAT, language: str = "id") -> bytes:
    """Return an empty xlsx table of people with its dictionary, made by the schema that reads it."""
    _check_what(what)
    return template(SCHEMA, language=language, examples=(EXAMPLE,))


def marked_copy(*, data: bytes, file_name: str, problems: Sequence[Problem], language: str = "id") -> bytes:
    """Return an xlsx copy of the user's own table with every problem beside its cell."""
    return mark(
        data, file_name=file_name, book=read_book(data, file_name=file_name), problems=problems, language=language
    )


def _plan(
    *,
    viewer: Viewer,
    what: str,
    data: bytes,
    file_name: str,
    mapping: str | Mapping[str, str] | None,
    on_errors: OnErrors,
    progress: Progress | None,
) -> _Plan:
    rulebook.require(viewer, Action.WRITE, "personnel")
    _check_what(what)
    if on_errors not in get_args(OnErrors):
        raise Refused(
            "people.import.choice",
            id=f"Pilihan “{on_errors}” tidak dikenal.",
            en=f"The choice “{on_errors}” is not known: {', '.join(get_args(OnErrors))}.",
        )
    read = read_book(data, file_name=file_name)
    parsed = parse(read, schema=SCHEMA, layout=_layout(mapping), known=_saved() if mapping is None else ())
    of_rows = {id(one) for row in parsed.rows for one in row.problems}
    of_file = [one for one in parsed.problems if id(one) not in of_rows]
    strict = read_rows(parsed.rows, viewer=viewer, progress=progress)
    kept = read_rows(parsed.rows, viewer=viewer, blank=True) if on_errors == "blank" else strict
    found = [*of_file, *(one for row in strict for one in row.problems)]
    sheets = {name: at for at, name in enumerate(dict.fromkeys(one.sheet for one in found))}
    unreadable = any(one.severity == "error" for one in of_file)
    return _Plan(
        parsed=parsed,
        sha256=read.sha256,
        read=kept,
        left_out=() if on_errors == "block" else _left_out(strict, kept),
        problems=tuple(sorted(found, key=lambda one: (sheets[one.sheet], one.row, number(letters=one.column)))),
        blocked=unreadable or (on_errors == "block" and any(row.errors for row in strict)),
    )


def _check_what(what: str) -> None:
    if what != WHAT:
        raise Refused(
            "people.import.what",
            id=f"Jenis “{what}” bukan daftar personel; jenisnya “{WHAT}”.",
            en=f"The kind “{what}” is no list of people; that kind is “{WHAT}”.",
        )


def _layout(mapping: str | Mapping[str, str] | None) -> Layout | None:
    if mapping is None:
        return None
    if not isinstance(mapping, str):
        return Layout(name="…", what=WHAT, columns=dict(mapping))
    columns = places.mapping(what=WHAT, name=mapping)
    if columns is None:
        raise Refused(
            "people.mapping.unknown",
            id=f"Pemetaan “{mapping}” tidak ada.",
            en=f"There is no mapping “{mapping}”.",
        )
    return Layout(name=mapping, what=WHAT, columns=columns)


def _saved() -> tuple[Layout, ...]:
    names = places.mapping_names(what=WHAT)
    return tuple(Layout(name=one, what=WHAT, columns=places.mapping(what=WHAT, name=one) or {}) for one in names)


def _left_out(strict: Sequence[Read], kept: Sequence[Read]) -> tuple[str, ...]:
    gone: list[str] = []
    for before, after in zip(strict, kept, strict=True):
        if not before.errors:
            continue
        cells = [one.column for one in before.errors] if after.entry is not None else [""]
        row = before.row
        gone.extend(address(sheet=row.sheet, row=row.number, column=one) for one in dict.fromkeys(cells))
    return tuple(gone)


def _preview_row(one: Read) -> PreviewRow:
    return PreviewRow(
        sheet=one.row.sheet,
        row=one.row.number,
        key=one.entry.name if one.entry is not None else "",
        change=one.change,
        fields=one.fields,
    )


def _applied(plan: _Plan, *, file_name: str) -> ImportApplied:
    return ImportApplied(
        what=WHAT,
        file_name=_nameless(plan, file_name),
        file_sha256=plan.sha256,
        mapping=plan.parsed.layout_name,
        new=plan.count(Change.NEW),
        changed=plan.count(Change.CHANGED),
        unchanged=plan.count(Change.UNCHANGED),
        left_out=plan.left_out,
    )


def _nameless(plan: _Plan, file_name: str) -> str:
    """Return the file's name, or only its kind when it is called after somebody in it."""
    words = {word for one in plan.kept() if one.entry for word in one.entry.name.casefold().split()}
    plain = file_name[-255:]
    named = any(len(word) >= TELLING and word in plain.casefold() for word in words)
    return f"{WHAT}.{plain.rsplit('.', 1)[-1]}" if named else plain


def _refuse_unsound(plan: _Plan, *, seen: str) -> None:
    if plan.blocked:
        errors = [one for one in plan.problems if one.severity == "error"]
        raise Refused(
            "people.import.errors",
            id=f"Ada {len(errors)} galat; tidak ada yang dicatat. Pertama, {errors[0].cell}: {errors[0].message.id}",
            en=f"There are {len(errors)} errors; nothing was recorded. First, {errors[0].cell}: {errors[0].message.en}",
        )
    if seen and seen != plan.fingerprint():
        raise Refused(
            "people.import.moved",
            id="Data berubah sejak pratinjau dibuat; lihat pratinjau baru, lalu terapkan.",
            en="The data changed since the preview was made; look at a new preview, then apply.",
        )
