"""Knocking at every door as everybody: what the matrix says must be what happens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from rest_framework.test import APIClient

from accounts.access.enums import TABLE, Permission, Role
from tests.security.ground import ID_NUMBER, Persona, World
from tests.sizes import FULL

KEPT = "django.test.client.store_rendered_templates"  # every context of every template; nobody here reads them
SHUT = {403, 404}
HALL = {Role.PROXY, Role.VOLUNTEER, Role.ORGANISATION_MANAGER, Role.COUNTY_OFFICIAL, "nobody", "stranger"}
NOT_HERE = {405, 415}  # not with this method, not in this form
ANYBODY, SIGNED_IN, MANDATE, SEAT, HOUSE = "anybody", "signed in", "mandate", "seat", "house"
CIRCLES = {
    MANDATE: {Role.PROXY, Role.FAMILY},
    SEAT: {Role.VOLUNTEER},
    HOUSE: {Role.ORGANISATION_MANAGER, Role.DISPATCHER},
}


@dataclass(frozen=True)
class Row:
    """One door: who may pass, and which thing of the canary elder stands behind it.

    ``circles`` are permissions of the table or one of the words above. ``of`` names what the argument is; without it
    the page is about whatever the reader has, so everybody of a circle may come, and nobody sees more than their own.
    ``open_to_all_of_them``: also of a single thing (an open task of the board). ``may_be_missing``: there is none in
    this world. ``rest`` fills the other arguments, ``body`` is what is posted.
    """

    circles: tuple[Any, ...]
    of: str = ""
    open_to_all_of_them: bool = False
    may_be_missing: bool = False
    body: tuple[tuple[str, Any], ...] = ()
    rest: tuple[tuple[str, Any], ...] = ()

    def members(self) -> set[str]:
        """Roles that may pass, near or far."""
        found: set[str] = set()
        for circle in self.circles:
            if isinstance(circle, Permission):
                found |= {role for role, held in TABLE.items() if circle in held}
            else:
                found |= CIRCLES.get(circle, set())
        return found

    def expects(self, persona: Persona) -> str:
        """``open``, ``foreign`` (must be 404), ``shut`` (403 or 404) or ``sign in``."""
        if ANYBODY in self.circles:
            return "open"
        if persona.user is None:
            return "sign in"
        if SIGNED_IN in self.circles:
            return "open"
        if persona.role not in self.members():
            return "shut"
        if self.of and not self.open_to_all_of_them and not persona.near:
            return "foreign"
        return "open"


def row(*circles: Any, of: str = "", **more: Any) -> Row:
    rest, body = (tuple(sorted(more.pop(name, {}).items())) for name in ("rest", "body"))
    return Row(circles, of, rest=rest, body=body, **more)


def routes() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address of the house: its full name (the pattern where it has none) and the names of its arguments."""

    def walk(patterns: list[Any], namespace: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner)
            elif isinstance(pattern, URLPattern):
                name = f"{namespace}{pattern.name}" if pattern.name else str(pattern.pattern)
                yield name, tuple(pattern.pattern.regex.groupindex)

    yield from walk(get_resolver().url_patterns, "")


def faults(name: str, arguments: tuple[str, ...], row: Row, personas: list[Persona], here: World) -> list[str]:
    """What went otherwise than the matrix says, in words; nothing when all is well."""
    found = []
    address = address_of(name, arguments, row, here)
    for persona in personas:
        expected = row.expects(persona)
        if not FULL and not _worth_it(row, persona, expected):
            continue
        answers = dict(
            _knock(address, persona, _filled(row.body, here), is_api=name.startswith("api_"), expected=expected)
        )
        where = f"{name} as {persona}, expected {expected}:"
        for method, (status, body, to) in answers.items():
            if status == 200 and stands_still(body):
                found.append(f"{where} {method} {address} has parts that fetch themselves, but not moving.js")
            if not _as_expected(expected, method, status, to):
                found.append(f"{where} {method} {address} gave {status}")
            leaks = persona.hidden if not (expected == "open" and persona.sees_names) else (ID_NUMBER,)
            found += [f"{where} {method} {address} ({status}) leaks {one}" for one in leaks if one in body]
        hall = SIGNED_IN in row.circles or row.may_be_missing
        if (
            expected == "open"
            and not hall
            and all(status in SHUT | NOT_HERE for status, _body, _to in answers.values())
        ):
            found.append(f"{where} nothing opens {address}")
    return found


def stands_still(body: str) -> bool:
    """Whether a whole page names htmx without the script that brings it (``shell/moving.html``)."""
    return "<html" in body and bool(re.search(r"\bhx-(?:get|post)=", body)) and "/moving." not in body


def _worth_it(row: Row, persona: Persona, expected: str) -> bool:
    """In the small size a door that is shut to a role is tried by its nearest alone, an open hall by a few.

    That a role at the township holds in its villages is tried as one role for all of them: it is one rule.
    """
    if persona.relation == "parent" and persona.role != Role.TOWNSHIP_OFFICIAL:
        return False
    if not row.of and (ANYBODY in row.circles or SIGNED_IN in row.circles):
        return persona.role in HALL
    return expected != "shut" or persona.relation == "own" or persona.role not in Role.values


def _as_expected(expected: str, method: str, status: int, to: str) -> bool:
    if status >= 500:
        return False
    if method == "GET" and status in (301, 302) and _leads_elsewhere(to):
        return True  # to another door, which is walked too
    if expected == "open":
        return status not in (401,) and not to.startswith("/account/login/")
    if expected == "sign in":
        return status == 401 or status in NOT_HERE or to.startswith("/account/login/")
    return status in NOT_HERE | ({404} if expected == "foreign" else SHUT)


def _leads_elsewhere(to: str) -> bool:
    try:
        return resolve(to).view_name not in ("account_login", "account_reauthenticate")
    except Resolver404:
        return False


def address_of(name: str, arguments: tuple[str, ...], row: Row, here: World) -> str:
    values = _filled(row.rest, here)
    for argument in arguments:
        if argument not in values:
            values[argument] = here.ids[row.of or argument.removesuffix("_id")]
    return reverse(name, kwargs=values)


def _filled(pairs: tuple[tuple[str, Any], ...], here: World) -> dict[str, Any]:
    """``@member`` is the key of that thing."""
    return {name: str(here.ids[text[1:]]) if str(text).startswith("@") else text for name, text in pairs}


def _knock(
    address: str, persona: Persona, posted: dict[str, Any], *, is_api: bool, expected: str
) -> Iterator[tuple[str, tuple[int, str, str]]]:
    """GET and POST, each taken back afterwards. What will be refused may be refused with a toast: that is quicker."""
    client: Any = _program() if is_api else _client(persona)
    session = client.cookies.get(settings.SESSION_COOKIE_NAME) and client.cookies[settings.SESSION_COOKIE_NAME].value
    if is_api:
        client.force_authenticate(persona.user)
    headers = {"HX-Request": "true"} if expected in ("shut", "foreign") else {}
    form = {"format": "json"} if is_api else {}
    sends = {
        "GET": lambda: client.get(address, headers=headers),
        "POST": lambda: client.post(address, posted, headers=headers, **form),
    }
    for method, send in sends.items():
        with transaction.atomic(), patch(KEPT, _forget):
            answer = send()
            body = b"".join(answer) if answer.streaming else answer.content
            transaction.set_rollback(True)
        if session:
            client.cookies[settings.SESSION_COOKIE_NAME] = session  # one of the doors signs out
        yield method, (answer.status_code, body.decode("utf-8", "replace"), answer.headers.get("Location", ""))


def _forget(*given: Any, **more: Any) -> None:
    """In place of ``KEPT``."""


@cache
def _program() -> APIClient:
    """One for everybody: each that is made loads all the middleware anew."""
    return APIClient()


@cache
def _client(persona: Persona) -> Client:
    """Signed in once for the whole walk."""
    client = Client()
    if persona.user is not None:
        client.force_login(persona.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
