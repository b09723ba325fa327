"""What only the working view may ask: lists and pages with names. To read one in another view raises UserError."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from dashboard.asking.question import Ask
from dashboard.asking.served import folder, settings
from dashboard.people import chains as interview_chains
from dashboard.people import counted_rows, digest, lists, messages, sections
from dashboard.people.chains import Chain
from dashboard.people.digest import Digest
from pipelines.errors import UserError
from pipelines.figures import rows_behind as behind
from pipelines.figures import student_story as student_stories
from pipelines.figures.rows_behind import MOST_ROWS, RowsBehind
from pipelines.figures.student_story import Row, Story
from pipelines.store.answers import once


def rows_behind(
    ask: Ask, metric_id: str, choice: counted_rows.Choice, most: int | None = MOST_ROWS
) -> RowsBehind:
    """The rows one segment of a figure counts, at most so many of them. Names: the working view only.

    Not remembered: a thousand rows for every segment somebody looks at would soon fill the memory.
    """
    _working_only(ask)
    return behind.rows_behind(ask.published, metric_id, choice.question, choice.cell.segment, most)


def _working_only(ask: Ask) -> None:
    if ask.view != "working":
        raise UserError("Lists with names are part of the working view only.")


def follow_through_list(ask: Ask, kind_id: str) -> Sequence[lists.Item]:
    """One list of who needs a nudge. Names: the working view only."""
    _working_only(ask)
    return lists.read(ask.published, kind_id, ask.where, ask.since, ask.until)


def message(item: lists.Item, kind_id: str) -> messages.Message:
    """What to write about one item. Raises DefinitionError where the office's own templates cannot be used."""
    return messages.fill(messages.templates(folder())[kind_id], item, settings().office_name)


def message_to_several(kinds: Iterable[str]) -> messages.Message:
    """One text for several students on these lists. Raises DefinitionError as `message` does."""
    template = messages.templates(folder())[messages.for_several(kinds)]
    return messages.fill_for_several(template, settings().office_name)


def digest_of(ask: Ask, put_away: Container[str], address: str) -> Digest:
    """The weekly digest of these filters and dates."""
    _working_only(ask)
    return digest.digest_of(
        ask.published,
        put_away,
        address=address,
        office=settings().office_name,
        where=ask.where,
        since=ask.since,
        until=ask.until,
    )


def chains(ask: Ask) -> Sequence[Chain]:
    """Every chain of interviews that has grown, the longest first."""
    _working_only(ask)
    asked = (ask.where, ask.since, ask.until)
    return once(
        ask.published, ("chains", *asked), lambda: tuple(interview_chains.read(ask.published, *asked))
    )


def student_story(ask: Ask, student: str) -> Story | None:
    """One student's whole story, whatever the filters; None where nobody has that id."""
    _working_only(ask)
    return once(ask.published, ("student", student), lambda: student_stories.story(ask.published, student))


def find_students(ask: Ask, words: str) -> Sequence[Row]:
    """Students by name, id or e-mail, within the filters; at most 20."""
    _working_only(ask)
    return student_stories.find(ask.published, words, ask.where)


def section_students(ask: Ask, section: str) -> Sequence[sections.SectionStudent]:
    """Everybody of one section in these dates, with what is recorded of them. Names: the working view only."""
    _working_only(ask)
    return sections.section_students(ask.published, section, ask.since, ask.until)
