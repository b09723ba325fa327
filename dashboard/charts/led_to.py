"""Where conversations led: graduates hired where, or in an industry, they had talked; the largest first. Pure."""

from __future__ import annotations

from dashboard.charts.marks import Mark, Marks, sits_last
from dashboard.charts.spec import ChartTable, Value
from pipelines.figures import wording


def table(marks: Marks) -> ChartTable:
    """A row a name, most graduates first, Other and Unknown last; the counts as numbers.

    A name with too few says so in words, and those come in the order of the alphabet.
    """

    def order(mark: Mark) -> tuple[int, float, str]:
        name = mark.segment[marks.own]
        return sits_last(name), -(mark.value or 0), name.casefold()

    rows = tuple(
        (
            mark.segment[marks.own],
            _count(mark),
            *(_count(other.at(mark.segment)) for other in marks.beside),
        )
        for mark in sorted(marks.rows, key=order)
    )
    beside = (other.metric.title for other in marks.beside)
    return ChartTable((wording.title(marks.metric.category), "Graduates hired", *beside), rows)


def _count(mark: Mark) -> Value:
    """The count as a number; of a withheld one, why; nothing where nothing was released."""
    if mark.cell is None:
        return None
    return mark.cell.label if mark.value is None else int(mark.value)


def reading(marks: Marks) -> str:
    """What is said where names are too small to be told apart: how many they are together; "" where one is shown."""
    metric = marks.metric
    shown = [(mark.segment[marks.own], mark.value) for mark in marks.rows if mark.value is not None]
    if len(shown) != 1 or marks.released.view == "working":
        return ""
    ((name, many),) = shown
    if sits_last(name) != 1:
        return ""
    what = wording.title(metric.category).lower().removesuffix(" of the job")
    return f"{metric.title}: {wording.count(many)} graduates in all. No single {what} has enough of them to be named."
