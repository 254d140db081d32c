"""Whatever somebody types behind the question mark, the answer is a page and not a failure of ours."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.access.enums import Role
from tests import personas

pytestmark = pytest.mark.django_db
JUNK = ("", "9999-12-31", "0001-01-01", "9999-12", "-1", "nonsense", "x" * 3000, "💮", "%", "'", "350425%", "1e400")
PAGES = {
    "/organisation/": ("day",),
    "/organisation/hours/": ("month",),
    "/territory/": ("until", "since", "place", "state", "q", "after", "sort", "category"),
    "/territory/figures/": ("month", "place"),
    "/territory/elders/": ("q", "place"),
    "/territory/roles/": ("q", "page"),
    "/volunteer/": ("region", "reach", "day", "category", "after", "sort"),
    "/volunteer/records/": ("page",),
    "/volunteer/certificates/": ("period", "since", "until"),
    "/organisation/records/": ("which", "sort", "page", "month"),
    "/organisation/corrections/": ("which", "page"),
    "/territory/records/": ("which", "sort", "page", "month", "place"),
    "/territory/records/sheet/": ("list", "month", "place"),
    "/territory/calls/": ("page", "place"),
    "/territory/corrections/": ("which", "page", "place"),
    "/territory/certificates/": ("q",),
    "/desk/log/": ("day", "page"),
    "/desk/call-backs/": ("page",),
    "/verify/": ("serial",),
    "/bank/": ("period", "kind", "from", "line"),
    "/bank/print/": ("period",),
    "/bank/plan/": ("hours", "age"),
    "/bank/give/": ("to",),
    "/bank/donate/": ("to",),
    "/bank/redeem/": ("to",),
    "/checkpoints/": ("page",),
    "/checkpoints/check/": ("file",),
    "/helper/orders/": ("q", "state", "elder", "page"),
    "/services/": ("region",),
    "/regions/": ("q", "within", "next", "county", "name"),
    "/inbox/": ("page", "before"),
}


@pytest.fixture
def everybody():
    """Somebody with every role, so that no page is closed to them."""
    lin = personas.elder()
    guo = personas.volunteer()
    personas.mandate(lin, guo)
    personas.organisation(guo)
    for role, region in ((Role.PROXY, None), (Role.COUNTY_OFFICIAL, personas.COUNTY)):
        personas.give_role(
            by=None,
            at=personas.NOW,
            user=guo,
            role=role,
            region=personas.Region.objects.get(code=region) if region else None,
        )
    client = Client()
    client.force_login(guo, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.mark.parametrize("page", PAGES)
def test_junk_is_no_failure(everybody, page):
    assert everybody.get(page).status_code == 200
    for name in PAGES[page]:
        for junk in JUNK:
            assert everybody.get(page, {name: junk}).status_code < 500, (page, name, junk)
