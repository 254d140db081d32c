"""Pictures that prove something: what the camera said, the band, the older one they repeat, and forgetting."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image, ImageEnhance

from accounts.elders.actions.forget_elder import forget_elder
from accounts.elders.actions.leave_registry import leave_registry
from accounts.kept_files import read_file
from accounts.keys import new_key
from accounts.photos import queries
from accounts.photos.actions.add_photograph import FOLDER, add_photograph
from accounts.photos.actions.move_photographs import move_photographs
from accounts.photos.actions.sweep_files import sweep_files
from accounts.photos.drawing import keep
from accounts.photos.likeness import ALIKE, distance, fingerprint
from accounts.photos.models import Photograph
from accounts.photos.queries import alike
from accounts.photos.watermark import with_band
from accounts.refusals import NotFound
from frontend.shell.photographs import photograph_response
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE
from tests.photos.hostile import exif, saved, scene

pytestmark = pytest.mark.django_db
LIN, CHI = new_key(), new_key()


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def added(picture=None, *, about=LIN, at=NOW, region=VILLAGE, **how):
    personas.regions()
    sent = picture if isinstance(picture, bytes) else saved(picture or scene())
    return add_photograph(by=None, at=at, sent=sent, region_code=region, about_elder=about, **how)


def pixels(name: str) -> Image.Image:
    return Image.open(io.BytesIO(read_file(name)))


def test_what_the_camera_said_is_kept_beside_the_picture_and_sealed(own_files):
    made = added(saved(scene(), exif=exif()), taken_at_said=NOW)
    fresh = Photograph.objects.get(id=made.id)
    assert fresh.taken_at == datetime(2026, 11, 18, 7, 20, tzinfo=UTC)
    assert fresh.taken_at_said == NOW
    assert (fresh.latitude, fresh.longitude) == (25.691667, 117.85)
    assert fresh.camera == "HUAWEI nova 9"
    raw = Photograph.objects.extra(select={"stored": "point || camera"}).values_list("stored", flat=True).get()
    assert "25.69" not in raw
    assert "HUAWEI" not in raw
    assert b"\xff\xd8" not in (own_files / made.file).read_bytes()[:20]


@pytest.mark.parametrize(
    "said",
    [
        {"at": "0000:00:00 00:00:00", "gps": {}},
        {"at": "tomorrow", "gps": {1: "N", 2: (1.0,), 3: "E", 4: (1.0,)}},
        {"gps": {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, "at": "2026"},
        {"gps": {1: "N", 2: (95.0, 0.0, 0.0), 3: "E", 4: (10.0, 0.0, 0.0)}, "at": "1970:01:01 00:00:00"},
        {"gps": {2: (25.0, 0.0, 0.0)}, "at": ""},
    ],
)
def test_nonsense_of_a_camera_is_no_evidence_and_costs_no_picture(said):
    made = added(saved(scene(), exif=exif(**said)))
    assert (made.taken_at, made.point) == (None, None)


def test_a_time_zone_the_camera_names_is_heard():
    image = Image.Exif()
    inner = image.get_ifd(0x8769)
    inner[0x9003], inner[0x9011] = "2026:11:18 15:20:00", "+09:00"
    assert added(saved(scene(), exif=image.tobytes())).taken_at == datetime(2026, 11, 18, 6, 20, tzinfo=UTC)


def test_a_picture_lying_on_its_side_is_set_upright():
    image = Image.Exif()
    image[0x0112] = 6
    made = added(saved(scene((1200, 900)), exif=image.tobytes()))
    assert made.width == 900
    assert made.height > 1200


def test_time_and_place_stand_in_a_band_below_that_can_be_read():
    made = added(scene((2000, 1500)))
    with pixels(made.file) as whole, pixels(made.small_file) as small:
        assert whole.width == 1600
        assert whole.height > 1200
        band = whole.crop((0, 1202, 1600, whole.height)).convert("L")
        dark, light = band.getextrema()
        assert (dark < 60, light > 220) == (True, True)
        assert max(small.size) == 320
    drawn = [with_band(scene((400, 300)), [text]).tobytes() for text in ("均溪镇白岩村", "石牌镇京口村", "")]
    assert len(set(drawn)) == 3


def test_words_that_are_too_long_end_in_dots():
    assert with_band(scene((120, 90)), ["福建省三明市大田县均溪镇白岩村" * 9]).width == 120


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one,
        lambda one: one.resize((500, 375)),
        lambda one: ImageEnhance.Brightness(one).enhance(1.25),
        lambda one: ImageEnhance.Color(one).enhance(0),
        lambda one: Image.open(io.BytesIO(saved(one, quality=25))),
    ],
)
def test_the_same_picture_about_another_elder_names_the_older_one(change):
    first = added(scene())
    again = added(change(scene()), about=CHI, at=NOW + timedelta(days=40))
    assert again.same_as == first
    assert again.same_distance <= ALIKE
    assert list(alike(first)) == [again]


def test_what_is_no_reuse_is_not_called_one():
    first = added(scene())
    assert added(scene(), at=NOW + timedelta(1)).same_as is None  # the same elder again
    assert added(scene(seed=5), about=CHI).same_as is None  # another picture
    assert added(scene(), about=None).same_as is None  # about nobody
    assert added(scene(), about=CHI, at=NOW + timedelta(days=900)).same_as is None
    assert added(scene(), about=CHI, region="110101001001").same_as is None
    assert added(scene(), about=CHI, region=OTHER_VILLAGE).same_as_id in {first.id, *alike(first).values_list("id")[0]}


def test_flat_pictures_are_like_none():
    flat = [Image.new("RGB", (400, 300), colour) for colour in ("black", "white", "gray")]
    noise = Image.effect_noise((400, 300), 3).convert("RGB")
    rows = [added(one, about=new_key()) for one in (*flat, *flat, noise, noise)]
    assert [row.phash for row in rows] == [None] * 8
    assert [row.same_as for row in rows] == [None] * 8
    assert not alike(rows[0]).exists()


def test_two_hundred_different_pictures_keep_apart():
    prints = [fingerprint(scene((320, 240), seed)) for seed in range(1, 60)]
    near = [(a, b) for a in range(59) for b in range(a) if distance(prints[a], prints[b]) <= ALIKE]
    assert near == []


def test_the_database_counts_as_python_does(monkeypatch):
    monkeypatch.setattr(queries, "ALIKE", 64)
    one, other = added(scene()), added(scene(seed=3), about=CHI)
    for pair in ((one, other), (other, one)):
        assert alike(pair[0]).get().distance == distance(pair[0].phash, pair[1].phash)
    Photograph.objects.filter(id=one.id).update(phash=-(1 << 63))
    Photograph.objects.filter(id=other.id).update(phash=(1 << 63) - 1)
    one.refresh_from_db()
    assert alike(one).get().distance == 64


def test_the_answer_stays_in_no_cache():
    made = added()
    answer = photograph_response(made, small=True)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Cache-Control"] == "private, no-store"
    assert len(answer.content) < len(photograph_response(made).content)


def test_a_forgotten_elder_takes_the_pictures_along(own_files, django_capture_on_commit_callbacks):
    lin = personas.elder()
    made, other = added(saved(scene(), exif=exif()), about=lin.id), added(scene(seed=4), about=CHI)
    leave_registry(by=None, at=NOW, elder=lin, on=timezone.localdate(NOW), reason="登错", died=False)
    with django_capture_on_commit_callbacks(execute=True):
        row = forget_elder(by=None, at=NOW, elder_id=lin.id, rule="retention")
    assert row.erased["photographs"] == 1
    made.refresh_from_db()
    assert (made.file, made.small_file, made.point, made.camera, made.phash) == ("", "", None, "", None)
    assert sorted(path.name for path in (own_files / FOLDER).iterdir()) == sorted(
        name.split("/")[1] for name in (other.file, other.small_file)
    )
    with pytest.raises(NotFound):
        photograph_response(made)


def test_dossiers_put_together_keep_all_pictures_and_no_suspicion_of_one_person():
    first, again = added(about=LIN), added(about=CHI)
    assert again.same_as == first
    assert move_photographs(by=None, at=NOW, about=CHI, to=LIN) == 1
    again.refresh_from_db()
    assert (again.about_elder, again.same_as, again.same_distance) == (LIN, None, None)


def test_files_of_a_write_that_was_rolled_back_are_swept(own_files):
    kept = added()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        added(scene(seed=2))
        raise ZeroDivisionError
    assert len(list((own_files / FOLDER).iterdir())) == 4
    assert sweep_files(at=timezone.now()) == 0  # perhaps under way
    assert sweep_files(at=timezone.now() + timedelta(days=2)) == 2
    assert sweep_files(at=timezone.now() + timedelta(days=2)) == 0
    assert read_file(kept.file)
    assert keep(b"x", folder="elders").startswith("elders/")


@pytest.mark.parametrize("spoilt", [{"file": ""}, {"same_distance": 3}, {"forgotten_at": NOW}])
def test_the_database_refuses_half_a_row(spoilt):
    made = added()
    with pytest.raises(IntegrityError), transaction.atomic():
        Photograph.objects.filter(id=made.id).update(**spoilt)
