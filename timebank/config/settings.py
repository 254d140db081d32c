"""All settings, from the environment. Nothing here knows a business rule.

Every variable has a default that makes a development machine work; ``deploy/`` lists what production sets.
"""

import os
import sys
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from timebank.config import embedded_postgres
from timebank.config.databases import databases_of
from timebank.config.enum_names import ENUM_NAMES
from timebank.config.environment import Environment, faults
from timebank.config.jobs_named import name_the_job
from timebank.config.logs import logging_of
from timebank.config.one_catalogue import join_catalogues

env = Environment()
ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("VAR") or ROOT / "var").resolve()

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or embedded_postgres.local_secret(VAR, "secret_key")
# Opens the page of the first day while nobody can sign in; `serve` prints it.
FOUNDING_KEY = env.str("FOUNDING_KEY", default="") or embedded_postgres.local_secret(VAR, "founding_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    # Ours first: our templates and our words win over a library's.
    "timebank.config",
    "accounts.refusals",
    "accounts.journal",
    "accounts.regions",
    "accounts.people",
    "accounts.photos",
    "accounts.policies",
    "accounts.access",
    "accounts.messaging",
    "accounts.connections",
    "accounts.organisations",
    "accounts.elders",
    "accounts.rosters",
    "accounts.surveys",
    "accounts.logins",
    "timebank.ledger",
    "timebank.certificates",
    "timebank.subsidies",
    "timebank.purses",
    "services.catalogue",
    "services.places",
    "services.activities",
    "services.associations",
    "services.orders",
    "services.dispatch",
    "services.houses",
    "services.standing",
    "services.visits",
    "services.incidents",
    "services.meals",
    "services.calls",
    "services.referrals",
    "services.publications",
    "services.merging",
    "services.supervision",
    "services.honours",
    "services.founding",
    "services.windup",
    "frontend.shell",
    "frontend.offline",
    "frontend.public",
    "frontend.helper",
    "frontend.volunteer",
    "frontend.organisation",
    "frontend.territory",
    "frontend.desk",
    "frontend.visits",
    "frontend.disputes",
    "frontend.subsidies",
    "frontend.purses",
    "frontend.places",
    "frontend.activities",
    "frontend.associations",
    "frontend.meals",
    "frontend.supervision",
    "frontend.honours",
    "frontend.founding",
    "frontend.windup",
    "frontend.help",
    "frontend.incidents",
    "frontend.referrals",
    "frontend.publications",
    "frontend.bank",
    "frontend.live",
    "frontend.messages",
    "frontend.connections",
    "timebank.operations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_standardized_errors",
    "django_htmx",
    "csp",
    "channels",
    "procrastinate.contrib.django",
    "phonenumber_field",
]

MIDDLEWARE = [
    "timebank.operations.watch.requests.WatchMiddleware",  # outermost: it counts and times whatever the others answer
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads its answers at random, so that their length gives no secret away
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "frontend.shell.middleware.LanguageMiddleware",
    "frontend.shell.middleware.PlainInputMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "frontend.shell.own_password.OwnPasswordMiddleware",
    "frontend.shell.second_key.SecondKeyMiddleware",
    "frontend.shell.middleware.PrivateMiddleware",
    "frontend.shell.middleware.RefusalMiddleware",
]

CSRF_FAILURE_VIEW = "frontend.shell.errors.stale_form"
ROOT_URLCONF = "timebank.config.urls"
ASGI_APPLICATION = "timebank.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontend.shell.context_processors.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "frontend.shell.templatetags.tb",
            ],
        },
    }
]

DATABASES = databases_of(env, embedded=lambda: embedded_postgres.url(VAR))
# A streaming copy for reports and exports (ADR 53).
REPLICA_URL = env.str("REPLICA_URL", default="")
REPLICA_LATE_SECONDS = env.int("REPLICA_LATE_SECONDS", default=5)
if REPLICA_URL:
    DATABASE_ROUTERS = ["accounts.reading.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

CACHES = {
    "default": (
        {"BACKEND": "timebank.config.caches.RedisOrOwnMemory", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

WEB_THREADS = env.int("WEB_THREADS", default=8)  # requests a process works on at the same time; others wait their turn

# Run the job worker inside the web process: right for one process, wrong for many.
WORKER_IN_PROCESS = env.bool("WORKER_IN_PROCESS", default=False)

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
LOGOUT_REDIRECT_URL = "/"
# WeChat plugs in through the adapter; sign-up by invitation only for now.
ACCOUNT_ADAPTER = "frontend.shell.account_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
# Who carries codes to phones: console (DEBUG and DEMO only), file, aliyun; empty: nobody, and no page offers codes.
SMS_SENDER = env.str("SMS_SENDER", default="console" if DEBUG or DEMO else "")
SMS_FILE = Path(env.str("SMS_FILE", default=str(VAR / "codes.jsonl")))
SMS_ALIYUN = {
    "key": env.str("ALIYUN_ACCESS_KEY_ID", default=""),
    "secret": env.str("ALIYUN_ACCESS_KEY_SECRET", default=""),
    "sign_name": env.str("ALIYUN_SMS_SIGN_NAME", default=""),
    "template_code": env.str("ALIYUN_SMS_TEMPLATE_CODE", default=""),  # with ${code}
    "news_template_code": env.str("ALIYUN_SMS_NEWS_TEMPLATE_CODE", default=""),  # with ${news}, at most 35 characters
    "endpoint": env.str("ALIYUN_SMS_ENDPOINT", default="https://dysmsapi.aliyuncs.com"),
}
# Messages on the screen of a phone (web push): who we are to the push service, and the key we sign with, made when
# first used. Lost, every browser must subscribe again. PUSH_LOCAL lets tests carry them to this machine.
PUSH_KEY = Path(env.str("PUSH_KEY", default=str(VAR / "keys" / "push.pem")))
PUSH_CONTACT = env.str("PUSH_CONTACT", default="mailto:admin@localhost")
PUSH_LOCAL = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = bool(SMS_SENDER)
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 180
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_FORMS = {
    "request_login_code": "frontend.shell.account_adapter.PhoneCodeForm",
    "confirm_login_code": "frontend.shell.account_adapter.CodeForm",
}
# Counted by the address that connects (a township office shares one) and by the name or number that is tried. What a
# header says counts only from proxies that uvicorn was told to trust (FORWARDED_ALLOW_IPS).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/15m/key",
    "login_code": f"{ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS}/{ACCOUNT_LOGIN_BY_CODE_TIMEOUT}s/key",  # guesses at one code
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 0
# Second keys: an app's six digits, codes on paper, passkeys. Whether staff must have one: off, ask (a banner), require.
STAFF_SECOND_KEY = env.str("STAFF_SECOND_KEY", default="ask")
MFA_ADAPTER = "frontend.shell.account_adapter.SecondKeyAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "TimeBank"
MFA_TOTP_TOLERANCE = 1  # clocks of old phones are half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # e-mail is no door here
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.dummy.EmailBackend")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
join_catalogues()
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
PHONENUMBER_DEFAULT_REGION = "CN"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "frontend" / "assets" / "dist", ROOT / "frontend" / "assets" / "public"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "media"
ROSTERS = VAR / "rosters"  # rosters that were sent in and not yet written, each encrypted
# What is uploaded stays in memory: rosters and photos never lie about as temporary files.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 42 * 1024 * 1024
# The keys that seal personal data: never in the database, never beside its backup.
DATA_KEYS = Path(env.str("DATA_KEYS", default=str(VAR / "keys" / "data.json")))
REVEALS_PER_HOUR = env.int("REVEALS_PER_HOUR", default=60)  # ID numbers, phones and addresses one login may ask for
EXPORTS_PER_HOUR = env.int("EXPORTS_PER_HOUR", default=10)
TAKEOUTS = Path(env.str("TAKEOUTS", default=str(VAR / "takeouts")))  # encrypted files with everything of a county
EXPORT_HOURS = env.int("EXPORT_HOURS", default=72)  # how long an approved list may be fetched
# What must not be in the database: the keys the ledger signs with, and a copy of every checkpoint as it was published.
# A road map that speaks OSRM's language, https://map.example.org; the dispatch board asks it for ways. Empty: lines.
OSRM_URL = env.str("OSRM_URL", default="")

LEDGER_KEYS = Path(env.str("LEDGER_KEYS", default=str(VAR / "ledger" / "keys")))
LEDGER_TRUSTED = Path(env.str("LEDGER_TRUSTED", default=str(VAR / "ledger" / "trusted")))  # key lists of other houses
LEDGER_PUBLISHED = Path(env.str("LEDGER_PUBLISHED", default=str(VAR / "ledger" / "published")))

# Where backups lie, and the age addresses they are sealed for (age1…, several by comma).
BACKUP_FOLDER = env.str("BACKUP_FOLDER", default="")
BACKUP_TO = env.list("BACKUP_TO", default=[])

# Sessions are sealed: while somebody signs in they hold a number and a code.
SESSION_ENGINE = "accounts.access.sessions"
# What a page says after a form names people, so it waits in the session: a cookie would be signed, but readable.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# What is reported of an error carries no values: neither what was sent nor what the program held.
DEFAULT_EXCEPTION_REPORTER = "accounts.access.reporting.SilentReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "accounts.access.reporting.SilentReporterFilter"

# Security. HTTPS is the proxy's work in production: SECURE=1 turns on what needs it.
SECURE = env.bool("SECURE", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.access.tokens.ByToken"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["accounts.access.parsers.PlainJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_standardized_errors.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "accounts.access.exceptions.exception_handler",
    "DEFAULT_PAGINATION_CLASS": "accounts.access.pagination.NewestFirst",
    "PAGE_SIZE": 50,
    "NUM_PROXIES": 0,  # who asks is who connects: a header that anybody can write counts for nothing
    "UNAUTHENTICATED_USER": None,
}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_TTL": None, "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS = {
    "TITLE": "TimeBank 时间储蓄银行",
    "DESCRIPTION": "Order care for an elder, claim it, prove it, and see the minutes in the ledger.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": ENUM_NAMES,
}

# Which refusals the document names for every operation; their body is one shape.
DRF_STANDARDIZED_ERRORS = {"ALLOWED_ERROR_STATUS_CODES": ["400", "401", "403", "404", "409", "422", "429"]}

# Lines of JSON for a machine that gathers them, else text for a terminal; nothing of anybody in either (ADR 51).
LOG_FORMAT = env.str("LOG_FORMAT", default="plain")
LOGGING = logging_of(
    as_json=LOG_FORMAT == "json", level=env.str("LOG_LEVEL", default="WARNING").upper(), frank=DEBUG or DEMO
)
# Who may read /metrics: addresses, networks, and "unix" for whoever connects by a socket of this machine.
METRICS_ALLOW = env.list("METRICS_ALLOW", default=["127.0.0.1", "::1", "unix"])
# Binds the number of the job to every line written while it runs.
PROCRASTINATE_WORKER_DEFAULTS = {"worker_middleware": [name_the_job]}

if wrong := faults(globals()):
    sys.exit("\n".join(["The house does not start like this:", *wrong]))
