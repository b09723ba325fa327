"""Who was enrolled when, whether a log was expected then, and in which programs: a table for every clause of the rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pipelines.build.build import build
from pipelines.figures.term_names import term_of
from pipelines.store.warehouse import Published, Warehouse
from tests.offices import office, take_in

OPEN = {date(1, 1, 1): "…", date(9999, 12, 31): "…"}

Stretch = str  # "2023-07-01 2027-06-30 expected A;B"


def stretches(published: Published, student: str = "s1") -> list[Stretch]:
    """A student's stretches of days: first, last, whether a log was expected, the programs; "…" is an open end."""
    rows = published.query(
        """
        select e.since, e.until, e.is_expected, e.programs
        from marts.enrolments e join marts.students s using (student_key)
        where lower(s.student_id) = $student
        order by e.since
        """,
        {"student": student},
    )
    return [
        " ".join(
            [
                str(OPEN.get(row["since"], row["since"])),
                str(OPEN.get(row["until"], row["until"])),
                *(["expected"] if row["is_expected"] else []),
                *([";".join(row["programs"])] if row["programs"] != ["Unknown"] else []),
            ]
        )
        for row in rows
    ]


def of_roster(tmp_path: Path, header: str, *rows: str, **files: str) -> list[Stretch]:
    """Stretches of student s1; the roster's columns and rows are written behind the id."""
    lines = [f"student_id | {header}", *(f"s1 | {row}" for row in rows)]
    return stretches(office(tmp_path, roster="\n".join(lines), **files))


TOUCH = "student_id | contact_name | sent_on\ns1 | Kim | {day}"
TALK = "student_id | contact_name | held_on | status\ns1 | Kim | {day} | {status}"
ANSWER = "student_id | responded_at | wave | clarity\ns1 | {day} | pre | 3"


# -- from and to -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "since"),
    [
        ("certificate", "2026-07-01"),
        ("associate", "2025-07-01"),
        ("bachelor", "2023-07-01"),
        ("master", "2025-07-01"),
        ("doctoral", "2021-07-01"),
        ("-", "2023-07-01"),
        ("undergraduate", "2023-07-01"),
        ("graduate student", "2025-07-01"),
        ("graduate certificate", "2026-07-01"),
        ("post-master's certificate", "2026-07-01"),
        ("non-degree", "…"),
    ],
)
def test_without_a_first_day_study_began_as_many_years_before_the_class_as_the_degree_takes(
    tmp_path: Path, level: str, since: str
) -> None:
    assert of_roster(tmp_path, "degree_level | class_year", f"{level} | 2027") == [f"{since} 2027-06-30"]


def test_an_office_says_how_long_a_degree_takes(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    warehouse.folder.mkdir()
    (warehouse.folder / "settings.toml").write_text("[years]\nbachelor = 5\n")
    take_in(
        warehouse,
        tmp_path,
        {"roster": "student_id | degree_level | class_year\ns1 | bachelor | 2027\ns2 | - | 2027"},
    )
    build(warehouse)
    assert stretches(warehouse.published()) == ["2022-07-01 2027-06-30"]
    assert stretches(warehouse.published(), "s2") == ["2023-07-01 2027-06-30"]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("class_year", "-", "… …"),
        ("degree_level | class_year", "bachelor | -", "… …"),
        ("entered_on | class_year", "2024-01-15 | 2027", "2024-01-15 2027-06-30"),
        ("entered_on | left_on | class_year", "2024-01-15 | 2025-05-20 | 2027", "2024-01-15 2025-05-20"),
        ("left_on | class_year", "2030-05-20 | 2027", "2023-07-01 2030-05-20"),  # it may lie ahead
        ("left_on", "2026-05-20", "… 2026-05-20"),
        ("entered_on", "2024-01-15", "2024-01-15 …"),
    ],
)
def test_the_roster_says_from_when_and_until_when(
    tmp_path: Path, header: str, row: str, expected: str
) -> None:
    assert of_roster(tmp_path, header, row) == [expected]


def test_who_left_before_coming_was_never_there(tmp_path: Path) -> None:
    assert of_roster(tmp_path, "entered_on | left_on", "2026-01-15 | 2025-05-20") == []


@pytest.mark.parametrize(
    "first",
    [
        {"outreach_log": TOUCH.format(day="2022-09-09")},
        {"interview_log": TALK.format(day="2022-09-09", status="held")},
        {"interview_log": TALK.format(day="2022-09-09", status="no_show")},
        {"survey": ANSWER.format(day="2022-09-09")},
    ],
)
@pytest.mark.parametrize("entered", ["-", "2024-01-15"])
def test_nobody_comes_later_than_the_first_thing_on_record(
    tmp_path: Path, first: Mapping[str, str], entered: str
) -> None:
    found = of_roster(
        tmp_path, "entered_on | class_year | is_expected_to_log", f"{entered} | 2027 | no", **first
    )
    assert [one.replace(" expected", "") for one in found] == ["2022-09-09 2027-06-30"]


def test_what_is_on_record_later_moves_nothing(tmp_path: Path) -> None:
    later = TOUCH.format(day="2026-09-09")
    assert of_roster(tmp_path, "class_year", "2026", outreach_log=later) == ["2022-07-01 2026-06-30 expected"]


@pytest.mark.parametrize(
    ("degrees", "until"),
    [
        (["2026-05-15"], "2026-05-15"),
        (["2025-05-15", "2025-12-20"], "2025-12-20"),  # the last
        (["2023-06-30"], "2027-06-30"),  # a degree before the first day ends nothing
        (["2023-07-01"], "2023-07-01"),
    ],
)
def test_the_last_degree_ends_it_unless_it_came_before(
    tmp_path: Path, degrees: list[str], until: str
) -> None:
    log = "\n".join(
        ["student_id | degree_level | major | conferred_on"]
        + [f"s1 | bachelor | Major {place} | {day}" for place, day in enumerate(degrees)]
    )
    assert of_roster(tmp_path, "class_year", "2027", degree_log=log) == [f"2023-07-01 {until}"]


def test_leaving_outweighs_a_degree(tmp_path: Path) -> None:
    log = "student_id | degree_level | major | conferred_on\ns1 | bachelor | Law | 2026-05-15"
    assert of_roster(tmp_path, "left_on | class_year", "2025-01-31 | 2027", degree_log=log) == [
        "2023-07-01 2025-01-31"
    ]


def test_who_is_on_no_roster_is_there_throughout_until_a_degree(tmp_path: Path) -> None:
    published = office(
        tmp_path,
        interview_log=TALK.format(day="2025-09-09", status="held"),
        degree_log="student_id | degree_level | major | conferred_on\ns1 | bachelor | Law | 2026-05-15",
    )
    assert stretches(published) == ["… 2026-05-15 expected"]


# -- expected --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("yes | - | -", ["2023-07-01 2027-06-30 expected"]),
        ("no | - | -", ["2023-07-01 2027-06-30"]),
        (
            "yes | 2025-09-01 | 2026-05-15",
            [
                "2023-07-01 2025-08-31",
                "2025-09-01 2026-05-15 expected",
                "2026-05-16 2027-06-30",
            ],
        ),
        ("yes | 2025-09-01 | -", ["2023-07-01 2025-08-31", "2025-09-01 2027-06-30 expected"]),
        ("yes | - | 2025-08-31", ["2023-07-01 2025-08-31 expected", "2025-09-01 2027-06-30"]),
        ("no | 2025-09-01 | 2026-05-15", ["2023-07-01 2027-06-30"]),
        ("yes | 2026-05-15 | 2025-09-01", ["2023-07-01 2027-06-30"]),  # never
    ],
)
def test_a_log_is_expected_within_its_dates(tmp_path: Path, row: str, expected: list[str]) -> None:
    roster = f"""
        student_id | class_year | is_expected_to_log | expected_from | expected_until
        s1         | 2027       | {row}
        s2         | 2027       | yes | - | -
    """
    assert stretches(office(tmp_path, roster=roster)) == expected


@pytest.mark.parametrize(
    ("logs", "is_expected"),
    [
        ({"outreach_log": TOUCH.format(day="2025-09-09")}, True),
        ({"interview_log": TALK.format(day="2025-09-09", status="cancelled_by_contact")}, True),
        ({"interview_log": TALK.format(day="2027-09-09", status="scheduled")}, True),  # any day, also ahead
        ({"survey": ANSWER.format(day="2025-09-09")}, False),
        (
            {"contact_tracker": "student_id | contact_name | reply\ns1 | Kim | replied"},
            False,
        ),  # nothing dated
        ({}, False),
    ],
)
def test_where_nobody_is_marked_it_is_expected_of_who_has_something_dated(
    tmp_path: Path, logs: Mapping[str, str], is_expected: bool
) -> None:
    (found,) = of_roster(tmp_path, "class_year", "2027", **logs)
    assert found.endswith(" expected") == is_expected


def test_where_somebody_is_marked_logging_alone_makes_nobody_expected(tmp_path: Path) -> None:
    roster = """
        student_id | class_year | is_expected_to_log
        s1         | 2027       | -
        s2         | 2019       | yes
    """
    published = office(tmp_path, roster=roster, outreach_log=TOUCH.format(day="2025-09-09"))
    assert stretches(published) == ["2023-07-01 2027-06-30"]  # decided once, for all time


def test_where_there_is_a_roster_strangers_to_it_are_not_expected(tmp_path: Path) -> None:
    published = office(
        tmp_path, roster="student_id | class_year\ns2 | 2027", outreach_log=TOUCH.format(day="2025-09-09")
    )
    assert stretches(published) == ["… …"]


# -- terms -----------------------------------------------------------------------------------------

TERMS = "term | programs | is_expected_to_log"


def test_a_row_of_a_term_holds_for_that_term(tmp_path: Path) -> None:
    assert of_roster(
        tmp_path, TERMS, "2025 Fall | CAR 1 | yes", "2026 Spring | CAR 2;Fellows | no", "2026 Fall | - | yes"
    ) == [
        "2025-08-01 2025-12-31 expected CAR 1",
        "2026-01-01 2026-05-31 CAR 2;Fellows",
        "2026-08-01 2026-12-31 expected",
    ]


def test_rows_of_one_term_unite_and_any_yes_is_yes(tmp_path: Path) -> None:
    roster = f"student_id | {TERMS}\ns1 | 2025 Fall | CAR 1 | yes\ns1 | 2025 Fall | CAR 2 | no"
    warehouse = Warehouse(tmp_path / "warehouse")
    (report,) = take_in(warehouse, tmp_path, {"roster": roster})
    assert (report.accepted, report.skipped) == (1, 1)
    build(warehouse)
    assert stretches(warehouse.published()) == ["2025-08-01 2025-12-31 expected CAR 1;CAR 2"]


def test_a_later_file_of_another_term_leaves_the_earlier_as_it_was(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    for place, row in enumerate(("Fall 2025 | CAR 1 | yes", "Spring 2026 | CAR 2 | -", "SP26 | - | yes")):
        take_in(warehouse, tmp_path / str(place), {"roster": f"student_id | {TERMS}\ns1 | {row}"})
    build(warehouse)
    assert stretches(warehouse.published()) == [
        "2025-08-01 2025-12-31 expected CAR 1",
        "2026-01-01 2026-05-31 expected CAR 2",
    ]


def test_a_row_without_a_term_gives_programs_and_yes_throughout_but_no_days(tmp_path: Path) -> None:
    assert of_roster(
        tmp_path, f"class_year | {TERMS}", "2027 | 2025 Fall | CAR 1 | no", "2027 | - | Fellows | yes"
    ) == ["2025-08-01 2025-12-31 expected CAR 1;Fellows"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2025-09-15 | - ", ["2025-09-15 2025-12-31", "2026-01-01 2026-05-31"]),
        ("- | 2026-03-01", ["2025-08-01 2025-12-31", "2026-01-01 2026-03-01"]),
        ("2026-01-10 | 2026-03-01", ["2026-01-10 2026-03-01"]),
        ("- | 2025-06-30", []),
    ],
)
def test_coming_and_leaving_cut_terms(tmp_path: Path, row: str, expected: list[str]) -> None:
    roster = f"""
        student_id | term        | entered_on | left_on
        s1         | 2025 Fall   | {row}
        s1         | 2026 Spring | - | -
    """
    assert stretches(office(tmp_path, roster=roster)) == expected


def test_a_message_before_the_day_of_coming_moves_it_in_terms_too(tmp_path: Path) -> None:
    found = of_roster(
        tmp_path, "term | entered_on", "2025 Fall | 2025-10-01", outreach_log=TOUCH.format(day="2025-09-20")
    )
    assert found == ["2025-09-20 2025-12-31 expected"]


def test_a_term_nobody_knows_is_as_good_as_none(tmp_path: Path) -> None:
    assert of_roster(tmp_path, f"class_year | {TERMS}", "2027 | 202510 | CAR 1 | yes") == [
        "2023-07-01 2027-06-30 expected CAR 1"
    ]


def test_terms_nobody_knows_are_said_and_students_are_counted_once(tmp_path: Path) -> None:
    rows = ("2025 Fall", "202510", "202520", "Fall 2026")
    roster = "\n".join(["student_id | term", *(f"{who} | {term}" for who in ("s1", "s2") for term in rows)])
    (report,) = take_in(Warehouse(tmp_path / "warehouse"), tmp_path, {"roster": roster})
    told = [(one.code, one.column, one.found, one.count) for one in report.problems]
    assert told == [("unknown_term", "term", "202510", 2), ("unknown_term", "term", "202520", 2)]
    assert (
        report.problems[0].expected
        == "a term and its year, such as “2026 Spring” or “2026 Summer” or “2026 Fall”"
    )
    assert report.notes[-2].startswith("“202510” is none of the office's terms")
    assert report.headline == "2 students"
    assert report.accepted == 8


def test_programs_of_log_rows_hold_throughout(tmp_path: Path) -> None:
    log = "student_id | contact_name | held_on | program\ns1 | Kim | 2025-09-09 | Fellows"
    assert of_roster(
        tmp_path, TERMS, "2025 Fall | CAR 1 | yes", "2026 Spring | - | -", interview_log=log
    ) == [
        "2025-08-01 2025-12-31 expected CAR 1;Fellows",
        "2026-01-01 2026-05-31 Fellows",
    ]


def test_majors_unite_over_all_rows_and_terms_other_cells_are_the_last_filled(tmp_path: Path) -> None:
    roster = """
        student_id | term        | majors  | college | class_year
        s1         | 2025 Fall   | History | Arts    | 2027
        s1         | 2025 Fall   | Math    | -       | -
        s1         | 2026 Spring | Law     | Law     | -
    """
    published = office(tmp_path, roster=roster)
    majors = published.query("select major from marts.student_majors order by 1")
    assert [row["major"] for row in majors] == ["History", "Law", "Math"]
    (student,) = published.query("select college, class_year from marts.students")
    assert tuple(student.values()) == ("Law", "2027")


# -- how terms are written ---------------------------------------------------------------------------

US = (("Spring", 1), ("Summer", 6), ("Fall", 8))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, "2025-08-01") for text in ("2025 Fall", "Fall 2025", "fall, 2025", "FA25", "2025FA", "Autumn Term 2025")),
        *((text, "2025-08-01") for text in ("Fall 2025-26", "AY 2025-2026 Fall", "Fall Semester '25")),
        *((text, "2026-01-01") for text in ("Spring 2025-26", "SP 26", "Spr. 2026", "2026/Spring")),
        *((text, "2026-06-01") for text in ("SU26", "Summer Session 2026")),
        *((text, "") for text in ("202510", "2025", "Fall", "2025-26", "Winter 2026", "Fall 2025 Session 1", "Spring 2024-26", "")),
    ],
)  # fmt: skip
def test_a_term_is_known_by_its_name_and_year(text: str, expected: str) -> None:
    found = term_of(text, US, 8)
    assert (str(found[1]) if found else "") == expected


def test_terms_of_an_offices_own_are_known_by_name() -> None:
    own = (("Term 1", 1), ("Term 2", 5), ("Michaelmas", 10))
    assert term_of("2026 Term 2", own, 8) == ("Term 2", date(2026, 5, 1))
    assert term_of("Michaelmas 2025", own, 8) == ("Michaelmas", date(2025, 10, 1))
    assert term_of("Fall 2025", own, 8) is None
