"""What was chosen for each file reaches the process that imports as it was chosen."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.import_choices import ImportChoices, choices_as_json, choices_from_json

names = st.text(max_size=20)
chosen = st.builds(ImportChoices, names, st.none() | names, st.none() | names, st.booleans(), st.booleans())


@given(st.lists(chosen, max_size=3))
def test_choices_come_back_as_they_were(choices: list[ImportChoices]) -> None:
    assert choices_from_json(choices_as_json(choices)) == choices


def test_what_is_not_said_is_as_proposed() -> None:
    (choices,) = choices_from_json('[{"name": "a.csv"}]')
    assert (choices.source, choices.mapping_file, choices.replace, choices.use_saved) == (
        None,
        None,
        False,
        True,
    )


@pytest.mark.parametrize(
    "entry", [{}, {"name": 3}, {"name": "a", "replace": "yes"}, {"name": "a", "mode": 1}]
)
def test_anything_else_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="ImportChoices"):
        choices_from_json(json.dumps([entry]))
