"""Worked examples read like sums a person would write under a table."""

from __future__ import annotations

import pytest

from pipelines.docs import example_words
from pipelines.docs.worked_examples import example, read_example
from pipelines.figures.definitions import catalog
from pipelines.figures.results import Metric


@pytest.mark.parametrize(
    ("metric_id", "lines", "rest"),
    [
        ("response_rate", ["1 of 2 = 50%"], ["1 unknown, kept apart and printed beside; 2 rows left out"]),
        ("knowledge_rate", ["4 of 5 = 80%"], []),
        (
            "referral_yield",
            ["(2 + 1 + 0) ÷ 3 = 1.0 people per interview"],
            ["1 unknown, kept apart and printed beside; 1 row left out"],
        ),
        ("clarity_change", ["(2 − 1) ÷ 2 = +0.5 points"], ["1 row left out"]),
        ("outreach_volume", ["1 + 1 + 1 = 3 contacts"], []),
        ("mentor_count", ["1 pair"], ["2 rows left out"]),
        (
            "minutes",
            ["In order 20, 30, 90: the middle one is 30 minutes per interview"],
            ["1 unknown, kept apart and printed beside; 1 row left out"],
        ),
        (
            "median_salary_usd",
            ["In order $52,000, $60,000: halfway between $52,000 and $60,000 is $56,000"],
            ["2 unknown, kept apart and printed beside; 1 row left out"],
        ),
        (
            "days_to_reply",
            [
                "2 of 3 got there, on days 3 and 9, and 1 is counted as still waiting: half are there by day 9, the "
                "median (Kaplan–Meier)"
            ],
            ["1 unknown, kept apart and printed beside; 1 row left out"],
        ),
        (
            "outreach_per_interview",
            ["3 contacts ÷ 1 interview = 3.0 contacts per interview"],
            ["2 rows left out"],
        ),
        (
            "contact_load",
            ["4 requests ÷ 3 contacts asked (each term by itself) = 1.3 requests per contact and term"],
            ["1 row left out"],
        ),
        (
            "equity_gap",
            [
                "First generation 1 of 2 = 50%; Not first generation 1 of 1 = 100%: a gap of −50 percentage points"
            ],
            ["2 rows left out"],
        ),
        (
            "outcome_by_interviews_adjusted",
            [
                "Interviews 0: 16 of 50 = 32% as they are, 43% at the same mix",
                "Interviews 1-2: 36 of 50 = 72% as they are, 61% at the same mix",
            ],
            ["5 rows left out"],
        ),
        (
            "breadth",
            [
                "Industries: (1 + 1 + 0) ÷ 3 = 0.7 explored per student",
                "Employers: (2 + 1 + 0) ÷ 3 = 1.0 explored per student",
            ],
            ["1 unknown in industries; 1 unknown in employers"],
        ),
        (
            "outcome_by_any_interview",
            ["None recorded: 1 of 2 = 50%", "At least one: 2 of 2 = 100%"],
            ["1 unknown, kept apart and printed beside"],
        ),
    ],
)
def test_the_sum_is_written_out(metric_id: str, lines: list[str], rest: list[str]) -> None:
    assert example_words.arithmetic(catalog()[metric_id], example(metric_id)) == (lines, rest)


@pytest.mark.parametrize(
    ("metric_id", "verdicts"),
    [
        ("response_rate", ["Yes", "No", "Unknown", "Left out", "Left out"]),
        ("came_of_it_rate", ["Any, insight, lead", "None of them", "Unknown", "Left out", "Left out"]),
        (
            "log_health",
            [
                "All",
                "All but where the contact works",
                "All but how the contact was found and how many names were given",
                "Who the student is, who the contact was, when it was held",
            ],
        ),
        ("permission_rate", ["2 yes, 1 no", "2 unknown", "Left out", "Left out", "Left out"]),
        ("contact_load_top_ten", ["10 yes", "10 yes", "5 no", "Left out"]),
        (
            "days_to_reply",
            ["3 days", "9 days", "7 days, still waiting", "Unknown", "Left out"],
        ),
        (
            "outreach_per_interview",
            ["1 contact, 1 interview", *2 * ["1 contact, 0 interviews"], *2 * ["Left out"]],
        ),
        ("clarity_change", ["+2", "With the row above", "−1", "With the row above", "Left out"]),
        (
            "breadth",
            [
                "Industries: 1; Employers: 2",
                "With the row above",
                "Industries: unknown; Employers: 1",
                "Industries: 1; Employers: unknown",
                "Industries: 0; Employers: 0",
            ],
        ),
        (
            "equity_gap",
            [
                "Yes (first generation)",
                "No (first generation)",
                "Yes (not first generation)",
                *2 * ["Left out"],
            ],
        ),
        (
            "outcome_by_interviews_adjusted",
            [
                "10 yes, 30 no (interviews 0)",
                "4 yes, 6 no (interviews 1-2)",
                "6 yes, 4 no (interviews 0)",
                "32 yes, 8 no (interviews 1-2)",
                "Left out",
            ],
        ),
        (
            "referral_yield_by_asking",
            ["Asked: 3", "Asked: 1", "Not asked: 0", "Asked: unknown", "Left out"],
        ),
        ("outcome_mix", ["Employed", "Continuing education", "Seeking", "Not seeking", "Unknown"]),
    ],
)
def test_each_row_says_what_it_counts_as(metric_id: str, verdicts: list[str]) -> None:
    said = example_words.judged(catalog()[metric_id], example(metric_id))
    assert [verdict for verdict, _ in said] == verdicts


def test_a_row_that_stands_for_many_says_how_many() -> None:
    told = example("outcome_by_interviews_adjusted")
    first = [cells[0] for _, cells in example_words.columns(told.table)]
    assert first == ["Ana 1–40", "2026", "10 × employed_full_time, 30 × seeking_employment"]


def test_a_wait_nobody_or_fewer_than_half_reach_has_no_median() -> None:
    text = """
source = "outreach_log"
rows = '''
student_id | sent_on    | reply    | counts         | why
Ana        | 2026-03-02 | no_reply | waiting 7 days | no reply
'''
result = '''
numerator | denominator
0         | 1
'''
"""
    metric = catalog()["days_to_reply"]
    lines, _ = example_words.arithmetic(metric, read_example(metric, text))
    assert lines == [
        "0 of 1 got there, and 1 is counted as still waiting: fewer than half by any day, so there is no median"
    ]


@pytest.mark.parametrize("metric", catalog().values(), ids=catalog())
def test_every_example_can_be_said(metric: Metric) -> None:
    told = example(metric.id)
    assert example_words.heading(told).startswith("Worked example: ")
    assert len(example_words.judged(metric, told)) == len(told.table.rows)
    assert all(example_words.given(table).strip() for table in told.given)
    assert all(line.strip() for line in example_words.arithmetic(metric, told)[0])
