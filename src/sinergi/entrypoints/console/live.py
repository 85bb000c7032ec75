"""Live pages: notify, then fetch. The answer only says where the journal stands; the page asks by its own right."""

from __future__ import annotations

import threading
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sinergi.journal import read

HOLD_SECONDS: Final = 20
MAX_WAITING: Final = 24  # threads that may sit and wait; the rest are answered at once and come back by themselves
SEATS: Final = threading.BoundedSemaphore(MAX_WAITING)


@require_GET
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Answer ``{"n": position}`` as soon as the journal is not where the asker last saw it, or after 20 s."""
    text = request.GET.get("sejak", "")
    since = int(text) if text.isdecimal() and len(text) < 16 else -1  # noqa: PLR2004 -- more digits are no position
    position = read.position()
    if position == since and SEATS.acquire(blocking=False):
        try:
            position = read.wait_beyond(since, seconds=HOLD_SECONDS)
        finally:
            SEATS.release()
    return JsonResponse({"n": position})
