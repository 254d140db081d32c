"""Where this process keeps its figures. Each process answers for itself; Prometheus adds them up (ADR 51)."""

from prometheus_client import CollectorRegistry, ProcessCollector, disable_created_metrics

disable_created_metrics()
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
