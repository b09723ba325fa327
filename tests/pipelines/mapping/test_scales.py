"""The scale of a survey is read off its answers, and is a question where they do not tell."""

from __future__ import annotations

import pytest

from pipelines.mapping import scales
from pipelines.mapping.evidence import Evidence, look
from pipelines.mapping.propose import propose

DAYS = [f"2026-03-{day:02}" for day in range(1, 13)]


def evidence(table: dict[str, list[str]], roster: frozenset[str] = frozenset()) -> dict[str, Evidence]:
    return {header: look(cells, roster) for header, cells in table.items()}


@pytest.mark.parametrize(
    ("cells", "ends", "is_certain"),
    [
        (["1", "2", "3", "4", "5"], (1, 5, "up"), True),
        (["2", "3", "4", "4", "3"], (1, 5, "up"), False),
        (["1", "7", "4", "4", "3"], (1, 7, "up"), True),
        (["2", "6", "4", "4", "3"], (1, 7, "up"), False),
        (["0", "10", "7", "8", "8"], (0, 10, "up"), True),
        (["1", "10", "7", "8", "8"], (1, 10, "up"), True),
        (["5 - Strongly agree", "1 - Strongly disagree", "3 - Neutral", "2", "4"], (1, 5, "up"), True),
        (["1 - Strongly agree", "5 - Strongly disagree", "3 - Neutral", "2", "4"], (1, 5, "down"), True),
        (["Strongly agree (1)", "Strongly disagree (7)", "2", "3", "4"], (1, 7, "down"), True),
        (["Strongly agree", "Agree", "Neutral", "Disagree", "Strongly disagree"], (1, 5, "up"), True),
        (["Agree", "Neutral", "Disagree"], (1, 5, "up"), False),
        (["Very clear", "Somewhat clear", "Not at all"], (1, 5, "up"), True),
        (["Never", "Sometimes", "Always", "Often"], (1, 5, "up"), True),
        (["Somewhat agree", "Agree", "Strongly agree", "Strongly disagree", "Slightly disagree", "Disagree", "Neutral"], (1, 7, "up"), True),
    ],
)  # fmt: skip
def test_a_scale_is_read_off_its_answers(
    cells: list[str], ends: tuple[float, float, str], is_certain: bool
) -> None:
    found = scales.propose({"clarity": [look(cells)]})
    assert found
    assert (found.scale.low, found.scale.high, found.scale.direction) == ends
    assert found.scale.is_certain == is_certain


@pytest.mark.parametrize(
    "cells", [["4", "6"], [], ["no idea", "ask me later", "who knows"], ["1932", "2020"] * 5]
)
def test_too_little_is_no_scale(cells: list[str]) -> None:
    assert scales.propose({"clarity": [look(cells)]}) is None


def test_a_question_may_say_which_end_is_best() -> None:
    asked = {"clarity": "How clear are your goals? (1 = very clear, 5 = not at all clear)"}
    found = scales.propose({"clarity": [look(["1", "5", "3", "2", "4"])]}, asked)
    assert found
    assert found.scale.direction == "down"


def test_questions_on_two_scales_are_said() -> None:
    answers = {"clarity": [look(["1", "5", "3", "2", "4"])], "confidence": [look(["1", "7", "3", "2", "4"])]}
    found = scales.propose(answers)
    assert found
    assert (found.scale.low, found.scale.high, found.scale.is_certain) == (1, 7, False)
    assert "clarity runs from 1 to 5, and an import has one scale" in found.scale.why


def test_words_become_numbers_and_the_scale_is_said() -> None:
    table = {
        "Student ID": ["S1", "S2", "S3"],
        "Timestamp": DAYS[:3],
        "How clear is the path you want to take?": ["Very clear", "Somewhat clear", "Not at all"],
    }
    made = propose(list(table), (), "survey", evidence=evidence(table))
    match = next(match for match in made.matches if match.column == "clarity")
    assert (match.how, match.is_uncertain) == ("question", True)
    assert made.values["clarity"] == {"Very clear": "5", "Somewhat clear": "3", "Not at all": "1"}
    assert made.as_dict()["scale"] == {"low": 1.0, "high": 5.0, "direction": "up"}
