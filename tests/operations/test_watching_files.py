"""Dashboard, alerts and the page about them speak of the figures there are, and of all of them."""

import json
import re
from pathlib import Path

import pytest
import yaml
from django.test import Client

from timebank.operations.watch.figures import forget_figures
from timebank.operations.watch.metrics import TOLD
from timebank.operations.watch.requests import REQUESTS, SECONDS, SOCKETS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/running/watching.md").read_text(encoding="utf-8")
DASHBOARD = json.loads((ROOT / "deploy/grafana/timebank.json").read_text(encoding="utf-8"))
ALERTS = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text(encoding="utf-8"))["groups"][0]["rules"]
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
        for one in (REQUESTS, SECONDS, SOCKETS)
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
