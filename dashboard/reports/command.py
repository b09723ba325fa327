"""`career-conversations report`: a report, or one for each college, as files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.application import AsJson, State, print_json
from pipelines.cli.measuring import Where, check_view, question_from
from pipelines.errors import QuestionError

if TYPE_CHECKING:
    from dashboard.exports.brand import Brand
    from dashboard.reports.assembled import Report
    from pipelines.store.warehouse import Published


def report(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="Which report; without it, they are listed.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            metavar="FILE",
            help="Named by its format: pptx, docx, pdf, xlsx, html or zip.",
        ),
    ] = None,
    where: Where = None,
    each: Annotated[
        str | None,
        typer.Option(
            "--each", metavar="DIMENSION", help="One report for each college, say, into the folder of --out."
        ),
    ] = None,
    view: Annotated[str, typer.Option(metavar="publishable|internal|working")] = "publishable",
    as_json: AsJson = False,
) -> None:
    """A report as a file, or a file for each college, program or class. Publishable unless another view is asked for.

    For example: report term_report -o term.html; report first_destination --each college -o reports/term.html
    """
    from dashboard.asking.question import Ask
    from dashboard.asking.served import WAREHOUSE_VARIABLE
    from dashboard.reports import library
    from dashboard.reports.formats import FORMATS

    state: State = context.obj
    os.environ[WAREHOUSE_VARIABLE] = str(state.folder.absolute())  # what reports ask is asked of this office
    published = state.warehouse.published()
    if name is None:
        _list(state.folder, as_json)
        return
    plan = library.plan_called(state.folder, name)
    each = "program" if each == "section" else each  # as an instructor calls it
    if out is None:
        raise QuestionError("Say where the report goes: -o term-report.html.")
    if out.suffix.lower().lstrip(".") not in FORMATS:
        raise QuestionError(f"{out.name} needs an ending that names the format: {', '.join(FORMATS)}.")
    asked = Ask(
        published, where=question_from(None, where, None, None, "expected").where, view=check_view(view)
    )
    check_filters(
        published, (*asked.where, *plan.where, *(pair for part in plan.sections for pair in part.where))
    )
    from dashboard.exports.brand import read_brand
    from dashboard.reports.assembled import assembled

    if each is None:
        made = {"": assembled(plan, asked, asked.view)}
    else:
        made = {
            value: assembled(plan, asked.only(**{each: value}), asked.view)
            for value in _values(published, each)
        }
    _written(made, out, read_brand(state.folder), as_json)


def _list(folder: Path, as_json: bool) -> None:
    from dashboard.reports import library

    plans = {**library.ready(), **library.own(folder)}
    if as_json:
        print_json([{"report": name, "title": plan.title, "says": plan.says} for name, plan in plans.items()])
        return
    for name, plan in plans.items():
        typer.echo(f"{name:<22} {plan.title}. {plan.says}")


def check_filters(published: Published, where: tuple[tuple[str, str], ...]) -> None:
    """Raises QuestionError for a filter on what there is not: a report would be of nobody, or of everybody."""
    from pipelines.figures import wording
    from pipelines.figures.definitions import dimensions
    from pipelines.figures.measure import segment_domain

    for dimension, value in where:
        if dimension not in dimensions().by_name:
            raise QuestionError(f"Nothing is filtered by {dimension!r}.")
        values = segment_domain(published, dimension)
        if value not in values:
            known = wording.listed(values[:12], "or")
            raise QuestionError(f"{wording.title(dimension)} has no {value!r}. It may be {known}.")


def _values(published: Published, dimension: str) -> list[str]:
    from pipelines.figures import wording
    from pipelines.figures.definitions import dimensions
    from pipelines.figures.measure import segment_domain
    from pipelines.figures.results import UNKNOWN

    groups = dimensions().groups
    if dimension not in groups and dimension != "program":
        raise QuestionError(
            f"One report for each what? {wording.listed((*groups, 'program'), 'or')}, not {dimension!r}."
        )
    values = [value for value in segment_domain(published, dimension) if value != UNKNOWN]
    if not values:
        raise QuestionError(f"No {wording.title(dimension).lower()} is known of anybody here.")
    return values


def _written(made: dict[str, Report], out: Path, brand: Brand, as_json: bool) -> None:
    from dashboard.reports import formats

    ending = out.suffix.lower().lstrip(".")
    entries: list[dict[str, Any]] = []
    for value, report in made.items():
        path = out if not value else out.with_name(formats.file_name(report, ending, value))
        formats.write(formats.rendered(report, ending, brand), path, is_private=report.view == "working")
        entries.append(
            {
                "file": str(path),
                "of": value,
                "view": report.view,
                "charts": len(list(report.exhibits)),
                "not_shown": list(report.left_out),
                "warnings": [*report.warnings, *brand.problems],
            }
        )
    if as_json:
        print_json(entries)
        return
    for entry in entries:
        typer.echo(f"{entry['file']}: {entry['charts']} charts ({entry['view']}).")
        for line in entry["not_shown"]:
            typer.echo(f"  Not shown: {line}")
        for line in entry["warnings"]:
            typer.echo(f"  Note: {line}", err=True)
