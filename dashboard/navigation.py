"""Which pages there are, in which place: file name, title, what it answers. Data only."""

from __future__ import annotations

from typing import Literal, NamedTuple

Filters = Literal["all", "of people", "no dates", "none"]


class PlaceInTheApp(NamedTuple):
    """A page. filters: which of the filter bar mean something on it; the others are off there and say why."""

    name: str
    title: str
    says: str
    filters: Filters = "all"


HOME = PlaceInTheApp("home", "Home", "The year at a glance, and what to do this week.")

PLACES: dict[str, tuple[PlaceInTheApp, ...]] = {
    "Explore": (
        PlaceInTheApp("outreach", "Outreach", "Whom students contact, when, and whether they hear back."),
        PlaceInTheApp("interviews", "Interviews", "How many students hold how many conversations."),
        PlaceInTheApp("referrals", "Referrals", "Names given, and what students do with them."),
        PlaceInTheApp("outcomes", "Outcomes", "What became of each class, of all its graduates.", "no dates"),
        PlaceInTheApp("growth", "Growth", "What students say changed between the two surveys."),
        PlaceInTheApp(
            "compare",
            "Compare",
            "Two groups or periods side by side, and which differences are more than noise.",
        ),
        PlaceInTheApp("research", "Research", "What goes together and what that cannot say, caveats first."),
    ),
    "Students": (
        PlaceInTheApp("this_week", "This week", "Who needs a nudge this week. With names.", "of people"),
        PlaceInTheApp("student", "Find a student", "One student's whole story. With names.", "of people"),
        PlaceInTheApp("chains", "Chains", "One interview and what it led to, as a tree.", "of people"),
    ),
    "Reports": (
        PlaceInTheApp("reports", "Reports", "Ready-made reports in the format your office uses.", "no dates"),
    ),
    "Data": (
        PlaceInTheApp("uploads", "Uploads", "Bring files in, see what became of them, undo.", "none"),
        PlaceInTheApp(
            "who_is_who", "Who is who", "Students, contacts and employers written in several ways.", "none"
        ),
        PlaceInTheApp("plans", "Targets and notes", "Targets, dated notes and saved views.", "none"),
        PlaceInTheApp("definitions", "Definitions", "What every figure counts, with its SQL.", "none"),
    ),
}

PAGES = (HOME, *(page for pages in PLACES.values() for page in pages))

# Addresses of earlier versions, in links people kept.
MOVED = {"overview": "home", "follow_through": "this_week"}


def page_called(title: str) -> PlaceInTheApp:
    """The page of a title. Raises KeyError where there is none."""
    return {page.title: page for page in PAGES}[title]
