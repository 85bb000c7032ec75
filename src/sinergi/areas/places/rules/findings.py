"""What is wrong with one field of a fact; the same finding refuses a command and marks a cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sinergi.sheets.problems import Severity
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. ``field`` is the key of a column (``columns``); an error refuses, the others are said."""

    field: str
    severity: Severity
    code: str
    message: Sentence
    suggestion: str = ""


def error(field: str, code: str, *, id: str, en: str, suggestion: str = "") -> Finding:  # noqa: A002 -- the language
    """Return a finding that refuses."""
    return Finding(field=field, severity="error", code=code, message=Sentence(id=id, en=en), suggestion=suggestion)


def warning(field: str, code: str, *, id: str, en: str, suggestion: str = "") -> Finding:  # noqa: A002 -- the language
    """Return a finding to be read before applying."""
    return Finding(field=field, severity="warning", code=code, message=Sentence(id=id, en=en), suggestion=suggestion)


def info(field: str, code: str, *, id: str, en: str) -> Finding:  # noqa: A002 -- the language
    """Return a finding that says what was done."""
    return Finding(field=field, severity="info", code=code, message=Sentence(id=id, en=en))


def refusal(findings: Iterable[Finding]) -> Refused | None:
    """Return the first error as the refusal that a command raises and a page shows."""
    for one in findings:
        if one.severity == "error":
            return Refused(one.code, id=one.message.id, en=one.message.en)
    return None
