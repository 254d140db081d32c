"""Dashboard, alerts and the page about them speak of the figures there are, and of all of them."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.test import Client

from timebank.operations.watch.figures import forget_figures
from timebank.operations.watch.metrics import TOLD
from timebank.operations.watch.requests import FAILURES, QUIET, REQUESTS, SECONDS, SOCKETS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/running/watching.md").read_text(encoding="utf-8")
PROMETHEUS = ROOT / "deploy/prometheus"
DASHBOARD = json.loads((ROOT / "deploy/grafana/timebank.json").read_text(encoding="utf-8"))
ALERTS = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text(encoding="utf-8"))["groups"][0]["rules"]
CASES = yaml.safe_load((PROMETHEUS / "alerts.test.yml").read_text(encoding="utf-8"))["tests"]
NAME = re.compile(r"\b(?:timebank|process)_[a-z0-9_]+")
PARTS = ("_bucket", "_sum", "_count")
OF_THE_PROCESS = {
    "process_virtual_memory_bytes",
    "process_resident_memory_bytes",
    "process_start_time_seconds",
    "process_cpu_seconds_total",
    "process_open_fds",
    "process_max_fds",
}


def there_is() -> set[str]:
    """Every name ``/metrics`` can give; ``tests/operations/test_metrics.py`` reads most of them from it."""
    counted = {
        f"{family.name}_total" if family.type == "counter" else family.name
        for one in (REQUESTS, FAILURES, SECONDS, SOCKETS)
        for family in one.describe()
    }
    return (
        counted | {f"timebank_{name}" for name in TOLD} | {"timebank_database_up", "timebank_findings"} | OF_THE_PROCESS
    )


def whole(name: str) -> str:
    """A histogram goes by one name."""
    return next((name.removesuffix(part) for part in PARTS if name.endswith(part)), name)


def asked_in(text: str) -> set[str]:
    return {whole(name) for name in NAME.findall(text)}


def expressions() -> list[str]:
    return [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]


def test_the_dashboard_asks_only_for_what_there_is() -> None:
    assert asked_in(" ".join(expressions())) - there_is() == set()


def test_the_alerts_ask_only_for_what_there_is_and_each_says_what_to_do() -> None:
    headings = {re.sub(r"[^a-z0-9]+", "-", line[3:].lower()) for line in PAGE.splitlines() if line.startswith("## ")}
    for alert in ALERTS:
        assert asked_in(alert["expr"]) - there_is() == set(), alert["alert"]
        file, _hash, heading = alert["annotations"]["runbook"].partition("#")
        assert (ROOT / file).exists()
        assert heading in headings, alert["alert"]
        assert alert["labels"]["severity"] in ("page", "ticket")
        assert f"`{alert['alert']}`" in PAGE


def untried(alerts: list[dict[str, str]]) -> set[str]:
    """Alerts without a moment when they ring, or without one when they are silent."""
    tried = {
        rings: {one["alertname"] for case in CASES for one in case["alert_rule_test"] if rings == ("exp_alerts" in one)}
        for rings in (True, False)
    }
    return {alert["alert"] for alert in alerts} - (tried[True] & tried[False])


def test_every_alert_has_a_case_where_it_rings_and_one_where_it_does_not() -> None:
    assert untried(ALERTS) == set()
    assert untried([*ALERTS, {"alert": "Another"}]) == {"Another"}  # negative control


def test_what_machines_ask_all_day_is_no_page_that_fails_or_is_slow() -> None:
    left_out = re.findall(r'route!~"([^"]+)"', " ".join([*expressions(), *(alert["expr"] for alert in ALERTS)]))
    assert len(left_out) >= 5
    assert {frozenset(one.split("|")) for one in left_out} == {frozenset(QUIET)}


def promtool(*words: str, where: Path = PROMETHEUS) -> subprocess.CompletedProcess[str]:
    if shutil.which("promtool") is None:
        pytest.skip("promtool is not on the path: apt install prometheus")
    return subprocess.run(["promtool", *words], cwd=where, capture_output=True, text=True, check=False)


def test_prometheus_itself_takes_the_configuration_and_the_alerts_ring_as_their_cases_say() -> None:
    for words in (("check", "config", "prometheus.yml"), ("test", "rules", "alerts.test.yml")):
        done = promtool(*words)
        assert done.returncode == 0, done.stdout + done.stderr


def test_negative_control_an_alert_that_asks_for_another_label_fails_its_case(tmp_path: Path) -> None:
    text = (PROMETHEUS / "alerts.yml").read_text(encoding="utf-8")
    (tmp_path / "alerts.yml").write_text(text.replace('state="FAILED"', 'state="failed"'), encoding="utf-8")
    shutil.copy(PROMETHEUS / "alerts.test.yml", tmp_path)
    done = promtool("test", "rules", "alerts.test.yml", where=tmp_path)
    assert done.returncode != 0
    assert "MessagesFail" in done.stdout + done.stderr


def test_every_figure_is_explained_and_every_figure_of_ours_is_drawn() -> None:
    assert asked_in(PAGE) - {"timebank_web"} == there_is()
    ours = {name for name in there_is() if name.startswith("timebank_")}
    assert ours - asked_in(" ".join(expressions())) == set()


def test_negative_control_a_figure_that_is_gone_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(TOLD, "workers")
    assert asked_in(" ".join(expressions())) - there_is() == {"timebank_workers"}


@pytest.mark.django_db
def test_nothing_is_given_that_is_not_listed() -> None:
    forget_figures()
    answer = Client().get("/metrics").content.decode()
    given = {line.split()[2] for line in answer.splitlines() if line.startswith("# TYPE")}
    assert given - there_is() == set()
    assert given >= OF_THE_PROCESS
    assert "timebank_workers" in given
