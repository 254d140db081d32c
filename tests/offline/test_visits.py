"""A village worker's day without signal: visits with pictures, one emergency; a reload, a browser closed and opened."""

import io
import re
from pathlib import Path
from typing import Any

import psycopg
import pytest
from PIL import Image
from playwright.sync_api import BrowserType, Page, expect

from tests.browser import assert_accessible
from tests.offline.handset import SLOW_MS, kept, phone, sign_in
from tests.offline.line import Line
from tests.servers import RunningServer

pytestmark = pytest.mark.browser
NEW = re.compile(r"/visits/elders/([0-9a-f-]{36})/new/")
VISITS = """SELECT v.elder_id::text, v.device_at, v.recorded_at, count(p.id) FROM visits_visit v
            LEFT JOIN visits_visitphoto p ON p.visit_id = v.id WHERE v.device_at IS NOT NULL
            GROUP BY v.id ORDER BY v.happened_at"""
EMERGENCIES = """SELECT count(DISTINCT i.id), count(p.id), bool_and(i.device_at < i.reported_at)
                 FROM incidents_incident i LEFT JOIN incidents_picture p ON p.incident_id = i.id
                 WHERE i.device_at IS NOT NULL"""


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a phone's camera makes: large, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(out, "JPEG", quality=90, exif=exif)
    path = tmp_path_factory.mktemp("camera") / "door.jpg"
    path.write_bytes(out.getvalue())
    return path


def write_down(page: Page, elder: str, picture: Path, words: str) -> None:
    """One visit, question by question."""
    page.goto(f"/visits/elders/{elder}/new/")
    page.locator("[name=outcome][value=VISITED]").check()
    page.locator("[data-next]").click()
    page.locator("[name=health][value=WELL]").check()
    while page.locator("[data-save]").is_hidden():
        page.locator("[data-next]").click()
        if page.locator("[name=words]").is_visible():
            page.locator("[name=words]").fill(words)
    page.locator("[name=photo]").set_input_files(picture)
    page.locator("[data-save]").click()
    page.wait_for_url("**/visits/")


def waiting(page: Page) -> list[str]:
    page.goto("/offline/queue/")
    expect(page.locator("[data-queue-title]")).to_contain_text(re.compile(r"等着送的 \d+ 件|都送到了"))
    return page.locator("[data-queue] > li [data-title]").all_inner_texts()


def test_a_day_of_visits_without_signal(
    server: RunningServer,
    line: Line,
    picture: Path,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path: Path,
) -> None:
    folder = tmp_path / "phone"
    with phone(browser_type, browser_type_launch_args, folder, line) as page:
        sign_in(page, "village", server.password)
        page.goto("/visits/")
        links = page.locator("main a[href$='/new/']").evaluate_all("all => all.map((one) => one.pathname)")
        elders = list(dict.fromkeys(found[1] for path in links if (found := NEW.search(path))))[:5]
        kept(page, ["/visits/", "/report/", *(f"/visits/elders/{elder}/new/" for elder in elders)])
        line.cut()
        for number, elder in enumerate(elders[:-1]):
            write_down(page, elder, picture, f"第 {number + 1} 户")
        expect(page.locator("[data-last=visit]:visible")).to_have_count(len(elders) - 1)
        assert_accessible(page)
        page.goto(f"/visits/elders/{elders[-1]}/new/")  # half written when the battery dies
        page.locator("[name=words]").evaluate("field => { field.value = '写到一半'; }")
        page.locator("[name=words]").dispatch_event("input")
        page.wait_for_timeout(1500)
    with phone(browser_type, browser_type_launch_args, folder, line) as page:
        page.goto(f"/visits/elders/{elders[-1]}/new/")
        expect(page.locator("[data-draft-note]")).to_be_visible()
        expect(page.locator("[name=words]")).to_have_value("写到一半")
        write_down(page, elders[-1], picture, "最后一户")
        page.goto("/report/")
        page.locator("label:has([name=kind][value=FALL])").click()  # once nothing lies over it any more
        page.locator("[name=photo]").set_input_files(picture)
        page.locator("button[name=to]").first.click()
        page.wait_for_url("**/offline/queue/")  # where it says: ring, do not wait for a signal
        page.reload()
        assert len(waiting(page)) == len(elders) + 1
        assert_accessible(page)
        line.mend()
        page.get_by_role("button", name="现在试一次").click()
        expect(page.get_by_role("heading", name="都送到了")).to_be_visible(timeout=3 * SLOW_MS)
        assert waiting(page) == []
    with psycopg.connect(server.database_url) as database:
        came = database.execute(VISITS).fetchall()
        assert [row[0] for row in came] == elders, "all there, once, in order"
        assert all(said < heard for _elder, said, heard, _photos in came), "the phone's clock beside ours"
        assert [row[3] for row in came] == [1] * len(elders)
        assert database.execute(EMERGENCIES).fetchone() == (1, 1, True)
