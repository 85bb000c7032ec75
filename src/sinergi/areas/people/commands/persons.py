"""Register and erase people. Name and phone go to the vault; the fact holds a reference and a seal."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from sinergi.areas.people import rules
from sinergi.areas.people.columns import PersonEntry
from sinergi.areas.people.facts import DutyPostFilled, PersonErased, PersonRegistered
from sinergi.areas.people.queries import known
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book, clock, vault
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.ids import village_code
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Party, Viewer


def why_not_register(*, viewer: Viewer, entry: PersonEntry) -> Refused | None:
    """Return why ``viewer`` may not register ``entry``, or None."""
    return why_not_party(viewer=viewer, party=entry.party) or why_not_entry(entry)


def why_not_party(*, viewer: Viewer, party: Party) -> Refused | None:
    """Return why ``viewer`` may not register people of ``party``, or None."""
    return rulebook.why_not(viewer, Action.WRITE, "personnel", party=party)


def why_not_entry(entry: PersonEntry) -> Refused | None:
    """Return what is wrong with ``entry`` itself, whoever registers it, or None."""
    try:
        phone = rules.phone(entry.phone)
        if entry.home_village:
            village_code(entry.home_village)
    except Refused as error:
        return error
    texts = (entry.unit, entry.home_unit, entry.rank, *entry.skills)
    return rules.why_not_person(name=entry.name, phone=phone, party=entry.party, duty=entry.duty, texts=texts)


def register_person(*, viewer: Viewer, stamp: Stamp, entry: PersonEntry) -> str:
    """Register one person, or a better knowledge of one, and return their id. Raises Refused."""
    return register_persons(viewer=viewer, stamp=stamp, entries=(entry,))[0]


def register_persons(*, viewer: Viewer, stamp: Stamp, entries: Sequence[PersonEntry]) -> tuple[str, ...]:
    """Register people, all or none, and return their ids in order; who is known just so is not recorded again."""
    with book.writing():
        facts = _facts(viewer, entries)
        before = known.persons(ids=[entry.person for entry in entries if entry.person])
        record([fact for fact in facts if before.get(fact.person) != fact], stamp=stamp)
    return tuple(fact.person for fact in facts)


def registered(*, viewer: Viewer, entries: Sequence[PersonEntry]) -> list[PersonRegistered]:
    """Return the facts of ``entries`` for whoever records them in the same transaction; the vault is written."""
    with book.writing():
        return _facts(viewer, entries)


def erase_person(*, viewer: Viewer, stamp: Stamp, person: str, reason: str) -> None:
    """Destroy the name and phone of a person and vacate their posts; the journal stays whole. Raises Refused."""
    with book.writing():
        fact = known.persons(ids=[person]).get(person)
        if fact is None or rulebook.why_not(viewer, Action.WRITE, "personnel", party=fact.party) is not None:
            raise Refused(
                "people.person.unknown",
                id="Orang ini tidak ada atau tidak untuk Anda.",
                en="There is no such person, or not for you.",
            )
        secret = vault.get(fact.vault) or {}
        refused = rules.why_not_text(texts=(reason,), name=secret.get("name", ""), phone=secret.get("phone", ""))
        if refused is not None:
            raise refused
        vacated: list[Fact] = [DutyPostFilled(post=post, person="") for post in known.held_by(person)]
        vault.erase(fact.vault)
        record([*vacated, PersonErased(person=person, reason=reason)], stamp=stamp)


def record(facts: Sequence[Fact], *, stamp: Stamp) -> int:
    """Record what is left to record; the sender's ids hold only when there is one for each. Return how many."""
    if facts:
        book.record(*facts, stamp=stamp.fitting(len(facts)))
    return len(facts)


def _facts(viewer: Viewer, entries: Sequence[PersonEntry]) -> list[PersonRegistered]:
    for party in dict.fromkeys(entry.party for entry in entries):
        if (refused := why_not_party(viewer=viewer, party=party)) is not None:
            raise refused
    for entry in entries:
        if (refused := why_not_entry(entry)) is not None:
            raise refused
    before = known.persons(ids=[entry.person for entry in entries if entry.person])
    secrets = vault.many([fact.vault for fact in before.values()])
    drafts = [_draft(entry, before.get(entry.person)) for entry in entries]
    contents = {draft.vault: _content(entry) for draft, entry in zip(drafts, entries, strict=True)}
    seals = vault.put_many({ref: one for ref, one in contents.items() if secrets.get(ref) != one})
    return [dataclasses.replace(draft, seal=seals.get(draft.vault, draft.seal)) for draft in drafts]


def _content(entry: PersonEntry) -> dict[str, str]:
    return {"name": " ".join(entry.name.split()), "phone": rules.phone(entry.phone)}


def _draft(entry: PersonEntry, old: PersonRegistered | None) -> PersonRegistered:
    """Return the fact of an entry with the seal of what the vault held before."""
    if entry.person and (old is None or old.party is not entry.party):
        raise Refused(
            "people.person.unknown",
            id="Orang ini tidak ada pada pihak ini.",
            en="There is no such person in this party.",
        )
    identity = entry.person or str(clock.new_id())
    return PersonRegistered(
        person=identity,
        party=entry.party,
        duty=entry.duty,
        vault=f"person:{identity}",
        seal=old.seal if old is not None else "",
        unit=entry.unit,
        home_unit=entry.home_unit,
        rank=entry.rank,
        skills=entry.skills,
        home_village=village_code(entry.home_village) if entry.home_village else "",
        craft=entry.craft,
        barred=entry.barred,
        synthetic=entry.synthetic,
    )
