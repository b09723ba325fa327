"""`career-conversations refresh`: somebody's own presentation or document, filled in again with today's figures."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.application import AsJson, State, print_json
from pipelines.cli.measuring import Day, Where, check_view, question_from
from pipelines.errors import QuestionError, UserError, disk_said

if TYPE_CHECKING:
    from dashboard.reports.refresh.refreshed import Refreshed


def refresh(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PPTX or DOCX; it is read only.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Where the filled-in copy goes.")
    ] = None,
    where: Where = None,
    since: Day = None,
    until: Day = None,
    view: Annotated[str, typer.Option(metavar="publishable|internal|working")] = "publishable",
    as_json: AsJson = False,
) -> None:
    """Your own slides or document with today's figures: charts of ours and {{marks}} are filled in, the rest stays.

    Without --out it says what would become of what is in it. Marks that say no dates are of this academic year. For
    example: refresh fall.pptx -o spring.pptx; {{participation_rate by college}} in a text box becomes its chart.
    """
    from dashboard.asking.question import Ask
    from dashboard.asking.served import WAREHOUSE_VARIABLE
    from dashboard.reports import formats
    from dashboard.reports.command import check_filters
    from dashboard.reports.refresh.refreshed import of_this_year, refreshed

    state: State = context.obj
    os.environ[WAREHOUSE_VARIABLE] = str(state.folder.absolute())  # what is filled in is asked of this office
    published = state.warehouse.published()
    question = question_from(None, where, since, until, "expected")
    check_filters(published, question.where)
    if out is not None and out.suffix.lower() != file.suffix.lower():
        raise QuestionError(f"{out.name} must end as {file.name} does: {file.suffix}.")
    asked = Ask(published, question.where, question.since, question.until, check_view(view))
    if not (since or until):
        asked = of_this_year(asked)
    made = refreshed(_read(file), file.name, asked, asked.view, is_trial=out is None)
    if out is not None:
        formats.write(made.content, out)
    _say(made, out, view, as_json)


def _read(file: Path) -> bytes:
    from dashboard.reports.refresh.package import MOST_BYTES

    if not file.is_file():
        raise UserError(f"There is no file {file}.")
    if file.stat().st_size > MOST_BYTES:
        size = file.stat().st_size / 2**20
        raise UserError(
            f"“{file.name}” has {size:,.0f} MB; at most {MOST_BYTES // 2**20} MB are taken. Make its pictures smaller."
        )
    with disk_said():
        return file.read_bytes()


def _say(made: Refreshed, out: Path | None, view: str, as_json: bool) -> None:
    from dashboard.reports.refresh.entry import BECAME, TO_READ

    answer = made.answer
    if as_json:
        print_json(
            {
                "file": str(out) if out else None,
                "view": view,
                "entries": [asdict(entry) for entry in answer.entries],
                "without_a_mark": {"charts": answer.charts_not_ours, "tables": answer.tables_not_ours},
                "warnings": answer.warnings,
            }
        )
        return
    typer.echo(f"{out}: {answer.summary} ({view})." if out else f"{answer.summary}. Nothing was written.")
    for entry in answer.entries:
        if out is None or entry.became in TO_READ:
            typer.echo(f"  {entry.place}: {entry.shown}. {BECAME[entry.became]}. {entry.says}".rstrip())
    if said := answer.not_ours:
        typer.echo(f"  {said}")
    for warning in answer.warnings:
        typer.echo(f"  Note: {warning}", err=True)
