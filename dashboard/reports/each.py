"""One report for each college, program, section, major: one after the other, so that memory holds one at a time.

Each has its own filter and name; together they leave with a list of what could not be told where.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dashboard.asking import served
from dashboard.asking.facts import dimension_options
from dashboard.asking.question import Ask
from dashboard.exports import table_csv
from dashboard.exports.brand import HOUSE_BRAND, Brand
from dashboard.exports.file_names import view_and_day
from dashboard.exports.files import dated_once
from dashboard.reports import formats
from dashboard.reports.assembled import Report, assembled
from dashboard.reports.kept import AskedAs
from dashboard.reports.leaving import asked_of_plan, report_leaves
from dashboard.reports.library import name_of
from dashboard.reports.plan import Plan
from pipelines.errors import QuestionError, disk_said
from pipelines.figures import wording
from pipelines.figures.definitions import dimensions
from pipelines.figures.results import View
from pipelines.private_files import private_files
from pipelines.store.warehouse import Published
from pipelines.whole_files import whole

SAME = {"section": "program"}  # as an instructor calls it
NOTHING = "Nothing of it can be shown, so there is no file."
COLUMNS = ("Report", "Of", "Not shown", "Why")


@dataclass(frozen=True)
class Made:
    """One report of several. file: what it is called, "" where nothing of it can be shown. of: the group."""

    file: str
    of: str
    report: Report
    asked_as: AskedAs

    def content(self, ending: str, brand: Brand) -> bytes:
        """Its file, as it leaves."""
        return report_leaves(served.folder(), self.report, self.asked_as, ending, brand)

    @property
    def told(self) -> Told:
        report = self.report
        hidden = [
            (f"{part.heading}: {left.title}", left.why) for part in report.parts for left in part.left_out
        ]
        return Told(
            self.file,
            self.of,
            len(list(report.exhibits)),
            tuple(hidden),
            report.left_out,
            report.warnings,
            withheld_name(report),
            (("View", report.view_notice), ("Build", report.build)),
        )


@dataclass(frozen=True)
class Told:
    """What is remembered of a report that is written: (what, why) of what is not in it, the same in sentences."""

    file: str
    of: str
    charts: int
    hidden: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    warnings: tuple[str, ...]
    list_name: str
    face: tuple[tuple[str, str], ...]


def dimension_called(name: str) -> str:
    """What one report each is made for. Raises QuestionError for what people are not in groups of."""
    dimension = SAME.get(name, name)
    known = offered()
    if dimension not in known:
        raise QuestionError(f"One report for each what? {wording.listed(known, 'or')}, not {name!r}.")
    return dimension


def offered() -> tuple[str, ...]:
    """Every dimension that has a report for each of its groups."""
    return (*dimensions().groups, "program", "major")


def values_of(published: Published, dimension: str) -> list[str]:
    """The groups there are. Raises QuestionError where none is known."""
    values = list(dimension_options(published, dimension))
    if not values:
        raise QuestionError(f"No {wording.title(dimension).lower()} is known of anybody here.")
    return values


def one_for_each(plan: Plan, asked: Ask, dimension: str, view: View, ending: str) -> Iterator[Made]:
    """A report for each group, filled in when it is asked for; no two have the same name."""
    names: set[str] = set()
    for value in values_of(asked.published, dimension):
        of_whom = asked.only(**{dimension: value})
        report = assembled(plan, of_whom, view)
        is_empty = not any(part.told or part.charts or part.says for part in report.parts)
        file = "" if is_empty else _named(report, ending, value, names)
        yield Made(file, value, report, asked_of_plan(plan, of_whom))


def _named(report: Report, ending: str, value: str, taken: set[str]) -> str:
    """Groups that would be called alike, "A & B" and "A / B", are numbered."""
    file, number = formats.file_name(report, ending, value), 2
    while file in taken:
        file, number = formats.file_name(report, ending, f"{value} {number}"), number + 1
    taken.add(file)
    return file


def withheld_name(report: Report) -> str:
    """What the list of what is not told is called."""
    named = (name_of(report.title), "not-shown", *view_and_day(report.view, report.as_of))
    return "-".join(filter(None, named)) + ".csv"


def withheld(told: Sequence[Told]) -> bytes:
    """The list: what of which report could not be told, and why."""
    rows = [
        (one.file, one.of, what, why)
        for one in told
        for what, why in (*([("Everything", NOTHING)] if not one.file else []), *one.hidden)
    ]
    return table_csv.table(COLUMNS, rows, told[-1].face)


def into_folder(made: Iterable[Made], folder: Path, ending: str, brand: Brand = HOUSE_BRAND) -> list[Told]:
    """Write each report, and the list, into a folder; every file whole or not at all."""
    told: list[Told] = []
    for one in made:
        if one.file:
            is_private = one.report.view == "working"
            formats.write(one.content(ending, brand), folder / one.file, is_private=is_private)
        told.append(one.told)
    formats.write(withheld(told), folder / told[-1].list_name)
    return told


def into_zip(made: Iterable[Made], out: BinaryIO, ending: str, brand: Brand = HOUSE_BRAND) -> list[Told]:
    """Pack each report, and the list, into one ZIP as they are made."""
    told: list[Told] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in made:
            if one.file:
                archive.writestr(dated_once(one.file), one.content(ending, brand))
            told.append(one.told)
        archive.writestr(dated_once(told[-1].list_name), withheld(told))
    return told


def into_zip_file(
    made: Iterable[Made], path: Path, ending: str, brand: Brand = HOUSE_BRAND, *, is_private: bool = False
) -> list[Told]:
    """The same as a file, whole or not at all."""
    with disk_said(), private_files() if is_private else nullcontext():
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as place, place.open("wb") as out:
            return into_zip(made, out, ending, brand)
