"""What makes two rows one: keys, versions, and a file that comes again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.bringing import FILES, CaseOffice

HEADER = "Timestamp,How clear are your career goals? (1-5),What year are you?,Any comments?\n"


def test_anonymous_answers_of_one_minute_stay_apart(office: CaseOffice) -> None:
    brought = office.given("keys/anonymous_same_minute.csv")
    assert (brought.report.accepted, brought.report.skipped) == (6, 0)


def test_anonymous_answers_that_come_again_in_another_order_are_the_same(
    office: CaseOffice, tmp_path: Path
) -> None:
    office.given("keys/anonymous_same_minute.csv")
    lines = (FILES / "keys/anonymous_same_minute.csv").read_text().splitlines()
    rows = [line.split(",") for line in lines]
    turned = "\n".join(",".join([*row[::-1], ""]) for row in rows).replace(
        "Timestamp,", "Timestamp,New question"
    )
    path = tmp_path / "again.csv"
    path.write_text(turned + "\n")
    report = office.given(path).report
    assert (report.accepted, report.new) == (6, 0)


def test_an_anonymous_answer_given_twice_is_one(office: CaseOffice, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text(
        HEADER + "9/14/2026 10:02,4,Senior,liked it\n" * 2 + "9/14/2026 10:02,4,Senior,Liked it less\n"
    )
    report = office.given(path).report
    assert (report.accepted, report.skipped) == (2, 1)


def test_outcomes_without_a_date_leave_the_class_whole(office: CaseOffice) -> None:
    office.given("keys/class_of_2025.csv")
    office.given("keys/outcomes_without_report_date.csv")
    cell = office.cell("knowledge_rate")
    assert (cell.numerator, cell.denominator) == (2, 4)


def test_a_file_whose_kind_was_said_is_known_when_it_comes_again(office: CaseOffice) -> None:
    office.given("keys/form_given_twice.csv", mapping="keys/form_given_twice.toml")
    again = office.given("keys/form_given_twice.csv").report
    assert (again.status, again.new) == ("unchanged", 0)
    assert office.interviews == 3


def test_a_form_whose_kind_was_said_is_known_with_another_row(office: CaseOffice, tmp_path: Path) -> None:
    office.given("keys/form_given_twice.csv", mapping="keys/form_given_twice.toml")
    path = tmp_path / "next_week.csv"
    path.write_text(
        (FILES / "keys/form_given_twice.csv").read_text() + "9/17/2026 10:00,S4,Di Vogt,Delta,9/16/2026\n"
    )
    report = office.given(path).report
    assert (report.new, report.unchanged) == (1, 3)
    assert office.interviews == 4


def test_a_mapping_need_not_name_its_source(office: CaseOffice, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        (FILES / "keys/form_given_twice.toml").read_text().replace('source = "interview_log"', "")
    )
    assert office.given("keys/form_given_twice.csv", mapping=str(mapping)).report.source == "interview_log"


@pytest.mark.parametrize(
    ("rows", "accepted", "rejected"),
    [
        # another last name, a nickname or a new address is one person's
        ("A1,Alice,Ames,a@example.edu\nA1,Alice,Baker,b@example.edu\nA2,Bo,Ball,bo@example.edu\n", 2, 0),
        ("A1,William,Gray,w@example.edu\nA1,Bill,Gray,bill@example.edu\nA2,Bo,Ball,bo@example.edu\n", 2, 0),
        # two people under one id stay out until somebody says who they are
        ("A1,Alice,Ames,a@example.edu\nA1,Cy,Cruz,c@example.edu\n" + "".join(
            f"B{n},Bo,Ball{n},b{n}@example.edu\n" for n in range(5)), 5, 2),
    ],
)  # fmt: skip
def test_two_people_under_one_id(
    office: CaseOffice, tmp_path: Path, rows: str, accepted: int, rejected: int
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("student_id,first_name,last_name,email\n" + rows)
    report = office.given(path).report
    assert (report.accepted, report.rejected) == (accepted, rejected)


def test_a_later_roster_that_calls_a_known_id_somebody_else_is_asked_about(
    office: CaseOffice, tmp_path: Path
) -> None:
    header = "student_id,first_name,last_name,email\n"
    people = "".join(f"S{n},Bo,Ball{n},b{n}@example.edu\n" for n in range(5))
    (tmp_path / "fall.csv").write_text(header + people)
    (tmp_path / "spring.csv").write_text(header + people.replace("S0,Bo,Ball0,b0@", "S0,Cy,Cruz,cy@"))
    office.given(tmp_path / "fall.csv")
    report = office.given(tmp_path / "spring.csv").report
    assert (report.accepted, report.rejected) == (4, 1)
    assert "S0" in (report.problems[0].found or "")
    replaced = office.given(tmp_path / "spring.csv", replace=True).report
    assert (replaced.accepted, replaced.rejected) == (5, 0)


ROSTER = "student_id,email,first_name,last_name\n"


def test_a_roster_that_lost_its_zeros_is_asked_about(office: CaseOffice, tmp_path: Path) -> None:
    office.given("people/roster_ids_with_zeros.csv")
    path = tmp_path / "again.csv"
    path.write_text((FILES / "people/roster_ids_with_zeros.csv").read_text().replace("\n00", "\n"))
    brought = office.given(path)
    assert brought.report.is_refused
    assert "0012345" in brought.report.message
    assert office.students == 3


def test_one_id_of_another_form_stays_out(office: CaseOffice, tmp_path: Path) -> None:
    office.given("people/roster_ids_with_zeros.csv")
    path = tmp_path / "again.csv"
    more = "".join(f"55{n},b{n}@example.edu,Bo,Ball{n}\n" for n in range(4))
    path.write_text(f"{ROSTER}12345,aames@example.edu,Alice,Ames\n{more}")
    report = office.given(path).report
    assert (report.accepted, report.rejected) == (4, 1)


def test_an_id_like_a_known_one_of_somebody_else_is_a_new_student(office: CaseOffice, tmp_path: Path) -> None:
    office.given("people/roster_ids_with_zeros.csv")
    path = tmp_path / "others.csv"
    path.write_text(f"{ROSTER}12345,zz@example.edu,Zoe,Zink\n")
    assert office.given(path).report.accepted == 1
    assert office.students == 4


def test_a_later_row_with_another_name_is_said(office: CaseOffice, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(
        f"{ROSTER}A1,ann@example.edu,Ann,Ames\nA1,ann@example.edu,Robin,Ames\nA2,bo@example.edu,Bo,Ball\n"
    )
    brought = office.given(path)
    assert (brought.report.accepted, brought.report.skipped) == (2, 1)
    assert any("another name" in note for note in brought.report.notes)
