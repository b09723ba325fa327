"""The scale of a survey is read off its answers, and is a question where they do not tell."""

from __future__ import annotations

import pytest

from pipelines.mapping import scales
from pipelines.mapping.evidence import Evidence, look
from pipelines.mapping.propose import propose
from pipelines.mapping.scales import ProposedScale
from pipelines.sources.catalog import source

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


def scale_of(cells: list[str], text: str = "") -> ProposedScale | None:
    proposal = scales.propose({"clarity": [look(cells)]}, {"clarity": text})
    return proposal.scale if proposal else None


@pytest.mark.parametrize(
    ("cells", "scale"),
    [
        (["1", "2", "3", "4", "5"], ProposedScale(1, 5, "up", True, "answers lie between 1 and 5")),
        (
            ["2", "2", "3", "4", "4"],
            ProposedScale(
                1, 5, "up", False, "answers lie between 2 and 4; the ends 1 and 5 do not both occur"
            ),
        ),
        (["1", "2", "3", "4"], None),  # four answers say nothing about where a scale ends
        (["1", "5"] * 24 + ["9"], ProposedScale(0, 10, "up", False, "answers lie between 1 and 9; the ends 0 and 10 do not both occur")),
        (["1", "5"] * 25 + ["9"], ProposedScale(1, 5, "up", True, "answers lie between 1 and 5")),  # a slip among 51
        (["1", "5"] * 24 + ["9", "9"], ProposedScale(0, 10, "up", False, "answers lie between 1 and 9; the ends 0 and 10 do not both occur")),
        (["0", "100", "50", "50", "50"], ProposedScale(0, 100, "up", True, "answers lie between 0 and 100")),
        (["101", "1", "2", "3", "4"], None),
        (["1.5", "2.5", "3", "4", "5"], ProposedScale(1, 5, "up", False, "answers lie between 1.5 and 5; the ends 1 and 5 do not both occur")),
        (
            ["Disagree", "Agree", "Neutral"],
            ProposedScale(
                1, 5, "up", False,
                "answers in words, from “strongly disagree” (1) to “strongly agree” (5); not all steps occur, so other ends are possible",
            ),
        ),
        (
            ["Very clear", "Not at all clear", "Somewhat clear"],
            ProposedScale(1, 5, "up", True, "answers in words, from “not at all clear” (1) to “very clear” (5)"),
        ),
    ],
)  # fmt: skip
def test_a_scale_is_proposed_with_its_reason(cells: list[str], scale: ProposedScale | None) -> None:
    assert scale_of(cells) == scale


@pytest.mark.parametrize(
    ("cells", "text", "direction", "best"),
    [
        (["1", "5", "2", "3", "4"], "", "up", 5),
        (["1", "5", "2", "3", "4"], "1 = very clear, 5 = not at all clear", "down", 1),
        (["1", "5", "2", "3", "4"], "1 = not at all clear, 5 = very clear", "up", 5),
        (["1", "5", "2", "3", "4"], "1 = very clear", "up", 5),
        (["1 - Very clear", "5 - Not at all clear", "2", "3", "4"], "", "down", 1),
        (["Very clear (5)", "Not at all clear (1)", "2", "3", "4"], "", "up", 5),
    ],
)
def test_words_at_the_ends_say_which_is_the_best(
    cells: list[str], text: str, direction: str, best: float
) -> None:
    scale = scale_of(cells, text)
    assert scale
    assert (scale.direction, scale.best) == (direction, best)
    has_words = bool(text.count("=") > 1 or any("lear" in cell for cell in cells))
    assert ("is worded as the best" in scale.why) == has_words


def test_numbers_behind_words_are_what_the_words_stand_for() -> None:
    proposal = scales.propose({"clarity": [look(["Very clear (5)", "Not at all clear (1)", "2", "3", "4"])]})
    assert proposal
    assert proposal.values == {"clarity": {"Very clear (5)": "5", "Not at all clear (1)": "1"}}
    proposal = scales.propose({"clarity": [look(["1 - Low", "5 - High", "2", "3", "4"])]})
    assert proposal
    assert proposal.values == {}  # numbers in front are read as they stand


@pytest.mark.parametrize(
    ("cells", "is_answers"),
    [
        (["1", "5", "3"], True),
        (["0", "10", "3"], True),
        (["11", "12", "13"], False),
        (["1", "5"], False),
        ([str(n) for n in range(11)] + ["0"], True),
        ([f"{n}.5" for n in range(10)] + ["1", "2", "3"], False),  # thirteen kinds of answers are no scale
        (["Agree", "Disagree", "Neutral"], True),
        (["Agree", "Disagree", "Neutral", "Strongly agree", "it depends"], True),
        (["Agree", "Disagree", "Neutral", "it depends"], False),
        (["Agree", "Agree", "Agree"], False),  # one word may be anything
    ],
)
def test_what_looks_like_answers(cells: list[str], is_answers: bool) -> None:
    assert scales.looks_like_answers(look(cells)) == is_answers


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("How clear is the path you want to take?", "clarity"),
        ("What is your name?", ""),
        ("unclearly", ""),
    ],
)
def test_a_question_has_one_topic_or_none(text: str, topic: str) -> None:
    assert scales.topic_of(text, source("survey").topics) == topic
