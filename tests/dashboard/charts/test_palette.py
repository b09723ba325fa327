"""Colors and type: greys, ramps, text that is measured and wrapped."""

from __future__ import annotations

import pytest

from dashboard.charts import palette


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
