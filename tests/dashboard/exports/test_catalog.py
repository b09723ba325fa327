"""Every figure of the catalog in every Office format, read back: each number drawn is the figure's own, and none is lost.

Then the same of what files and people really hold: formulas for names, 200 letters, other scripts, 60 rows, none at all.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from dashboard.asking.question import Ask
from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.spec import ChartSpec, Exhibit
from dashboard.exports.formats import render
from dashboard.exports.native import BigNumber, drawing
from dashboard.figures.exhibits import as_it_comes
from pipelines.errors import UserError
from pipelines.figures.definitions import catalog
from pipelines.figures.results import View
from pipelines.store.warehouse import Published, Warehouse
from tests.dashboard.charts.chart_samples import RATE, band, cell, released
from tests.dashboard.exports.reading_files import book_of, cells_at, charts_of, deck_of, runs_of, words_on
from tests.dashboard.exports.sample_exhibits import FORMULA

CATALOG = catalog()
VIEWS: tuple[View, ...] = ("publishable", "internal", "working")


def numbers(values: object) -> Counter[float]:
    return Counter(round(value, 9) for value in values if value is not None)  # type: ignore[attr-defined]


def released_marks(spec: ChartSpec) -> set[float]:
    own = [v for s in spec.series for v in (*s.values, *s.low, *s.high)]
    own += [v for limits in spec.limits for v in (*limits.low, *limits.high)]
    own += [one.value for one in spec.references]
    return set(numbers(own))


def drawn_in(made: bytes) -> list[tuple[str, Counter[float]]]:
    """Each run of each chart of a file, by its name."""
    return [(run.name, numbers(run.values)) for xml in charts_of(made) for run in runs_of(xml)]


def check(exhibit: Exhibit) -> None:
    """All formats draw the same numbers, all of them the figure's; and each row is on a slide, in words."""
    wanted = drawing(exhibit.spec)
    files = {kind: render(exhibit, kind) for kind in ("pptx", "docx", "xlsx")}
    slides = list(deck_of(files["pptx"]).slides)
    if isinstance(wanted, BigNumber):
        assert wanted.value in words_on(slides[0])
        assert wanted.value in "".join(p.text for p in Document(io.BytesIO(files["docx"])).paragraphs)
        return
    runs = [(run.name, numbers(run.values)) for chart in wanted for run in chart.runs]
    for kind, made in files.items():
        assert Counter((n, tuple(sorted(c.items()))) for n, c in drawn_in(made)) == Counter(
            (n, tuple(sorted(c.items()))) for n, c in runs
        ), kind
        assert {value for _, found in drawn_in(made) for value in found} <= released_marks(exhibit.spec), kind
    sheet = book_of(files["xlsx"])["Chart"]
    for xml in charts_of(files["xlsx"]):
        for run in runs_of(xml):
            assert numbers(cells_at(sheet, run.refers["val"])) == numbers(run.values)
    rows = len(exhibit.table.rows if exhibit.spec.left_out else exhibit.spec.categories)
    told = [len(shape.table.rows) - 1 for slide in slides for shape in slide.shapes if shape.has_table]
    assert not told or sum(told) == rows or "more rows, in the workbook" in words_on(slides[-1])
    for document in Document(io.BytesIO(files["docx"])).tables:
        assert len(document.rows) == rows + 1


@pytest.fixture(scope="module")
def published(sample_folder: Path) -> Published:
    found = Warehouse(sample_folder).published()
    assert found is not None
    return found


def exhibits(published: Published, metric_id: str) -> Iterator[Exhibit]:
    """Whole, by college and by month, in each view, as far as it can be asked."""
    for view in VIEWS:
        for by in ((), ("college",), ("month",)):
            try:
                yield as_it_comes(metric_id, by, dates=False)(Ask(published, view=view))
            except UserError:
                continue  # a figure that cannot be cut so


@pytest.mark.sampled(33)
@pytest.mark.parametrize("metric_id", sorted(CATALOG))
def test_every_figure_is_the_same_in_every_file(published: Published, metric_id: str) -> None:
    made = list(exhibits(published, metric_id))
    assert made, metric_id
    for exhibit in made:
        check(exhibit)


NAMES = {
    "formula": [FORMULA, "=1+1", "@SUM(A1)", "+1", "-1", "\t=2"],
    "200 letters": [f"{n} " + "A very long name of a program " * 7 for n in range(4)],
    "one word": ["x" * 200, "y" * 200],
    "right to left": ["كلية القانون", "בית הספר למשפטים", "\u202ereversed"],
    "Chinese": ["经济管理学院", "法学院", "日本語学科"],
    "markup": ["<b>Law</b>", "&amp;", "]]>", "<script>alert(1)</script>", "a\u0000b\u000bc"],
    "emoji": ["🎓 Law", "👩🏽‍🎓", "e\u0301cole"],
    "60 rows": [f"Program {n}" for n in range(60)],
    "none": [],
}


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("banded", [False, True], ids=["values", "ranges"])
def test_whatever_names_there_are_every_file_opens_and_holds_them(kind: str, banded: bool) -> None:
    made = (
        band({"college": name}, 0.1, 0.2, 20 + n)
        if banded
        else cell({"college": name}, 0.1 + n / 100, 40 + n, low=0.05, high=0.9)
        for n, name in enumerate(NAMES[kind])
    )
    figure = released(RATE, list(made), ("college",), view="publishable" if banded else "working")
    exhibit = exhibit_for(figure)
    check(exhibit)
    for sheet in book_of(render(exhibit, "xlsx")):
        for row in sheet.iter_rows():
            assert all(found.data_type != "f" for found in row)
    assert render(exhibit, "csv")
