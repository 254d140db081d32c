"""The walk through every door as everybody, with real foreign ids and a canary in every value (VERIFICATION 14)."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import get_resolver, path, resolve
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from accounts.access.enums import TABLE, Permission, Role
from accounts.elders.enums import Power
from accounts.elders.models import Elder, Mandate
from frontend.helper.acting import Acting
from frontend.live.routing import websocket_urlpatterns
from frontend.live.topics import allowed
from services.orders.models import Order
from tests.personas import VILLAGE
from tests.security.ground import World
from tests.security.matrix import PAGES, SHUT_ROUTES
from tests.security.walk import MANDATE, SEAT, SIGNED_IN, address_of, faults, routes, row
from tests.sizes import FULL

pytestmark = pytest.mark.verifies(14)
ROUTES = dict(routes())
TWINS = {role for n, role in enumerate(Role) if any(TABLE[role] == TABLE[other] for other in list(Role)[:n])}
KNOCKING = [*(role for role in Role if FULL or role not in TWINS), "nobody", "stranger"]


def test_every_route_is_declared_and_every_row_is_a_route():
    assert set(ROUTES) - set(PAGES) - SHUT_ROUTES == set()
    assert (set(PAGES) | SHUT_ROUTES) - set(ROUTES) == set()


def test_a_new_route_without_a_row_is_noticed(monkeypatch):
    patterns = [*get_resolver().url_patterns, path("backdoor/", lambda request: None, name="backdoor")]
    monkeypatch.setattr(get_resolver(), "url_patterns", patterns)
    assert set(dict(routes())) - set(PAGES) - SHUT_ROUTES == {"backdoor"}


@pytest.mark.parametrize("kind", KNOCKING)
def test_every_door_opens_to_whom_the_matrix_says_and_to_nobody_else(here, kind):
    found = []
    for name, one in PAGES.items():
        found += faults(name, ROUTES[name], one, here.people[kind], here)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("name", "guards", "kind"),
    [
        ("territory:orders", ["frontend.shell.ground.demand"], Role.VOLUNTEER),
        ("territory:resolve", ["frontend.territory.order.demand"], Role.VILLAGE_WORKER),
        ("territory:elder", ["frontend.territory.dossier.demand", "frontend.territory.dossier.elder_for"], Role.PROXY),
        ("office:person", ["frontend.bank.office.keeping.demand"], Role.COUNTY_OFFICIAL),
        ("helper:elder", ["frontend.helper.acting.elder_for"], Role.PROXY),
        ("helper:looks", ["frontend.helper.looks.acting_for"], "nobody"),
        ("territory:reveal", ["frontend.territory.reveal.demand", "frontend.territory.reveal.reveal"], Role.VOLUNTEER),
        ("territory:exports", ["frontend.territory.exports.may", "frontend.shell.ground.demand"], "nobody"),
        ("api_elder", ["accounts.elders.api.reachable_elders"], Role.VOLUNTEER),
    ],
)
def test_negative_control_a_door_without_its_guard_is_found(here, monkeypatch, name, guards, kind):
    """Each guard replaced by one that lets everybody pass: the walk must say so."""
    assert not faults(name, ROUTES[name], PAGES[name], here.people[kind], here)
    for guard in guards:
        monkeypatch.setattr(guard, _open(guard.rpartition(".")[2], here))
    assert faults(name, ROUTES[name], PAGES[name], here.people[kind], here)


def _open(guard: str, here: World):
    """What a guard gives to those it lets pass, given to everybody."""
    elder = here.kanari
    given = {
        "demand": lambda *args, **kwargs: None,
        "may": lambda *args, **kwargs: True,
        "elder_for": lambda *args, **kwargs: elder,
        "acting_for": lambda *args, **kwargs: Acting(elder, Mandate(), frozenset(Power), timezone.localdate()),
        "reachable_elders": lambda user: Elder.objects.all(),
        "reveal": lambda *args, **kwargs: elder.person.phone,
    }
    return given[guard]


def test_a_leak_is_found_where_the_door_is_rightly_open(here, monkeypatch):
    """The list of orders without its mask."""
    monkeypatch.setattr("frontend.shell.wording.people.mask_name", lambda name: name)
    found = faults("territory:orders", (), PAGES["territory:orders"], here.people[Role.SUPERVISOR], here)
    assert any("leaks" in fault for fault in found)


def operations() -> dict[str, set[str]]:
    """Name of the route → methods, of every operation in the OpenAPI document."""
    found: dict[str, set[str]] = {}
    for address, methods in SchemaGenerator().get_schema(request=None, public=True)["paths"].items():
        filled = re.sub(r"\{[^}]+\}", "01890000-0000-7000-8000-000000000000", address)
        found.setdefault(resolve(filled).view_name, set()).update({method.upper() for method in methods})
    return found


def test_every_operation_of_the_api_is_declared():
    walked = {name for name in PAGES if name.startswith("api_")} - {"api_schema"}
    assert set(operations()) == walked
    assert {method for methods in operations().values() for method in methods} <= {"GET", "POST"}


@pytest.mark.verifies(15)
def test_nothing_is_changed_by_put_patch_or_delete(here):
    """There is no operation that writes fields as they are; whoever adds one declares its fields here."""
    before = Order.objects.filter(elder=here.kanari).values().order_by("id")
    known = list(before)
    for name in operations():
        for method in ("put", "patch", "delete"):
            for persona in (here.people[Role.PROXY][0], here.people[Role.COUNTY_OFFICIAL][2]):
                client = APIClient()
                client.force_authenticate(persona.user)
                address = address_of(name, ROUTES[name], PAGES[name], here)
                answer = getattr(client, method)(address, {"status": "CONFIRMED", "name": "改名"}, format="json")
                assert answer.status_code == 405, (name, method)
    assert list(before.all()) == known


@pytest.mark.verifies(24)
@pytest.mark.parametrize("kind", KNOCKING)
def test_every_topic_of_the_socket_is_watched_by_whom_it_concerns(here, kind):
    assert [str(route.pattern) for route in websocket_urlpatterns] == ["live/"]
    topics = {
        "inbox": row(SIGNED_IN),
        f"board:{VILLAGE}": row(Permission.ORDER_CLAIM),
        f"territory:{VILLAGE}": row(Permission.TERRITORY_VIEW, of="elder"),
        f"order:{here.ids['order']}": row(MANDATE, SEAT, Permission.TERRITORY_VIEW, of="order"),
        f"incidents:{VILLAGE}": row(Permission.INCIDENT_SEE, of="elder"),
        f"incident:{here.ids['incident']}": row(MANDATE, Permission.INCIDENT_SEE, of="incident"),
        f"elder:{here.ids['elder']}": row(),
        "": row(),
    }
    for persona in here.people[kind]:
        for topic, expected in topics.items():
            user = persona.user or AnonymousUser()
            assert allowed(user, topic) == (expected.expects(persona) == "open"), f"{topic} as {persona}"


def test_there_are_no_other_pages_of_administration():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
