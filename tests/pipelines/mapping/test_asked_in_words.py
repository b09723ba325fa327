"""Questions in somebody's own words: known by their words and their values together, one header to one column."""

from __future__ import annotations

import pytest

from pipelines.mapping.asked_in_words import asked
from pipelines.mapping.evidence import Evidence, look
from pipelines.sources.catalog import source

COLUMNS = {column.name: column for column in source("interview_log").columns}
PEOPLE = look(["Ana Kurz", "Bo Lang", "Cy Cruz", "Di Ray"])
DAYS = look(["2026-03-01", "2026-03-04", "2026-03-09", "2026-03-11"])
NUMBERS = look(["3", "0", "2", "5"])
ADDRESSES = look(["a@acme.com", "b@beta.com", "c@gamma.com"])


def found(texts: dict[str, Evidence], open_columns: tuple[str, ...] = tuple(COLUMNS)) -> dict[str, str]:
    return dict(
        asked(texts, {text: [text] for text in texts}, {name: COLUMNS[name] for name in open_columns})
    )


@pytest.mark.parametrize(
    ("question", "values", "column"),
    [
        ("Who did you sit down with?", PEOPLE, "contact_name"),
        ("WHO was the person you met???", PEOPLE, "contact_name"),
        ("What day did the two of you talk?", DAYS, "held_on"),
        ("How many new names did you leave with?", NUMBERS, "referrals_count"),
        ("About how long, in minutes?", look(["30", "45", "20"]), "minutes"),
        ("What is their e-mail?", ADDRESSES, "contact_email"),
    ],
)
def test_words_and_values_together_ask_for_a_column(question: str, values: Evidence, column: str) -> None:
    assert found({question: values}) == {question: column}


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("What day did the two of you talk?", PEOPLE),  # its values are no days
        ("How many new names did you leave with?", look(["lots", "some", "many"])),
        ("When will you talk next?", DAYS),  # a word that forbids it
        ("How many names did you have permission to use?", NUMBERS),
        ("Anything else?", PEOPLE),
        ("Whoever you interviewed", NUMBERS),  # a part of a word is no word
        ("", PEOPLE),
    ],
)
def test_words_alone_or_values_alone_ask_for_nothing(question: str, values: Evidence) -> None:
    assert found({question: values}) == {}


def test_two_headers_for_one_column_are_nobodys_guess() -> None:
    both = {"Who did you talk to?": PEOPLE, "Which person did you meet first?": PEOPLE}
    assert found(both) == {}
    assert found({"Who did you talk to?": PEOPLE, "What day did you talk?": DAYS}) == {
        "Who did you talk to?": "contact_name",
        "What day did you talk?": "held_on",
    }


def test_a_column_that_is_filled_is_not_asked_for() -> None:
    assert found({"Who did you talk to?": PEOPLE}, open_columns=("held_on",)) == {}


def test_the_question_s_text_counts_where_the_header_says_nothing() -> None:
    pairs = asked(
        {"Q4": PEOPLE}, {"Q4": ["Q4", "Who did you talk to?"]}, {"contact_name": COLUMNS["contact_name"]}
    )
    assert list(pairs) == [("Q4", "contact_name")]
