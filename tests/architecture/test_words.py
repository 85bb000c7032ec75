"""One word, one thing, two languages; and the words that must not occur at all."""

from __future__ import annotations

import ast
import dataclasses
import enum
import importlib
import re
from collections import defaultdict
from types import ModuleType

import pytest
from django.apps import apps

from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.wiring import WIRING
from sinergi.vocabulary import terms, viewer
from sinergi.vocabulary.facts import Fact
from tests.architecture.tree import SOURCE, Module, modules

CODE = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9_-]+)+")
KIND = re.compile(r"[a-z]+\.[a-z-]+\.[a-z-]+\.v[1-9][0-9]*")
VOTE = re.compile(r"(^|_)(paslon|candidate|suara_sah|suara|vote|votes|tally|perolehan|turnout|choice_of_voter)(_|$)")
VOTER = re.compile(r"(^|_)(nik|nkk|ktp|kk|voter_name|nama_pemilih|date_of_birth|tanggal_lahir|birth)(_|$)")


def facts_modules() -> list[ModuleType]:
    """Return the facts of every area, and the journal's own."""
    paths = [*sorted((SOURCE / "areas").glob("*/facts.py")), *sorted((SOURCE / "journal").glob("facts.py"))]
    return [
        importlib.import_module(".".join(("sinergi", *path.relative_to(SOURCE).with_suffix("").parts)))
        for path in paths
    ]


def fact_classes() -> list[type[Fact]]:
    """Return every kind of fact that an area declares."""
    return [
        item
        for module in facts_modules()
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, Fact) and item.__module__ == module.__name__
    ]


def refusals() -> list[tuple[Module, ast.Call]]:
    """Return every place where a refusal is made."""
    return [(module, call) for module in modules() for name, call in module.calls() if name == "Refused"]


def test_refusals_have_a_code_and_both_languages() -> None:
    """A refusal's code is dotted and lower case; it speaks Indonesian and English, and not the same sentence twice."""
    wrong = []
    for module, call in refusals():
        words = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        first = call.args[0] if call.args else None
        literal = first.value if isinstance(first, ast.Constant) else None
        if literal is not None and not CODE.fullmatch(str(literal)):
            wrong.append(f"{module.where}:{call.lineno} code {literal!r}")
        if None not in words and (words.keys() != {"id", "en"} or words["id"] == words["en"]):
            wrong.append(f"{module.where}:{call.lineno} languages {sorted(words)}")
    assert refusals()
    assert not wrong


def test_a_refusal_code_means_one_thing() -> None:
    """Below the doors, one code is raised in one room only, so that a script that reads it knows what happened.

    Doors do not know each other and may say the same; in the name of an area they say what belongs to it.
    """
    homes: dict[str, set[str]] = defaultdict(set)
    for module, call in refusals():
        parts = module.path.relative_to(SOURCE).parts
        if parts[0] not in ("entrypoints", "config") and call.args and isinstance(call.args[0], ast.Constant):
            homes[str(call.args[0].value)].add("/".join(parts[:2]) if parts[0] == "areas" else parts[0])
    assert homes
    assert {code: sorted(rooms) for code, rooms in homes.items() if len(rooms) > 1} == {}


def test_kinds_are_unique_versioned_and_wired() -> None:
    """Every kind is ``area.thing.happened.vN``, belongs to its area, is used once and is heard by somebody."""
    kinds = [cls.KIND for cls in fact_classes()]
    assert kinds
    assert len(kinds) == len(set(kinds))
    for cls in fact_classes():
        assert KIND.fullmatch(cls.KIND), cls.KIND
        assert cls.KIND.split(".")[0] == cls.__module__.split(".")[-2], cls.KIND
    assert {cls.KIND for cls in fact_classes()} - set(WIRING.upcasts) == set(WIRING.kinds())


def test_facts_are_frozen_past_tense_and_documented() -> None:
    """A fact is a frozen keyword-only dataclass whose name ends in a participle and which says what happened."""
    irregular = (
        "Chosen",
        "Drawn",
        "Withdrawn",
        "Kept",
        "Known",
        "Given",
        "Taken",
        "Set",
        "Sent",
        "Begun",
        "Held",
        "Lost",
        "Made",
        "Put",
    )
    for cls in fact_classes():
        parameters = cls.__dataclass_params__  # type: ignore[attr-defined] # set by the decorator
        assert parameters.frozen
        assert all(field.kw_only for field in dataclasses.fields(cls)), cls.__name__
        assert cls.__name__.endswith(("ed", *irregular)), cls.__name__
        assert (cls.__doc__ or "").strip(), cls.__name__


def test_every_kind_choice_role_level_and_record_has_a_term() -> None:
    """What a screen may have to show has an official Indonesian and an English word."""
    enums: list[type[enum.Enum]] = [viewer.Party, viewer.Role, viewer.Level]
    for module in facts_modules():
        enums += [
            item
            for item in vars(module).values()
            if isinstance(item, type) and issubclass(item, enum.StrEnum) and item.__module__ == module.__name__
        ]
    wanted = {cls.KIND for cls in fact_classes()} | {str(member.value) for kind in enums for member in kind}
    wanted |= {record for name in rulebook.packs() for record in rulebook.load(name).visibility}
    assert wanted - set(terms.TERMS) == set()


def test_every_field_of_a_fact_has_a_term() -> None:
    """The journal page can name every field of every fact."""
    fields = {f"field.{field.name}" for cls in fact_classes() for field in dataclasses.fields(cls)}
    assert fields - set(terms.TERMS) == set()


def test_terms_speak_both_languages() -> None:
    """No term is empty in either language, and its key is its own."""
    for key, term in terms.TERMS.items():
        assert key == term.key
        assert term.english.strip()
        assert term.official.strip()


@pytest.mark.parametrize("pattern", [VOTE, VOTER], ids=["votes", "voters"])
def test_no_table_or_fact_has_room_for_votes_or_voters(pattern: re.Pattern[str]) -> None:
    """Counts per TPS, never a vote, a voter's name or a NIK: not in a table, not in a fact."""
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("sinergi.")
        for field in model._meta.get_fields()
    }
    fields = {f"{cls.KIND}.{field.name}" for cls in fact_classes() for field in dataclasses.fields(cls)}
    assert columns
    assert not [name for name in columns | fields if pattern.search(name.rsplit(".", 1)[1].lower())]


def test_no_import_column_has_room_for_votes_or_voters() -> None:
    """No schema of an import file offers a column for votes, voters' names or NIK."""
    keys = [
        (module.where, str(call.args[0].value))
        for module in modules()
        if "/columns" in module.where
        for name, call in module.calls()
        if name == "Column" and call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert not [entry for entry in keys if VOTE.search(entry[1]) or VOTER.search(entry[1])]
