# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Set the platform up from the environment; what is not told is what a demo on one machine needs.

KOTIPESA_HOME          where the database, attachments and the base map live (./var)
KOTIPESA_SECRET_KEY    the key of sessions and signatures; kept in KOTIPESA_HOME unless LIVE
KOTIPESA_LIVE          "1" behind TLS: secure cookies, HSTS, real mail
KOTIPESA_HOSTS         host names served, separated by commas
KOTIPESA_DATABASE      postgresql://user:password@host/name; empty means SQLite in KOTIPESA_HOME
KOTIPESA_MAIL          smtp://user:password@host:port; empty means mail is kept in files
KOTIPESA_MAIL_FROM     the sender of mails (kotipesa@localhost)
KOTIPESA_ADMINS        addresses that get the mails of feedback, separated by commas
KOTIPESA_ADDRESS       how links in mails begin (https:// and the first host name when live)
KOTIPESA_OIDC          a TOML file of sign-in services
KOTIPESA_MFA_ROLES     roles that need two-step sign-in (regional,admin when live, else none)
KOTIPESA_PROXIES       addresses of our own proxies, whose X-Forwarded-For is believed
KOTIPESA_MML_KEY       a key of Maanmittauslaitos for its background map; empty means none
KOTIPESA_JOB_LEASE_S   seconds after which a silent worker's job is another's (30)
KOTIPESA_JOB_BEAT_S    seconds between a worker's signs of life (1)
"""

import os
import sys
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from kotipesa_web.surroundings import (
    administrators,
    database,
    home,
    hosts,
    kept_secret,
    listed,
    mail,
    sign_in_origins,
    sign_in_services,
)

PACKAGE = Path(__file__).resolve().parent
HOME = home(os.environ.get("KOTIPESA_HOME", ""))
VENDOR = Path(sys.prefix, "share", "kotipesa", "vendor")  # put there by set_up/vendor.py
LIVE = os.environ.get("KOTIPESA_LIVE") == "1"

DEBUG = False
SECRET_KEY = os.environ.get("KOTIPESA_SECRET_KEY") or ("" if LIVE else kept_secret(HOME))
ALLOWED_HOSTS = hosts(os.environ.get("KOTIPESA_HOSTS", ""))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if LIVE]
ROOT_URLCONF = "kotipesa_web.urls"
WSGI_APPLICATION = "kotipesa_web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "kotipesa_web.demo",
    "kotipesa_web.home",
    "kotipesa_web.administration",
    "kotipesa_web.api",
    "kotipesa_web.features",
    "kotipesa_web.matches",
    "kotipesa_web.plans",
    "kotipesa_web.balances",
    "kotipesa_web.intake",
    "kotipesa_web.lots",
    "kotipesa_web.forum",
    "kotipesa_web.projects",
    "kotipesa_web.places",
    "kotipesa_web.accounts",
    "kotipesa_web.ui",
    "kotipesa_web.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kotipesa_web.accounts.middleware.viewer_middleware",
    "kotipesa_web.api.middleware.key_middleware",
    "kotipesa_web.core.permissions.middleware.Gate",
    "kotipesa_web.accounts.middleware.Duties",
    "kotipesa_web.ui.refusals.refusal_middleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kotipesa_web.ui.context.page_context",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "kotipesa_web.ui.templatetags.kotipesa",
            ],
        },
    }
]
FORM_RENDERER = "kotipesa_web.ui.rendering.FormRenderer"

DATABASES = {
    "default": database(os.environ.get("KOTIPESA_DATABASE", ""), HOME, is_live=LIVE),
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "kotipesa_web.accounts.backends.PasswordBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if LIVE else "optional"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "kotipesa_web.accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kotipesä"
SOCIALACCOUNT_ADAPTER = "kotipesa_web.accounts.adapter.KnownOnlyAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = sign_in_services(os.environ.get("KOTIPESA_OIDC", ""))
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "kotipesa_web.accounts.addresses.typed_address"
AXES_CLIENT_IP_CALLABLE = "kotipesa_web.accounts.addresses.client_address"
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
FORMAT_MODULE_PATH = "kotipesa_web.ui.dates"
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [("vendor", VENDOR), ("map", HOME / "map")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = HOME / "attachments"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
KOTIPESA_UPLOAD_LIMIT_BYTES = 64 * 1024 * 1024

EMAIL_CONFIG = mail(os.environ.get("KOTIPESA_MAIL", ""), HOME)
EMAIL_BACKEND = EMAIL_CONFIG["backend"]
EMAIL_FILE_PATH = EMAIL_CONFIG.get("file_path")
EMAIL_HOST = EMAIL_CONFIG.get("host", "localhost")
EMAIL_PORT = EMAIL_CONFIG.get("port", 25)
EMAIL_HOST_USER = EMAIL_CONFIG.get("user", "")
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("password", "")
EMAIL_USE_TLS = EMAIL_CONFIG.get("tls", False)
ADMINS = administrators(os.environ.get("KOTIPESA_ADMINS", ""))
DEFAULT_FROM_EMAIL = os.environ.get("KOTIPESA_MAIL_FROM", "kotipesa@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *sign_in_origins(SOCIALACCOUNT_PROVIDERS)],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_ENGINE = "kotipesa_web.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = LIVE
SECURE_HSTS_SECONDS = 31_536_000 if LIVE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = LIVE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if LIVE else None

KOTIPESA_ADDRESS = os.environ.get("KOTIPESA_ADDRESS") or (
    f"https://{ALLOWED_HOSTS[0]}" if LIVE else "http://127.0.0.1:8000"
)
KOTIPESA_MFA_ROLES = listed(os.environ.get("KOTIPESA_MFA_ROLES", "regional,admin" if LIVE else ""))
KOTIPESA_PROXIES = listed(os.environ.get("KOTIPESA_PROXIES", ""))
KOTIPESA_JOB_LEASE_S = float(os.environ.get("KOTIPESA_JOB_LEASE_S", "30"))
KOTIPESA_JOB_BEAT_S = float(os.environ.get("KOTIPESA_JOB_BEAT_S", "1"))
KOTIPESA_MAP_PROXY_KEY = os.environ.get("KOTIPESA_MML_KEY", "")
NINJA_PAGINATION_PER_PAGE = 100
