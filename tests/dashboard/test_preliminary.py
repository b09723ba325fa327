"""Until a degree log is loaded, every outcome figure says it is of expected graduates: on pages and in every file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from dashboard.charts.exhibit import exhibit_for
from dashboard.exports.formats import render
from pipelines.figures.measure import catalog, is_locked
from pipelines.figures.results import Question
from pipelines.release.ask import ask
from pipelines.store.warehouse import Published
from tests.dashboard.conftest import Open
from tests.dashboard.test_pages import words
from tests.offices import office

SAYS = "Preliminary: expected graduates; no degree log has been imported."
ROSTER = (
    "student_id | college | class_year | degree_level | is_first_generation | is_expected_to_log\n"
    + "\n".join(
        f"S{n} | {('Arts', 'Law')[n % 2]} | 2026 | bachelor | {('yes', 'no')[n % 2]} | yes" for n in range(40)
    )
)
OUTCOMES = (
    "student_id | outcome_status | employment_type | employer | salary_usd | accepted_on | found_through | reported_on | knowledge_source\n"
    + "\n".join(
        f"S{n} | {('employed_full_time', 'seeking_employment')[n % 3 == 0]} | standard | Acme | {40000 + 1000 * n}"
        f" | 2026-08-{1 + n % 28:02} | {('referral', 'job_board')[n % 2]} | 2026-09-01 | survey"
        for n in range(36)
    )
)
LOG = (
    "student_id | contact_name | contact_employer | contact_industry | held_on | referrals_count\n"
    + "\n".join(f"S{n} | Ann {n} | Acme | Finance | 2025-0{1 + n % 8}-11 | {n % 3}" for n in range(30))
)
DEGREES = "student_id | degree_level | conferred_on\n" + "\n".join(
    f"S{n} | bachelor | 2026-05-15" for n in range(40)
)
OFFICE = {"roster": ROSTER, "first_destination": OUTCOMES, "interview_log": LOG}
OF_GRADUATES = [name for name, metric in catalog().items() if metric.of == "graduate"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("preliminary")


@pytest.fixture(scope="module")
def published(folder: Path) -> Published:
    return office(folder, **OFFICE)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("metric_id", OF_GRADUATES)
def test_every_figure_of_graduates_says_so_in_every_view_and_file(
    metric_id: str, published: Published
) -> None:
    by = ("is_first_generation",) if metric_id == "equity_gap_outcomes" else ()
    assert is_locked(published, metric_id) is None
    for view in ("working", "internal", "publishable"):
        released = ask(published, metric_id, Question(by=by), view)  # type: ignore[arg-type]
        assert SAYS in released.notes
        exhibit = exhibit_for(released)
        assert SAYS in exhibit.spec.notes
        rows = list(csv.DictReader(io.StringIO(render(exhibit, "csv").decode("utf-8-sig"))))
        assert all(SAYS in row["Caveats"] for row in rows)
    book = openpyxl.load_workbook(io.BytesIO(render(exhibit, "xlsx")))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    assert any(SAYS in text for text in cells)
    slide = Presentation(io.BytesIO(render(exhibit, "pptx"))).slides[0]
    assert any(SAYS in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_a_gap_of_students_with_that_of_outcomes_beside_it_says_so(published: Published) -> None:
    released = ask(published, "equity_gap", Question(by=("is_first_generation",)), "working")
    assert SAYS in exhibit_for(released).caveats


def captions(at: AppTest) -> list[str]:
    return [caption.value.replace("\\", "") for caption in at.caption]


def test_the_outcomes_page_says_so_in_its_sentence_cards_and_charts(
    folder: Path, published: Published, open_page: Open
) -> None:
    at = open_page(folder / "warehouse", "outcomes")
    assert "expected graduates" in at.title[0].value + at.container(key="lede").markdown[0].value
    saying = [text for text in captions(at) if SAYS in text]
    assert len(saying) == 3 + 4  # three figures, four charts


def test_with_a_degree_log_nothing_is_preliminary(tmp_path: Path, open_page: Open) -> None:
    office(tmp_path, **OFFICE, degree_log=DEGREES)
    at = open_page(tmp_path / "warehouse", "outcomes")
    assert "Starting salary" in {metric.label for metric in at.metric}
    assert "expected graduates" not in words(at)
    assert not [text for text in captions(at) if "reliminary" in text]
