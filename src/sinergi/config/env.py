"""Settings from the environment: read once, checked, and refused loudly when they make no sense."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from platformdirs import user_data_path

ZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")


class BadSetting(ValueError):  # noqa: N818 -- reads as a sentence in the start-up message
    """A setting in the environment makes no sense; the message says which and what would."""


def data_dir(env: Mapping[str, str]) -> Path:
    """Return the folder that holds everything this installation knows (``SINERGI_DATA``)."""
    given = env.get("SINERGI_DATA", "")
    return Path(given).expanduser().resolve() if given else user_data_path("sinergi", appauthor=False)


def flag(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    """Return a yes/no setting; anything but 0 or 1 is refused."""
    text = env.get(name, "")
    if text not in ("", "0", "1"):
        message = f"{name}={text!r}: must be 0 or 1"
        raise BadSetting(message)
    return text == "1" if text else default


def choice(env: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """Return a setting out of a fixed list; the first is the default."""
    text = env.get(name, "") or allowed[0]
    if text not in allowed:
        message = f"{name}={text!r}: must be one of {', '.join(allowed)}"
        raise BadSetting(message)
    return text


def hosts(env: Mapping[str, str]) -> list[str]:
    """Return the host names this server answers to (``SINERGI_HOSTS``, comma separated)."""
    given = [part.strip() for part in env.get("SINERGI_HOSTS", "").split(",") if part.strip()]
    bad = [part for part in given if "/" in part or ":" in part or part == "*"]
    if bad:
        message = f"SINERGI_HOSTS: {bad[0]!r} is not a host name (no scheme, no port, no *)"
        raise BadSetting(message)
    return [*given, "127.0.0.1", "localhost"]


def clock_shift(folder: Path) -> timedelta:
    """Return how far the clock of ``folder`` is from the world's: its file ``clock-shift`` holds whole seconds.

    Only a demo or a drill has one; an installation without the file lives in the present.
    """
    path = folder / "clock-shift"
    text = path.read_text(encoding="ascii", errors="replace").strip() if path.is_file() else "0"
    try:
        return timedelta(seconds=int(text))
    except (ValueError, OverflowError) as error:
        message = f"{path}: {text[:20]!r} is not a whole number of seconds; delete the file to live in the present"
        raise BadSetting(message) from error


def phone(env: Mapping[str, str], name: str) -> str:
    """Return a telephone number, digits with an optional leading +; empty when there is none."""
    text = env.get(name, "").replace(" ", "").replace("-", "")
    digits = text.removeprefix("+")
    if text and not (digits.isascii() and digits.isdigit() and 3 <= len(digits) <= 15):  # noqa: PLR2004 -- E.164
        message = f"{name}={text!r}: must be a telephone number such as +628117550110"
        raise BadSetting(message)
    return text


def database(env: Mapping[str, str], folder: Path) -> dict[str, object]:
    """Return Django's database setting: SQLite in the data folder, or PostgreSQL at ``DATABASE_URL``."""
    url = env.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "sinergi.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                # FULL, never NORMAL: that lost acknowledged rows in every simulated power cut.
                # secure_delete: what was erased is gone from the file too.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        message = "DATABASE_URL: must look like postgresql://user:password@host:5432/name"
        raise BadSetting(message)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
