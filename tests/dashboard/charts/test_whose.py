"""Whose a figure is, inside the sentences of the catalog: names do not transfer, and contacts are in no college."""

from __future__ import annotations

import re

import pytest

from dashboard.charts.exhibit import chart_for
from dashboard.charts.gaps import gaps
from dashboard.charts.whose import of_those, whose
from dashboard.sentence_book import released
from pipelines.figures.definitions import catalog
from pipelines.figures.measure import dimensions_for
from pipelines.release.segments import TIME


def finding(figure: str, by: str, table: str) -> str:
    return chart_for(released(figure, tuple(by.split()), table)).finding


APART = "yes 90/100; no 30/100"


@pytest.mark.parametrize(
    ("figure", "by", "table", "says"),
    [
        ("participation_rate", "is_transfer", APART, "90% of students who transferred were reached, 30% of those who did not transfer"),
        ("response_rate", "is_first_generation", APART, "90% of contacts of students who are first generation replied, 30% of those of students who are not first generation"),
        ("response_rate", "college", "Law 90/100; Arts 30/100", "90% of contacts of students in Law replied, 30% of those of students in Arts"),
        ("referral_activation_rate", "is_transfer", APART, "90% of names of students who transferred were contacted, 30% of those of students who did not transfer"),
        ("referral_any_rate", "college", "Law 90/100; Arts 30/100", "90% of interviews in Law ended with a name, 30% in Arts"),
        ("referral_any_rate", "mode", "in_person 90/100; email 30/100", "90% of interviews held in person ended with a name, 30% of those held by e-mail"),
        ("referral_any_rate", "channel", "cold 90/100; linkedin 30/100", "90% of interviews with cold contacts ended with a name, 30% with contacts found on LinkedIn"),
        ("acceptance_rate", "degree_level", "bachelor 90/100", "Acceptance rate: 90% at the bachelor level"),
        ("acceptance_rate", "is_transfer", APART, "Acceptance rate: 90% for students who transferred, 30% for students who did not transfer"),
        ("acceptance_rate", "weekday", "Monday 90/100; Friday 30/100", "Acceptance rate: 90% on Mondays, 30% on Fridays"),
        ("interview_volume", "gender", "Woman 12; Man 7", "Interviews held: 12 for students who are women, 7 for students who are men"),
        ("interview_volume", "channel", "linkedin 12; cold 7", "Interviews held: 12 with contacts found on LinkedIn, 7 with cold contacts"),
        ("median_salary_usd", "is_transfer", "yes 70000±1000/40; no 40000±1000/40", "Median starting pay of graduates who transferred is $70,000, $40,000 of those who did not transfer"),
        ("referral_yield", "is_transfer", "yes 1.9±0.1/60; no 0.9±0.1/60", "1.9 new names per interview of students who transferred, 0.9 of those who did not transfer"),
        ("reply_by_follow_up", "second_touch", "0-2 76/100; none 10/100", "76% of contacts after a second message on business days 0–2 replied, 10% without a second message by day 7"),
        ("came_of_it_rate", "came_of_it", "any 79/100; lead 60/100; offer 4/100", "60% of interviews brought a lead; an offer, 4%"),
        ("outcome_source_mix", "knowledge_source", "survey 49/100; faculty 18/100", "49% of known outcomes came from the survey; faculty, 18%"),
        ("breadth_employers", "employers", "0 13/100; 1 62/100; 2 25/100", "62% of students talked with people at one employer"),
        ("breadth_industries", "industries", "0 62/100; 1 13/100", "62% of students talked with people in no industries"),
        ("mode_mix", "mode", "video 50/100; in_person 30/100", "50% of interviews were held by video, 30% held in person"),
        ("goal_change_share", "goal_change", "confirmed 50/100; ruled_out 30/100", "50% of students confirmed their goal, 30% ruled their goal out"),
    ],
)  # fmt: skip
def test_whose_a_figure_is(figure: str, by: str, table: str, says: str) -> None:
    assert finding(figure, by, table) == says


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("yes 0.2±0.1/90; no -0.2±0.1/90", "Students who transferred, against all others: share of students reached 20 points higher"),
        ("yes -0.01±0.005/90; no 0.01±0.005/90", "Students who transferred, against all others: share of students reached 1 point lower"),
        ("yes 0.1±0.2/90; no -0.1±0.2/90", "Students who transferred: no gap to all others is more than chance"),
    ],
)  # fmt: skip
def test_a_gap_is_told_of_whom_in_what_and_which_way(table: str, says: str) -> None:
    assert gaps(released("equity_gap", ("is_transfer",), table)).finding == says


STANDS_BEHIND = ("in", "at", "on", "of", "for", "with", "found", "held", "who", "advised", "contacted")


def test_every_cut_of_every_figure_has_words_that_stand_behind_what_is_counted() -> None:
    for metric in catalog().values():
        for dimension in set(dimensions_for(metric.id)) - set(TIME):
            words = whose(metric, dimension, "yes", "Yes")
            assert words.split()[0] in STANDS_BEHIND, (metric.id, words)
            if words.startswith("who "):
                assert re.search("(students?|graduates) <who>", metric.says), (metric.id, words)
            assert of_those(metric, words).count("of those") <= 1
