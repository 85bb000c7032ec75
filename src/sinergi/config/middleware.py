"""What every request passes through: language, viewer, second factor, refusals, headers."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib.auth import logout
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from sinergi.areas.people import queries as people
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import PUBLIC, Viewer

if TYPE_CHECKING:
    from sinergi.areas.people.queries import AccountRow

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
_log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponseBase]
CARD_KEY = "card"  # session key under which the field entrypoint keeps the number of the card that signed in
PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
OPEN_DURING_SETUP = (
    "mfa_*",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "language",
    "live",
)

STATUS: tuple[tuple[str, int], ...] = (  # the one place that says which refusal is which HTTP status; first match wins
    ("access.throttled", 429),
    ("request.*", 400),
    ("server.unavailable", 503),
    ("access.*", 403),
    ("rulebook.not-allowed", 403),
    ("rulebook.denied", 403),
    ("*.not-allowed", 403),
    ("*.forbidden", 403),
    ("*.chair", 403),
    ("*.unknown", 404),
    ("*.not-found", 404),
    ("places.station.missing", 404),
    ("places.village.missing", 404),
    ("journal.same-id-*", 409),
    ("*.already-*", 409),
    ("*.taken", 409),
    ("*.too-large", 413),
    ("*", 422),
)


def status_of(code: str) -> int:
    """Return the HTTP status of a refusal code."""
    return next(status for pattern, status in STATUS if fnmatchcase(code, pattern))


def client_address(request: HttpRequest) -> str:
    """Return where the request comes from; one proxy of our own is believed when the settings say there is one."""
    if settings.SINERGI_BEHIND_PROXY and (forwarded := request.headers.get("X-Forwarded-For")):
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def wants_json(request: HttpRequest) -> bool:
    """Say whether the client would rather have JSON than a page."""
    best = request.get_preferred_type(["text/html", "application/problem+json", "application/json"])
    return best is not None and best.endswith("json")


class HeadersMiddleware:
    """Headers that every answer carries, and no copy of a private page in any cache."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next one in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the headers to the answer."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "viewer", PUBLIC) != PUBLIC or request.method == "POST":
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class LanguageMiddleware:
    """Indonesian, unless the reader chose English here; what the browser prefers is not asked."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next one in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Speak the language of the cookie."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class ViewerMiddleware:
    """Who looks: an office account or a field card, asked anew each time so that a change of rights applies at once."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next one in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set ``request.viewer``, ``request.account`` and ``request.address``."""
        account, viewer = _who(request)
        _set(request, account=account, viewer=viewer, address=client_address(request))
        return self.get_response(request)


def _set(request: HttpRequest, **values: object) -> None:
    for name, value in values.items():
        setattr(request, name, value)


def _who(request: HttpRequest) -> tuple[AccountRow | None, Viewer]:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None, PUBLIC
    if request.user.is_authenticated:
        if request.user.is_active and (account := people.account(request.user.get_username())):
            return account, Viewer(party=account.party, role=account.role, account=account.account)
        logout(request)
        return None, PUBLIC
    if card := request.session.get(CARD_KEY):
        if viewer := people.card_viewer(card):
            return None, viewer
        request.session.flush()
    return None, PUBLIC


class SecondFactorMiddleware:
    """An office account without a second factor reaches nothing but the page where it is set up."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next one in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the gate stands before the view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Send to the set-up page where that is due."""
        if not settings.SINERGI_REQUIRE_MFA or getattr(request, "account", None) is None:
            return None
        name = (request.resolver_match.url_name if request.resolver_match else "") or ""
        if any(fnmatchcase(name, pattern) for pattern in OPEN_DURING_SETUP):
            return None
        factors = Authenticator.objects.filter(user_id=request.user.pk)
        if factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            return None
        return redirect("mfa_index")


class RefusalMiddleware:
    """A refusal becomes a page with a sentence, or a problem document for a program; null bytes are refused here."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next one in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; refusals are caught where Django hands exceptions over."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Refuse a null byte in address, query or form: no text holds one, and PostgreSQL stores none."""
        if not any("\0" in part for part in _texts(request)):
            return None
        error = Refused(
            "request.null-byte",
            id="Permintaan ini memuat karakter kosong (NUL) yang tidak ada dalam tulisan mana pun.",
            en="This request holds a null byte, which no text contains.",
        )
        return refused(request, error)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Answer a refusal, and a server that cannot write; anything else is a bug and none of our business."""
        if isinstance(exception, OperationalError) or getattr(exception, "errno", None) in FULL:
            _log.error("%s: %s", request.path, exception)
            exception = Refused(
                "server.unavailable",
                id="Server sedang tidak dapat menyimpan: basis data sibuk atau penyimpanan penuh. Kiriman ini tidak "
                "dicatat; coba lagi sebentar lagi, dan beri tahu pengelola server.",
                en="The server cannot store anything now: its database is busy or its disk is full. Nothing of this "
                "was recorded; try again in a moment, and tell whoever runs the server.",
            )
        return refused(request, exception) if isinstance(exception, Refused) else None


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path_info
    for said in (request.GET, request.POST):
        for key, values in said.lists():
            yield from (key, *map(str, values))


def refused(request: HttpRequest, error: Refused, *, status: int | None = None) -> HttpResponseBase:
    """Return the answer to a refused request: RFC 9457 for programs, sign-in for strangers, else a page."""
    status = status or status_of(error.code)
    if wants_json(request):
        body = {
            "type": "about:blank",
            "title": error.sentence.in_(translation.get_language() or "id"),
            "status": status,
            "code": error.code,
            "detail": {"id": error.sentence.id, "en": error.sentence.en},
        }
        return JsonResponse(body, status=status, content_type="application/problem+json")
    stranger = getattr(request, "viewer", PUBLIC) == PUBLIC
    if (
        status == HTTPStatus.FORBIDDEN
        and stranger
        and request.method == "GET"
        and not request.headers.get("HX-Request")
    ):
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    context = {"error": error, "sentence": error.sentence.in_(translation.get_language() or "id"), "status": status}
    return render(request, "console/refused.html", context, status=status)


def locked_out(
    request: HttpRequest, _original: HttpResponse | None = None, _credentials: object = None
) -> HttpResponseBase:
    """Answer a sign-in that came too often: wait, nobody is shut out for good."""
    seconds = int(cool.total_seconds()) if (cool := get_cool_off(request)) else 60
    error = Refused(
        "access.throttled",
        id=f"Terlalu banyak percobaan masuk yang salah. Tunggu {seconds // 60} menit, lalu coba lagi.",
        en=f"Too many wrong sign-in attempts. Wait {seconds // 60} minutes, then try again.",
    )
    response = refused(request, error)
    response.headers["Retry-After"] = str(seconds)
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Answer a form that did not come from a page of ours, or from one that is too old."""
    error = Refused(
        "access.form-expired",
        id="Halaman ini sudah terlalu lama terbuka, atau kuki dimatikan. Muat ulang halaman lalu kirim sekali lagi.",
        en=f"This page was open too long, or cookies are off. Reload it and send again. ({reason})",
    )
    return refused(request, error, status=403)
