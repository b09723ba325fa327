"""Colors and type: greys, ramps, text that is measured and wrapped."""

from __future__ import annotations

import re

import pytest

from dashboard.charts import palette
from pipelines.figures.measure import catalog


def test_series_take_the_six_colors_and_greys_are_for_other_and_unknown_alone() -> None:
    colors = palette.series_colors([False, True, False, True], ["Law", "Other", "Arts", "Unknown"], False)
    assert colors == ["#1B5FA8", "#7B8794", "#E46E1D", "#CBD2DA"]
    assert palette.series_colors([False] * 7, ["x"] * 7, False)[6] == "#1B5FA8"


@pytest.mark.parametrize(
    ("count", "steps"), [(1, [0]), (2, [0, 5]), (3, [0, 2, 5]), (5, [0, 1, 2, 4, 5]), (6, [0, 1, 2, 3, 4, 5])]
)
def test_ordered_classes_are_steps_of_one_hue(count: int, steps: list[int]) -> None:
    assert palette.series_colors([False] * count, ["x"] * count, True) == [palette.RAMP[i] for i in steps]


def test_more_classes_than_steps_take_the_six_colors() -> None:
    assert palette.series_colors([False] * 7, ["x"] * 7, True)[:2] == ["#1B5FA8", "#E46E1D"]


@pytest.mark.parametrize(
    ("name", "grey"),
    [
        ("Unknown", True),
        ("Other ways", True),
        ("not recorded", True),
        ("Not known", True),
        ("Another", False),
    ],
)
def test_unknown_and_other_are_grey(name: str, grey: bool) -> None:
    assert palette.is_grey(name) is grey


def test_text_is_measured_in_its_type_and_size() -> None:
    assert palette.text_width("i", 100) == pytest.approx(24)
    assert palette.text_width("W", 100) == pytest.approx(98, abs=6)
    assert palette.text_width("ü", 100) == 66  # what the table does not hold is taken as wide
    assert palette.text_width("ab", 24) == pytest.approx(2 * palette.text_width("ab", 12))
    assert palette.text_width("") == 0


def test_text_is_wrapped_at_words_and_a_long_word_is_broken() -> None:
    assert palette.wrap("School of Law", 200) == ["School of Law"]
    assert palette.wrap("School of Law", 60) == ["School of", "Law"]
    broken = palette.wrap("Interdisciplinary", 60)
    assert len(broken) > 1
    assert all(line.endswith("-") for line in broken[:-1])
    assert "".join(line.rstrip("-") for line in broken) == "Interdisciplinary"
    assert all(palette.text_width(line) <= 60 for line in broken)
    assert palette.wrap("a Interdisciplinary", 60)[0] == "a"
    assert palette.wrap("", 60) == [""]


def test_what_is_too_long_ends_in_dots() -> None:
    lines = palette.wrap("one two three four five six seven eight", 40, lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(palette.text_width(line) <= 40 for line in lines)


@pytest.mark.parametrize(
    ("color", "ink"), [("#1B5FA8", "#FFFFFF"), ("#DCE3EB", "#0B1220"), ("#E46E1D", "#0B1220")]
)
def test_text_on_a_color_is_black_or_white_whichever_reads_better(color: str, ink: str) -> None:
    assert palette.ink_on(color) == ink


@pytest.mark.parametrize(("strength", "color"), [(1, "#1B5FA8"), (0, "#FFFFFF"), (0.5, "#8DAFD4")])
def test_a_tint_is_mixed_with_white(strength: float, color: str) -> None:
    assert palette.tint("#1B5FA8", strength) == color


@pytest.mark.parametrize(
    ("last_dark", "first_light"),
    [
        ("#797979", "#7A7A7A"),
        ("#F40000", "#F50000"),
        ("#008D00", "#008E00"),
        ("#7D7D00", "#7E7E00"),
        ("#0072FF", "#0073FF"),
    ],
)
def test_the_ink_changes_where_both_read_equally_well(last_dark: str, first_light: str) -> None:
    """Contrast as WCAG computes it: white on the first is 4.33 to 1 or more, and so is the ink on the second."""
    assert (palette.ink_on(last_dark), palette.ink_on(first_light)) == (palette.SURFACE, palette.INK)


@pytest.mark.parametrize("figure", palette.MEANINGS)
def test_what_means_better_or_worse_is_a_part_of_its_figure_and_has_a_color(figure: str) -> None:
    parts = {part for metric in catalog().values() if metric.category == figure for part in metric.categories}
    colors = palette.MEANINGS[figure]
    assert set(colors) <= parts | {"service"}  # as offices wrote it before
    assert parts - set(colors) <= {"unknown", "not_recorded"}
    assert all(re.fullmatch("#[0-9A-F]{6}", color) for color in colors.values())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("wwwwww", 40, ["www-", "www"]),
        ("w", 1, ["w"]),  # one letter is never broken
        ("wi ii", 1, ["w-", "i", "i-", "i"]),  # at least a letter a line
        ("a wwwwww b", 40, ["a", "www-", "www", "b"]),
    ],
)
def test_a_word_wider_than_the_line_is_broken_and_a_line_begins_with_what_is_left(
    text: str, width: float, lines: list[str]
) -> None:
    assert palette.wrap(text, width, 13, lines=9) == lines
