"""`career-conversations gradebook` and `handed-out`: a section for its instructor's gradebook; what left with names."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.application import AsJson, State, print_json
from pipelines.cli.measuring import Day, question_from
from pipelines.errors import QuestionError


def gradebook(
    context: typer.Context,
    section: Annotated[
        str, typer.Argument(metavar="SECTION", help="As your files call it: CAR 210-04.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.csv")],
    required: Annotated[
        int, typer.Option(metavar="N", help="Interviews the course requires: the points possible.")
    ] = 1,
    form: Annotated[
        str,
        typer.Option(
            "--for", metavar="plain|canvas", help="canvas: the columns Canvas reads, and no others."
        ),
    ] = "plain",
    title: Annotated[
        str, typer.Option(metavar="NAME", help="For Canvas, what the assignment is called.")
    ] = "Career conversations",
    none_is_zero: Annotated[
        bool, typer.Option("--zeros", help="No points where no interview is recorded, instead of a blank.")
    ] = False,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="From this day on.", show_default="the term"),
    ] = None,
    until: Day = None,
) -> None:
    """A section's interviews as a column of a gradebook (CSV), a row a student. Names students: confidential.

    For example: gradebook "CAR 210-04" --required 2 --for canvas -o car-210-04.csv
    """
    from dashboard.asking.presets import preset_dates
    from dashboard.asking.question import Ask
    from dashboard.asking.served import WAREHOUSE_VARIABLE, settings
    from dashboard.reports.command import check_filters
    from dashboard.reports.formats import write
    from dashboard.reports.section_gradebook import gradebook_of

    state: State = context.obj
    os.environ[WAREHOUSE_VARIABLE] = str(state.folder.absolute())
    if out.suffix.lower() != ".csv":
        raise QuestionError(f"A gradebook is a CSV file: -o {out.stem or 'gradebook'}.csv, not {out.name}.")
    question = question_from(None, None, since, until, "expected")
    published = state.warehouse.published()
    where = (("program", section),)
    check_filters(published, where)
    asked = Ask(published, where=where, view="working")
    dates = question.since, question.until
    if dates == (None, None):
        dates = preset_dates("term", asked.facts.newest, settings())
    asked = Ask(published, where=where, since=dates[0], until=dates[1], view="working")
    made = gradebook_of(asked, required, form, title=title, none_is_zero=none_is_zero)
    write(made.content, out, is_private=True)
    typer.echo(f"{out} holds {made.says} It names students: confidential.")


def handed_out(context: typer.Context, as_json: AsJson = False) -> None:
    """What left the office that is not for publication: reports and gradebooks with names or exact numbers."""
    from dashboard.office.handed_out import HandedOutLog

    entries = HandedOutLog(context.obj.folder).all()
    if as_json:
        print_json(
            [
                {
                    "at": f"{one.at:%Y-%m-%dT%H:%M:%SZ}",
                    "what": one.what,
                    "view": one.view,
                    "of": one.of_whom,
                    "build": one.build,
                }
                for one in entries
            ]
        )
        return
    for one in entries:
        typer.echo(f"{one.at:%Y-%m-%d %H:%M} UTC  {one.view:<9} {one.what}. {one.of_whom}.")
    if not entries:
        typer.echo("Nothing but publishable files has left.")
