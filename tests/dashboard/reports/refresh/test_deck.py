"""A presentation filled in again: one of ours, and those people make with marks in all places."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches, Pt

from dashboard.asking.question import Ask
from dashboard.charts.fill_mark import name_of
from dashboard.figures.values import value_words
from dashboard.reports import codes, formats
from dashboard.reports.assembled import assembled, chart_of
from dashboard.reports.plan import Plan, Section, panel_of
from dashboard.reports.refresh.entry import Answer
from dashboard.reports.refresh.refreshed import refreshed
from tests.dashboard.reports.refresh.conftest import parts, saved, with_parts

PLAN = Plan(
    "own",
    "Own report",
    "Says what it is for.",
    "term",
    (
        Section(
            "Interviews",
            answer="interviews",
            figures=("interviews_per_student", "career_outcomes_rate"),
            charts=("reached_by_college", "new_contacts"),
            words="Our own words.",
        ),
    ),
)
COLLEGE = (("college", "School of Business"),)


def again(content: bytes, asked: Ask, name: str = "x.pptx") -> tuple[bytes, Answer]:
    made = refreshed(content, name, asked, "publishable", is_trial=True)
    return made.content, made.answer


def deck_of(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def became(answer: Answer) -> dict[str, str]:
    return {entry.mark: entry.became for entry in answer.entries}


def value_of(asked: Ask, metric_id: str) -> str:
    released = asked.figure(metric_id)
    return value_words(released.metric, released.cells[0])


def numbers_of(chart: Any) -> list[tuple[float | None, ...]]:
    return [tuple(series.values) for series in chart.plots[0].series]


def stranger(fill: Callable[[Any], None]) -> bytes:
    """A presentation of one empty slide as PowerPoint's own, with what `fill` puts on it."""
    made = Presentation()
    fill(made.slides.add_slide(made.slide_layouts[6]))
    return saved(made)


def box(slide: Any, text: str, high: float = 4.0) -> Any:
    made = slide.shapes.add_textbox(Inches(0.5), Inches(0.5), Inches(8), Inches(high))
    made.text_frame.text = text
    return made


@pytest.fixture
def ours(fall: Ask) -> bytes:
    return formats.rendered(assembled(PLAN, fall.everybody(), "publishable", is_trial=True), "pptx")


def test_a_report_of_ours_with_the_same_data_is_the_very_same_file(ours: bytes, fall: Ask) -> None:
    now, answer = again(ours, fall)
    assert now == ours
    assert answer.count("same") >= 20
    assert answer.count("same") == len(answer.entries)
    assert (answer.charts_not_ours, answer.tables_not_ours) == (0, 0)


@pytest.mark.parametrize("ending", ["pptx", "docx"])
def test_one_that_left_with_its_codes_keeps_them_while_its_figures_are_the_same(
    ending: str, fall: Ask
) -> None:
    report = codes.coded(assembled(PLAN, fall.everybody(), "publishable", is_trial=True), b"k" * 32)
    left = formats.rendered(report, ending)
    assert report.parts[0].charts[0].exhibit.code.encode() in b"".join(parts(left).values())
    now, answer = again(left, fall, f"x.{ending}")
    assert now == left
    assert answer.count("same") == len(answer.entries)
    other, _ = again(left, replace(fall, where=COLLEGE), f"x.{ending}")
    first = report.parts[0].numbers[0].below
    assert codes.printed_in(first)[0].encode() not in b"".join(parts(other).values())


def test_a_report_of_ours_with_other_data_says_what_a_new_one_says(ours: bytes, fall: Ask) -> None:
    of_college = replace(fall, where=COLLEGE)
    now, answer = again(ours, of_college)
    wanted = formats.rendered(
        assembled(PLAN, replace(fall.everybody(), where=COLLEGE), "publishable", is_trial=True), "pptx"
    )

    def says(content: bytes) -> list[Any]:
        found: list[Any] = []
        for slide in deck_of(content).slides:
            for shape in slide.shapes:
                found.append(shape.text_frame.text if shape.has_text_frame else numbers_of(shape.chart))
            found.append(slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
        return found

    assert says(now) == says(wanted)
    assert answer.count("left") == answer.count("own") == 0
    before, after = parts(ours), parts(now)
    untouched = [
        name
        for name in before
        if "slides/slide" not in name
        and "charts" not in name
        and "notes" not in name
        and "embeddings" not in name
    ]
    assert [name for name in untouched if before[name] != after[name]] == []


def test_a_person_s_own_words_stay_and_are_said(ours: bytes, fall: Ask) -> None:
    deck = deck_of(ours)
    slide = next(slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes))
    slide.shapes.title.text_frame.text = "Our best fall ever"
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    chart.left, chart.width = Inches(1), Inches(5)
    now, answer = again(saved(deck), replace(fall, where=COLLEGE))
    mine = [entry for entry in answer.entries if entry.became == "own"]
    assert [entry.mark.split(" in ")[0] for entry in mine] == ["finding of reached_by_college"]
    slide = next(
        slide for slide in deck_of(now).slides if slide.shapes.title.text_frame.text == "Our best fall ever"
    )
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    assert (chart.left, chart.width) == (Inches(1), Inches(5))


def test_words_around_a_chart_that_lost_their_marks_are_said(ours: bytes, fall: Ask) -> None:
    deck = deck_of(ours)
    for slide in deck.slides:
        for shape in slide.shapes:
            shape.name = shape.name if shape.has_chart else "Title"
    _, answer = again(saved(deck), replace(fall, view="publishable", where=(("program", "Bridge Fellows"),)))
    said = [entry for entry in answer.entries if "keep no mark" in entry.says]
    assert len(said) == sum(
        entry.became == "filled" and entry.mark.startswith("chart of") for entry in answer.entries
    )
    assert said


def test_a_mark_that_stands_alone_becomes_its_chart_with_the_figures_of_today(fall: Ask) -> None:
    now, answer = again(stranger(lambda slide: box(slide, "{{participation rate by college}}")), fall)
    shapes = list(deck_of(now).slides[0].shapes)
    chart = next(shape for shape in shapes if shape.has_chart)
    wanted = chart_of(fall, panel_of("reached_by_college"))
    assert not isinstance(wanted, str)
    assert len(chart.chart.plots[0].categories) == len(wanted.exhibit.spec.categories)
    assert became(answer) == {"participation rate by college": "filled"}
    assert any(wanted.exhibit.spec.title in shape.text_frame.text for shape in shapes if shape.has_text_frame)
    assert "do not cite" in "".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    same, answer = again(now, fall)
    assert same == now
    assert {entry.became for entry in answer.entries} == {"same"}
    other, _ = again(now, fall.without_dates())
    charts = [shape.chart for shape in deck_of(other).slides[0].shapes if shape.has_chart]
    assert numbers_of(charts[0]) != numbers_of(chart.chart)


def test_marks_in_sentences_cells_notes_and_groups_are_filled_and_found_again(fall: Ask) -> None:
    def fill(slide: Any) -> None:
        first = box(slide, "")
        for place, piece in enumerate(["In ", "{", "{Students ", "reach", "ed}", "} and {{response_rate}}."]):
            run = first.text_frame.paragraphs[0].add_run()
            run.text, run.font.bold, run.font.size = piece, bool(place % 2), Pt(20 + place)
        table = slide.shapes.add_table(1, 2, Inches(1), Inches(5), Inches(6), Inches(1)).table
        table.cell(0, 0).text = "Reached: {{participation_rate}}"
        table.cell(0, 1).text = "{{participation_rate by college}}"
        group = slide.shapes.add_group_shape()
        inner = group.shapes.add_textbox(Inches(1), Inches(6), Inches(3), Inches(1))
        inner.text_frame.text = "As of {{as of}}"
        slide.notes_slide.notes_text_frame.text = "Say {{participation_rate}}."

    now, answer = again(stranger(fill), fall)
    reached, replied = value_of(fall, "participation_rate"), value_of(fall, "response_rate")
    slide = deck_of(now).slides[0]
    assert slide.shapes[0].text_frame.text == f"In {reached} and {replied}."
    assert [
        run.font.size for run in slide.shapes[0].text_frame.paragraphs[0].runs if reached in run.text
    ] == [Pt(21)]
    cells = [cell.text for cell in slide.shapes[1].table.rows[0].cells]
    assert cells[0] == f"Reached: {reached}"
    assert "School of Business" in cells[1]
    assert slide.shapes[2].shapes[0].text_frame.text == "As of Nov 18, 2026"
    assert slide.notes_slide.notes_text_frame.text == f"Say {reached}."
    assert {entry.became for entry in answer.entries} == {"filled"}
    same, answer = again(now, fall)
    assert same == now
    assert {entry.became for entry in answer.entries} == {"same"}
    of_college = replace(fall, where=COLLEGE)
    other, _ = again(now, of_college)
    reached, replied = value_of(of_college, "participation_rate"), value_of(of_college, "response_rate")
    assert deck_of(other).slides[0].shapes[0].text_frame.text == f"In {reached} and {replied}."


def test_a_number_somebody_changed_by_hand_is_left_and_said(fall: Ask) -> None:
    now, _ = again(stranger(lambda slide: box(slide, "We reached {{participation_rate}} of students")), fall)
    deck = deck_of(now)
    deck.slides[0].shapes[0].text_frame.paragraphs[0].runs[0].text = "We reached nearly all of students"
    later, answer = again(saved(deck), replace(fall, where=COLLEGE))
    (entry,) = answer.entries
    assert entry.became == "left"
    assert "have changed since" in entry.says
    assert deck_of(later).slides[0].shapes[0].text_frame.text == "We reached nearly all of students"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{partcipation_rate}} of them", "Did you mean “participation rate”?"),
        ("{{participation_rate by colege}}", "Did you mean “college”?"),
        ("{{participation_rate where college = Law}}", "College has no “Law”"),
        ("{{participation_rate where how found = cold}}", "cannot be narrowed by “how found”"),
        ("{{participation_rate where college}}", "is no filter"),
        ("{{participation_rate in Lent 2026}}", "is no term of this office"),
        ("{{participation_rate in 0001-01-01 to 2026-01-01}}", "are no dates"),
        ("{{participation_rate by week by month}}", "There is no figure called"),
        ("{{unclosed", "never closes it"),
        ("In {{chart of reached_by_college}} we see", "Give it a text box of its own"),
        ("{{answer of nothing}}", "No page is called “nothing”"),
        ("{{=cmd|' /C calc'!A0}}", "There is no figure called"),
        ("{{../../etc/passwd}}", "There is no figure called"),
        ("{{{{%(x)s}}}}", "There is no figure called"),
        ("{{" + "x" * 501 + "}}", "longer than the 500 letters"),
    ],
)
def test_what_names_nothing_here_is_left_as_it_was_and_said(text: str, says: str, fall: Ask) -> None:
    content = stranger(lambda slide: box(slide, text))
    now, answer = again(content, fall)
    assert now == content
    (entry,) = answer.entries
    assert entry.became == "left"
    assert says in entry.says


def test_what_may_no_longer_be_shown_goes_with_its_numbers_and_comes_back(fall: Ask) -> None:
    everybody, nobody = replace(fall, since=None, until=None), replace(fall, where=(("program", "Unknown"),))
    shown, _ = again(stranger(lambda slide: box(slide, "{{skills}}")), everybody)
    assert any(shape.has_chart for shape in deck_of(shown).slides[0].shapes)
    hidden, answer = again(shown, nobody)
    assert [entry.became for entry in answer.entries if entry.mark.startswith("chart")] == ["hidden"]
    assert not any(shape.has_chart for shape in deck_of(hidden).slides[0].shapes)
    assert not [name for name in parts(hidden) if "chart" in name.lower() or "embeddings" in name]
    back, _ = again(hidden, everybody)
    assert any(shape.has_chart for shape in deck_of(back).slides[0].shapes)


def test_a_chart_somebody_made_a_picture_of_is_said_to_be_old(ours: bytes, fall: Ask) -> None:
    deck = deck_of(ours)
    slide = next(slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes))
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    from PIL import Image

    pixel = io.BytesIO()
    Image.new("RGB", (4, 4)).save(pixel, "PNG")
    pixel.seek(0)
    picture = slide.shapes.add_picture(pixel, 0, 0)
    picture.name = chart.name
    chart._element.getparent().remove(chart._element)
    _, answer = again(saved(deck), fall)
    assert [entry.says[:22] for entry in answer.entries if entry.became == "left"] == [
        "It is a picture now, o"
    ]


def test_a_copied_slide_is_filled_in_as_its_original(fall: Ask) -> None:
    def fill(slide: Any) -> None:
        for _ in range(2):
            box(slide, "{{participation_rate by college}}", high=3)

    now, answer = again(stranger(fill), fall)
    charts = [shape for shape in deck_of(now).slides[0].shapes if shape.has_chart]
    assert len(charts) == answer.count("filled") == 2
    assert len({shape.shape_id for shape in deck_of(now).slides[0].shapes}) == len(
        deck_of(now).slides[0].shapes
    )
    assert [name_of(shape.name).kept[0].text for shape in charts] == [
        "chart of participation_rate by college"
    ] * 2


def test_charts_and_tables_of_others_are_counted_and_nothing_else(fall: Ask) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    def fill(slide: Any) -> None:
        data = CategoryChartData()
        data.categories, _ = ["a"], data.add_series("s", [1])
        slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Inches(3), Inches(3), data)
        slide.shapes.add_table(1, 1, 0, 0, Inches(1), Inches(1))
        box(slide, "Words without a mark")

    content = stranger(fill)
    now, answer = again(content, fall)
    assert now == content
    assert answer.not_ours == "1 chart and 1 table without a mark left as they were."
    assert "Nothing of ours" in answer.summary


def test_braces_around_a_mark_stay_and_one_that_many_places_share_is_asked_once(fall: Ask) -> None:
    now, answer = again(
        stranger(lambda slide: box(slide, "{{{participation_rate}}} {{ {{participation_rate}} }}")), fall
    )
    reached = value_of(fall, "participation_rate")
    assert deck_of(now).slides[0].shapes[0].text_frame.text == f"{{{reached}}} {{{{ {reached} }}}}"
    assert answer.count("filled") == 2


def test_more_marks_than_a_name_can_keep_are_said_and_the_notice_stays(fall: Ask) -> None:
    now, answer = again(stranger(lambda slide: box(slide, "{{participation_rate}} " * 80)), fall)
    assert all("cannot keep its mark" in entry.says for entry in answer.entries)
    later, _ = again(now, fall)
    assert later == now  # nobody knows whose numbers these are: what is said of them stays


def test_a_figure_with_fewer_charts_than_it_had_closes_up(fall: Ask) -> None:
    content, _ = again(stranger(lambda slide: box(slide, "{{bands}}")), fall)  # of bands, a chart each
    before = [shape for shape in deck_of(content).slides[0].shapes if shape.has_chart]
    made = refreshed(content, "x.pptx", fall, "working", is_trial=True)  # of exact shares, one chart
    after = [shape for shape in deck_of(made.content).slides[0].shapes if shape.has_chart]
    assert len(before) > len(after) == 1
    assert made.answer.count("gone") == len(before) - 1
    assert after[0].width > before[0].width
    assert len([name for name in parts(made.content) if "charts/chart" in name]) == 1


def test_a_box_too_small_for_a_chart_is_said(fall: Ask) -> None:
    _, answer = again(stranger(lambda slide: box(slide, "{{participation_rate by college}}", high=0.5)), fall)
    assert "too small" in answer.entries[0].says


@pytest.mark.parametrize("theme", [b"<a:theme", b"", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_charts_have_the_house_s_colors_where_a_theme_cannot_be_read(theme: bytes, fall: Ask) -> None:
    """PowerPoint mends such a file; a chart needs colors all the same."""
    made = stranger(lambda slide: box(slide, "{{reached_by_college}}"))
    odd = with_parts(made, ppt__theme__theme1_dot_xml=theme)
    assert became(again(odd, fall)[1]) == {"reached_by_college": "filled"}
