"""The annexes of the order: who stands where, when and with what, and what is missing; and the words they share."""

from __future__ import annotations

import dataclasses
import string
from collections.abc import Iterable
from datetime import datetime

from sinergi.areas.deployment import columns
from sinergi.areas.deployment.queries.rows import GuardRow, PlanView, SectorRow, StandRow, StopRow
from sinergi.areas.places.letters import Office
from sinergi.documents import dates
from sinergi.documents.content import Table
from sinergi.documents.text import plain
from sinergi.vocabulary.terms import label as term

GUARDING = ("guard", "reserve")
WORDS = {"guard": "Jaga TPS", "reserve": "Cadangan bergerak"}


def annexes(view: PlanView, *, office: Office) -> tuple[Table, ...]:
    """Return who stands where, when and with what: sectors, army, Linmas, turns, gaps; the reserve apart."""
    made = [_sectors(view)]
    if view.army:
        note = "TNI bersiaga di luar TPS."
        made.append(Table(title="TNI", note=note, columns=columns.CAMPS, rows=tuple(map(_stand, view.army))))
    made.append(_wardens(view))
    made.append(_turns(view, office))
    made.append(_short(view))
    if view.reserve:
        note = "Rahasia sampai digunakan: lembar ini hanya untuk Polsek, jangan disertakan pada tembusan."
        rows = tuple((*_stand(one), _answers(view, one), _minutes(one.minutes)) for one in view.reserve)
        made.append(Table(title="Cadangan bergerak", note=note, columns=columns.STANDS, rows=rows, apart=True))
    return tuple(
        dataclasses.replace(table, title=f"{letter}. {table.title}")
        for letter, table in zip(string.ascii_uppercase, made, strict=False)
    )


def people(guards: Iterable[GuardRow], between: str = "\n") -> str:
    """Return people, one after another."""
    return between.join(who(one) for one in guards)


def shift_name(code: str, office: Office) -> str:
    """Return what people call a turn: the word of the pack, or the code."""
    return next((one.name.id for one in office.pack.guard_shifts if one.code == code), code)


def risk(stop: StopRow) -> str:
    """Return the word for the class of a TPS; empty where nobody classed it."""
    return term(stop.risk_class.value) if stop.risk_class is not None else ""


def who(guard: GuardRow) -> str:
    """Return a person in one line: the name where the viewer may read it, the label, and what to know of them."""
    said = f"{plain(guard.name)} ({plain(guard.label)})" if guard.name else plain(guard.label)
    return said + (" \u2013 ketua" if guard.leads else "") + (" \u2013 BERHALANGAN" if guard.absent else "")


def task_name(code: str, office: Office) -> str:
    """Return what people call a task: the word of the pack, of the program, or the code."""
    named = next((one.name.id for one in office.pack.guard_tasks if one.code == code), "")
    return named or WORDS.get(code) or term(code)


def craft(sector: SectorRow) -> str:
    """Return what the pair brings and what the sector needs."""
    brought = dict.fromkeys(term(one) for guard in sector.officers for one in guard.craft)
    needed = [f"perlu: {term(one)}" for one in sector.needs]
    return "\n".join([*brought, *needed]) or "\u2013"


def _minutes(minutes: int | None) -> str:
    return "\u2013" if minutes is None else str(minutes)


def _sectors(view: PlanView) -> Table:
    rows = tuple(
        (
            sector.code,
            plain(sector.post_name),
            people(sector.officers) + "".join(f"\nKURANG: {one.message.id}" for one in sector.missing),
            "\n".join(f"{stop.order}. {plain(stop.name)}" for stop in sector.stops),
            str(sector.minutes),
            craft(sector),
        )
        for sector in view.sectors
    )
    note = "Pasangan menunggu di pos, lalu berkeliling menurut nomor urut dan kembali ke pos."
    return Table(title="Sektor, pos, dan ronde", note=note, columns=columns.SECTORS, rows=rows)


def _stand(one: StandRow) -> tuple[str, str]:
    return plain(one.name), people(one.people) or "\u2013"


def _answers(view: PlanView, one: StandRow) -> str:
    names = {stop.station: plain(stop.name) for sector in view.sectors for stop in sector.stops}
    return "; ".join(names.get(code, code) for code in one.answers)


def _wardens(view: PlanView) -> Table:
    rows: dict[str, tuple[str, ...]] = {}
    where: dict[str, list[str]] = {}
    for sector in view.sectors:
        for stop in sector.stops:
            where.setdefault(stop.station, []).append(sector.code)
    for stop in (*(stop for sector in view.sectors for stop in sector.stops), *view.uncovered):
        sectors = ", ".join(where.get(stop.station, ["TANPA PENJAGAAN"]))
        guards = people(stop.wardens) or "belum ditetapkan"
        rows[stop.station] = (stop.station, plain(stop.name), plain(stop.village_name), risk(stop), sectors, guards)
    note = "Linmas berjaga di pintu TPS desanya sendiri."
    every = tuple(row for _code, row in sorted(rows.items()))
    return Table(title="TPS dan Linmas", note=note, columns=columns.WARDENS, rows=every)


def _turns(view: PlanView, office: Office) -> Table:
    groups: dict[tuple[datetime, datetime, str, str, str], list[GuardRow]] = {}
    for turn in view.turns:
        at = "" if turn.task in GUARDING else plain(turn.at_name)
        groups.setdefault((turn.start, turn.end, turn.shift, turn.task, at), []).append(turn.guard)
    rows = tuple(
        (
            f"{shift_name(shift, office)}\n{dates.span(start, end, zone=office.zone)}",
            task_name(task, office),
            at or "menurut sektor atau tempat siaga",
            f"{len(guards)} orang" if task in GUARDING else people(guards),
        )
        for (start, end, shift, task, at), guards in sorted(groups.items(), key=lambda one: one[0])
    )
    note = "Rincian per orang ada di daftar jaga."
    return Table(title="Giliran jaga", note=note, columns=columns.TURNS, rows=rows, empty="Daftar jaga belum disusun.")


def _short(view: PlanView) -> Table:
    rows = [(one.message.id, str(one.missing)) for one in view.row.shortages]
    rows += [(f"Aturan yang berbenturan: {one.message.id}", "") for one in view.row.conflict]
    rows += [(f"TPS tanpa penjagaan: {plain(stop.name)} ({stop.station})", "1") for stop in view.uncovered]
    return Table(
        title="Kekurangan yang diketahui", columns=columns.SHORT, rows=tuple(rows), empty="Tidak ada kekurangan."
    )
