"""Pages of a dossier tell what is private once, count it, and leave it in no cookie."""

import pytest
from django.urls import reverse

from accounts.access.models import Reveal
from tests import personas
from tests.dossier.stories import stranger, worker
from tests.dossier.test_pages import daughter, page, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return personas.elder()


@pytest.fixture
def mei():
    return worker()


def test_a_number_of_the_family_is_shown_for_the_asking_and_leaves_a_row(lin, mei):
    child = daughter(lin)
    address = page("kin_phone", lin.id, "supporter", child.id)
    assert "13900000001" in signed_in(mei).post(address).content.decode()
    assert Reveal.objects.filter(by=mei, reference=f"supporter:{child.id}").exists()
    assert signed_in(mei).get(address).status_code == 405
    assert signed_in(stranger()).post(address).status_code == 404
    other = daughter(personas.elder("池金土"))
    assert signed_in(mei).post(page("kin_phone", lin.id, "supporter", other.id)).status_code == 404


def test_numbers_of_families_count_like_those_of_elders(lin, mei, settings):
    settings.REVEALS_PER_HOUR = 2
    child = daughter(lin)
    client, address = signed_in(mei), page("kin_phone", lin.id, "supporter", child.id)
    assert [client.post(address).status_code for _look in range(3)] == [200, 200, 429]
    asked = {"shown": "PHONE", "purpose": "CALL"}
    assert client.post(reverse("territory:reveal", args=[lin.person_id]), asked).status_code == 429
    assert set(Reveal.objects.filter(by=mei).exclude(shown="").values_list("shown", flat=True)) == {"KIN_PHONE"}
    assert "家人电话" in client.get(reverse("shell:looks")).content.decode()


def test_what_a_page_says_after_a_form_is_in_no_cookie(lin, mei):
    """It names people: a cookie is signed, but everybody at that computer can read it."""
    client = signed_in(mei)
    child = daughter(lin)
    assert (
        client.post(page("supporter_end", lin.id, child.id), {"day": "2026-11-01", "reason": "去世"}).status_code == 303
    )
    assert set(client.cookies) <= {"sessionid", "csrftoken"}
    assert "林小燕不在赡养人里了。" in client.get(page("elder", lin.id)).content.decode()
