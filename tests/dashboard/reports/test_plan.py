"""A report's file: what is written is read back, and every fault names the file, the place and a way on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.reports.plan import SUBJECTS, Plan, Section, Supplied, panel_of, read_plan, typed, written
from pipelines.errors import DefinitionError

# what people write, and what TOML must quote
texts = st.sampled_from(
    [
        "Fall",
        'a "b" \\ c',
        "it's = # [x] {y}, .",
        "two\nlines\n\nand a third",
        "é 年度 می\u200cخواهم",
        '"""',
        "''''",
        "%",
    ]
)
conditions = st.lists(st.tuples(st.sampled_from(["college", "program"]), texts), max_size=2).map(tuple)
sections = st.builds(
    Section,
    heading=texts,
    answer=st.sampled_from(["", *SUBJECTS]),
    figures=st.lists(st.sampled_from(["outreach_volume", "show_rate"]), max_size=2).map(tuple),
    charts=st.lists(
        st.sampled_from(["mode_mix", "response_by_college by program"]), min_size=1, max_size=2
    ).map(tuple),
    words=texts,
    where=conditions,
    supplied=st.lists(st.builds(Supplied, texts, texts, texts), max_size=2).map(tuple),
)
plans = st.builds(
    Plan,
    name=st.just("own"),
    title=texts,
    says=texts,
    dates=st.sampled_from(["year", "term", "all", "class"]),
    sections=st.lists(sections, min_size=1, max_size=3).map(tuple),
    where=conditions,
)


@given(plans)
def test_what_is_written_is_read_back(plan: Plan) -> None:
    assert read_plan(written(plan), "own", "own.toml") == plan


WHOLE = 'title = "T"\n[[section]]\nheading = "H"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = ", "own.toml cannot be read"),
        ('title = "T"', "own.toml has no [[section]]"),
        ('[[section]]\nheading = "H"\ncharts = ["mode_mix"]', "own.toml has no title"),
        (WHOLE, "own.toml, section 1, holds nothing"),
        (WHOLE + 'charts = ["mode_mixx"]', "names the chart 'mode_mixx', which there is not. Near it: mode_mix"),
        (WHOLE + 'charts = ["mode_mix by college"]', "cuts 'mode_mix' by 'college', which it cannot be cut by"),
        (WHOLE + 'charts = "mode_mix"', "has charts that are not a list of texts"),
        (WHOLE + 'figures = ["show_rat"]', "names the figure 'show_rat', which there is not. Near it: show_rate"),
        (WHOLE + 'figures = ["show_rate"]\nwhere = ["college"]', "has the filter 'college'. Write it as"),
        (WHOLE + 'figures = ["show_rate"]\nwhere = ["colege=A"]', "filters by 'colege', which nothing is cut by. Near it: college"),
        (WHOLE + 'answer = "weather"', "says answer = 'weather'. It may be home, outreach"),
        (WHOLE + "words = 3", "has a words that is no text"),
        (WHOLE + f'words = "{"x" * 4001}"', "has a words of 4001 letters. 4000 are the most"),
        (WHOLE + 'word = "x"', "has 'word', which says nothing to a report"),
        (WHOLE + 'dates = "x"\nfigures = ["show_rate"]', "has 'dates', which says nothing"),
        ('dates = "fortnight"\n' + WHOLE + 'figures = ["show_rate"]', "says dates = 'fortnight'. It may be year"),
        (WHOLE + 'supplied = ["x"]', "supplied figures that are no"),
        (WHOLE + '[[section.supplied]]\nlabel = "Visitors"\nvalue = "12"', "section 1, has no source"),
    ],
)  # fmt: skip
def test_a_fault_names_file_place_and_way_on(text: str, says: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_plan(text, "own", "own.toml")
    assert says in refused.value.message
    assert refused.value.message.startswith("own.toml")


def test_a_report_has_no_more_sections_than_somebody_reads() -> None:
    with pytest.raises(DefinitionError, match=r"has 61 sections\. 60 are the most"):
        read_plan('title = "T"\n' + '[[section]]\nheading = "H"\nwords = "w"\n' * 61, "own", "own.toml")


def test_a_chart_is_cut_as_the_plan_says() -> None:
    assert panel_of("response_by_college").title == "Response rate by college"
    assert panel_of("response_by_college by program").title == "Response rate by program"
    assert panel_of("outcomes_by_college").classes == "newest"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("  Fall 2026\r\n", "Fall 2026"),
        ("one\x0btwo\u2028three\rfour", "one\ntwo\nthree\nfour"),  # breaks of Word, of the web, of an old Mac
        ("a\tb\u00a0c", "a b c"),
        ("bell\x07 soft\u00adhyphen \u202eturned \ud83d half", "bell softhyphen turned  half"),
        ("é 年度 🎓", "é 年度 🎓"),
    ],
)
def test_what_is_pasted_is_kept_as_any_file_can_hold_it(pasted: str, kept: str) -> None:
    assert typed(pasted) == kept
