"""NACE's rates of the whole institution, exact by a director's leave."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dashboard.office.releases import Releases
from pipelines.errors import QuestionError
from pipelines.figures.results import Question
from pipelines.release.ask import ask
from pipelines.release.disclosure import Policy
from pipelines.release.official import SAYS, check_official
from pipelines.release.release_ledger import Leaving
from pipelines.store.warehouse import Published
from tests.command_line import run
from tests.offices import office

# 120 graduates of 2026: 97 employed, 12 seeking, 11 of whom nothing is known. 99 of 2025, all employed.
ROSTER = "student_id | college | class_year\n" + "\n".join(
    f"S{n:03} | {'Arts' if n % 2 else 'Law'} | {2026 if n < 120 else 2025}" for n in range(219)
)
OUTCOMES = "student_id | class_year | outcome_status | reported_on\n" + "\n".join(
    f"S{n:03} | {2026 if n < 120 else 2025} |"
    f" {'seeking_employment' if 97 <= n < 109 else 'employed_full_time'} | 2026-09-01"
    for n in range(219)
    if not 109 <= n < 120
)
OF_2026 = (("class_year", "2026"),)


@pytest.fixture
def published(tmp_path: Path) -> Published:
    return office(tmp_path, roster=ROSTER, first_destination=OUTCOMES)


def test_both_rates_are_told_to_one_decimal_and_the_ledger_notes_it(
    published: Published, tmp_path: Path
) -> None:
    ledger = Releases(tmp_path)
    asked = Question(where=OF_2026)
    usual = ask(published, "career_outcomes_rate", asked, "publishable", Policy(), Leaving(ledger))
    assert (usual.cells[0].label, usual.beside[0].cells[0].label) == ("89%", "91%")
    leaving = Leaving(ledger, is_official=True)
    exact = ask(published, "career_outcomes_rate", asked, "publishable", Policy(), leaving)
    (rate,), (known,) = exact.cells, exact.beside[0].cells
    assert (rate.label, rate.value, rate.people, rate.numerator) == ("89.0%", 0.89, 110, None)  # 97 of 109
    assert (known.label, known.value) == ("90.8%", 0.908)  # 109 of 120
    assert SAYS in exact.notes
    assert (usual.is_official, exact.is_official) == (False, True)
    assert [cut.is_official for cut in ledger.released("career_outcomes_rate")] == [False, True]
    assert [cut.is_official for cut in ledger.released("knowledge_rate")] == [False, True]


@pytest.mark.parametrize(
    ("metric", "asked"),
    [
        ("participation_rate", Question()),
        ("median_salary_usd", Question(where=OF_2026)),
        ("career_outcomes_rate", Question(by=("college",), where=OF_2026)),
        ("career_outcomes_rate", Question(where=(*OF_2026, ("college", "Arts")))),
        ("knowledge_rate", Question(where=(("college", "Arts"),))),
        ("career_outcomes_rate", Question(where=(("class_year", "2025"),))),  # 99 graduates
        ("career_outcomes_rate", Question(where=OF_2026, known_within_days=90)),
    ],
)
def test_nothing_else_is_official(published: Published, tmp_path: Path, metric: str, asked: Question) -> None:
    ledger = Releases(tmp_path)
    with pytest.raises(QuestionError, match="released exact"):
        ask(published, metric, asked, "publishable", Policy(), Leaving(ledger, is_official=True))
    assert ledger.released(metric) == []


@pytest.mark.parametrize(
    ("metric", "asked", "is_official"),
    [
        ("career_outcomes_rate", Question(), True),
        ("knowledge_rate", Question(where=OF_2026), True),
        ("participation_rate", Question(where=OF_2026), False),
        ("median_salary_usd", Question(), False),
        ("knowledge_rate", Question(by=("class_year",)), False),
        ("knowledge_rate", Question(since=date(2026, 5, 1)), False),
        ("knowledge_rate", Question(until=date(2026, 5, 1)), False),
        ("knowledge_rate", Question(known_within_days=0), False),
        ("knowledge_rate", Question(where=(*OF_2026, ("campus", "Main"))), False),
    ],
)
def test_what_is_official_is_two_rates_of_a_whole_class_as_known_now(
    metric: str, asked: Question, is_official: bool
) -> None:
    if is_official:
        check_official(metric, asked)
        return
    with pytest.raises(
        QuestionError, match=r"^Only the career outcomes rate and the knowledge rate of the whole"
    ):
        check_official(metric, asked)


def test_the_command_line_releases_them_exact_where_that_is_said(
    published: Published, tmp_path: Path
) -> None:
    base = ("export", "career_outcomes_rate", "--where", "class_year=2026", "--official")
    warehouse = tmp_path / "warehouse"
    assert run(*base, "-o", tmp_path / "rate.csv", warehouse=warehouse).returncode == 0
    with (tmp_path / "rate.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["Career outcomes rate"], row["Knowledge rate"]) == ("89.0%", "90.8%")
    refused = run(*base, "--view", "internal", "-o", tmp_path / "two.csv", warehouse=warehouse)
    assert refused.returncode == 2
    assert "An official rate is publishable." in refused.stderr + refused.stdout
