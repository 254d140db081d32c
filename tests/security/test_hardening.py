"""What every page sends along, and that no button can be pressed from somebody else's page (VERIFICATION 22)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import transaction
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client

from accounts.access.enums import Role
from tests.databases import ROOT
from tests.security.ground import Persona, World
from tests.security.matrix import PAGES
from tests.security.walk import address_of, routes

pytestmark = [pytest.mark.django_db, pytest.mark.verifies(22)]
ROUTES = dict(routes())
NO_PAGES = {"metrics", "offline:worker"}  # the figures for a program, and a script that is everybody's
DOORS = [name for name in PAGES if not name.startswith("api_") and name not in NO_PAGES]
ALWAYS = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
}


def as_(persona: Persona, **options: object) -> Client:
    client = Client(**options)
    assert persona.user is not None
    client.force_login(persona.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def unguarded(here: World) -> list[str]:
    """Addresses that take what another page's form sends, with the reader's own cookies and no token of ours."""
    client, found = as_(here.people[Role.COUNTY_OFFICIAL][0], enforce_csrf_checks=True), []
    for name in DOORS:
        address = address_of(name, ROUTES[name], PAGES[name], here)
        with transaction.atomic():
            answer = client.post(address, dict(PAGES[name].body))
            if answer.status_code != 403 or not any(used.name == "shell/stale_form.html" for used in answer.templates):
                found.append(f"{name} {address} gave {answer.status_code}")
            transaction.set_rollback(True)
    return found


def test_no_door_opens_by_a_form_of_another_house(here):
    found = unguarded(here)
    assert not found, "\n".join(found)


def test_negative_control_without_the_guard_the_doors_are_found(here, monkeypatch):
    monkeypatch.setattr(CsrfViewMiddleware, "process_view", lambda *args, **kwargs: None)
    assert len(unguarded(here)) > len(DOORS) / 2


@pytest.mark.parametrize("kind", [Role.COUNTY_OFFICIAL, "stranger"])
def test_every_page_says_what_a_browser_may_do_with_it(here, kind):
    persona = here.people[kind][0]
    client, found = (as_(persona) if persona.user else Client()), []
    for name in DOORS:
        address = address_of(name, ROUTES[name], PAGES[name], here)
        with transaction.atomic():
            answer = client.get(address)
            found += [f"{name} {address}: {fault}" for fault in faults_of(answer, signed_in=persona.user is not None)]
            transaction.set_rollback(True)
    assert not found, "\n".join(found)


def faults_of(answer, *, signed_in: bool) -> list[str]:
    """Headers that are missing or too weak."""
    found = [f"{header}: {answer.get(header)}" for header, good in ALWAYS.items() if answer.get(header) not in good]
    policy = answer.get("Content-Security-Policy", "")
    scripts = next((part for part in policy.split(";") if part.strip().startswith("script-src")), "")
    if "'self'" not in scripts or "unsafe" in policy or "*" in policy:
        found.append(f"Content-Security-Policy: {policy}")
    if signed_in and "no-store" not in answer.get("Cache-Control", ""):
        found.append(f"Cache-Control: {answer.get('Cache-Control')}")
    return found


def test_negative_control_a_header_that_is_gone_is_missed(here, settings):
    settings.X_FRAME_OPTIONS = "SAMEORIGIN"
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": ["'self'", "'unsafe-inline'"]}}
    faults = faults_of(Client().get("/"), signed_in=False)
    assert [fault.split(":")[0] for fault in faults] == ["X-Frame-Options", "Content-Security-Policy"]


def here_and(there: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"} | there


def test_django_finds_nothing_to_warn_of_in_production(tmp_path):
    there = {
        "SECURE": "1",
        "DEBUG": "0",
        "DEMO": "0",
        "ALLOWED_HOSTS": "time.example.gov.cn",
        "CSRF_TRUSTED_ORIGINS": "https://time.example.gov.cn",
        "SECRET_KEY": "".join(chr(33 + n * 7 % 90) for n in range(64)),
        "VAR": str(tmp_path),
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    told = subprocess.run(command, cwd=ROOT, env=here_and(there), capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    weak = subprocess.run(command, cwd=ROOT, env=here_and(there | {"SECRET_KEY": "short"}), capture_output=True)
    assert weak.returncode != 0
