"""The one way to say no: by name, in two languages, with nothing changed."""

from __future__ import annotations

from sinergi.vocabulary.sentence import Sentence


class Refused(Exception):  # noqa: N818 -- a refusal is an answer, not a fault of the program
    """A request that the rules do not allow.

    ``code`` is stable and dotted (``places.village.unknown``); scripts may rely on it.
    Whatever else is raised is a bug.
    """

    def __init__(self, code: str, /, *, id: str, en: str) -> None:  # noqa: A002 -- 'id' is the language
        super().__init__(f"{code}: {en}")
        self.code = code
        self.sentence = Sentence(id=id, en=en)
