"""What an office can see with the files it has, and which file is worth most next. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipelines.sources.catalog import sources
from pipelines.sources.names import a_file

# Source -> the page that shows most of it, and its title.
SEEN_ON = {
    "roster": ("interviews", "Interviews"),
    "interview_log": ("interviews", "Interviews"),
    "contact_tracker": ("outreach", "Outreach"),
    "outreach_log": ("outreach", "Outreach"),
    "referral_log": ("referrals", "Referrals"),
    "survey": ("growth", "Growth"),
    "degree_log": ("outcomes", "Outcomes"),
    "first_destination": ("outcomes", "Outcomes"),
}


@dataclass(frozen=True)
class SeenPage:
    """A page of figures: its file and title, the figure it stands on, the sources it is made of, what it answers."""

    name: str
    title: str
    metric: str
    sources: frozenset[str]
    answers: str


LOGS = frozenset({"interview_log", "contact_tracker"})
SENT = frozenset({"outreach_log", "contact_tracker"})
OUTCOMES = frozenset({"first_destination", "degree_log"})
PAGES = tuple(
    SeenPage(title.lower(), title, metric, of, answers)
    for title, metric, of, answers in (
        ("Interviews", "interview_volume", LOGS | {"roster"}, "How many students hold how many interviews."),
        (
            "Referrals",
            "referral_yield",
            LOGS | {"referral_log"},
            "Names given, and what students do with them.",
        ),
        ("Outreach", "outreach_volume", SENT, "Whom students contact, and whether they hear back."),
        ("Outcomes", "knowledge_rate", OUTCOMES, "What became of each class."),
        ("Growth", "clarity_change", frozenset({"survey"}), "What students say changed."),
    )
)

# The files worth most to an office that has none of that kind yet, in this order: what each lets it see.
WORTH = {
    "interview_log": "who talked to whom, and how often",
    "roster": "what share of your students is reached, by college and class",
    "outreach_log": "whom students write to, and whether they hear back",
    "first_destination": "what graduates do, and for how many that is known",
    "survey": "what changes in clarity and confidence",
    "referral_log": "what becomes of the names that students are given",
    "degree_log": "of how many graduates the outcome is known",
}
STANDS_FOR = {"contact_tracker": ("interview_log", "outreach_log")}  # a file that holds what others do


def stands_for(there: Collection[str]) -> set[str]:
    """The sources an office has, those that another file holds too among them."""
    return {*there, *(one for source in there for one in STANDS_FOR.get(source, ()))}


def next_file(there: Collection[str]) -> str:
    """The source an office should bring next, "" where it has them all."""
    has = stands_for(there)
    return next((source for source in WORTH if source not in has), "")


def in_words(source: str) -> str:
    """ "Next, bring a student roster: it shows what share of your students is reached, by college and class." """
    return f"Next, bring {a_file(sources()[source])}: it shows {WORTH[source]}."


def changed_by(brought: Collection[str]) -> Iterator[SeenPage]:
    """Pages that show something else once files of these sources are in."""
    return (page for page in PAGES if page.sources & set(brought))
