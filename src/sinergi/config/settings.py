"""Django settings, all from the environment and the data folder."""

from __future__ import annotations

import os
from pathlib import Path

from sinergi.config import env as read
from sinergi.config.keys import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
SINERGI_DATA = read.data_dir(os.environ)
SINERGI_WIRING = "sinergi.areas.wiring.WIRING"
SINERGI_DEMO = read.flag(os.environ, "SINERGI_DEMO", default=False)  # demo cards on the login page, no second factor
SINERGI_REQUIRE_MFA = read.flag(os.environ, "SINERGI_REQUIRE_MFA", default=not SINERGI_DEMO)
SINERGI_HTTPS = read.flag(os.environ, "SINERGI_HTTPS", default=False)

SECRET_KEY = secret_key(SINERGI_DATA)
DEBUG = False
ALLOWED_HOSTS = read.hosts(os.environ)
DATABASES = {"default": read.database(os.environ, SINERGI_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "sinergi.config.urls"
WSGI_APPLICATION = "sinergi.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "leaflet",
    "sinergi.journal",
    "sinergi.areas.rulebook",
    "sinergi.areas.places",
    "sinergi.areas.people",
    "sinergi.entrypoints.console",
    "sinergi.entrypoints.field",
    "sinergi.entrypoints.portal",
]

USE_TZ = True
TIME_ZONE = read.choice(os.environ, "SINERGI_TIMEZONE", read.ZONES)
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
USE_I18N = True
STATIC_URL = "static/"
STATIC_ROOT = SINERGI_DATA / "static"
