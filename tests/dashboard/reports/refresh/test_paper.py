"""A Word document filled in again: one of ours, and those people write with marks in all places."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from docx import Document

from dashboard.asking.question import Ask
from dashboard.charts.fill_mark import name_of
from dashboard.exports.formats import render
from dashboard.reports import formats
from dashboard.reports.assembled import assembled, chart_of
from dashboard.reports.plan import panel_of
from dashboard.reports.refresh.refreshed import refreshed
from tests.dashboard.reports.refresh.conftest import parts, saved
from tests.dashboard.reports.refresh.test_deck import COLLEGE, PLAN, again, value_of


def paper_of(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def words(content: bytes) -> list[str]:
    made = paper_of(content)
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in made.paragraphs), *cells]


def stranger(fill: Callable[[Any], None]) -> bytes:
    made = Document()
    fill(made)
    return saved(made)


def charts(content: bytes) -> list[str]:
    return [name for name in parts(content) if name.startswith("word/charts/chart")]


def test_a_report_of_ours_with_the_same_data_is_the_very_same_file_and_with_others_a_new_one(
    fall: Ask,
) -> None:
    ours = formats.rendered(assembled(PLAN, fall.everybody(), "publishable", is_trial=True), "docx")
    now, answer = again(ours, fall, "x.docx")
    assert now == ours
    assert {entry.became for entry in answer.entries} == {"same"}
    other, answer = again(ours, replace(fall, where=COLLEGE), "x.docx")
    narrowed = assembled(PLAN, replace(fall.everybody(), where=COLLEGE), "publishable", is_trial=True)
    assert words(other) == words(formats.rendered(narrowed, "docx"))
    assert answer.count("left") == answer.count("own") == 0
    before, after = parts(ours), parts(other)
    changed = {name for name in before if before[name] != after[name]}
    assert all(name == "word/document.xml" or "chart" in name or "embeddings" in name for name in changed)


def test_a_chart_exported_alone_is_the_very_same_file_too(fall: Ask) -> None:
    chart = chart_of(fall, panel_of("reached_by_college"))
    assert not isinstance(chart, str)
    ours = render(chart.exhibit, "docx")
    now, answer = again(ours, fall, "x.docx")
    assert [entry for entry in answer.entries if entry.became != "same"] == []
    assert now == ours
    other, _ = again(ours, replace(fall, where=COLLEGE), "x.docx")
    narrowed = chart_of(replace(fall, where=COLLEGE), panel_of("reached_by_college"))
    assert not isinstance(narrowed, str)
    assert words(other) == words(render(narrowed.exhibit, "docx"))


def test_marks_in_sentences_cells_lists_and_footers_are_filled_and_found_again(fall: Ask) -> None:
    def fill(made: Any) -> None:
        made.add_heading("Our fall: {{participation_rate}} reached", 1)
        paragraph = made.add_paragraph("We wrote; ")
        for place, piece in enumerate(["{", "{Response ", "rate}", "} answered."]):
            paragraph.add_run(piece).bold = bool(place % 2)
        made.add_table(1, 1).cell(0, 0).text = "{{participation_rate by college}}"
        made.sections[0].footer.paragraphs[0].text = "As of {{as of}}"

    now, answer = again(stranger(fill), fall, "x.docx")
    assert {entry.became for entry in answer.entries} == {"filled"}
    reached, replied = value_of(fall, "participation_rate"), value_of(fall, "response_rate")
    assert words(now)[:2] == [f"Our fall: {reached} reached", f"We wrote; {replied} answered."]
    assert "School of Business" in words(now)[-1]
    assert paper_of(now).sections[0].footer.paragraphs[0].text == "As of Nov 18, 2026"
    assert "do not cite" in paper_of(now).sections[0].header.paragraphs[0].text
    same, _ = again(now, fall, "x.docx")
    assert same == now
    of_college = replace(fall, where=COLLEGE)
    other, _ = again(now, of_college, "x.docx")
    assert words(other)[0] == f"Our fall: {value_of(of_college, 'participation_rate')} reached"


def test_a_paragraph_that_is_a_mark_becomes_its_chart_or_its_table(fall: Ask) -> None:
    def fill(made: Any) -> None:
        made.add_paragraph("{{participation_rate by college}}")
        made.add_paragraph("{{table of response_by_college}}")

    now, _ = again(stranger(fill), fall, "x.docx")
    assert len(charts(now)) == 1
    (table,) = paper_of(now).tables
    assert [row.cells[0].text for row in table.rows][:2] == ["College", "College of Design and Media"] or len(
        table.rows
    ) > 3
    same, answer = again(now, fall, "x.docx")
    assert same == now
    assert {name_of(f"{{{{{entry.mark}}}}}").kept[0].text.split(" of ")[0] for entry in answer.entries} == {
        "chart", "table", "source",
    }  # fmt: skip


def test_what_may_no_longer_be_shown_goes_with_its_numbers_and_comes_back(fall: Ask) -> None:
    everybody, nobody = replace(fall, since=None, until=None), replace(fall, where=(("program", "Unknown"),))
    shown, _ = again(stranger(lambda made: made.add_paragraph("{{skills}}")), everybody, "x.docx")
    assert len(charts(shown)) == 1
    hidden, answer = again(shown, nobody, "x.docx")
    assert [entry.became for entry in answer.entries if entry.mark.startswith("chart")] == ["hidden"]
    assert not [name for name in parts(hidden) if "chart" in name or "embeddings" in name]
    back, _ = again(hidden, everybody, "x.docx")
    assert len(charts(back)) == 1


def test_words_somebody_wrote_over_ours_stay_and_are_said(fall: Ask) -> None:
    now, _ = again(stranger(lambda made: made.add_paragraph("It is {{participation_rate}}.")), fall, "x.docx")
    edited = paper_of(now)
    run = next(run for run in edited.paragraphs[0].runs if "%" in run.text)
    run.text = "most"
    later, answer = again(saved(edited), replace(fall, where=COLLEGE), "x.docx")
    assert [entry.became for entry in answer.entries] == ["own"]
    assert words(later)[0] == "It is most."


def test_a_working_view_says_on_every_page_that_it_is_one(fall: Ask) -> None:
    content = stranger(lambda made: made.add_paragraph("It is {{participation_rate}}."))
    working = refreshed(content, "x.docx", fall, "working", is_trial=True).content
    assert "confidential" in paper_of(working).sections[0].header.paragraphs[0].text
    public = refreshed(working, "x.docx", fall, "publishable", is_trial=True).content
    assert "confidential" not in paper_of(public).sections[0].header.paragraphs[0].text
