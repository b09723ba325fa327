"""The words on the face of every export."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.face import definition, filters_in_words, n_in_words
from dashboard.charts.marks import marks_of
from pipelines.figures.measure import catalog
from pipelines.figures.results import Question
from pipelines.release.disclosure import Policy
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import cell, metric, released, withheld


def test_the_face_says_everything_in_words() -> None:
    figure = replace(
        samples.by_college(),
        question=Question(
            by=("college",),
            where=(("college", "Business"), ("college", samples.LONG), ("class_year", "2026")),
            since=date(2026, 8, 1),
            until=date(2026, 11, 3),
        ),
        notes=("preliminary, expected graduates",),
    )
    face = dict(exhibit_for(figure, is_synthetic=True).face())
    assert face["Filters"] == f"College: Business or {samples.LONG}; Class: 2026"
    assert face["Period"] == "Aug 1, 2026 to Nov 3, 2026"
    assert face["As of"] == "Nov 12, 2026"
    assert face["Build"] == "build-7"
    assert face["n"] == "12 to 214 contacts in each group"
    assert face["Definition"] == "Threads replied to within 14 days ÷ mature threads, reply known."
    assert (
        face["Caveats"] == "Threads without a recorded reply are left out. Preliminary, expected graduates."
    )
    assert "confidential" in face["View"]
    assert face["Data"] == "Synthetic: do not cite"


def test_the_face_names_the_rules_the_office_publishes_by() -> None:
    figure = replace(samples.outcome_ranges(), view="publishable")
    rules = Policy(k=15)
    assert "fewer than 15 students" in exhibit_for(figure, policy=rules).view_notice
    official = exhibit_for(replace(figure, is_official=True), policy=rules).view_notice
    assert "official rates to one decimal" in official
    assert "bands" not in official


def test_a_count_is_defined_by_what_is_counted_and_a_rate_by_both() -> None:
    told = {
        "numerator": "threads",
        "denominator": "everybody",
        "leaves_out": "bounced ones",
        "source": "NACE",
    }
    rest = "Leaves out: bounced ones. Source of the rule: NACE."
    assert definition(metric(aggregate="count", **told)) == f"Threads. {rest}"
    assert definition(metric(**told)) == f"Threads ÷ everybody. {rest}"
    assert definition(metric(**(told | {"denominator": ""}))) == f"Threads. {rest}"


def test_a_figure_never_shown_alone_stands_on_the_face_row_by_row() -> None:
    knowledge = metric("knowledge_rate", title="Knowledge rate", of="graduate")
    rows = [cell({"college": "Arts"}, 0.71, 200), withheld({"college": "Law"})]
    figure = replace(samples.outcome_ranges(), beside=(released(knowledge, rows, ("college",)),))
    assert dict(exhibit_for(figure).face())["Figure beside"] == "Knowledge rate: Arts 71%, Law <10"


def test_one_is_one_thing_and_a_count_is_of_people() -> None:
    rate = released(samples.RATE, [cell({}, 1.0, 1)])
    assert dict(exhibit_for(rate).face())["n"] == "1 contact"
    count = released(samples.VOLUME, [cell({}, 4, 1)])
    assert dict(exhibit_for(count).face())["n"] == "1 student"


@pytest.mark.parametrize(
    ("figure", "question", "words"),
    [
        ("participation_rate", Question(),
         "Population: students enrolled and expected to log in the period"),
        ("participation_rate", Question(where=(("college", "Law"),), population="roster"),
         "College: Law; Population: the roster, as enrolled in the period"),
        ("career_outcomes_rate", Question(where=(("class_year", "2026"),), known_within_days=90),
         "Class: 2026; As known 90 days after June 30 of the class"),
        ("response_rate", Question(), "Everyone"),
    ],
)  # fmt: skip
def test_filters_say_who_was_counted_and_what_was_known(figure: str, question: Question, words: str) -> None:
    assert filters_in_words(question, catalog()[figure]).removeprefix("Everyone; ") == words


def test_where_no_n_may_be_told_the_face_says_so_and_without_a_row_there_is_none() -> None:
    hidden = released(samples.RATE, [withheld({"college": "Law"})], ("college",))
    assert n_in_words(marks_of(hidden)) == "hidden"
    assert n_in_words(marks_of(released(samples.RATE, [], ("college",)))) == "none"


def test_what_leaves_nothing_out_does_not_speak_of_it() -> None:
    assert definition(metric(numerator="threads", denominator="everybody")) == "Threads ÷ everybody."
