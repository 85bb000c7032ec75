"""Settings of the test run: the program's own, over a data folder that is thrown away.

``SINERGI_TEST_DATABASE`` picks the engine: ``sqlite`` (default, a real file) or ``postgres`` (a server of our own, or
the one that ``DATABASE_URL`` names). Where no server can be had, every test is skipped by name (see conftest.py).
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from tests import postgres

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
ENGINE = os.environ.get("SINERGI_TEST_DATABASE", "") or "sqlite"
NO_DATABASE = ""  # why nothing can run, when nothing can

if ENGINE not in ("sqlite", "postgres"):
    message = f"SINERGI_TEST_DATABASE={ENGINE!r}: must be sqlite or postgres"
    raise ValueError(message)

folder = tempfile.mkdtemp(prefix="sinergi-test-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ["SINERGI_DATA"] = folder
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps an event loop in the thread that runs the tests

if ENGINE == "sqlite":
    os.environ.pop("DATABASE_URL", None)
elif not os.environ.get("DATABASE_URL"):
    try:
        os.environ["DATABASE_URL"] = postgres.start().url  # xdist workers inherit it
    except postgres.NoPostgresError as error:
        NO_DATABASE = str(error)

from sinergi.config.settings import *  # noqa: E402, F403 -- the folder must be known before the settings are read
from sinergi.config.settings import DATABASES, SINERGI_DATA  # noqa: E402 -- as above

if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["TEST"] = {"NAME": str(SINERGI_DATA / f"test{WORKER}.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 is right and slow; tests log in a lot
STORAGES = {  # pages name their assets plainly; nothing is collected for a test
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
