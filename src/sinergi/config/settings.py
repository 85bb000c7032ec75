"""Django settings, all from the environment and the data folder."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from sinergi.config import env as read
from sinergi.config.keys import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
SINERGI_DATA = read.data_dir(os.environ)
SINERGI_WIRING = "sinergi.areas.wiring.WIRING"
SINERGI_DEMO = read.flag(os.environ, "SINERGI_DEMO", default=False)  # demo cards on the login page, no second factor
SINERGI_REQUIRE_MFA = read.flag(os.environ, "SINERGI_REQUIRE_MFA", default=not SINERGI_DEMO)
SINERGI_HTTPS = read.flag(os.environ, "SINERGI_HTTPS", default=False)
SINERGI_BEHIND_PROXY = read.flag(os.environ, "SINERGI_BEHIND_PROXY", default=False)  # trust one X-Forwarded-For
SINERGI_CLOCK_SHIFT = read.clock_shift(SINERGI_DATA)

SINERGI_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)  # sessions and staff data: for this user only
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
    "sinergi.areas.meetings",
    "sinergi.areas.risk",
    "sinergi.areas.deployment",
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
STATIC_ROOT = SINERGI_DATA / "static"  # collected at start from the installed packages: hashed and compressed
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise looks at it before the first collection
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
LOGGING = {  # to stderr only; no request bodies, no addresses, no secrets of links
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"discreet": {"()": "sinergi.config.logs.Discreet"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["discreet"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "sinergi.config.middleware.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sinergi.config.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sinergi.config.middleware.ViewerMiddleware",
    "sinergi.config.middleware.RefusalMiddleware",
    "sinergi.config.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "entrypoints" / "console" / "templates"],  # our skin comes before allauth's own pages
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "sinergi.entrypoints.console.context.page",
            ],
        },
    },
]

# --- who may come in ---
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: slows a guesser down before any password is looked at
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [  # length and a list of common ones; no rules of composition (ASVS 6.2)
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {"login": "sinergi.config.account_forms.SignInForm"}
ACCOUNT_ADAPTER = "sinergi.config.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,10/5m/key"}  # key: whose second factor; of passwords see the adapter
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "sinergi.config.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Sinergi"
MFA_TOTP_TOLERANCE = 1  # an office PC with a weak clock battery is 30 s off before anyone notices
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SINERGI_HTTPS
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # nobody can lock another person out from elsewhere
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "sinergi.config.middleware.client_address"
AXES_LOCKOUT_CALLABLE = "sinergi.config.middleware.locked_out"
CACHES = {  # in the database: a used TOTP code must be known to every worker
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "sinergi_cache"},
}

# --- sessions, cookies, headers ---
SESSION_COOKIE_NAME = "sinergi_sesi"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SINERGI_HTTPS
CSRF_COOKIE_NAME = "sinergi_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SINERGI_HTTPS
CSRF_FAILURE_VIEW = "sinergi.config.middleware.csrf_failed"
LANGUAGE_COOKIE_NAME = "sinergi_bahasa"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SINERGI_HTTPS
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # what is said stays on the server
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SINERGI_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SINERGI_HTTPS and SINERGI_BEHIND_PROXY else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    },
}

# --- words and dates ---
LOCALE_PATHS = [PACKAGE / "entrypoints" / "console" / "locale"]
FORMAT_MODULE_PATH = ["sinergi.config.formats"]
USE_THOUSAND_SEPARATOR = False  # would print the year 2.024

# --- uploads ---
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
SINERGI_UPLOAD_LIMIT = 20 * 1024 * 1024
SINERGI_POSKO_PHONE = read.phone(os.environ, "SINERGI_POSKO_PHONE")  # shown on every field card's page
