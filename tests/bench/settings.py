"""The house as it is, plus one address that does nothing: the floor to measure against."""

from timebank.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
