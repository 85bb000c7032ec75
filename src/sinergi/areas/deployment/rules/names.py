"""The planner speaks in codes; people read names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from sinergi.vocabulary.sentence import Sentence

_TOKEN: Final = re.compile(r"[\w.+\-]*\w")  # a person's id, a TPS, a village, a site


def spoken(sentence: Sentence, *, names: Mapping[str, str], more: Mapping[str, Sentence] | None = None) -> Sentence:
    """Return the sentence with every code that is in ``names`` replaced; a code inside a longer one is left alone.

    ``more``: codes whose name differs between the two languages.
    """
    both = more or {}
    return Sentence(
        id=_replaced(sentence.id, names=names, more={code: one.id for code, one in both.items()}),
        en=_replaced(sentence.en, names=names, more={code: one.en for code, one in both.items()}),
    )


def _replaced(text: str, *, names: Mapping[str, str], more: Mapping[str, str]) -> str:
    def name(match: re.Match[str]) -> str:
        code = match.group()
        return more.get(code) or names.get(code, code)

    return _TOKEN.sub(name, text)


def all_spoken(sentences: Iterable[Sentence], *, names: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Return ``spoken`` of each."""
    return tuple(spoken(one, names=names) for one in sentences)
