"""What we write as TOML says what it should, and leaves what a person wrote around it alone."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.mapping.toml_text import rewritten, written

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
tables = st.dictionaries(texts, st.one_of(texts, st.lists(texts, max_size=3)), min_size=1, max_size=4)
nested = st.dictionaries(texts, tables, min_size=1, max_size=3)
documents = st.fixed_dictionaries(
    {},
    optional={
        "name": texts.filter(bool),
        "date_order": st.sampled_from(["mdy", "dmy"]),
        "columns": tables,
        "values": nested,
        "survey": nested,
    },
)


@given(documents)
def test_any_text_comes_back_as_it_was(document: dict[str, Any]) -> None:
    assert tomllib.loads(written(document)) == document


@given(documents, documents)
def test_a_rewritten_text_says_the_new_and_nothing_of_the_old(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert tomllib.loads(rewritten(written(before), after)) == after


def test_what_is_empty_is_left_out() -> None:
    document = {"name": "", "source": "survey", "columns": {}, "values": {"reply": {}, "status": {"x": ""}}}
    assert tomllib.loads(written(document)) == {"source": "survey", "values": {"status": {"x": ""}}}


HAND_WRITTEN = """\
# Ours, since 2024.
source = "survey"  # asked twice

# Ann wants these in this order
[columns]
wave = "When"
clarity = 'Q1'  # was Q2

[values.wave]
# how the form says it
"at the start" = "pre"

[scale]
low = 1
high = 5
"""


@pytest.mark.parametrize(
    ("changes", "gone", "new"),
    [
        ({}, [], []),
        ({"source": "roster"}, ['source = "survey"'], ['source = "roster"  # asked twice']),
        ({"columns": {"clarity": "Q3"}}, ["When", "Q1"], ['clarity = "Q3"  # was Q2']),
        ({"values": {"wave": {"later": "post"}}}, ['"at the start"'], ["# how the form says it", "later"]),
        ({"name": "Fall"}, [], ['name = "Fall"']),
    ],
)
def test_comments_order_and_quotes_stay(changes: dict[str, Any], gone: list[str], new: list[str]) -> None:
    document = {**tomllib.loads(HAND_WRITTEN), **changes}
    text = rewritten(HAND_WRITTEN, document)
    assert tomllib.loads(text) == document
    assert not [one for one in gone if one in text]
    assert not [one for one in new if one not in text]
    lines = set(text.splitlines())
    assert {"# Ours, since 2024.", "# Ann wants these in this order", "low = 1"} <= lines
    if not changes:
        assert text == HAND_WRITTEN


def test_tables_of_one_source_may_stand_apart() -> None:
    text = '[survey.wave]\na = "pre"\n\n[roster.gender]\nb = "x"\n\n[survey.goal_change]\nc = "unsure"\n'
    document = {"survey": {"wave": {"a": "post"}, "goal_change": {"c": "unsure", "d": "changed"}}}
    assert tomllib.loads(rewritten(text, document)) == document
