"""Take every page's picture for docs/images/: `python -m tests.browser.pictures` (`make pictures`).

The sample office, each page as it opens and, where it folds something away, with all of it open, at both widths of
docs/pages.md. Who is who stands empty in the sample office: its picture is of a small one with something to decide.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.commands.sample_office import set_up
from dashboard.docs import FOLDING, WIDTHS, picture
from dashboard.navigation import PAGES
from pipelines.store.warehouse import Warehouse
from tests.browser.conftest import FLAGS, ROOT, let_in, serve, settled
from tests.browser.find_browser import browser_path
from tests.dashboard.test_who_is_who import TO_DECIDE
from tests.offices import office

IMAGES = ROOT / "docs" / "images"
COLORS = 160  # a page has few; a third of the bytes


@contextmanager
def serving(folder: Path, place: Path) -> Iterator[str]:
    server, url = serve(folder, place / "log.txt")
    try:
        yield url
    finally:
        server.terminate()
        server.wait(10)


def take(page: Page, address: str, width: int, name: str, *, is_open: bool = False) -> None:
    """One picture, as high as the page is."""
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(address)
    settled(page)
    if is_open:
        page.get_by_text("More", exact=True).first.click()
        settled(page)
    page.wait_for_timeout(1500)  # charts have drawn
    height = page.locator('[data-testid="stMain"]').evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": width, "height": height + 20})
    page.wait_for_timeout(1200)
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = drawn.quantize(COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(IMAGES / picture(name, width, is_open), optimize=True)
    print(picture(name, width, is_open), f"{width} x {height}")


def new_page(browser: Browser, url: str) -> Page:
    page = browser.new_page(reduced_motion="reduce", timezone_id="UTC", locale="en-US")
    let_in(page.context, url)
    return page


def of_sample_office(browser: Browser, url: str, student: str) -> None:
    page = new_page(browser, url)
    for name in (page.name for page in PAGES):
        if name == "who_is_who":
            continue
        address = f"{url}/{'' if name == 'home' else name}"
        if name == "student":
            address += f"?student={student}"
        for width in WIDTHS:
            take(page, address, width, name)
            if name in FOLDING:
                take(page, address, width, name, is_open=True)
    page.close()


def a_busy_student(warehouse: Warehouse) -> str:
    """Whose story fills a page: the one with the most interviews."""
    rows = warehouse.published().query(
        "select student_id from marts.interviews join marts.students using (student_key)"
        " where status = 'held' group by all order by count(*) desc, student_id limit 1"
    )
    return str(rows[0]["student_id"])


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        sample = place / "sample"
        list(set_up(Warehouse(sample), ROOT / "sample_data"))
        small = place / "small"
        small.mkdir()
        office(small, **TO_DECIDE)
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
        with serving(sample, place) as url:
            of_sample_office(browser, url, a_busy_student(Warehouse(sample)))
        with serving(small / "warehouse", place) as url:
            page = new_page(browser, url)
            for width in WIDTHS:
                take(page, f"{url}/who_is_who", width, "who_is_who")
        browser.close()


if __name__ == "__main__":
    main()
