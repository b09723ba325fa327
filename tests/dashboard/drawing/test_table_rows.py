"""Rows as in a table: as high as their names, measured in pixels, names at the card's edge, words at the right."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.palette import FAINT_INK, INK
from dashboard.charts.spec import Reference
from dashboard.drawing import table_rows
from tests.dashboard.charts import chart_samples as samples

SPEC = samples.all_specs()["rates"]  # Business, a name too long to stand beside its mark, Unknown
SHORT = replace(SPEC, categories=("Business", "College of Arts and Sciences", "Unknown"))


def test_a_row_is_as_high_as_its_name_and_those_with_too_few_stand_apart() -> None:
    rows = table_rows.rows_of(SHORT)
    assert [len(lines) for lines in rows.names] == [1, 2, 1]
    assert rows.centers == rows.name_places == (16, 32 + 18, 32 + 36 + 16)
    assert (rows.height, rows.line) == (100, None)
    few = table_rows.rows_of(replace(SHORT, greyed=(False, False, True)))
    assert few.line == 68 + 6
    assert few.height == 100 + 12
    assert table_rows.rows_of(replace(SHORT, greyed=(True, True, True))).line is None


def test_where_one_name_is_too_long_all_stand_above_their_marks() -> None:
    """A line of 17 pixels for each line of a name, then 18 for the mark and 8 that are free."""
    rows = table_rows.rows_of(SPEC)
    assert rows.names[1] == ("College of Arts, Humanities and", "Interdisciplinary Communication Studies")
    assert rows.name_places == (8.5, 43 + 17, 103 + 8.5)
    assert rows.centers == (17 + 9, 43 + 34 + 9, 103 + 17 + 9)
    assert (rows.height, rows.left) == (146, 16)
    few = table_rows.rows_of(replace(SPEC, greyed=(False, False, True)))
    assert few.centers[2] == few.name_places[2] == 103 + 12 + 8.5  # 12 for the line above those too few
    assert few.height == 103 + 12 + 17 + 8


def test_no_name_is_cut_that_fits_two_lines_of_a_phone() -> None:
    sixty = "College of Agriculture, Natural Resources, and Environments"
    rows = table_rows.rows_of(replace(SPEC, categories=("Business", sixty, "Unknown")))
    assert " ".join(rows.names[1]) == sixty


def test_the_plot_keeps_its_room_beside_long_names_and_long_values() -> None:
    rows = table_rows.rows_of(SPEC)
    assert rows.left <= 164
    assert (rows.value_room, rows.second_room) == (46, 38)
    long = replace(SPEC, series=(replace(SPEC.series[0], labels=("+11 percentage points", "$123,456", "")),))
    assert 46 < table_rows.rows_of(long).value_room < 100


def test_name_value_and_n_of_each_row_level_with_its_mark() -> None:
    rows = table_rows.rows_of(SHORT)
    notes = table_rows.words_beside(SHORT, rows)
    first = [note["text"] for note in notes if note["y"] == rows.centers[0]]
    assert first == ["Business", "47%", "214"]
    assert [note["text"] for note in notes][-1] == "n"
    hidden = samples.all_specs()["rates_publishable"]
    inks = {
        note["text"]: note["font"]["color"]
        for note in table_rows.words_beside(hidden, table_rows.rows_of(hidden))
    }
    assert (inks["45–50%"], inks["&lt;10"]) == (INK, FAINT_INK)


def test_words_of_lines_that_would_meet_stand_one_above_the_other() -> None:
    rows = table_rows.rows_of(SPEC)
    spec = replace(
        SPEC,
        whole=Reference(0.5, "All 50%"),
        references=(Reference(0.52, "target 52%"), Reference(0.95, "x")),
    )
    lines, words, above = table_rows.upright_lines(spec, rows, 0.0, 1.0)
    assert len(lines) == len(words) == 3
    assert above == 16
    assert {word["text"]: word["yshift"] for word in words} == {"All 50%": 3, "target 52%": 19, "x": 3}
    assert table_rows.upright_lines(SPEC, rows, 0.0, 1.0) == ([], [], 0)
