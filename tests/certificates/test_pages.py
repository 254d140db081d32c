"""Certificate pages: the volunteer's own, and the one where anybody checks one."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from services.orders.actions.issue_certificate import issue_certificate
from services.orders.queries.certified import Scope
from tests import personas
from tests.certificates.test_paper import pdf_text
from tests.records.ground import confirmed, stage
from timebank.certificates.actions.revoke_certificate import revoke_certificate
from timebank.certificates.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_pace():
    cache.clear()


@pytest.fixture
def here():
    return stage()


@pytest.fixture
def made(here):
    confirmed(here, at=timezone.now() - timedelta(days=3))
    return issue_certificate(by=here.guo, at=timezone.now(), scope=Scope())


def test_choose_see_and_get(client, here):
    client.force_login(here.guo)
    address = reverse("volunteer:certificates")
    assert client.get(address).status_code == 200  # nothing yet
    assert client.post(address, {"period": "all"}).status_code == 422
    confirmed(here, at=timezone.now() - timedelta(days=3))
    assert client.get(address, {"period": "days", "since": "2026-12-01", "until": "2026-01-01"}).status_code == 422
    assert client.get(address, {"period": "days", "since": "2020-01-01", "until": "2099-01-01"}).context["facts"]
    answer = client.post(address, {"period": "all"})
    certificate = Certificate.objects.get()
    assert answer.headers["Location"] == reverse("volunteer:certificate", args=[certificate.id])
    client.post(address, {"period": "all"})
    assert Certificate.objects.count() == 1  # sent twice
    assert certificate.number_zh in client.get(address).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_paper_says_what_was_signed(client, here, made, language):
    client.force_login(here.guo)
    pdf = client.get(reverse("volunteer:certificate_pdf", args=[made.id]), {"lang": language})
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    letters = set(pdf_text(pdf.content))
    assert set(made.code_spaced) - {"-"} <= letters
    wanted = "志愿服务时间证明郑国忠平台记录未接入" if language == "zh-hans" else "CertificateofVoluntaryService"
    assert set(wanted) <= letters
    page = client.get(reverse("volunteer:certificate_page", args=[made.id]), {"lang": language})
    assert Image.open(BytesIO(page.content)).size == (992, 1403)  # one A4 page
    share = client.get(reverse("volunteer:certificate_picture", args=[made.id]), {"lang": language})
    assert Image.open(BytesIO(share.content)).size == (1080, 1440)


def test_a_rare_name_is_refused_in_words(client, here, made):
    confirmed(here, at=timezone.now() - timedelta(days=2))
    here.guo.person.name = "郑\U000323af"
    here.guo.person.save()
    rare = issue_certificate(by=here.guo, at=timezone.now(), scope=Scope())
    client.force_login(here.guo)
    answer = client.get(reverse("volunteer:certificate_pdf", args=[rare.id]))
    assert answer.status_code == 422
    assert "\U000323af" in answer.content.decode()


@pytest.mark.parametrize("page", ["certificate", "certificate_pdf", "certificate_page", "certificate_picture"])
def test_foreign_certificates_do_not_exist(client, made, page):
    client.force_login(personas.volunteer("陈远真"))
    assert client.get(reverse(f"volunteer:{page}", args=[made.id])).status_code == 404


def test_anybody_checks_with_the_code(client, made):
    answer = client.get(reverse("public:certificate", args=[made.code_spaced.lower()]))
    text = answer.content.decode()
    assert answer.context["verdict"] == "CURRENT"
    assert "郑国忠" in text
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    for secret in ("13800000000", "1970", "3 组 27 号"):
        assert secret not in text


def test_the_number_alone_tells_less(client, made):
    text = client.get(reverse("public:certificate", args=[made.number_plain])).content.decode()
    assert "郑＊忠" in text
    assert "郑国忠" not in text
    assert made.code_spaced not in text


def test_typed_into_the_form_it_leads_to_the_answer(client, made):
    answer = client.get(reverse("public:verify"), {"serial": f" {made.number_zh} "}, follow=True)
    assert answer.context["verdict"] == "CURRENT"


def test_superseded_and_revoked_say_so(client, here, made):
    confirmed(here, at=timezone.now() - timedelta(days=2))
    newer = issue_certificate(by=here.guo, at=timezone.now(), scope=Scope())
    old = client.get(reverse("public:certificate", args=[made.code]))
    assert old.context["verdict"] == "SUPERSEDED"
    assert newer.number_plain in old.content.decode()
    assert newer.code_spaced not in old.content.decode()
    revoke_certificate(by=here.county, at=timezone.now(), certificate_id=newer.id, words="冒名")
    gone = client.get(reverse("public:certificate", args=[newer.code]))
    assert gone.context["verdict"] == "REVOKED"
    assert "冒名" in gone.content.decode()


@pytest.mark.parametrize(
    "text", ["QX7M-4K2P-9DTH", "350425-2026-999999", "../../etc", "%27", "大" * 60, "QX7M-4K2P-9DT"]
)
def test_unknown_is_a_404_in_words(client, text):
    answer = client.get(f"/verify/{text}/")
    assert answer.status_code == 404


def test_a_slip_is_told_from_a_forgery(client, made):
    other = next(sign for sign in "23456789" if sign != made.code[0])
    answer = client.get(reverse("public:certificate", args=[other + made.code[1:]]))
    assert answer.context["mistyped"]
    assert not client.get(reverse("public:certificate", args=["大田时证〔2026〕第 9 号"])).context["mistyped"]


def test_whoever_tries_numbers_is_asked_to_wait(client):
    answers = [client.get("/verify/350425-2026-000009/").status_code for _ in range(31)]
    assert answers[:30] == [404] * 30
    assert answers[30] == 429


def test_the_api_says_the_same(client, made):
    told = client.get(f"/api/v1/certificates/{made.code_spaced}/").json()
    assert (told["verdict"], told["minutes"], told["name"]) == ("CURRENT", 47, "郑国忠")
    less = client.get(f"/api/v1/certificates/{made.number_plain}/").json()
    assert less["name"] == "郑＊忠"
    assert "minutes" not in less
    assert client.get("/api/v1/certificates/350425-2026-999999/").status_code == 404


def test_the_county_withdraws_on_its_page(client, here, made):
    client.force_login(here.township)
    assert client.get(reverse("territory:certificates")).status_code == 403
    client.force_login(here.county)
    address = f"{reverse('territory:certificates')}?q={made.number_plain}"
    assert client.post(address, {"words": ""}).status_code == 422
    assert client.post(address, {"words": "重复领取"}).status_code == 303
    made.refresh_from_db()
    assert (made.status, made.words) == ("REVOKED", "重复领取")
