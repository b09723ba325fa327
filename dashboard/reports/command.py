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
    from collections.abc import Sequence

    from dashboard.asking.question import Ask
    from dashboard.exports.brand import Brand
    from dashboard.reports.each import Told
    from dashboard.reports.plan import Plan
    from pipelines.figures.results import View
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
    as_format: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="FORMAT",
            help="The format: with --each where --out is a folder or a ZIP, with --mail always (pdf).",
            show_default=False,
        ),
    ] = None,
    view: Annotated[str, typer.Option(metavar="publishable|internal|working")] = "publishable",
    mail: Annotated[
        list[str] | None,
        typer.Option("--mail", metavar="ADDRESS", help="Send it there; with --each, all in one ZIP."),
    ] = None,
    kept: Annotated[
        str | None,
        typer.Option(
            "--kept", metavar="CODE", help="One that left before, again, with the figures it left with."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """A report as a file, or a file for each college, program or class. Publishable unless another view is asked for.

    For example: report term_report -o term.html; report dean_page --each college --as pdf -o deans.zip
    """
    from dashboard.asking.question import Ask
    from dashboard.asking.served import WAREHOUSE_VARIABLE
    from dashboard.reports import by_mail, library
    from dashboard.reports.formats import FORMATS

    state: State = context.obj
    if kept is not None:
        from dashboard.reports.verify_command import again

        again(state, kept, out)
        return
    os.environ[WAREHOUSE_VARIABLE] = str(state.folder.absolute())  # what reports ask is asked of this office
    published = state.warehouse.published()
    if name is None:
        _list(state.folder, as_json)
        return
    plan = library.plan_called(state.folder, name)
    if mail:
        if out is not None:
            raise QuestionError("Write a file (-o) or send it (--mail), one at a time.")
        by_mail.check(mail, check_view(view))
        out = Path(f"{name}.zip" if each else f"{name}.{as_format or by_mail.FORMAT}")
        as_format = as_format or by_mail.FORMAT
    elif as_format and each is None:
        raise QuestionError("--as is the format of one report for each group: add --each college, say.")
    if out is None:
        raise QuestionError("Say where the report goes: -o term-report.html.")
    ending = (as_format or out.suffix).lower().lstrip(".")
    if as_format and ending not in FORMATS:
        raise QuestionError(f"--as is one of {', '.join(FORMATS)}, not {as_format!r}.")
    if ending not in FORMATS:
        raise QuestionError(f"{out.name} needs an ending that names the format: {', '.join(FORMATS)}.")
    if as_format and each and out.suffix and out.suffix.lower() != ".zip":
        raise QuestionError(f"With --as, --out is a folder or a ZIP, not {out.name}.")
    asked = Ask(
        published, where=question_from(None, where, None, None, "expected").where, view=check_view(view)
    )
    check_filters(
        published, (*asked.where, *plan.where, *(pair for part in plan.sections for pair in part.where))
    )
    from dashboard.exports.brand import read_brand
    from dashboard.reports import each as several
    from dashboard.reports import formats
    from dashboard.reports.assembled import assembled
    from dashboard.reports.leaving import asked_of_plan

    brand = read_brand(state.folder)
    is_private = asked.view == "working"
    if mail:
        _send(state.folder, mail, plan, asked, each, ending, brand, as_json)
        return
    if each is None:
        made = several.Made(str(out), "", assembled(plan, asked, asked.view), asked_of_plan(plan, asked))
        formats.write(made.content(ending, brand), out, is_private=is_private)
        _say([made.told], asked.view, brand, as_json)
        return
    reports = several.one_for_each(plan, asked, several.dimension_called(each), asked.view, ending)
    if as_format and out.suffix:
        told = several.into_zip_file(reports, out, ending, brand, is_private=is_private)
        _say(told, asked.view, brand, as_json, out)
    else:
        folder = out if as_format else out.parent
        told = several.into_folder(reports, folder, ending, brand)
        _say(told, asked.view, brand, as_json, folder)


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


def _send(
    folder: Path,
    to: Sequence[str],
    plan: Plan,
    asked: Ask,
    each: str | None,
    ending: str,
    brand: Brand,
    as_json: bool,
) -> None:
    """By e-mail: one report, or one for each group in one ZIP. Exit code 1 where somebody did not get it."""
    import io

    from dashboard.reports import by_mail, formats
    from dashboard.reports import each as several
    from dashboard.reports.assembled import assembled
    from dashboard.reports.leaving import asked_of_plan

    if each is None:
        report = assembled(plan, asked, asked.view)
        name = formats.file_name(report, ending)
        made = several.Made(name, "", report, asked_of_plan(plan, asked))
        told, content = [made.told], made.content(ending, brand)
    else:
        out = io.BytesIO()
        reports = several.one_for_each(plan, asked, several.dimension_called(each), asked.view, ending)
        told = several.into_zip(reports, out, ending, brand)
        report = assembled(plan, asked, asked.view, is_trial=True)  # what the message says of all of them
        name, content = formats.file_name(report, "zip", f"each {each}"), out.getvalue()
    refused = by_mail.mail_report(folder, by_mail.check(to, asked.view), report, name, content)
    _say(told, asked.view, brand, as_json)
    for address, why in refused.items():
        typer.echo(f"{address} was refused ({why}). The others have it.", err=True)
    if refused:
        raise typer.Exit(1)
    if not as_json:
        typer.echo(f"Sent to {', '.join(to)}.")


def _say(told: Sequence[Told], view: View, brand: Brand, as_json: bool, place: Path | None = None) -> None:
    """What was written where, and what could not be shown. place: the folder or ZIP that holds several."""
    entries: list[dict[str, Any]] = [
        {
            "file": one.file if place is None or not one.file else str(place / one.file),
            "of": one.of,
            "view": view,
            "charts": one.charts,
            "not_shown": list(one.left_out),
            "warnings": [*one.warnings, *brand.problems],
        }
        for one in told
    ]
    if as_json:
        print_json(entries)
        return
    for entry in entries:
        if entry["file"]:
            typer.echo(f"{entry['file']}: {entry['charts']} charts ({entry['view']}).")
        else:
            typer.echo(f"{entry['of']}: nothing can be shown, so there is no file.")
        for line in entry["not_shown"]:
            typer.echo(f"  Not shown: {line}")
        for line in entry["warnings"]:
            typer.echo(f"  Note: {line}", err=True)
