"""The pages of a dossier: who sees it, what is masked, what each form writes, and what a family's link opens."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken
from PIL import Image

from accounts.access.enums import Role
from accounts.access.models import Reveal
from accounts.elders.actions.change_supporter import change_supporter
from accounts.elders.actions.leave_registry import leave_registry
from accounts.elders.actions.report_whereabouts import report_whereabouts
from accounts.elders.enums import Channel, Where
from accounts.elders.family_links import VALID_DAYS, supporter_of, token_of
from accounts.elders.models import Check, Elder, Photo, Whereabouts
from accounts.elders.queries.dossier import values_of
from accounts.elders.queries.family import guardian_of, standing_supporters, visit_contacts_of
from accounts.kept_files import read_file
from accounts.keys import new_key
from accounts.people.models import Person
from tests import personas
from tests.dossier.stories import daughter, fill, id_number, stranger, worker
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE

pytestmark = pytest.mark.django_db
SAID = {"source": "VISIT", "as_of": "2026-11-18"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def lin():
    made = personas.elder()
    made.person.id_number, made.person.registered_id = id_number(), VILLAGE
    made.person.save()
    return made


@pytest.fixture
def mei():
    return worker()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def by_token(user):
    _row, token = AuthToken.objects.create(user)
    return Client(headers={"Authorization": f"Bearer {token}"})


def page(name, *args):
    return reverse(f"territory:{name}", args=args)


def test_the_dossier_shows_the_name_and_masks_the_numbers(lin, mei):
    fill(lin, by=mei)
    daughter(lin)
    html = signed_in(mei).get(page("elder", lin.id)).content.decode()
    assert "林细妹" in html
    assert "3 组 27 号" in html
    for secret in (lin.person.id_number, lin.person.phone, "13900000001"):
        assert secret not in html
    assert Reveal.objects.filter(by=mei, person=lin.person, purpose="dossier").count() == 1


def test_the_banner_says_what_is_missing_and_what_is_old(lin, mei):
    fill(lin, as_of=date(2025, 8, 1))
    html = signed_in(mei).get(page("elder", lin.id)).content.decode()
    assert "资料齐了 <b>100%</b>" in html
    assert "15 个月没核" in html


FORMS = (
    "elder",
    "dossier_history",
    "dossier_person",
    "dossier_photo",
    "supporter_new",
    "guardian",
    "visitors",
)


@pytest.mark.parametrize("name", FORMS)
def test_the_next_village_finds_nothing_and_a_volunteer_may_not(lin, name):
    assert signed_in(stranger()).get(page(name, lin.id)).status_code == 404
    assert signed_in(personas.volunteer()).get(page(name, lin.id)).status_code == 403
    assert signed_in(worker()).get(page(name, lin.id)).status_code == 200
    assert signed_in(worker()).get(page(name, new_key())).status_code == 404
    assert Client().get(page(name, lin.id)).status_code == 302


def test_whoever_only_visits_reads_and_changes_nothing(lin):
    carer = personas.user("郑孝", Role.FILIAL_CARER, region=VILLAGE)
    client = signed_in(carer)
    html = client.get(page("elder", lin.id)).content.decode()
    assert page("dossier_person", lin.id) not in html
    for name in FORMS[2:]:
        assert client.get(page(name, lin.id)).status_code == 403
    assert client.post(page("dossier_check", lin.id)).status_code == 403


def test_a_group_is_written_with_source_and_day_and_only_what_changed(lin, mei):
    client, address = signed_in(mei), page("dossier_group", lin.id, "living")
    sent = {"lives_with": "ALONE", "grandchildren": "1", "smoke_alarm": "no", **SAID}
    assert client.post(address, sent).status_code == 303
    assert values_of(lin) == {"lives_with": "ALONE", "grandchildren": 1, "smoke_alarm": False}
    html = client.get(address).content.decode()
    assert "selected" in html
    client.post(address, {**sent, "smoke_alarm": "yes", "grandchildren": "", "reason": "装了"})
    assert values_of(lin) == {"lives_with": "ALONE", "smoke_alarm": True}
    facts = lin.facts.filter(field="lives_with")
    assert facts.count() == 1


def test_money_is_typed_in_yuan_and_none_of_them_is_an_answer(lin, mei):
    client = signed_in(mei)
    client.post(page("dossier_group", lin.id, "economy"), {"pension_fen": "215.50", "income": ["-"], **SAID})
    assert values_of(lin) == {"income": [], "pension_fen": 21550}
    both = client.post(page("dossier_group", lin.id, "economy"), {"income": ["-", "FARM"], **SAID})
    assert both.status_code == 422


def test_faults_are_named_and_nothing_is_written(lin, mei):
    client, address = signed_in(mei), page("dossier_group", lin.id, "health")
    tomorrow = {"source": "VISIT", "as_of": "2026-11-20", "medicines": "药"}
    for sent in ({"medicines": "药"}, tomorrow, {**SAID, "self_care": "MAGIC"}):
        answer = client.post(address, sent)
        assert answer.status_code in (400, 422)
        assert "tb-errors" in answer.content.decode()
    assert values_of(lin) == {}
    assert client.get(page("dossier_group", lin.id, "family")).status_code == 404


def test_nothing_changed_is_one_button_for_a_group_and_one_tap_for_all(lin, mei):
    client = signed_in(mei)
    client.post(page("dossier_group", lin.id, "health"), {"medicines": "药", **SAID})
    client.post(page("dossier_group", lin.id, "health"), {**SAID, "source": "PHONE", "unchanged": "1"})
    client.post(page("dossier_check", lin.id))
    assert [(one.groups, one.source) for one in Check.objects.order_by("checked_at", "id")] == [
        (["HEALTH"], "PHONE"),
        (["BASIC", "HEALTH", "ECONOMY", "LIVING", "NEEDS"], "VISIT"),
    ]
    assert values_of(lin) == {"medicines": "药"}


def test_an_elder_is_entered_with_the_card_and_a_second_one_is_named(mei):
    client = signed_in(mei)
    card = {"name": "范细妹", "id_number": id_number(), "home_code": VILLAGE, "registered_code": "same"}
    answer = client.post(page("elder_new"), card)
    made = Elder.objects.get()
    assert answer["Location"] == page("elder", made.id)
    assert made.person.registered_id == VILLAGE
    again = client.post(page("elder_new"), card)
    assert again.status_code == 409
    assert page("elder", made.id) in again.content.decode()
    alike = {**card, "id_number": "", "birth_on": "1943-03-01", "gender": "FEMALE"}
    asked = client.post(page("elder_new"), alike)
    assert asked.status_code == 409
    assert page("elder", made.id) in asked.content.decode()
    assert client.post(page("elder_new"), {**alike, "other": "on"}).status_code == 303
    assert Elder.objects.count() == 2


def test_the_number_is_read_as_soon_as_it_is_typed(mei):
    client = signed_in(mei)
    assert "1943" in client.post(page("id_number"), {"id_number": id_number()}).content.decode()
    assert "tb-why" in client.post(page("id_number"), {"id_number": "3504"}).content.decode()
    assert signed_in(personas.volunteer()).post(page("id_number"), {"id_number": "1"}).status_code == 403


def test_correcting_the_card_keeps_what_is_left_empty(lin, mei):
    client = signed_in(mei)
    card = {"name": "林细妹", "gender": "FEMALE", "birth_on": "1943-03-01", "home_code": VILLAGE}
    html = client.get(page("dossier_person", lin.id)).content.decode()
    assert lin.person.id_number not in html
    sent = {**card, "registered_code": "same", "address": "4 组 1 号", "reason": "搬了"}
    assert client.post(page("dossier_person", lin.id), sent).status_code == 303
    person = Person.objects.get(elder=lin)
    assert (person.address, person.phone, person.id_number) == ("4 组 1 号", "13800000000", id_number())


def test_a_supporter_is_added_placed_changed_and_ended(lin, mei):
    client = signed_in(mei)
    client.post(page("supporter_new", lin.id), {"name": "林志强", "relation": "CHILD", "phone": "13900000001"})
    (son,) = standing_supporters(lin)
    where = {"where": "AWAY", "place": "厦门", "since": "2020-01-01", "channel": "PHONE"}
    assert client.post(page("whereabouts_new", lin.id, son.id), where).status_code == 303
    assert client.post(page("whereabouts_new", lin.id, son.id), {**where, "place": ""}).status_code == 400
    client.post(page("supporter", lin.id, son.id), {"name": "林志强", "relation": "CHILD", "unable": "on"})
    (son,) = standing_supporters(lin)
    assert (son.able, son.phone, son.whereabouts_now.place) == (False, "13900000001", "厦门")
    version = son.link_version
    client.post(page("supporter_link", lin.id, son.id))
    assert standing_supporters(lin)[0].link_version == version + 1
    assert client.post(page("supporter_end", lin.id, son.id), {"day": "2026-11-01"}).status_code == 422
    client.post(page("supporter_end", lin.id, son.id), {"day": "2026-11-01", "reason": "去世"})
    assert standing_supporters(lin) == []
    assert client.get(page("supporter", lin.id, son.id)).status_code == 404


def test_guardian_and_visitors_are_named_on_their_pages(lin, mei):
    client = signed_in(mei)
    client.post(page("guardian", lin.id), {"kind": "FAMILY", "name": "林小燕", "since": "2026-01-01"})
    assert guardian_of(lin).name == "林小燕"
    sent = {"name": "郑美兰", "kind": "ASSISTANT", "lead": "on", "since": "2026-01-01"}
    client.post(page("visitors", lin.id), sent)
    (contact,) = visit_contacts_of(lin)
    assert contact.lead
    assert signed_in(stranger()).post(page("visitor_end", lin.id, contact.id)).status_code == 404
    client.post(page("visitor_end", lin.id, contact.id))
    assert visit_contacts_of(lin) == []


def test_the_family_says_by_link_where_it_is_and_the_village_confirms(lin, mei):
    child = daughter(lin)
    address = reverse("public:family", args=[token_of(child)])
    html = Client().get(address).content.decode()
    assert "大田县" in html
    assert "林奶奶" in html
    assert "第十八条" in html
    for secret in ("林细妹", "27 号", "林小燕", "13800000000", "13900000001"):
        assert secret not in html
    sent = {"where": "AWAY", "place": "泉州晋江", "since": "2019-03-01"}
    visitor = Client()
    assert visitor.post(address, sent).status_code == 303
    assert "谢谢您。村里会看的。" in visitor.get(address).content.decode()
    assert Client().post(address, {**sent, "place": ""}).status_code == 400
    report = Whereabouts.objects.get()
    assert report.channel == Channel.LINK
    client = signed_in(mei)
    assert "泉州晋江" in client.get(page("whereabouts")).content.decode()
    assert Reveal.objects.filter(by=mei, person=lin.person, purpose="dossier").exists()
    assert "泉州晋江" not in signed_in(stranger()).get(page("whereabouts")).content.decode()
    assert signed_in(stranger()).post(page("whereabouts_confirm", report.id)).status_code == 404
    client.post(page("whereabouts_confirm", report.id))
    client.post(page("whereabouts_refuse", report.id))
    report.refresh_from_db()
    assert (report.confirmed_by, report.refused_at) == (mei, None)


def test_a_link_that_is_forged_old_or_replaced_opens_nothing(lin):
    child = daughter(lin)
    token = token_of(child)
    assert supporter_of(token) == child
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x", "a:b:c", f"{token}x"):
        assert Client().get(reverse("public:family", args=[wrong])).status_code == 404
    with time_machine.travel(NOW + timedelta(days=VALID_DAYS + 1)):
        assert supporter_of(token) is None
    change_supporter(by=None, at=NOW, supporter=child, new_link=True)
    assert Client().get(reverse("public:family", args=[token])).status_code == 404


def test_the_link_page_slows_down_whoever_tries_too_often(lin):
    address = reverse("public:family", args=[token_of(daughter(lin))])
    client = Client(REMOTE_ADDR="10.9.8.7")
    assert {client.get(address).status_code for _ in range(25)} == {200, 429}


def picture(size=(1200, 900), kind="JPEG", **extra):
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, kind, **extra)
    out.seek(0)
    out.name = "../../x.php.jpg"
    return out


def test_a_picture_is_drawn_anew_and_shown_through_the_door_only(lin, mei, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (25.0, 41.0, 0.0)}
    client = signed_in(mei)
    sent = picture(exif=exif.tobytes(), comment="屏山乡良坪村 12 号", xmp=b"<x>25.6, 117.8</x>")
    assert client.post(page("dossier_photo", lin.id), {"photo": sent}).status_code == 303
    photo = Photo.objects.get()
    with Image.open(io.BytesIO(read_file(photo.file))) as kept:
        assert (kept.format, max(kept.size), dict(kept.getexif())) == ("JPEG", 960, {})
        assert b"\xff\xd8" not in (tmp_path / photo.file).read_bytes()[:20]  # sealed
        assert not kept.info.keys() & {"comment", "xmp", "exif", "icc_profile"}
    answer = client.get(page("photo", lin.id))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"\xff\xd8")
    for outsider, status in ((stranger(), 404), (personas.volunteer(), 403)):
        assert signed_in(outsider).get(page("photo", lin.id)).status_code == status


def test_what_is_no_picture_is_refused_before_it_is_decoded(lin, mei, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = signed_in(mei)
    huge = io.BytesIO()
    Image.new("1", (12000, 12000)).save(huge, "PNG")
    layers = picture((4200, 4200), progressive=True).read()
    broken = (b"<svg onload='x'/>", b"GIF89a" + b"0" * 100, picture().read()[:50], b"\x89PNG\r\n")
    for bad in (*broken, huge.getvalue(), layers):
        file = io.BytesIO(bad)
        file.name = "a.jpg"
        assert client.post(page("dossier_photo", lin.id), {"photo": file}).status_code in (413, 422)
    assert not Photo.objects.exists()
    assert not list(tmp_path.rglob("*.jpg"))


def test_the_registry_lists_what_is_missing_old_and_never_checked(lin, mei):
    fill(lin)
    old, blank = personas.elder("吴玉兰"), personas.elder("池金土")
    Elder.objects.filter(id=old.id).update(complete_percent=60, checked_on=date(2025, 1, 1))
    client = signed_in(mei)

    def names(show):
        return {elder.person.name for elder, *_rest in client.get(page("elders"), {"show": show}).context["rows"]}

    assert names("missing") == {"吴玉兰", "池金土"}
    assert names("stale") == {"吴玉兰"}
    assert names("unchecked") == {"池金土"}
    assert names("nonsense") == {"林细妹", "吴玉兰", "池金土"}
    counts = [one["count"] for one in client.get(page("elders")).context["filters"]]
    assert counts == [3, 2, 1, 1, 0, None]
    assert blank


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_equal_query_counts_with_one_and_with_five(lin, mei):
    client = signed_in(mei)
    fill(lin, by=mei)
    child = standing_supporters(lin)[0]
    said = {"where": Where.AWAY, "place": "厦门", "channel": Channel.LINK}
    report_whereabouts(by=None, at=NOW, supporter=child, since=date(2020, 1, 1), **said)
    addresses = [page("elder", lin.id), page("elders"), page("whereabouts"), page("dossier_history", lin.id)]
    before = [queries(client, address) for address in addresses]
    for number in range(4):
        other = personas.elder(f"范{number}妹")
        fill_other = daughter(other)
        report_whereabouts(by=None, at=NOW, supporter=fill_other, since=date(2020, 1, 1), **said)
        daughter(lin, mei)
    assert [queries(client, address) for address in addresses] == before


def test_the_api_reads_a_dossier_and_records_facts(lin, mei):
    client = by_token(mei)
    address = f"/api/v1/elders/{lin.id}/facts/"
    sent = {"values": {"lives_with": "ALONE", "grandchildren": 2}, "source": "PHONE", "as_of": "2026-11-18"}
    answer = client.post(address, sent, content_type="application/json")
    assert answer.status_code == 200, answer.content
    told = client.get(f"/api/v1/elders/{lin.id}/dossier/").json()
    assert {one["field"]: one["value"] for one in told["facts"]} == {"lives_with": "ALONE", "grandchildren": 2}
    assert lin.person.id_number not in str(told)
    wrong = client.post(address, {**sent, "values": {"grandchildren": "x"}}, content_type="application/json").json()
    assert (wrong["code"], wrong["errors"][0]["attr"]) == ("bad_dossier_value", "grandchildren")
    for outsider, status in ((stranger(), 404), (personas.volunteer(), 403)):
        assert by_token(outsider).get(f"/api/v1/elders/{lin.id}/dossier/").status_code == status
        assert by_token(outsider).post(address, sent, content_type="application/json").status_code == status


def test_long_names_and_words_stay_words(lin, mei):
    signed_in(mei).post(
        page("dossier_group", lin.id, "needs"), {"difficulties": "<script>alert(1)</script>" * 5, **SAID}
    )
    html = signed_in(mei).get(page("elder", lin.id)).content.decode()
    assert "<script>alert" not in html
    assert timezone.localdate() == date(2026, 11, 19)


def test_a_closed_dossier_is_found_among_the_closed_ones_alone(lin, mei):
    leave_registry(by=None, at=NOW, elder=lin, on=date(2026, 11, 1), reason="家属来电", died=True)
    client = signed_in(mei)
    assert not client.get(page("elders"), {"q": "林细妹"}).context["rows"]
    closed = client.get(page("elders"), {"show": "left", "q": "林细妹"})
    assert [elder.id for elder, *_rest in closed.context["rows"]] == [lin.id]
    assert not client.get(page("elders"), {"show": "left", "q": "吴"}).context["rows"]
    outsider = signed_in(personas.user("涂海", Role.VILLAGE_WORKER, region=OTHER_VILLAGE))
    assert not outsider.get(page("elders"), {"show": "left"}).context["rows"]
