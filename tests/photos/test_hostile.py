"""Row 17: files that want to be something else than a picture, or far too much of one."""

import io
import json
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image, PngImagePlugin

from accounts.elders.evidence_files import keep_evidence
from accounts.elders.models import Photo
from accounts.kept_files import read_file
from accounts.photos import drawing
from accounts.photos.actions.add_photograph import add_photograph
from accounts.photos.drawing import NotAPicture, TooLargePicture, redraw
from accounts.photos.models import Photograph
from tests import personas
from tests.dossier.stories import worker
from tests.helper.ground import signed_in
from tests.photos.hostile import KEPT, REFUSED, SECRET, ZIP, files, png, saved, scene

pytestmark = [pytest.mark.django_db, pytest.mark.verifies(17)]
MOST_MB = 150


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


def clean(content: bytes) -> bool:
    """Whether a kept file is a JPEG with nothing in it but the picture."""
    with Image.open(io.BytesIO(content)) as picture:
        said = picture.info.keys() & {"comment", "xmp", "exif", "icc_profile", "transparency"}
        bare = picture.format == "JPEG" and not said and not dict(picture.getexif())
    return bare and not any(word in content for word in (SECRET.encode(), ZIP, b"<?php", b"HUAWEI", b"Exif"))


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_and_nothing_is_kept(name, own_files):
    with pytest.raises(NotAPicture):
        add_photograph(by=None, at=timezone.now(), sent=REFUSED[name](), region_code=personas.VILLAGE)
    assert not Photograph.objects.exists()
    assert not list(own_files.rglob("*.jpg"))


@pytest.mark.parametrize("name", KEPT)
def test_what_can_be_a_picture_is_drawn_anew_without_what_came_with_it(name):
    made = add_photograph(by=None, at=timezone.now(), sent=KEPT[name](), region_code=personas.VILLAGE)
    assert clean(read_file(made.file))
    assert clean(read_file(made.small_file))
    with Image.open(io.BytesIO(read_file(made.file))) as kept:
        assert kept.size == (made.width, made.height)
        assert kept.width <= 1600


@pytest.mark.parametrize("name", KEPT)
def test_portraits_and_evidence_go_the_same_way(name):
    sent = KEPT[name]()
    assert clean(redraw(sent, side=960))
    assert clean(read_file(keep_evidence(sent)[2]))


def test_memory_stays_low(tmp_path):
    folder = tmp_path / "sent"
    folder.mkdir()
    for number, (name, _kept, content) in enumerate(files()):
        (folder / f"{number:02} {name}").write_bytes(content)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.photos.measure", str(folder)], capture_output=True, text=True, check=True
    )
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [line["said"] == "kept" for line in lines[:-1]] == [k for _n, k, _c in files()]
    assert lines[-1]["rose"] <= MOST_MB, lines


def test_the_guards_are_what_keeps_them_out(monkeypatch):
    """Without the limits the same files unfold."""
    bomb, texts, passes = (REFUSED[name] for name in ("png of 17 megapixels", "zTXt bomb", "a thousand passes"))
    for make in (bomb, texts):
        with pytest.raises(NotAPicture):
            redraw(make(), side=400)
    with monkeypatch.context() as without:
        without.setitem(drawing.WHOLE, "PNG", 10**12)
        without.setattr(PngImagePlugin, "MAX_TEXT_MEMORY", 10**9)
        assert clean(redraw(bomb(), side=400))
        assert clean(redraw(texts(), side=400))
    monkeypatch.setattr(drawing, "MOST_SCANS", 5)
    few = passes()
    with pytest.raises(TooLargePicture):
        redraw(few, side=400)


def test_a_jpeg_in_passes_is_known_by_its_head():
    sof = bytes([0xFF, 0xC0, 0, 17, 8, 0, 9, 0, 9, 3, *[0] * 9])
    together, apart = bytes([0xFF, 0xDA, 0, 12, 3, *[0] * 9]), bytes([0xFF, 0xDA, 0, 8, 1, *[0] * 9])
    assert not drawing._in_layers(b"\xff\xd8" + sof + together)
    assert drawing._in_layers(b"\xff\xd8" + sof + apart)
    assert drawing._in_layers(b"\xff\xd8" + sof.replace(b"\xff\xc0", b"\xff\xc2") + together)
    assert drawing._in_layers(b"\xff\xd8 broken")
    assert not drawing._in_layers(saved(scene()))
    assert drawing._in_layers(saved(scene(), progressive=True))


def test_a_name_with_a_path_in_it_means_nothing(own_files):
    lin = personas.elder()
    sent = SimpleUploadedFile("x.jpg", saved(scene()), content_type="image/jpeg")
    sent._name = "../../../x.php"
    answer = signed_in(worker()).post(reverse("territory:dossier_photo", args=[lin.id]), {"photo": sent})
    assert answer.status_code == 303
    name = Photo.objects.get().file
    assert name.startswith("elders/")
    assert [path.suffix for path in own_files.rglob("*") if path.is_file()] == [".jpg"]
    assert not list(own_files.parent.rglob("*.php"))


def test_a_portrait_of_144_megapixels_is_refused_with_a_sentence():
    lin = personas.elder()
    sent = SimpleUploadedFile("a.jpg", REFUSED["png of 144 megapixels"]())
    answer = signed_in(worker()).post(reverse("territory:dossier_photo", args=[lin.id]), {"photo": sent})
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


def test_a_head_that_lies_about_the_size_is_not_believed():
    with pytest.raises(NotAPicture):
        redraw(png(3000, 3000), side=400)  # the data ends long before
