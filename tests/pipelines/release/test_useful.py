"""Rules that hide everything are safe and of no use: in a college of 400 students most of what matters is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.figures.measure import catalog, dimensions_for
from pipelines.figures.results import Question
from pipelines.release.ask import ask
from pipelines.store.warehouse import Warehouse

Where = tuple[tuple[str, str], ...]
COLLEGE: Where = (("college", "College of Design and Media"),)  # 400 students, 12 majors
# Programs run across colleges: of one college each has a dozen students, which is a table of two breakdowns.
BARS: list[tuple[str, Where, float]] = [
    ("class_year", COLLEGE, 0.85),
    ("program", (), 0.85),
    ("major", COLLEGE, 0.85),
    ("gender", COLLEGE, 0.60),
]


@pytest.mark.parametrize(("by", "where", "least"), BARS)
def test_most_cells_of_the_core_figures_are_shown(
    sample_folder: Path, by: str, where: Where, least: float
) -> None:
    """Cells of the groups there are, pools as one; of those with nobody in them there is nothing to show."""
    published = Warehouse(sample_folder).published()
    everybody = ask(published, "participation_rate", Question((by,), where, population="roster"), "working")
    has = {cell.segment[by] for cell in everybody.cells if cell.people}
    shown: list[bool] = []
    for metric in catalog().values():
        if metric.tier == "core" and by in dimensions_for(metric):
            released = ask(published, metric.id, Question((by,), where), "publishable")
            by_group: dict[str, bool] = {}
            for cell in released.cells:
                group = cell.segment[by]
                if group != "Unknown" and (group in has or group.startswith("Other") or "–" in group):
                    by_group[group] = by_group.get(group, False) or not cell.is_withheld
            shown += by_group.values()
    assert len(shown) >= 12
    assert sum(shown) >= least * len(shown), f"{sum(shown)} of {len(shown)}"
