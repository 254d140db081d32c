"""Each complaint is made when something is wrong, and not made when it is right."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation

from accounts.running import keep_record
from accounts.sealing import seal
from tests.ledger.books import account, post
from timebank.config.environment import faults
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.ledger.keys import public_keys
from timebank.operations.doctor import Check, Level, machine
from timebank.operations.doctor.database import cache, jobs, migrations, server
from timebank.operations.doctor.machine import clock, disk, keys
from timebank.operations.doctor.trust import backups, exposure, ledger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Keys and records of its own, and sentences in English."""
    settings.VAR, settings.LEDGER_KEYS = tmp_path, tmp_path / "ledger"
    settings.DATA_KEYS, settings.PUSH_KEY = tmp_path / "data.json", tmp_path / "push.pem"
    settings.BACKUP_FOLDER = ""
    seal("made when first used", place="tests")
    public_keys()
    with translation.override("en"):
        yield


def levels(check: Check) -> list[Level]:
    return [finding.level for finding in check()]


def said(check: Check) -> str:
    return " ".join(finding.words for finding in check() if finding.level != Level.GOOD)


def test_keys_others_can_read_and_keys_that_are_gone(settings: Any) -> None:
    assert levels(keys) == [Level.GOOD]
    Path(settings.DATA_KEYS).chmod(0o644)
    assert "Others on this machine can read" in said(keys)
    Path(settings.DATA_KEYS).chmod(0o600)
    assert levels(keys) == [Level.GOOD]
    settings.LEDGER_KEYS = settings.VAR / "another"
    public_keys()
    next((settings.VAR / "another").glob("*.pem")).unlink()
    assert "A key cannot be used" in said(keys)


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    assert levels(disk) == [Level.GOOD]
    monkeypatch.setattr(machine, "LOW_SHARE", 1.1)  # no disk has more than all of itself free
    assert levels(disk) == [Level.BAD]


def test_a_clock_that_was_ahead() -> None:
    assert Level.BAD not in levels(clock)
    later = timezone.now() + timedelta(hours=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine.timezone, "now", lambda: later)
        assert "differ by" in said(clock)


def test_the_server_is_new_enough_and_keeps_its_promises() -> None:
    told = said(server)
    assert "too old" not in told
    assert "fsync=off" in told  # as tests run it
    assert levels(migrations) == [Level.GOOD]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")
    assert "waiting" in said(migrations)


def test_a_worker_that_is_away_behind_or_failing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        assert "No worker runs" in said(jobs)
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        assert levels(jobs) == [Level.GOOD]
        cursor.execute("""INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at)
            VALUES ('default', 'late', now() - interval '20 minutes') RETURNING id""")
        late = cursor.fetchone()[0]
        assert "the oldest for 20 minutes" in said(jobs)
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [late])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [late])
    assert "1 job failed" in said(jobs)


def test_redis_away(settings: Any) -> None:
    settings.REDIS_URL, settings.WORKER_IN_PROCESS = "", True
    assert levels(cache) == []
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert levels(cache) == [Level.BAD]


def test_backups_old_unsealed_untried_and_keys_unsaved(settings: Any) -> None:
    assert "never saved" in said(backups)
    keep_record("backup", folder="/backups/one", sealed=False)
    keep_record("drill", ok=False)
    keep_record("keys")
    told = said(backups)
    assert "not sealed" in told
    assert "did not come back" in told
    assert "keys are not saved" not in told
    keep_record("backup", folder="/backups/one", sealed=True)
    keep_record("drill", ok=True)
    assert said(backups) == ""
    record = settings.VAR / "operations" / "backup.json"
    old = (timezone.now() - timedelta(days=3)).isoformat()
    record.write_text(json.dumps({"at": old, "sealed": True}))
    assert "3 days old" in said(backups)
    (settings.VAR / "operations" / "keys.json").write_text(json.dumps({"at": old}))
    assert "keys are not saved" in said(backups)


def test_books_unsealed_and_unaudited(settings: Any) -> None:
    assert "not sealed last night" in said(ledger)
    post(account("林细妹", 100), account("范阿土"), 1, "a")
    seal_checkpoint(at=timezone.now())
    keep_record("audit", ok=True, problems=0)
    assert said(ledger) == ""
    keep_record("audit", ok=False, problems=1)
    assert "do not agree" in said(ledger)


def test_settings_of_a_desk_on_the_internet(settings: Any) -> None:
    settings.DEMO, settings.SECURE = True, False
    assert "DEMO=1" in said(exposure)
    settings.DEMO, settings.SECURE = False, True
    assert "DEMO=1" not in said(exposure)


def test_the_command_ends_with_one_and_speaks_both_languages(settings: Any) -> None:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", language="zh-hans", stdout=out)
    assert ended.value.code == 1
    assert "本机从未做过备份" in out.getvalue()
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", "--json", language="en", stdout=out)
    assert {"about", "level", "words", "do"} == set(json.loads(out.getvalue())[0])


GOOD = {
    "REDIS_URL": "",
    "OSRM_URL": "",
    "REPLICA_URL": "",
    "REPLICA_LATE_SECONDS": 5,
    "WEB_THREADS": 8,
    "CSRF_TRUSTED_ORIGINS": ["https://time.example.gov.cn"],
    "ALLOWED_HOSTS": ["time.example.gov.cn"],
    "BACKUP_TO": [],
    "STAFF_SECOND_KEY": "ask",
    "LOG_FORMAT": "plain",
    "METRICS_ALLOW": ["127.0.0.1", "10.0.0.0/24", "unix"],
    "SMS_SENDER": "",
    "SMS_ALIYUN": {"key": "", "secret": "", "sign_name": "", "template_code": ""},
    "REVEALS_PER_HOUR": 60,
    "EXPORTS_PER_HOUR": 10,
    "EXPORT_HOURS": 72,
    "DATABASES": {"default": {"OPTIONS": {"pool": {"min_size": 2, "max_size": 16}}}},
    "SECURE": True,
    "DEBUG": False,
    "DEMO": False,
    "SECRET_KEY": "x" * 50,
}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("REDIS_URL", "localhost:6379", "redis://"),
        ("OSRM_URL", "map.example.org", "http://"),
        ("REPLICA_URL", "10.0.0.2:5432", "postgresql://"),
        ("REPLICA_LATE_SECONDS", 0, "1 or more"),
        ("CSRF_TRUSTED_ORIGINS", ["time.example.gov.cn"], "https://"),
        ("ALLOWED_HOSTS", ["https://time.example.gov.cn/"], "bare name"),
        ("ALLOWED_HOSTS", ["*"], "any name"),
        ("BACKUP_TO", ["AGE-SECRET-KEY-1QQ"], "never belongs on the server"),
        ("STAFF_SECOND_KEY", "always", "off, ask, require"),
        ("LOG_FORMAT", "xml", "plain, json"),
        ("METRICS_ALLOW", ["prometheus"], "no address"),
        ("SMS_SENDER", "pigeon", "aliyun"),
        ("SMS_SENDER", "aliyun", "sign_name"),
        ("EXPORT_HOURS", 0, "1 or more"),
        ("DATABASES", {"default": {"OPTIONS": {"pool": {"min_size": 9, "max_size": 4}}}}, "DATABASE_POOL_MAX"),
        ("DEBUG", True, "cannot stand together"),
        ("DEMO", True, "cannot stand together"),
        ("SECRET_KEY", "short", "40 characters"),
    ],
)
def test_a_wrong_environment_is_refused_in_one_sentence(name: str, value: Any, words: str) -> None:
    assert faults(GOOD) == []
    (told,) = faults(GOOD | {name: value})
    assert words in told
