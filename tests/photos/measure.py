"""Run by ``test_hostile`` in a process of its own: how much memory each file of a folder takes at its worst."""

import json
import os
import resource
import sys
from pathlib import Path

import django


def main(folder: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timebank.config.settings")
    django.setup()
    from accounts.photos.drawing import NotAPicture, encoded, opened, redraw
    from accounts.photos.exif import read_exif
    from accounts.photos.likeness import fingerprint
    from accounts.photos.watermark import with_band
    from tests.photos.hostile import saved, scene

    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KB on Linux

    def draw(sent: bytes) -> str:
        try:
            with opened(sent, side=1600) as (picture, exif):
                read_exif(exif)
                fingerprint(picture)
                encoded(with_band(picture, ["2026-11-19 10:00", "均溪镇白岩村"]))
            redraw(sent, side=1800)
        except NotAPicture as refusal:
            return refusal.code
        return "kept"

    draw(saved(scene()))  # fonts and coders are loaded once
    before = peak()
    for path in sorted(folder.iterdir()):
        was = peak()
        said = draw(path.read_bytes())
        sys.stdout.write(json.dumps({"name": path.name, "said": said, "rose": round(peak() - was, 1)}) + "\n")
    sys.stdout.write(json.dumps({"name": "", "said": "", "rose": round(peak() - before, 1)}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
