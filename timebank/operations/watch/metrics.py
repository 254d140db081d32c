"""``/metrics`` in the text format of Prometheus, for the machine itself and whoever METRICS_ALLOW names; else 404."""

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from timebank.operations.doctor import Level
from timebank.operations.watch.figures import Figures, figures
from timebank.operations.watch.looking import last_look
from timebank.operations.watch.registry import REGISTRY

UNIX = "unix"
# name → what it is, names of its labels
TOLD: dict[str, tuple[str, tuple[str, ...]]] = {
    "workers": ("Workers whose heart beat within two minutes.", ()),
    "worker_heartbeat_age_seconds": ("Since the last heartbeat of any worker.", ()),
    "jobs_due": ("Jobs whose time has come and that nobody has taken up.", ()),
    "jobs_oldest_due_seconds": ("How long the oldest of them has been waiting.", ()),
    "jobs_running": ("Jobs at work.", ()),
    "jobs_failed": ("Jobs that were given up.", ()),
    "deliveries_last_hour": ("Messages of the last hour by way and what became of them.", ("way", "state")),
    "deliveries_overdue": ("Messages that should have gone out more than five minutes ago.", ()),
    "incidents_running": ("Emergencies nobody has taken over yet.", ()),
    "incidents_late": ("Emergencies whose time is over and that did not go up.", ()),
    "checkpoint_age_seconds": ("Since the books were last sealed.", ()),
    "audit_age_seconds": ("Since the books were last recomputed.", ()),
    "audit_ok": ("Whether they agreed then.", ()),
    "backup_age_seconds": ("Since the house was last saved.", ()),
    "backup_bytes": ("How much that was.", ()),
    "drill_age_seconds": ("Since a backup was last tried.", ()),
    "drill_ok": ("Whether it came back.", ()),
    "keys_age_seconds": ("Since the keys were last saved.", ()),
    "database_connections": ("Connections to our database by state.", ("state",)),
    "database_connections_most": ("Connections the server allows.", ()),
    "database_oldest_transaction_seconds": ("Age of the oldest open transaction.", ()),
    "database_slow_statements": ("Kinds of statements that take half a second on average.", ()),
    "database_statement_seconds": ("Time spent in statements since they were last reset.", ()),
    "replica_late_seconds": ("How far the replica is behind; infinite when it does not answer.", ()),
    "disk_free_bytes": ("Room on the disks the house writes to.", ("place",)),
}


class House(Collector):
    """The figures of the whole house; every process tells the same."""

    def collect(self) -> Iterator[Metric]:
        found = figures()
        yield GaugeMetricFamily("timebank_database_up", "Whether the database answers.", value=found.database)
        yield from _families(found)
        looked = last_look(settings.LANGUAGE_CODE)
        levels = GaugeMetricFamily("timebank_findings", "What manage.py doctor finds, by level.", labels=["level"])
        for level in Level:
            levels.add_metric([level.name.lower()], looked.count(level))
        yield levels


def _families(found: Figures) -> Iterator[Metric]:
    for name, (words, labels) in TOLD.items():
        if name in found.values:
            family = GaugeMetricFamily(f"timebank_{name}", words, labels=labels)
            for values, number in sorted(found.values[name].items()):
                family.add_metric(values, number)
            yield family


REGISTRY.register(House())


@never_cache
@require_safe
def show_metrics(request: HttpRequest) -> HttpResponse:
    """Everything this process counts, and the figures of the house."""
    if not may_watch(request):
        return HttpResponseNotFound()
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def may_watch(request: HttpRequest) -> bool:
    """Everybody on the way here must be allowed: a proxy on this machine does not let in who stands behind it."""
    behind = request.headers.get("X-Forwarded-For", "")
    way = [request.META.get("REMOTE_ADDR") or UNIX, *(one.strip() for one in behind.split(",") if one.strip())]
    return all(_allowed(one) for one in way)


def _allowed(place: str) -> bool:
    if place == UNIX:
        return UNIX in settings.METRICS_ALLOW
    try:
        address = ip_address(place)
    except ValueError:
        return False
    plain = getattr(address, "ipv4_mapped", None) or address
    return any(plain in ip_network(one) for one in settings.METRICS_ALLOW if one != UNIX)
