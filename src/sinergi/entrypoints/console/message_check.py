"""Is this forwarded message what the page says? Paste it, and read one of three answers; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render

from sinergi import documents
from sinergi.documents.message import same
from sinergi.entrypoints.console.asking import Asking
from sinergi.entrypoints.console.templatetags.tata import language
from sinergi.vocabulary.sentence import Sentence

LONGEST: Final = 20_000  # signs: a message has 4096
WORDS: Final = {
    "title": Sentence("Periksa pesan terusan", "Check a forwarded message"),
    "field": Sentence(
        "Tempel pesan seutuhnya, termasuk baris kode", "Paste the whole message, with the line of the code"
    ),
    "button": Sentence("Periksa", "Check"),
    "kept": Sentence("Pesan tidak disimpan.", "The message is not kept."),
}


def page(
    request: Asking,
    *,
    trail: Iterable[tuple[str, Sentence]],
    answers: Mapping[str, Sentence],
    messages: Callable[[], Iterable[str]],
) -> HttpResponse:
    """Show the form; for a pasted text, one of ``answers``: "same", "other", "changed".

    ``trail`` leads back: addresses and their words. ``messages`` makes what the page says now.
    """
    text = request.POST.get("pesan", "")[:LONGEST]
    verdict = _verdict(text, messages) if request.method == "POST" else ""
    context = {
        "words": {key: one.in_(language()) for key, one in WORDS.items()},
        "trail": [(href, words.in_(language())) for href, words in trail],
        "text": text,
        "verdict": verdict,
        "answer": answers[verdict].in_(language()) if verdict else "",
    }
    return render(request, "console/message.html", context)


def _verdict(text: str, messages: Callable[[], Iterable[str]]) -> str:
    if not documents.verify(text):
        return "changed"
    return "same" if any(same(text, one) for one in messages()) else "other"
