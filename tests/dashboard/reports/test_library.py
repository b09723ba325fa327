"""Which reports there are: ready ones, and the office's own before them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.reports import library
from pipelines.errors import DefinitionError, QuestionError


def test_the_ready_reports_are_read_and_each_says_what_it_is() -> None:
    plans = library.ready()
    assert list(plans) == list(library.READY)
    assert all(plan.title and plan.says.endswith(".") and plan.sections for plan in plans.values())
    assert plans["first_destination"].sections[0].figures[0] == "knowledge_rate"  # NACE asks for it first


def test_an_office_s_own_report_is_kept_found_and_comes_before_a_ready_one(tmp_path: Path) -> None:
    plan = replace(library.ready()["dean_page"], title="For Dean O'Neil, 2026")
    path = library.keep(tmp_path, plan)
    assert path == tmp_path / "reports" / "for-dean-o-neil-2026.toml"
    assert library.plan_called(tmp_path, path.stem) == replace(plan, name=path.stem)
    assert list(library.own(tmp_path)) == [path.stem]
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    (tmp_path / "reports" / "dean_page.toml").write_text(path.read_text(), encoding="utf-8")
    assert library.plan_called(tmp_path, "dean_page").title == plan.title


def test_one_report_never_takes_the_place_of_another_of_its_title(tmp_path: Path) -> None:
    """Titles of other letters have one plain name, and two people may call theirs the same."""
    ready = library.ready()
    titles = ("Our report", "年度", "学期", "Our report")
    paths = [library.keep(tmp_path, replace(ready["dean_page"], title=title)) for title in titles]
    assert [path.stem for path in paths] == ["our-report", "report", "report-2", "our-report-2"]
    assert [plan.title for plan in library.own(tmp_path).values()].count("Our report") == 2
    changed = replace(library.own(tmp_path)["our-report-2"], title="Another title", says="Changed.")
    assert library.keep(tmp_path, changed) == paths[3]
    assert library.own(tmp_path)["our-report-2"].says == "Changed."
    assert library.own(tmp_path)["our-report"].says == ready["dean_page"].says


@pytest.mark.parametrize("name", ["no_such", "../settings", "", "Dean", "a/b", "."])
def test_a_name_that_is_none_is_refused_with_those_there_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="There is no report called"):
        library.plan_called(tmp_path, name)


def test_a_near_name_is_offered(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="There are: term_report"):
        library.plan_called(tmp_path, "term-report")


def test_a_damaged_own_report_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "x.toml").write_bytes(b"\xff\xfe title")
    with pytest.raises(DefinitionError, match=r"reports/x\.toml cannot be read"):
        library.own(tmp_path)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Term report, Fall", "term-report-fall"),
        ("../../etc", "etc"),
        ("年度", "report"),
        ("x" * 99, "x" * 60),
    ],
)
def test_a_title_as_a_file_names_it(title: str, name: str) -> None:
    assert library.name_of(title) == name
