"""Who is counted and how it is cut: dimensions, filters, periods, empty segments, questions without sense."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import QuestionError
from pipelines.figures.measure import catalog, dimensions_for, is_locked, measure, segment_domain
from pipelines.figures.results import Question, Result
from pipelines.store.warehouse import Published
from tests.pipelines.figures.office import office

STUDENTS = """
    student  college  class_year  is_first_generation
    1        Arts     2026        yes
    2        Arts     2027        no
    3        Law      2026        Unknown
    4        Music    2026        no
"""
PROGRAMS = """
    student  program
    1        Section1
    1        Fellows
    2        Section1
    3        Fellows
    4        Unknown
"""
MAJORS = """
    student  major
    1        History
    1        Physics
    2        History
    3        Law
"""
INTERVIEWS = """
    student  started_on  channel   mode       people_named
    1        2026-01-05  referral  in_person  2
    1        2026-01-20  cold      video      0
    2        2026-02-10  cold      phone      1
    3        2026-03-02  Unknown   Unknown    3
"""


@pytest.fixture
def published(tmp_path: Path) -> Published:
    return office(
        tmp_path,
        students=STUDENTS,
        student_programs=PROGRAMS,
        student_majors=MAJORS,
        interviews=INTERVIEWS,
        graduates="student nace_group class_year\n1 employed 2024\n3 seeking 2026",
        graduate_majors="student major\n1 History\n1 Physics\n3 Law",
        column_fill="""
            source          column_name      rows  filled
            interview_log   held_on          10    10
            interview_log   referrals_count  10    3
            interview_log   came_of_it       10    2
            interview_log   has_asked_for_referral 0 0
            first_destination salary_usd      100   1
            first_destination found_through   100   0
        """,
    )


def volumes(result: Result) -> dict[str, float | None]:
    return {" / ".join(cell.segment.values()): cell.value for cell in result.cells}


# -- breakdowns ------------------------------------------------------------------------------------


def test_every_college_of_the_build_is_listed_with_or_without_interviews(published: Published) -> None:
    result = measure(published, "interview_volume", Question(by=("college",)))
    assert volumes(result) == {"Arts": 3, "Law": 1, "Music": 0}
    assert result.domains == {"college": ("Arts", "Law", "Music")}


def test_a_student_counts_once_in_each_of_her_programs(published: Published) -> None:
    result = measure(published, "interview_volume", Question(by=("program",)))
    assert volumes(result) == {"Fellows": 3, "Section1": 3, "Unknown": 0}
    people = measure(published, "participation_rate", Question(by=("program",)))
    assert {cell.segment["program"]: (cell.numerator, cell.people) for cell in people.cells} == {
        "Fellows": (2, 2),
        "Section1": (2, 2),
        "Unknown": (0, 1),
    }


def test_graduates_have_majors_and_classes_of_their_own(published: Published) -> None:
    majors = measure(published, "knowledge_rate", Question(by=("major",)))
    assert {cell.segment["major"]: cell.denominator for cell in majors.cells} == {
        "History": 1,
        "Law": 1,
        "Physics": 1,
        "Unknown": 0,
    }
    classes = measure(published, "knowledge_rate", Question(by=("class_year",)))
    assert {cell.segment["class_year"]: cell.denominator for cell in classes.cells} == {"2024": 1, "2026": 1}


def test_two_breakdowns_make_every_combination(published: Published) -> None:
    result = measure(published, "interview_volume", Question(by=("college", "class_year")))
    assert volumes(result) == {
        "Arts / 2024": 0,
        "Arts / 2026": 2,
        "Arts / 2027": 1,
        "Law / 2024": 0,
        "Law / 2026": 1,
        "Law / 2027": 0,
        "Music / 2024": 0,
        "Music / 2026": 0,
        "Music / 2027": 0,
    }


def test_a_share_can_be_cut_too(published: Published) -> None:
    result = measure(published, "names_given", Question(by=("college",)))
    arts = {c.segment["names"]: c.numerator for c in result.cells if c.segment["college"] == "Arts"}
    assert arts == {"0": 1, "1": 1, "2": 1, "3-4": 0, "5+": 0, "not recorded": 0}
    music = [c for c in result.cells if c.segment["college"] == "Music"]
    assert {(c.value, c.denominator, c.people_in_denominator) for c in music} == {(None, 0, 0)}


def test_channels_and_modes_are_always_all_listed(published: Published) -> None:
    modes = volumes(measure(published, "interview_volume", Question(by=("mode",))))
    assert modes == {"in_person": 1, "video": 1, "phone": 1, "email": 0, "Unknown": 1}


# -- filters ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ((("college", "Arts"),), 3),
        ((("college", "Arts"), ("college", "Law")), 4),
        ((("college", "Arts"), ("class_year", "2027")), 1),
        ((("program", "Fellows"),), 3),
        ((("program", "Fellows"), ("program", "Section1")), 4),
        ((("program", "Fellows"), ("major", "History")), 2),
        ((("channel", "cold"),), 2),
        ((("is_first_generation", "Unknown"),), 1),
        ((("month", "2026-01"),), 2),
        ((("month", "2026-01"), ("month", "2026-03")), 3),
        ((("month", "2026-01"), ("week", "2026-01-05")), 1),
        ((("term", "2026 Fall"),), 0),
    ],
)
def test_the_same_dimension_twice_is_or_and_different_ones_are_and(
    published: Published, where: tuple[tuple[str, str], ...], value: int
) -> None:
    (cell,) = measure(published, "interview_volume", Question(where=where)).cells
    assert cell.value == value


def test_a_filter_on_the_breakdown_leaves_its_own_values(published: Published) -> None:
    question = Question(by=("program",), where=(("program", "Section1"),))
    assert volumes(measure(published, "interview_volume", question)) == {"Section1": 3}


@pytest.mark.parametrize(
    ("since", "until", "value"),
    [
        (date(2026, 1, 20), None, 3),
        (None, date(2026, 1, 20), 2),
        (date(2026, 1, 6), date(2026, 2, 10), 2),
        (date(2027, 1, 1), None, 0),
    ],
)
def test_both_ends_of_a_period_are_inside_it(
    published: Published, since: date | None, until: date | None, value: int
) -> None:
    (cell,) = measure(published, "interview_volume", Question(since=since, until=until)).cells
    assert cell.value == value


# -- time ------------------------------------------------------------------------------------------


def test_empty_weeks_between_the_first_and_the_last_are_listed(published: Published) -> None:
    weeks = volumes(measure(published, "interview_volume", Question(by=("week",), until=date(2026, 2, 15))))
    assert weeks == {
        "2026-01-05": 1,
        "2026-01-12": 0,
        "2026-01-19": 1,
        "2026-01-26": 0,
        "2026-02-02": 0,
        "2026-02-09": 1,
    }


def test_months_and_terms_have_their_names(published: Published) -> None:
    months = volumes(measure(published, "interview_volume", Question(by=("month",))))
    # to the newest day, whether or not anything happened
    assert months == {"2026-01": 2, "2026-02": 1, "2026-03": 1, "2026-04": 0, "2026-05": 0, "2026-06": 0}
    terms = volumes(measure(published, "interview_volume", Question(by=("term",))))
    assert terms == {"2026 Spring": 4, "2026 Summer": 0}


def test_a_first_day_begins_the_list_and_the_newest_ends_it(published: Published) -> None:
    asked = Question(by=("month",), since=date(2025, 12, 31), until=date(2027, 1, 1))
    listed = ["2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"]
    assert list(volumes(measure(published, "interview_volume", asked))) == listed
    people = measure(published, "participation_rate", asked).cells
    assert [(cell.segment["month"], cell.numerator) for cell in people][:2] == [
        ("2025-12", 0),
        ("2026-01", 1),
    ]
    assert [cell.segment["month"] for cell in people] == listed


@pytest.mark.parametrize(
    ("day", "term"),
    [
        ("2025-12-31", "2025 Fall"),
        ("2026-01-01", "2026 Spring"),
        ("2026-05-31", "2026 Spring"),
        ("2026-06-01", "2026 Summer"),
        ("2026-07-31", "2026 Summer"),
        ("2026-08-01", "2026 Fall"),
    ],
)
def test_terms_begin_in_january_june_and_august(tmp_path: Path, day: str, term: str) -> None:
    published = office(
        tmp_path, interviews=f"student started_on\n1 {day}", settings={"as_of_interviews": day}
    )
    assert volumes(measure(published, "interview_volume", Question(by=("term",)))) == {term: 1}
    (cell,) = measure(published, "interview_volume", Question(where=(("term", term),))).cells
    assert cell.value == 1


def test_an_office_has_terms_of_its_own(tmp_path: Path) -> None:
    terms = """
        name    first_month  last_month
        Winter  3            8
        Autumn  9            2
    """
    interviews = """
        student  started_on
        1        2025-09-01
        1        2026-02-28
        1        2026-03-01
    """
    published = office(tmp_path, interviews=interviews, terms=terms)
    by_term = volumes(measure(published, "interview_volume", Question(by=("term",))))
    assert by_term == {"2025 Autumn": 2, "2026 Winter": 1}


def test_who_is_enrolled_throughout_is_counted_in_every_month(published: Published) -> None:
    result = measure(published, "participation_rate", Question(by=("month",)))
    assert [(c.segment["month"], c.numerator, c.denominator) for c in result.cells][:3] == [
        ("2026-01", 1, 4),
        ("2026-02", 1, 4),
        ("2026-03", 1, 4),
    ]


def test_months_and_colleges_together(published: Published) -> None:
    result = measure(published, "participation_rate", Question(by=("month", "college")))
    found = {tuple(c.segment.values()): (c.numerator, c.denominator) for c in result.cells}
    assert found[("2026-01", "Arts")] == (1, 2)
    assert found[("2026-03", "Law")] == (1, 1)
    assert found[("2026-02", "Music")] == (0, 1)
    assert len(found) == 18


def test_a_population_figure_filtered_to_two_months_counts_both(published: Published) -> None:
    question = Question(where=(("month", "2026-01"), ("month", "2026-03")))
    (cell,) = measure(published, "interviews_per_student", question).cells
    assert (cell.numerator, cell.denominator) == (3, 4)


def test_months_filtered_out_are_not_listed(published: Published) -> None:
    question = Question(by=("month",), where=(("month", "2026-01"), ("month", "2026-03")))
    people = measure(published, "participation_rate", question)
    assert {c.segment["month"]: (c.numerator, c.denominator) for c in people.cells} == {
        "2026-01": (1, 4),
        "2026-03": (1, 4),
    }
    assert volumes(measure(published, "interview_volume", question)) == {"2026-01": 2, "2026-03": 1}


def test_filters_that_leave_no_day_leave_nobody(published: Published) -> None:
    question = Question(where=(("month", "2026-01"), ("term", "2026 Fall")))
    (people,) = measure(published, "participation_rate", question).cells
    assert (people.numerator, people.denominator) == (0, 0)
    (interviews,) = measure(published, "interview_volume", question).cells
    assert interviews.value == 0


def test_a_breakdown_by_time_of_nothing_is_empty(tmp_path: Path) -> None:
    published = office(tmp_path, students="student\n1")
    for metric in ("interview_volume", "participation_rate"):
        assert measure(published, metric, Question(by=("week",))).cells == ()


def test_the_period_of_graduates_is_their_class(published: Published) -> None:
    (cell,) = measure(published, "knowledge_rate", Question(since=date(2025, 7, 1))).cells
    assert cell.denominator == 0


# -- questions without sense -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metric", "question", "says"),
    [
        ("response_rat", {}, "Did you mean response_rate"),
        ("response_rate", {"by": ("collge",)}, "There is no dimension 'collge'"),
        ("response_rate", {"by": ("mode",)}, "cannot be cut or filtered by 'mode'. These apply: campus"),
        ("participation_rate", {"by": ("channel",)}, "These apply: campus"),
        ("participation_rate", {"where": (("industry", "x"),)}, "These apply: campus"),
        ("knowledge_rate", {"by": ("week",)}, "These apply: campus"),
        ("channel_mix", {"by": ("channel",)}, "These apply: campus"),
        ("response_rate", {"where": (("college", "Art"),)}, "Nearest: Arts"),
        ("response_rate", {"where": (("college", "'; drop table x"),)}, "Values: Arts, Law, Music"),
        ("response_rate", {"where": (("month", "March"),)}, "'March' is no month. Write 2026-03"),
        ("response_rate", {"where": (("week", "2026-03-03"),)}, "a Monday"),
        ("response_rate", {"where": (("term", "2026 Winter"),)}, "2026 Spring, 2026 Summer, 2026 Fall"),
        ("response_rate", {"by": ("college", "campus", "major")}, "at most two"),
        ("response_rate", {"by": ("college", "college")}, "each once"),
        ("response_rate", {"by": ("week", "month")}, "only one of week, month and term"),
        ("response_rate", {"since": date(2026, 2, 1), "until": date(2026, 1, 1)}, "before it starts"),
        ("stopped_log_rate", {"by": ("college",)}, "cannot be cut at all"),
        ("stopped_log_rate", {"since": date(2026, 1, 1)}, "takes no dates"),
    ],
)
def test_a_question_without_sense_says_what_makes_sense(
    published: Published, metric: str, question: dict[str, Any], says: str
) -> None:
    with pytest.raises(QuestionError) as refused:
        measure(published, metric, Question(**question))
    assert says in refused.value.message


def test_a_figure_beside_that_cannot_be_cut_so_is_left_out_and_named(published: Published) -> None:
    result = measure(published, "log_health", Question(by=("college",)))
    assert [one.metric.id for one in result.beside] == ["log_unknown_rate", "late_log_rate"]
    assert any("Programs that stopped logging" in note for note in result.notes)


def test_dimensions_apply_to_what_a_figure_counts() -> None:
    assert {"channel", "mode", "week"} <= set(dimensions_for("show_rate"))
    assert "mode" not in dimensions_for("response_rate")
    assert not {"channel", "industry", "mode"} & set(dimensions_for("participation_rate"))
    assert not {"channel", "week", "month", "term"} & set(dimensions_for(catalog()["knowledge_rate"]))


# -- what a build knows ----------------------------------------------------------------------------


def test_a_domain_ends_in_unknown(published: Published) -> None:
    assert segment_domain(published, "program") == ("Fellows", "Section1", "Unknown")
    assert segment_domain(published, "is_transfer") == ("yes", "no", "Unknown")
    assert segment_domain(published, "class_year") == ("2024", "2026", "2027")
    with pytest.raises(QuestionError):
        segment_domain(published, "shoe_size")


def test_a_figure_stays_locked_until_a_third_of_the_rows_can_feed_it(published: Published) -> None:
    assert is_locked(published, "participation_rate") is None
    assert is_locked(published, "referral_yield") is None  # 3 of 10 rows
    locked = is_locked(published, "came_of_it_rate")
    assert locked is not None
    assert "an interview log with what came of it" in locked
    assert "Fewer than 30%" in locked
    asked = is_locked(published, "referral_ask_rate")
    assert asked is not None
    assert "Fewer than" not in asked


def test_a_cell_only_some_rows_can_have_unlocks_with_the_first_one(published: Published) -> None:
    assert is_locked(published, "median_salary_usd") is None
    assert is_locked(published, "found_through_share") is not None


def test_an_office_that_marks_whom_it_expects_has_no_note(tmp_path: Path) -> None:
    marked = office(tmp_path, students="student\n1")
    assert measure(marked, "participation_rate").notes == ()


def test_nobody_marked_as_expected_leaves_those_who_logged(tmp_path: Path) -> None:
    unmarked = office(tmp_path, settings={"is_population_who_logged": "true"}, interviews="student\n1")
    (note,) = measure(unmarked, "participation_rate").notes
    assert note == "Nobody is marked as expected to log: counted are the enrolled students who logged."


def test_a_figure_names_the_build_and_the_newest_date_it_used(tmp_path: Path) -> None:
    published = office(
        tmp_path,
        settings={"as_of_outreach": "2026-05-01", "as_of_interviews": "2026-04-01", "as_of_outcomes": None},
        threads="student\n1",
    )
    assert measure(published, "outreach_volume").as_of == date(2026, 5, 1)
    assert measure(published, "response_rate").as_of == date(2026, 4, 1)  # the older of the two
    assert measure(published, "participation_rate").as_of == date(2026, 4, 1)
    assert measure(published, "knowledge_rate").as_of is None
    assert measure(published, "response_rate").build == published.build
