"""A report as one page: no scripts, nothing fetched, nothing of outside text taken for markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from dashboard.asking.question import Ask
from dashboard.charts.spec import ChartSpec
from dashboard.reports import library
from dashboard.reports.assembled import assembled
from dashboard.reports.page import html
from dashboard.reports.plan import Plan, Section, Supplied
from pipelines.errors import UserError

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=y> {{ 7*7 }} =cmd|calc'


def drawn(spec: ChartSpec, width: int) -> str:
    """As the browser's drawings are: parts that name each other."""
    return f'<svg width="{width}"><clipPath id="c1"/><g clip-path="url(#c1)"/><use xlink:href="#c1"/></svg>'


def no_browser(spec: ChartSpec, width: int) -> str:
    raise UserError("Pictures need a browser.")


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_outside_text_stays_text(sample: Ask) -> None:
    section = Section(
        HOSTILE, words=HOSTILE, charts=("mode_mix",), supplied=(Supplied(HOSTILE, HOSTILE, HOSTILE),)
    )
    plan = Plan("own", HOSTILE, HOSTILE, "year", (section,))
    page = html(assembled(plan, sample, "publishable", is_trial=True), drawn).decode()
    tags = Tags(page).found
    assert {tag for tag, _ in tags} & {"script", "img", "iframe", "object", "link"} == set()
    assert not [attributes for _, attributes in tags if any(name.startswith("on") for name in attributes)]
    assert "{{ 7*7 }}" in page
    assert not re.search(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", page)


def test_drawings_of_one_page_do_not_take_each_other_s_parts(sample: Ask) -> None:
    plan = Plan("own", "T", "", "year", (Section("A", charts=("mode_mix", "how_found")),))
    page = html(assembled(plan, sample, "publishable", is_trial=True), drawn).decode()
    names = re.findall(r'clipPath id="([^"]+)"', page)
    assert names == ["d0-c1", "d1-c1"]
    assert re.findall(r"url\(#([^)]+)\)", page) == names
    assert re.findall(r'xlink:href="#([^"]+)"', page) == names


def test_without_a_browser_charts_are_tables_and_the_page_says_why(sample: Ask) -> None:
    plan = Plan("own", "T", "", "year", (Section("A", charts=("mode_mix",)),))
    report = assembled(plan, sample, "working", is_trial=True)
    page = html(report, no_browser).decode()
    assert "<svg" not in page
    assert "Charts stand here as tables. Pictures need a browser." in page
    (chart,) = report.exhibits
    for row in chart.exhibit.table.rows:
        assert f">{row[0]}</th>" in page


@pytest.mark.parametrize("view", ["working", "internal", "publishable"])
def test_what_is_not_publishable_says_so_first(view: str, sample: Ask) -> None:
    report = assembled(library.ready()["dean_page"], sample, view, is_trial=True)  # type: ignore[arg-type]
    page = html(report, drawn).decode()
    assert ('class="view"' in page) == (view != "publishable")
    assert page.index("do not cite") < page.index("<h1>")
    assert report.view_notice in page.replace("&#39;", "'")


def test_the_same_report_gives_the_same_bytes_and_a_page_in_order(sample: Ask) -> None:
    report = assembled(library.ready()["dean_page"], sample, "publishable", is_trial=True)
    page = html(report, drawn)
    assert page == html(report, drawn)
    headings = [tag for tag, _ in Tags(page.decode()).found if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == "h1"
    assert headings.count("h1") == 1
    assert all(int(now[1]) <= int(before[1]) + 1 for before, now in pairwise(headings))
