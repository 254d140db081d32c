"""Who may open which book: the holder, proxies who may look, the territory (which leaves a trace); nobody else."""

import pytest
from django.urls import reverse

from accounts.access.enums import Role
from accounts.access.models import Reveal
from accounts.elders.enums import Power
from tests import personas
from tests.personas import OTHER_VILLAGE, VILLAGE
from tests.volunteer.conftest import serve, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OF_BOOK = ("book", "print", "pdf", "statement")
OWN = ("book", "print", "pdf", "give", "donate", "plan", "redeem")


def pages(elder) -> list[str]:
    return [reverse(f"bank:elder_{name}", args=[elder.id]) for name in OF_BOOK] + [
        reverse("bank:elder_line", args=[elder.id, 1])
    ]


@pytest.fixture
def lin():
    return personas.elder()


def test_outsiders_find_no_book(lin):
    mei, guo = personas.proxy(lin), personas.volunteer()
    serve(personas.order(mei, lin), guo, mei)
    outsiders = [
        guo,  # has served her, and still has no business in her book
        personas.user("陈远真", Role.PROXY),
        personas.proxy(personas.elder("范细妹"), "别人家的"),
        personas.proxy(lin, "只下单的", powers=(Power.ORDER,)),
        personas.user("远村", Role.VILLAGE_WORKER, region=OTHER_VILLAGE),
    ]
    for outsider in outsiders:
        for address in pages(lin):
            assert signed_in(outsider).get(address).status_code == 404, (outsider, address)
    for address in pages(lin):  # negative control
        assert signed_in(mei).get(address).status_code == 200, address


def test_signed_out_people_are_asked_to_sign_in(client, lin):
    for address in [*pages(lin), *(reverse(f"bank:{name}") for name in OWN), "/bank/lines/1/", "/bank/given/1/"]:
        assert client.get(address)["Location"].startswith("/account/login/"), address


def test_the_territory_may_look_and_leaves_a_trace(lin):
    worker = personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)
    assert signed_in(worker).get(pages(lin)[0]).status_code == 200
    assert Reveal.objects.filter(by=worker, person=lin.person, purpose="passbook").count() == 1
    mei = personas.proxy(lin)
    signed_in(mei).get(pages(lin)[0])
    assert not Reveal.objects.filter(by=mei).exists()


def test_a_login_without_a_person_has_no_book(lin):
    house = personas.User.objects.create_user("house", "Tea-hill-7")
    for name in OWN:
        assert signed_in(house).get(reverse(f"bank:{name}")).status_code == 403


def test_nothing_of_it_is_kept_by_a_cache(lin):
    mei = personas.proxy(lin)
    own = [reverse(f"bank:{name}") for name in OWN]
    for address in [*pages(lin), *own]:
        assert "no-store" in signed_in(mei).get(address)["Cache-Control"], address


def test_books_are_only_read(lin):
    mei = personas.proxy(lin)
    for address in [*pages(lin), "/bank/", "/bank/plan/", "/bank/redeem/"]:
        assert signed_in(mei).post(address).status_code == 405, address
