"""From the rows of a file to facts, with every problem at its cell; what to do with errors is the user's choice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, Protocol, TypeVar

from sinergi.areas.places.rules.diff import merged
from sinergi.areas.places.rules.findings import Finding, error
from sinergi.sheets.problems import Problem, address
from sinergi.sheets.rows import Row
from sinergi.vocabulary.facts import Fact

F = TypeVar("F", bound=Fact)
OnErrors = Literal["block", "leave-out", "blank"]
Progress = Callable[[int, int], None]
EVERY: Final = 500  # rows between two words to whoever waits


class Reader(Protocol[F]):
    """What is particular to one kind of file. ``hard`` are the columns without which a row is nothing."""

    hard: frozenset[str]
    alongside: dict[str, Any]  # facts that the file brings beside its rows, by code
    own_kind: bool  # whether those are of the same kind as the rows

    def identify(self, row: Row) -> str | tuple[Finding, ...]:
        """Return the natural key of a row, or why it has none."""
        ...

    def bare(self, key: str) -> F:
        """Return the least fact with this key, for a row that is new."""
        ...

    def said(self, row: Row) -> dict[str, Any]:
        """Return what the row says, by column key."""
        ...

    def build(self, base: F, said: Mapping[str, Any]) -> F:
        """Return ``base`` with what is said; it is checked before it is tidied."""
        ...

    def findings(self, fact: F) -> Iterable[Finding]:
        """Yield what is wrong with the fact as it would stand."""
        ...

    def tidy(self, fact: F) -> F:
        """Return the fact as it is recorded."""
        ...

    def remarks(self, row: Row, key: str) -> Iterable[Finding]:
        """Yield what is to be said of the row itself: blanks, code forms, places outside the kecamatan."""
        ...

    def needs(self, key: str) -> tuple[str, ...]:
        """Return the keys of facts that must be registered alongside the row with this key."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[F]):
    """One row understood: its fact as it would be recorded, or None when it has no key."""

    row: Row
    key: str = ""
    base: F | None = None
    fact: F | None = None
    known: bool = False  # whether the base was recorded before
    said: Mapping[str, Any]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What blocks this row."""
        return tuple(one for one in self.problems if one.severity == "error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Generic[F]):
    """A row that goes in."""

    row: Row
    key: str
    fact: F


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(Generic[F]):
    """What goes in, and the addresses of what stays behind."""

    kept: tuple[Kept[F], ...]
    left_out: tuple[str, ...]


def read_rows(
    rows: Sequence[Row],
    *,
    reader: Reader[F],
    load: Callable[[Collection[str]], Mapping[str, F]],
    progress: Progress | None = None,
) -> tuple[Entry[F], ...]:
    """Return every row understood. ``load`` gives the known facts of the keys it is asked for, all at once."""
    keys = [reader.identify(row) for row in rows]
    known = load({key for key in keys if isinstance(key, str)})
    twins = _twins(rows, keys)
    entries = []
    for at, (row, key) in enumerate(zip(rows, keys, strict=True)):
        if progress is not None and at % EVERY == 0:
            progress(at, len(rows))
        if not isinstance(key, str):
            entries.append(_hopeless(row, key))
        elif at in twins:
            entries.append(_hopeless(row, (_duplicate(key, twins[at], reader.hard, row),)))
        else:
            entries.append(_entry(row, key, reader=reader, known=known))
    if progress is not None:
        progress(len(rows), len(rows))
    return tuple(entries)


def settle(entries: Iterable[Entry[F]], *, reader: Reader[F], on_errors: OnErrors) -> Settled[F]:
    """Return what goes in under the user's choice.

    ``block`` and ``leave-out``: rows without errors. ``blank``: also rows whose marked cells, taken as blank, leave
    a sound row behind.
    """
    kept: list[Kept[F]] = []
    left_out: list[str] = []
    for entry in entries:
        fact, gone = _choose(entry, reader=reader, on_errors=on_errors)
        if on_errors != "block":
            left_out.extend(gone)
        if fact is not None:
            kept.append(Kept(row=entry.row, key=entry.key, fact=fact))
    return Settled(kept=tuple(kept), left_out=tuple(left_out))


def problem(row: Row, finding: Finding) -> Problem:
    """Return a finding as a problem at its cell; at the first cell of the row where the file has no such column."""
    return Problem(
        sheet=row.sheet,
        row=row.number,
        column=row.column_of.get(finding.field) or next(iter(row.column_of.values()), ""),
        severity=finding.severity,
        code=finding.code,
        message=finding.message,
        key=finding.field,
        suggestion=finding.suggestion,
    )


def file_problem(*, sheet: str, row: int = 0, column: str = "", finding: Finding) -> Problem:
    """Return a finding about a sheet or a header."""
    return Problem(
        sheet=sheet, row=row, column=column, severity=finding.severity, code=finding.code, message=finding.message
    )


def shown(row: Row, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Return the findings to tell of a row: errors, and remarks on cells that the file has."""
    return tuple(problem(row, one) for one in findings if one.severity == "error" or one.field in row.column_of)


def _entry(row: Row, key: str, *, reader: Reader[F], known: Mapping[str, F]) -> Entry[F]:
    base = known.get(key) or reader.bare(key)
    said = reader.said(row)
    fact = reader.build(base, said)
    found = shown(row, (*reader.findings(fact), *reader.remarks(row, key)))
    return Entry(
        row=row,
        key=key,
        base=base,
        fact=reader.tidy(fact),
        known=key in known,
        said=said,
        problems=(*row.problems, *found),
    )


def _hopeless(row: Row, findings: Iterable[Finding]) -> Entry[Any]:
    return Entry(row=row, said={}, problems=(*row.problems, *shown(row, findings)))


def _choose(entry: Entry[F], *, reader: Reader[F], on_errors: OnErrors) -> tuple[F | None, tuple[str, ...]]:
    errors = entry.errors
    if not errors:
        return entry.fact, ()
    whole_row = (address(sheet=entry.row.sheet, row=entry.row.number),)
    if on_errors != "blank" or entry.base is None:
        return None, whole_row
    marked = {one.key for one in errors}
    if any(not one.column for one in errors) or marked & reader.hard:
        return None, whole_row
    said = {key: value for key, value in entry.said.items() if key not in marked}
    fact = reader.build(entry.base, said)
    if any(one.severity == "error" for one in reader.findings(fact)):
        return None, whole_row
    return reader.tidy(fact), tuple(dict.fromkeys(one.cell for one in errors))


def _twins(rows: Sequence[Row], keys: Sequence[str | tuple[Finding, ...]]) -> dict[int, tuple[Row, bool]]:
    """Return, for each row that stands in the way of another: that other row, and whether both say the same.

    Rows that differ are all marked, for nobody knows which is right; of rows that say the same the first one stays.
    """
    groups: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        if isinstance(key, str):
            groups.setdefault(key, []).append(at)
    twins: dict[int, tuple[Row, bool]] = {}
    for members in groups.values():
        if len(members) > 1:
            first = rows[members[0]]
            same = all(rows[at].values == first.values for at in members)
            twins.update((at, (first, same)) for at in members[1:])
            if not same:
                twins[members[0]] = (rows[members[1]], False)
    return twins


def _duplicate(key: str, twin: tuple[Row, bool], hard: frozenset[str], row: Row) -> Finding:
    other, same = twin
    field = next((name for name in sorted(hard) if name in row.column_of), "code")
    place = address(sheet=other.sheet, row=other.number)
    how_id = "dan isinya sama: hapus salah satu" if same else "dengan isi berbeda: periksa mana yang benar"
    how_en = "and says the same: delete one" if same else "and says something else: find out which is right"
    return error(
        field,
        "places.import.duplicate",
        id=f"{key} juga ada di baris {place}, {how_id}.",
        en=f"{key} is also in row {place}, {how_en}.",
    )


def plain_build(base: F, said: Mapping[str, Any], *, fields: Mapping[str, str]) -> F:
    """Return ``base`` with what is said; ``fields`` names the fact's field of a column key, where they differ."""
    return merged(base, {fields.get(key, key): value for key, value in said.items()})
