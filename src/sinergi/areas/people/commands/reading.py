"""From the rows of a sheet of people to entries, beside the people who are known already.

The journal holds no names, so a row finds its person through the vault, in memory: by name, party and unit, or by a
phone that only one person has, here and in the file. What a row leaves blank it leaves as it is known.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sinergi.areas.people import columns, rules
from sinergi.areas.people.columns import PersonEntry
from sinergi.areas.people.commands.persons import why_not_entry, why_not_party
from sinergi.areas.people.facts import PersonRegistered
from sinergi.areas.people.queries import known
from sinergi.areas.places.rules.diff import Change
from sinergi.journal import vault
from sinergi.sheets.problems import Problem
from sinergi.sheets.rows import Row
from sinergi.sheets.schema import Value
from sinergi.vocabulary.ids import village_code
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Viewer

KEPT_BLANK = ("phone", "unit", "home_unit", "rank", "skills", "home_village", "craft", "barred")
COLUMN_OF = {
    "people.person.phone": "phone",
    "people.person.name": "name",
    "people.person.duty": "duty",
    "people.person.craft": "craft",
    "code.village": "home_village",
}
Progress = Callable[[int, int], None]
May = Mapping[Party, Refused | None]  # why the reader may not write people of a party
EVERY = 200  # rows between two words to whoever waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One row understood; ``entry`` is None when it has errors."""

    row: Row
    entry: PersonEntry | None
    change: Change = Change.NEW
    fields: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What blocks this row."""
        return tuple(one for one in self.problems if one.severity == "error")


@dataclass(slots=True)
class Register:
    """The people that are known, to be found by what a sheet says of them; each is found once."""

    entries: dict[str, PersonEntry]
    by_name: dict[tuple[str, str, str], list[str]]
    by_phone: dict[tuple[str, str], list[str]]

    def take(self, entry: PersonEntry, *, shared: bool) -> PersonEntry | None:
        """Return the known person whom ``entry`` is about, and take them out. ``shared``: the phone says nothing."""
        found = self._free(self.by_name.get(_name_key(entry), ()))
        if not found and entry.phone and not shared:
            same = self.by_phone.get((entry.party, entry.phone), ())
            found = self._free(same) if len(same) == 1 else ()
        same_phone = [one for one in found if entry.phone and self.entries[one].phone == entry.phone]
        return self.entries.pop((same_phone or list(found))[0]) if found else None

    def _free(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in ids if one in self.entries)


def read_rows(
    rows: Iterable[Row], *, viewer: Viewer, blank: bool = False, progress: Progress | None = None
) -> tuple[Read, ...]:
    """Return every row understood. ``blank``: cells with errors count as blank where the row can do without them."""
    ordered = list(rows)
    may = {party: why_not_party(viewer=viewer, party=party) for party in FIVE_PARTIES}
    drafts = [_draft(row, viewer.party, may, blank=blank) for row in ordered]
    entries = [draft for draft in drafts if isinstance(draft, PersonEntry)]
    phones = Counter((one.party, one.phone) for one in entries if one.phone)
    shared = {key for key, count in phones.items() if count > 1}
    register = _register(viewer.party)
    named = [one for one in entries if _name_key(one) in register.by_name]
    found = {id(one): register.take(one, shared=True) for one in named}
    read = []
    for at, (row, draft) in enumerate(zip(ordered, drafts, strict=True)):
        if progress is not None and at % EVERY == 0:
            progress(at, len(ordered))
        if not isinstance(draft, PersonEntry):
            read.append(Read(row=row, entry=None, problems=(*row.problems, *draft)))
            continue
        old = found.get(id(draft)) or register.take(draft, shared=(draft.party, draft.phone) in shared)
        read.append(_compared(row, draft, old))
    return tuple(read)


def _draft(row: Row, party: Party, may: May, *, blank: bool) -> PersonEntry | tuple[Problem, ...]:
    values = dict(row.values)
    bad = {one.key for one in row.problems if one.severity == "error"}
    if bad and not (blank and bad <= set(KEPT_BLANK)):
        return ()
    values.update(dict.fromkeys(bad))
    for _ in KEPT_BLANK:  # each round takes one more bad cell as blank
        entry = _entry(row, values, party, may)
        if isinstance(entry, PersonEntry):
            return entry
        if not blank or entry.key not in KEPT_BLANK:
            return (entry,)
        values[entry.key] = None
    return ()


def _entry(row: Row, values: Mapping[str, Value], party: Party, may: May) -> PersonEntry | Problem:
    try:
        entry = columns.entry(values, party=party)
    except ValueError as error:
        return _problem(
            row,
            Refused(
                "people.person.craft",
                id=f"Kendaraan “{error}” tidak dikenal; tulis mobil, sepeda motor, atau perahu.",
                en=f"Vehicle “{error}” is not known; write car, motorcycle, or boat.",
            ),
        )
    if (refused := may[entry.party] or why_not_entry(entry)) is not None:
        return _problem(row, refused)
    return dataclasses.replace(
        entry,
        phone=rules.phone(entry.phone),
        home_village=village_code(entry.home_village) if entry.home_village else "",
    )


def _problem(row: Row, refused: Refused) -> Problem:
    key = "party" if refused.code.startswith("access.") else COLUMN_OF.get(refused.code, "")
    return Problem(
        sheet=row.sheet,
        row=row.number,
        column=row.column_of.get(key, ""),
        severity="error",
        code=refused.code,
        message=refused.sentence,
        key=key,
    )


def _compared(row: Row, said: PersonEntry, old: PersonEntry | None) -> Read:
    if old is None:
        return Read(row=row, entry=said, problems=row.problems)
    kept = {name: getattr(old, name) for name in KEPT_BLANK if not getattr(said, name)}
    entry = dataclasses.replace(said, person=old.person, synthetic=said.synthetic or old.synthetic, **kept)
    fields = tuple(one.name for one in dataclasses.fields(entry) if getattr(entry, one.name) != getattr(old, one.name))
    change = Change.CHANGED if fields else Change.UNCHANGED
    return Read(row=row, entry=entry, change=change, fields=fields, problems=row.problems)


def _register(party: Party) -> Register:
    facts = known.persons(parties=(party,))
    secrets = vault.many([fact.vault for fact in facts.values()])
    register = Register({}, {}, {})
    for identity, fact in sorted(facts.items()):
        entry = _known(fact, secrets.get(fact.vault, {}))
        register.entries[identity] = entry
        register.by_name.setdefault(_name_key(entry), []).append(identity)
        register.by_phone.setdefault((entry.party, entry.phone), []).append(identity)
    return register


def _known(fact: PersonRegistered, secret: Mapping[str, str]) -> PersonEntry:
    return PersonEntry(
        person=fact.person,
        name=secret.get("name", ""),
        phone=secret.get("phone", ""),
        party=fact.party,
        duty=fact.duty,
        unit=fact.unit,
        home_unit=fact.home_unit,
        rank=fact.rank,
        skills=fact.skills,
        home_village=fact.home_village,
        craft=fact.craft,
        barred=fact.barred,
        synthetic=fact.synthetic,
    )


def _name_key(entry: PersonEntry) -> tuple[str, str, str]:
    return (" ".join(entry.name.casefold().split()), entry.party, " ".join(entry.unit.casefold().split()))
