"""Every address of ours, opened by everybody who has no business there, with real ids (VERIFICATION 14, small).

One elder carries canaries in name, address, phone, note and codes. Nobody outside her circle may ever be sent one.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from knox.models import get_token_model

from accounts.access.enums import Role
from accounts.elders.models import CareNote
from services.orders.actions.claim_order import claim_order
from tests import personas

pytestmark = pytest.mark.django_db
CANARIES = ("金丝雀", "鸟鸣巷九十九号", "13877776666", "怕生的黄狗", "鸟食要加水")
OURS = ("helper", "volunteer", "organisation", "territory", "desk", "bank", "checkpoints", "shell", "public")
OUTSIDERS = ("stranger", "volunteer", "proxy", "manager", "village", "township", "nobody")


def every_route() -> Iterator[tuple[str, set[str]]]:
    """``(name, argument names)`` of every page and API address of ours."""

    def walk(patterns: list, namespace: str) -> Iterator[tuple[str, set[str]]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner)
            elif isinstance(pattern, URLPattern) and _is_ours(namespace, pattern.name):
                yield f"{namespace}{pattern.name}", set(pattern.pattern.converters)

    yield from walk(get_resolver().url_patterns, "")


def _is_ours(namespace: str, name: str | None) -> bool:
    return bool(name) and (namespace.rstrip(":") in OURS or name.startswith("api_"))


ROUTES = sorted((name, tuple(sorted(arguments))) for name, arguments in every_route())


@pytest.fixture
def ids():
    """Ids of things of the canary elder, whatever an address may call them."""
    kanari = personas.elder("金丝雀", minutes=500)
    kanari.person.address, kanari.person.phone = "鸟鸣巷九十九号", "13877776666"
    kanari.person.save()
    mei = personas.proxy(kanari)
    CareNote.objects.create(elder=kanari, text="怕生的黄狗", written_by=mei, written_at=personas.NOW)
    now = timezone.now()
    taken = personas.order(mei, kanari, at=now)
    taken.note = "鸟食要加水"
    taken.save(update_fields=["note"])
    assignment = claim_order(by=personas.volunteer(), at=now, order_id=taken.id)
    waiting = personas.order(mei, kanari, at=now + timedelta(hours=3))
    item = personas.item()
    return {
        "elder": [kanari.id],
        "order": [taken.id, waiting.id],
        "assignment": [assignment.id],
        "item": [item.id],
        "id": [kanari.id, taken.id, waiting.id, assignment.id, item.id],
    }


def outsider(kind: str):
    """Somebody signed in who has no business with the canary elder."""
    other = personas.elder("陈阿公", village=personas.OTHER_VILLAGE)
    match kind:
        case "stranger":
            return None
        case "volunteer":
            return personas.volunteer("郑远", village=personas.OTHER_VILLAGE)
        case "proxy":
            return personas.proxy(other, "陈小远")
        case "manager":
            manager = personas.user("连远", village=personas.OTHER_VILLAGE)
            personas.organisation(manager, name="远方社工")
            return manager
        case "village":
            return personas.user("乐远", Role.VILLAGE_WORKER, region=personas.OTHER_VILLAGE)
        case "township":
            return personas.user("苏远", Role.TOWNSHIP_OFFICIAL, region="350425101")
    return personas.user("周远")


def visit(name: str, arguments: tuple[str, ...], ids: dict, user) -> Iterator[tuple[str, int, str]]:
    """GET and POST the address with every fitting id; yields address, status and what was sent."""
    client, headers = Client(), {}
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        token = get_token_model().objects.create(user=user, expiry=timedelta(days=1))[1]
        headers = {"Authorization": f"Bearer {token}"} if name.startswith("api_") else {}
    choices = [{}]
    for argument in arguments:
        key = next((word for word in ("order", "elder", "assignment", "item") if word in argument), "id")
        choices = [{**chosen, argument: value} for chosen in choices for value in ids[key]]
    for chosen in choices:
        address = reverse(name, kwargs=chosen)
        sends = [lambda: client.get(address, headers=headers)]  # noqa: B023 - called at once
        if (
            "claim" not in name and name != "volunteer:task"
        ):  # an open task may be taken by any volunteer: that is no leak
            sends.append(lambda: client.post(address, {}, "application/json", headers=headers))  # noqa: B023
        for send in sends:
            answer = send()
            body = b"".join(answer) if answer.streaming else answer.content
            yield address, answer.status_code, body.decode("utf-8", "replace")


@pytest.mark.parametrize("kind", OUTSIDERS)
def test_no_canary_reaches_an_outsider(ids, kind):
    user = outsider(kind)
    visited = 0
    for name, arguments in ROUTES:
        if not set(arguments) <= {"id", "order_id", "elder_id", "assignment_id", "item_id", "order", "elder"}:
            continue
        for address, status, sent in visit(name, arguments, ids, user):
            assert status < 500, (name, address, status)
            assert not [canary for canary in CANARIES if canary in sent], (name, address, status)
            visited += 1
    assert visited > 40


def test_negative_control_the_elders_own_proxy_does_see_them(ids):
    mei = personas.User.objects.get(person__mandates__elder=ids["elder"][0])
    sent = "".join(text for _, _, text in visit("api_elder", ("id",), {"id": ids["elder"]}, mei))
    assert "鸟鸣巷九十九号" in sent
