"""The public log as it lies on disk, and a page that says how to check it without trusting us."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, TypeVar

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sinergi.journal.note import TreeHead
from sinergi.journal.shelf import Shelf
from sinergi.vocabulary.refusal import Refused

R = TypeVar("R", bound=HttpResponseBase)
TEXT: Final = "text/plain; charset=utf-8"
TILE: Final = re.compile(r"(?:entries|\d{1,2})(?:/x\d{3})*/\d{3}(?P<partial>\.p/[1-9]\d{0,2})?")
FOR_GOOD: Final = "public, max-age=31536000, immutable"
FOR_A_DAY: Final = "public, max-age=86400, immutable"  # a full tile takes its place one day


def shelf() -> Shelf:
    """Return the folder that the sequencer publishes."""
    return Shelf(Path(settings.SINERGI_DATA) / "journal")


@require_safe
def checkpoint(_request: HttpRequest) -> HttpResponse:
    """Answer the newest signed tree head, to the byte."""
    return _text(shelf().checkpoint())


@require_safe
def vkey(_request: HttpRequest) -> HttpResponse:
    """Answer the key that checkpoints are checked with, one line."""
    key = shelf().vkey()
    return _text(None if key is None else f"{key}\n")


@require_safe
def tile(_request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer one tile of hashes or of entries; the path grammar lets nothing else through."""
    match, file = TILE.fullmatch(path), shelf().folder / "tile" / path
    if match is None or not file.is_file():
        raise _unknown()
    response = FileResponse(file.open("rb"), content_type="application/octet-stream")
    return _open_to_all(response, FOR_A_DAY if match["partial"] else FOR_GOOD)


@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """Show what is published, what it proves and what it does not, and how to check it."""
    note = shelf().checkpoint()
    context = {
        "note": note,
        "head": TreeHead.of(note) if note else None,
        "root": TreeHead.of(note).root.hex() if note else "",
        "vkey": shelf().vkey(),
        "base": request.build_absolute_uri("/log"),
    }
    return render(request, "portal/transparency.html", context)


def _text(text: str | None) -> HttpResponse:
    if text is None:
        raise _unknown()
    return _open_to_all(HttpResponse(text, content_type=TEXT), "no-cache")


def _open_to_all(response: R, cache: str) -> R:
    response.headers["Cache-Control"] = cache
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _unknown() -> Refused:
    return Refused(
        "log.not-found",
        id="Berkas jurnal publik ini tidak ada.",
        en="There is no such file in the public log.",
    )
