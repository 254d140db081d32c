"""The pages: pairs, two dossiers beside each other, the second person, the move, the old address."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.elders.actions.find_pairs import find_pairs
from accounts.elders.models import Elder, Merge, Pair, Removal
from tests import personas
from tests.merging.stories import asked, clerk, merged, township, twice

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    kept, absorbed = twice()
    find_pairs(at=personas.NOW, elder_ids=[kept.id])
    return kept, absorbed


def page(name, *arguments):
    return reverse(f"territory:{name}", args=[getattr(one, "id", one) for one in arguments])


def test_from_the_list_to_one_dossier(client, two):
    kept, absorbed = two
    client.force_login(clerk())
    assert "几乎可以肯定" in client.get(page("duplicates")).content.decode()
    compared = client.get(page("merge", kept, absorbed)).content.decode()
    assert "不吃辣" in compared
    assert "软食" in compared
    answer = client.post(page("merge", kept, absorbed), {"reason": "看过身份证", "diet": "absorbed"})
    assert answer.status_code == 303
    request = Merge.objects.get()
    assert request.taken == ["diet"]
    pairs = client.get(page("duplicates")).context
    assert (list(pairs["rows"]), list(pairs["waiting"])) == ([], [request]), (
        "asked once, it waits for the second person"
    )
    own = client.post(page("merge_decide", request), {"answer": "agree"})
    assert own.status_code == 403
    client.force_login(township())
    assert "不吃辣" in client.get(page("merge_decide", request)).content.decode()
    done = client.post(page("merge_decide", request), {"answer": "agree"})
    assert done.url == page("elder", kept)
    moved = client.get(page("elder", absorbed))
    assert (moved.status_code, moved.url) == (301, page("elder", kept))
    assert client.get(page("place", absorbed)).status_code == 410
    assert "合并" in client.get(page("dossier_history", kept)).content.decode()


def test_a_reason_is_asked_for(client, two):
    client.force_login(clerk())
    assert client.post(page("merge", *two), {}).status_code == 422
    assert not Merge.objects.exists()


def test_outsiders_see_nothing(client, two):
    kept, absorbed = two
    request = asked(kept, absorbed)
    client.force_login(clerk(personas.OTHER_VILLAGE))
    for address in (page("merge", *two), page("merge_decide", request), page("move", kept), page("hand_over", kept)):
        assert client.get(address).status_code == 404
    assert client.post(page("pair_differ", *two), {"reason": "x"}).status_code == 404
    assert "林" not in client.get(page("duplicates")).content.decode()
    assert Pair.objects.get().different_at is None


def test_told_apart(client, two):
    client.force_login(clerk())
    assert client.post(page("pair_differ", *two), {"reason": "两姐妹"}).status_code == 303
    assert Pair.objects.get().different_because == "两姐妹"


def test_the_old_id_in_the_api(two):
    kept, absorbed = two
    boss = township()
    merged(kept, absorbed)
    api = APIClient()
    api.force_authenticate(boss)
    answer = api.get(reverse("api_elder", args=[absorbed.id]))
    assert (answer.status_code, answer.headers["Location"]) == (308, reverse("api_elder", args=[kept.id]))
    assert api.get(reverse("api_dossier", args=[absorbed.id])).status_code == 410
    api.force_authenticate(township("350425101"))
    assert api.get(reverse("api_elder", args=[absorbed.id])).status_code == 404


def test_move_and_take_back(client):
    lin = personas.elder()
    client.force_login(clerk())
    assert page("move", lin) in client.get(page("elder", lin)).content.decode()
    assert client.get(page("move", lin)).status_code == 200
    address = f"{page('move', lin)}?home={personas.OTHER_VILLAGE}"
    assert "京口村" in client.get(address).content.decode()
    form = {"since": "2026-11-01", "address": "5 号", "registered": "keep"}
    assert client.post(address, form).url == page("moved")
    assert client.get(page("elder", lin)).status_code == 404, "now the other village's"
    removal = Removal.objects.get()
    assert "京口村" in client.get(page("moved")).content.decode()
    assert client.post(page("move_undo", removal)).status_code == 303
    assert Elder.objects.get().person.home_id == personas.VILLAGE
    assert client.get(page("hand_over", lin)).status_code == 200
