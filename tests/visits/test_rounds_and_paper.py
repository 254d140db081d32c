"""A joint round on one page, a day on paper typed in once, pictures, and the same over HTTP."""

from datetime import timedelta
from io import BytesIO
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from rest_framework.test import APIClient

from accounts.refusals import NotFound
from services.visits.actions.enter_sheet import AlreadyThere, enter_sheet
from services.visits.actions.note_check import OwnVisit, note_check
from services.visits.actions.plan_visits import plan_visits
from services.visits.actions.print_sheet import print_sheet
from services.visits.enums import Checked, Mode, Outcome
from services.visits.models import Outing, PaperSheet, SampleCheck, Visit, VisitPhoto, Window
from services.visits.queries.checking import checking
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.visits import ground
from tests.visits.ground import DAY, FINE
from tests.visits.test_pages import ANSWERS, signed_in

pytestmark = pytest.mark.django_db


def picture(seed: int = 1) -> SimpleUploadedFile:
    rng = Random(seed)
    image = Image.new("RGB", (64, 48))
    image.putdata([(rng.randrange(256), rng.randrange(256), rng.randrange(256)) for _ in range(64 * 48)])
    buffer = BytesIO()
    image.save(buffer, "JPEG")
    return SimpleUploadedFile("x.jpg", buffer.getvalue(), "image/jpeg")


def test_one_round_to_many_elders_on_one_page():
    lin, pan, ground_three = ground.elder(), ground.elder("潘金妹"), ground.elder("池秋香")
    client = signed_in(ground.village())
    today = timezone.localdate().isoformat()
    sent = {"region": VILLAGE, "title": "重阳走访", "people": "村两委", "held_on": today}
    assert client.post(reverse("visits:outings"), {**sent, "title": ""}).status_code == 422
    address = client.post(reverse("visits:outings"), sent)["Location"]
    lines = {f"outcome_{lin.id}": "VISITED", f"health_{lin.id}": "WELL", f"words_{lin.id}": "送了被子"}
    lines |= {f"outcome_{pan.id}": "VISITED"}  # how she is was left out
    page = client.post(address, lines)
    assert page.status_code == 422
    assert [bool(fault) for _elder, _visit, fault in page.context["rows"]] == [False, True, False]
    assert client.post(address, {f"outcome_{pan.id}": "NOT_AT_HOME"}).status_code == 303
    rows = Visit.objects.order_by("id").values_list("elder", "mode", "outcome", "outing")
    outing = Outing.objects.get().id
    assert list(rows) == [(lin.id, "ROUND", "VISITED", outing), (pan.id, "ROUND", "NOT_AT_HOME", outing)]
    assert ground_three.visits.count() == 0
    far = signed_in(ground.village(OTHER_VILLAGE))
    assert far.get(address).status_code == 404


def test_a_sheet_comes_back_once_and_what_is_there_is_not_asked_again():
    lin, pan = ground.elder(), ground.elder("潘金妹")
    worker, clerk = ground.village(), ground.village()
    sheet = print_sheet(by=worker, at=NOW, elders=[lin, pan])
    ground.visit(worker, lin, at=NOW + timedelta(hours=1))  # on the telephone, at the door
    values = {"mode": Mode.HOME, "outcome": Outcome.VISITED, "answers": FINE}
    later = NOW + DAY
    with pytest.raises(AlreadyThere):
        enter_sheet(by=clerk, at=later, sheet_id=sheet.id, elder_id=lin.id, happened_at=NOW, **values)
    typed = enter_sheet(by=clerk, at=later, sheet_id=sheet.id, elder_id=pan.id, happened_at=NOW, **values)
    assert (typed.on_paper, typed.visitor_id, typed.by, typed.happened_at) == (True, worker.person_id, clerk, NOW)
    with pytest.raises(AlreadyThere):
        enter_sheet(by=clerk, at=later, sheet_id=sheet.id, elder_id=pan.id, happened_at=NOW, **values)
    other = ground.elder("池秋香")
    with pytest.raises(NotFound):
        enter_sheet(by=clerk, at=later, sheet_id=sheet.id, elder_id=other.id, happened_at=NOW, **values)


def test_the_day_on_paper_and_the_page_where_it_is_typed_in():
    lin, worker = ground.elder(), ground.village()
    plan_visits(at=timezone.now())
    today = timezone.localdate()
    Window.objects.update(opens_on=today, due_on=today, expires_on=today)
    client = signed_in(worker)
    assert client.post(reverse("visits:print")).content.startswith(b"%PDF")
    address = reverse("visits:sheet", args=[PaperSheet.objects.get().id])
    line = {f"outcome_{lin.id}": "VISITED", f"when_{lin.id}": f"{today.isoformat()}T00:01"}
    assert client.post(address, line).status_code == 422
    assert client.post(address, {**line, f"health_{lin.id}": "WELL"}).status_code == 303
    assert client.get(address).context["left"] == 0
    assert Visit.objects.get().on_paper
    assert signed_in(ground.village(OTHER_VILLAGE)).get(address).status_code == 404


def test_pictures_come_with_the_visit_and_open_to_those_who_may_read_it():
    lin, pan, worker = ground.elder(), ground.elder("潘金妹"), ground.village()
    client = signed_in(worker)
    sent = client.post(reverse("visits:new", args=[lin.id]), {**ANSWERS, "photo": [picture(), picture(2)]})
    assert sent.status_code == 303
    photo = VisitPhoto.objects.order_by("id").first()
    address = reverse("visits:photo", args=[photo.visit_id, photo.id])
    assert client.get(address, {"small": "1"})["Content-Type"] == "image/jpeg"
    assert signed_in(ground.village(OTHER_VILLAGE)).get(address).status_code == 404
    bad = SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")
    assert client.post(reverse("visits:new", args=[pan.id]), {**ANSWERS, "photo": bad}).status_code >= 400
    assert not pan.visits.exists()  # both or neither
    client.post(reverse("visits:new", args=[pan.id]), {**ANSWERS, "photo": picture()})
    found = checking([VILLAGE], at=timezone.now())
    assert [str(sign.pattern) for sign, _who in found.signs] == ["SAME_PHOTO"]


def test_the_township_rings_about_a_sample_and_never_about_its_own():
    lin, worker, official = ground.elder(), ground.village(), ground.township()
    visit = ground.visit(worker, lin, at=timezone.now())
    own = ground.visit(official, ground.elder("潘金妹"), at=timezone.now())
    client = signed_in(official)
    page = client.get(reverse("visits:checks"))
    assert {one.id for one, _signs, _check in page.context["sample"]} == {visit.id, own.id}
    answer = {"answer": "WAS_NOT", "words": "没来"}
    assert client.post(reverse("visits:check", args=[visit.id]), answer).status_code == 303
    assert SampleCheck.objects.get().answer == Checked.WAS_NOT
    with pytest.raises(OwnVisit):
        note_check(by=official, at=NOW, visit_id=own.id, answer=Checked.WAS_THERE)
    typed = ground.visit(worker, lin, at=timezone.now(), on_paper=True, visitor_id=official.person_id)
    with pytest.raises(OwnVisit):  # somebody else typed it in from their sheet
        note_check(by=official, at=NOW, visit_id=typed.id, answer=Checked.WAS_THERE)
    assert signed_in(worker).get(reverse("visits:checks")).status_code == 403
    assert not checking([OTHER_VILLAGE], at=timezone.now()).looked_at
    assert checking([TOWNSHIP], at=timezone.now()).looked_at == 3


def test_the_same_over_http_once_for_each_key():
    lin, worker = ground.elder(), ground.village()
    client = APIClient()
    client.force_authenticate(worker)
    plan_visits(at=timezone.now())
    today = timezone.localdate()
    Window.objects.update(opens_on=today, due_on=today, expires_on=today)
    assert client.get(reverse("api_visits_day")).data[0]["elder"] == str(lin.id)
    body = {"elder": str(lin.id), "mode": "PHONE", "outcome": "VISITED", "health": "WELL"}
    key = {"HTTP_IDEMPOTENCY_KEY": "a"}
    first = client.post(reverse("api_visits"), body, format="json", **key)
    again = client.post(reverse("api_visits"), body, format="json", **key)
    assert (first.status_code, again.data["id"], Visit.objects.count()) == (201, str(first.data["id"]), 1)
    assert client.post(reverse("api_visits"), {**body, "health": ""}, format="json").status_code == 400
    stranger = APIClient()
    stranger.force_authenticate(personas.volunteer())
    assert stranger.post(reverse("api_visits"), body, format="json").status_code == 403
    assert stranger.get(reverse("api_visits_day")).status_code == 403
