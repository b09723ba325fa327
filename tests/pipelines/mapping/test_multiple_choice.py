"""Several choices in a cell come apart where the choices are."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.mapping.multiple_choice import learn_choices, split_choices
from pipelines.readers import COMMAND_LIMITS, read
from pipelines.sources.catalog import normalise, source

real_files = pytest.mark.skipif(
    "CC_REAL_FILES" not in os.environ, reason="CC_REAL_FILES names no folder of real files"
)


def test_choices_that_hold_commas_are_learned_from_the_column() -> None:
    cells = [
        "Help with pay, and perks, A lead",
        "A lead",
        "Help with pay, and perks",
        "A lead, Mixed (a, b, c)",
    ]
    learned = learn_choices(cells)
    assert learned == {"help with pay and perks", "mixed a b c"}
    assert split_choices(cells[0], learned) == ["Help with pay, and perks", "A lead"]
    assert split_choices(cells[3], learned) == ["A lead", "Mixed (a, b, c)"]


def test_choices_ticked_together_by_chance_stay_apart() -> None:
    assert learn_choices(["A lead, An offer", "A lead, An offer"]) == frozenset()
    assert learn_choices(["A lead, An offer", "A lead", "An offer"] * 5) == frozenset()


@given(
    st.lists(st.sampled_from(["Alpha", "Beta, and more", "Gamma (x, y)", "Delta"]), min_size=1, unique=True)
)
def test_splitting_and_joining_give_the_same_choices(ticked: list[str]) -> None:
    every = ["Alpha, Beta, and more", "Beta, and more, Delta", "Gamma (x, y), Alpha", "Delta, Gamma (x, y)"]
    assert split_choices(", ".join(ticked), learn_choices([*every, ", ".join(ticked)])) == ticked


@real_files
def test_a_real_multiple_choice_question_comes_apart(tmp_path: Path) -> None:
    folder = Path(os.environ["CC_REAL_FILES"]) / "03_google_forms_and_other_survey"
    path = next(folder.glob("jupyter_2016*.csv"))
    table = read(path, tmp_path, COMMAND_LIMITS).tables[0]
    place = next(n for n, head in enumerate(table.columns) if "which of the following" in head)
    cells = [cells[place] for _, cells in table.rows()]
    learned = learn_choices(cells)
    counts: dict[str, int] = {}
    for cell in cells:
        for choice in split_choices(cell, learned):
            counts[choice] = counts.get(choice, 0) + 1
    assert counts["Jupyter notebook"] == 123
    assert counts["nbconvert"] == 32
    assert counts["JupyterHub"] == 26
    assert counts["Interactive widgets"] == 25
    assert counts["IPython terminal"] == 24
    assert counts["nbgrader"] == 13
    assert len(counts) == 7
    level = next(n for n, head in enumerate(table.columns) if "level of education" in head)
    learned = learn_choices([cells[level] for _, cells in table.rows()])
    assert any(choice.startswith("mixed conferences workshops") for choice in learned)


RESULTS = source("interview_log").column("came_of_it")


KNOWN = [normalise(one) for spellings in RESULTS.values.values() for one in spellings]


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("A lead", ["A lead"]),
        ("insight;lead;", ["insight", "lead"]),
        ("insight\nlead", ["insight", "lead"]),
        ("A job lead, An offer", ["A job lead", "An offer"]),
        ("A job lead,An offer", ["A job lead", "An offer"]),
        (
            "Insight into a job, company or industry, A résumé review",
            ["Insight into a job, company or industry", "A résumé review"],
        ),
        (
            "An offer, Training, course or certificate to pursue",
            ["An offer", "Training, course or certificate to pursue"],
        ),
        ("Something else, An offer", ["Something else", "An offer"]),
        ("new hobby, which I like; lead", ["new hobby, which I like", "lead"]),
        ("", []),
        (" ; ,", [","]),
        (",,", []),
    ],
)
def test_a_cell_of_several_choices_comes_apart_where_its_choices_do(cell: str, choices: list[str]) -> None:
    assert split_choices(cell, RESULTS.spellings) == choices


@given(
    st.lists(st.sampled_from([one for all in RESULTS.values.values() for one in all]), min_size=1, max_size=6)
)
def test_choices_joined_as_google_forms_does_are_read_back(ticked: list[str]) -> None:
    read = [RESULTS.spelled(one) for one in split_choices(", ".join(ticked), RESULTS.spellings)]
    assert None not in read
    assert set(read) <= {RESULTS.spelled(one) for one in ticked} | set(RESULTS.values)


@given(st.text(max_size=200))
def test_no_text_is_lost_in_splitting(cell: str) -> None:
    letters = re.sub(r"\W", "", cell)
    assert re.sub(r"\W", "", "".join(split_choices(cell, KNOWN))) == letters
