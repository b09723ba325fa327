"""What charts say: which marks, in which order, with which words. Nothing is drawn here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts import bars, compositions, steps, time, waits
from dashboard.charts.exhibit import chart_for, exhibit_for
from dashboard.charts.marks import marks_of
from dashboard.charts.spec import ChartTable
from dashboard.charts.table import table_for
from dashboard.drawing import plotly_figure
from pipelines.figures.measure import catalog
from pipelines.figures.results import Cell, Metric, Question, Released, Result
from pipelines.release.disclosure import release
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import MIX, RATE, band, cell, metric, released, withheld

# --- over time ---------------------------------------------------------------------------------------------


def test_last_year_lies_on_the_same_academic_week() -> None:
    spec = time.over_time(marks_of(samples.this_fall()), marks_of(samples.last_fall()))
    now, before = spec.series
    assert spec.categories == ("Aug 31", "Sep 7", "Sep 14", "Nov 9")
    assert now.values == (20, 40, 90, 10)
    # both years' weeks are counted from the Monday on or before August 1: Jul 27, 2026 and Jul 28, 2025
    assert before.values == (30, 50, 20, None)
    assert before.is_muted
    assert before.kind == "line"


def test_the_sentence_compares_the_same_dates_where_the_line_is_of_other_days() -> None:
    spec = time.over_time(marks_of(samples.this_fall()), marks_of(samples.last_fall()), total_before=200)
    assert "20% fewer than over the same dates last year" in spec.reading
    assert spec.series[1].values == (30, 50, 20, None)


def test_a_term_that_is_not_over_is_partial() -> None:
    cells = [cell({"term": "2026 Spring"}, 40, None), cell({"term": "2026 Fall"}, 20, None)]
    spec = time.over_time(marks_of(released(samples.VOLUME, cells, ("term",))))
    assert spec.series[0].partial == (False, True)


def test_periods_cut_by_the_dates_asked_for_or_not_over_are_partial() -> None:
    spec = time.over_time(marks_of(samples.this_fall()))
    # Aug 31 begins before "since" (Sep 2); the week of Nov 9 runs past the newest event (Nov 12)
    assert spec.series[0].partial == (True, False, False, True)


def test_the_sentence_names_total_change_and_the_busiest_whole_week() -> None:
    spec = time.over_time(marks_of(samples.this_fall()), marks_of(samples.last_fall()))
    assert spec.reading == (
        "New contacts: 160 in all, 60% more than over the same dates last year; "
        "the busiest week was Sep 14 with 90."
    )


def test_rounded_counts_are_never_added_up() -> None:
    spec = time.over_time(marks_of(samples.this_fall(view="publishable")))
    assert "160" not in spec.reading
    assert spec.reading == "The busiest week was Sep 14 with 90."


def test_late_weeks_become_one_shaded_span_and_terms_are_marked() -> None:
    figure = samples.weeks("2026-12-21 5\n2026-12-28 5\n2027-01-04 5\n2027-01-11 5", as_of=date(2027, 2, 1))
    spec = time.over_time(marks_of(figure), late=("2027-01-04", "2027-01-11"))
    assert [(m.at, m.until, m.text) for m in spec.moments] == [
        ("Jan 4", "Jan 11", "logs come in late"),
        ("Dec 28", None, "Spring 2027"),
    ]


def test_weeks_of_several_years_carry_their_year() -> None:
    spec = time.over_time(marks_of(samples.weeks("2024-09-02 5\n2030-09-02 5", as_of=date(2031, 1, 1))))
    assert spec.categories == ("Sep 2, 2024", "Sep 2, 2030")


def test_months_and_terms_read_like_people_write_them() -> None:
    months = released(
        samples.VOLUME, [cell({"month": "2026-03"}, 4), cell({"month": "2026-02"}, 3)], ("month",)
    )
    assert time.over_time(marks_of(months)).categories == ("Feb 2026", "Mar 2026")
    names = ("2026 Fall", "2026 Spring", "2025 Fall")
    terms = released(samples.VOLUME, [cell({"term": t}, 4) for t in names], ("term",))
    assert time.over_time(marks_of(terms)).categories == ("2025 Fall", "2026 Spring", "2026 Fall")


def test_at_most_six_lines_and_the_reader_is_told_of_the_rest() -> None:
    cells = [
        cell({"month": m, "college": f"College {c}"}, 10.0 * c, 10 * c)
        for m in ("2026-01", "2026-02")
        for c in range(1, 10)
    ]
    spec = time.over_time(marks_of(released(samples.VOLUME, cells, ("month", "college"))))
    assert [s.name for s in spec.series] == [f"College {c}" for c in (9, 8, 7, 6, 5, 4)]
    assert "3 more in the table" in spec.reading


# --- categories and segments -------------------------------------------------------------------------------


def test_bars_put_unknown_last_and_say_who_is_answered_most() -> None:
    shares = {"unknown": 0.5, "referral": 0.1, "alumni_network": 0.1, "linkedin": 0.3}
    replied = {"referral": 0.61, "alumni_network": 0.54, "linkedin": 0.28}
    mix = released(MIX, [cell({"channel": c}, s, 100) for c, s in shares.items()])
    rate = released(RATE, [cell({"channel": c}, r, 100) for c, r in replied.items()], ("channel",))
    spec = bars.by_category(marks_of(mix), marks_of(rate))
    assert spec.categories == ("LinkedIn", "Alumni network", "Referral", "Unknown")
    assert spec.series[0].labels == ("30% · 28% replied", "10% · 54% replied", "10% · 61% replied", "50%")
    assert (
        spec.reading == "Referral and alumni network are answered most: 61% and 54% replied within 14 days."
    )


def test_labels_are_short_and_withheld_ones_say_less_than_ten() -> None:
    cells = [
        cell({"college": "Law"}, 0.47, 214, label="47% (n = 214)"),
        withheld({"college": "Arts"}),
        withheld({"college": "Music"}, "Withheld: it would say too much about one student"),
    ]
    spec = bars.by_segment(marks_of(released(RATE, cells, ("college",))))
    assert spec.series[0].labels == ("47%", "<10", "not shown")
    assert spec.category_notes == ("n = 214", "n <10", "")


def test_bands_are_ranges_without_a_value() -> None:
    spec = bars.by_segment(marks_of(samples.by_college_publishable()))
    assert spec.categories == ("Business", "Engineering", "Arts")
    series = spec.series[0]
    assert series.values == (None, None, None)
    assert (series.low, series.high) == ((0.45, 0.2, None), (0.5, 0.4, None))
    assert spec.reading == (
        "Response rate: from 20–40% (Engineering) to 45–50% (Business). "
        "1 of 3 is too small to show or without data."
    )


def test_overlapping_ranges_are_said_to_overlap() -> None:
    cells = [
        cell({"college": "A"}, 0.5, 40, low=0.35, high=0.65),
        cell({"college": "B"}, 0.4, 40, low=0.26, high=0.56),
    ]
    reading = bars.by_segment(marks_of(released(RATE, cells, ("college",)))).reading
    assert reading == "Response rate: highest for A (50%), lowest for B (40%); their ranges overlap."


def test_exact_shares_stack_and_bands_do_not() -> None:
    exact = compositions.composition(marks_of(samples.programs()))
    assert exact.kind == "stacked_bars"
    assert exact.is_ordered
    assert [s.name for s in exact.series] == ["0", "1", "2", "3–5", "6+"]
    assert exact.category_notes == ("n = 100", "n = 100")
    banded = compositions.composition(marks_of(samples.programs_publishable()))
    assert banded.kind == "dots"
    assert all(v is None for s in banded.series for v in s.values)
    assert banded.category_notes == ("n = 30", "n <10")


def test_more_than_six_parts_leave_a_grey_other() -> None:
    figure = metric("m", aggregate="share", category="mode", categories=tuple("abcdefgh"))
    spec = compositions.composition(
        marks_of(samples.shares(figure, {"x": (0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.05)}, "college"))
    )
    assert [s.name for s in spec.series] == [*"ABCDEF", "Other"]
    assert spec.series[-1].values == (pytest.approx(0.1),)
    assert spec.series[-1].is_muted


def test_each_class_is_one_bar_of_all_graduates() -> None:
    spec = compositions.outcomes_by_class(marks_of(samples.classes()))
    assert spec.categories == ("Class of 2026", "Class of 2025")
    assert [s.name for s in spec.series] == [
        "Employed",
        "Continuing education",
        "Service and military",
        "Seeking",
        "Not seeking",
        "Unknown",
    ]
    assert spec.reading == (
        "Of the class of 2026, 47% are employed and 13% study on; the outcome of 23% is not known."
    )


def test_a_distribution_keeps_its_order_and_not_recorded_comes_last() -> None:
    figure = metric(
        "names_given",
        aggregate="share",
        of="interview",
        category="names",
        categories=("not_recorded", "0", "1", "3-4", "5+"),
    )
    values = (0.1, 0.4, 0.3, 0.15, 0.05)
    rows = [cell({"names": n}, v, 600) for n, v in zip(figure.categories, values, strict=True)]
    spec = chart_for(marks_of(released(figure, rows)))
    assert spec.kind == "columns"
    assert spec.categories == ("0", "1", "3–4", "5+", "Not recorded")
    assert spec.reading == "Names given: most often 0 (40%), then 1 (30%) and 3–4 (15%); not recorded 10%."


def test_every_step_has_its_own_n() -> None:
    asked, acted = samples.one("Asked", 0.61, 540), samples.one("Acted on", 0.38, 377, "referral")
    spec = steps.steps([("Asked", marks_of(asked)), ("Contacted", marks_of(acted))])
    assert spec.category_notes == ("of 540 interviews", "of 377 names")
    assert spec.reading == "Asked 61%; contacted 38%. The lowest step is “contacted”."


def test_a_step_of_four_is_not_called_the_lowest_and_neither_is_a_band() -> None:
    stages = [
        ("Asked", marks_of(samples.one("Asked", 0.61, 540))),
        ("Contacted", marks_of(samples.one("Acted on", 0.38, 377, "referral"))),
        ("Interviewed", marks_of(samples.one("Interviewed", 0.25, 4, "referral"))),
    ]
    assert steps.steps(stages).reading == (
        "Asked 61%; contacted 38%; interviewed 25%. The lowest step, where n is 10 or more, is “contacted”."
    )
    between = replace(samples.one("Acted on", 0.38, 377, "referral"), cells=(band({}, 0.3, 0.45, 377),))
    assert (
        steps.steps([stages[0], ("Contacted", marks_of(between))]).reading == "Asked 61%; contacted 30–45%."
    )


def test_a_wait_is_a_curve_of_the_share_there() -> None:
    spec = waits.wait_curve(marks_of(samples.wait()))
    values = spec.series[0].values
    assert (values[0], values[2], values[3], values[13], values[14], values[30]) == (
        0.1,
        0.1,
        0.3,
        0.5,
        0.6,
        0.6,
    )
    assert spec.reading == "Days to a reply: 30% by day 3, 60% by day 14; half by day 7."


def test_a_published_curve_says_nothing_of_days_it_does_not_tell() -> None:
    figure = samples.wait().metric
    few = cell({}, 7.0, 30, curve_bands=((3, 0.2, 0.3), (7, 0.4, 0.5)))
    spec = waits.wait_curve(marks_of(released(figure, [few])))
    assert spec.categories == ("3", "7", "14", "30")
    assert spec.series[0].low == (0.2, 0.4, None, None)
    axis = plotly_figure.figure(spec)["layout"]["xaxis"]
    assert (
        axis["tickvals"] == axis["ticktext"] == ["3", "7", "14", "30"]
    )  # a place 3 would be taken for day 3
    assert spec.reading == "Days to a reply: 20–30% by day 3, 40–50% by day 7; half by day 7."
    many = cell({}, 7.0, 80, curve_bands=((3, 0.2, 0.25), (5, 0.3, 0.35), (7, 0.4, 0.45)))
    spec = waits.wait_curve(marks_of(released(figure, [many])))
    assert spec.series[0].low[4:9] == (0.2, 0.3, 0.3, 0.4, None)
    assert spec.reading == "Days to a reply: 20–25% by day 3, 40–45% by day 7; half by day 7."


def test_a_median_shows_its_quartiles() -> None:
    figure = metric(
        "median_salary_usd", title="Starting salary", aggregate="median", unit="usd", of="graduate"
    )
    cells = [cell({"college": "Law"}, 52000.0, 40, quartiles=(45000.0, 61000.0))]
    spec = chart_for(marks_of(released(figure, cells, ("college",))))
    assert spec.kind == "dots"
    assert (spec.series[0].low, spec.series[0].high) == ((45000.0,), (61000.0,))
    assert spec.series[0].labels == ("$52,000",)


# --- nothing hidden shows ----------------------------------------------------------------------------------


def _published(hidden: int) -> Released:
    """Arts holds a hidden number of students, whatever it is."""
    rows = (("Law", 40, 20), ("Arts", hidden, hidden), ("Music", 30, 3))
    cells = [Cell({"college": c}, x / n if n else None, x, n, n) for c, n, x in rows]
    return release(Result(RATE, Question(by=("college",)), tuple(cells), "b", samples.AS_OF), "publishable")


@pytest.mark.parametrize("hidden", [1, 5, 9])
def test_a_hidden_zero_and_a_hidden_nine_make_the_same_chart_and_table(hidden: int) -> None:
    nobody, some = _published(0), _published(hidden)
    assert chart_for(marks_of(nobody)) == chart_for(marks_of(some))
    assert exhibit_for(nobody) == exhibit_for(some)


# --- any figure --------------------------------------------------------------------------------------------


def _cells(figure: Metric, by: tuple[str, ...]) -> list[Cell]:
    values = {
        "week": ("2026-09-07", "2026-09-14"),
        "class_year": ("2025", "2026"),
        "college": ("Arts", "Law"),
    }
    parts = figure.categories or (("a", "b") if figure.category else ("",))
    made = []
    for i, value in enumerate(values[by[0]] if by else ("",)):
        for part in parts:
            segment = {**({by[0]: value} if by else {}), **({figure.category: part} if part else {})}
            made += (
                [cell(segment, 0.5, 40, quartiles=(0.2, 0.7))] if i == 0 else [band(segment, 0.2, 0.3, 30)]
            )
    return made


@pytest.mark.parametrize("by", [(), ("college",), ("week",), ("class_year",)])
def test_every_figure_of_the_catalog_can_be_charted(by: tuple[str, ...]) -> None:
    for figure in catalog().values():
        for cells in (_cells(figure, by), [withheld(c.segment) for c in _cells(figure, by)], []):
            spec = chart_for(marks_of(released(figure, cells, by)))
            for series in spec.series:
                assert len(series.values) == len(spec.categories), figure.id
                assert len(series.labels) in (0, len(spec.categories)), figure.id
            assert len([s for s in spec.series if not s.is_muted]) <= 6
            assert spec.title
            assert spec.reading.endswith(".")
            assert spec.alt_text


# --- table and face ----------------------------------------------------------------------------------------


def test_the_table_has_words_and_numbers_and_nothing_of_what_is_withheld() -> None:
    beside = released(metric("knowledge_rate", title="Knowledge rate"), [cell({"college": "Law"}, 0.7, 40)])
    figure = released(RATE, [withheld({"college": "Arts"}), cell({"college": "Law"}, 0.5, 40)], ("college",))
    assert table_for(marks_of(figure)) == ChartTable(
        ("College", "Response rate", "Value", "Denominator", "People"),
        (("Arts", "Fewer than 10 students", None, None, None), ("Law", "50%", 0.5, 40, 40)),
    )
    known = replace(figure, cells=figure.cells[1:], beside=(beside,))
    assert table_for(marks_of(known)).rows == (("Law", "50%", "70%", 0.5, 40, 40),)


def test_last_year_stands_beside_in_the_table() -> None:
    table = table_for(marks_of(samples.this_fall()), marks_of(samples.last_fall()))
    assert table.columns[:3] == ("Week", "New contacts", "Year before")
    assert table.rows[0][:3] == ("2026-08-31", "20", "30")


def test_the_face_says_everything_in_words() -> None:
    figure = replace(
        samples.by_college(),
        question=Question(
            by=("college",),
            where=(("college", "Business"), ("college", samples.LONG), ("class_year", "2026")),
            since=date(2026, 8, 1),
            until=date(2026, 11, 3),
        ),
        notes=("preliminary, expected graduates",),
    )
    face = dict(exhibit_for(figure, is_synthetic=True).face())
    assert face["Filters"] == f"College: Business or {samples.LONG}; Class: 2026"
    assert face["Period"] == "Aug 1, 2026 to Nov 3, 2026"
    assert face["As of"] == "Nov 12, 2026"
    assert face["Build"] == "build-7"
    assert face["n"] == "12 to 214 contacts in each group"
    assert face["Definition"] == "Threads replied to within 14 days ÷ mature threads, reply known."
    assert (
        face["Caveats"] == "Threads without a recorded reply are left out. Preliminary, expected graduates."
    )
    assert "confidential" in face["View"]
    assert face["Data"] == "Synthetic: do not cite"


# --- sentences that are true -------------------------------------------------------------------------------


def test_a_group_of_three_is_not_called_highest_where_larger_ones_are_shown() -> None:
    rows = (("Law", 0.5, 80), ("Arts", 0.4, 60), ("Music", 1.0, 3))
    figure = released(RATE, [cell({"college": c}, v, n) for c, v, n in rows], ("college",))
    assert bars.by_segment(marks_of(figure)).reading == (
        "Response rate, where n is 10 or more: highest for Law (50%), lowest for Arts (40%)."
    )


@pytest.mark.parametrize(
    ("arts", "says"), [(0.4, "runs from 40% (Arts) to 50% (Law)"), (0.5, "is 50% in each")]
)
def test_a_small_group_is_no_end_of_what_shares_run_from_and_to(arts: float, says: str) -> None:
    goal = metric(
        "goal",
        title="What became of the goal",
        aggregate="share",
        of="response",
        category="goal",
        categories=("confirmed", "changed"),
        categories_are="parts",
    )
    rows = (("Law", 0.5, 80), ("Arts", arts, 60), ("Music", 1.0, 3))
    cells = [
        cell({"college": college, "goal": name}, share, n)
        for college, first, n in rows
        for name, share in (("confirmed", first), ("changed", 1 - first))
    ]
    spec = chart_for(marks_of(released(goal, cells, ("college",))))
    assert spec.kind == "stacked_bars"
    assert spec.reading == f"What became of the goal, where n is 10 or more: the share of “confirmed” {says}."


def test_people_are_not_added_up_over_months() -> None:
    figure = metric("students_reaching_out", aggregate="count", unit="students", chart="columns")
    months = [cell({"month": m}, n, 40) for m, n in (("2026-02", 40), ("2026-03", 30))]
    reading = time.over_time(marks_of(released(figure, months, ("month",)))).reading
    assert reading == "The busiest month was Feb 2026 with 40."


def test_the_unit_is_said_once() -> None:
    figure = metric("referral_yield", aggregate="mean", unit="people per interview", of="interview")
    found = released(figure, [cell({}, 1.24, 530, label="1.2 people per interview (n = 530)")])
    assert chart_for(marks_of(found)).series[0].labels == ("1.2",)
    assert chart_for(marks_of(found)).reading == "Referral yield: 1.2 (n = 530)."


def test_rounding_makes_ties_and_ties_are_said() -> None:
    counts = samples.weeks("2026-09-07 90\n2026-09-14 90\n2026-09-21 40", view="publishable")
    assert time.over_time(marks_of(counts)).reading == "The busiest weeks were Sep 7 and Sep 14 with 90 each."


def test_a_figure_never_shown_alone_stands_on_the_face_row_by_row() -> None:
    knowledge = metric("knowledge_rate", title="Knowledge rate", of="graduate")
    rows = [cell({"college": "Arts"}, 0.71, 200), withheld({"college": "Law"})]
    figure = replace(samples.outcome_ranges(), beside=(released(knowledge, rows, ("college",)),))
    assert dict(exhibit_for(figure).face())["Figure beside"] == "Knowledge rate: Arts 71%, Law <10"
