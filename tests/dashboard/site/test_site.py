"""The public site: which pages there are, that nothing small is told or named, that every link leads somewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE, settings
from dashboard.charts.spec import ChartSpec
from dashboard.exports.brand import HOUSE_BRAND
from dashboard.site.contents import SitePage, never_apart, pages
from dashboard.site.rendering import files_of
from pipelines.errors import UserError
from pipelines.store.warehouse import Warehouse
from tests.dashboard.site.graduates import ALIKE, HOSTILE, graduates
from tests.offices import office

TODAY = date(2026, 12, 1)
VOID = {"meta", "link", "img", "br", "hr", "use", "path", "rect"}


def drawn(spec: ChartSpec, width: int) -> str:
    return f'<svg width="{width}"><clipPath id="c1"/></svg>'


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sequence[SitePage]:
    asked = graduates(tmp_path)
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    return pages(asked)


@pytest.fixture
def files(made: Sequence[SitePage]) -> Mapping[str, bytes]:
    return files_of(made, settings(), HOUSE_BRAND, TODAY, drawn)


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_college_has_its_page_whatever_is_told_and_a_small_major_is_named_nowhere(
    made: Sequence[SitePage], files: Mapping[str, bytes]
) -> None:
    of = {page.name: page for page in made}
    assert [page.path for page in made[:4]] == [
        "index.html",
        "colleges/arts-letters.html",
        "colleges/arts-letters-2.html",
        "colleges/college-of-few.html",
    ]
    assert {page.name for page in made if page.dimension == "college"} >= {*ALIKE, "College of Few"}
    assert of["College of Few"].is_empty
    assert b"Nothing can be shown for this group" in files["colleges/college-of-few.html"]
    assert "Rare Studies" not in of
    assert "Dance" not in of
    for path, content in files.items():
        assert b"Rare" not in content, path
        assert b"Dance" not in content, path


def test_no_two_pages_differ_by_a_few_graduates(made: Sequence[SitePage]) -> None:
    told = {
        page.name: [number.title for part in page.report.parts for number in part.numbers] for page in made
    }
    assert "Knowledge rate" in told[ALIKE[0]]
    assert "Knowledge rate" in told["Economics"]
    # all of the college but three: what its page tells would tell of those
    assert "Knowledge rate" not in told.get("English", [])


def test_an_outcomes_rate_never_stands_without_its_knowledge_rate(made: Sequence[SitePage]) -> None:
    report = made[0].report
    first = report.parts[0]
    assert never_apart(report) is report
    alone = replace(first, numbers=tuple(n for n in first.numbers if n.metric_id != "knowledge_rate"))
    kept = never_apart(replace(report, parts=(alone, *report.parts[1:]))).parts[0]
    assert [number.metric_id for number in kept.numbers] == ["survey_response_rate"]
    assert kept.left_out[-1].title == "Career outcomes rate"


def test_the_site_is_one_release_and_goes_again_as_it_was(tmp_path: Path, made: Sequence[SitePage]) -> None:
    again = pages(Ask(Warehouse(tmp_path / "warehouse").published(), view="publishable"))
    assert [(page.path, page.report.parts) for page in again] == [
        (page.path, page.report.parts) for page in made
    ]


def test_pages_have_no_scripts_fetch_nothing_and_every_link_leads_to_a_file(
    files: Mapping[str, bytes],
) -> None:
    for path, content in files.items():
        if not path.endswith(".html"):
            continue
        page = Links(content.decode())
        assert page.open == [], path
        assert {tag for tag, _ in page.tags} & {"script", "iframe", "object", "form"} == set(), path
        for tag, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on")], path
            for name in ("href", "src"):
                link = attributes.get(name)
                if link is None or tag == "use":
                    continue
                assert not re.match(r"[a-z]+:|/", link), link
                target, _, fragment = link.partition("#")
                whole = (
                    posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
                )
                assert whole in files, (path, link)
                if fragment:
                    assert f'id="{fragment}"' in files[whole].decode(), link


def test_names_from_outside_stay_text_and_name_no_file(
    made: Sequence[SitePage], files: Mapping[str, bytes]
) -> None:
    page = next(page for page in made if page.name == HOSTILE)
    assert re.fullmatch(r"majors/[a-z0-9-]+\.html", page.path)
    assert b"<script" not in b"".join(content for path, content in files.items() if path.endswith(".html"))
    assert all(re.fullmatch(r"[a-z0-9./-]+", path) and ".." not in path for path in files)


def test_each_page_says_whose_it_is_how_new_and_of_whom(files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        if path.endswith(".html"):
            page = content.decode()
            assert "Refreshed Dec 1, 2026, from data through" in page, path
            assert "Data steward:" in page, path
            assert "groups of fewer than 10 students withheld" in page, path
    assert "collected until December 31" in files["about.html"].decode()
    assert "July 1, 2025 to June 30, 2026" in files["index.html"].decode()


def test_every_chart_has_its_numbers_to_take_along(
    made: Sequence[SitePage], files: Mapping[str, bytes]
) -> None:
    for page in made:
        charts = len(list(page.report.exhibits))
        own = [path for path in files if path.startswith(f"downloads/{page.stem}-") and path.endswith(".csv")]
        assert len(own) >= charts
        assert (f"downloads/{page.stem}.xlsx" in files) == (not page.is_empty)


def test_without_a_browser_charts_are_tables_and_it_is_asked_for_once(made: Sequence[SitePage]) -> None:
    asked: list[str] = []

    def no_browser(spec: ChartSpec, width: int) -> str:
        asked.append(spec.id)
        raise UserError("Pictures need a browser.")

    page = files_of(made, settings(), HOUSE_BRAND, TODAY, no_browser)["index.html"].decode()
    assert "<svg" not in page
    assert '<div class="wide"' in page
    assert len(asked) == 1


def test_an_office_without_graduates_is_told_what_to_bring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = office(tmp_path, interview_log="student_id | contact_name | held_on\na1 | Lee | 2026-10-01\n")
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    with pytest.raises(UserError, match=r"no class is known\. Bring the degrees"):
        pages(Ask(published, view="publishable"))
