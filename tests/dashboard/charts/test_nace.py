"""The table for NACE and the provost: who has a row, what stands in it, what is said of the first one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dashboard.charts import nace
from dashboard.charts.marks import marks_of
from dashboard.charts.nace import OF_EMPLOYED, RANGE, Cut
from dashboard.charts.spec import Value
from pipelines.figures.results import Cell, Released
from tests.dashboard.charts.chart_samples import band, cell, metric, released, withheld

OUTCOMES = metric(
    "outcome_mix", aggregate="share", of="graduate", category="outcome", categories=("employed", "seeking")
)
KINDS = metric(
    "employment_kinds",
    aggregate="share",
    of="graduate",
    category="employment_type",
    categories=("standard", "entrepreneur"),
)
RATE = metric("career_outcomes_rate", of="graduate", interval="census")
KNOWN = metric("knowledge_rate", of="graduate")
Row = Mapping[str, Value]


def segments(by: tuple[str, ...], table: str) -> list[tuple[dict[str, str], int, int]]:
    """'master Law 3 4' a line: of four graduates three are employed."""
    rows = [line.split() for line in table.split(";")]
    return [(dict(zip(by, names, strict=True)), int(k), int(n)) for *names, k, n in rows]


def cut(by: tuple[str, ...], table: str, kinds: Released | None = None) -> Cut:
    """A cut whose other graduates are seeking, and all of whose outcomes are known."""
    mix, rates, known = [], [], []
    for segment, k, n in segments(by, table):
        for name, count in (("employed", k), ("seeking", n - k)):
            part = cell({**segment, "outcome": name}, count / n if n else None, n)
            mix.append(replace(part, numerator=count))
        rates.append(cell(segment, k / max(n, 1), n, low=0.5, high=0.9, label=f"{k / max(n, 1):.0%}"))
        known.append(cell(segment, 1.0, n, label="100%"))
    rate = replace(released(RATE, rates, by), beside=(released(KNOWN, known, by),))
    return Cut(by, marks_of(released(OUTCOMES, mix, by)), marks_of(rate), marks_of(kinds) if kinds else None)


def rows(*cuts: Cut) -> list[Row]:
    table = nace.table(cuts)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def who(*cuts: Cut) -> list[tuple[Value, Value, Value]]:
    return [(row["Degree level"], row["College"], row["Graduates"]) for row in rows(*cuts)]


WHOLE = cut((), "60 100")
LEVELS = cut(("degree_level",), "unknown 1 5; master 20 30; bachelor 39 65")
COLLEGES = cut(("college",), "Unknown 1 5; law 20 35; Arts 39 60")
BOTH = cut(
    ("degree_level", "college"), "master law 20 20; master Arts 5 10; bachelor law 10 15; bachelor Arts 25 50"
)


def test_all_graduates_come_first_then_levels_colleges_and_each_level_s_colleges() -> None:
    assert who(WHOLE, LEVELS, COLLEGES, BOTH) == [
        ("All levels", "All colleges", 100),
        ("Bachelor", "All colleges", 65),
        ("Master", "All colleges", 30),
        ("Unknown", "All colleges", 5),
        ("All levels", "Arts", 60),
        ("All levels", "law", 35),
        ("All levels", "Unknown", 5),
        ("Bachelor", "Arts", 50),
        ("Bachelor", "law", 15),
        ("Master", "Arts", 10),
        ("Master", "law", 20),
    ]


def test_a_row_has_the_counts_the_two_rates_and_what_the_unknown_could_make_of_it() -> None:
    first, bachelor, *_ = rows(WHOLE, LEVELS)
    assert first == {
        "Degree level": "All levels",
        "College": "All colleges",
        "Graduates": 100,
        "Knowledge rate": "100%",
        "Career outcomes rate": "60%",
        RANGE: "50–90%",
        "Employed": 60,
        "Seeking": 40,
    }
    assert (bachelor["Employed"], bachelor["Seeking"], bachelor["Career outcomes rate"]) == (39, 26, "60%")


@pytest.mark.parametrize(
    ("levels", "colleges"),
    [("bachelor 60 100", "Arts 40 65; Law 20 35"), ("bachelor 40 65; master 20 35", "Arts 60 100")],
)
def test_where_there_is_one_level_or_one_college_its_row_is_that_of_all_graduates(
    levels: str, colleges: str
) -> None:
    cuts = (WHOLE, cut(("degree_level",), levels), cut(("college",), colleges), BOTH)
    found = rows(*cuts)
    assert len(found) == 4  # and no level's colleges
    (alone,) = [row for row in found[1:] if row["Graduates"] == 100 and row["Career outcomes rate"] == "60%"]
    assert alone["Employed"] == 60


def test_nobody_has_no_row_but_all_graduates_always_have() -> None:
    assert who(WHOLE, cut(("degree_level",), "master 0 0; bachelor 60 100; doctorate 1 1")) == [
        ("All levels", "All colleges", 100),
        ("Bachelor", "All colleges", 100),
        ("Doctorate", "All colleges", 1),
    ]
    assert who(cut((), "0 0")) == [("All levels", "All colleges", 0)]


def test_how_many_levels_and_colleges_have_a_row() -> None:
    cuts = (WHOLE, LEVELS, COLLEGES, BOTH)
    assert [nace.how_many(cuts, name) for name in ("degree_level", "college")] == [3, 3]
    assert nace.how_many((WHOLE,), "college") == 0


# -- how the employed are employed -----------------------------------------------------------------


def kinds(*counts: tuple[str, Cell]) -> Released:
    return released(KINDS, [replace(one, segment={"employment_type": name}) for name, one in counts])


@pytest.mark.parametrize(
    ("standard", "entrepreneur", "columns"),
    [
        (58, 2, {"Entrepreneur": 2}),
        (60, 0, {}),  # all in the standard way: nothing to tell apart
        (0, 60, {"Entrepreneur": 60}),
    ],
)
def test_kinds_of_employment_have_columns_where_somebody_is_employed_otherwise(
    standard: int, entrepreneur: int, columns: dict[str, int]
) -> None:
    counts = kinds(
        ("standard", replace(cell({}, standard / 60, 60), numerator=standard)),
        ("entrepreneur", replace(cell({}, entrepreneur / 60, 60), numerator=entrepreneur)),
    )
    (row,) = rows(cut((), "60 100", counts))
    told = {name: value for name, value in row.items() if name.startswith(OF_EMPLOYED)}
    assert told == {f"{OF_EMPLOYED}{name}": value for name, value in columns.items()}


@pytest.mark.parametrize(
    ("entrepreneurs", "has_column"),
    [
        (band({}, 0.1, 0.2, 30), True),
        (band({}, 0.0, 0.1, 30), False),  # perhaps nobody
        (withheld({}), False),
    ],
)
def test_of_bands_a_kind_has_a_column_where_somebody_must_be_in_it(
    entrepreneurs: Cell, has_column: bool
) -> None:
    (row,) = rows(cut((), "60 100", kinds(("entrepreneur", entrepreneurs))))
    assert (f"{OF_EMPLOYED}Entrepreneur" in row) is has_column


# -- what may not be told exactly ------------------------------------------------------------------


def test_a_row_too_small_to_tell_says_so_in_few_words() -> None:
    segment = {"degree_level": "master"}
    mix = [withheld({**segment, "outcome": name}, "Fewer than 10 graduates") for name in OUTCOMES.categories]
    why = "Hidden: it would tell too much about a smaller group"
    rate = replace(
        released(RATE, [withheld(segment, why)], ("degree_level",)),
        beside=(released(KNOWN, [band(segment, 0.8, 0.9, 20)], ("degree_level",)),),
    )
    hidden = Cut(("degree_level",), marks_of(released(OUTCOMES, mix, ("degree_level",))), marks_of(rate))
    assert (nace.graduates_of(hidden.outcomes.rows), nace.graduates_of([])) == ("Fewer than 10 graduates", "")
    assert nace.counted(hidden.outcomes.rows[0]) == "Fewer than 10 graduates"
    assert nace.in_few_words(hidden.rate.only) == "Hidden"


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (cell({}, 0.8, 100, low=0.64, high=0.9), "64–90%"),
        (cell({}, 0.8, 100, low=0.64), ""),
        (cell({}, 0.8, 100, high=0.9), ""),
        (band({}, 0.8, 0.9, 20), ""),
        (withheld({}), ""),
    ],
)
def test_only_an_exact_rate_has_a_range_the_unknown_allow(found: Cell, told: str) -> None:
    assert nace.range_of(marks_of(released(RATE, [found])).only) == told


# -- the sentence ----------------------------------------------------------------------------------


def test_the_sentence_is_that_of_the_first_row() -> None:
    assert nace.reading([LEVELS, WHOLE]) == (
        "100 graduates: the outcome of 100% is known; 60% of those known who wanted to have landed,"
        " 50–90% if none or all of the unknown had."
    )


def test_without_a_range_the_sentence_ends_before_it_and_what_is_not_told_is_in_no_sentence() -> None:
    def first(rate: Cell, known: Cell) -> str:
        made = replace(released(RATE, [rate]), beside=(released(KNOWN, [known]),))
        return nace.reading([replace(WHOLE, rate=marks_of(made))])

    told, known = cell({}, 0.6, 100, label="60%"), cell({}, 0.7, 140, label="70%")
    assert first(told, known) == (
        "100 graduates: the outcome of 70% is known; 60% of those known who wanted to have landed."
    )
    assert first(withheld({}), known) == ""
    assert first(told, withheld({})) == ""
    mix = [withheld({"outcome": name}) for name in OUTCOMES.categories]
    assert nace.reading([replace(WHOLE, outcomes=marks_of(released(OUTCOMES, mix)))]) == ""
