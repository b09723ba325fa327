"""One figure's SQL: period, population, metric, selection and aggregate joined as CTEs, every value bound.

Identifiers come from sql/dimensions.toml only, by what the metric counts; nothing a person typed becomes SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pipelines import data_files
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.definitions import Dimension, dimensions
from pipelines.figures.periods import EVERYTHING, Range, Terms
from pipelines.figures.results import Metric, Population, Question

# Who is of a population on a day of a stretch `e` of marts.enrolments.
_BELONGS: Mapping[Population, str] = {
    "expected": "e.is_expected",
    "roster": "e.student_key in (select student_key from marts.students where is_on_roster)",
}
# Students in a period, whom a metric may read: `population` as the question says, `enrolled` the roster.
_READ = re.compile(r"\b(population|enrolled)\b")


def population_read(metric: Metric, asked: Population) -> Population | None:
    """Which population a metric counts where the question says `asked`; None for one that counts none."""
    found = _READ.search(metric.sql)
    return None if found is None else asked if found[0] == "population" else "roster"


def population_sql(population: Population) -> str:
    """Students of the population on a day of each `period`, once a period: a select of marts.students with period."""
    return f"""\
select s.*, e.period
from marts.students s
join (
    select distinct e.student_key, p.period
    from marts.enrolments e
    join period p on e.since <= p.until and e.until >= p.since
    where {_BELONGS[population]}
) e using (student_key)"""  # noqa: S608 - our own words


def _programs_sql(population: Population | None) -> str:
    """Programs of students in each `period`, as a select: (student_key, period, program).

    Of a population those of days on which the student belonged to it; else those of any day, or none at all.
    """
    if population:
        return f"""\
select distinct e.student_key, p.period, unnest(e.programs) as program
from marts.enrolments e
join period p on e.since <= p.until and e.until >= p.since
where {_BELONGS[population]}"""  # noqa: S608 - our own words
    return """\
select distinct g.student_key, p.period, g.program
from marts.student_programs g
join period p on g.since <= p.until and g.until >= p.since
qualify g.program <> 'Unknown'
    or count(*) filter (g.program <> 'Unknown') over (partition by g.student_key, p.period) = 0"""


@cache
def aggregate_sql(name: str) -> str:
    """sql/aggregates/<name>.sql, one select."""
    return data_files.text(f"sql/aggregates/{name}.sql").strip()


_GRADUATES = re.compile(r"\bmarts\.graduates\b")
# What was known of every graduate so many days after June 30 of her class: the graduates of no class as they are now.
_GRADUATES_THEN = """\
select *
from marts.graduate_reports
where case when started_on is null then is_latest
           else coalesce(known_on <= started_on + {days}::integer, true)
               and coalesce(known_until > started_on + {days}::integer, true) end"""


def is_of_reports(metric: Metric) -> bool:
    """Can the figure be asked as it was known some days after the class ended?"""
    return _GRADUATES.search(metric.sql) is not None


@dataclass
class Statement:
    """One figure's SQL and the values bound in it."""

    metric: Metric
    question: Question
    ranges: tuple[Range, ...]
    labels: Sequence[tuple[str, date, date]]
    terms: Terms

    def __post_init__(self) -> None:
        self.params: dict[str, Any] = {}

    def sql(self) -> str:
        """The figure: the sums the aggregate makes of the selection."""
        return self._summed_up()

    def sql_by_group(self) -> str:
        """The same sums in each group of the breakdowns that are compared: (breakdown, key_1, sums).

        Only of an aggregate that adds up people one by one: the sums of two profiles (marts.student_profiles) add up,
        and the largest part is the larger one.
        """
        by_profile = self._summed_up(by_profile=True)
        return f"""\
with by_profile as (
{by_profile}
)
select
    breakdown,
    value as key_1,
    max(largest) as largest,
    sum(columns(by_profile.* exclude (profile, largest))) as '\\0'
from by_profile
join marts.profile_groups using (profile)
group by all"""  # noqa: S608 - our own files

    def _summed_up(self, *, by_profile: bool = False) -> str:
        """Selection, then what each student has, then what they add up to; each a select of its own."""
        aggregate = aggregate_of(self.metric)
        summing = aggregate.summing_for(self.metric)
        columns = ", ".join(self._kinds()) if summing.is_wide else aggregate.columns
        if self.metric.categories_are in ("groups", "sides"):
            columns += ", category"
        for place, name in enumerate(self.metric.adjust_for):
            columns += f", metric.{name} as adjust_{place}"
        steps = {"selection": self._selection(f"{self._keys()}, {columns}")}
        if summing.by_student:
            steps["by_student"] = aggregate_sql(summing.by_student)
        if summing.people:
            profile = "\njoin marts.student_profiles using (student_key)" if by_profile else ""
            steps["people"] = f"select * from {summing.people}{profile}"  # noqa: S608 - our own names
        return f"{self._with(steps)}\nfrom (\n{aggregate_sql(summing.sums)}\n)"

    def rows(self, key: Sequence[str | date], rest: str) -> str:
        """The very rows the figure counts in one segment, all columns of the metric; `rest` reads from selection.

        key: the segment's value in each cut, a week, month or term of items by its first day.
        """
        tests = [f"key_{place} = {self.bind(value)}" for place, value in enumerate(key, start=1)]
        where = f" where {' and '.join(tests)}" if tests else ""
        inner = self._selection("metric.*")
        steps = {"selection": f"select * from (\n{inner}\n){where}"}  # noqa: S608 - our own names
        return f"{self._with(steps)}\n{rest}"

    def left_out_sql(self) -> str:
        """Who would be of the population but for its dates, as one row: (left, not_yet), whom the filters leave.

        left: no longer enrolled when the first period began; not_yet: not enrolled yet when the last one ended.
        """
        population = population_read(self.metric, self.question.population)
        assert population
        conditions = [
            # what is dated, of any day
            f"list_has_any(all_programs, [{bound}])"
            if dimension.kind == "bridge" and dimension.is_dated
            else self._has_any(dimension, bound)
            for dimension, bound in self._chosen()
        ]
        return f"""\
with period as (
{self._period()}
)
select count(*) filter (until < (select min(since) from period)) as left_count,
    count(*) filter (since > (select max(until) from period)) as not_yet_count
from (
    select student_key, min(since) as since, max(until) as until, flatten(list(programs)) as all_programs
    from marts.enrolments e
    group by student_key
    having bool_or({_BELONGS[population]})
)
join marts.students as metric using (student_key)
where {" and ".join(conditions) or "true"}"""  # noqa: S608 - our own names

    def is_counted(self) -> str:
        """Is a row of the figure behind what is told of it? A test on the columns of `rows`."""
        metric, aggregate = self.metric, aggregate_of(self.metric)
        if not aggregate.summing_for(metric).is_wide:
            return aggregate.counts
        return self._is_known()

    def _with(self, steps: Mapping[str, str]) -> str:
        """The metric, what it reads, and steps from it: {name: select}."""
        selects = {"metric": self.metric.sql, **steps}
        if self.metric.of == "student":
            population = population_read(self.metric, self.question.population)
            of_period = {"period": self._period()}
            if population:
                of_period[_READ.search(self.metric.sql)[0]] = population_sql(population)  # type: ignore[index]
            if "program" in (*self.question.by, *(name for name, _ in self.question.where)):
                of_period["programs_in"] = _programs_sql(population)
            selects = {**of_period, **selects}
        if self.question.known_within_days is not None:
            then = _GRADUATES_THEN.format(days=self.bind(self.question.known_within_days))
            selects = {
                "graduates_then": then,
                **selects,
                "metric": _GRADUATES.sub("graduates_then", self.metric.sql),
            }
        return "with " + ",\n".join(f"{name} as (\n{select}\n)" for name, select in selects.items())

    def bind(self, value: Any) -> str:
        """A parameter of its own for a value; its name."""
        name = f"value_{len(self.params)}"
        self.params[name] = value
        return f"${name}"

    def within(self, column: str, ranges: Iterable[Range]) -> str:
        """Does a date lie in any of the ranges? Written with as many bounds as there are."""
        tests = []
        for since, until in ranges:
            if since > date.min and until < date.max:
                tests.append(f"{column} between {self.bind(since)} and {self.bind(until)}")
            elif since > date.min:
                tests.append(f"{column} >= {self.bind(since)}")
            elif until < date.max:
                tests.append(f"{column} <= {self.bind(until)}")
            else:
                tests.append("true")
        return f"({' or '.join(tests)})" if tests else "false"

    def _period(self) -> str:
        rows = [
            (label, max(first, since), min(last, until))
            for label, first, last in (self.labels if self._cut_by_time() else [("all", *EVERYTHING)])
            for since, until in self.ranges
            if max(first, since) <= min(last, until)
        ]
        if not rows:  # filters that leave no day, or nothing dated
            return "select '' as period, date '0001-01-01' as since, date '0001-01-01' as until where false"
        return "\nunion all\n".join(
            f"select {self.bind(label)}::varchar as period, {self.bind(since)}::date as since,"
            f" {self.bind(until)}::date as until"
            for label, since, until in rows
        )

    def _cut_by_time(self) -> str | None:
        return next((name for name in self.question.by if dimensions().by_name[name].kind == "time"), None)

    def _selection(self, columns: str) -> str:
        keys, bridges = [], []
        for place, name in enumerate(self.question.by, start=1):
            dimension = dimensions().by_name[name]
            if dimension.kind == "bridge":
                bridges.append(
                    f"\nleft join {dimension.bridge_for(self.metric.of)} as bridge_{place}"
                    f" on {self._is_bridged(dimension, f'bridge_{place}')}"
                )
                keys.append(f"coalesce(bridge_{place}.{name}, 'Unknown') as key_{place}")
            elif dimension.kind == "time":
                keys.append(f"{self._time_key(name)} as key_{place}")
            else:
                keys.append(f"{dimension.sql or f'metric.{name}'} as key_{place}")
        filters = "\nand ".join(self._filters()) or "true"
        chosen = ", ".join([*keys, columns])
        return f"select {chosen}\nfrom metric{''.join(bridges)}\nwhere {filters}"

    def _is_bridged(self, dimension: Dimension, bridge: str) -> str:
        """Is a row of the bridge about a row of the figure? What is dated: on the item's day, or the student's period.

        An item without a day has what holds throughout.
        """
        same = f"{bridge}.student_key = metric.student_key"
        if not dimension.is_dated or self.metric.of == "graduate":
            return same
        if self.metric.of == "student":
            return f"{same} and {bridge}.period = metric.period"
        day = "coalesce(metric.started_on, date '9999-12-31')"
        return f"{same} and {day} between {bridge}.since and {bridge}.until"

    def _keys(self) -> str:
        """Who is summed up first: students, and contacts where the aggregate asks for them.

        Integers are summed up in an array with a slot for each (`perfect_ht_threshold`), doubles by hash. The array
        is faster where all of them are asked about, and slower where few are or where a slot holds a sum a category: it
        is cleared and read whole.
        """
        asked = self.question
        is_narrowed = asked.where or asked.since or asked.until
        aggregate = aggregate_of(self.metric)
        is_hashed = is_narrowed or aggregate.summing_for(self.metric).is_wide
        return ", ".join(
            f"metric.{key}::double as {key}" if is_hashed else f"metric.{key}" for key in aggregate.cluster
        )

    def _kinds(self) -> list[str]:
        """A column a category, so that students need to be summed up only once for all of them.

        Parts are told apart by `category`; of kinds each has a column of its own, null where unknown.
        """
        names = self.metric.categories
        named = {"is_known": self._is_known()} | {
            f"kind_{i}": self.is_part(name) for i, name in enumerate(names)
        }
        # Counting what is there is faster than counting what is true.
        return [f"case when {test} then true end as {name}" for name, test in named.items()]

    def _is_known(self) -> str:
        """Is it known of which category a row is, of parts or kinds?"""
        if self.metric.categories_are == "kinds":
            return f'"{self.metric.categories[0]}" is not null'
        return "category is not null" if self.metric.category_as else "category <> 'Unknown'"

    def is_part(self, name: str) -> str:
        """Is a row of the figure of this category? Kinds and places must be among the metric's own."""
        if self.metric.categories_are == "kinds":
            return f'"{name}"'  # a column of the metric's own SQL, checked when its file was read
        is_place = self.metric.category_as == "place"
        return f"category = {self.bind(self.metric.categories.index(name) if is_place else name)}"

    def _time_key(self, unit: str) -> str:
        """First day of the item's week, month or term; for population figures the period's own label."""
        if self.metric.of == "student":
            return "metric.period"
        if unit != "term":
            return f"date_trunc('{unit}', metric.started_on)::date"
        month = "month(metric.started_on)"
        cases = " ".join(f"when {month} >= {first} then {first}" for _, first in reversed(self.terms))
        last = self.terms[-1][1]
        year = f"year(metric.started_on) - case when {month} < {self.terms[0][1]} then 1 else 0 end"
        return f"make_date({year}, case {cases} else {last} end, 1)"

    def _chosen(self) -> Iterator[tuple[Dimension, str]]:
        """The dimensions that are filtered by, and the values of each, bound; those of time narrowed the ranges."""
        for name in dict.fromkeys(dimension for dimension, _ in self.question.where):
            dimension = dimensions().by_name[name]
            if dimension.kind != "time":
                values = sorted({value for other, value in self.question.where if other == name})
                yield dimension, ", ".join(map(self.bind, values))

    def _has_any(self, dimension: Dimension, bound: str) -> str:
        """Has a row of the figure any of the values of a dimension?"""
        if dimension.kind != "bridge":
            return f"{dimension.sql or f'metric.{dimension.name}'} in ({bound})"
        has_one = f"{self._is_bridged(dimension, 'b')} and b.{dimension.name} in ({bound})"
        return f"exists (select 1 from {dimension.bridge_for(self.metric.of)} as b where {has_one})"  # noqa: S608 - our own names

    def _filters(self) -> list[str]:
        filters = [self._has_any(dimension, bound) for dimension, bound in self._chosen()]
        if self.metric.of not in ("student", *dimensions().undated):
            if self.ranges != (EVERYTHING,):
                filters.append(self.within("metric.started_on", self.ranges))
            if self._cut_by_time():
                filters.append("metric.started_on is not null")
        return filters
