"""Who a row is about: a student's own id, address or name, never somebody else's by its looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.figures.measure import measure
from pipelines.figures.results import Question
from pipelines.identity.decisions import same
from tests.cases.bringing import CaseOffice


def asked_pairs(office: CaseOffice) -> set[tuple[str, str]]:
    """Students Who is who asks about, by their keys: (who, may be)."""
    return {
        (one.left_key.partition(":")[2], one.right_key.partition(":")[2])
        for one in office.asked_about
        if one.kind == "student"
    }


@pytest.mark.parametrize(
    "file",
    ["tracker_phone_but_no_student", "tracker_job_number_but_no_student", "interviews_email_is_the_contacts"],
)
def test_what_looks_like_an_id_is_no_students(office: CaseOffice, file: str) -> None:
    brought = office.given(f"people/{file}.csv")
    assert brought.report.is_refused
    assert "Which student" in brought.report.message
    assert office.students == 0


def test_a_year_is_no_id_whatever_she_says_the_file_is(office: CaseOffice) -> None:
    brought = office.given("people/given_as_roster_year_is_no_id.csv", source="roster")
    assert brought.report.is_refused
    assert office.students == 0


@pytest.mark.parametrize(
    ("file", "students"),
    [("class_list_username", 4), ("class_list_german", 3), ("class_roster_registrar", 3)],
)
def test_a_list_of_people_is_a_roster(office: CaseOffice, file: str, students: int) -> None:
    brought = office.given(f"people/{file}.csv")
    assert (brought.report.source, brought.report.status) == ("roster", "imported")
    assert office.students == students


def test_zeros_and_names_of_a_registrars_roster_are_kept(office: CaseOffice) -> None:
    office.given("people/class_roster_registrar.csv")
    known = office.published.query(
        "select student_id, first_name, last_name from marts.students order by all"
    )
    assert [tuple(row.values()) for row in known] == [
        ("0012345", "Cy", "Cruz"),
        ("10023456", "Alice Marie", "Ames"),
        ("10023457", "Bob", "Ball"),
    ]


def test_a_list_without_ids_asks_whether_the_address_may_stand_for_one(office: CaseOffice) -> None:
    brought = office.given("people/club_list_without_id.csv")
    assert brought.report.is_refused
    assert "“Email Address”" in brought.report.message


def test_a_name_in_one_column_is_split_and_a_log_by_name_is_asked_about(office: CaseOffice) -> None:
    office.given("people/roster_one_name_column.csv")
    office.given("people/log_by_student_name.csv")
    known = office.published.query(
        "select first_name, last_name from marts.students where is_on_roster order by all"
    )
    assert [tuple(row.values()) for row in known] == [("Alice", "Ames"), ("Bob", "Ball"), ("Cy", "Cruz")]
    assert office.interviews == 2
    assert asked_pairs(office) == {("name:alice ames", "0012345"), ("name:bob ball", "0012346")}


def test_an_address_of_two_students_is_credited_to_neither(office: CaseOffice) -> None:
    office.given("people/roster_shared_address.csv")
    office.given("people/log_by_shared_address.csv")
    assert office.interviews == 1
    assert office.reached == (0, 3)
    assert asked_pairs(office) == {("ann@example.edu", "s1"), ("ann@example.edu", "s2")}


def test_ids_that_lost_their_zeros_are_asked_about(office: CaseOffice) -> None:
    office.given("people/roster_ids_with_zeros.csv")
    office.given("people/log_ids_lost_zeros.csv")
    assert asked_pairs(office) == {("12345", "0012345"), ("12346", "0012346")}


def test_one_person_known_by_address_and_by_id_is_asked_about_without_a_roster(office: CaseOffice) -> None:
    office.given("people/form_address_and_name.csv")
    office.given("people/tracker_id_and_name.csv")
    assert office.interviews == 6
    assert asked_pairs(office) == {
        ("aames@example.edu", "0012345"),
        ("bball@example.edu", "0012346"),
        ("ccruz@example.edu", "0012347"),
    }


def test_what_two_students_share_is_said_when_it_comes(office: CaseOffice) -> None:
    for file in ("roster_shared_address", "log_by_shared_address"):
        brought = office.given(f"people/{file}.csv")
        assert any("ann@example.edu" in note and "2 students" in note for note in brought.report.notes)


def test_rows_of_one_student_add_up_in_their_lists(office: CaseOffice) -> None:
    office.given("people/roster_row_per_section.csv")
    office.given("people/log_for_sections.csv")
    cells = office.cells("participation_rate", Question(population="roster", by=("program",)))
    assert {(cell.segment["program"], cell.numerator, cell.denominator) for cell in cells} == {
        ("CAR 101-01", 1, 2),
        ("CAR 210-02", 1, 2),
        ("Fellows", 0, 1),
    }


def test_a_student_given_again_with_another_class_is_the_later_row_and_said(office: CaseOffice) -> None:
    brought = office.given("people/roster_same_student_twice.csv")
    assert any("row 2" in note and "row 4" in note for note in brought.report.notes)
    (alice,) = office.published.query(
        "select class_year, string_agg(major, ';') as majors from marts.students join marts.student_majors"
        " using (student_key) where student_id = 'A1' group by all"
    )
    assert alice == {"class_year": "2026", "majors": "Economics"}


def test_a_total_below_a_tracker_is_nobody(office: CaseOffice) -> None:
    office.given("people/tracker_total_row.xlsx")
    assert office.new_contacts == 8
    assert not office.published.query("select 1 from marts.students where student_id ilike 'total'")


def test_two_people_in_one_cell_are_listed(office: CaseOffice) -> None:
    brought = office.given("people/two_people_in_one_cell.csv")
    assert brought.report.accepted == 3
    assert any("“Ana Kurz; Bo Lang”" in note for note in brought.report.notes)


def test_a_mail_merge_overwrites_no_student(office: CaseOffice) -> None:
    office.given("kind_of_file/roster_of_one.csv")
    office.given("kind_of_file/mail_merge_log.csv")
    known = office.published.query(
        "select student_id, first_name, student_email from marts.students where is_on_roster"
    )
    assert [tuple(row.values()) for row in known] == [("S1", "Sam", "sam@example.edu")]


def test_no_figure_counts_one_person_twice_in_silence(office: CaseOffice) -> None:
    office.given("people/form_address_and_name.csv")
    said = "3 students may be counted twice: Who is who asks."
    assert said not in measure(office.published, "interviews_per_student").notes
    office.given("people/tracker_id_and_name.csv")
    assert said in measure(office.published, "interviews_per_student").notes
    for one in office.asked_about:
        same(office.warehouse, one.left_key, one.right_key)
    office.__dict__.pop("published")
    assert office.students == 3
    assert said not in measure(office.published, "interviews_per_student").notes


def test_names_are_kept_without_a_roster(office: CaseOffice) -> None:
    office.given("people/form_address_and_name.csv")
    known = office.published.query("select first_name, last_name from marts.students order by all")
    assert [tuple(row.values()) for row in known] == [("Alice", "Ames"), ("Bob", "Ball"), ("Cy", "Cruz")]


def test_a_club_list_by_address_and_the_registrars_roster_are_the_same_students(
    office: CaseOffice, tmp_path: Path
) -> None:
    mapping = tmp_path / "club.toml"
    mapping.write_text('source = "roster"\n[columns]\nstudent_id = "Email Address"\n')
    office.given("people/club_list_without_id.csv", mapping=str(mapping))
    assert office.students == 4
    roster = tmp_path / "roster.csv"
    roster.write_text("Student ID,Name,Email\n7,Alice Ames,aames@example.edu\n8,Eve Eck,eeck@example.edu\n")
    office.given(roster)
    known = office.published.query(
        "select student_id, first_name from marts.students where is_on_roster order by all"
    )
    assert ("7", "Alice") in [tuple(row.values()) for row in known]
    assert office.students == 5
    assert not office.published.query("select 1 from ledger.set_aside")


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "header",
    [
        "ZIP",
        "Employee number",
        "Phone",
        "Student phone",
        "Ext.",
        "Prospect ID",
        "Company ID",
        "Invoice",
        "GPA",
        "ID",
    ],
)
def test_numbers_of_anything_else_are_no_students(office: CaseOffice, tmp_path: Path, header: str) -> None:
    people = ["Ana Kurz", "Bo Lang", "Cy Mann", "Di Vogt", "Ed Wend"]
    numbers = range(1, 6) if header == "ID" else range(21255, 21260)
    rows = "".join(
        f"{n},{who},Acme{n},3/{n % 9 + 10}/2026,No\n" for n, who in zip(numbers, people, strict=True)
    )
    path = tmp_path / "log.csv"
    path.write_text(f"{header},Contact name,Company,Date contacted,Reply\n{rows}")
    assert office.given(path).report.is_refused
    assert office.students == 0


def test_ids_of_which_a_spreadsheet_kept_fifteen_digits_are_nobodys(
    office: CaseOffice, tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    rows = "".join(f"90000000000000{n}000,Ana Kurz,Acme,3/1{n}/2026\n" for n in range(1, 5))
    path.write_text(f"Student ID,Contact name,Company,Date of interview\n{rows}")
    report = office.given(path).report
    assert (report.accepted, report.rejected) == (0, 4)
    assert "rounded_id" in {problem.code for problem in report.problems}


def test_a_column_that_all_values_contradict_costs_no_row(office: CaseOffice) -> None:
    brought = office.given("dates/followed_up_yes_no.csv", mapping="dates/followed_up_yes_no.toml")
    assert (brought.report.accepted, brought.report.rejected) == (3, 0)
    assert any("“Followed Up?” is not taken" in note for note in brought.report.notes)


def test_blank_columns_of_a_tool_give_way_to_filled_questions(office: CaseOffice) -> None:
    office.given("survey/qualtrics_blank_tool_columns.csv")
    assert office.students == 3


@pytest.mark.parametrize(
    ("file", "accepted", "contacts", "interviews"),
    [("sheets/contact_1_contact_2.csv", 3, 3, 0), ("sheets/two_contacts_two_wordings.csv", 4, 0, 4)],
)
def test_a_second_contact_in_a_row_is_a_row_of_its_own(
    office: CaseOffice, file: str, accepted: int, contacts: int, interviews: int
) -> None:
    brought = office.given(file)
    assert (brought.report.accepted, office.new_contacts, office.interviews) == (
        accepted,
        contacts,
        interviews,
    )
    assert brought.says("room for 2 contacts", "a row of its own")
    mixed = "select 1 from marts.contacts where name = 'Bo Lang' and employer = 'Acme'"
    assert not office.published.query(mixed)
