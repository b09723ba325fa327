"""One student's whole story, found by a link or by name. Working view only."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.people import student as words
from pipelines.figures.student_story import find, story
from tests.dashboard.conftest import Open
from tests.dashboard.test_pages import words as said
from tests.offices import office

FILES = {
    "roster": """
    student_id | first_name | last_name | email      | college | class_year | is_expected_to_log
    a1         | Ana        | [x](u)    | a1@uni.edu | Arts    | 2027       | yes
    b2         | Ben        | Cole      | -          | Science | 2027       | yes
    """,
    "outreach_log": """
    student_id | contact_name | sent_on    | channel  | reply    | replied_on
    a1         | Lee Park     | 2026-09-01 | linkedin | replied  | 2026-09-04
    a1         | Pat Reed     | 2026-09-02 | cold     | bounced  | -
    a1         | Sam Ortiz    | 2026-10-05 | cold     | -        | -
    """,
    "interview_log": """
    student_id | contact_name | held_on    | status    | referred_contacts | thank_you_on | has_thanked
    a1         | Lee Park     | 2026-09-10 | held      | Kim Doe;Jo Fox    | 2026-09-11   | -
    a1         | Kim Doe      | 2026-09-20 | held      | Al Roe            | -            | no
    a1         | Al Roe       | 2026-10-01 | held      | -                 | -            | -
    a1         | Zed Orr      | 2026-11-18 | scheduled | -                 | -            | -
    """,
}


def texts(at: object) -> str:
    return "\n".join(text.value for text in at.text)  # type: ignore[attr-defined]


def test_a_story_in_one_sentence_and_in_order(tmp_path: Path) -> None:
    told = story(office(tmp_path, **FILES), "A1")
    assert told
    assert words.sentence(told) == (
        "Contacted 3 people since Sep 1, 2026 and heard back from 1, held 3 interviews and was given 3 names,"
        " 1 of them not contacted yet."
    )
    outline = [(depth, row["contact"]) for depth, row in words.outline(told.interviews)]
    assert outline == [(0, "Lee Park"), (1, "Kim Doe"), (2, "Al Roe"), (0, "Zed Orr")]
    replies = {row["contact"]: words.reply(row) for row in told.threads}
    assert replies["Lee Park"] == "Replied after 3 days"
    assert replies["Pat Reed"] == "Bounced"
    assert replies["Sam Ortiz"] == "Not recorded"
    assert replies["Kim Doe"] == "Interviewed"
    became = {row["contact"]: words.became(row) for row in told.names}
    assert became == {
        "Kim Doe": "Interviewed Sep 20, 2026",
        "Al Roe": "Interviewed Oct 1, 2026",
        "Jo Fox": "Not contacted yet",
    }
    thanked = {row["contact"]: words.thank_you(row) for row in told.interviews}
    assert thanked == {
        "Lee Park": "Thanked after 1 day",
        "Kim Doe": "Not thanked yet",
        "Al Roe": "",
        "Zed Orr": "",
    }


def test_interviews_whose_contacts_named_each_other_are_each_shown_once() -> None:
    rows = [{"interview_key": 1, "parent_interview_key": 9}, {"interview_key": 2, "parent_interview_key": 1}]
    assert [(depth, row["interview_key"]) for depth, row in words.outline(rows)] == [(0, 1), (1, 2)]


def test_a_student_who_logged_nothing_has_nothing_recorded(tmp_path: Path) -> None:
    told = story(office(tmp_path, **FILES), "b2")
    assert told
    assert words.sentence(told) == "Nothing is recorded yet. Not recorded is not the same as not done."


def test_students_are_found_by_every_word_within_the_filters(tmp_path: Path) -> None:
    published = office(tmp_path, **FILES)
    assert [row["student_id"] for row in find(published, "cole BEN")] == ["b2"]
    assert [row["student_id"] for row in find(published, "uni.edu")] == ["a1"]
    assert [row["student_id"] for row in find(published, "%")] == []
    assert find(published, "  ") == []
    assert find(published, "ben", [("college", "Arts")]) == []


def test_a_link_shows_the_student_with_what_is_due(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, **FILES)
    at = open_page(tmp_path / "warehouse", "", student="a1")
    assert not at.warning
    at.switch_page("app_pages/student.py").run()
    assert not at.exception
    assert at.title[0].value == r"Ana \[x\]\(u\)"
    assert "Thank-you due" in texts(at)
    assert "Names not contacted" in texts(at)
    assert any("<ul><li><p><b>Kim Doe</b>" in one.proto.body for one in at.get("html"))  # below Lee Park
    assert "No graduation on record." in said(at)
    assert {"Names given", "Contacts", "Growth", "Outcome"} <= {part.value for part in at.header}


def test_an_unknown_id_says_so_and_offers_the_search(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, **FILES)
    at = open_page(tmp_path / "warehouse", "", student="*zz*")
    at.switch_page("app_pages/student.py").run()
    assert at.warning[0].value == "This office has no student with that ID."
    assert "*zz*" in texts(at)  # as it is
    at.text_input(key="find_student").set_value("ben").run()
    assert not at.exception
    assert "Ben Cole" in [link.proto.label for link in at.get("page_link")]


@pytest.mark.parametrize("view", ["Internal view", "Publishable view"])
def test_a_student_is_shown_in_the_working_view_only(view: str, open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, **FILES)
    at = open_page(tmp_path / "warehouse", "", student="a1", view=view)
    at.switch_page("app_pages/student.py").run()
    assert "working view only" in said(at)
    assert "Ana" not in said(at)
    assert not at.dataframe


def test_before_there_is_data_the_page_welcomes(open_page: Open, tmp_path: Path) -> None:
    at = open_page(tmp_path, "student")
    assert not at.exception
    assert at.title[0].value == "Welcome to Career Conversations"


def test_a_graduate_with_surveys_shows_growth_and_outcome(open_page: Open, tmp_path: Path) -> None:
    survey = """
    student_id | responded_at | wave | clarity | goal_change
    a1         | 2026-08-20   | pre  | 2       | -
    a1         | 2026-11-01   | post | 4       | changed
    """
    outcome = """
    student_id | outcome_status     | employer | job_title | accepted_on | found_through | class_year
    a1         | employed_full_time | Acme     | Analyst   | 2026-05-01  | referral      | 2026
    """
    office(tmp_path, **FILES, survey=survey, first_destination=outcome)
    at = open_page(tmp_path / "warehouse", "", student="a1")
    at.switch_page("app_pages/student.py").run()
    assert not at.exception
    assert "Employed full-time: Analyst at Acme" in texts(at)
    assert "The conversations changed the goal." in texts(at)
    assert list(at.dataframe[-1].value["Change"]) == ["+2.0"]


def test_who_is_not_enrolled_on_the_newest_day_is_shown_with_the_day(tmp_path: Path) -> None:
    roster = """
    student_id | class_year | entered_on | is_expected_to_log
    a1         | 2027       | -          | yes
    b2         | 2026       | -          | yes
    c3         | 2031       | 2027-08-23 | yes
    d4         | 2027       | -          | no
    """
    log = "student_id | contact_name | held_on\na1 | Lee Park | 2026-09-10"
    published = office(tmp_path, roster=roster, interview_log=log)
    told = {who: story(published, who) for who in ("a1", "b2", "c3", "d4")}
    assert {who: words.about(one.person).rpartition(" · ")[2] for who, one in told.items() if one} == {
        "a1": "expected to log",
        "b2": "enrolled until Jun 30, 2026",
        "c3": "enrolled from Aug 23, 2027",
        "d4": "Class of 2027",
    }
