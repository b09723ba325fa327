"""What is too small to publish is pooled: three classes; then field of study (CIP family); then other majors.

Pooled groups are measured again, never added up: a student of two majors counts once in their pool. Only
values that are blank anyway are pooled, so the pool tells nothing new about which groups are small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipelines.errors import QuestionError
from pipelines.figures import wording
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.results import Question, Released, Result, WayOut
from pipelines.release.disclosure import Policy, judged, people_behind, release
from pipelines.release.lines import given_away
from pipelines.release.segments import laid_out
from pipelines.release.tables import Measure, Tables, filtered, row, with_value
from pipelines.release.tables import table as over

Pools = dict[str, tuple[str, ...]]  # a pool's name -> the values in it

OTHER_MAJORS = "Other majors"
COARSER = {"major": ("college", "campus"), "program": ("college", "campus"), "college": ("campus",)}
COARSER_TIME = {"week": ("month", "term"), "month": ("term",)}


@dataclass(frozen=True)
class Groups:
    """What the office's values belong to. classes: in order; families: major -> CIP family."""

    classes: tuple[str, ...] = ()
    families: Mapping[str, str] = field(default_factory=dict)


NO_GROUPS = Groups()


def release_pooled(measure: Measure, made: Pooled, policy: Policy) -> Released:
    """The publishable figure of what `pooled` made; `pooled` says how, in words.

    A blank that is left names a cut that was tried and works. Raises QuestionError as `release` does.
    """
    named = {value for cell in made.result.cells for value in cell.segment.values()}
    # of pools that were pooled further nothing is said
    said = tuple(words for pool, words in made.said if not pool or pool in named)
    released = replace(release(made.result, "publishable", policy, made.tables), pooled=said)

    def tried(other: Question) -> Released:
        alone = pooled(measure, other, policy, NO_GROUPS)
        return judged(replace(alone.result, beside=()), "publishable", policy, alone.tables)

    way_out = _way_out(tried, made.result.question, released)
    if way_out:
        few = wording.fewer_than(policy.k, wording.people_of(made.result.metric))
        kept = tuple(note for note in released.notes if not note.startswith(few))
        notes = (*kept, f"{_reason(released, few)}. {way_out.words}")
        released = replace(released, notes=notes, way_out=way_out)
    return released


def _reason(released: Released, few: str) -> str:
    """Why cells are blank, in the words of one of them: that they are too few, where that is so of any."""
    labels = [cell.label for cell in released.cells if cell.is_withheld]
    return few if few in labels or not labels else labels[0]


@dataclass(frozen=True)
class Pooled:
    """What was asked, its small groups together; the tables over its filters, pooled alike; what each pool holds."""

    result: Result
    tables: Tables
    said: tuple[tuple[str, str], ...]


def pooled(measure: Measure, question: Question, policy: Policy, groups: Groups) -> Pooled:
    """The figure pooled. By gender, race and the like it is pooled as the whole table is, whichever is asked for:
    else what is in a pool for one of them would be out of it for all, and the difference a few people."""
    tables: dict[tuple[str, ...], Result] = {}
    personal = next((name for name in filtered(question) if name in policy.sensitive), "")
    if personal:
        table, said = _with_pools(measure, over(measure, question, personal), policy, groups)
        result, tables[personal,] = row(table, question, personal), table
    elif set(question.by) & set(policy.sensitive):
        result, said = _with_pools(measure, measure(question), policy, groups)
    else:
        classes, said_of_classes = _three_classes(measure, measure(question), policy, groups)
        result, said = _with_pools(measure, classes, policy, groups)
        said = [*said_of_classes, *said]
    if aggregate_of(result.metric).published != "difference":
        for dimension in filtered(question):
            if dimension != personal:
                tables[dimension,] = _alike(measure, over(measure, result.question, dimension), result)
    return Pooled(result, tables, tuple(said))


def _with_pools(
    measure: Measure, result: Result, policy: Policy, groups: Groups
) -> tuple[Result, list[tuple[str, str]]]:
    """The result with small values of its breakdowns together, and what each pool holds."""
    said: list[tuple[str, str]] = []
    for axis, pools_of in POOLING:
        if axis in result.question.by and axis not in filtered(result.question):
            small = _small(result, axis, policy)
            pools = {
                name: values
                for name, values in pools_of(small, groups).items()
                if _may_stand(result, axis, values, small, policy)
            }
            result = _merged(measure, result, axis, pools)
            said += _told(axis, result, pools)
    return result, said


def _may_stand(result: Result, axis: str, values: Iterable[str], small: list[str], policy: Policy) -> bool:
    """Whether a pool says little enough of those in it that are too small to be shown by themselves.

    Of people by gender, race and the like no pool holds anybody who is shown without it.
    """
    is_personal = not set(result.question.by).isdisjoint(policy.sensitive)
    if is_personal and not set(values) <= set(small):
        return False
    members = {
        cell.key: people_behind(cell, result.metric)
        for cell in laid_out(result)
        if cell.segment[axis] in set(values)
    }
    return not given_away(members, [axis], policy, is_personal=is_personal)


def _alike(measure: Measure, table: Result, pooled: Result) -> Result:
    """Another table with the pools that a figure has in the breakdowns they share."""
    for axis in pooled.question.by:
        if axis in table.question.by:
            named = dict.fromkeys(cell.segment[axis] for cell in pooled.cells)
            pools = {name: pooled.pools[name] for name in named if name in pooled.pools}
            table = _merged(measure, table, axis, pools)
    return table


def _three_classes(
    measure: Measure, result: Result, policy: Policy, groups: Groups
) -> tuple[Result, list[tuple[str, str]]]:
    """A figure of one class becomes one of it and the two before, where that shows more."""
    question = result.question
    chosen = [value for name, value in question.where if name == "class_year"]
    if len(chosen) != 1 or "class_year" in question.by:
        return result, []
    (year,), classes = chosen, groups.classes
    three = classes[: classes.index(year) + 1][-3:] if year in classes else ()
    blanks = _blanks(release(result, "publishable", policy))
    if not blanks or len(three) < 2:
        return result, []
    rest = tuple(item for item in question.where if item[0] != "class_year")
    wider = measure(replace(question, where=(*rest, *(("class_year", value) for value in three))))
    wider = replace(wider, pools={_span(three): three})
    if _blanks(release(wider, "publishable", policy)) >= blanks:
        return result, []
    return wider, [("", _together(three))]


def _small(result: Result, axis: str, policy: Policy) -> list[str]:
    """Values of a breakdown that are blank throughout, in their own order; what is unknown is left out."""
    cells = judged(replace(result, beside=()), "publishable", policy).cells
    shown = {cell.segment[axis] for cell in cells if not cell.is_withheld}
    values = dict.fromkeys(cell.segment[axis] for cell in cells)
    return [value for value in values if value not in shown and value != "Unknown"]


def _class_pools(small: list[str], groups: Groups) -> Pools:
    """Runs of three classes counted back from the newest, where one of them is small."""
    pools: Pools = {}
    for end in range(len(groups.classes), 0, -3):
        run = groups.classes[max(0, end - 3) : end]
        if len(run) > 1 and set(run) & set(small):
            pools[_span(run)] = run
    return dict(reversed(pools.items()))


def _span(classes: tuple[str, ...]) -> str:
    """ "2024–2026" """
    return f"{classes[0]}{wording.DASH}{classes[-1]}"


def _family_pools(small: list[str], groups: Groups) -> Pools:
    """Small majors of one field of study together; a single one stays as it is."""
    members: dict[str, list[str]] = {}
    for major in small:
        members.setdefault(groups.families.get(major, "Unknown"), []).append(major)
    return {
        f"Other in {family}": tuple(majors)
        for family, majors in sorted(members.items())
        if family != "Unknown" and len(majors) > 1
    }


def _other_majors(small: list[str], _: Groups) -> Pools:
    return {OTHER_MAJORS: tuple(small)} if len(small) > 1 else {}


def _merged(measure: Measure, result: Result, axis: str, pools: Pools) -> Result:
    """The result with each pool's values replaced by one, measured together. Pools may hold earlier pools."""
    for name, values in pools.items():
        single = tuple(value for pooled in values for value in result.pools.get(pooled, (pooled,)))
        asked = replace(
            result.question,
            by=tuple(other for other in result.question.by if other != axis),
            # what is pooled is not filtered: nothing else of this axis stands there
            where=(*result.question.where, *((axis, value) for value in single)),
        )
        together = _alike(measure, measure(asked), result)
        result = replace(
            _with_pool(result, together, axis, name, values), pools={**result.pools, name: single}
        )
    return result


def _with_pool(result: Result, together: Result, axis: str, name: str, values: Iterable[str]) -> Result:
    gone = set(values)
    pooled = [
        replace(cell, segment=with_value(cell.segment, result.question, axis, name))
        for cell in together.cells
    ]
    listed = [value for value in result.domains.get(axis, ()) if value not in gone]
    cut = listed.index("Unknown") if "Unknown" in listed else len(listed)
    beside = {other.metric.id: other for other in together.beside}
    return replace(
        result,
        cells=(*(cell for cell in result.cells if cell.segment[axis] not in gone), *pooled),
        domains={**result.domains, axis: (*listed[:cut], name, *listed[cut:])},
        beside=tuple(
            _with_pool(other, beside[other.metric.id], axis, name, gone)
            if other.metric.id in beside
            else other
            for other in result.beside
        ),
    )


POOLING: tuple[tuple[str, Callable[[list[str], Groups], Pools]], ...] = (
    ("class_year", _class_pools),
    ("major", _family_pools),
    ("major", _other_majors),
)


def _told(axis: str, result: Result, pools: Pools) -> list[tuple[str, str]]:
    """What each pool holds: (its name, in words)."""
    if axis == "class_year":
        return [(name, _together(classes)) for name, classes in pools.items()]
    return [
        (name, f"“{name}” holds {wording.count(len(result.pools[name]))} smaller majors.") for name in pools
    ]


def _together(classes: Iterable[str]) -> str:
    return f"The classes of {wording.listed(classes)} are counted together."


def _blanks(released: Released) -> int:
    return sum(cell.is_withheld for cell in released.cells) or int(not released.cells)


def _way_out(ask: Callable[[Question], Released], question: Question, released: Released) -> WayOut | None:
    """The finest coarser cut that leaves no blank, tried out; None where nothing is blank or nothing works."""
    blank = [cell for cell in released.cells if cell.is_withheld and "Unknown" not in cell.segment.values()]
    if released.cells and not blank:
        return None
    for other, way_out in _coarser(question):
        try:
            tried = ask(other)
        except QuestionError:  # a cut that does not apply to this figure is not a way out
            continue
        known = [cell for cell in tried.cells if "Unknown" not in cell.segment.values()]
        if known and not any(cell.is_withheld for cell in known):
            return way_out
    return None


def _coarser(question: Question) -> Iterable[tuple[Question, WayOut]]:
    by = question.by
    ways = [tuple(axis for axis in by if axis != left_out) for left_out in by] if len(by) > 1 else []
    for i, axis in enumerate(by):
        ways += [
            (*by[:i], wide, *by[i + 1 :]) for wide in (*COARSER.get(axis, ()), *COARSER_TIME.get(axis, ()))
        ]
    for way in (*ways, ()) if by else ():
        if len(set(way)) == len(way):
            yield replace(question, by=way), WayOut(f"Try it {wording.cut(way)}.")
    for dimension in dict.fromkeys(name for name, _ in question.where):
        fewer = tuple(item for item in question.where if item[0] != dimension)
        yield (
            replace(question, by=(), where=fewer),
            WayOut(f"Remove the {wording.title(dimension).lower()} filter to see it.", (dimension,)),
        )
    if question.since or question.until:
        yield replace(question, by=(), since=None, until=None), WayOut("Try all dates.", ("dates",))
    everything = [*dict.fromkeys(name for name, _ in question.where)]
    everything += ["dates"] if question.since or question.until else []
    whole = replace(question, by=(), where=(), since=None, until=None)
    yield whole, WayOut("Try the whole office.", tuple(everything))
