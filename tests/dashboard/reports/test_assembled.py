"""A report's figures are those the command line gives; what cannot be shown is said, and nothing else vanishes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.asking.question import Ask
from dashboard.figures.values import first, value_words
from dashboard.reports import library
from dashboard.reports.assembled import assembled
from dashboard.reports.plan import Plan, Section, Supplied
from pipelines.errors import QuestionError
from pipelines.figures.results import Question, View
from pipelines.release.ask import ask

VIEWS: tuple[View, ...] = ("working", "internal", "publishable")


def report_of(*sections: Section, dates: str = "year", where: tuple[tuple[str, str], ...] = ()) -> Plan:
    return Plan("own", "Own", "Says.", dates, sections, where)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", library.READY)
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_of_a_ready_report_vanishes(name: str, view: View, sample: Ask) -> None:
    plan = library.ready()[name]
    report = assembled(plan, sample, view, is_trial=True)
    assert (report.view, report.title, report.is_synthetic) == (view, plan.title, True)
    for section, part in zip(plan.sections, report.parts, strict=True):
        told = len(part.numbers) + len(part.charts) + len(part.left_out)
        assert told == len(section.figures) + len(section.charts) + len(section.students)
        assert all(chart.exhibit.view == view for chart in part.charts)
        assert all(one.why.endswith(".") for one in part.left_out)
    assert [method.metric_id for method in report.methods] == list(
        dict.fromkeys(method.metric_id for method in report.methods)
    )


@pytest.mark.parametrize("view", VIEWS)
def test_a_number_is_the_one_that_is_measured(view: View, sample: Ask) -> None:
    section = Section("All", figures=("interviews_per_student", "career_outcomes_rate", "outreach_volume"))
    (part,) = assembled(report_of(section, dates="all"), sample, view, is_trial=True).parts
    for number in part.numbers:
        where = (("class_year", "2026"),) if number.metric_id == "career_outcomes_rate" else ()
        released = ask(sample.published, number.metric_id, Question(where=where), view)
        assert number.value == value_words(released.metric, first(released.cells))
    assert len(part.numbers) == 3


def test_a_section_s_filter_is_its_own_and_takes_the_place_of_the_report_s(sample: Ask) -> None:
    one, other = "College of Engineering", "School of Business"
    sections = (
        Section("As asked", figures=("outreach_volume",)),
        Section("Its own", figures=("outreach_volume",), where=(("college", other),)),
    )
    first_part, second = assembled(
        report_of(*sections), sample.only(college=one), "working", is_trial=True
    ).parts

    def contacts(college: str) -> str:
        asked = replace(sample, where=(("college", college),), since=None, until=None)
        whole = assembled(report_of(sections[0]), asked, "working", is_trial=True)
        return whole.parts[0].numbers[0].value

    assert first_part.numbers[0].value == contacts(one)
    assert second.numbers[0].value == contacts(other)
    assert contacts(one) != contacts(other)


def test_a_report_of_a_class_is_of_its_newest_whatever_the_dates(sample: Ask) -> None:
    report = assembled(library.ready()["first_destination"], sample, "working", is_trial=True)
    assert report.period == "Class of 2026"
    assert report.parts[0].numbers[0].below.startswith("class of 2026 · n = 573")


def test_too_few_is_said_without_what_only_a_page_can_do(sample: Ask) -> None:
    small = sample.only(program="CAR 210-04", college="School of Business")
    report = assembled(library.ready()["networks"], small, "publishable", is_trial=True)
    assert [part.reasons for part in report.parts][2] == (
        "Interviews that led to another, Names interviewed, How long chains get and Interviews that led to another "
        "by how the contact was found. Hidden: fewer than 10 students.",
    )
    assert all(part.is_empty for part in report.parts[1:])


def test_what_the_view_forbids_is_refused_once(sample: Ask) -> None:
    two = replace(sample, where=(("college", "School of Business"), ("college", "College of Engineering")))
    with pytest.raises(QuestionError, match="one value of each kind"):
        assembled(library.ready()["dean_page"], two, "publishable")


def test_what_the_office_types_stands_as_typed(sample: Ask) -> None:
    typed = Supplied("Fair visitors", "1,204", "Door count")
    (part,) = assembled(
        report_of(Section("Events", words="A word.", supplied=(typed,))), sample, "publishable"
    ).parts
    assert (part.words, part.supplied, part.is_empty) == ("A word.", (typed,), False)


def test_what_a_filter_cannot_narrow_says_so(sample: Ask) -> None:
    section = Section("Jobs", charts=("found_through",))
    (part,) = assembled(report_of(section), sample.only(channel="linkedin"), "working", is_trial=True).parts
    assert "not narrowed by" in part.charts[0].below


def test_classes_counted_together_are_said_and_no_single_class_is(sample: Ask) -> None:
    """Ten graduates of a major in two years: the number is not of the newest class, whatever was asked."""
    plan = Plan("own", "Own", "", "class", (Section("A", figures=("knowledge_rate",)),))
    report = assembled(plan, sample.only(major="Advertising"), "publishable", is_trial=True)
    (number,) = report.parts[0].numbers
    assert "class of 2026" not in number.below
    assert number.below.endswith("The classes of 2025 and 2026 are counted together.")
