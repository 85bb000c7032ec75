"""Downloads: what the viewer sees, as a file, streamed, with its row count and SHA-256 beside it."""

from __future__ import annotations

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sinergi.areas import tables
from sinergi.entrypoints.console.asking import Asking
from sinergi.entrypoints.console.templatetags.tata import language
from sinergi.journal import clock


@require_safe
def export(request: Asking, what: str, kind: str) -> HttpResponseBase:
    """Hand out one table."""
    file = tables.export(request.viewer, what=what, kind=kind, language=language())
    response = StreamingHttpResponse(file.content, content_type=file.content_type)
    name = f"sinergi-{what}-{timezone.localtime(clock.now()):%Y-%m-%d}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Row-Count"] = str(file.rows)
    response.headers["X-Content-SHA256"] = file.sha256
    return response
