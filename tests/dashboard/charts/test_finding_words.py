"""The sentences of findings.py one by one: at a period, of a part, of counts, of nothing; and how groups are called."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard.charts.findings import (
    Group,
    alone,
    by_group,
    leading,
    most_common,
    nothing,
    over_segments,
    part_by_row,
    points,
    points_between,
    who_of,
)
from dashboard.charts.marks import Mark, marks_of
from dashboard.charts.names import GROUPS
from pipelines.figures.blanks import Blank
from pipelines.figures.intervals import wilson
from pipelines.figures.results import Cell, Metric
from pipelines.sources.catalog import source
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import BANDS, MIX, RATE, VOLUME, band, cell, released, withheld

REACHED = replace(samples.REACHED, says="<value> of students <who> were reached", better="more")
NONE = replace(BANDS, says="<value> of students <who> have <part> interviews")


def groups(table: str, figure: Metric = RATE) -> list[Group]:
    """'Law 30 40' a group: thirty of forty, '1 4' told as "1 of 4"; '12' a count; '20–40 30' a band; 'hidden'."""
    made = []
    for line in table.split(";"):
        name, *numbers = line.split()
        low, _, high = numbers[0].partition("–")
        if numbers == ["hidden"]:
            found = withheld({"g": name})
        elif high:
            found = band({"g": name}, int(low) / 100, int(high) / 100, int(numbers[1]))
        elif len(numbers) == 1:
            found = cell({"g": name}, float(low), 50)
        else:
            k, n = map(int, numbers)
            ends = wilson(k, n) or (0.0, 1.0)
            few = f"{k} of {n}"
            found = (
                Cell({"g": name}, None, k, n, n, is_few=True, written=few, label=few)
                if n < 10
                else cell({"g": name}, k / n, n, low=ends[0], high=ends[1])
            )
        made.append(Group(name, name, marks_of(released(figure, [found], ("g",))).only))
    return made


@pytest.mark.parametrize(
    ("figure", "table", "says"),
    [
        (RATE, "Arts 90 100; Law 30 100", "By Oct 2026: 90% in Arts, 30% in Law"),
        (RATE, "Law 60 100; Arts 90 100; Music 30 100", "By Oct 2026: 90% in Arts, 30% in Music"),
        (RATE, "Arts 90 100; Law 30 100; Unknown 1 100; Other 99 100", "By Oct 2026: 90% in Arts, 30% in Law"),
        (RATE, "Arts 90 100; Law 1 4", "By Oct 2026: 90% in Arts"),
        (RATE, "Arts 66 100; Law 60 100; Music 56 100", "By Oct 2026, colleges are about even: 56–66%"),
        (RATE, "Arts 12 15; Law 8 15; Music 9 15", "By Oct 2026, colleges differ by no more than chance: 53–80%"),
        (RATE, "Arts 20–40 30; Law 60–80 30; Music 20–40 30", "By Oct 2026: 20–40% to 60–80% by college"),
        (REACHED, "Arts 66 100; Law 60 100; Music 56 100",
         "By Oct 2026, colleges are about even: 56–66% of students were reached"),
        (REACHED, "Arts 20–40 30; Law 60–80 30; Music 20–40 30",
         "By Oct 2026 and by college, 20–40% to 60–80% of students were reached"),
        (VOLUME, "Law 12; Arts 30; Music 20", "In Oct 2026: 30 in Arts, 12 in Law"),
        (VOLUME, "Law 30; Arts 30; Music 30", "In Oct 2026: 30 by college"),
        (RATE, "Arts 1 4; Law 2 5", "Response rate: too few to compare, fewer than 10 in each group"),
        (RATE, "Unknown 50 100; Other 30 100", "Response rate: only other or unknown groups have a number"),
    ],
)  # fmt: skip
def test_segments_at_the_newest_whole_period(figure: Metric, table: str, says: str) -> None:
    assert over_segments(figure, "college", "Oct 2026", groups(table, figure)) == says


@pytest.mark.parametrize(
    ("figure", "by", "table", "says"),
    [
        (BANDS, "college", "Arts 90 100; Law 30 100", "One: 30% of Law, 90% of Arts"),
        (BANDS, "class_year", "Class_A 90 100; Class_B 30 100", "One: 30% of the Class_B, 90% of the Class_A"),
        (BANDS, "college", "Arts 90 100; Law 1 4", "One: 90% of Arts"),
        (BANDS, "college", "Arts 90 100; Unknown 1 100; Other 99 100", "One: 90% of Arts"),
        (BANDS, "college", "Arts 66 100; Law 60 100", "One: colleges are about even, 60–66%"),
        (BANDS, "college", "Arts 12 15; Law 8 15", "One: colleges differ by no more than chance, 53–80%"),
        (BANDS, "gender", "Arts 12 15; Law 8 15", "One: groups differ by no more than chance, 53–80%"),
        (BANDS, "college", "Arts 20–40 30; Law 60–80 30", "One: 20–40% to 60–80% by college"),
        (NONE, "college", "Arts 90 100; Law 30 100", "30% of students in Law have one interview, 90% in Arts"),
        (NONE, "college", "Arts 90 100; Law 1 4", "90% of students in Arts have one interview"),
        (NONE, "college", "Arts 66 100; Law 60 100",
         "Colleges are about even: 60–66% of students have one interview"),
        (NONE, "college", "Arts 12 15; Law 8 15",
         "Colleges differ by no more than chance: 53–80% of students have one interview"),
        (NONE, "college", "Arts 20–40 30; Law 60–80 30",
         "By college, 20–40% to 60–80% of students have one interview"),
        (NONE, "college", "Unknown 30 100", "How many hold how many: only other or unknown groups have a number"),
        (NONE, "college", "Law hidden; Unknown 30 100",
         "How many hold how many: hidden here, fewer than 10 students"),
    ],
)  # fmt: skip
def test_one_part_of_each_row_s_whole(figure: Metric, by: str, table: str, says: str) -> None:
    part = "1" if figure is NONE else "one"
    assert part_by_row(figure, by, part, groups(table, figure)) == says


def test_rates_may_lie_fifteen_points_apart_and_be_even() -> None:
    """Within chance, of 40 each; one point more is too far to be called so, though chance explains that too."""
    near, far = "Arts 23 40; Law 17 40", "Arts 24 40; Law 17 40"
    for told in (
        lambda table: over_segments(RATE, "college", "Oct", groups(table)),
        lambda table: part_by_row(BANDS, "college", "one", groups(table)),
        lambda table: by_group(RATE, "college", groups(table)).text,
    ):
        assert "about even" in told(near)
        assert "differ by no more than chance" in told(far)


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ((0.8, 0.6, 0.9), (0.7, 0.5, 0.85),
         "Colleges differ less than unknown outcomes could move them: 70–80%"),
        ((0.8, 0.7, 0.9), (0.6, 0.5, 0.7), "Colleges differ less than unknown outcomes could move them: 60–80%"),
        ((0.8, 0.7, 0.9), (0.6, 0.5, 0.69), "Response rate by college: 60–80%"),
        ((0.8, 0.7, 0.9), (0.8, 0.7, 0.9), "Response rate: 80% in both colleges"),
    ],
)  # fmt: skip
def test_outcomes_are_alike_where_the_unknown_could_make_them_so(
    first: tuple[float, ...], second: tuple[float, ...], says: str
) -> None:
    census = replace(RATE, interval="census")
    cells = [
        cell({"g": name}, value, 100, low=low, high=high)
        for name, (value, low, high) in (("Arts", first), ("Law", second))
    ]
    made = [
        Group(c.segment["g"], c.segment["g"], marks_of(released(census, [c], ("g",))).only) for c in cells
    ]
    assert by_group(census, "college", made).text == says


def test_groups_that_read_the_same_are_told_together() -> None:
    assert by_group(RATE, "college", groups("A 50 100; B 50 100; C 50 100")).text == (
        "Response rate: 50% in all 3 colleges"
    )
    assert by_group(REACHED, "gender", groups("A 50 100; B 50 100", REACHED)).text == (
        "50% of students were reached in both groups"
    )


@pytest.mark.parametrize(
    ("figure", "table", "says"),
    [
        (RATE, "Arts 20–40 30; Law 60–80 30", "Response rate by college: 20–40% to 60–80%"),
        (REACHED, "Arts 20–40 30; Law 60–80 30", "By college, 20–40% to 60–80% of students were reached"),
        # of four groups one is held to as many pairs as there are: 6 at 5% is 0.8% each, and these are 0.5%
        (RATE, "Arts 60 100; Law 60 100; Music 60 100; Nursing 41 100",
         "Nursing is lower than the others at 41%; the other colleges are about even"),
        (REACHED, "Arts 60 100; Law 60 100; Music 60 100; Nursing 40 100",
         "Nursing is far behind at 40%; the other colleges are about even"),
        # of forty each 65% and 48% are no farther apart than chance goes, and too far to be called even
        (REACHED, "Arts 26 40; Law 19 40; Nursing 0 40",
         "Nursing is far behind at 0%; the other colleges differ by no more than chance"),
        (REACHED, "Arts 80 100; Law 60 100; Music 60 100; Nursing 60 100",
         "Arts is well ahead at 80%; the other colleges are about even"),
    ],
)  # fmt: skip
def test_a_rate_by_group_without_a_word_too_much(figure: Metric, table: str, says: str) -> None:
    assert by_group(figure, "college", groups(table, figure)).text == says


@pytest.mark.parametrize(
    ("figure", "table", "says"),
    [
        (RATE, "All 30 100", "Response rate: 30%"),
        (RATE, "All 1 4", "Response rate: 1 of 4"),
        (RATE, "All hidden", "Response rate: hidden here, fewer than 10 students"),
        (REACHED, "All 30 100", "30% of students were reached"),
        (NONE, "All 30 100", "How many hold how many: 30%"),  # its own sentence needs a part
    ],
)
def test_a_figure_that_is_not_cut(figure: Metric, table: str, says: str) -> None:
    assert alone(figure, groups(table, figure)[0].mark) == says


@pytest.mark.parametrize(
    ("by", "table", "says"),
    [
        ("college", "Law 30; Arts 12; Music 20", "New contacts: 30 in Law, 20 in Music"),
        ("", "Law 30; Arts 12; Music 20; Design 25", "New contacts: law 30, design 25, music 20"),
        ("college", "Law 30; Unknown 90; Other 80", "New contacts: 30 in Law"),
        ("college", "Unknown 90; Law hidden", "New contacts: none has enough to be named"),
        ("college", "Law hidden", "New contacts: hidden here, fewer than 10 students"),
    ],
)
def test_of_counts_the_largest_are_told(by: str, table: str, says: str) -> None:
    assert leading(VOLUME, by, groups(table, VOLUME)) == says


def test_of_parts_the_largest_and_the_next_are_told_in_words() -> None:
    says = replace(MIX, says="<value> of contacts were <part>")
    made = {"linkedin": "12 100", "cold": "60 100", "event": "28 100", "unknown": "90 100"}
    parts = [
        replace(group, name=group.value.capitalize())
        for group in groups("; ".join(f"{name} {numbers}" for name, numbers in made.items()), says)
    ]
    assert leading(says, "channel", parts) == "60% of contacts were contacted cold, 28% found at events"
    assert leading(says, "channel", parts[:1]) == "12% of contacts were found on LinkedIn"
    other = replace(says, category="tone")
    assert leading(other, "tone", parts) == "60% of contacts were cold; event, 28%"
    assert most_common(other, parts[:3]) == "60% of contacts were cold"
    blank = [replace(parts[3], value="not_recorded", name="Not recorded")]
    assert most_common(other, parts[:3] + blank) == "60% of contacts were cold; 90% not recorded"
    assert most_common(MIX, parts[:3]) == "How contacts are found: linkedin 12%, cold 60%, event 28%"
    assert most_common(MIX, parts[3:]) == "How contacts are found: only other or unknown groups have a number"


def bare(blank: Blank, label: str = "") -> Mark:
    return Mark(None, None, None, label or blank.mark, blank=blank)


FEW = Mark(None, None, None, "1 of 4", 4, is_few=True)


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ([], ": nothing is recorded yet"),
        ([bare(Blank.NOT_RECORDED)], ": not recorded"),
        ([bare(Blank.TOO_EARLY)] * 2, ": too early to say"),
        ([bare(Blank.NO_DATA)], ": no data in this period"),
        ([Mark(None, None, None, "")], ": no data in this period"),
        ([bare(Blank.DOES_NOT_APPLY)], ": does not apply"),
        ([bare(Blank.HIDDEN, "hidden")], ": hidden here"),
        ([bare(Blank.HIDDEN, "<10")], ": hidden here, fewer than 10 students"),
        ([bare(Blank.HIDDEN, "<10")] * 2, ": hidden here, fewer than 10 students in each step"),
        ([bare(Blank.HIDDEN, "<10"), bare(Blank.HIDDEN, "hidden")], ": hidden here"),
        ([FEW], ": too few to compare, fewer than 10 in each step"),
        ([FEW, bare(Blank.NO_DATA)], ": not told here, steps are too small or not recorded"),
        ([FEW, Mark(0.4, None, None, "40%")], ": only other or unknown steps have a number"),
    ],
)
def test_why_nothing_is_told(marks: list[Mark], says: str) -> None:
    assert nothing(RATE, marks, "step") == f"Response rate{says}"


# -- whose figure it is ----------------------------------------------------------------------------

WAYS = [
    *(("channel", value) for value in source("interview_log").column("channel").values),
    *(("found_through", value) for value in source("first_destination").column("found_through").values),
    *((name, value) for name in ("is_first_generation", "is_transfer", "is_international") for value in ("yes", "no")),
]  # fmt: skip
BEGINS = {
    "channel": ("found ", "contacted "),
    "found_through": ("through ", "on ", "by ", "at ", "in "),
    "is_first_generation": ("who ",),
    "is_transfer": ("who ",),
    "is_international": ("who ",),
}


def whose(dimension: str, value: str, says: str = "") -> str:
    """Behind contacts, jobs or students, as a sentence counts them."""
    counted = {"channel": "contacts", "found_through": "jobs"}.get(dimension, "students")
    says = says or f"<value> of {counted} <who> replied"
    name = value.replace("_", " ").capitalize()
    return who_of(replace(RATE, says=says), dimension, Group(value, name, FEW))


@pytest.mark.parametrize(("dimension", "value"), WAYS)
def test_every_way_and_every_group_of_students_has_words_a_sentence_can_end_with(
    dimension: str, value: str
) -> None:
    words = whose(dimension, value)
    assert words.startswith(BEGINS[dimension])
    assert not re.search(r"_|\b(yes|no)$|\s$", words)
    assert words[-1] not in "., "


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("job_board", "on job boards"),
        ("career_fair", "at career fairs"),
        ("employment_agency", "through employment agencies"),
        ("informational_interview", "through informational interviews"),
        ("internship_or_prior_work", "through an internship or earlier job"),
    ],
)
def test_ways_to_a_job_are_told_as_one_would_and_not_by_their_names(value: str, words: str) -> None:
    assert whose("found_through", value) == words


@pytest.mark.parametrize("dimension", BEGINS)
def test_no_two_of_them_are_called_the_same(dimension: str) -> None:
    values = [value for name, value in WAYS if name == dimension]
    assert len({whose(dimension, value) for value in values}) == len(values)


@pytest.mark.parametrize(
    ("dimension", "name", "words"),
    [
        ("college", "College of Arts", "in the College of Arts"),
        ("college", "School for Law", "in the School for Law"),
        ("college", "Graduate School of Design", "in the Graduate School of Design"),
        ("college", "Collegeof", "in Collegeof"),
        ("college", "College Park", "in College Park"),
        ("program", "Department of Music", "in the Department of Music"),
        ("campus", "Institute for Health", "at the Institute for Health"),
        ("campus", "North", "at North"),
        ("major", "School of thought", "in School of thought"),
        ("class_year", "Class of 2026", "in the class of 2026"),
        ("gender", "Woman", "who are women"),
        ("gender", "Agender", "of gender agender"),
        ("race_ethnicity", "Asian", "of race or ethnicity Asian"),
        ("degree_level", "Bachelor", "at the bachelor level"),
        ("advisor", "Ann Lee", "advised by Ann Lee"),
        ("hat", "Red", "for red"),
    ],
)
def test_a_group_by_its_name_inside_a_sentence(dimension: str, name: str, words: str) -> None:
    assert who_of(REACHED, dimension, Group(name, name, FEW)) == words


@pytest.mark.parametrize(
    ("says", "linkedin", "cold"),
    [
        ("<value> of contacts <who> replied", "found on LinkedIn", "contacted cold"),
        ("<value> of interviews <who> gave a name", "with contacts found on LinkedIn", "with cold contacts"),
        ("<value> of interviews gave a name", "for contacts found on LinkedIn", "for cold contacts"),
    ],
)
def test_what_is_no_contact_itself_is_told_with_its_contacts(says: str, linkedin: str, cold: str) -> None:
    assert (whose("channel", "linkedin", says), whose("channel", "cold", says)) == (linkedin, cold)


@pytest.mark.parametrize("dimension", GROUPS)
def test_groups_are_called_one_thing_and_several_another(dimension: str) -> None:
    one, many = GROUPS[dimension]
    assert one
    assert many != one
    assert many[:3] == one[:3]  # ways of finding contacts


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("64%", "63%", 1),
        ("30%", "64%", -34),
        ("0%", "100%", -100),
        ("64%", "30–50%", None),
        ("≤5%", "30%", None),
        ("64%", "63", None),
        ("5", "3", None),
    ],
)
def test_points_are_those_a_reader_would_work_out(first: str, second: str, apart: int | None) -> None:
    assert points_between(first, second) == apart


def test_one_point_is_one() -> None:
    assert [points(n) for n in (0, 1, 2)] == ["0 points", "1 point", "2 points"]
