"""Django's settings: one process and SQLite with nothing to configure; see environment.py."""

from __future__ import annotations

from datetime import timedelta

import dj_database_url

from tuobo.config.environment import Environment
from tuobo.core.content import Content
from tuobo.core.parameters import Parameters

ENVIRONMENT = Environment.read()
CONTENT = Content()
if ENVIRONMENT.overlay is not None:
    CONTENT = CONTENT.with_overlay(ENVIRONMENT.overlay)
PARAMETERS = Parameters.of(CONTENT)

TUOBO_STORE = ENVIRONMENT.store
TUOBO_CONTENT = CONTENT

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "tuobo.config.urls"
WSGI_APPLICATION = "tuobo.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "qsessions",
    "axes",
    "csp",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_tasks",
    "django_tasks_db",
    "tuobo.records.organisation",
    "tuobo.records.accounts",
    "tuobo.records.audit",
    "tuobo.records.notices",
    "tuobo.records.registry",
    "tuobo.records.supervision",
    "tuobo.records.ledgers",
    "tuobo.web",
]
MIDDLEWARE = [
    "tuobo.web.ui.timing.TimingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "qsessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tuobo.web.ui.api_keys.ApiKeyMiddleware",
    "tuobo.web.ui.middleware.VisitMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": [
                "tuobo.web.ui.templatetags.desk",
                "tuobo.web.ui.templatetags.case_rows",
                "tuobo.web.ui.templatetags.clauses",
            ],
        },
    }
]

DATABASES = {"default": dj_database_url.parse(ENVIRONMENT.database, conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A ledger must survive a power cut: every commit is on the disk before it is told.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "tuobo.records.accounts.api_keys.ApiKeyBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login",)},
    },
    {
        "NAME": "tuobo.records.accounts.passwords.StrengthValidator",
        "OPTIONS": {
            "least_length": PARAMETERS.password.least_length,
            "least_classes": PARAMETERS.password.least_classes,
        },
    },
    {
        "NAME": "tuobo.records.accounts.passwords.NotUsedBeforeValidator",
        "OPTIONS": {"not_the_last": PARAMETERS.password.not_the_last},
    },
]
PASSWORD_RULES = PARAMETERS.password
PASSWORD_MOST_DAYS = PARAMETERS.password.most_days
API_KEY_MOST_DAYS = PARAMETERS.api_key.most_days
ACCOUNT_IDLE_DAYS = PARAMETERS.account.idle_days
LOGIN_URL = "account:login"

AXES_FAILURE_LIMIT = PARAMETERS.lockout.failures
AXES_COOLOFF_TIME = timedelta(minutes=PARAMETERS.lockout.minutes)
AXES_LOCKOUT_PARAMETERS = ["username"]
# As authenticate() is called with it; the field of Account would be looked for and never found.
AXES_USERNAME_FORM_FIELD = "username"
AXES_SENSITIVE_PARAMETERS = ["login", "next"]
# The standard locks the account; a court often goes out through one address, which must not lock.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "tuobo.web.areas.account.entering.locked_out"
# What is told ("until 10:15") must hold, whoever goes on trying meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# Log-ins stand in the audit log; a second list of them would be kept for nothing.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

OTP_TOTP_ISSUER = "Tuobo"
SECOND_FACTOR_KEYS = ENVIRONMENT.factor_keys

SESSION_ENGINE = "qsessions.backends.db"
SESSION_COOKIE_AGE = PARAMETERS.session.idle_minutes * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.is_https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.is_https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tuobo.web.ui.failures.csrf_failed"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH: list[str] = []

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 31_536_000  # addresses carry a digest of the file (web/ui/assets.py)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
UPLOAD_MOST_BYTES = PARAMETERS.upload.most_megabytes * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
