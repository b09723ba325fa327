"""The PDF of a report: tagged, every drawing with its words, tables with their heads, outside text as it stands."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from dashboard.asking.question import Ask
from dashboard.charts.spec import ChartSpec, ChartTable
from dashboard.reports.assembled import Report, assembled
from dashboard.reports.pdf import BOX, MOST_COLUMNS, _without_a_font, pdf, side_by_side
from dashboard.reports.plan import Plan, Section, Supplied
from pipelines.errors import UserError

HOSTILE = '#import "x.typ" $ 1 $ *bold* _it_ ]#panic()[ \\ <script> @label =cmd|calc'
PLAN = Plan(
    "own",
    "Own",
    "Says.",
    "year",
    (Section("A", figures=("outreach_volume",), charts=("mode_mix", "nace_table"), words="One.\nTwo."),),
)


def drawn(spec: ChartSpec, width: int) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="90"><rect width="9" height="9"/></svg>'


def no_browser(spec: ChartSpec, width: int) -> str:
    raise UserError("Pictures need a browser.")


def tags(made: bytes) -> list[tuple[str, str]]:
    """(tag, words for readers) of the structure tree, in order."""
    with pikepdf.open(io.BytesIO(made)) as document:
        return list(_tags(document.Root.StructTreeRoot))


def _tags(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S), str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _tags(node.K)


@pytest.fixture
def report(sample: Ask) -> Report:
    return assembled(PLAN, sample, "publishable", is_trial=True)


def test_it_is_tagged_in_order_and_says_its_title_and_language(report: Report) -> None:
    made = pdf(report, drawn)
    found = [tag for tag, _ in tags(made)]
    assert [tag for tag in found if tag.startswith("/H")] == ["/H1", "/H2", "/H3", "/H3", "/H2"]
    assert found.count("/Table") == 2  # a table wider than the page is two
    assert found.count("/TH") >= MOST_COLUMNS
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.Root.Lang) == "en"
        assert bool(document.Root.MarkInfo.Marked)
        with document.open_metadata() as about:
            assert (about["pdfuaid:part"], about["dc:title"]) == ("1", "Own")


def test_a_drawing_has_the_words_of_its_chart(report: Report) -> None:
    (chart, _) = report.exhibits
    assert [alt for tag, alt in tags(pdf(report, drawn)) if tag == "/Figure"] == [chart.exhibit.spec.alt_text]


def test_without_a_browser_charts_are_tables(report: Report) -> None:
    found = [tag for tag, _ in tags(pdf(report, no_browser))]
    assert found.count("/Figure") == 0
    assert found.count("/Table") == 3


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert pdf(report, drawn) == pdf(report, drawn)


def test_outside_text_is_never_markup(sample: Ask) -> None:
    section = Section(
        HOSTILE, words=HOSTILE, charts=("mode_mix",), supplied=(Supplied(HOSTILE, HOSTILE, HOSTILE),)
    )
    made = assembled(Plan("own", HOSTILE, HOSTILE, "year", (section,)), sample, "working", is_trial=True)
    with (
        pikepdf.open(io.BytesIO(pdf(replace(made, office=HOSTILE), drawn))) as document,
        document.open_metadata() as about,
    ):
        assert about["dc:title"] == HOSTILE


def test_a_wide_table_is_several_that_each_say_which_row_it_is() -> None:
    wide = ChartTable(tuple("abcdefghijklmn"), (("x", "y", *range(12)),))
    parts = side_by_side(wide)
    assert [part.columns for part in parts] == [tuple("abcdefghi"), tuple("abjklmn")]
    assert parts[1].rows == (("x", "y", 7, 8, 9, 10, 11),)
    assert side_by_side(parts[0]) == (parts[0],)
    only_words = ChartTable(tuple("abcdefghijkl"), (tuple("ABCDEFGHIJKL"),))
    assert [part.columns[0] for part in side_by_side(only_words)] == ["a", "a"]


def test_letters_without_a_font_are_boxes_and_the_report_says_so(sample: Ask) -> None:
    """A tagged PDF may not hold a letter that is not drawn: signs nobody has a font for, in words and in a drawing."""
    strange = "\U000f0000 and \U00013000\U00013001"

    def drawn_strangely(spec: ChartSpec, width: int) -> str:
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="90"><text y="30">{strange}</text></svg>'

    plan = replace(PLAN, title=f"Report {strange}", sections=(replace(PLAN.sections[0], words=strange),))
    report = assembled(plan, sample, "publishable", is_trial=True)
    made = pdf(report, drawn_strangely)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.docinfo.get("/Title")) == f"Report {BOX} and {BOX * 2}"
    plain = replace(report, title="Report", parts=(replace(report.parts[0], words="plain"),))
    assert len(tags(made)) == len(tags(pdf(plain, drawn))) + 1  # the sentence that says so


def test_what_is_without_a_font_is_told_by_the_setter() -> None:
    said = (
        'error: PDF/UA-1 error: the text `"商"` could not be displayed with font `"Inter"`\n = hint: try another\n'
        'error: PDF/UA-1 error: the text `"e\\u{301}x"` could not be displayed with font `"Inter"`\n'
    )
    assert _without_a_font(said) == ["e\u0301x", "商"]
    assert _without_a_font("error: unknown variable") == []
