"""Bars: their order, their words, what they say of the highest and the lowest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts import (
    bars,
)
from dashboard.charts.exhibit import chart_for
from dashboard.charts.marks import marks_of
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Metric, Released
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import MIX, RATE, cell, metric, released, withheld
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "bars": """
    bars channel_mix: How contacts are found
    How contacts are found: LinkedIn 60%.
    Bar chart: How contacts are found. How contacts are found: LinkedIn 60%. LinkedIn: 60%; Unknown: 40%.
    unit percent; values “”; categories “How found”
    segments of channel: linkedin, unknown
    series: How contacts are found
    LinkedIn: 0.6 “60%”
    Unknown: 0.4 “40%”
    """,
    "rates": """
    dots response_rate: Response rate by college
    Response rate: about even: 38% to 47%; unknown 90%.
    Dot chart: Response rate by college. Colleges are about even: response rate 38–47%. Response rate: about even: 38% to 47%; unknown 90%. Business: 47%; {LONG}: 38%; Unknown: 90%.
    unit percent; values “”; categories “College”
    segments of college: Business, {LONG}, Unknown
    series: Response rate
    Business (n = 214): 0.47 [0.42–0.52] “47%”
    {LONG} (n = 122): 0.38 [0.3–0.46] “38%”
    Unknown (n = 12): 0.9 [0.6–0.99] “90%”
    """,
    "rates_publishable": """
    dots response_rate: Response rate by college
    Response rate: from 20–40% to 45–50%. 1 of 3 is hidden.
    Dot chart: Response rate by college. Response rate by college: 20–40% to 45–50%. Response rate: from 20–40% to 45–50%. 1 of 3 is hidden. Business: 45–50%; Engineering: 20–40%; Arts: <10.
    unit percent; values “”; categories “College”
    segments of college: Business, Engineering, Arts
    series: Response rate
    Business (n = 85): - [0.45–0.5] “45–50%”
    Engineering (n = 15): - [0.2–0.4] “20–40%”
    Arts (n <10): - “<10”
    """,
    "single": """
    dots response_rate: Response rate
    Response rate: 41% of 890 contacts; the range is 37% to 45%.
    Dot chart: Response rate. Response rate: 41% of 890 contacts; the range is 37% to 45%. All: 41%.
    unit percent; values “”; categories “”
    series: Response rate
    All (n = 890): 0.41 [0.37–0.45] “41%”
    """,
    "empty": """
    dots response_rate: Response rate by college
    Response rate: there is no group with any data.
    Dot chart: Response rate by college. Response rate: nothing is recorded yet. Response rate: there is no group with any data.
    unit percent; values “”; categories “College”
    segments of college: 
    series: Response rate
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))


def test_bars_put_unknown_last_and_say_who_is_answered_most() -> None:
    shares = {"unknown": 0.5, "referral": 0.1, "alumni_network": 0.1, "linkedin": 0.3}
    replied = {"referral": 0.61, "alumni_network": 0.54, "linkedin": 0.28}
    mix = released(MIX, [cell({"channel": c}, s, 100) for c, s in shares.items()])
    rate = released(
        RATE,
        [cell({"channel": c}, r, 100, low=r - 0.03, high=r + 0.03) for c, r in replied.items()],
        ("channel",),
    )
    spec = bars.by_category(marks_of(mix), marks_of(rate))
    assert spec.categories == ("LinkedIn", "Alumni network", "Referral", "Unknown")
    assert spec.series[0].labels == ("30%", "10%", "10%", "50%")
    assert (spec.column_title, spec.column) == ("replied", ("28%", "54%", "61%", ""))
    assert spec.category_notes == ("28% replied", "54% replied", "61% replied", "")
    assert (
        spec.reading == "Referral and alumni network are answered most: 61% and 54% replied within 14 days."
    )
    wide = [cell({"channel": c}, r, 100, low=r - 0.3, high=r + 0.3) for c, r in replied.items()]
    even = bars.by_category(marks_of(mix), marks_of(released(RATE, wide, ("channel",))))
    assert even.reading == "Response rate by how found: from 28% to 61%, no farther apart than chance allows."


def test_labels_are_short_and_withheld_ones_say_less_than_ten() -> None:
    cells = [
        cell({"college": "Law"}, 0.47, 214, label="47% (n = 214)"),
        withheld({"college": "Arts"}),
        withheld({"college": "Music"}, "Hidden: it would say too much about one student"),
    ]
    spec = bars.by_segment(marks_of(released(RATE, cells, ("college",))))
    assert spec.series[0].labels == ("47%", "<10", "hidden")
    assert spec.category_notes == ("n = 214", "n <10", "")


def test_bands_are_ranges_without_a_value() -> None:
    spec = bars.by_segment(marks_of(samples.by_college_publishable()))
    assert spec.categories == ("Business", "Engineering", "Arts")
    series = spec.series[0]
    assert series.values == (None, None, None)
    assert (series.low, series.high) == ((0.45, 0.2, None), (0.5, 0.4, None))
    assert spec.reading == ("Response rate: from 20–40% to 45–50%. 1 of 3 is hidden.")


def test_groups_that_chance_may_explain_are_about_even_and_nobody_is_named() -> None:
    cells = [
        cell({"college": "A"}, 0.5, 40, low=0.35, high=0.65),
        cell({"college": "B"}, 0.4, 40, low=0.26, high=0.56),
    ]
    reading = bars.by_segment(marks_of(released(RATE, cells, ("college",)))).reading
    assert reading == "Response rate: about even: 40% to 50%."


def test_a_group_of_three_is_not_called_highest_where_larger_ones_are_shown() -> None:
    rows = (("Law", 0.5, 80), ("Arts", 0.4, 60), ("Music", 1.0, 3))
    figure = released(
        RATE, [cell({"college": c}, v, n, low=v - 0.05, high=v + 0.05) for c, v, n in rows], ("college",)
    )
    assert bars.by_segment(marks_of(figure)).reading == (
        "Response rate, where n is 10 or more: 50% for Law, 40% for Arts."
    )


def test_a_rate_of_fewer_than_ten_stands_in_grey_at_the_end_and_in_no_sentence() -> None:
    few = Cell({"college": "Music"}, None, 3, 3, 3, is_few=True, label="3 of 3", written="3 of 3")
    rows = [
        few,
        *(
            cell({"college": c}, v, 80, low=v - 0.05, high=v + 0.05)
            for c, v in (("Law", 0.2), ("Unknown", 0.1))
        ),
    ]
    spec = bars.by_segment(marks_of(released(RATE, rows, ("college",))))
    assert spec.categories == ("Law", "Unknown", "Music")
    assert (spec.series[0].values[2], spec.series[0].labels[2]) == (None, "3 of 3")
    assert spec.greyed == (False, False, True)
    assert spec.reading == "Response rate: Law, 20%. 1 of 2 has fewer than 10."
    assert "Music: 3 of 3" in spec.alt_text
    ordered = bars.by_segment(
        marks_of(
            released(
                RATE,
                [replace(few, segment={"class_year": "2025"}), cell({"class_year": "2026"}, 0.2, 80)],
                ("class_year",),
            )
        )
    )
    assert ordered.categories == ("Class of 2026", "Class of 2025")


def test_the_unit_is_said_once() -> None:
    figure = metric("referral_yield", aggregate="mean", unit="people per interview", of="interview")
    found = released(figure, [cell({}, 1.24, 530, label="1.2 people per interview (n = 530)")])
    assert chart_for(marks_of(found)).series[0].labels == ("1.2",)
    assert chart_for(marks_of(found)).reading == "Referral yield: 1.2 (n = 530)."


# -- sentences -------------------------------------------------------------------------------------


def found_by(*shares: tuple[str, float | None], figure: Metric = MIX, half: float = 0.01) -> Released:
    """Shares of channels with a narrow interval; None = withheld."""
    cells = [
        withheld({"channel": name})
        if share is None
        else cell({"channel": name}, share, 200, low=share - half, high=share + half)
        for name, share in shares
    ]
    return released(figure, cells, () if figure.category else ("channel",))


def reading(figure: Released, rate: Released | None = None) -> str:
    return bars.by_category(marks_of(figure), marks_of(rate) if rate else None).reading


SHARES = (("cold", 0.1), ("referral", 0.3), ("linkedin", 0.25), ("event", 0.2), ("unknown", 0.9))


def test_three_of_a_mix_are_named_the_largest_first_and_nobody_after_them() -> None:
    told = "How contacts are found: referral 30%"
    assert reading(found_by(*SHARES)) == f"{told}, LinkedIn 25% and event 20%."
    assert reading(found_by(*SHARES, ("faculty", None))).endswith("event 20%. 1 of 6 is hidden.")
    assert reading(found_by(*SHARES[:2])) == f"{told} and cold 10%."
    assert reading(found_by(SHARES[1])) == f"{told}."
    assert reading(found_by(("cold", None))) == "How contacts are found: the only group is hidden."


def test_of_a_mix_that_chance_may_explain_none_comes_first() -> None:
    even = reading(found_by(*SHARES[:4], half=0.3))
    assert even == "How contacts are found: referral 30%, LinkedIn 25% and event 20%."
    two = found_by(*SHARES[:2], ("faculty", None), half=0.3)
    assert reading(two) == "How contacts are found: referral 30% and cold 10%. 1 of 3 is hidden."


def test_counts_are_ranked_as_they_were_recorded_and_kinds_like_shares() -> None:
    count = metric("outreach_volume", title="New contacts", aggregate="count", unit="contacts")
    counted = found_by(("cold", 10.0), ("referral", 30.0), figure=count)
    assert reading(counted) == "New contacts: referral 30 and cold 10."
    assert reading(found_by(("cold", 10.0), ("referral", 10.0), figure=count)) == (
        "New contacts: cold 10 and referral 10."
    )
    kinds = metric("kinds", title="What came of it", category="channel", categories_are="kinds")
    assert reading(found_by(*SHARES[:2], figure=kinds)) == ("What came of it: referral 30% and cold 10%.")
    assert reading(found_by(*SHARES[:2], figure=RATE)) == ("Response rate: 30% for Referral, 10% for Cold.")


ANSWERED = (("referral", 0.61), ("cold", 0.2), ("unknown", 0.9), ("event", None))


def test_who_is_answered_most_needs_two_that_are_known() -> None:
    mix = found_by(*SHARES)
    assert reading(mix, found_by(*ANSWERED, figure=RATE)) == (
        "Referral and cold are answered most: 61% and 20% replied within 14 days."
    )
    three = (*ANSWERED, ("faculty", 0.5))
    assert reading(mix, found_by(*three, figure=replace(RATE, within=""))) == (
        "Referral and cold are answered most: 61% and 20% replied."
    )  # nobody was found by faculty, so its rate is of nobody here
    for few in (ANSWERED[:1], (ANSWERED[0], *ANSWERED[2:])):
        assert reading(mix, found_by(*few, figure=RATE)) == reading(mix)


def test_a_bar_says_who_replied_only_where_both_are_told() -> None:
    mix = found_by(("referral", 0.3), ("cold", None), ("event", 0.2), ("faculty", 0.1))
    rate = found_by(("referral", 0.61), ("cold", 0.2), ("event", None), figure=RATE)
    spec = bars.by_category(marks_of(mix), marks_of(rate))
    assert dict(zip(spec.categories, spec.column, strict=True)) == {
        "Referral": "61%", "Event": "", "Faculty": "", "Cold": "",
    }  # fmt: skip


def test_rates_are_dots_and_say_of_how_many_and_counts_and_parts_are_bars_and_say_how_many() -> None:
    rate = bars.by_segment(marks_of(samples.by_college()))
    assert (rate.kind, rate.column_title, rate.column) == ("dots", "n", ("214", "122", "12"))
    assert (rate.weights, rate.items) == ((214, 122, 12), "contacts")
    part = [
        replace(cell({"channel": "cold"}, 0.25, 100), numerator=25),
        replace(cell({"channel": "referral"}, 0.75, 100), numerator=75),
    ]
    mix = bars.by_category(marks_of(released(MIX, part)))
    assert (mix.kind, mix.column_title, mix.column) == ("bars", "contacts", ("75", "25"))
    counts = bars.by_segment(marks_of(released(VOLUME, [cell({"college": "Law"}, 40.0, 12)], ("college",))))
    assert (counts.kind, counts.column_title, counts.column) == ("bars", "", ())


def test_what_a_publishable_share_counts_is_never_in_its_column() -> None:
    hidden = bars.by_segment(marks_of(samples.by_college_publishable()))
    assert hidden.column == ("85", "15", "")
    mix = bars.by_category(marks_of(released(MIX, [samples.band({"channel": "cold"}, 0.2, 0.4, 15)])))
    assert (mix.column, mix.column_title) == ((), "")


VOLUME = metric("outreach_volume", title="New contacts", aggregate="count", unit="contacts")
YIELD = metric("yield", title="Referral yield", aggregate="mean", unit="people per interview", of="interview")


@pytest.mark.parametrize(
    ("figure", "one", "says", "notes"),
    [
        (RATE, cell({}, 0.4, 80), "Response rate: 40% of 80 contacts.", ("n = 80",)),
        (RATE, cell({}, 0.4, 80, low=0.3), "Response rate: 40% of 80 contacts.", ("n = 80",)),
        (RATE, cell({}, 0.4, 80, high=0.5), "Response rate: 40% of 80 contacts.", ("n = 80",)),
        (RATE, cell({}, 0.4), "Response rate: 40%.", ("",)),
        (RATE, samples.band({}, 0.4, 0.5, 20), "Response rate: 40–50% of 20 contacts.", ("n = 20",)),
        (RATE, withheld({}), "Response rate is hidden: fewer than 10 students.", ("n <10",)),
        (VOLUME, cell({}, 1200.0, 1200), "New contacts: 1,200.", ()),
        (
            YIELD,
            cell({}, 1.2, 1530, low=1.0, high=1.5),
            "Referral yield: 1.2 (n = 1,530); the range is 1.0 to 1.5.",
            ("n = 1,530",),
        ),
    ],
)
def test_one_number_says_of_how_many_it_is_and_how_sure(
    figure: Metric, one: Cell, says: str, notes: tuple[str, ...]
) -> None:
    spec = bars.by_segment(marks_of(released(figure, [one])))
    assert spec.reading == says
    assert spec.category_notes == notes
    first = "" if says.startswith(spec.finding) else f"{spec.finding}. "
    kind = "Bar chart" if figure.aggregate == "count" else "Dot chart"
    assert spec.alt_text == f"{kind}: {figure.title}. {first}{says} All: {spec.series[0].labels[0]}."


def test_one_number_of_nothing_has_no_data() -> None:
    spec = bars.by_segment(marks_of(released(RATE, [])))
    assert (spec.reading, spec.categories) == ("Response rate has no data in this period.", ("All",))
    few = Cell({}, None, 3, 4, 4, is_few=True, label="3 of 4", written="3 of 4")
    spec = bars.by_segment(marks_of(released(RATE, [few])))
    assert (spec.reading, spec.greyed) == ("Response rate: 3 of 4.", (True,))


@pytest.mark.parametrize(
    ("rate", "knowledge", "finding"),
    [
        (cell({}, 0.86, 70), cell({}, 0.7, 100), "Career outcomes rate 86%, knowledge rate 70%"),
        (cell({}, 0.86, 70), withheld({}), "Career outcomes rate: 86%"),
        (withheld({}), cell({}, 0.7, 100), "Career outcomes rate: hidden here, fewer than 10 graduates"),
    ],
)
def test_an_outcomes_rate_is_told_with_how_many_outcomes_are_known(
    rate: Cell, knowledge: Cell, finding: str
) -> None:
    outcomes = metric("career_outcomes_rate", title="Career outcomes rate", of="graduate", interval="census")
    known = metric("knowledge_rate", title="Knowledge rate", of="graduate")
    beside = (released(RATE, [cell({}, 0.5, 40)]), released(known, [knowledge]))
    figure = replace(released(outcomes, [rate]), beside=beside)
    assert bars.by_segment(marks_of(figure)).finding == finding


def test_a_row_without_a_number_says_of_nobody_in_its_column() -> None:
    none = Cell({"college": "Arts"}, None, 0, 0, 0, blank=Blank.NO_DATA, label="No data in this period")
    spec = bars.by_segment(marks_of(released(RATE, [cell({"college": "Law"}, 0.4, 80), none], ("college",))))
    assert dict(zip(spec.categories, spec.column, strict=True)) == {"Law": "80", "Arts": ""}
