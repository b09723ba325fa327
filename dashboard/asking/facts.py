"""What a build knows about itself, read once a build: what it holds, who can be chosen, what waits for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.asking.served import current
from pipelines.errors import UserError
from pipelines.figures import measure, wording
from pipelines.figures.definitions import dimensions
from pipelines.figures.results import UNKNOWN, Metric
from pipelines.figures.windows import default_windows, in_words
from pipelines.identity.decisions import Decision
from pipelines.identity.gathering import suggestions
from pipelines.identity.suggestion import Suggestion
from pipelines.sources.catalog import Source, sources
from pipelines.store.answers import once
from pipelines.store.warehouse import Published


@dataclass(frozen=True)
class Facts:
    """What a build knows about itself: its settings row, the filters' values, the sources it holds."""

    build: str
    is_synthetic: bool
    as_of: Mapping[str, date | None]
    options: Mapping[str, tuple[str, ...]]
    sources: frozenset[str]
    is_anybody_expected: bool

    @property
    def newest(self) -> date | None:
        """The newest date of what students do; presets of the date filter and the digest are counted from it."""
        days = [
            self.as_of[source]
            for source in ("outreach", "interviews", "referrals", "survey")
            if self.as_of.get(source)
        ]
        return max((day for day in days if day), default=self.as_of.get("outcomes"))


FURTHER_FILTERS = ("is_first_generation", "major", "degree_level", "advisor")

_OPTIONS = {
    "program": "select distinct program as value from marts.student_programs order by 1",
    "college": "select distinct college as value from marts.students order by 1",
    "class_year": "select distinct class_year as value from marts.students order by 1 desc",
}


def _facts(published: Published) -> Facts:
    settings = published.query("select * from marts.settings")[0]
    held = published.query("select distinct source from ledger.imports where status = 'live'")
    marked = published.query(
        "select count(*) as n from marts.column_fill"
        " where source = 'roster' and column_name = 'is_expected_to_log' and filled > 0"
    )
    return Facts(
        build=published.build,
        is_synthetic=bool(settings.get("is_synthetic")),
        as_of={
            name.removeprefix("as_of_"): value
            for name, value in settings.items()
            if name.startswith("as_of_")
        },
        options={
            **{name: tuple(row["value"] for row in published.query(sql)) for name, sql in _OPTIONS.items()},
            **{name: tuple(measure.segment_domain(published, name)) for name in FURTHER_FILTERS},
        },
        sources=frozenset(row["source"] for row in held),
        is_anybody_expected=bool(marked[0]["n"]),
    )


def facts_of(published: Published) -> Facts:
    """What this build knows about itself, read once."""
    return once(published, ("facts",), lambda: _facts(published))


def dimension_options(published: Published, dimension: str) -> tuple[str, ...]:
    """The groups of a dimension that somebody is in, but for the unknown."""
    known = once(
        published, ("options", dimension), lambda: tuple(measure.segment_domain(published, dimension))
    )
    return tuple(value for value in known if value != UNKNOWN)


def every_class(published: Published) -> tuple[str, ...]:
    """The classes of graduates, the newest first."""
    return once(published, ("classes",), lambda: _classes(published))


def newest_class(published: Published, chosen: tuple[str, ...] = ()) -> str:
    """The newest class of graduates (among those chosen), "" where there is none."""
    return next((name for name in every_class(published) if not chosen or name in chosen), "")


def _classes(published: Published) -> tuple[str, ...]:
    rows = published.query(
        """
select class_year
from marts.graduates
where class_year <> 'Unknown'
group by class_year
order by class_year desc
"""
    )
    return tuple(row["class_year"] for row in rows)


# Who can be put on a side, in the order offered; never by advisor.
GROUPED_BY = (
    "college",
    "program",
    "class_year",
    "campus",
    "degree_level",
    "is_first_generation",
    "is_transfer",
    "is_international",
    "gender",
    "race_ethnicity",
    "channel",
    "mode",
    "major",
)


def groups(published: Published) -> Mapping[str, tuple[str, str]]:
    """Every known group by its name: {"College: School of Business": ("college", "School of Business")}."""
    return once(published, ("group_names",), lambda: _groups(published))


def _groups(published: Published) -> dict[str, tuple[str, str]]:
    return {
        f"{wording.title(dimension)}: {wording.segment_value(dimension, value)}": (dimension, value)
        for dimension in GROUPED_BY
        for value in measure.segment_domain(published, dimension)
        if value.lower() != "unknown"
    }


def catalog() -> Mapping[str, Metric]:
    """Every figure's definition by id, in the words of the build in use."""
    published = current()
    if published:
        return measure.definitions_of(published)
    return {name: in_words(metric, default_windows()) for name, metric in measure.catalog().items()}


def dimensions_of(metric_id: str) -> tuple[str, ...]:
    """What a figure can be cut and filtered by."""
    return measure.dimensions_for(metric_id)


def gaps_over() -> tuple[str, ...]:
    """What a gap between groups can be taken over: everybody is in one group, and the groups are of people."""
    return tuple(dimensions().groups)


def every_dimension() -> tuple[str, ...]:
    """Everything some figure can be cut by."""
    return tuple(dict.fromkeys(name for names in dimensions().applies.values() for name in names))


def source_catalog() -> Mapping[str, Source]:
    """Every source that can be uploaded, by id."""
    return sources()


def is_there_who_is_who() -> bool:
    """Whether anything waits for a decision, or was decided: else the page is not offered."""
    try:
        published = current()
        return published is not None and once(
            published, ("is_there_who_is_who",), lambda: _is_there_who_is_who(published)
        )
    except UserError:  # the page itself says so
        return False


def _is_there_who_is_who(published: Published) -> bool:
    tables = published.query(
        "select count(*) as n from duckdb_tables() where schema_name = 'marts' and table_name = 'suggestions'"
    )
    if not tables[0]["n"]:  # a build of an earlier version
        return False
    rows = published.query(
        "select (select count(*) from marts.suggestions) + (select count(*) from ledger.decisions) as n"
    )
    return bool(rows[0]["n"])


def who_is_who(published: Published) -> tuple[Suggestion, ...]:
    """Suggestions that wait for a yes or a no, by kind, the most certain first."""
    return once(published, ("who_is_who",), lambda: tuple(suggestions(published)))


def decisions_made(published: Published) -> list[Decision]:
    """Decisions that stand, newest first."""
    rows = published.query("select * from ledger.decisions where undone_at is null order by decision_id desc")
    return [Decision(**row) for row in rows]


def history(published: Published) -> list[dict[str, Any]]:
    """Every import, newest first."""
    return published.query("select * from ledger.imports order by import_id desc")


def locked(published: Published, metric_id: str) -> str:
    """Why a figure has nothing to stand on yet and which file unlocks it; "" where it is open."""
    return once(published, ("locked", metric_id), lambda: measure.is_locked(published, metric_id) or "")
