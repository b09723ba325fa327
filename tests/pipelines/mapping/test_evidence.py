"""Values speak: for a column, against a name, for a scale, and for choices that hold commas."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.mapping import samples, scales
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.mapping.evidence import Evidence, fit, look
from pipelines.mapping.matching import CERTAIN, Match
from pipelines.mapping.multiple_choice import learn_choices, split_choices
from pipelines.mapping.propose import propose
from pipelines.mapping.unknown_spellings import suggestion, unknown_values
from pipelines.readers import COMMAND_LIMITS, read
from pipelines.sources.catalog import normalise, source

LOG, SURVEY, OUTCOMES = source("interview_log"), source("survey"), source("first_destination")
DAYS = [f"2026-03-{day:02}" for day in range(1, 13)]
PEOPLE = ["Ana Diaz", "Max Roe", "Lee Park", "Bo Smith", "Ann Moss", "Jo Hill"]
real_files = pytest.mark.skipif(
    "CC_REAL_FILES" not in os.environ, reason="CC_REAL_FILES names no folder of real files"
)


def evidence(table: dict[str, list[str]], roster: frozenset[str] = frozenset()) -> dict[str, Evidence]:
    return {header: look(cells, roster) for header, cells in table.items()}


def match_of(table: dict[str, list[str]], id: str, column: str, **more: frozenset[str]) -> Match:
    made = propose(list(table), (), id, evidence=evidence(table, **more))
    return next(match for match in made.matches if match.column == column)


# --- one column ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "cells", "words"),
    [
        ("held_on", [*DAYS, *DAYS, "soon"], "96 % of its values are dates"),
        ("held_on", ["45000", "46013", "45002"], "100 % of its values are dates as Excel's day numbers"),
        ("held_on", PEOPLE, "none of its values are dates"),
        ("student_email", ["a@b.edu", "c@d.edu", "n/a", "e@f.edu"], "75 % of its values are e-mail addresses"),
        ("contact_name", DAYS, "100 % of its values are dates"),
        ("contact_name", PEOPLE, "100 % of its values are names of people"),
        ("channel", ["LinkedIn", "Alumni", "career fair", "a friend"], None),
        ("channel", ["LinkedIn", "Alumni", "career fair", "friend"], "100 % of its values are known values of channel"),
        ("channel", ["carrier pigeon", "smoke", "drum"], None),
        ("minutes", ["20", "30", "a while"], "67 % of its values are numbers"),
        ("is_alum", ["yes", "no", "", "yes"], "100 % of its values are yes or no"),
        ("contact_employer", DAYS, "100 % of its values are dates"),
        ("contact_employer", ["Acme", "Beta", "Gamma"], None),
        ("held_on", ["2026-03-01", "x"], None),
    ],
)  # fmt: skip
def test_values_say_what_a_column_holds_or_nothing(column: str, cells: list[str], words: str | None) -> None:
    found = fit(LOG.column(column), look(cells))
    assert (found.words if found else None) == words


def test_a_column_shows_five_short_values() -> None:
    found = look(["a", "a", "", "-", "b\nc", "d", "e", "f", "x" * 100])
    assert found.samples == ("a", "b c", "d", "e", "f")
    assert look(["x" * 100]).samples == ("x" * 59 + "…",)


def test_ids_are_known_by_the_roster() -> None:
    roster = frozenset({"S1", "S2", "S3"})
    found = fit(LOG.column("student_id"), look(["s1", '="S2"', "S3"], roster))
    assert found
    assert (found.share, found.is_telling) == (1.0, True)


# --- names and values together ---------------------------------------------------------------------------


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


@settings(max_examples=25, deadline=None)
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


# --- scales ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "ends", "is_certain"),
    [
        (["1", "2", "3", "4", "5"], (1, 5, "up"), True),
        (["2", "3", "4", "4", "3"], (1, 5, "up"), False),
        (["1", "7", "4", "4", "3"], (1, 7, "up"), True),
        (["2", "6", "4", "4", "3"], (1, 7, "up"), False),
        (["0", "10", "7", "8", "8"], (0, 10, "up"), True),
        (["1", "10", "7", "8", "8"], (1, 10, "up"), True),
        (["5 - Strongly agree", "1 - Strongly disagree", "3 - Neutral", "2", "4"], (1, 5, "up"), True),
        (["1 - Strongly agree", "5 - Strongly disagree", "3 - Neutral", "2", "4"], (1, 5, "down"), True),
        (["Strongly agree (1)", "Strongly disagree (7)", "2", "3", "4"], (1, 7, "down"), True),
        (["Strongly agree", "Agree", "Neutral", "Disagree", "Strongly disagree"], (1, 5, "up"), True),
        (["Agree", "Neutral", "Disagree"], (1, 5, "up"), False),
        (["Very clear", "Somewhat clear", "Not at all"], (1, 5, "up"), True),
        (["Never", "Sometimes", "Always", "Often"], (1, 5, "up"), True),
        (["Somewhat agree", "Agree", "Strongly agree", "Strongly disagree", "Slightly disagree", "Disagree", "Neutral"], (1, 7, "up"), True),
    ],
)  # fmt: skip
def test_a_scale_is_read_off_its_answers(
    cells: list[str], ends: tuple[float, float, str], is_certain: bool
) -> None:
    found = scales.propose({"clarity": [look(cells)]})
    assert found
    assert (found.scale.low, found.scale.high, found.scale.direction) == ends
    assert found.scale.is_certain == is_certain


@pytest.mark.parametrize(
    "cells", [["4", "6"], [], ["no idea", "ask me later", "who knows"], ["1932", "2020"] * 5]
)
def test_too_little_is_no_scale(cells: list[str]) -> None:
    assert scales.propose({"clarity": [look(cells)]}) is None


def test_a_question_may_say_which_end_is_best() -> None:
    asked = {"clarity": "How clear are your goals? (1 = very clear, 5 = not at all clear)"}
    found = scales.propose({"clarity": [look(["1", "5", "3", "2", "4"])]}, asked)
    assert found
    assert found.scale.direction == "down"


def test_questions_on_two_scales_are_said() -> None:
    answers = {"clarity": [look(["1", "5", "3", "2", "4"])], "confidence": [look(["1", "7", "3", "2", "4"])]}
    found = scales.propose(answers)
    assert found
    assert (found.scale.low, found.scale.high, found.scale.is_certain) == (1, 7, False)
    assert "clarity runs from 1 to 5, and an import has one scale" in found.scale.why


def test_words_become_numbers_and_the_scale_is_said() -> None:
    table = {
        "Student ID": ["S1", "S2", "S3"],
        "Timestamp": DAYS[:3],
        "How clear is the path you want to take?": ["Very clear", "Somewhat clear", "Not at all"],
    }
    made = propose(list(table), (), "survey", evidence=evidence(table))
    match = next(match for match in made.matches if match.column == "clarity")
    assert (match.how, match.is_uncertain) == ("question", True)
    assert made.values["clarity"] == {"Very clear": "5", "Somewhat clear": "3", "Not at all": "1"}
    assert made.as_dict()["scale"] == {"low": 1.0, "high": 5.0, "direction": "up"}


# --- several choices in a cell ---------------------------------------------------------------------------


def test_choices_that_hold_commas_are_learned_from_the_column() -> None:
    cells = [
        "Help with pay, and perks, A lead",
        "A lead",
        "Help with pay, and perks",
        "A lead, Mixed (a, b, c)",
    ]
    learned = learn_choices(cells)
    assert learned == {"help with pay and perks", "mixed a b c"}
    assert split_choices(cells[0], learned) == ["Help with pay, and perks", "A lead"]
    assert split_choices(cells[3], learned) == ["A lead", "Mixed (a, b, c)"]


def test_choices_ticked_together_by_chance_stay_apart() -> None:
    assert learn_choices(["A lead, An offer", "A lead, An offer"]) == frozenset()
    assert learn_choices(["A lead, An offer", "A lead", "An offer"] * 5) == frozenset()


@given(
    st.lists(st.sampled_from(["Alpha", "Beta, and more", "Gamma (x, y)", "Delta"]), min_size=1, unique=True)
)
def test_splitting_and_joining_give_the_same_choices(ticked: list[str]) -> None:
    every = ["Alpha, Beta, and more", "Beta, and more, Delta", "Gamma (x, y), Alpha", "Delta, Gamma (x, y)"]
    assert split_choices(", ".join(ticked), learn_choices([*every, ", ".join(ticked)])) == ticked


@real_files
def test_a_real_multiple_choice_question_comes_apart(tmp_path: Path) -> None:
    folder = Path(os.environ["CC_REAL_FILES"]) / "03_google_forms_and_other_survey"
    path = next(folder.glob("jupyter_2016*.csv"))
    table = read(path, tmp_path, COMMAND_LIMITS).tables[0]
    place = next(n for n, head in enumerate(table.columns) if "which of the following" in head)
    cells = [cells[place] for _, cells in table.rows()]
    learned = learn_choices(cells)
    counts: dict[str, int] = {}
    for cell in cells:
        for choice in split_choices(cell, learned):
            counts[choice] = counts.get(choice, 0) + 1
    assert counts["Jupyter notebook"] == 123
    assert counts["nbconvert"] == 32
    assert counts["JupyterHub"] == 26
    assert counts["Interactive widgets"] == 25
    assert counts["IPython terminal"] == 24
    assert counts["nbgrader"] == 13
    assert len(counts) == 7
    level = next(n for n, head in enumerate(table.columns) if "level of education" in head)
    learned = learn_choices([cells[level] for _, cells in table.rows()])
    assert any(choice.startswith("mixed conferences workshops") for choice in learned)


# --- unknown spellings -----------------------------------------------------------------------------------


def test_an_unknown_spelling_is_listed_once_with_its_count_and_a_suggestion() -> None:
    reading = ColumnReading(OUTCOMES.column("outcome_status"))
    found = unknown_values(reading, "Status", [("Placed", 3), ("placed", 2), ("Zzyzx", 1)])
    assert [(one.spelling, one.count, one.suggestion) for one in found] == [
        ("Placed", 5, "employed_unspecified"),
        ("Zzyzx", 1, ""),
    ]
    assert {one.header for one in found} == {"Status"}


def test_of_several_choices_only_the_unknown_one_is_listed() -> None:
    reading = ColumnReading(LOG.column("came_of_it"))
    found = unknown_values(reading, "Outcome", [("A lead; Free lunch", 2), ("Free lunch", 1)])
    assert [(one.spelling, one.count) for one in found] == [("Free lunch", 3)]


@pytest.mark.parametrize(
    ("column", "spelling", "value"),
    [
        ("channel", "my uncle knows him", "family_or_friend"),
        ("channel", "Linkedn", "linkedin"),
        ("status", "Completed!", "held"),
        ("mode", "Zoom meeting", "video"),
    ],
)
def test_a_suggestion_comes_from_words_or_from_likeness(column: str, spelling: str, value: str) -> None:
    if normalise(spelling) in LOG.column(column).spellings:
        assert LOG.column(column).spelled(spelling) == value
    else:
        assert suggestion(LOG.column(column), spelling)[0] == value


def test_a_sample_is_the_first_rows_and_some_later_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("n,m\n" + "".join(f"{n},x\n" for n in range(5000)), encoding="utf-8")
    table = read(path, tmp_path, COMMAND_LIMITS).tables[0]
    seen = samples.evidence_of([table])["n"]
    assert seen.filled == samples.FIRST_ROWS + samples.LATER_ROWS
    assert list(seen.counts)[:3] == ["0", "1", "2"]
    assert samples.distinct([table], ["n"])["n"] == {str(n) for n in range(5000)}


def test_a_column_called_student_that_holds_ids_is_the_id() -> None:
    """“Student” may be a name or an id; what stands below it decides, with or without a roster."""
    headers = ["Student", "Contact", "Date"]
    days = ["2026-03-02", "2026-03-03", "2026-03-04"]
    people = ["Ann Lee", "Bob Day", "Cy Fox"]
    for students, column in ((["A0012", "A0013", "A0014"], "student_id"), (people, "student_name")):
        cells = {"Student": students, "Contact": people, "Date": days}
        found = propose(headers, (), "interview_log", evidence={h: look(c) for h, c in cells.items()})
        assert found.columns[column] == "Student"
