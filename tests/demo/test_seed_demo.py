"""The demo is made at any hour, the same for the same seed, and beside nobody real."""

import stat
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts.people.models import User
from tests import personas
from timebank.config.demo.build import build
from timebank.config.demo.orders import plans
from timebank.config.demo.password import demo_password

pytestmark = pytest.mark.django_db


def test_demo_stands_just_after_midnight():
    now = timezone.localtime().replace(hour=0, minute=10)
    assert build(now=now, seed=1, password="tea-hill-7", say=lambda line: None)


def test_demo_is_the_same_for_the_same_seed():
    now = timezone.now()
    assert plans(now, Random(1), set()) == plans(now, Random(1), set())
    assert plans(now, Random(1), set()) != plans(now, Random(2), set())


def test_demo_never_moves_in_beside_real_people(settings, tmp_path):
    settings.VAR = tmp_path
    personas.user("郑美兰")
    with pytest.raises(CommandError):
        call_command("seed_demo")
    assert not User.objects.filter(username="helper").exists()


def test_demo_asks_for_the_tables_first(settings, tmp_path):
    settings.VAR = tmp_path
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("ledger")
    MigrationRecorder(connection).record_unapplied(*newest)
    with pytest.raises(CommandError, match="migrate"):
        call_command("seed_demo")
    assert not User.objects.filter(username="helper").exists()


def test_demo_password_is_kept_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    password = demo_password(tmp_path / "var")
    assert len(password) >= 10
    assert demo_password(tmp_path / "var") == password
    assert stat.S_IMODE((tmp_path / "var" / "demo_password").stat().st_mode) == 0o600
    monkeypatch.setenv("DEMO_PASSWORD", "another-one")
    assert demo_password(tmp_path / "var") == "another-one"
