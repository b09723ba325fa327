"""Which pages change with a file, and which file is worth most next."""

from __future__ import annotations

import pytest

from dashboard.figures.next_files import PAGES, SEEN_ON, WORTH, changed_by, in_words, next_file
from dashboard.navigation import PAGES as NAVIGATION
from pipelines.figures.definitions import catalog
from pipelines.sources.catalog import sources


@pytest.mark.parametrize(
    ("there", "nearest"),
    [
        (set(), "interview_log"),
        ({"interview_log"}, "roster"),
        ({"roster"}, "interview_log"),
        ({"roster", "contact_tracker"}, "first_destination"),  # a tracker is a log of both kinds
        (set(sources()), ""),
    ],
)
def test_the_file_worth_most_next_is_one_the_office_has_not(there: set[str], nearest: str) -> None:
    assert next_file(there) == nearest


def test_what_is_offered_exists() -> None:
    titles = {page.name: page.title for page in NAVIGATION}
    assert all(titles[page.name] == page.title for page in PAGES)
    assert all(titles[name] == title for name, title in SEEN_ON.values())
    assert {page.metric for page in PAGES} <= set(catalog())
    assert set(SEEN_ON) == set(sources())
    assert set(WORTH) | {"contact_tracker"} == set(sources())
    assert set().union(*(page.sources for page in PAGES)) == set(sources())


def test_pages_that_show_something_else_are_named() -> None:
    assert [page.title for page in changed_by(["contact_tracker"])] == ["Interviews", "Referrals", "Outreach"]
    assert [page.title for page in changed_by(["survey"])] == ["Growth"]
    assert list(changed_by([])) == []


def test_the_next_file_is_said_with_what_it_shows() -> None:
    assert in_words("roster") == (
        "Next, bring a student roster: it shows what share of your students is reached, by college and class."
    )
