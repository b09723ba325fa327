"""Every page, for everybody: nothing axe-core objects to, nothing that moves while it comes or is cut on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pipelines.store.warehouse import Warehouse
from tests.browser.conftest import ROOT, settled
from tests.browser.using import choose, pick
from tests.offices import office

pytestmark = pytest.mark.browser

Served = Callable[[Path], str]
ALWAYS = ("home", "interviews", "this_week", "uploads")  # a page of each kind; all others thoroughly
PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "app_pages").glob("[a-z]*.py"))
TO_DECIDE = """
student_id | contact_name | contact_employer | held_on
a1         | Lee Park     | U.S. Bank        | 2026-09-14
a2         | Rosa Diaz    | US Bank          | 2026-09-15
"""
THOROUGHLY = pytest.mark.thorough
DESK, NARROW, PHONE = 1440, 900, 390
MOVES_AT_MOST = 0.1  # cumulative layout shift that is called good (web.dev/cls)

# What Streamlit's own widgets do and no page can mend: (rule, the element it is about, why).
STREAMLITS_OWN = (
    (
        "presentation-role-conflict",
        'data-testid="stFileUploaderDropzone"',
        "the drop zone is marked as presentation and named at once; the button in it is what readers meet",
    ),
)


def objections(page: Page) -> list[str]:
    """What axe-core finds, as "rule: element", without what is Streamlit's own."""
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in found
        for node in violation["nodes"]
        if not _is_streamlits(violation["id"], node)
    ]


def _is_streamlits(rule: str, node: dict[str, Any]) -> bool:
    return any(rule == own and element in node["html"] for own, element, _ in STREAMLITS_OWN)


def opened(page: Page, url: str, name: str, width: int, **address: str) -> None:
    """Open a page; what stood on it stays where it was while the rest came."""
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(f"{url}/{'' if name == 'home' else name}?{urlencode(address)}")
    settled(page)
    moved = moves(page)
    assert sum(by for by, _ in moved) <= MOVES_AT_MOST, moved


def moves(page: Page) -> list[tuple[float, str]]:
    """How much of the page moved how far since it was opened, as browsers measure it, and what moved first."""
    found: list[tuple[float, str]] = page.evaluate(
        """() => new Promise(done => {
            new PerformanceObserver(list => done(list.getEntries().map(shift => {
                const node = shift.sources[0]?.node;
                const named = (node?.nodeType === 1 ? node : node?.parentElement)?.closest('[class*="st-key-"], [data-testid]');
                return [shift.value, named?.className ?? ''];
            }))).observe({type: 'layout-shift', buffered: true});
            setTimeout(() => done([]), 200);  // no entry, no call
        })"""
    )
    return found


def somebody(folder: Path) -> str:
    """Who has a story to tell: the student with the most interviews."""
    (row,) = (
        Warehouse(folder)
        .published()
        .query(
            """
        select student_id from marts.interviews join marts.students using (student_key)
        group by student_id order by count(*) desc, student_id limit 1
        """
        )
    )
    return str(row["student_id"])


def forms_of(page: Page) -> list[str]:
    """The address's keys for all cards on the page that can be a table."""
    classes = page.locator('[class*="st-key-card_"]').evaluate_all("all => all.map(one => one.className)")
    return sorted({f"form_{key}" for one in classes for key in re.findall(r"st-key-card_(\w+)", one)})


def unfold(page: Page) -> None:
    """Open what a page folds first: "More", or its first definition."""
    folded = page.locator('[data-testid="stExpander"] summary')
    if folded.count():
        folded.first.click()
        settled(page)


def too_wide(page: Page) -> bool:
    """Whether anything would have to be scrolled sideways."""
    return bool(
        page.evaluate(
            """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
                .some(place => place.scrollWidth > place.clientWidth)"""
        )
    )


def cut_labels(page: Page) -> list[str]:
    """Labels of axes that do not fit their chart: their room is computed, not found by drawing."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
            const whole = chart.getBoundingClientRect();
            return [...chart.querySelectorAll('.xtick text, .ytick text')].filter(label => {
                const box = label.getBoundingClientRect();
                return box.left < whole.left - 0.5 || box.bottom > whole.bottom + 0.5;
            }).map(label => label.textContent)
        })"""
    )
    return found


def out_of_reach(page: Page) -> list[str]:
    """Controls no Tab leads to; of a box to choose from, any part will do, and arrows go around a group of choices."""
    found: list[str] = page.evaluate(
        """() => {
            const controls = ':is(button, a[href], input, summary, [role=button], [role=combobox], [role=tab])'
            const boxes = ':is([data-testid=stSelectbox], [data-testid=stMultiSelect], [data-testid=stDateInput], [data-testid=stFileUploaderDropzone])'
            const reached = e => e.tabIndex >= 0 && !e.disabled
            return [...document.querySelectorAll(`[data-testid=stMain] ${controls}`)]
                .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && !reached(e))
                .filter(e => !e.closest('[role=radiogroup]'))
                .filter(e => ![...(e.closest(boxes)?.querySelectorAll(controls) ?? [])].some(reached))
                .map(e => e.outerHTML.slice(0, 200))
        }"""
    )
    return found


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in ALWAYS else [THOROUGHLY]) for name in PAGES]
)
def test_everybody_can_use_every_page_on_every_width(
    name: str, page: Page, served: Served, sample_folder: Path, tmp_path: Path
) -> None:
    """Charts and what is folded on a desk; nothing cut, down to a phone; every chart as a table on half a desk.

    The page is opened on a phone, where a line more moves most.
    """
    folder, address = sample_folder, {}
    if name == "who_is_who":  # offered only where something is to be decided
        office(tmp_path, interview_log=TO_DECIDE)
        folder = tmp_path / "warehouse"
    if name == "student":
        address = {"student": somebody(sample_folder)}
    opened(page, served(folder), name, PHONE, **address)
    page.set_viewport_size({"width": DESK, "height": 1000})
    settled(page)
    assert page.get_by_text("Page not found").count() == 0
    unfold(page)
    assert objections(page) == []
    assert out_of_reach(page) == []
    forms = forms_of(page)
    for width in (DESK, NARROW, PHONE):
        if width != DESK:
            page.set_viewport_size({"width": width, "height": 1000})
            settled(page)
        assert not too_wide(page), width
        assert width == PHONE or cut_labels(page) == [], width
    opened(page, served(folder), name, NARROW, **address, **dict.fromkeys(forms, "Table"))
    unfold(page)
    if name != "reports":  # shows what a file will hold, charts with their words; the files have the tables
        expect(page.locator(".js-plotly-plot")).to_have_count(0, timeout=20_000)
    settled(page)
    says_why_not = page.locator('[class*="st-key-card_"]').get_by_test_id("stAlert").count()
    assert page.get_by_test_id("stDataFrame").count() + says_why_not >= len(forms)
    assert objections(page) == []
    assert not too_wide(page)


@pytest.mark.parametrize(
    ("opens", "says"),
    [
        pytest.param("What this counts", "select", marks=THOROUGHLY),
        ("Export…", "Slide"),
        ("How sure is this?", "n: "),
        pytest.param("Note a date", "What happened", marks=THOROUGHLY),
    ],
)
def test_axe_objects_to_nothing_in_what_a_card_opens(
    opens: str, says: str, page: Page, served: Served, sample_folder: Path
) -> None:
    opened(page, served(sample_folder), "outreach", DESK)
    pick(page, "new_contacts", opens)
    expect(page.get_by_role("dialog")).to_contain_text(says)
    settled(page)
    assert objections(page) == []


@pytest.mark.parametrize(
    ("name", "opens", "within", "says"),
    [
        ("this_week", "Write to them", "dialog", "Open in my mail program"),
        pytest.param("this_week", "Digest and files", "stPopoverBody", "E-mail draft", marks=THOROUGHLY),
    ],
)
def test_axe_objects_to_nothing_in_what_names_people(
    name: str, opens: str, within: str, says: str, page: Page, served: Served, sample_folder: Path
) -> None:
    opened(page, served(sample_folder), name, DESK)
    if name == "this_week":  # somebody to write to
        page.locator('[class*="st-key-pick_"] label').first.click()
        settled(page)
    page.get_by_role("button", name=opens, exact=within == "dialog").first.click()
    place = page.get_by_role("dialog") if within == "dialog" else page.get_by_test_id(within)
    expect(place).to_contain_text(says)
    settled(page)
    assert objections(page) == []


def test_axe_objects_to_nothing_in_the_rows_of_a_card(
    page: Page, served: Served, sample_folder: Path
) -> None:
    opened(page, served(sample_folder), "interviews", DESK)
    pick(page, "reached_by_program", "See the rows")
    expect(page.get_by_role("dialog")).to_contain_text("the figure on the chart")
    settled(page)
    assert objections(page) == []


def test_axe_objects_to_nothing_in_the_menu_of_a_phone(
    page: Page, served: Served, sample_folder: Path
) -> None:
    opened(page, served(sample_folder), "outreach", PHONE)
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Uploads")).to_be_visible()
    settled(page)
    assert objections(page) == []


def test_axe_objects_to_nothing_before_there_is_any_data(page: Page, served: Served, tmp_path: Path) -> None:
    opened(page, served(tmp_path / "warehouse"), "home", DESK)
    assert objections(page) == []


def test_the_filter_bar_takes_one_line_of_a_phone(page: Page, served: Served, sample_folder: Path) -> None:
    opened(page, served(sample_folder), "outreach", PHONE)
    bar = page.locator(".st-key-filter_bar").bounding_box()
    assert bar is not None
    assert bar["height"] < 50
    choose(page, "college", "Engineering")
    assert "college=College+of+Engineering" in page.url


@pytest.mark.parametrize("width", [PHONE, pytest.param(DESK, marks=THOROUGHLY)])
def test_axe_objects_to_nothing_on_the_way_of_a_file(
    page: Page, served: Served, tmp_path: Path, width: int
) -> None:
    form = ROOT / "tests/cases/kind_of_file/google_form_own_questions.csv"
    text = (
        form.read_text(encoding="utf-8").replace("LinkedIn", "Instagram DM").replace("9/13/2026", "someday")
    )
    opened(page, served(tmp_path / "warehouse"), "uploads", width)
    page.locator("input[type=file]").set_input_files(
        {"name": "form.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    expect(page.get_by_role("list", name="Steps")).to_be_visible(timeout=60_000)
    for button in ("Match the columns", "Check the rows", "Import 7 interviews"):
        settled(page)
        assert not objections(page)
        assert not too_wide(page)
        if page.get_by_role("button", name=button).count():
            page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Here is what you can see now")).to_be_visible(timeout=60_000)
    settled(page)
    assert not objections(page)
