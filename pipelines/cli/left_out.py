"""What of a file is left out, on a terminal: a line for what does not come in, one for what is in no figure. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipelines.figures import wording
from pipelines.ingest.left_out import NOUNS, UNSURE, LeftOut
from pipelines.mapping.cell_values.reading import shown

NAMED = 8

_WHY: Mapping[str, str] = {
    "another_kind": "of another kind",
    "not_chosen": "not chosen",
    "second_table": "below or beside the one that was read",
    "unsure_table": "read as columns of the one beside it",
    "second_contact": "a further one in a row; give each a row of its own",
    "second_half": "to a question that comes again in another column",
    "not_used": "not used",
    "never_kept": "never kept",
    "preview": "a survey's previews",
    "unfinished": "unfinished responses",
    "duplicate": "the same as another row",
    "note": "remarks",
    "total_line": "totals",
    "no_event": "nothing has happened",
    "no_talk": "entries of a calendar that suggest no interview",
    "not_confirmed": "entries nobody has confirmed",
    "above": "above the table",
    "blank": "blank",
    "superseded": "replaced by a later row of the same key",
    "not_recorded": "not recorded, because nobody can read them",
    "undated": "none has a date",
    "unanswered": "none answers a question that a figure asks",
    "ahead": "their day is still to come",
}


def in_words(left: Sequence[LeftOut]) -> Iterator[str]:
    """Nothing where nothing is left out."""
    out = [_said(one) for one in left if not one.counts_in_no_figure and one.reason != UNSURE]
    if out:
        yield f"Left out: {'; '.join(out)}."
    maybe = [_said(one) for one in left if one.reason == UNSURE]
    if maybe:
        yield f"Perhaps a table of its own: {'; '.join(maybe)}. If it is one, move it to a sheet of its own."
    uncounted = [_said(one) for one in left if one.counts_in_no_figure]
    if uncounted:
        yield f"In, but in no figure: {'; '.join(uncounted)}."


def _said(one: LeftOut) -> str:
    """ "2 columns (not used: “Notes”, “GPA”)" """
    names = wording.and_more([shown(name) for name in one.names[:NAMED]], len(one.names))
    return f"{wording.plural(one.count, *NOUNS[one.what])} ({_WHY[one.reason]}{': ' if names else ''}{names})"
