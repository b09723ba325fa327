"""Names and values together give each header to at most one column."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.mapping.evidence import Evidence, look
from pipelines.mapping.matching import (
    CERTAIN,
    Match,
    match,
    may_come_from_outside,
    members,
    missing,
    nearest_headers,
    nearest_of,
    padded,
    spellings,
)
from pipelines.mapping.propose import propose
from pipelines.sources.catalog import Source, source

DAYS = [f"2026-03-{day:02}" for day in range(1, 13)]


PEOPLE = ["Ana Diaz", "Max Roe", "Lee Park", "Bo Smith", "Ann Moss", "Jo Hill"]


def evidence(table: dict[str, list[str]], roster: frozenset[str] = frozenset()) -> dict[str, Evidence]:
    return {header: look(cells, roster) for header, cells in table.items()}


def match_of(table: dict[str, list[str]], id: str, column: str, **more: frozenset[str]) -> Match:
    made = propose(list(table), (), id, evidence=evidence(table, **more))
    return next(match for match in made.matches if match.column == column)


def test_values_make_a_near_name_sure_and_a_wrong_name_doubtful() -> None:
    near = {"Student ID": ["S1", "S2", "S3"], "Contact": PEOPLE[:3], "Intrvw date": DAYS[:3]}
    assert match_of(near, "interview_log", "held_on").score >= CERTAIN
    doubtful = {"Student ID": ["S1", "S2", "S3"], "Contact": PEOPLE[:3], "Date": PEOPLE[3:]}
    match = match_of(doubtful, "interview_log", "held_on")
    assert match.is_uncertain
    assert "none of its values are dates" in match.why
    assert match.samples == tuple(PEOPLE[3:])


def test_a_column_with_the_right_values_comes_before_one_with_the_right_name() -> None:
    table = {
        "Student ID": ["S1", "S2", "S3"],
        "Contact": PEOPLE[:3],
        "Date": PEOPLE[3:],
        "Talked on": DAYS[:3],
    }
    assert match_of(table, "interview_log", "held_on").header == "Talked on"


def test_values_alone_propose_what_is_missing_and_say_so() -> None:
    table = {
        "A": ["S1", "S2", "S3"],
        "B": PEOPLE[:3],
        "C": DAYS[:3],
        "D": ["LinkedIn", "Alumni", "career fair"],
    }
    made = propose(list(table), (), "interview_log", evidence=evidence(table, frozenset({"S1", "S2", "S3"})))
    assert made.columns == {"student_id": "A", "contact_name": "B", "held_on": "C", "channel": "D"}
    assert {match.how for match in made.matches} == {"values"}
    assert all(match.is_uncertain for match in made.matches)
    assert all("please check" in warning for warning in made.warnings)


def test_two_columns_of_dates_are_a_question_for_a_person() -> None:
    table = {"Student ID": ["S1", "S2", "S3"], "Who": PEOPLE[:3], "C": DAYS[:3], "D": DAYS[3:6]}
    with pytest.raises(Exception, match="held_on"):
        propose(list(table), (), "interview_log", evidence=evidence(table))


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_columns_never_changes_what_values_say(chance: random.Random) -> None:
    table = {
        "A": ["S1", "S2", "S3"], "Name": PEOPLE[:3], "Date": PEOPLE[3:], "When": DAYS[:3],
        "How": ["LinkedIn", "Alumni", "career fair"], "Minutes": ["20", "30", "40"],
    }  # fmt: skip
    roster = frozenset({"S1", "S2", "S3"})
    plain = propose(list(table), (), "interview_log", evidence=evidence(table, roster)).columns
    heads = list(table)
    chance.shuffle(heads)
    other = {head: table[head] for head in heads}
    assert propose(heads, (), "interview_log", evidence=evidence(other, roster)).columns == plain


def test_a_column_called_student_that_holds_ids_is_the_id() -> None:
    """“Student” may be a name or an id; what stands below it decides, with or without a roster."""
    headers = ["Student", "Contact", "Date"]
    days = ["2026-03-02", "2026-03-03", "2026-03-04"]
    people = ["Ann Lee", "Bob Day", "Cy Fox"]
    for students, column in ((["A0012", "A0013", "A0014"], "student_id"), (people, "student_name")):
        cells = {"Student": students, "Contact": people, "Date": days}
        found = propose(headers, (), "interview_log", evidence={h: look(c) for h, c in cells.items()})
        assert found.columns[column] == "Student"


LOG = source("interview_log")


def found(columns: list[str], labels: list[str] | None = None, of: Source = LOG, **more: Any) -> list[Match]:
    return match(columns, labels or [], of, more.pop("tool", ""), **more)


@pytest.mark.parametrize(
    ("header", "column", "how", "score"),
    [
        ("held_on", "held_on", "exact", 1.0),
        ("Held On:", "held_on", "exact", 1.0),
        ("Interview date", "held_on", "alias", 1.0),
        ("Q3. Interview date", "held_on", "alias", 0.97),
        ("Interview date (mm/dd/yyyy)", "held_on", "alias", 0.97),
        ("Interview date (of the second one)", None, "none", 0.0),
        ("About the talk - Interview date", "held_on", "alias", 0.95),
        ("About the talk – Interview date", "held_on", "alias", 0.95),
        ("Interview date - Selected Choice", "held_on", "alias", 1.0),
        ("Points - Interview date", None, "none", 0.0),
        ("Feedback - Interview date", None, "none", 0.0),
        ("Intervew date", "held_on", "close", 0.963),
        ("date interview", "held_on", "close", 0.99),
        ("Interview place", None, "none", 0.0),
        ("zzz", None, "none", 0.0),
    ],
)
def test_a_header_is_known_by_its_text(header: str, column: str | None, how: str, score: float) -> None:
    (one,) = found([header])
    assert (one.header, one.column, one.how) == (header, column, how)
    assert one.score == pytest.approx(score, abs=0.002)
    assert one.is_uncertain == (column is not None and score < 0.9)


def test_the_header_comes_before_its_question_and_both_before_closeness() -> None:
    by_label, by_header, near = found(["Q1", "held_on", "Chanel"], ["Interview date", "", ""])
    assert (by_header.column, by_label.column) == ("held_on", None)
    assert (near.column, near.how) == ("channel", "close")
    (by_label,) = found(["Q1"], ["Interview date"])
    assert (by_label.column, by_label.how) == ("held_on", "alias")


def test_what_takes_no_part_takes_no_part() -> None:
    day, other = found(["Interview date", "held_on"], passed=["held_on"])
    assert (day.column, other.column) == ("held_on", None)
    assert found(["Interview date"], filled=["held_on"])[0].column is None
    assert found(["Row in the file"])[0].how == "passed_over"


def test_values_weigh_a_name() -> None:
    days, names = look(DAYS), look(PEOPLE)
    half = look([*DAYS[:6], *PEOPLE])
    for cells, score, words in (
        (days, 1.0, "a known name of it; 100 % of its values are dates"),
        (half, 1.0, "a known name of it; 50 % of its values are dates"),
        (names, 0.5, "a known name of it, but none of its values are dates"),
    ):
        (one,) = found(["Interview date"], evidence={"Interview date": cells})
        assert (one.score, one.why) == (score, words)
    (near,) = found(["Intervew date"], evidence={"Intervew date": days})
    assert near.score == pytest.approx(0.963 + 0.037 / 2, abs=0.002)
    assert near.why == "spelled nearly like a known name; 100 % of its values are dates"


def test_a_near_name_whose_values_say_otherwise_is_none() -> None:
    (one,) = found(["Intervew date"], evidence={"Intervew date": look(PEOPLE)})
    assert (one.column, one.how) == ("contact_name", "values")


def test_a_column_is_proposed_on_values_alone_only_where_it_is_needed_or_a_list_of_choices() -> None:
    emails = look(["a@b.edu", "c@d.edu", "e@f.edu"])
    cells = {
        "A": look(DAYS),
        "B": emails,
        "C": look(["LinkedIn", "Alumni", "career fair"]),
        "D": look(["20", "30", "40"]),
    }
    by_header = {one.header: one for one in found(list(cells), evidence=cells)}
    assert (by_header["A"].column, by_header["A"].how, by_header["A"].score) == ("held_on", "values", 0.6)
    assert by_header["A"].why == "guessed from its answers: 100 % of its values are dates"
    assert by_header["C"].column == "channel"
    assert by_header["D"].column is None
    assert by_header["B"].column is None  # a student's or a contact's: a question for a person
    roster = frozenset({"a@b.edu", "c@d.edu"})
    known = {
        "B": look(["a@b.edu", "c@d.edu", "e@f.edu"], roster),
        "E": look(["x@y.com", "z@y.com", "w@y.com"], roster),
    }
    assert {one.header: one.column for one in found(list(known), evidence=known)} == {
        "B": "student_email",
        "E": "contact_email",
    }


def test_a_question_is_known_by_its_words_and_answers_on_a_scale() -> None:
    asked = "How clear is the path you want to take?"
    survey = source("survey")
    (one,) = found([asked], of=survey, evidence={asked: look(["1", "5", "3"])})
    assert (one.column, one.how, one.score) == ("clarity", "question", 0.75)
    assert one.why == "the question's words; its answers lie on a scale"
    (one,) = found([asked], of=survey, evidence={asked: look(["It", "is", "murky"])})
    assert one.column is None


@pytest.mark.parametrize(
    ("text", "nearest"), [("Interview dat", ["Interview date", "Date of interview"]), ("qqq", [])]
)
def test_the_headers_nearest_to_one_that_a_person_named(text: str, nearest: list[str]) -> None:
    headers = ["Interview date", "Date of interview", "zzzz"]
    assert nearest_of(headers, text)[:2] == nearest
    assert len(nearest_of(["aab", "aac", "aad", "aae"], "aa")) == 3


def test_the_headers_nearest_to_a_column_that_is_missing() -> None:
    heads = ["Pet", "Talk", "Held", "Q7"]
    assert nearest_headers([LOG.column("held_on")], heads, ["", "", "", "Interview date"])[0] == "Q7"
    assert "Pet" not in nearest_headers([LOG.column("held_on")], heads)
    assert len(nearest_headers([LOG.column("held_on")], ["date a", "date b", "date c", "date d"])) == 3
    assert nearest_headers([LOG.column("held_on")], ["x" * 151]) == []


def test_what_is_missing_is_told_by_groups_first() -> None:
    assert missing(LOG, []) == ["student", "contact", "held_on"]
    assert missing(LOG, ["student_email", "held_on"]) == ["contact"]
    assert members(LOG, "contact") == ["contact_name", "contact_email"]
    assert members(LOG, "held_on") == ["held_on"]
    assert may_come_from_outside(source("contact_tracker"), "student")
    assert not may_come_from_outside(source("contact_tracker"), "contact")
    assert not may_come_from_outside(source("roster"), "student")


def test_labels_are_padded_to_the_columns() -> None:
    assert list(padded(["a"], ["x", "y"])) == ["a", ""]
    assert list(padded(["a", "b", "c"], ["x", "y"])) == ["a", "b"]
    assert list(padded([], ["x"])) == [""]


@pytest.mark.parametrize(
    ("header", "label", "texts"),
    [
        ("Date", "", [("date", 1.0), ("date", 0.97)]),
        ("Q2 How are you", "", [("q2 how are you", 1.0), ("how are you", 0.97)]),
        ("Q2", "Why?", [("q2", 1.0), ("why", 1.0), ("q2", 0.97), ("why", 0.97)]),
        ("A - B", "", [("a b", 1.0), ("a b", 0.97), ("b", 0.95)]),
        ("Points - B", "", [("points b", 1.0), ("points b", 0.97)]),
        ("Pay (USD)", "", [("pay usd", 1.0), ("pay", 0.97)]),
        ("Pay (EUR)", "", [("pay eur", 1.0), ("pay eur", 0.97)]),
        ("!!", "", []),
    ],
)
def test_the_texts_a_header_may_be_known_under(
    header: str, label: str, texts: list[tuple[str, float]]
) -> None:
    assert list(spellings(header, label)) == texts


def test_a_last_resort_is_taken_by_its_name_unless_its_values_say_otherwise() -> None:
    (by_name,) = found(["Student"], evidence={"Student": look(PEOPLE)})
    assert (by_name.column, by_name.how) == ("student_name", "alias")
    (by_values,) = found(["Student"], evidence={"Student": look(["A001", "A002", "A003"])})
    assert (by_values.column, by_values.how) == ("student_id", "values")
