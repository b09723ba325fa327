"""Numbers with their units, counts, amounts, and cells nobody can read: the row comes in, the cell is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.bringing import Brought, CaseOffice


def not_recorded(brought: Brought) -> set[str]:
    """What stood in the cells that are not recorded; all of it is said everywhere."""
    found = {cell.found for cell in brought.report.not_recorded}
    assert brought.says(*found), brought.printed
    return found


def stored(brought: Brought, column: str) -> list[object]:
    return [row.get(column) for row in brought.report.accepted_sample]


def table(folder: Path, head: str, *rows: str) -> Path:
    path = folder / "brought.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def test_minutes_as_students_write_them(office: CaseOffice) -> None:
    brought = office.given("numbers/durations_in_words.csv")
    assert stored(brought, "minutes") == ["30", "30", "60", "45", "45", None, "30"]
    assert not_recorded(brought) == {"30-45"}
    assert office.interviews == 7


def test_seconds_by_the_header(office: CaseOffice) -> None:
    assert stored(office.given("numbers/durations_in_seconds.csv"), "minutes") == ["15", "20", "10"]


def test_names_given_as_students_write_them(office: CaseOffice) -> None:
    brought = office.given("numbers/names_given_in_words.csv")
    assert not_recorded(brought) == {"2-3", "several", "lots of people"}
    assert office.interviews == 8
    assert office.names_per_interview == (1.2, 5)


def test_the_first_address_of_a_contact_is_taken_and_a_remark_is_none(office: CaseOffice) -> None:
    brought = office.given("numbers/two_addresses_in_a_cell.csv")
    assert stored(brought, "contact_email") == [
        "ana@acme.example.com",
        "bo@beta.example.com",
        "di@delta.example.com",
        None,
        None,
    ]
    assert not_recorded(brought) == {"ask on LinkedIn"}
    assert office.interviews == 5


@pytest.mark.parametrize(
    ("file", "known", "left_out"),
    [
        (
            "salaries_in_words",
            ["65000", "65000", "71000", "58000", "62000"],
            {"$60,000 - $70,000", "60-70k", "20 USD/hr", "negotiable", "₦1,500,000"},
        ),
        ("salaries_by_pay_type", ["52000", "61000"], {"21.50 Hourly", "18 Hourly", "4200 Monthly"}),
        ("salaries_in_pounds", [], {"30500", "28000", "34250"}),
        ("salaries_point_for_thousands", [], {"52.000", "48.500", "61.250", "39.900", "55.000"}),
    ],
)
def test_only_dollars_a_year_are_a_salary(
    office: CaseOffice, file: str, known: list[str], left_out: set[str]
) -> None:
    brought = office.given(f"numbers/{file}.csv")
    assert brought.report.accepted == brought.report.rows_read
    assert [salary for salary in stored(brought, "salary_usd") if salary] == known
    assert not_recorded(brought) == left_out
    cells = office.cells("median_salary_usd")
    assert all(cell.value is None or cell.value >= 50_000 for cell in cells)


def test_why_an_amount_is_left_out_is_said(office: CaseOffice) -> None:
    assert office.given("numbers/salaries_by_pay_type.csv").says("by the hour", "by the month")
    assert office.given("numbers/salaries_in_pounds.csv").says("Annual salary (£)", "not in US dollars")


def test_ticks_and_crosses(office: CaseOffice) -> None:
    brought = office.given("numbers/thanked_ticks.csv")
    yes, no = "true", "false"
    assert stored(brought, "has_thanked") == [yes, no, yes, no, yes, no, yes, no, yes, yes, None, None]
    assert not_recorded(brought) == {"pending"}


@pytest.mark.parametrize(
    ("file", "asked"),
    [
        ("found_in_own_words", {"Instagram DM", "friend's mom", "she just knew me"}),
        ("outcome_source_in_own_words", {"prof told us", "saw it in the paper"}),
    ],
)
def test_words_nobody_has_explained_cost_no_row(office: CaseOffice, file: str, asked: set[str]) -> None:
    brought = office.given(f"numbers/{file}.csv")
    assert (brought.report.rejected, not_recorded(brought)) == (0, asked)
    assert {one.spelling for one in brought.report.unknown_values} == asked


# -- others of their kind ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "cells", "minutes"),
    [
        ("minutes", ["about an hour", "~30", "1hr 15", "an hour and a half"], ["60", "30", "75", "90"]),
        ("Duration", ["half an hour", "1.5 hours", "PT45M", "90 s"], ["30", "90", "45", "2"]),
        (
            "mins",
            [".5 hr", "20 minutes or so", "1 hr. 5 min.", "quarter of an hour"],
            ["30", "20", "65", "15"],
        ),
        ("minutes", ["1. 5 hr", "20 min 1 hr", "2.5.1 h", "half"], [None] * 4),
        ("Duration (hours)", ["1", "0.5", "2", "1.25"], ["60", "30", "120", "75"]),
        ("Duration", ["1", "0.5", "2", "1.5"], [None] * 4),  # hours, surely; but nothing says so
        ("Duration", ["900", "1200", "600", "1500"], [None] * 4),
        ("minutes", ["5:00", "over an hour", "30+", "20 or 30"], [None] * 4),
        ("minutes", ["900", "a while", "30 45", "-5"], [None] * 4),
    ],
)
def test_lengths_of_time(
    office: CaseOffice, tmp_path: Path, header: str, cells: list[str], minutes: list[str | None]
) -> None:
    rows = [f"S{n},Ana Kurz,2026-03-0{n},{cell}" for n, cell in enumerate(cells, 1)]
    brought = office.given(
        table(tmp_path, f"student_id,contact_name,held_on,{header}", *rows), source="interview_log"
    )
    assert brought.report.rejected == 0
    assert stored(brought, "minutes") == minutes
    assert len(not_recorded(brought)) == minutes.count(None)


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("head", "cell", "salary"),
    [
        ("salary", "$52,000.00", "52000"),
        ("salary", "55", None),  # thousands, by the hour, or a slip
        ("salary", "4200", None),
        ("salary", "650000", None),
        ("salary", "C$65000", None),
        ("salary", "6 LPA", None),
        ("salary", "52'000", None),
        ("salary", "60k + bonus", None),
        ("Salary (INR)", "450000", None),
        ("Salary (in thousands)", "52", "52000"),
        ("Hourly salary", "24.50", None),
        ("salary", "58000 per year", "58000"),
        ("salary,Currency", "58000,GBP", None),
        ("salary,Currency", "58000,USD", "58000"),
        ("salary,Per", "58000,year", "58000"),
        ("salary,Pay frequency", "28.00,per hour", None),
    ],
)
def test_amounts(office: CaseOffice, tmp_path: Path, head: str, cell: str, salary: str | None) -> None:
    cell = cell if "," in head else f'"{cell}"'
    path = table(tmp_path, f"student_id,outcome_status,{head}", f"S1,employed full time,{cell}")
    mapping = path.with_suffix(".toml")
    mapping.write_text(f'source = "first_destination"\n[columns]\nsalary_usd = "{head.split(",")[0]}"\n')
    brought = office.given(path, mapping=str(mapping))
    assert (brought.report.accepted, stored(brought, "salary_usd")) == (1, [salary])
    assert bool(not_recorded(brought)) == (salary is None)


RUPEES = ["450000", "380000", "420000", "396000"]
DOLLARS = ["45000", "38000", "62000", "71000"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("name", "above", "head", "cells", "beside", "why"),
    [
        ("o.csv", "", "salary", RUPEES, "", "very high"),
        ("o.csv", "", "salary", ["4,50,000", "380,000", "420,000", "396,000"], "", "very high"),
        ("o.csv", "", "Starting salary", ["240000", "192000", "300000"], "", "very high"),  # pesos
        ("o.csv", "", "salary", ["15000", "18000", "12500"], "", "very low"),  # pesos a month
        ("o.csv", "", "salary", ["42000", "38000", "51000"], "INR, paid monthly", "another currency"),
        ("o.csv", "", "salary,Bonus (₹)", ["42000", "38000", "51000"], "0", "Bonus (₹)"),
        ("o.csv", "", "salary,Stipend in rupees", ["42000", "38000", "51000"], "0", "Stipend in rupees"),
        ("salaries in pesos.csv", "", "salary", ["42000", "38000", "51000"], "", "the file's name"),
        ("outcomes_yen.csv", "", "salary", ["42000", "38000", "51000"], "", "the file's name"),
        (
            "o.csv",
            "Placements 2026 (all pay in GBP),,\n",
            "salary",
            ["42000", "38000", "51000"],
            "",
            "a title",
        ),
        ("o.csv", "", "salary", DOLLARS, "", ""),
        ("o.csv", "", "salary (USD)", RUPEES, "", ""),  # the header says so
        ("o.csv", "Outcomes of 2026,,\n", "salary", DOLLARS, "", ""),
        ("euphoria.csv", "", "salary,Won?", DOLLARS, "yes", ""),  # no currency, whatever it looks like
        ("o.csv", "", "salary", ["450000", "52000", "61000"], "", ""),  # one odd one is no middle
    ],
)
def test_amounts_that_are_hardly_dollars_are_no_salary(
    office: CaseOffice,
    tmp_path: Path,
    name: str,
    above: str,
    head: str,
    cells: list[str],
    beside: str,
    why: str,
) -> None:
    path = tmp_path / name
    more = f',"{beside}"' if beside else ""
    head += ",Remarks" if beside and "," not in head else ""
    rows = "".join(f'S{n},employed full time,"{cell}"{more}\n' for n, cell in enumerate(cells))
    path.write_text(f"{above}student_id,outcome_status,{head}\n{rows}", encoding="utf-8")
    brought = office.given(path)
    assert brought.report.accepted == len(cells), brought.printed
    known = [salary for salary in stored(brought, "salary_usd") if salary]
    assert len(known) == (0 if why else len(cells)), brought.printed
    assert brought.says(why)
    assert bool(office.cell("median_salary_usd").value) == (not why)


def test_salaries_are_weighed_beside_those_the_office_has(office: CaseOffice, tmp_path: Path) -> None:
    def outcomes(name: str, cells: list[int]) -> Brought:
        path = tmp_path / name
        rows = "".join(f"{name}{n},employed full time,{cell}\n" for n, cell in enumerate(cells))
        path.write_text(f"student_id,outcome_status,salary\n{rows}", encoding="utf-8")
        return office.given(path)

    outcomes("nurses", [66000, 68000, 71000, 64000, 70000])
    assert outcomes("others", [24000, 18000, 25000]).says("beside the office's other salaries")
    assert stored(outcomes("law", [155000, 148000, 160000]), "salary_usd") == ["155000", "148000", "160000"]
    mapping = tmp_path / "said.toml"
    mapping.write_text('source = "first_destination"\n[columns]\nsalary_usd = "salary"\n')
    outcomes_of_more = tmp_path / "more"
    outcomes_of_more.write_text((tmp_path / "others").read_text(encoding="utf-8").replace("others", "more"))
    said = office.given(outcomes_of_more, mapping=str(mapping))
    assert stored(said, "salary_usd") == ["24000", "18000", "25000"], "a person says that they are dollars"


def test_what_a_cell_means_is_said_once(office: CaseOffice, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "student_id,contact_name,held_on,minutes",
        "S1,Ana,2026-03-02,a while",
        "S2,Bo,2026-03-02,900",
    )
    mapping = path.with_suffix(".toml")
    mapping.write_text('source = "interview_log"\n[values.minutes]\n"a while" = ""\n"900" = "900"\n')
    brought = office.given(path, mapping=str(mapping))
    assert stored(brought, "minutes") == [None, "900"]
    assert not brought.report.not_recorded


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("column", "odd", "others", "value", "stored_as"),
    [
        ("minutes", "~4??", ["4", "40"], "35", "35"),
        ("minutes", "12;5", ["12", "125"], "14", "14"),
        ("minutes", "(30)", ["30", "-30"], "25", "25"),
        ("referrals_count", "2-?", ["2", "2.0"], "3", "3"),
        ("referrals_count", "~4??", ["4"], "1", "1"),
        ("usefulness_rating", "4/5/3", ["4"], "4", "4"),
        ("cost_usd", "5,-!", ["5", "5.00"], "6.50", "6.5"),
        ("cost_usd", "*3*", ["3"], "2", "2"),
        ("thank_you_on", "3/?/26", ["3/26/2026"], "2026-03-05", "2026-03-05"),
        ("minutes", "45 o 50", ["45"], "", None),
    ],
)
def test_a_cell_that_is_no_word_is_given_a_meaning_and_no_other_takes_it(
    office: CaseOffice,
    tmp_path: Path,
    column: str,
    odd: str,
    others: list[str],
    value: str,
    stored_as: str | None,
) -> None:
    head = f"student_id,contact_name,held_on,{column}"
    cells = [odd, odd.upper(), *others]
    rows = [f'S{n},Ana Kurz,2026-03-0{n},"{cell}"' for n, cell in enumerate(cells, 1)]
    path = table(tmp_path, head, *rows)
    before = office.given(path, source="interview_log", dry_run=True)
    mapping = path.with_suffix(".toml")
    mapping.write_text(
        f'source = "interview_log"\n[values.{column}]\n"{odd}" = "{value}"\n', encoding="utf-8"
    )
    after = office.given(path, mapping=str(mapping))
    assert stored(after, column)[:2] == [stored_as] * 2
    assert stored(after, column)[2:] == stored(before, column)[2:], "the others are what they were"
    assert odd in {cell.found for cell in before.report.not_recorded}
    assert odd not in {cell.found for cell in after.report.not_recorded}


def test_what_cannot_be_a_value_is_refused_with_what_is_expected(office: CaseOffice, tmp_path: Path) -> None:
    path = table(tmp_path, "student_id,contact_name,held_on,minutes", "S1,Ana,2026-03-02,~4??")
    mapping = path.with_suffix(".toml")
    mapping.write_text('source = "interview_log"\n[values.minutes]\n"~4??" = "a lot"\n', encoding="utf-8")
    brought = office.given(path, mapping=str(mapping))
    assert brought.report.is_refused
    assert brought.says("values.minutes", "“~4??” leads to “a lot”", "Expected: minutes")


def test_an_unexplained_status_is_no_talk_and_an_unexplained_reply_no_silence(
    office: CaseOffice, tmp_path: Path
) -> None:
    log = table(
        tmp_path,
        "student_id,contact_name,held_on,status",
        "S1,Ana,2026-03-02,fell through",
        "S2,Bo,2026-03-03,",
    )
    assert office.given(log).report.accepted == 2
    assert office.interviews == 1
    sent = tmp_path / "sent.csv"
    sent.write_text("student_id,contact_name,sent_on,reply\nS1,Ana,2026-03-02,hmm\nS2,Bo,2026-03-02,\n")
    mapping = sent.with_suffix(".toml")
    mapping.write_text('source = "outreach_log"\nblank_reply = "no_reply"\n')
    office.given(sent, mapping=str(mapping))
    assert office.cell("response_rate").denominator in (None, 0, 1)


def test_a_cell_that_says_who_or_when_still_costs_the_row(office: CaseOffice, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "student_id,student_email,contact_name,contact_email,held_on",
        "S1,,Ana,ask her,2026-03-02",
        "S2,,,ask him,2026-03-02",
        "S3,,Bo,,soon",
        "1.2E+10,,Cy,,2026-03-02",
        "1.2E+10,s5@example.edu,Di,,2026-03-02",
    )
    report = office.given(path).report
    assert (report.accepted, report.rejected) == (2, 3)
    assert {cell.found for cell in report.not_recorded} == {"ask her", "1.2E+10"}
