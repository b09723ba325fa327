"""A section by name: who has logged, of whom nothing is recorded, and the column of its gradebook."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.asking.question import Ask
from dashboard.people import working_view
from dashboard.people.gradebook import CANVAS_COLUMNS, gradebook, points
from dashboard.people.sections import SectionStudent, section_students
from pipelines.errors import QuestionError, UserError
from pipelines.figures.measure import measure
from pipelines.figures.results import Question
from pipelines.formula_guard import could_run
from tests.offices import office

ROSTER = """
student_id | first_name | last_name  | email      | programs          | is_expected_to_log | left_on
a1         | Ana        | Cole       | a1@uni.edu | CAR 210-04        | yes                | -
b2         | Ben        | Adams      | b2@uni.edu | CAR 210-04;Honors | yes                | -
c3         | Cy         | Zorn       | -          | CAR 210-04        | yes                | -
d4         | Di         | Moss       | d4@uni.edu | CAR 210-04        | no                 | -
e5         | Eve        | Other      | e5@uni.edu | CAR 210-05        | yes                | -
f6         | Fay        | Gone       | f6@uni.edu | CAR 210-04        | yes                | 2026-06-30
"""
TALKS = """
student_id | contact_name | held_on    | status    | program
a1         | Lee Park     | 2026-09-01 | held      | CAR 210-04
a1         | Kim Doe      | 2026-10-20 | held      | CAR 210-04
a1         | Old Talk     | 2026-02-20 | held      | CAR 210-04
b2         | Sam Ortiz    | 2026-10-25 | no_show   | CAR 210-04
b2         | Eve Ross     | 2026-11-01 | scheduled | CAR 210-04
e5         | Jo Fox       | 2026-10-02 | held      | CAR 210-05
g7         | New Face     | 2026-10-03 | held      | CAR 210-04
"""
TOUCHES = """
student_id | contact_name | sent_on
c3         | Pat Reed     | 2026-10-02
"""
FALL = (date(2026, 8, 1), date(2026, 12, 31))


@pytest.fixture
def section(tmp_path: Path) -> dict[str, SectionStudent]:
    published = office(tmp_path, roster=ROSTER, interview_log=TALKS, outreach_log=TOUCHES)
    return {one.student_id: one for one in section_students(published, "CAR 210-04", *FALL)}


def test_everybody_of_the_section_in_the_dates_by_last_name(section: dict[str, SectionStudent]) -> None:
    # e5 is in another section, f6 had left; g7 logged for it but is on no roster
    assert list(section) == ["b2", "a1", "g7", "d4", "c3"]
    assert {ident: one.standing for ident, one in section.items()} == {
        "b2": "none_recorded",
        "a1": "logged",
        "g7": "logged",
        "d4": "not_expected",
        "c3": "none_recorded",
    }


def test_what_is_recorded_is_of_the_dates_alone(section: dict[str, SectionStudent]) -> None:
    assert (section["a1"].held, section["a1"].latest_on) == (2, date(2026, 10, 20))
    assert section["b2"].note == "1 planned"
    assert section["c3"].note == "1 person contacted"
    assert section["g7"].note == "not on the roster, no log is expected"


def test_it_counts_as_the_figures_do(tmp_path: Path) -> None:
    published = office(tmp_path, roster=ROSTER, interview_log=TALKS, outreach_log=TOUCHES)
    asked = Question(where=(("program", "CAR 210-04"),), since=FALL[0], until=FALL[1])
    (cell,) = measure(published, "participation_rate", asked).cells
    expected = [one for one in section_students(published, "CAR 210-04", *FALL) if one.is_expected]
    assert (cell.numerator, cell.denominator) == (sum(1 for one in expected if one.held), len(expected))


def test_where_nobody_is_marked_a_log_is_expected_of_all(tmp_path: Path) -> None:
    unmarked = "student_id | programs\na1 | CAR 1\nb2 | CAR 1\n"
    published = office(
        tmp_path,
        roster=unmarked,
        interview_log="student_id | contact_name | held_on\na1 | Lee | 2026-10-01\n",
    )
    assert [one.standing for one in section_students(published, "CAR 1", None, None)] == [
        "logged",
        "none_recorded",
    ]


def test_names_are_of_the_working_view(tmp_path: Path) -> None:
    published = office(tmp_path, roster=ROSTER, interview_log=TALKS, outreach_log=TOUCHES)
    for view in ("internal", "publishable"):
        with pytest.raises(UserError, match="working view only"):
            working_view.section_students(Ask(published, view=view), "CAR 210-04")  # type: ignore[arg-type]


# -- the gradebook ---------------------------------------------------------------------------------


def one(held: int, **other: object) -> SectionStudent:
    known: dict[str, object] = {
        "student_id": "007",
        "student": "Ana Cole",
        "first_name": "Ana",
        "last_name": "Cole",
        "email": "a@uni.edu",
        "is_on_roster": True,
        "is_expected": True,
        "latest_on": None,
        "planned": 0,
        "contacted": 0,
    }
    return SectionStudent(**{**known, **other, "held": held})  # type: ignore[arg-type]


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("held", "required", "zero", "gives"),
    [
        (0, 2, False, None),
        (0, 2, True, 0),
        (1, 2, False, 1),
        (2, 2, False, 2),
        (9, 2, False, 2),
        (3, 1, True, 1),
    ],
)
def test_points_are_no_more_than_required_and_blank_is_no_zero(
    held: int, required: int, zero: bool, gives: int | None
) -> None:
    assert points(one(held), required, none_is_zero=zero) == gives


def test_canvas_gets_its_columns_its_points_row_and_nothing_else() -> None:
    made = gradebook([one(3), one(0, first_name="", last_name="", student="b@uni.edu")], "CAR 1", 2, "canvas")
    assert not made.startswith(b"\xef\xbb\xbf")
    assert read(made) == [
        [*CANVAS_COLUMNS, "Career conversations"],
        ["    Points Possible", "", "", "", "", "2"],
        ["Cole, Ana", "", "007", "a@uni.edu", "CAR 1", "2"],
        ["b@uni.edu", "", "007", "a@uni.edu", "CAR 1", ""],
    ]


def test_a_plain_file_says_what_it_is_on_each_row() -> None:
    made = read(gradebook([one(1)], "CAR 1", face=[("View", "Confidential")]))
    assert made[1] == ["007", "a@uni.edu", "Ana", "Cole", "CAR 1", "1", "1", "1", "Confidential"]
    assert made[0][-1] == "View"


@pytest.mark.parametrize("form", ["plain", "canvas"])
@settings(deadline=None)  # a busy machine is slow now and then
@given(
    name=st.sampled_from(
        ("=cmd|'/c calc'!A1", "＝1", "\t@x", " +1", "-2+3", "a\r\n=b", '"', "علي", "x" * 300)
    )
    | st.text()
)
def test_no_name_runs_and_every_student_is_one_row(form: str, name: str) -> None:
    students = [one(1, first_name=name, last_name=name, student=name, student_id=name, email=name)] * 2
    rows = read(gradebook(students, name or "CAR", 1, form, title=f"T {name}"))
    assert len(rows) == (3 if form == "plain" else 4)
    assert not [
        cell for row in rows for cell in row if could_run(cell.lstrip("'")) and not cell.startswith("'")
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"form": "moodle"}, "for plain or canvas, not 'moodle'"),
        ({"required": 0}, "requires 1 to 100 interviews, not 0"),
        ({"form": "canvas", "title": " \t"}, "An assignment needs a name"),
    ],
)
def test_what_makes_no_sense_is_said(words: dict[str, object], says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        gradebook([one(1)], "CAR 1", **words)  # type: ignore[arg-type]
