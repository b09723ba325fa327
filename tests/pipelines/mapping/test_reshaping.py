"""A plan for a wide file: what it takes part of, what it fills, and the SQL it becomes."""

from __future__ import annotations

import pytest

from pipelines.errors import FileRefused
from pipelines.mapping.reshaping import Reshaping, bound_to_file, reshaped_sql
from pipelines.sources.catalog import source

SURVEY, LOG = source("survey"), source("interview_log")
HEADS = ["Id", "Q1 before", "Q1 after", "Q2 after", "Lead?", "Offer?", "Change"]
WAVES = Reshaping(
    waves={"pre": {"clarity": "Q1 before"}, "post": {"clarity": "Q1 after", "confidence": "Q2 after"}}
)
GATHERED = Reshaping(gathered={"came_of_it": {"Lead?": "a lead; or two", "Offer?": "offer"}})


def test_a_plan_knows_its_headers_and_the_columns_it_fills_in_every_response() -> None:
    assert not Reshaping()
    assert WAVES
    assert GATHERED
    assert WAVES.headers == {"Q1 before", "Q1 after", "Q2 after"}
    assert WAVES.columns == {"wave", "clarity"}
    assert GATHERED.columns == {"came_of_it"}
    assert Reshaping().columns == frozenset()
    assert Reshaping().as_dict() == {}
    assert list(GATHERED.as_dict()) == ["gathered"]
    assert list(WAVES.as_dict()["waves"]) == ["post", "pre"]


def test_what_was_understood_is_said() -> None:
    assert GATHERED.in_words() == ["2 columns, one a choice, were read as one answer to came_of_it."]
    (sentence,) = WAVES.in_words()
    assert sentence.startswith("Every row holds pre and post answers (clarity): it makes one response")
    assert Reshaping(waves={"pre": {"clarity": "Q1 before"}}).in_words() == []


def test_nothing_to_reshape_is_nothing() -> None:
    assert bound_to_file(Reshaping(), SURVEY, {}, HEADS) is None


def test_choices_are_bound_and_hold_no_separator() -> None:
    bound = bound_to_file(GATHERED, LOG, {}, HEADS)
    assert bound
    assert dict(bound.bound) == {"choice_0_0": "a lead, or two", "choice_0_1": "offer"}
    (made,) = bound.made
    assert (made.name, made.place, made.header) == ("came_of_it", "g0", "Lead?")
    assert "c4" in made.sql
    assert "c5" in made.sql
    assert bound.place_of("came_of_it") == made
    assert bound.place_of("wave") is None
    sql, values = reshaped_sql(bound, len(HEADS))
    assert values == dict(bound.bound)
    assert "unnest([0])" in sql
    assert "where" not in sql.split("from wide")[1]
    assert "lead" not in sql


def test_two_moments_make_two_responses_told_apart() -> None:
    mapped = {"response_id": "Id", "goal_change": "Change"}
    bound = bound_to_file(WAVES, SURVEY, mapped, HEADS)
    assert bound
    assert bound.waves == ("pre", "post")
    by_name = {made.name: made for made in bound.made}
    assert list(by_name) == ["wave", "clarity", "confidence", "response_id", "goal_change"]
    assert by_name["wave"].sql == "case wave_number when 0 then 'pre' when 1 then 'post' end"
    assert by_name["clarity"].sql == "case wave_number when 0 then c1 when 1 then c2 end"
    assert by_name["clarity"].header == "Q1 before / Q1 after"
    assert by_name["confidence"].sql == "case wave_number when 0 then null when 1 then c3 end"
    assert by_name["response_id"].sql.startswith(
        "case wave_number when 0 then nullif(trim(c0), '') || '-pre'"
    )
    assert by_name["goal_change"].sql == "case wave_number when 0 then null when 1 then c6 end"  # at the end
    assert bound.answered == (
        "nullif(trim(c1), '') is not null",
        "nullif(trim(c2), '') is not null or nullif(trim(c3), '') is not null",
    )
    sql, _ = reshaped_sql(bound, len(HEADS))
    assert "unnest([0, 1])" in sql
    assert "(wave_number = 1 and (nullif(trim(c2)" in sql
    assert "(wave_number = 0 and not (nullif(trim(c1)" in sql
    assert "c6, case" in sql


def test_one_moment_alone_tells_no_ids_apart() -> None:
    plan = Reshaping(waves={"pre": {"clarity": "Q1 before"}})
    bound = bound_to_file(plan, SURVEY, {"response_id": "Id", "goal_change": "Change"}, HEADS)
    assert bound
    assert [made.name for made in bound.made] == ["wave", "clarity"]


def test_an_answer_given_once_fills_the_wave_that_has_no_column_for_it() -> None:
    bound = bound_to_file(WAVES, SURVEY, {"confidence": "Change"}, HEADS)
    assert bound
    assert bound.place_of("confidence").sql == "case wave_number when 0 then c6 when 1 then c3 end"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "plan", [Reshaping(gathered={"came_of_it": {"Gone": "x"}}), Reshaping(waves={"pre": {"clarity": "Gone"}})]
)
def test_a_header_that_is_not_there_is_refused(plan: Reshaping) -> None:
    with pytest.raises(FileRefused) as refused:
        bound_to_file(plan, SURVEY, {}, HEADS)
    (problem,) = refused.value.problems
    assert (problem.code, problem.expected) == ("missing_column", "Gone")
