"""The sample office: the same seed makes the same files, and they hold what the README says is in them."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

SAMPLE_DATA = Path(__file__).resolve().parents[2] / "sample_data"
sys.path.insert(0, str(SAMPLE_DATA))  # as `python sample_data/generate.py` has it

import generate  # noqa: E402
from making import files, office, toml_text, truth  # noqa: E402

OFFICE = SAMPLE_DATA / "office"
TEXT_FILES = sorted(path.name for path in OFFICE.glob("*.csv"))
WORKBOOKS = sorted(path.name for path in OFFICE.glob("*.xlsx"))
EXPECTED: dict[str, Any] = tomllib.loads((SAMPLE_DATA / "expected.toml").read_text(encoding="utf-8"))
FIGURES, FOUND = EXPECTED["figures"], EXPECTED["discoveries"]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office, made anew."""
    folder = tmp_path_factory.mktemp("sample")
    generate.write_sample(folder)
    return folder


def table(name: str) -> list[dict[str, str]]:
    with (OFFICE / name).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def cells(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


# --- the same seed, the same files


@pytest.mark.parametrize("name", TEXT_FILES)
def test_a_fresh_text_file_is_the_committed_one_byte_for_byte(fresh: Path, name: str) -> None:
    assert (fresh / "office" / name).read_bytes() == (OFFICE / name).read_bytes()


def test_the_fresh_figures_are_the_committed_ones(fresh: Path) -> None:
    assert (fresh / "expected.toml").read_bytes() == (SAMPLE_DATA / "expected.toml").read_bytes()


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_fresh_workbook_holds_the_committed_cells(fresh: Path, name: str) -> None:
    assert cells(fresh / "office" / name) == cells(OFFICE / name)


def test_a_workbook_made_twice_has_the_same_bytes(fresh: Path, tmp_path: Path) -> None:
    files.write_office(office.make_office(), tmp_path)
    for name in WORKBOOKS:
        assert (tmp_path / name).read_bytes() == (fresh / "office" / name).read_bytes()


def test_another_seed_makes_another_office() -> None:
    assert not office.make_office(1).touches.equals(office.make_office(2).touches)


def test_the_committed_files_stay_small_and_are_all_listed() -> None:
    paths = [path for path in OFFICE.iterdir() if path.is_file()]
    listed = tomllib.loads((SAMPLE_DATA / "import_order.toml").read_text(encoding="utf-8"))["file"]
    assert {path.name for path in paths} == {Path(entry["path"]).name for entry in listed}
    assert {path.name for path in paths} == set(EXPECTED["imports"])
    for entry in listed:
        if "mapping" in entry:
            mapping = tomllib.loads((SAMPLE_DATA / entry["mapping"]).read_text(encoding="utf-8"))
            assert mapping["source"] == entry["source"]
    assert sum(path.stat().st_size for path in paths) < 3_000_000


# --- what the office is like: target and how far off it may be

TARGETS = [
    ("expected students with an interview", FIGURES["participation_rate"]["value"], 0.78, 0.005),
    ("others who log", FIGURES["participation_rate_elsewhere"]["value"], 0.04, 0.002),
    ("logged over two weeks late", FIGURES["log_health"]["late"]["value"], 0.20, 0.01),
    ("replies left blank", FIGURES["replies_left_blank"]["value"], 0.30, 0.02),
    ("no name given", FIGURES["names_given"]["0"]["value"], 0.40, 0.015),
    ("one name given", FIGURES["names_given"]["1"]["value"], 0.30, 0.015),
    ("five or more given", FIGURES["names_given"]["5+"]["value"], 0.04, 0.005),
    ("names contacted", FIGURES["referral_activation_rate"]["value"], 0.35, 0.02),
    ("knowledge rate", FIGURES["knowledge_rate"]["value"], 0.76, 0.005),
    ("outcomes rate", FIGURES["career_outcomes_rate"]["value"], 0.86, 0.005),
    (
        "salary reported",
        FIGURES["median_salary_usd"]["reporting"] / FIGURES["median_salary_usd"]["full_time"],
        0.40,
        0.03,
    ),
]


@pytest.mark.parametrize(("what", "value", "target", "off"), TARGETS, ids=[row[0] for row in TARGETS])
def test_the_office_is_as_designed(what: str, value: float, target: float, off: float) -> None:
    assert value == pytest.approx(target, abs=off), what


def test_the_roster_has_the_sizes_of_the_design() -> None:
    roster = pd.DataFrame(table("roster.csv"))
    design = roster[roster["College"] == "College of Design and Media"]
    assert len(roster) == 2400 == roster["Student ID"].nunique() == roster["Email"].nunique()
    assert roster["Campus"].nunique() == 3
    assert roster["College"].nunique() == 5
    assert roster["Class Year"].nunique() == 4
    assert len(design) == 400
    assert design["Majors"].str.split(";").explode().nunique() == 12
    assert roster["Majors"].str.contains(";").sum() == 300
    expected = roster[roster["Expected to Log"] == "Yes"]
    assert len(expected) == 620
    assert expected["Programs"].str.split(";").explode().nunique() == 8
    assert roster.loc[roster["Expected to Log"] == "No", "Programs"].eq("").all()


def test_most_interviews_come_by_the_form_and_bunch_before_deadlines() -> None:
    made = office.make_office()
    held = made.interviews[made.interviews["status"] == "held"]
    assert (held["source"] == "form").mean() > 0.6
    weeks = pd.Series([truth.day_of(day).isocalendar()[:2] for day in held["held_day"]]).value_counts()
    fall = [weeks.get((2025, week), 0) for week in range(36, 51)]
    assert max(fall) > 3 * sorted(fall)[len(fall) // 2 - 3]


def test_chains_run_several_generations_and_group_events_have_several_students() -> None:
    generations = FIGURES["chain_generations"]
    assert generations["0"] > generations["1"] > generations["2"] >= 10
    assert max(map(int, generations)) >= 3
    visits = pd.Series([row["event_id"] for row in table("interviews_fellows_and_scholars.csv")])
    assert visits[visits != ""].value_counts().min() >= 6


def test_some_expected_graduates_did_not_graduate() -> None:
    finished = {row["Student ID"] for row in table("degree_log.csv")}
    due = {row["Student ID"] for row in table("roster.csv") if row["Class Year"] in ("2025", "2026")}
    assert len(due - finished) == FIGURES["did_not_graduate"]["value"] > 50
    assert finished < due


# --- the five things to discover


def test_one_section_stopped_and_every_other_program_goes_on() -> None:
    log = FIGURES["log_health"]
    assert log["stopped_programs"] == [FOUND["stopped_section"]["program"]] == ["CAR 210-04"]
    limit = date.fromordinal(date.fromisoformat(EXPECTED["as_of"]["interviews"]).toordinal() - 28)
    members = {row["Student ID"] for row in table("roster.csv") if row["Programs"] == "CAR 210-04"}
    last_sent = max(row["Sent On"] for row in table("outreach.csv") if row["Student ID"] in members)
    assert date.fromisoformat(last_sent) < limit
    for program, day in log["last_interview"].items():
        assert (date.fromisoformat(day) < limit) == (program == "CAR 210-04")


def test_without_the_asking_question_half_as_many_names() -> None:
    assert FOUND["asking"]["share_of_yield"] == pytest.approx(0.5, abs=0.04)


def test_first_generation_students_start_six_weeks_later_and_are_answered_as_often() -> None:
    found = FOUND["first_generation"]
    assert found["outreach_days_later"] == pytest.approx(42, abs=4)
    assert found["interview_days_later"] == pytest.approx(42, abs=7)
    rates = found["response_rate"]
    assert rates["yes"]["value"] == pytest.approx(rates["no"]["value"], abs=0.02)


def test_two_names_in_three_are_not_touched() -> None:
    found = FOUND["untouched_referrals"]
    assert found["never_contacted"] > found["denominator"] / 2


def test_the_outcome_gap_shrinks_into_the_noise_after_the_cutoff() -> None:
    found = FOUND["outcome_gap"]
    assert found["gap_points"] == pytest.approx(11, abs=0.5)
    assert abs(found["gap_points_before_cutoff"]) < found["margin_points_before_cutoff"] / 2


def test_the_readme_tells_the_numbers_the_figures_give() -> None:
    readme = " ".join((SAMPLE_DATA / "README.md").read_text(encoding="utf-8").split())
    asking, first, gap = FOUND["asking"], FOUND["first_generation"], FOUND["outcome_gap"]
    untouched, counts = FOUND["untouched_referrals"], EXPECTED["imports"]["interviews_with_problems.csv"]
    last = date.fromisoformat(FOUND["stopped_section"]["last_interview"])
    told = [
        f"its last interview is of {last:%b} {last.day}, {last.year}",
        f"yield {asking['yield_asked']['value']:.2f} names each",
        f"without the question {asking['yield_not_asked']['value']:.2f}",
        f"{first['outreach_days_later']} days later",
        f"first interview {first['interview_days_later']} days later",
        f"{first['response_rate']['yes']['value']:.0%} against {first['response_rate']['no']['value']:.0%}",
        f"Of {untouched['denominator']:,} names older than 30 days, {untouched['value']:.0%}",
        f"{untouched['never_contacted']} never",
        f"in {gap['with_interviews']['value']:.0%} of cases, those without in {gap['without']['value']:.0%}",
        f"a gap of {gap['gap_points']} points",
        f"the gap is {gap['gap_points_before_cutoff']} points",
        f"give or take {gap['margin_points_before_cutoff']}",
        f"{FIGURES['did_not_graduate']['value']} of those due did not graduate",
        f"has {counts['rows_read']} rows below its header: {counts['accepted']} are accepted, "
        f"{counts['rejected']} rejected, {counts['skipped']} skipped",
    ]
    assert [sentence for sentence in told if sentence not in readme] == []
    for _, why in (*files.REJECTED, *files.UNREADABLE):
        assert why in readme


# --- the files themselves


def test_no_event_lies_in_the_future_but_scheduled_interviews_and_job_starts() -> None:
    scheduled = 0
    for row in table("interviews_fellows_and_scholars.csv"):
        if row["held_on"] > TODAY.isoformat():
            assert row["status"] == "scheduled"
            scheduled += 1
        assert row["thank_you_on"] <= TODAY.isoformat()
        assert row["logged_at"] <= TODAY.isoformat()
    assert scheduled >= 5
    for row in table("outreach.csv"):
        assert max(row["Sent On"], row["Replied On"]) <= "2026-11-18"
    for row in table("interview_form_responses.csv"):
        for question in (
            "When did you talk?",
            "When did you send a thank-you? (leave blank if you have not)",
        ):
            if row[question]:
                month, day, year = map(int, row[question].split("/"))
                assert date(year, month, day) <= date(2026, 11, 18)
    sheet = cells(OFFICE / "first_destination.xlsx")["Outcomes"]
    reported = [row[10] for row in sheet[4:-1]]
    assert max(reported).date() < TODAY
    assert max(row[9] for row in sheet[4:-1] if row[9]).date() > TODAY


def test_every_address_is_a_made_up_one() -> None:
    addresses = set()
    for name in TEXT_FILES:
        addresses |= set(re.findall(r"[\w.+-]+@([\w.-]+)", (OFFICE / name).read_text(encoding="utf-8")))
    assert addresses
    assert all(re.fullmatch(r"(.*\.)?example\.(edu|com)", address) for address in addresses)


def test_the_tracker_has_a_sheet_a_student_named_after_her_id() -> None:
    ids = {row["Student ID"]: row["Programs"] for row in table("roster.csv")}
    sheets = cells(OFFICE / "contact_tracker_car_210_06.xlsx")
    assert len(sheets) >= 12
    for name, rows in sheets.items():
        assert "CAR 210-06" in ids[name]
        assert rows[3][0] == "Contact"
        assert len(rows) > 4
    elsewhere = {row["Student ID"] for row in table("outreach.csv")}
    assert not elsewhere & set(sheets)


def test_the_survey_has_three_header_rows_previews_and_unfinished_responses() -> None:
    for wave in ("pre", "post"):
        with (OFFICE / f"survey_{wave}_qualtrics.csv").open(encoding="utf-8", newline="") as text:
            names, questions, imports, *responses = csv.reader(text)
        assert "My career goal is clear" in questions
        assert imports[0].startswith('{"ImportId"')
        status, finished = names.index("Status"), names.index("Finished")
        assert sum(row[status] == "Survey Preview" for row in responses) == 3
        assert sum(row[finished] == "False" for row in responses) >= 5
        assert any("-99" in row for row in responses)
        assert len(responses) == EXPECTED["imports"][f"survey_{wave}_qualtrics.csv"]["rows_read"]


def test_one_outcome_is_spelled_many_ways_above_a_total_row() -> None:
    rows = cells(OFFICE / "first_destination.xlsx")["Outcomes"]
    spellings = {row[3] for row in rows[4:-1]}
    assert len({s for s in spellings if s in files.OUTCOME_WORDS["employed_full_time"]}) >= 7
    assert rows[-1][0] == "Total"
    assert {type(row[7]) for row in rows[4:-1] if row[7]} == {int, str}


def test_the_accepted_rows_of_the_broken_file_repeat_rows_already_there() -> None:
    good = {tuple(row.values()) for row in table("interviews_fellows_and_scholars.csv")}
    rows = [tuple(row.values()) for row in table("interviews_with_problems.csv")]
    counts = EXPECTED["imports"]["interviews_with_problems.csv"]
    assert len(rows) == counts["rows_read"] == sum(counts[k] for k in ("accepted", "rejected", "skipped"))
    assert len({row for row in rows if row in good}) == files.GOOD_ROWS
    assert counts["accepted"] == files.GOOD_ROWS + len(files.UNREADABLE)
    assert sum(row in good for row in rows) == files.GOOD_ROWS + files.REPEATED


# --- the second opinion, by hand


def small_office(touches: str = "", interviews: str = "", named: str = "") -> office.Office:
    """An office of two students, written as tables: one row a line, cells apart by blanks, . = blank."""

    def rows(text: str, columns: str, defaults: dict[str, object]) -> pd.DataFrame:
        names = columns.split()
        lines = [dict(zip(names, line.split(), strict=True)) for line in text.split("\n") if line.strip()]
        made = [{**defaults, **{n: "" if v == "." else v for n, v in line.items()}} for line in lines]
        frame = pd.DataFrame(made, columns=list(dict.fromkeys([*defaults, *names])))
        whole = [
            str(n)
            for n in frame
            if n in ("student", "contact_id", "named_id", "referrer_id") or "day" in str(n)
        ]
        return frame.astype(dict.fromkeys(whole, int))

    roster = pd.DataFrame(
        {
            "is_expected_to_log": ["yes", "yes"],
            "is_first_generation": ["no", "yes"],
            "programs": ["CAR 210-01", "CAR 210-01"],
            "class_year": [2027, 2027],
        }
    )
    one_outcome = pd.DataFrame(
        {"student": [0], "outcome_status": ["military"], "accepted_day": [-1], "reported_day": [900]}
    ).assign(class_year=2025, degree_level="Bachelor's", salary_usd="", found_through="")
    return office.Office(
        roster=roster,
        contacts=pd.DataFrame(),
        touches=rows(
            touches,
            "student contact_id sent_day reply replied_day",
            {"channel": "linkedin", "referrer": -1},
        ),
        interviews=rows(
            interviews,
            "student contact_id held_day referrals_count",
            {"status": "held", "thank_you_day": -1, "channel": "linkedin", "referrer": -1},
        ),
        named=rows(named, "student referrer_id named_id day", {"was_already_known": ""}),
        degrees=pd.DataFrame({"student": [0], "conferred_day": [660]}),
        outcomes=one_outcome,
        survey=pd.DataFrame(),
    )


def test_names_given_before_do_not_count_again() -> None:
    t = truth.Truth(
        small_office(
            touches="0 10 100 . -1",
            interviews="""
                0 10 110 2
                0 11 120 2
                0 12 130 .
                0 13 140 0""",
            named="""
                0 10 20 110
                0 10 21 110
                0 11 20 120
                0 11 22 120""",
        )
    )
    # two new names; two names of which one is old; not recorded; none
    assert t.people_named.fillna(-1).tolist() == [2, 1, -1, 0]


def test_a_name_is_acted_on_by_a_touch_or_interview_on_or_after_its_day() -> None:
    t = truth.Truth(
        small_office(
            touches="""
                0 10 100 . -1
                0 20 140 . -1
                0 21 141 . -1
                0 22 105 . -1
                0 23 110 . -1
                0 10 200 . -1""",
            interviews="""
                0 10 110 5
                1 11 200 .""",
            named="""
                0 10 20 110
                0 10 21 110
                0 10 22 110
                0 10 23 110
                0 10 24 110""",
        )
    )
    waited = dict(zip(t.referrals["named_id"], t.referrals["waited"].fillna(-1), strict=True))
    known = dict(zip(t.referrals["named_id"], t.referrals["known"], strict=True))
    assert waited == {20: 30, 21: 31, 22: -1, 23: 0, 24: -1}
    assert [person for person, is_known in known.items() if is_known] == [22]
    activation = truth.referral_figures(_with_details(t))["referral_activation_rate"]
    assert activation == {"value": 0.5, "numerator": 2, "denominator": 4, "never_contacted": 1}


def _with_details(t: truth.Truth) -> truth.Truth:
    t.held = t.held.assign(has_asked_for_referral="", referrals_with_permission_count="")
    return t


def test_a_reply_counts_by_its_day_an_undated_one_always_and_a_blank_is_not_known() -> None:
    t = truth.Truth(
        small_office(
            touches="""
                0 10 100 replied 114
                0 11 100 replied 115
                0 12 100 declined -1
                0 13 100 . -1
                0 14 100 bounced -1
                0 15 100 no_reply -1
                0 16 100 . -1
                0 17 190 . -1
                0 18 200 . -1""",
            interviews="0 16 105 .",
        )
    )
    # in time: day 14, undated, the talk; not: day 15, no reply; left out: blank, bounced, not yet mature
    assert truth.response_rate(t, t.threads) == {"value": 0.6, "numerator": 3, "denominator": 5}


def test_figures_survive_the_trip_through_toml() -> None:
    figures = {"a": {"value": 0.25, "numerator": 1}, "b": {"6+": {"value": 2}, "names": ["x", 'y"']}}
    assert tomllib.loads(toml_text.toml_text(figures, "two\nlines")) == figures


# --- an office of any size


def bulk(folder: Path, *arguments: str) -> str:
    command = [sys.executable, str(SAMPLE_DATA / "generate.py"), "--out", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def test_an_office_of_any_size_has_canonical_headers_and_the_same_bytes_again(tmp_path: Path) -> None:
    told = bulk(tmp_path / "one", "--students", "400")
    bulk(tmp_path / "two", "--students", "400")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == [
        "degree_log.csv",
        "first_destination.csv",
        "interviews.csv",
        "outreach.csv",
        "roster.csv",
    ]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
        rows = pd.read_csv(tmp_path / "one" / name, dtype=str, keep_default_na=False)
        assert f"{name}: {len(rows):,} rows" in told
    outreach = pd.read_csv(tmp_path / "one" / "outreach.csv", dtype=str, keep_default_na=False)
    assert {"student_id", "contact_name", "contact_email", "sent_on", "reply"} <= set(outreach)
    assert len(outreach) >= 4_000
    assert outreach["sent_on"].between("2024-08-01", "2026-11-18").all()
    interviews = pd.read_csv(tmp_path / "one" / "interviews.csv")
    assert (interviews["referrals_with_permission_count"] <= interviews["referrals_count"]).all()


def test_touches_can_be_asked_for(tmp_path: Path) -> None:
    bulk(tmp_path, "--students", "500", "--touches", "20000")
    with (tmp_path / "outreach.csv").open(encoding="utf-8") as text:
        assert 20_000 <= sum(1 for _ in text) - 1 < 22_000


def test_a_big_office_never_overwrites_the_sample(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        generate.main(["--students", "1000"])
    assert "--out" in capsys.readouterr().err


@pytest.mark.slow
def test_a_million_touches_take_under_a_minute(tmp_path: Path) -> None:
    told = bulk(tmp_path, "--students", "100000")
    touches = re.search(r"outreach\.csv: ([\d,]+) rows", told)
    seconds = re.search(r"([\d.]+) s\n", told)
    assert touches is not None
    assert seconds is not None
    assert int(touches[1].replace(",", "")) >= 1_000_000
    assert float(seconds[1]) < 60
