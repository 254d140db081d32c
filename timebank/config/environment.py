"""What is wrong with the environment, in plain words, before anything starts."""

import sys
from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit

import environ

SECOND_KEYS = ("off", "ask", "require")
SMS_SENDERS = ("", "console", "file", "aliyun")
LOG_FORMATS = ("plain", "json")
LIMITS = ("REVEALS_PER_HOUR", "EXPORTS_PER_HOUR", "EXPORT_HOURS", "REPLICA_LATE_SECONDS", "WEB_THREADS")


class Environment(environ.Env):
    """Reads variables; one that is no number or no yes/no ends the start with a sentence instead of a traceback."""

    def get_value(self, var: str, *args: Any, **options: Any) -> Any:
        try:
            return super().get_value(var, *args, **options)
        except ValueError:
            sys.exit(f"{var} cannot be read: it must be a whole number.")


def faults(settings: Mapping[str, Any]) -> list[str]:
    """One sentence for each value that cannot work; empty when the house may start.

    Only what is certainly wrong: what is merely unwise, ``manage.py doctor`` says.
    """
    return [*_addresses(settings), *_choices(settings), *_production(settings)]


def _addresses(settings: Mapping[str, Any]) -> Iterator[str]:
    for name, schemes in (
        ("REDIS_URL", ("redis", "rediss", "unix")),
        ("OSRM_URL", ("http", "https")),
        ("REPLICA_URL", ("postgresql", "postgres")),
    ):
        if settings[name] and urlsplit(settings[name]).scheme not in schemes:
            yield f"{name} must begin with {schemes[0]}://, not with {settings[name].split(':')[0][:20]!r}."
    for origin in settings["CSRF_TRUSTED_ORIGINS"]:
        if urlsplit(origin).scheme not in ("http", "https"):
            yield f"CSRF_TRUSTED_ORIGINS: {origin!r} needs https:// in front."
    for host in settings["ALLOWED_HOSTS"]:
        if "/" in host:
            yield f"ALLOWED_HOSTS: {host!r} must be a bare name such as time.example.gov.cn."
    for place in settings["METRICS_ALLOW"]:
        if place != "unix" and not _is_network(place):
            yield f"METRICS_ALLOW: {place!r} is no address, no network such as 10.0.0.0/24, and not unix."
    for address in settings["BACKUP_TO"]:
        if not address.startswith("age1"):
            yield "BACKUP_TO: an age address begins with age1; the identity itself never belongs on the server."


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def _choices(settings: Mapping[str, Any]) -> Iterator[str]:
    for name, allowed in (("STAFF_SECOND_KEY", SECOND_KEYS), ("SMS_SENDER", SMS_SENDERS), ("LOG_FORMAT", LOG_FORMATS)):
        if settings[name] not in allowed:
            yield f"{name} is {settings[name]!r}; it can be {', '.join(one or 'empty' for one in allowed)}."
    for name in LIMITS:
        if settings[name] < 1:
            yield f"{name} must be 1 or more."
    if settings["SMS_SENDER"] == "aliyun":
        missing = [name for name in ("key", "secret", "sign_name", "template_code") if not settings["SMS_ALIYUN"][name]]
        if missing:
            yield f"SMS_SENDER=aliyun also needs ALIYUN_…: {', '.join(missing)}."
    pool = settings["DATABASES"]["default"]["OPTIONS"]["pool"]
    if not 1 <= pool["min_size"] <= pool["max_size"]:
        yield "DATABASE_POOL_MIN must be 1 or more, and not more than DATABASE_POOL_MAX."


def _production(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["SECURE"]:
        return
    if settings["DEBUG"]:
        yield "DEBUG=1 shows the program's insides to visitors; it cannot stand together with SECURE=1."
    if settings["DEMO"]:
        yield "DEMO=1 lets everybody in with the password of the demo; it cannot stand together with SECURE=1."
    if "*" in settings["ALLOWED_HOSTS"]:
        yield "ALLOWED_HOSTS=* answers to any name; with SECURE=1 name the house's own."
    if len(settings["SECRET_KEY"]) < 40:
        yield "SECRET_KEY is shorter than 40 characters; leave it out and the house makes one for itself."
