"""Table files in: say what a file would do, then do exactly that, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from sinergi.areas.places.commands.answers import ImportOutcome, ImportPreview, PreviewRow
from sinergi.areas.places.commands.asking import may_write
from sinergi.areas.places.commands.loading import Loaded, load_file
from sinergi.areas.places.facts import ImportApplied
from sinergi.areas.places.rules.diff import Change, Diff, compare
from sinergi.areas.places.rules.reading import Entry, OnErrors, Progress, Settled, read_rows, settle
from sinergi.journal import book
from sinergi.sheets.problems import Problem, number
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Everything that a file would do under one choice."""

    loaded: Loaded
    settled: Settled[Any]
    diff: Diff[Any]
    alongside: tuple[Fact, ...]
    problems: tuple[Problem, ...]
    blocked: bool

    def facts(self) -> tuple[Fact, ...]:
        return (*self.alongside, *self.diff.to_record())


def preview_import(
    *,
    viewer: Viewer,
    what: str,
    data: bytes,
    file_name: str,
    mapping: str | Mapping[str, str] | None = None,
    on_errors: OnErrors = "block",
    progress: Progress | None = None,
) -> ImportPreview:
    """Return what the file would do, with every problem at its cell. Writes nothing.

    ``mapping``: name of a known layout or saved mapping, or header -> column key; None: recognised by the headers.
    """
    may_write(viewer)
    plan = _plan(what=what, data=data, file_name=file_name, mapping=mapping, on_errors=on_errors, progress=progress)
    return ImportPreview(
        what=what,
        new=plan.diff.count(Change.NEW),
        changed=plan.diff.count(Change.CHANGED),
        unchanged=plan.diff.count(Change.UNCHANGED),
        left_out=plan.settled.left_out,
        problems=plan.problems,
        rows=tuple(_rows(plan)),
        layout_name=plan.loaded.layout_name,
        headers=plan.loaded.headers,
        unmapped=plan.loaded.unmapped,
        alongside=len(plan.alongside),
        blocked=plan.blocked,
        sha256=plan.loaded.sha256,
        fingerprint=_fingerprint(plan),
    )


def apply_import(
    *,
    viewer: Viewer,
    stamp: Stamp,
    what: str,
    data: bytes,
    file_name: str,
    mapping: str | Mapping[str, str] | None = None,
    on_errors: OnErrors = "block",
    seen: str = "",
    progress: Progress | None = None,
) -> ImportOutcome:
    """Record what the file says, all or nothing, and answer what was done.

    The same bytes are read again inside the writer's transaction. ``seen`` is the fingerprint of the preview that was
    agreed to: when the state moved in between, Refused ``places.import.moved``. Errors that block: Refused
    ``places.import.errors``. A file that says nothing new records nothing at all.
    """
    may_write(viewer)
    with book.writing():
        plan = _plan(what=what, data=data, file_name=file_name, mapping=mapping, on_errors=on_errors, progress=progress)
        _refuse_unsound(plan, seen=seen)
        facts = plan.facts()
        ids = book.record(*facts, _applied(plan, what=what, file_name=file_name), stamp=stamp).ids if facts else ()
    return ImportOutcome(
        new=plan.diff.count(Change.NEW),
        changed=plan.diff.count(Change.CHANGED),
        unchanged=plan.diff.count(Change.UNCHANGED),
        left_out=plan.settled.left_out,
        problems=plan.problems,
        alongside=len(plan.alongside),
        recorded=bool(facts),
        ids=ids,
    )


def _plan(
    *,
    what: str,
    data: bytes,
    file_name: str,
    mapping: str | Mapping[str, str] | None,
    on_errors: OnErrors,
    progress: Progress | None,
) -> _Plan:
    if on_errors not in get_args(OnErrors):
        raise Refused(
            "places.import.choice",
            id=f"Pilihan “{on_errors}” tidak dikenal.",
            en=f"The choice “{on_errors}” is not known: {', '.join(get_args(OnErrors))}.",
        )
    loaded = load_file(what=what, data=data, file_name=file_name, mapping=mapping)
    entries = read_rows(loaded.rows, reader=loaded.reader, load=loaded.load, progress=progress)
    settled = settle(entries, reader=loaded.reader, on_errors=on_errors)
    before = {entry.key: entry.base for entry in entries if entry.known}
    diff = compare(said=[one.fact for one in settled.kept], known=before, key=lambda fact: str(fact.code))
    unreadable = any(one.severity == "error" for one in loaded.problems)
    return _Plan(
        loaded=loaded,
        settled=settled,
        diff=diff,
        alongside=_alongside(loaded, settled),
        problems=_in_order(loaded, entries),
        blocked=unreadable or (on_errors == "block" and any(entry.errors for entry in entries)),
    )


def _alongside(loaded: Loaded, settled: Settled[Any]) -> tuple[Fact, ...]:
    needed = {code for one in settled.kept for code in loaded.reader.needs(one.key)}
    own = {one.key for one in settled.kept} if loaded.reader.own_kind else set()
    return tuple(loaded.reader.alongside[code] for code in sorted(needed - own))


def _in_order(loaded: Loaded, entries: tuple[Entry[Any], ...]) -> tuple[Problem, ...]:
    found = [*loaded.problems, *(one for entry in entries for one in entry.problems)]
    sheets = {name: at for at, name in enumerate(dict.fromkeys(one.sheet for one in found))}
    return tuple(sorted(found, key=lambda one: (sheets[one.sheet], one.row, number(letters=one.column))))


def _rows(plan: _Plan) -> list[PreviewRow]:
    return [
        PreviewRow(
            sheet=kept.row.sheet, row=kept.row.number, key=kept.key, change=compared.change, fields=compared.fields
        )
        for kept, compared in zip(plan.settled.kept, plan.diff.rows, strict=True)
    ]


def _fingerprint(plan: _Plan) -> str:
    digest = hashlib.sha256(f"{plan.loaded.sha256}\n{plan.settled.left_out}\n{plan.alongside}".encode())
    for row in plan.diff.rows:
        if row.change is not Change.UNCHANGED:
            digest.update(f"\n{row.before}\n{row.fact}".encode())
    return digest.hexdigest()


def _applied(plan: _Plan, *, what: str, file_name: str) -> ImportApplied:
    return ImportApplied(
        what=what,
        file_name=file_name[-255:],
        file_sha256=plan.loaded.sha256,
        mapping=plan.loaded.layout_name,
        new=plan.diff.count(Change.NEW),
        changed=plan.diff.count(Change.CHANGED),
        unchanged=plan.diff.count(Change.UNCHANGED),
        left_out=plan.settled.left_out,
    )


def _refuse_unsound(plan: _Plan, *, seen: str) -> None:
    if plan.blocked:
        errors = [one for one in plan.problems if one.severity == "error"]
        first = errors[0]
        raise Refused(
            "places.import.errors",
            id=f"Ada {len(errors)} galat; tidak ada yang dicatat. Pertama, {first.cell}: {first.message.id}",
            en=f"There are {len(errors)} errors; nothing was recorded. First, {first.cell}: {first.message.en}",
        )
    if seen and seen != _fingerprint(plan):
        raise Refused(
            "places.import.moved",
            id="Data berubah sejak pratinjau dibuat; lihat pratinjau baru, lalu terapkan.",
            en="The data changed since the preview was made; look at a new preview, then apply.",
        )
