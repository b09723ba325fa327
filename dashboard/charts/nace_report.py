"""The First-Destination Survey as NACE asks for it: a row for each CIP code and degree level. Pure.

Beside the table stand what its columns mean and what whoever hands it in has to add, as sheets of the workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts.marks import Mark, Marks, sits_last
from dashboard.charts.nace import counted, in_few_words
from dashboard.charts.names import segment_name
from dashboard.charts.spec import ChartTable, Sheet, Value, table_of
from pipelines.codes.classifications import cip_families
from pipelines.figures.results import Metric

CIP, DEGREE = "cip", "degree_level"
CUTS: tuple[tuple[str, ...], ...] = ((), (CIP, DEGREE))
ALL_FIELDS, NOT_KNOWN = "All graduates", "Not known"
SIX_DIGITS = 7  # with the point


@dataclass(frozen=True)
class Cut:
    """The figures of one cut: how many do what, and beside it rates and pay.

    graduates: a rate of all of them. parts: shares whose counts make columns. others: figures told in a column each, by
    its heading.
    """

    by: tuple[str, ...]
    graduates: Marks
    parts: tuple[Marks, ...]
    others: Mapping[str, Marks]
    gave: Marks | None = None  # the figure whose denominator says how many reported pay


def table(cuts: Sequence[Cut]) -> ChartTable:
    """All graduates first, then a row for each CIP code and degree level that anybody has."""
    return table_of([row for cut in cuts for row in _rows(cut)])


def _rows(cut: Cut) -> Iterable[dict[str, Value]]:
    for segment in _segments(cut):
        graduates = _denominator(cut.graduates.at(segment))
        if isinstance(graduates, str):  # too few to tell how many: then nothing of them is told
            yield {**_who(segment), "Graduates": graduates}
            continue
        yield {
            **_who(segment),
            "Graduates": graduates,
            **{name: counted(mark) for part in cut.parts for name, mark in _of(part, segment)},
            **({"Salaries reported": _denominator(cut.gave.at(segment))} if cut.gave else {}),
            **{name: in_few_words(marks.at(segment)) for name, marks in cut.others.items()},
        }


def _of(part: Marks, segment: Mapping[str, str]) -> Iterable[tuple[str, Mark]]:
    metric = part.metric
    for name in metric.categories:
        yield segment_name(metric.category, name), part.at({**segment, metric.category: name})


def _denominator(mark: Mark) -> Value:
    cell = mark.cell
    if cell is None or mark.is_withheld or cell.denominator is None:
        return in_few_words(mark)
    return int(cell.denominator)


def _segments(cut: Cut) -> list[dict[str, str]]:
    """Who has a row; where exact counts say that nobody is in it, it has none. What is not known comes last."""
    found = {
        tuple(mark.segment[name] for name in cut.by): None
        for mark in cut.graduates.rows
        if mark.denominator != 0 or not cut.by
    }
    order = sorted(found, key=lambda key: [(sits_last(value), value.casefold()) for value in key])
    return [dict(zip(cut.by, key, strict=True)) for key in order]


def _who(segment: Mapping[str, str]) -> dict[str, Value]:
    if not segment:
        return {"CIP code": "", "Field": ALL_FIELDS, "Degree level": ""}
    code, level = segment[CIP], segment[DEGREE]
    return {
        "CIP code": "" if sits_last(code) else code,
        "Field": cip_families().get(code[:2], NOT_KNOWN),
        "Degree level": segment_name(DEGREE, level).capitalize(),
    }


def sheets(made: ChartTable, metrics: Iterable[Metric]) -> tuple[Sheet, ...]:
    """What the workbook says beside the table: what is counted, and what is still to be filled in by hand."""
    told = [
        (metric.title, f"{metric.numerator} ÷ {metric.denominator}. {metric.leaves_out}".strip())
        for metric in metrics
    ]
    return (
        Sheet("Definitions", (*_RULES, *told)),
        Sheet("Still to fill in", tuple(_by_hand(made))),
    )


_RULES = (
    ("Class", "Degrees conferred from July 1 to June 30. NACE closes the collection on December 31."),
    (
        "Graduates",
        "Each once in the first row. A degree in two fields counts in the row of each: rows add up to more.",
    ),
    ("CIP code", "CIP 2020: six digits where a file gives them, else the two of the family."),
    ("Outcome", "The latest report of each graduate; without a report the outcome is unknown."),
    ("Salary", "Base pay a year of those employed full-time who reported one, in US dollars."),
)


def _by_hand(made: ChartTable) -> Iterable[tuple[str, str]]:
    """What no file of the office says, and what this table shows to be missing."""
    yield "Institution", "Name and IPEDS UnitID."
    yield "Graduates", "Compare them with the degrees the registrar has conferred in the class."
    yield "Bonuses", "Signing bonuses are not recorded here."
    columns = {name: [row[place] for row in made.rows] for place, name in enumerate(made.columns)}
    short = sum(len(str(code)) < SIX_DIGITS for code in columns.get("CIP code", ())[1:])
    if short:
        yield (
            "CIP codes",
            f"{short} rows have fewer than six digits: fill them in, or put their graduates in other rows.",
        )
    for name in ("Employed, hours not said", "Degree level"):
        found = columns.get(name, [None])
        if name == "Degree level" and "Unknown" in found:
            yield name, "Some rows have no degree level."
        elif name != "Degree level" and found[0] not in (None, "", 0):
            yield (
                name,
                "NACE asks for full- or part-time: find out, or count them as NACE's instructions say.",
            )
