"""What was released, as a data frame for a notebook."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas

from pipelines.figures.blanks import Blank
from pipelines.figures.definitions import catalog
from pipelines.figures.results import Cell, Question, Released

CELLS = (
    Cell({"college": "Arts"}, 0.5, 20, 40, 40, low=0.4, high=0.6, unknown_count=3, label="50%"),
    Cell({"college": "Law"}, None, None, 10, 10, low=0.4, high=0.6, band=(0.4, 0.6), label="40–60%"),
    Cell({"college": "Unknown"}, None, None, None, None, blank=Blank.HIDDEN, label="Fewer than 10 students"),
)


def released(cells: tuple[Cell, ...] = CELLS, metric: str = "response_rate") -> Released:
    return Released(
        catalog()[metric], Question(("college",)), cells, "b1", date(2026, 11, 3), "publishable",
        notes=("A note.",), pooled=("Pooled.",),
    )  # fmt: skip


def test_a_frame_has_a_row_a_cell_and_a_column_a_breakdown() -> None:
    frame = released().to_pandas()
    assert list(frame["college"]) == ["Arts", "Law", "Unknown"]
    assert list(frame["label"]) == [cell.label for cell in CELLS]
    assert list(frame["people"]) == [40, 10, pandas.NA]
    assert list(frame["is_withheld"]) == [False, False, True]
    assert list(frame["blank"]) == ["", "", "hidden"]
    assert list(frame.columns) == [
        "college", "value", "numerator", "denominator", "people", "low", "high", "band_low", "band_high",
        "unknown_count", "is_withheld", "blank", "label",
    ]  # fmt: skip


def test_a_band_is_a_range_and_no_value() -> None:
    law = released().to_pandas().iloc[1]
    assert math.isnan(law["value"])
    assert (law["band_low"], law["band_high"]) == (0.4, 0.6)


def test_what_every_number_needs_travels_with_it() -> None:
    assert released().to_pandas().attrs == {
        "metric": "response_rate", "title": "Response rate", "unit": "percent", "view": "publishable",
        "build": "b1", "as_of": date(2026, 11, 3), "notes": ["A note.", "Pooled."],
    }  # fmt: skip


def test_a_frame_without_cells_keeps_its_columns() -> None:
    frame = released(()).to_pandas()
    assert len(frame) == 0
    assert {"value", "people", "label"} <= set(frame.columns)


def test_the_lines_of_the_readme_run_on_the_sample_office(sample_folder: Path) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"```python\n(.*?to_pandas.*?)```", readme, re.DOTALL)
    program = lines.replace('Path("my-office")', f"Path({str(sample_folder)!r})") + "print(len(frame))\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.splitlines()[-1]) > 3
