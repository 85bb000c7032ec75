"""The planner speaks in codes; people read names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from sinergi.vocabulary.sentence import Sentence

_TOKEN: Final = re.compile(r"[\w.+\-]*\w")  # a person's id, a TPS, a village, a site


def spoken(sentence: Sentence, *, names: Mapping[str, str]) -> Sentence:
    """Return the sentence with every code that is in ``names`` replaced; a code inside a longer one is left alone."""

    def name(match: re.Match[str]) -> str:
        return names.get(match.group(), match.group())

    return Sentence(id=_TOKEN.sub(name, sentence.id), en=_TOKEN.sub(name, sentence.en))


def all_spoken(sentences: Iterable[Sentence], *, names: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Return ``spoken`` of each."""
    return tuple(spoken(one, names=names) for one in sentences)
