"""How long degrees take and when terms are: temp tables for the marts of who is enrolled when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.figures.periods import Terms, next_start
from pipelines.figures.term_names import term_of
from pipelines.settings import Settings
from pipelines.store.warehouse import Connection

# Levels an office has no years of its own for; non-degree study has none: its start is not known.
_OTHER_LEVELS = {
    "": 4,
    "undergraduate_unspecified": 4,
    "graduate_unspecified": 2,
    "postbaccalaureate_certificate": 1,
    "post_master_certificate": 1,
}


def study_tables(connection: Connection, settings: Settings) -> None:
    """Temp tables level_years (degree_level, years) and roster_terms (term as the roster writes it, since, until)."""
    levels = {**_OTHER_LEVELS, **settings.years}
    connection.execute(
        "create temp table level_years as"
        " select unnest($levels::varchar[]) as degree_level, unnest($years::integer[]) as years",
        {"levels": list(levels), "years": list(levels.values())},
    )
    texts = [
        text for (text,) in connection.execute("select distinct term from stg_roster").fetchall() if text
    ]
    known = _dated(texts, settings.term_starts, settings.year_start[0])
    connection.execute(
        "create temp table roster_terms as select unnest($texts::varchar[]) as term,"
        " unnest($since::date[]) as since, unnest($until::date[]) as until",
        {
            "texts": list(known),
            "since": [first for first, _ in known.values()],
            "until": [last for _, last in known.values()],
        },
    )


def _dated(texts: Sequence[str], terms: Terms, year_start: int) -> dict[str, tuple[date, date]]:
    found = {text: term_of(text, terms, year_start) for text in texts}
    return {
        text: (term[1], date.fromordinal(next_start("term", term[1], terms).toordinal() - 1))
        for text, term in found.items()
        if term is not None
    }
