"""Windows are settings: what a figure says of itself is what its build was computed with."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.figures.definitions import catalog
from pipelines.figures.measure import definitions_of, measure
from pipelines.figures.results import Metric
from pipelines.figures.windows import default_windows, in_words, spelled, unknown_in, windows_of
from pipelines.settings import default_settings
from tests.pipelines.figures.office import office

SAYS = ("question", "numerator", "denominator", "leaves_out", "within")
NOT_SET = {"10 business days", "business day 7"}  # of replies after a follow-up: the same for every office
DAYS = re.compile(
    r"\d+ (?:to \d+ )?(?:business )?days|business days? \d+(?: to \d+)?|(?:a|two|three|four|five|six) (?:week|month)s?\b"
)


def said_of(metric: Metric) -> list[str]:
    return [*(getattr(metric, name) for name in SAYS), *metric.caveats]


def windows_said(metric: Metric) -> set[str]:
    return {found for text in said_of(metric) for found in DAYS.findall(text)} - NOT_SET


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "one day"), (2, "two days"), (7, "a week"), (14, "two weeks"), (21, "three weeks"), (28, "four weeks"),
     (30, "a month"), (60, "two months"), (180, "six months"), (365, "a year"), (10, "10 days"), (31, "31 days")],
)  # fmt: skip
def test_days_are_said_as_people_say_them(days: int, words: str) -> None:
    assert spelled(days) == words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("within {reply_days} days", "within 14 days"),
        ("within {reply_days:words}", "within two weeks"),
        ("{follow_up_until_days:next} business days", "8 business days"),
        ("{prepared_questions:number} question{prepared_questions:plural}", "one question"),
        ("before {final_year_cutoff}", "before September 1"),
    ],
)
def test_a_setting_named_in_a_text_is_said(text: str, said: str) -> None:
    assert text.format_map(default_windows()) == said
    assert not unknown_in(text)


@pytest.mark.parametrize(
    "text",
    ["{answer_days} days", "{reply_days:roman}", "{final_year_cutoff:words}", "{reply_days", "{}", "{0}"],
)
def test_what_no_office_sets_is_refused(text: str) -> None:
    assert unknown_in(text)


def test_more_than_one_question_is_several() -> None:
    windows = windows_of({"prepared_questions": 3})
    text = "{prepared_questions:number} question{prepared_questions:plural}"
    assert text.format_map(windows) == "three questions"


def test_a_build_without_a_window_says_the_default() -> None:
    assert windows_of({"reply_days": 21})["reply_days"] == 21
    assert windows_of({"reply_days": None})["reply_days"] == default_settings().windows["reply"]


def test_sql_is_no_text() -> None:
    metric = replace(catalog()["response_rate"], sql="select {reply_days}")
    assert in_words(metric, default_windows()).sql == "select {reply_days}"


# -- an office of other windows ----------------------------------------------------------------------

OTHER = {f"{name}_days": place for place, name in enumerate(default_settings().windows, start=301)}


def test_no_figure_of_an_office_of_other_windows_says_a_default(tmp_path: Path) -> None:
    published = office(
        tmp_path, {name: str(days) for name, days in OTHER.items()} | {"final_year_cutoff": "07-15"}
    )
    for metric in definitions_of(published).values():
        numbers = {int(number) for text in windows_said(metric) for number in re.findall(r"\d+", text)}
        assert numbers <= {*OTHER.values(), OTHER["follow_up_until_days"] + 1}, metric.id
        assert all(re.search(r"\d", text) for text in windows_said(metric)), metric.id
        assert not any("September" in text or "{" in text for text in said_of(metric)), metric.id


def test_every_window_a_figure_is_computed_with_is_said_of_it() -> None:
    for metric in catalog().values():
        computed = set(re.findall(rf"\b({'|'.join(default_windows())})\b from marts\.settings", metric.sql))
        named = {name for text in said_of(metric) for name in re.findall(r"\{(\w+)", text)}
        assert computed <= named, metric.id


def test_a_measured_figure_says_the_windows_of_its_build(tmp_path: Path) -> None:
    published = office(tmp_path, {"reply_days": "21"}, threads="student is_reply_known\n1 yes")
    metric = measure(published, "response_rate").metric
    assert metric.question == "How many contacts reply within three weeks?"
    assert metric.numerator == "Threads replied to within 21 days, or with an undated reply"
    assert metric.within == "21 days"
