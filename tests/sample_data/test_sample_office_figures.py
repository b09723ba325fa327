"""The sample office through the product: every file gives the rows it should, every figure the pandas answer."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.build.build import build
from pipelines.figures.measure import measure
from pipelines.figures.results import Question
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Published, Warehouse

SAMPLE_DATA = Path(__file__).resolve().parents[2] / "sample_data"
EXPECTED: dict[str, Any] = tomllib.loads((SAMPLE_DATA / "expected.toml").read_text(encoding="utf-8"))
FIGURES = EXPECTED["figures"]
ORDER = tomllib.loads((SAMPLE_DATA / "import_order.toml").read_text(encoding="utf-8"))["file"]
COUNTS = ("rows_read", "accepted", "rejected", "skipped")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Warehouse, dict[str, dict[str, Any]]]:
    """A warehouse with the whole sample office, and what each import reported."""
    warehouse = Warehouse(tmp_path_factory.mktemp("warehouse"))
    reports = {}
    for entry in ORDER:
        path = SAMPLE_DATA / entry["path"]
        mapping = SAMPLE_DATA / entry["mapping"] if "mapping" in entry else None
        reports[path.name] = import_file(
            warehouse, path, mapping_file=mapping, today=date(2026, 11, 22)
        ).as_dict()
    build(warehouse)
    return warehouse, reports


@pytest.fixture(scope="module")
def published(imported: tuple[Warehouse, dict[str, dict[str, Any]]]) -> Published:
    return imported[0].published()


@pytest.mark.parametrize("entry", ORDER, ids=lambda entry: Path(entry["path"]).name)
def test_each_file_is_recognized_and_gives_the_rows_it_should(
    imported: tuple[Warehouse, dict[str, dict[str, Any]]], entry: dict[str, Any]
) -> None:
    name = Path(entry["path"]).name
    report = imported[1][name]
    assert (report["status"], report["source"]) == ("imported", entry["source"])
    assert {key: report[key] for key in COUNTS} == EXPECTED["imports"][name]


def test_the_broken_file_brings_one_row_under_another_key(
    imported: tuple[Warehouse, dict[str, dict[str, Any]]],
) -> None:
    report = imported[1]["interviews_with_problems.csv"]
    # the row whose contact's address cannot be read is known by the name; in the figures the two meet
    assert (report["new"], report["changed"]) == (1, 0)
    assert report["superseded"] == 3


SINGLE = [
    "participation_rate",
    "interviews_per_student",
    "response_rate",
    "acceptance_rate",
    "outreach_per_interview",
    "referral_any_rate",
    "referral_yield",
    "referral_five_rate",
    "referral_ask_rate",
    "referral_activation_rate",
    "permission_rate",
    "show_rate",
    "thank_you_rate",
    "clarity_change",
    "confidence_change",
    "career_outcomes_rate",
    "knowledge_rate",
]
SEVERAL = [
    "interview_bands",
    "channel_mix",
    "came_of_it_rate",
    "found_through_share",
    "outcome_by_interviews",
]


def told(cell: Any) -> dict[str, float]:
    return {"value": round(cell.value, 6), "numerator": cell.numerator, "denominator": cell.denominator}


def wanted(figure: dict[str, Any]) -> dict[str, float]:
    return {key: figure[key] for key in ("value", "numerator", "denominator")}


@pytest.mark.parametrize("metric", SINGLE)
def test_a_figure_is_the_pandas_answer(published: Published, metric: str) -> None:
    (cell,) = measure(published, metric).cells
    assert told(cell) == pytest.approx(wanted(FIGURES[metric]), abs=2e-6)


@pytest.mark.parametrize("metric", SEVERAL)
def test_each_part_of_a_figure_is_the_pandas_answer(published: Published, metric: str) -> None:
    expected = {key: wanted(part) for key, part in FIGURES[metric].items() if isinstance(part, dict)}
    cells = {next(iter(cell.segment.values())): cell for cell in measure(published, metric).cells}
    assert expected.keys() <= cells.keys()
    for key, part in expected.items():
        assert told(cells[key]) == pytest.approx(part, abs=2e-6), key
    assert not any(cell.numerator for key, cell in cells.items() if key not in expected)


def test_new_contacts_are_counted_also_for_this_fall_and_the_last(published: Published) -> None:
    figure = FIGURES["outreach_volume"]
    for since, until, key in (
        (None, None, "value"),
        (date(2026, 8, 1), date(2026, 11, 18), "fall_2026"),
        (date(2025, 8, 1), date(2025, 11, 18), "same_dates_2025"),
    ):
        (cell,) = measure(published, "outreach_volume", Question(since=since, until=until)).cells
        assert cell.value == figure[key]


@pytest.mark.parametrize(
    ("since", "until", "key"),
    [
        (date(2026, 8, 1), None, "fall_2026"),
        (date(2025, 8, 1), date(2026, 7, 31), "year_2025"),
    ],
)
def test_students_reached_in_a_period_are_of_those_enrolled_in_it(
    published: Published, since: date, until: date | None, key: str
) -> None:
    result = measure(published, "participation_rate", Question(since=since, until=until))
    assert told(result.cells[0]) == pytest.approx(wanted(FIGURES["participation_rate"][key]), abs=2e-6)
    assert result.left_out
    assert result.left_out.left + result.cells[0].denominator == 620


def test_the_median_salary_is_the_pandas_answer(published: Published) -> None:
    (cell,) = measure(published, "median_salary_usd").cells
    assert (cell.value, cell.denominator) == (
        FIGURES["median_salary_usd"]["value"],
        FIGURES["median_salary_usd"]["reporting"],
    )


def test_participation_by_program_and_response_by_first_generation_are_the_pandas_answers(
    published: Published,
) -> None:
    for metric, dimension, parts in (
        ("participation_rate", "program", FIGURES["participation_rate"]["by_program"]),
        ("response_rate", "is_first_generation", FIGURES["response_rate"]["by_first_generation"]),
    ):
        cells = measure(published, metric, Question(by=(dimension,))).cells
        found = {cell.segment[dimension]: cell for cell in cells}
        for key, part in parts.items():
            assert told(found[key]) == pytest.approx(wanted(part), abs=2e-6), (metric, key)


def test_outcomes_by_class_are_the_pandas_answers(published: Published) -> None:
    for metric, key in (("career_outcomes_rate", "outcomes"), ("knowledge_rate", "knowledge")):
        cells = measure(published, metric, Question(by=("class_year",))).cells
        found = {cell.segment["class_year"]: told(cell) for cell in cells if cell.denominator}
        assert found == {
            year: pytest.approx(wanted(parts[key]), abs=2e-6) for year, parts in FIGURES["by_class"].items()
        }


def test_one_program_has_stopped(published: Published) -> None:
    rows = published.query("select program from marts.program_logs where is_stopped order by program", {})
    assert [row["program"] for row in rows] == FIGURES["log_health"]["stopped_programs"]


def test_each_figure_is_as_of_its_own_newest_event(published: Published) -> None:
    for metric, source in (
        ("response_rate", "outreach"),
        ("participation_rate", "interviews"),
        ("referral_activation_rate", "referrals"),
        ("clarity_change", "survey"),
        ("career_outcomes_rate", "outcomes"),
    ):
        assert str(measure(published, metric).as_of) == EXPECTED["as_of"][source]
