"""Files that were handed in as evidence: only for who may read the promise, always as a download, in no cache."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from sinergi.areas.meetings import queries
from sinergi.entrypoints.console.asking import Asking, require_office

SUFFIX: Final = {"image/jpeg": "jpg", "application/pdf": "pdf"}


@require_safe
def evidence(request: Asking, promise: str, vault: str) -> HttpResponseBase:
    """Hand out one file as it was kept."""
    require_office(request)
    content, media = queries.evidence_file(request.viewer, promise=promise, vault=vault)
    known = media if media in SUFFIX else "application/octet-stream"
    response = HttpResponse(content, content_type=known)
    response.headers["Content-Disposition"] = f'attachment; filename="bukti-{_short(vault)}.{SUFFIX.get(media, "bin")}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _short(vault: str) -> str:
    return "".join(sign for sign in vault if sign.isascii() and sign.isalnum())[-8:]
