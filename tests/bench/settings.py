"""The house as it is, plus one address that does nothing: the floor to measure against."""

from timebank.config.settings import *  # noqa: F403

# Hundreds of logins are made, none signs in by password.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ROOT_URLCONF = "tests.bench.urls"
