"""Where conversations led: graduates hired where, or in an industry, they had talked; the largest first. Pure."""

from __future__ import annotations

from dashboard.charts.marks import sits_last
from dashboard.charts.spec import Table
from pipelines.figures import wording
from pipelines.figures.results import Released


def table(released: Released) -> Table:
    """A row a name, most graduates first, Other and Unknown last; the counts as numbers.

    A name with too few says so in words, and those come in the order of the alphabet.
    """
    metric = released.metric
    beside = {
        other.metric.title: {cell.segment[metric.category]: cell for cell in other.cells}
        for other in released.beside
    }
    cells = sorted(
        released.cells,
        key=lambda cell: (
            sits_last(cell.segment[metric.category]),
            -(cell.value or 0),
            cell.segment[metric.category].casefold(),
        ),
    )
    rows = []
    for cell in cells:
        name = cell.segment[metric.category]
        others = [found.get(name) for found in beside.values()]
        rows.append(
            (
                name,
                *(
                    None if one is None else one.label if one.value is None else int(one.value)
                    for one in (cell, *others)
                ),
            )
        )
    return Table((wording.title(metric.category), "Graduates hired", *beside), tuple(rows))


def reading(released: Released) -> str:
    """What is said where names are too small to be told apart: how many they are together; "" where one is shown."""
    metric = released.metric
    shown = [cell for cell in released.cells if cell.value is not None]
    if len(shown) != 1 or sits_last(shown[0].segment[metric.category]) != 1 or released.view == "working":
        return ""
    many = wording.count(shown[0].value or 0)
    what = wording.title(metric.category).lower().removesuffix(" of the job")
    return f"{metric.title}: {many} graduates in all. No single {what} has enough of them to be named."
